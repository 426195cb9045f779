"""What two groups of words, names or actors have in common, and whether that is enough to take them for one."""

from __future__ import annotations

from collections.abc import Collection, Set
from typing import Any


def are_compatible(one: Collection[Any], other: Collection[Any]) -> bool:
    """Whether the two have something in common, or one of them is empty and so contradicts nothing.

    >>> are_compatible({"oslo"}, {"rome"}), are_compatible({"oslo"}, [])
    (False, True)
    """
    return not one or not other or not set(one).isdisjoint(other)


def share_enough(one: Set[Any], other: Set[Any], share: float, least: int) -> bool:
    """Whether `share` of the smaller group, and `least` of its members, stand in the other one too.

    >>> share_enough({"talks", "end", "oslo"}, {"talks", "end"}, share=0.5, least=2)
    True
    """
    return len(one & other) >= max(least, share * min(len(one), len(other)))
