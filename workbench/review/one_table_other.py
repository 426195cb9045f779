"""The tables of a corpus, one of them another: its stances as learned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from workbench.corpus import Tables


class OneTableOther:
    """Tables of which one is another."""

    def __init__(self, inner: Tables, name: str, frame: pd.DataFrame):
        self._inner, self._name, self._frame = inner, name, frame

    def __contains__(self, name: object) -> bool:
        return name == self._name or name in self._inner

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._frame if name == self._name else self._inner[name]

    def between(self, begin: str | None, finish: str | None) -> OneTableOther:
        return self._part(self._inner.between(begin, finish))

    def about(self, actors: Sequence[str]) -> OneTableOther:
        return self._part(self._inner.about(actors))

    def complete(self) -> OneTableOther:
        return OneTableOther(self._inner.complete(), self._name, self._frame)

    def _part(self, inner: Tables) -> OneTableOther:
        keep = self._frame["article"].isin(inner["articles"]["article"])
        return OneTableOther(inner, self._name, self._frame[keep].reset_index(drop=True))
