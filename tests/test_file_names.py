"""Day, outlet and headline from the names of files and folders, and what is wrong with a corpus as a whole."""

import pytest

from workbench.intake import read_articles
from workbench.intake.file_names import read_file_names
from workbench.intake.header import is_stopped_headline
from workbench.intake.paragraphs import Block

TEXT = "Harbour pilots of the outer islands went back to their boats after a night of talks with the port, " \
       "and the ferries sailed again. The union said number {} of its members would vote."


def named(*paths):
    rows = [{"path": f"corpus/{path}"} for path in paths]
    read_file_names(rows)
    return [(row.get("outlet"), str(row.get("published") or ""), row.get("title")) for row in rows]


@pytest.mark.parametrize(("name", "day"), [
    ("nyt_2016-09-24_debate", "2016-09-24"), ("20160924-debate", "2016-09-24"), ("debate_2016_09_24", "2016-09-24"),
    ("24.09.2016 debate", "2016-09-24"), ("debate-24-sep-2016", "2016-09-24"), ("Sep_24_2016_debate", "2016-09-24"),
    ("2016/09/24/debate", "2016-09-24"), ("nyt/2016-09-24/debate", "2016-09-24"), ("20160924T081500Z_x", "2016-09-24"),
    ("25-09-2016_debate", "2016-09-25"), ("bbc-September-24-2016", "2016-09-24"),
    # near misses: two readings, no such day, digits of a hash, a telephone number, a year alone
    ("debate_02-03-2016", ""), ("2016-13-24", ""), ("a20160924b", ""), ("201609245511", ""), ("budget-2016", ""),
])
def test_a_day_in_a_name_is_found(name, day):
    assert named(f"{name}.txt", "other.txt")[0][1] == day


def test_one_name_tells_the_order_of_another():
    assert [day for _, day, _ in named("a_02-03-2016.txt", "a_25-03-2016.txt")] == ["2016-03-02", "2016-03-25"]
    assert [day for _, day, _ in named("a_02-03-2016.txt", "a_03-25-2016.txt")] == ["2016-02-03", "2016-03-25"]


@pytest.mark.parametrize("form", ["{}_2026-02-0{}_{}.txt", "2026-02-0{1}_{0}_{2}.txt", "{}-2026-02-0{}-{}.txt",
                                  "{1}/{0}_2026-02-0{1}_{2}.txt", "{0}/2026/02/0{1}/{2}.txt",
                                  "{2}_2026-02-0{1}_{0}.txt"])
def test_outlet_and_headline_stand_around_the_day(form):
    slugs = ["ferries-sail-again", "pilots-end-long-strike", "port-talks-fail-twice", "mayor-wants-night-boats",
             "union-rejects-new-offer", "islands-wait-for-bread"]
    paths = [form.format(outlet, day, slug) for day, slug in enumerate(slugs, 1) for outlet in ("tide", "gull", "wsj")]
    found = named(*paths)
    assert {outlet for outlet, _, _ in found} == {"tide", "gull", "wsj"}
    assert {title for _, _, title in found} >= {"ferries sail again", "union rejects new offer"}


def test_folders_are_outlets_only_where_one_looks_like_it():
    papers = [f"{outlet}/{n}.txt" for outlet in ("herald", "tide") for n in range(4)]
    subjects = [f"{subject}/{n}.txt" for subject in ("strike", "ferries") for n in range(4)]
    assert {outlet for outlet, _, _ in named(*papers)} == {"herald", "tide"}
    assert {outlet for outlet, _, _ in named(*subjects)} == {None}


def test_words_of_headlines_and_general_names_are_no_outlets():
    heads = [f"{word}_talks_end_2026-02-0{n}.txt" for n, word in enumerate(("mayor", "port", "pilots", "union"), 1)]
    assert {outlet for outlet, _, _ in named(*heads)} == {None}
    assert {outlet for outlet, _, _ in named(*(f"article_{n}.txt" for n in range(9)))} == {None}


def test_what_the_file_says_comes_first_and_each_value_says_where_it_is_from(tmp_path):
    for n, outlet in enumerate(("tide", "gull") * 3, 1):
        (tmp_path / f"{outlet}_2026-02-0{n}_ferries-sail-again.txt").write_text(TEXT.format(n), encoding="utf-8")
    (tmp_path / "tide_2026-02-01_ferries-sail-again.txt").write_text(
        f"Pilots go back to work\n\nDate: 2026-01-31\nSource: The Tide\n\n{TEXT.format('one')}", encoding="utf-8")
    said = tmp_path / "said.toml"
    said.write_text('["gull_2026-02-02_ferries-sail-again"]\noutlet = "Gull"\n', encoding="utf-8")
    articles = read_articles(tmp_path / "*.txt", overrides=said)[0].set_index("article")
    told = articles.loc["tide_2026-02-01_ferries-sail-again"]
    assert (str(told["published"].date()), told["outlet"], told["named_by_file"]) == ("2026-01-31", "The Tide", [])
    other = articles.loc["gull_2026-02-04_ferries-sail-again"]
    assert (str(other["published"].date()), other["published_from"], other["outlet"]) == (
        "2026-02-04", "file name", "gull")
    assert other["named_by_file"] == ["published", "outlet", "title"]
    said_of = articles.loc["gull_2026-02-02_ferries-sail-again"]
    assert (said_of["outlet"], said_of["named_by_file"]) == ("Gull", ["published", "title"])


@pytest.mark.parametrize(("line", "is_headline"), [
    ("Mayor rejects plan for night ferries.", True),
    ("PILOTS GO BACK TO WORK.", True),
    ("The Long Night of the Harbour Pilots.", True),
    ("The mayor rejected a plan for night ferries.", False),
    ("Ferries were late.", False),
    ("“Never again,” pilots said.", False),
    ("Oslo, Norway, rejects plan.", False),
])
def test_a_headline_may_end_in_a_full_stop(line, is_headline):
    following = Block(TEXT.format(1), 100, 300)
    assert is_stopped_headline(Block(line, 0, len(line)), [following]) is is_headline
    assert not is_stopped_headline(Block(line, 0, len(line)), [])


def test_a_corpus_without_days_outlets_or_variety_says_so_with_the_remedy(tmp_path):
    for n in range(6):
        (tmp_path / f"{n}.txt").write_text(TEXT.format(n % 3), encoding="utf-8")
    problems = " ".join(read_articles(tmp_path)[1]["problem"])
    for words in ("all 6 articles have no day", "no outlet is known", "3 of 6 articles have the text of another"):
        assert words in problems
    assert "articles.toml" in problems
