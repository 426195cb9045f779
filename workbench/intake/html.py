"""Reads saved web pages: the article's paragraphs by trafilatura, each found again in the file.

Boxes, captions, comments and hidden text are taken out of the page before trafilatura sees it (page_clutter.py).
Where the page's JSON-LD holds the whole text, the paragraphs are those. The place of a paragraph in the file is exact:
a stretch of `origin` for each piece of text between two tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from workbench.intake.article import Draft
from workbench.intake.characters import repair
from workbench.intake.clutter import cut_words, match_rule
from workbench.intake.encodings import decode
from workbench.intake.files import Source
from workbench.intake.header import LONGEST_STANDFIRST, Header, read_byline, read_date_line
from workbench.intake.limits import LARGEST_PAGE, LARGEST_TEXT, MOST_TAGS, Unreadable, check_size
from workbench.intake.markup import Page, read_page
from workbench.intake.metadata import is_live, read_body, read_metadata
from workbench.intake.origin import Traced
from workbench.intake.page_clutter import STANDFIRST, clear_furniture
from workbench.intake.paragraphs import Block, ends_with_stop, find_lines, is_prose

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.I)
# markup beyond this is read by its paragraphs alone: trafilatura's time has no bound
LARGEST_FOR_TRAFILATURA = 2_000_000     # characters
LARGEST_TREE = 8_000_000                # characters
REMEDY = "save the article's own page, or its text"
LINK_SHARE = 0.9     # of its characters in links makes a line a pointer
LEAST_CHARACTERS = 200  # less is something else than the article
LITTLE_SHARE = 0.4      # of the page's running text: with less something went amiss
WHOLE_SHARE = 0.6       # of the JSON-LD's text has to stand on the page
LINES_OF_A_SIGN = 5     # byline, role, date, time of reading
BELOW_SHARE = 0.8       # of the text stands below the title: what is above it is none
MOST_LINES = 5000   # lines of a page that are each looked at for what kind of clutter they are
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
MARKUP = {**dict.fromkeys(HEADINGS, "heading"), "li": "list"}


class Line(Block):
    """A line of visible text, its element, its share of links, and why it is outside the article."""

    tag: str = ""
    linked: float = 0.0
    outside: str | None = None


def read(source: Source, _columns: object = None) -> Iterator[Draft]:
    """The one article of a saved page."""
    declared = CHARSET.search(source.data[:4096])
    decoded, encoding = decode(source.data, declared[1].decode() if declared else None)
    yield draft_page(decoded, encoding=encoding)


def draft_page(decoded: str, **known: Any) -> Draft:
    """The article of a page given as text. Raises Unreadable if there is none."""
    check_size("characters", len(decoded), LARGEST_PAGE, REMEDY)
    check_size("tags", decoded.count("<"), MOST_TAGS, REMEDY)
    page = read_page(decoded)
    check_size("characters of text", len(page.text.text), LARGEST_TEXT, REMEDY)
    traced, cut = cut_words(repair(page.text))
    tree = _parse(page.safe)
    known = {**read_metadata(tree, page.scripts), **known}
    whole = deepcopy(tree) if len(page.safe) <= LARGEST_FOR_TRAFILATURA else None
    lines = _read_lines(traced, page, clear_furniture(tree))
    chosen = _choose(lines, tree, page)
    running = _length(line for line in lines if line.tag == "p" and is_prose(line))
    if whole is not None and _length(chosen) < LITTLE_SHARE * running:
        # what was cleared away may have been the article: some sites call it "promo", or hide it until it is paid for
        chosen = max(chosen, _match(lines, _extract(whole, False)), key=_length)
    if not chosen and (body := read_body(page.scripts)):
        # built by scripts: the text stands nowhere on the page as it was saved
        traced = repair(body).untraced()
        lines = chosen = _read_lines(traced)
    if not chosen:
        raise Unreadable("a web page without an article: no running text in it; save the article's own page")
    return _put_together(traced, cut, lines, chosen, known)


def _parse(safe: str) -> Any:
    from lxml import etree
    from lxml import html as parser

    try:
        return parser.document_fromstring(safe[:LARGEST_TREE], parser=parser.HTMLParser(no_network=True, recover=True))
    except (etree.ParserError, ValueError):
        return parser.document_fromstring("<html><body></body></html>")


def _read_lines(traced: Traced, page: Page | None = None, outside: Mapping[str, str] | None = None) -> list[Line]:
    lines = []
    for number, start, bare in find_lines(traced.text):
        line = Line(bare, start, start + len(bare))
        if page is not None and number < len(page.tags):
            line.tag, line.linked = page.tags[number], page.linked[number]
        line.outside = outside.get(bare) if outside else None
        lines.append(line)
    return lines


def _choose(lines: list[Line], tree: Any, page: Page) -> list[Line]:
    """The lines that are the article's text and headings."""
    stated = _squeeze(read_body(page.scripts)[:500_000])
    if len(stated) > LEAST_CHARACTERS:
        chosen = [line for line in lines if len(line.text) > 20 and _squeeze(line.text) in stated]
        if sum(len(_squeeze(line.text)) for line in chosen) >= WHOLE_SHARE * len(stated):
            return _fill(lines, chosen, "")
    for recall in (False, True):
        if len(page.safe) > LARGEST_FOR_TRAFILATURA or is_live(page.scripts):  # of whose articles it takes one
            break
        chosen = _match(lines, _extract(tree, recall))
        if _length(chosen) >= LEAST_CHARACTERS:
            return _fill(lines, chosen)
    prose = [line for line in lines if is_prose(line) and not line.outside and line.linked < LINK_SHARE]
    return _fill(lines, prose)


def _length(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _extract(tree: Any, recall: bool) -> list[str]:
    """The paragraphs trafilatura takes for the article."""
    from trafilatura import bare_extraction

    document = bare_extraction(deepcopy(tree), include_comments=False, include_tables=False, favor_recall=recall)
    body = getattr(document, "body", None)
    if body is None:
        return []
    return ["".join(element.itertext()) for element in body.iter("p", "head", "item", "quote", "ab", "cell")
            if not any(child is not element for child in element.iter("p", "item", "quote", "head"))]


def _squeeze(text: str | None) -> str:
    return re.sub(r"\s+", "", repair(text or "").text)


def _match(lines: list[Line], texts: Iterable[str]) -> list[Line]:
    """The lines of the page that the paragraphs found are: each paragraph one line, or several of them."""
    by_text: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        by_text.setdefault(_squeeze(line.text), []).append(number)
    chosen: set[int] = set()
    waiting = list(reversed(list(texts)))
    while waiting:
        text = waiting.pop()
        squeezed = _squeeze(text)
        if not squeezed:
            continue
        if numbers := by_text.get(squeezed):
            # of several alike the first one that is not outside the article
            chosen.add(next((number for number in numbers if not lines[number].outside), numbers[0]))
            continue
        if "\n" in text.strip():
            waiting += reversed(text.split("\n"))
            continue
        for start in by_text.get(_first_line(squeezed, by_text), ()):
            length, number = 0, start
            while number < len(lines) and squeezed.startswith(part := _squeeze(lines[number].text), length):
                chosen.add(number)
                length += len(part)
                number += 1
    return [lines[number] for number in sorted(chosen)]


def _first_line(squeezed: str, by_text: dict[str, list[int]]) -> str:
    """The longest line that a paragraph put together from several begins with."""
    return max((text for text in by_text if len(text) > 15 and squeezed.startswith(text)), key=len, default="")


def _fill(lines: list[Line], chosen: list[Line], paragraphs: str = "p blockquote") -> list[Line]:
    """Sub-headings and paragraphs within the text that were left out, though nothing speaks against them."""
    if not chosen:
        return []
    first, last, taken = chosen[0].start, chosen[-1].start, {line.start for line in chosen}

    def belongs(line: Line, is_listed: bool) -> bool:
        is_text = (line.tag in HEADINGS and line.words <= 20) or (line.tag in paragraphs.split() and is_prose(line))
        return first < line.start < last and (is_text or is_listed) and not line.outside and line.linked < 0.5

    filled: list[Line] = []
    follows = False     # whether the line before announces a list, or is of one that was announced
    for line in lines:
        is_listed = line.tag == "li" and line.words >= 3 and follows and bool(paragraphs)
        is_taken = line.start in taken or belongs(line, is_listed)
        follows = is_taken and (is_listed or line.text.endswith(":"))
        filled += [line] if is_taken else []
    return filled


def _put_together(traced: Traced, cut: list[dict[str, Any]], lines: list[Line], chosen: list[Line],
                  known: dict[str, Any]) -> Draft:
    """The draft: each line is title, standfirst, byline or date line, text, or left out with a reason."""
    header = Header(title=known.get("title"))
    known_texts = {_squeeze(known.pop("standfirst", None)): "standfirst", _squeeze(header.title): "title", "": None}
    chosen_starts = {line.start for line in _below_title(lines, chosen, header.title) if not _is_pointer(line)}
    taken = _take_head(header, lines, chosen_starts, known_texts)
    text_starts = chosen_starts - taken
    text: list[Block] = []
    left: list[tuple[Block, str]] = []
    for number, line in enumerate(lines):
        is_title = number < MOST_LINES and known_texts.get(_squeeze(line.text)) == "title"
        if line.start in text_starts and not is_title:
            line.markup = MARKUP.get(line.tag, "paragraph")
            text.append(line)
        elif line.start not in taken:
            left.append((line, "repeats the title" if is_title else _reason(line, number)))
    known["authors"] = known.get("authors") or header.authors
    header.authors = []
    return Draft(traced, text, known=known, header=header, cut=cut, left=_merge(traced, left))


def _take_head(header: Header, lines: list[Line], chosen_starts: set[int],
               known_texts: Mapping[str, str | None]) -> set[int]:
    """Where the lines above the text begin that are standfirst, byline or date line: the header takes them."""
    taken: set[int] = set()
    begun = False
    for number, line in enumerate(lines[:MOST_LINES]):
        repeats, is_chosen = known_texts.get(_squeeze(line.text)), line.start in chosen_starts
        begun = begun or repeats == "title" or (line.tag != "title" and line.text.startswith(header.title or "\n"))
        if repeats == "title":
            continue
        is_standfirst = repeats == "standfirst" or (begun and is_chosen
                                                    and _is_above_sign(lines, number, chosen_starts))
        if _take_above(header, line, is_standfirst, begun or is_chosen):
            taken.add(line.start)
        elif is_chosen:
            break
    return taken


def _take_above(header: Header, line: Line, is_standfirst: bool, may_be_signed: bool) -> bool:
    """Whether a line above the text is the standfirst, the byline or the date line; it is taken if so."""
    if not header.standfirst and (line.outside == STANDFIRST or (is_standfirst and not line.outside)):
        header.standfirst = line.text
        return True
    return may_be_signed and (read_date_line(header, line) or read_byline(header, line))


def _below_title(lines: list[Line], chosen: list[Line], title: str | None) -> list[Line]:
    """The chosen lines below the title, where nearly all of them are."""
    highest = next((line.start for line in lines if line.tag != "title" and _squeeze(line.text) == _squeeze(title)), 0)
    below = [line for line in chosen if line.start > highest]
    return below if _length(below) >= BELOW_SHARE * _length(chosen) else chosen


def _is_above_sign(lines: list[Line], number: int, chosen_starts: set[int]) -> bool:
    """Whether a line stands above the byline or the date line, and no other text between: the standfirst does."""
    if lines[number].words > LONGEST_STANDFIRST:
        return False
    for line in lines[number + 1:number + 1 + LINES_OF_A_SIGN]:
        probe = Header(title="")
        if line.start in chosen_starts:
            return False
        if read_date_line(probe, line) or read_byline(probe, line):
            return True
    return False


def _is_pointer(line: Line) -> bool:
    """A line that is one link and no sentence."""
    return line.linked >= LINK_SHARE and not ends_with_stop(line.text) and line.tag not in HEADINGS and line.words >= 3


def _reason(line: Line, number: int) -> str:
    rule = match_rule(line) if number < MOST_LINES else None
    if rule is not None:
        return rule.reason
    return line.outside or ("points to another article" if _is_pointer(line) else "outside the article")


def _merge(traced: Traced, left: list[tuple[Block, str]]) -> list[tuple[Block, str]]:
    """Lines that follow each other and go for one reason, as one."""
    spans: list[tuple[int, int, str]] = []
    for block, reason in left:
        if spans and spans[-1][2] == reason and not traced.text[spans[-1][1]:block.start].strip():
            spans[-1] = (spans[-1][0], block.end, reason)
        else:
            spans.append((block.start, block.end, reason))
    return [(Block(traced.text[start:end], start, end), reason) for start, end, reason in spans]
