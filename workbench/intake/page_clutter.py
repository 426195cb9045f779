"""Takes out of a page's tree what is not the article: boxes, captions, comments, menus, what is hidden."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from workbench.lexicons import read_lexicon

STANDFIRST = "standfirst"
NAMED_BY = ("class", "id", "data-testid", "data-component", "aria-label")
# "has-comments", "no-sidebar" speak of the page, not of what the element is
STATES = {"has", "no", "with", "is"}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?!\.)|opacity\s*:\s*0(?![.\d])",
                    re.I)
# an element with so large a share of the page's paragraphs is the article itself, whatever its class says
ARTICLE_SHARE = 0.4


def clear_furniture(tree: Any) -> dict[str, str]:
    """Takes out of `tree` what is not the article; returns the reason by the text of each thing taken out."""
    paragraphs = _running_text(tree) or 1
    reasons: dict[str, str] = {}
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        reason = None
        if isinstance(element.tag, str) and element.tag not in ("html", "body", "main", "article", "head"):
            reason = _find_reason(element)
        if reason == STANDFIRST:    # part of the article, but not of its text
            reasons.setdefault(" ".join("".join(element.itertext()).split()), reason)
            continue
        if reason is None or (_running_text(element) > ARTICLE_SHARE * paragraphs and not _is_hidden(element)):
            waiting += reversed(element)
            continue
        texts = list(element.itertext())
        for text in (*texts, "".join(texts)):
            reasons.setdefault(" ".join(text.split()), reason)
        # emptied, not removed: its tail is the article's, and may hold characters lxml reads but does not write.
        # Nothing within it has been looked at: lxml takes quadratic time to part with elements Python knows
        element.clear(keep_tail=True)
    return reasons


def _running_text(element: Any) -> int:
    """Characters in the paragraphs of an element."""
    return int(element.xpath("string-length(string(.))")) if element.tag == "p" else sum(
        int(paragraph.xpath("string-length(string(.))")) for paragraph in element.iter("p"))


def _find_reason(element: Any) -> str | None:
    if _is_hidden(element):
        return "hidden on the page"
    reason = _reasons("elements").get(element.tag) or _reasons("roles").get((element.get("role") or "").lower())
    return reason or _reason_of_names(" ".join(element.get(name) or "" for name in NAMED_BY)[:400])


@cache
def _reasons(kind: str) -> dict[str, str]:
    """Why an element goes, by its tag ("elements"), its role ("roles"), or a word of its names ("names")."""
    return {word: reason for reason, words in read_lexicon("clutter")["page"][kind].items() for word in words}


def _reason_of_names(names: str) -> str | None:
    for name in names.split():
        parts = [part.lower() for part in re.split(r"[-_:]+|(?<=[a-z])(?=[A-Z])", name) if part]
        if STATES & set(parts):
            continue
        for first in range(len(parts)):
            for last in (first + 2, first + 1):
                if reason := _reasons("names").get("-".join(parts[first:last])):
                    return reason
    return None


def _is_hidden(element: Any) -> bool:
    return (element.get("hidden") is not None or (element.get("aria-hidden") or "").lower() == "true"
            or bool(HIDDEN.search(element.get("style") or "")))
