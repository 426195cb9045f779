"""A TOML file as one text per entry, with the comments that belong to it, so that all the others stay as they are."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

# what may hold a bracket that opens nothing: texts, comments
TOKEN = re.compile(r"""
    \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*'
    | \#[^\n]* | [\[\]{}] | \n""", re.S | re.X)
LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True)
class EntryText:
    """The lines of one entry; `key` is its id, or None for what stands before the first."""

    key: str | None
    lead: str    # the comment right above it
    body: str    # from its header to its last field, with comments among them
    tail: str    # empty lines and comments after it


def split_entries(text: str) -> list[EntryText]:
    """The entries of a TOML file in order; put together by `join_entries` they are the file again.

    Examples
    --------
    >>> split_entries('# mine\\n\\n# seen twice\\n[ann]\\nname = "Ann"\\n')[1]
    EntryText(key='ann', lead='# seen twice\\n', body='[ann]\\nname = "Ann"\\n', tail='')
    """
    headers = list(_headers(text))
    bounds = [0, *(start for _, start in headers), len(text)]
    bare = TOKEN.sub(lambda token: " " * len(token[0]) if token[0].startswith("#") else token[0], text)
    parts: list[EntryText] = []
    lead = ""
    for number, key in enumerate([None, *(key for key, _ in headers)]):
        lines = LINE.findall(text, *bounds[number:number + 2])
        filled = [bool(line.strip()) for line in LINE.findall(bare, *bounds[number:number + 2])]
        end = len(lines) - (0 if number == len(headers) else _count_lead(lines, filled))
        last = max((place + 1 for place in range(end) if filled[place]), default=0)
        parts.append(EntryText(key, lead, "".join(lines[:last]), "".join(lines[last:end])))
        lead = "".join(lines[end:])
    return _joined_where_one(parts)


def join_entries(entries: Sequence[EntryText]) -> str:
    """The text of a file."""
    return "".join(entry.lead + entry.body + entry.tail for entry in entries)


def comments_of(text: str) -> Counter[str]:
    """The comments in a piece of TOML, with how often each stands there."""
    return Counter(token[0].rstrip() for token in TOKEN.finditer(text) if token[0].startswith("#"))


def keep_comments(before: str, after: EntryText) -> EntryText:
    """`after` with the comments of `before` that it lost at its end."""
    lost = comments_of(before) - comments_of(after.body)
    body = after.body if not lost or after.body.endswith("\n") else after.body + "\n"
    return replace(after, body=body + "".join(f"{comment}\n" for comment in lost.elements()))


def _headers(text: str) -> Iterator[tuple[str, int]]:
    """The id and the first character of each line `[id]`, `[id.part]` or `[[id]]`."""
    depth, start = 0, 0
    for token in TOKEN.finditer(text):
        if token[0] == "\n":
            start = token.end()
        elif token[0] in "[{":
            if depth == 0 and token[0] == "[" and not text[start:token.start()].strip():
                end = text.find("\n", start)
                line = text[start:end if end >= 0 else len(text)]
                yield next(iter(tomllib.loads(line))), start
            depth += 1
        elif token[0] in "]}":
            depth -= 1


def _count_lead(lines: list[str], filled: list[bool]) -> int:
    """How many comment lines at the end belong to what follows: an empty line sets them off from what is before."""
    first = len(lines)
    while first and not filled[first - 1] and lines[first - 1].strip():
        first -= 1
    return len(lines) - first if first and not lines[first - 1].strip() else 0


def _joined_where_one(parts: list[EntryText]) -> list[EntryText]:
    """The texts with what stands under `[id.part]` right after `[id]` in one."""
    joined: list[EntryText] = []
    for part in parts:
        if part.key is not None and joined and joined[-1].key == part.key:
            last = joined.pop()
            part = EntryText(part.key, last.lead, last.body + last.tail + part.lead + part.body, part.tail)
        joined.append(part)
    return joined
