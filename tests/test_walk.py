"""The whole journey of a stranger: a folder of files, dated and told apart by their names only, to a full report."""

from datetime import date, timedelta

import pandas as pd
import pytest

from workbench import tables
from workbench.run.cli import main

OUTLETS = ("tide", "gull", "harbour-post", "islander", "north-wire", "evening-lantern")
FIRST = date(2026, 3, 2)
# ten days of a dispute: the day's event, and what was said of it
STORIES = (
    ("Pilots of the Lune harbour walked out on Monday", "ban on night ferries", "rejected", "backed"),
    ("The port council met on Tuesday", "higher harbour fees", "opposed", "welcomed"),
    ("Two ferries collided on Wednesday off Skerry", "ban on night ferries", "condemned", "demanded"),
    ("The union held a ballot on Thursday", "pay rise", "refused", "demanded"),
    ("Ministers arrived in Port Lune on Friday", "higher harbour fees", "rejected", "defended"),
    ("Islanders marched through Port Lune on Saturday", "ban on night ferries", "denounced", "supported"),
    ("The company closed its office on Sunday", "pay rise", "ruled out", "called for"),
    ("A court heard the case on Monday", "ban on night ferries", "opposed", "defended"),
    ("The council voted on Tuesday", "higher harbour fees", "rejected", "backed"),
    ("Pilots returned to work on Wednesday", "pay rise", "opposed", "welcomed"),
)
LEADS = ("{}, and boats stayed at their moorings until dusk.", "{}, as rain swept the quays.", "{}, witnesses said.",
         "{}, the third such day this spring.", "{}.", "{}, to the anger of shopkeepers.")


def write_articles(folder):
    """Sixty files; every sixth repeats another outlet's text of the day but for its end."""
    folder.mkdir()
    for number, (event, issue, against, for_) in enumerate(STORIES):
        day = FIRST + timedelta(days=number)
        copied = ""
        for place, outlet in enumerate(OUTLETS):
            text = [LEADS[place].format(event),
                    f"Mara Lind, the mayor of Port Lune, {against} the {issue}. “This would empty the islands within "
                    f"{place + 2} years,” Lind said on {day:%A}.",
                    f"The Harbour Company {for_} the {issue}. Its director, Jonas Falk, said that the boats had lost "
                    f"{number * 7 + place + 20} thousand crowns since January.",
                    f"“We will not wait any longer for an answer from the {('town', 'court', 'state')[place % 3]},” "
                    f"said Ruth Amsel, the leader of the Pilots Union. She will meet Falk on {day:%B} {day.day + 3}."]
            copied = copied or "\n\n".join(text)
            body = f"{copied}\n\nThe {outlet} has more." if place == 5 else "\n\n".join(text)
            slug = "-".join(event.lower().split()[:5])
            (folder / f"{outlet}_{day}_{slug}.txt").write_text(body, encoding="utf-8")


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The project and the tables of its first report."""
    top = tmp_path_factory.mktemp("walk")
    write_articles(top / "files")
    project = top / "my_dispute"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(top)
        assert main(["new", "my_dispute", "--from", "files"]) == 0
        patch.chdir(project)
        assert main(["run", "--out", "reports/first"]) == 0
    found = {name: pd.read_parquet(project / "reports" / "first" / "tables" / f"{name}.parquet")
             for name in tables.TABLES}
    return project, found


def test_days_and_outlets_come_from_the_names(report):
    _, found = report
    articles = found["articles"]
    assert len(articles) == 60 and set(articles["published_from"]) == {"file name"}
    assert set(articles["outlet"]) == {outlet.replace("-", " ") for outlet in OUTLETS}
    assert articles["title"].notna().all() and found["problems"].empty


def test_who_and_what_matters_was_proposed_and_found(report):
    project, found = report
    actors = (project / "actors.toml").read_text(encoding="utf-8")
    assert all(f"[{key}]" in actors for key in ("mara_lind", "jonas_falk", "ruth_amsel", "harbour_company"))
    issues = (project / "issues.toml").read_text(encoding="utf-8")
    assert all(f'"{issue}"' in issues for issue in ("ban on night ferries", "higher harbour fees", "pay rise"))
    held = set(zip(found["stances"]["actor"], found["stances"]["issue"], found["stances"]["position"], strict=True))
    assert ("mara_lind", "ban_on_night_ferries", "oppose") in held
    assert ("harbour_company", "ban_on_night_ferries", "support") in held


def test_every_notebook_has_rows(report):
    project, found = report
    for name in ("mentions", "quotes", "stances", "events", "copies", "utterances"):
        assert len(found[name]), name
    for page in ("0_corpus", "1_timeline", "2_quotes", "3_stance", "4_sources"):
        assert (project / "reports" / "first" / f"{page}.html").stat().st_size > 10_000


def test_the_first_page_says_what_was_found_and_what_to_decide(report):
    page = (report[0] / "start.html").read_text(encoding="utf-8")
    for words in ("60 articles", "file name", "Mara Lind", "Ban on night ferries".lower(), "Decide:", "issues.toml"):
        assert words in page
