"""The visible text of an HTML page with the place of each character, found in one pass over the page."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from workbench.intake.origin import Edit, Traced

# deeper than any page a person wrote; parsers written in C or by recursion fail beyond
DEEPEST = 100         # elements open at once
NEAR_ELEMENTS = 40    # how far up the open elements a closing tag looks for its own
CONTAINERS = {"div", "section", "table", "tbody", "tr", "td", "ul", "ol", "dl", "center", "blockquote"}
TOKEN = re.compile(r"""<!--.*?(?:-->|\Z)|<!\[CDATA\[|<[!?][^>]*+(?:>|\Z)|
    <(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)
    (?P<attributes>(?:[^<>"']|"[^"<]{0,9000}"|'[^'<]{0,9000}')*+|[^<>]*+)>""", re.S | re.X)
# their content is no text
RAW = {
    "script", "style", "svg", "template", "iframe", "object", "noscript", "textarea", "select", "math", "audio",
    "video", "canvas",
}
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
}
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr",
}
SPACE_OR_ENTITY = re.compile(r"\s+|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});?")


@dataclass
class Page:
    """What one pass over a page finds."""

    text: Traced                # the visible text, one block a line
    tags: list[str]             # for each line the innermost element it stands in, apart from inline ones
    linked: list[float]         # for each line the share of its characters that stand in links
    safe: str                   # the page without scripts, styles, comments, and what is nested too deep
    scripts: list[str] = field(default_factory=list)    # JSON-LD


class Stretch(NamedTuple):
    """Visible text between two tags: its span in the file, its element, and what stands before it."""

    start: int
    stop: int
    tag: str
    is_linked: bool
    after_break: bool
    after_space: bool


def read_page(decoded: str) -> Page:
    """The visible text of a page and the page made safe for parsers; linear in its length."""
    reading, at = _Reading(decoded), 0
    while at < len(decoded):
        token = TOKEN.search(decoded, at)
        reading.take_text(at, token.start() if token else len(decoded))
        if token is None:
            break
        at = reading.take_tag(token) if token["name"] else token.end()
    return Page(*_visible(decoded, reading.stretches), "".join(reading.safe), reading.scripts)


class _Reading:
    """A page as far as it has been read."""

    def __init__(self, decoded: str):
        self.decoded = decoded
        self.stretches: list[Stretch] = []
        self.safe: list[str] = []
        self.scripts: list[str] = []
        self.stack: list[tuple[str, bool]] = []  # the open elements, and whether each is kept in the safe page
        self.depth, self.tag, self.in_link = 0, "", False
        self.after_break = self.after_space = False

    def take_text(self, start: int, stop: int) -> None:
        if stop > start and not (self.after_space and self.decoded[start:stop].isspace()):
            self.stretches.append(Stretch(start, stop, self.tag, self.in_link, self.after_break, self.after_space))
            self.safe.append(self.decoded[start:stop])
            self.after_break = self.after_space = False

    def take_tag(self, token: re.Match[str]) -> int:
        """Takes a tag, and the whole element if its content is no text; returns where to read on."""
        name, written = token["name"].lower(), token[0]
        if name not in INLINE or (name == "br" and self.after_space):  # one line break is a space, two part paragraphs
            self.after_break = True
            self.tag = "" if token["close"] else self.tag if name in VOID else name
        elif name == "br":
            self.after_space = True
        if token["close"]:
            self._close(name, written)
        elif name in RAW and not written.endswith("/>"):
            return self._skip(name, token)
        else:
            self._open(name, written)
        return token.end()

    def _open(self, name: str, written: str) -> None:
        self.in_link = self.in_link or name == "a"
        if name in VOID:
            self.safe.append(written)
        elif not written.endswith("/>"):
            is_kept = self.depth < (DEEPEST if name in CONTAINERS or name in INLINE else 2 * DEEPEST)
            self.stack.append((name, is_kept))
            self.depth += is_kept
            self.safe += [written] if is_kept else []

    def _close(self, name: str, written: str) -> None:
        """Closes the nearest open element of that name, if it is near; what is open within it is left to the parser."""
        self.in_link = self.in_link and name != "a"
        if name in VOID or all(opened != name for opened, _ in self.stack[-NEAR_ELEMENTS:]):
            return
        opened = None
        while opened != name:
            opened, is_kept = self.stack.pop()
            self.depth -= is_kept
        self.safe += [written] if is_kept else []

    def _skip(self, name: str, token: re.Match[str]) -> int:
        close = re.compile(rf"</{name}\s*>", re.I).search(self.decoded, token.end())
        if name == "script" and "ld+json" in token["attributes"]:
            self.scripts.append(self.decoded[token.end():close.start() if close else len(self.decoded)])
        return close.end() if close else len(self.decoded)


def _visible(decoded: str, stretches: list[Stretch]) -> tuple[Traced, list[str], list[float]]:
    """The stretches put together: white space folded, entities read, one block a line; the share of links by line."""
    edits: list[Edit] = []
    shares: list[float] = []
    tags: list[str] = []
    done = in_links = length = 0
    for start, stop, tag, is_linked, after_break, after_space in stretches:
        between = " " if after_space else ""
        if after_break and length:
            between = "\n"
            shares.append(in_links / length)
            in_links = length = 0
        if start > done or between:
            edits.append(Edit(done, start, between))
        size = 0 if decoded[start:stop].isspace() else stop - start
        if size and not length:
            tags.append(tag)
        length += size
        in_links += size * is_linked
        for found in SPACE_OR_ENTITY.finditer(decoded, start, stop):
            meant = html.unescape(found[0])
            meant = " " if meant.isspace() else meant
            if meant != found[0]:
                edits.append(Edit(found.start(), found.end(), meant))
        done = stop
    edits.append(Edit(done, len(decoded), ""))
    shares += [in_links / length] if length else []
    return Traced(decoded).replace(edits), tags, shares
