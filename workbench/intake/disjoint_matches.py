"""Where patterns match without overlapping: what an earlier pattern took is not given to a later one."""

from __future__ import annotations

import re
from collections.abc import Iterable


def disjoint_matches(patterns: Iterable[re.Pattern[str]], text: str) -> list[re.Match[str]]:
    """The matches of all patterns in the order of the text; where two would overlap, that of the earlier pattern.

    Examples
    --------
    >>> [found[0] for found in disjoint_matches([re.compile("b+"), re.compile("[abc]")], "abbc")]
    ['a', 'bb', 'c']
    """
    matches: list[re.Match[str]] = []
    taken = bytearray(len(text))
    for pattern in patterns:
        for found in pattern.finditer(text):
            if not any(taken[slice(*found.span())]):
                taken[slice(*found.span())] = b"1" * len(found[0])
                matches.append(found)
    return sorted(matches, key=lambda found: found.start())
