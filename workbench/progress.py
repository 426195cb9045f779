"""A bar for what takes more than two seconds: what is being done, how much of it, how long it will still take."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
DELAY_SECONDS = 2


@contextmanager
def count_up(doing: str, total: int | None, unit: str = "articles") -> Iterator[Callable[[int], object]]:
    """Within it a bar stands on standard error, if that is a terminal; it yields what moves the bar on by a number.

    doing: what is being done, such as "reading files". total: how many units there are.

    Examples
    --------
    >>> with count_up("counting", 2) as done:
    ...     done(2)
    """
    if not sys.stderr.isatty():
        yield lambda number: None
        return
    from tqdm import tqdm

    with tqdm(desc=doing, total=total, unit=f" {unit}", delay=DELAY_SECONDS, leave=False, dynamic_ncols=True) as bar:
        yield bar.update


def track(items: Iterable[Item], doing: str, total: int | None = None, unit: str = "articles") -> Iterator[Item]:
    """The items, with a bar while they are worked on; see `count_up`.

    Examples
    --------
    >>> list(track([1, 2], "counting"))
    [1, 2]
    """
    with count_up(doing, total, unit) as done:
        for item in items:
            yield item
            done(1)
