"""The quotes layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.extract.reading import Reading, Row


def find_quotes(reading: Reading) -> list[Row]:
    """Rows of the quotes layer."""
    return []
