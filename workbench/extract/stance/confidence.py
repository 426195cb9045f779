"""How sure a stance is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.extract.reading import Row


def confidence_of(row: Row, chance: float | None = None) -> float:
    """Placeholder."""
    return 0.5 if chance is None else chance
