"""The relations layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.extract.reading import Reading, Row


def find_relations(reading: Reading) -> list[Row]:
    """Rows of the relations layer."""
    return []


def relate(sentence: str, p: tuple[int, int], q: tuple[int, int], method: str = "rules") -> tuple[str, str] | None:
    """None, or ("p" | "q" as holder, "positive" | "negative"), for the mentions at the spans p and q."""
    return None
