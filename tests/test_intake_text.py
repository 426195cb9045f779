"""Text files as scrapers leave them: header, text, headings, clutter, and where each stretch stood."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.intake import locate, read_articles, read_file
from workbench.intake.article_dates import settle_dateline
from workbench.intake.characters import repair
from workbench.intake.clutter import cut_words, match_rule, read_rules
from workbench.intake.encodings import decode, decode_as
from workbench.intake.origin import Traced
from workbench.intake.paragraphs import Block

HERE = Path(__file__).parent
SEEDS = sorted((HERE.parent / "seeds").glob("*.txt"))
CASES = tomllib.loads((HERE / "articles" / "expected.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def cases():
    articles, problems = read_articles(HERE / "articles" / "text")
    assert problems.empty
    return articles.set_index("article")


@pytest.mark.parametrize("name", CASES)
def test_an_article_is_told_from_what_stands_around_it(cases, name):
    row, expected = cases.loc[name], CASES[name]
    missing = {"title": None, "standfirst": None, "outlet": None, "authors": [], "tags": [], "headings": []}
    for column in missing:
        value = None if row[column] is None or row[column] != row[column] else row[column]
        assert value == expected.get(column, missing[column]), column
    published = None if row["published"] != row["published"] else str(row["published"].date())
    assert (published, row["published_from"]) == (expected.get("published"), expected["published_from"])
    for text in expected["stays"]:
        assert text in row["body"]
    gone = " ".join(stretch["text"] for stretch in row["removed"])
    for text in expected.get("goes", []):
        assert text not in row["body"] and text in gone
    paragraphs = row["body"].split("\n\n")
    assert (len(paragraphs), paragraphs[0].split()[:2], paragraphs[-1].split()[-2:]) == (
        expected["paragraphs"], expected["begins"].split(), expected["ends"].split())


@pytest.mark.parametrize("rule", read_rules(), ids=lambda rule: rule.name)
def test_every_rule_takes_its_examples_and_leaves_its_near_misses(rule):
    assert rule.examples and rule.near_misses
    if rule.takes == "words":
        for text, is_cut in [(text, True) for text in rule.examples] + [(text, False) for text in rule.near_misses]:
            page, cut = cut_words(Traced(f"It ended there. {text}"))
            assert bool(cut) is is_cut, text
            assert (page.text == f"It ended there. {text}") is not is_cut
        return
    for text in rule.examples:
        found = match_rule(Block(text, 0, len(text)), closing=rule.at == "close")
        assert found is not None, text
    for text in rule.near_misses:
        found = match_rule(Block(text, 0, len(text)), closing=True)
        assert found is None, f"{text!r} falls under {found and found.name!r}"


DAMAGES = {
    "as it is": lambda text: text.encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "old Mac": lambda text: text.replace("\n", "\r").encode(),
    "BOM": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "Windows-1252": lambda text: text.encode("cp1252", errors="ignore"),
    "some bytes of Windows-1252": lambda text: text.encode().replace("’".encode(), b"\x92"),
    "mojibake": lambda text: text.encode().decode("latin-1").encode(),
    "mojibake by way of Windows-1252": lambda text: text.encode().decode("cp1252", errors="replace").encode(),
    "mojibake twice": lambda text: text.encode().decode("latin-1").encode().decode("latin-1").encode(),
    "no-break spaces": lambda text: text.replace(" of ", "\u00a0of\u00a0").encode(),
    "zero-width spaces": lambda text: text.replace(" the ", " \u200bthe ").encode(),
    "soft hyphens": lambda text: text.replace("tion", "\u00adtion").encode(),
    "entities": lambda text: text.replace("’", "&rsquo;").replace("“", "&#8220;").encode(),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_every_paragraph_is_located_in_a_damaged_file(tmp_path, seed, damage):
    text = seed.read_text(encoding="utf-8")
    file = tmp_path / "damaged.txt"
    file.write_bytes(DAMAGES[damage](text))
    whole, _ = read_file(seed, "seed")
    rows, problems = read_file(file, "damaged")
    assert not problems
    row = rows[0]
    lost = "→…" if damage == "Windows-1252" else ""      # an arrow has no byte there
    assert [word for word in row["body"].split() if word not in lost] == \
        [word for word in whole[0]["body"].split() if word not in lost]
    assert (row["title"], row["published"]) == (whole[0]["title"], whole[0]["published"])
    decoded = decode_as(file.read_bytes(), row["encoding"])
    at = 0
    for paragraph in row["body"].split("\n\n"):
        places = locate(row["origin"], at, at + len(paragraph))
        assert len(places) == 1
        stretch = decoded[slice(*places[0])]
        assert repair(stretch).text == paragraph
        if damage in ("as it is", "CRLF", "old Mac", "BOM", "UTF-16", "Windows-1252"):
            assert stretch == paragraph
        at += len(paragraph) + 2


def test_a_sentence_cut_out_of_a_body_is_found_at_its_own_characters(tmp_path):
    text = "Title\n\nIt isâ€™nt over. Not\u00a0yet, he said there, and left by the back door.\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    row = read_articles(tmp_path)[0].iloc[0]
    decoded = decode_as((tmp_path / "a.txt").read_bytes(), row["encoding"])
    start = row["body"].index("Not")
    assert [decoded[a:b] for a, b in locate(row["origin"], start, start + 7)] == ["Not\u00a0yet"]
    assert [decoded[a:b] for a, b in locate(row["origin"], 0, 8)] == ["It isâ€™nt"]


@pytest.mark.parametrize(("raw", "text", "encoding"), [
    (b"plain", "plain", "utf-8"),
    ("caf\u00e9".encode(), "café", "utf-8"),
    (b"\xef\xbb\xbfcaf\xc3\xa9", "café", "utf-8-sig"),
    ("café".encode("utf-16"), "café", "utf-16"),
    ("a café in the town".encode("utf-16-be"), "a café in the town", "utf-16-be"),
    (b"\x93quoted\x94", "“quoted”", "cp1252"),
    (b"caf\xc3\xa9 \x93quoted\x94", "café “quoted”", "utf-8+cp1252"),
    ("Переговоры в Женеве закончились без результата, сказал министр в среду.".encode("cp1251"),
     "Переговоры в Женеве закончились без результата, сказал министр в среду.", "cp1251"),
    (b"", "", "utf-8"),
])
def test_bytes_are_decoded_and_the_encoding_reads_them_again(raw, text, encoding):
    assert decode(raw) == (text, encoding)
    assert decode_as(raw, encoding) == text


def words_of(text: str) -> set[str]:
    return set(text.split())


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode),
                 st.lists(st.sampled_from([b"ALSO READ: x", b"Tags:", b"Comments", b"date 2026-02-14 ", b"\n", b"\n\n",
                                           b"He said so.", b"\x93", b"\xc3\xa9", b"\xe2\x80", b"You may be interested",
                                           b"Feb 3, 2026", b"By Jo Falk", b"[ad_1]", b"&amp;"]),
                          max_size=30).map(b" ".join)))
@example(b"\xff\xfe")
@example(b"\x00")
def test_whatever_bytes_are_in_a_file_its_text_is_accounted_for(tmp_path_factory, data):
    file = tmp_path_factory.getbasetemp() / "any.txt"
    file.write_bytes(data)
    rows, problems = read_file(file, "any")
    assert rows or problems
    for row in rows:
        gone = [stretch["text"] for stretch in row["removed"]]
        told = [row["title"] or "", row["standfirst"] or "", row["body"], *row["headings"], *gone]
        assert words_of(repair(decode(data)[0]).text.replace("[ad_1]", " ")) <= words_of(" ".join(told))


@pytest.mark.parametrize(("lead", "latest", "expected", "said"), [
    ("The fleets parted on Wednesday, for the first time since 2019.", "2026-11-25", "2025-11-05", "as in 2020, 2026"),
    ("The fleets parted on Wednesday, for the first time since 2019.", "2025-11-04", "2020-11-05", "“Wednesday”"),
    ("The fleets parted, as they had in 2024.", "2026-11-25", "2024-11-05", "the latest the text names"),
    ("The fleets part in 2031, as they had in 2024.", "2026-11-25", "2024-11-05", "the latest the text names"),
    ("The fleets, founded in 2026, parted.", "2026-03-01", "2025-11-05", "year 2025"),
    ("The fleets parted on Wednesday.", "2026-11-25", None, ""),
    ("The fleets parted in 2031.", "2026-11-25", None, ""),
])
def test_a_dateline_without_a_year_is_never_of_a_day_to_come(lead, latest, expected, said):
    text = f"VELL, Nov. 5 (Coastal News Agency) — {lead}"
    told = settle_dateline(text, [], [text], text, date.fromisoformat(latest))
    if expected is None:
        assert told is None
        return
    (day, words), is_stated = told
    assert (day.isoformat(), is_stated) == (expected, False) and said in words
    stated = settle_dateline(text.replace("5 (", "5, 2030 ("), [], [text], text, date.fromisoformat(latest))
    assert (stated[0].day.isoformat(), stated[1]) == ("2030-11-05", True)
