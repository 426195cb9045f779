"""What is wrong with a set of articles as a whole: no days, one outlet, the same text again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from workbench.store.hashes import digest

FEWEST_ARTICLES = 5     # of which anything is said
UNDATED = ("{} articles have no day of publication, so no “yesterday” or “on Monday” in them can be dated and the "
           "timeline stays thin: put the day into their file names (outlet_2026-02-17_title.txt), a line “Date: "
           "2026-02-17” at their top, or date = \"2026-02-17\" under their ids in articles.toml")
NO_OUTLET = ("no outlet is known of any of {} articles, so sources cannot be compared: put it into their file names "
             "(outlet_2026-02-17_title.txt), into folders by outlet, a line “Source: …” on top, or outlet = \"…\" "
             "in articles.toml")
ONE_OUTLET = ("all {} articles are of one outlet, {!r}: what is said of agreement between sources means nothing here; "
              "if they are of several, say so in articles.toml (outlet = \"…\") or put them into folders by outlet")
ALIKE = ("{} of {} articles have the text of another, word for word: they are counted as copies of one source; if "
         "that text is a site's notice (cookies, a paywall), fetch the articles again, else remove the doubles")


def judge_corpus(rows: Sequence[dict[str, Any]], source: Any) -> list[dict[str, Any]]:
    """Rows of `problems` for what is wrong with the articles as a whole, each with its remedy.

    rows: rows of `articles`. source: where they came from, for the problem's path.
    """
    path = str(source) if isinstance(source, str) or hasattr(source, "joinpath") else "all articles"
    return [{"path": path, "problem": problem} for problem in _faults(rows)] if len(rows) >= FEWEST_ARTICLES else []


def _faults(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    undated = sum(not row.get("published") for row in rows)
    if undated > len(rows) / 3:
        yield UNDATED.format(f"all {undated}" if undated == len(rows) else f"{undated} of {len(rows)}")
    outlets = {row.get("outlet") for row in rows}
    if outlets <= {None, ""}:
        yield NO_OUTLET.format(len(rows))
    elif len(outlets) == 1:
        yield ONE_OUTLET.format(len(rows), *outlets)
    bodies = Counter(digest(" ".join(row["body"].lower().split())) for row in rows)
    repeats = len(rows) - len(bodies)
    if repeats >= len(rows) / 3:
        yield ALIKE.format(repeats, len(rows))
