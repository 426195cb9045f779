"""Takes out of a page's tree what is not the article: boxes, captions, comments, menus, what is hidden."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
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
ELSEWHERE = ("comments of readers", "stories from elsewhere on the site")
LONGEST_BOX = 60        # words
MOST_IN_A_BOX = 80      # elements
BOXES = ("div", "section", "li", "td")
BLOCKS = ("div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "header", "span")


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
    return reason or _reason_of_names(_names_of(element)) or _find_box(element)


@cache
def _reasons(kind: str) -> dict[str, str]:
    """Why an element goes, by its tag ("elements"), its role ("roles"), or a word of its names ("names")."""
    return {word: reason for reason, words in read_lexicon("clutter")["page"][kind].items() for word in words}


def is_elsewhere(element: Any) -> bool:
    """Whether an element belongs to readers' comments or to other stories, as an element around it is called."""
    return any(isinstance(outer.tag, str) and (outer.tag == "aside" or _reason_of_names(_names_of(outer)) in ELSEWHERE)
               for outer in (element, *element.iterancestors()) if outer.tag not in ("body", "html"))


def parts_of_names(element: Any) -> list[str]:
    """The words that the names of an element are made of: class, id and the like."""
    return [part for name in _names_of(element).split() for part in _parts(name)]


def _names_of(element: Any) -> str:
    return " ".join(element.get(name) or "" for name in NAMED_BY)[:400]


def _parts(name: str) -> list[str]:
    return [part.lower() for part in re.split(r"[-_:]+|(?<=[a-z])(?=[A-Z])", name) if part]


def _reason_of_names(names: str) -> str | None:
    for name in names.split():
        parts = _parts(name)
        if STATES & set(parts):
            continue
        for first in range(len(parts)):
            for last in (first + 2, first + 1):
                if reason := _reasons("names").get("-".join(parts[first:last])):
                    return reason
    return None


def _find_box(element: Any) -> str | None:
    """Why a small box goes that nothing is called by: it asks something of the reader, or leads to another story."""
    if element.tag not in BOXES or len(within := list(islice(element.iter(), MOST_IN_A_BOX + 1))) > MOST_IN_A_BOX:
        return None
    words = len(" ".join(element.itertext())[:20 * LONGEST_BOX].split())
    if not 4 <= words <= LONGEST_BOX or any(inner.tag == "h1" for inner in within):
        return None
    asks = read_lexicon("clutter")["page"]["buttons"]["asks"]
    buttons = [pressed for pressed in element.iter("button", "a", "input") if pressed.tag != "a" or {
        "button", "btn"} & set(parts_of_names(pressed))]
    if any(re.match(rf"(?:{'|'.join(asks)})\b", text_of(pressed), re.I)
           for pressed in buttons):
        return "call to the reader"
    return "stories from elsewhere on the site" if _is_teaser(element) else None


def _is_teaser(element: Any) -> bool:
    """A headline that is a link as a whole, and a short text below it."""
    while len(blocks := [child for child in element if isinstance(child.tag, str)]) == 1:
        element = blocks[0]
    stray = [element.text, *(child.tail for child in blocks)]
    if not 2 <= len(blocks) <= 4 or any((text or "").strip() for text in stray):
        return False
    headline, text = blocks[:2]
    return (headline.tag in BLOCKS and text.tag in BLOCKS and _is_linked_headline(headline)
            and text.find(".//a") is None and bool(text_of(text)))


def _is_linked_headline(element: Any) -> bool:
    words = text_of(element)
    linked = " ".join(text_of(link) for link in element.iter("a"))
    return linked == words and len(words.split()) >= 3 and not words.endswith((".", ":", ","))


def text_of(element: Any) -> str:
    """The text of an element and of those in it, on one line."""
    return " ".join(" ".join(element.itertext()).split())


def _is_hidden(element: Any) -> bool:
    return (element.get("hidden") is not None or (element.get("aria-hidden") or "").lower() == "true"
            or bool(HIDDEN.search(element.get("style") or "")))
