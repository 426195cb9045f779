"""Who signed a page, and of which day it is, where no metadata say so but the elements around its title do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from workbench.intake.article_dates import find_date
from workbench.intake.page_clutter import is_elsewhere, parts_of_names, text_of
from workbench.text.name_lists import BETWEEN_NAMES, is_person

MOST_ELEMENTS = 200         # that are looked at before and after a title
FEWEST_WORDS = 25           # of a paragraph that begins the text
LONGEST_SIGN = 120          # characters of a byline or a day
DATED_BY = ("datetime", "data-datetime", "data-date", "data-published", "data-timestamp", "data-time", "content",
            "title")
DAYS = {"date", "published", "timestamp", "dateline", "posted", "pubdate"}
CHANGED = {"updated", "modified", "edited", "lastmod"}
AUTHORS = {"byline", "author", "authors", "submitted", "fn"}
EPOCH = re.compile(r"(1[0-9]{9})(\d{3})?")      # seconds or milliseconds, of the years 2001 to 2033
# words before a name that say it is the author's; a link that leads to what somebody has written
SIGNED = re.compile(r"(?:(?:written|posted|submitted|words|story|text|report(?:ed|ing)?)\s+)?by\b:?\s+(?=\S)|"
                    r"(?:author|written by|words|text|story|report):\s+", re.I)
AUTHORS_PAGE = re.compile(r"/(?:authors?|profiles?|people|staff|contributors?|by|journalists?|writers?)/[\w.-]+/?$|"
                          r"/@\w", re.I)
SEPARATE = ("a", "li", "span", "div")           # elements that hold a name each


def find_head(tree: Any, title: str | None) -> list[Any]:
    """The elements between a page's title and its first paragraph of text, then those before the title, nearest first.

    Nothing of pictures, comments and other stories is among them.
    """
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    place = _find_title(elements, _squeeze(title or ""))
    if place is None:
        return []
    below = elements[place + 1:place + MOST_ELEMENTS]
    after = below[:next((number for number, element in enumerate(below) if _is_paragraph(element)), len(below))]
    before = elements[max(0, place - MOST_ELEMENTS):place]
    return [element for element in (*after, *reversed(before)) if _is_of_the_head(element)]


def _find_title(elements: list[Any], wanted: str) -> int | None:
    """The place of the element that holds the title and nothing else; else of the h1 that does with its elements."""
    if not wanted:
        return next((number for number, element in enumerate(elements) if element.tag == "h1"), None)
    whole = [number for number, element in enumerate(elements) if element.tag == "h1"
             and _squeeze(text_of(element)) == wanted]
    alone = (number for number, element in enumerate(elements) if element.tag not in ("title", "script")
             and not len(element) and _squeeze(element.text or "") == wanted)
    return whole[0] if whole else next(alone, None)


def _is_paragraph(element: Any) -> bool:
    return element.tag in ("p", "div", "td", "font") and len(_own_text(element).split()) >= FEWEST_WORDS


def _is_of_the_head(element: Any) -> bool:
    in_figure = any(outer.tag == "figure" for outer in element.iterancestors())
    return not in_figure and element.tag not in ("meta", "link") and not is_elsewhere(element)


def find_day(head: list[Any]) -> tuple[date, str] | None:
    """The first day of publication that an element of the head shows, in an attribute or as its text, and which."""
    for element in head:
        parts = set(parts_of_names(element))
        if CHANGED & parts or re.search(r"\b(?:updated|modified|edited)\b", text_of(element)[:LONGEST_SIGN], re.I):
            continue
        if element.tag not in ("time", "abbr") and not DAYS & parts:
            continue
        for name, told in _dated(element):
            if (day := _read_day(told)) is not None:
                return day, f"{name}: {told}"
    return None


def _dated(element: Any) -> Iterator[tuple[str, str]]:
    for name in DATED_BY:
        if told := element.get(name):
            yield name, told
    if len(text := text_of(element)) <= LONGEST_SIGN:
        yield element.tag, text


def _read_day(told: str) -> date | None:
    if found := EPOCH.fullmatch(told.strip()):
        return datetime.fromtimestamp(int(found[1]), UTC).date()
    return find_date(told)


def list_bylines(head: list[Any]) -> list[list[str]]:
    """The texts that may name who signed, the likeliest first, each whole or as the texts of the elements in it.

    These are elements that are called a byline, those that begin with a word for it, and all links to authors' pages.
    """
    called = [separate_texts(element) for element in head
              if AUTHORS & set(parts_of_names(element)) or element.get("rel") == "author"]
    signed = [separate_texts(element) for element in head
              if SIGNED.match(text := text_of(element)) and len(text) <= LONGEST_SIGN]
    linked = [text for element in head if element.tag == "a" and AUTHORS_PAGE.search(element.get("href") or "")
              and is_person(text := text_of(element))]
    return [texts for texts in (*called, *signed, linked) if texts and _begins_with_person(texts[0])]


def _begins_with_person(text: str) -> bool:
    """Not `Coast correspondent, Port Lune`, where a place would be taken for a person."""
    return is_person(BETWEEN_NAMES.split(SIGNED.sub("", text, count=1))[0])


def separate_texts(element: Any) -> list[str]:
    """The texts of the links or blocks in a byline, where there are several; else its whole text.

    >>> from lxml import html
    >>> separate_texts(html.fromstring("<p>By <a>Mara Lind</a> <a>Jo Falk</a></p>"))
    ['Mara Lind', 'Jo Falk']
    """
    for tag in SEPARATE:
        texts = [text for inner in element.iter(tag) if inner is not element and not any(
            child.tag == tag for child in inner) and (text := text_of(inner))]
        if len(texts) > 1 and all(map(is_person, texts)):
            return texts
    text = text_of(element)
    return [text] if text and len(text) <= LONGEST_SIGN else []


def _own_text(element: Any) -> str:
    """The text of an element but that of its blocks."""
    inner = [child.text_content() for child in element if child.tag in ("a", "b", "i", "em", "strong", "span", "font")]
    return " ".join([element.text or "", *inner, *(child.tail or "" for child in element)])


def _squeeze(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())
