"""The briefing: every sentence is made of rows, leads to them, and holds nothing that they do not."""

import re
from urllib.parse import parse_qs

import pytest

from workbench import tables
from workbench.corpus import Corpus
from workbench.show.briefing import make_briefing
from workbench.show.report_rows import collect_rows


@pytest.fixture(scope="module")
def carried(seeds):
    return collect_rows(seeds)


@pytest.fixture(scope="module")
def lines(seeds, carried):
    found = {}
    for part in make_briefing(seeds, carried, since="2026-02-17"):
        cells = [line for _, row in part.grid.rows for cell in row for line in cell] if part.grid else []
        found[part.title] = [*part.lines, *cells]
    return found


def test_every_part_tells_something_of_the_seeds(lines):
    assert list(lines) == ["What is new", "What happened", "What is next", "Demands side by side",
                           "Verdicts in their own words", "Numbers, and who claims them", "Who is quoted"]
    assert all(lines.values())


def rows_at(page, address):
    """The rows that an address leads to, as the page finds them."""
    name, _, query = address.removeprefix("#").partition("?")
    for layer in page["layers"]:
        if layer["layer"] == name:
            asked = {key: values[0] for key, values in parse_qs(query).items()}
            return [row for row in layer["rows"] if asked.get("kind", row["kind"]) == row["kind"]
                    and all(asked.get(key, "") in ("", *row[f"{key}s"]) for key in ("actor", "issue"))]
    everything = [row for layer in page["layers"] for row in layer["rows"]] + page["articles"]
    return [row for row in everything if row["id"] == name]


def test_every_sentence_leads_to_rows(lines, carried):
    for line in (line for found in lines.values() for line in found):
        assert rows_at(carried.page, line.address), line


def test_numbers_and_verdicts_stand_in_the_articles(lines, seeds):
    bodies = "\n".join(seeds.articles["body"])
    for line in lines["Verdicts in their own words"]:
        assert re.search("“(.+)”:", line.text)[1] in bodies
    for line in lines["Numbers, and who claims them"]:
        assert line.text.partition(":")[0] in bodies
    assert any("Zelenskyy" in line.text and "soldiers" in line.text for line in lines["Numbers, and who claims them"])


def test_a_count_is_the_number_of_rows_behind_it(lines, carried):
    for line in lines["Who is quoted"]:
        assert int(re.search(r"(\d+) statement", line.text)[1]) == len(rows_at(carried.page, line.address))
    for line in lines["Demands side by side"]:
        if line.text.startswith("all "):
            assert int(line.text[4:]) == len(rows_at(carried.page, line.address))


def test_addresses_are_unique_and_the_same_in_another_run(seeds, carried):
    def addresses(found):
        return [row["id"] for layer in found.page["layers"] for row in layer["rows"]]
    assert len(set(addresses(carried))) == len(addresses(carried))
    assert addresses(collect_rows(seeds)) == addresses(carried)
    fewer = addresses(collect_rows(seeds.between("2026-02-16")))
    assert len([one for one in fewer if one.startswith("quote-")]) > 20
    assert {one for one in fewer if one.startswith("quote-")} <= set(addresses(carried))


def test_nothing_is_told_of_no_rows(seeds):
    nothing = Corpus({name: tables.make(name) for name in tables.TABLES}, seeds.settings)
    assert make_briefing(nothing, collect_rows(nothing)) == []
