"""The briefing: every sentence is made of rows, leads to them, and holds nothing that they do not."""

import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest

import workbench as wb
from workbench import tables
from workbench.corpus import Corpus
from workbench.show.briefing import make_briefing
from workbench.show.demands import SAID
from workbench.show.report_rows import SALIENT, SURE, collect_rows

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def carried(seeds):
    return collect_rows(seeds)


@pytest.fixture(scope="module")
def parts(seeds, carried):
    return {part.title: part for part in make_briefing(seeds, carried, since="2026-02-17")}


@pytest.fixture(scope="module")
def lines(parts):
    found = {}
    for part in parts.values():
        rows = [row for grid in (part.grid, part.apart) if grid for _, row in grid.rows]
        cells = [line for row in rows for cell in row for line in cell]
        found[part.title] = [*part.lines, *cells]
    return found


def test_every_part_tells_something_of_the_seeds(lines):
    assert list(lines) == ["What is new", "What happened", "What is next", "Demands side by side",
                           "In a few words of their own", "Numbers, and who claims them", "Who is quoted"]
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
    for line in lines["In a few words of their own"]:
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


def test_what_is_drawn_is_sure_and_what_is_left_out_is_told(seeds, carried, parts):
    demands, rows = parts["Demands side by side"], {row["id"]: row for layer in carried.page["layers"]
                                                    for row in layer["rows"]}
    sure = wb.choose_sure(seeds.stances, SURE)
    told = [line.address for grid in (demands.grid, demands.apart) for _, cells in grid.rows for cell in cells
            for line in cell if line.address[1:] in rows]
    assert told and all(rows[address[1:]]["kind"] in SAID for address in told)  # not “support (less sure)”
    assert 0 < len(sure) < len(seeds.stances)
    assert f"{len(seeds.stances) - len(sure)} less sure positions" in demands.lead


def test_persons_stand_with_whom_they_speak_for_and_each_apart_below(parts):
    demands = parts["Demands side by side"]
    joined, apart = (dict(grid.rows) for grid in (demands.grid, demands.apart))
    assert "Vladimir Putin" in apart and "Vladimir Putin" not in joined
    assert any(line.told.startswith("Volodymyr Zelenskyy, ") for cell in joined["Ukraine"] for line in cell)


def test_a_holder_without_a_name_is_no_side():
    ferries = ROOT / "data/examples/ferries"
    corpus = wb.load(ferries / "articles", actors=ferries / "actors.toml", issues=ferries / "issues.toml")
    assert corpus.stances["actor"].isna().any()
    actors = collect_rows(corpus).page["actors"]
    assert "kettle_line+" in actors and not any(name.startswith("None") for name in actors.values())


def test_the_first_page_draws_what_the_notebooks_draw():
    for name, parameter, value in (("3_stance", "least_confidence", SURE), ("1_timeline", "least_salience", SALIENT)):
        notebook = (ROOT / f"notebooks/{name}.ipynb").read_text(encoding="utf-8")
        assert re.search(rf"{parameter}: float = ([\d.]+)", notebook)[1] == str(value)


def test_a_wording_of_few_words_stands_once_and_a_place_in_a_series_is_no_number(lines):
    told = [line.text for line in lines["In a few words of their own"]]
    assert len([text for text in told if "business" in text]) == 1
    assert any("there is progress" in text for text in told)
    assert not any(line.text.startswith("second") for line in lines["Numbers, and who claims them"])


def test_what_comes_soon_is_told_with_who_says_so(lines):
    soon = [line.told for line in lines["What is next"] if line.text.startswith("soon: ")]
    assert any("says Vladimir Medinsky" in told for told in soon)


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
