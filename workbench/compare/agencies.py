"""News agencies: whether an article is an agency's own, and which agency it credits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from workbench.lexicons import read_lexicon

EDGE_CHARACTERS = 250  # at the beginning and the end of an article, where credits stand

# how a credit is written; {} is the agency's name
CREDITS = (
    r"\((?:{})(?:/[\w -]+)?\)",                       # (AP), (Reuters/Ipsos)
    r"/(?:{})/",                                      # /TASS/
    r"©\s*(?:\d{{4}}\s+)?(?:The\s+)?(?:{})\b",        # © 2025 The Associated Press
    r"\b(?:[Ww]ith (?:inputs|files|material) from|[Aa]dditional reporting by|[Ss]ource:|[Rr]eport(?:ed)? by|"
    r"[Cc]ontributed to this report:)\s+(?:the\s+)?(?:{})\b",
    r"(?:—|–|--|- )\s*(?:{})\s*$",                    # a last line: — AFP
)


@cache
def agency_names() -> dict[str, str]:
    """Every name of every agency in the lexicon, with the agency's id."""
    entries = read_lexicon("agencies")
    return {name: agency for agency, entry in entries.items() for name in entry["names"]}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds a credit, and what finds the agency's name in it."""
    names = "|".join(re.escape(name) for name in sorted(agency_names(), key=len, reverse=True))
    return re.compile("|".join(f"(?:{way.format(names)})" for way in CREDITS), re.M), re.compile(rf"\b(?:{names})\b")


def _named(text: str) -> str | None:
    """The id of the agency whose name is the whole of `text`, an article before it aside."""
    return agency_names().get(text.strip().removeprefix("The ").removeprefix("the "))


def is_agency(outlet: Any) -> bool:
    """Whether `outlet`, as the table `articles` has it (a name, a site, or missing), is a news agency."""
    if not isinstance(outlet, str):
        return False
    site = re.sub(r"^www\.|\.\w+$", "", outlet.lower())
    return _named(outlet) is not None or site in {name.lower().replace(" ", "") for name in agency_names()}


def find_credit(article: Mapping[str, Any]) -> str | None:
    """The id of the agency that an article, a row of the table `articles`, credits; None for none.

    Looked for among the authors, in the first and last lines of the body, and in what was taken out of the file.
    An agency that is only cited ("told Reuters") is not credited.

    Examples
    --------
    >>> find_credit({"body": "OSLO, May 3 (Reuters) - The bank kept its rate.", "authors": [], "removed": []})
    'reuters'
    """
    for author in article.get("authors") or ():
        if (agency := _named(author)) is not None:
            return agency
    body = article.get("body") or ""
    removed = [stretch["text"] for stretch in article.get("removed") or ()]
    credit, agency_name = _patterns()
    for text in (body[:EDGE_CHARACTERS], body[-EDGE_CHARACTERS:], *removed):
        if (found := credit.search(text)) and (name := agency_name.search(found.group())):
            return agency_names()[name.group()]
    return None
