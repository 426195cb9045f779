"""The visible text of an HTML page with the place of each character, found in one pass over the page."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from workbench.intake.origin import Edit, Traced

# deeper than any page a person wrote; parsers written in C or by recursion fail beyond
DEEPEST = 100
NEAR = 40
CONTAINERS = {"div", "section", "table", "tbody", "tr", "td", "ul", "ol", "dl", "center", "blockquote"}
TOKEN = re.compile(r"""<!--.*?(?:-->|\Z)|<!\[CDATA\[|<[!?][^>]*>|
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


def read_page(decoded: str) -> Page:
    """The visible text of a page and the page made safe for parsers; linear in its length."""
    kept: list[tuple[int, int, str]] = []   # stretches of the file that are visible text, and their element
    breaks: set[int] = set()            # numbers of the stretch before which a block begins
    links: list[int] = []
    safe: list[str] = []
    scripts: list[str] = []
    spaces: set[int] = set()            # the same for a space
    stack: list[tuple[str, bool]] = []  # the open elements, and whether each is kept in the safe page
    depth, at, in_link, end, tag, at_break = 0, 0, 0, len(decoded), "", -1
    while at < end:
        token = TOKEN.search(decoded, at)
        stop = token.start() if token else end
        if stop > at and not (at_break == len(kept) and decoded[at:stop].isspace()):
            kept.append((at, stop, tag))
            links.append(in_link)
            safe.append(decoded[at:stop])
        if token is None:
            break
        at = token.end()
        name = (token["name"] or "").lower()
        if not name:
            continue
        # one line break is a space, two part paragraphs
        if name not in INLINE or (name == "br" and at_break == len(kept)):
            breaks.add(len(kept))
            tag = "" if token["close"] else tag if name in VOID else name
        elif name == "br":
            at_break = len(kept)
            spaces.add(len(kept))
        if token["close"]:
            in_link -= name == "a" and in_link > 0
            if name in VOID:
                continue
            # the nearest open element of that name, if it is near; what is open within it is left to the parser
            if all(opened != name for opened, _ in stack[-NEAR:]):
                continue
            while stack:
                opened, is_kept = stack.pop()
                depth -= is_kept
                if opened == name:
                    safe += [token[0]] if is_kept else []
                    break
            continue
        if name in RAW and not token[0].endswith("/>"):
            close = re.compile(rf"</{name}\s*>", re.I).search(decoded, at)
            inner = decoded[at:close.start() if close else end]
            if name == "script" and "ld+json" in token["attributes"]:
                scripts.append(inner)
            at = close.end() if close else end
            continue
        in_link += name == "a" and not in_link
        if name in VOID:
            safe.append(token[0])
        elif not token[0].endswith("/>"):
            is_kept = depth < (DEEPEST if name in CONTAINERS or name in INLINE else 2 * DEEPEST)
            stack.append((name, is_kept))
            depth += is_kept
            safe += [token[0]] if is_kept else []
    return Page(*_visible(decoded, kept, breaks, spaces, links), "".join(safe), scripts)


def _visible(decoded: str, kept: list[tuple[int, int, str]], breaks: set[int], spaces: set[int],
             links: list[int]) -> tuple[Traced, list[str], list[float]]:
    """The stretches put together: white space folded, entities read, one block a line; the share of links by line."""
    edits: list[Edit] = []
    shares: list[float] = []
    tags: list[str] = []
    done, in_links, length = 0, 0, 0
    for number, (start, stop, tag) in enumerate(kept):
        between = " " if number in spaces else ""
        if number in breaks and length:
            between = "\n"
            shares.append(in_links / length)
            in_links = length = 0
        if start > done or between:
            edits.append(Edit(done, start, between))
        text = decoded[start:stop]
        size = len(text) if not text.isspace() else 0
        if size and not length:
            tags.append(tag)
        length += size
        in_links += size if links[number] else 0
        for found in SPACE_OR_ENTITY.finditer(text):
            meant = html.unescape(found[0])
            meant = " " if meant.isspace() else meant
            if meant != found[0]:
                edits.append(Edit(start + found.start(), start + found.end(), meant))
        done = stop
    edits.append(Edit(done, len(decoded), ""))
    shares += [in_links / length] if length else []
    return Traced(decoded).replace(edits), tags, shares
