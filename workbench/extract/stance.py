"""The stance layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.extract.reading import Reading, Row


def find_stances(reading: Reading) -> list[Row]:
    """Rows of the stance layer."""
    return []
