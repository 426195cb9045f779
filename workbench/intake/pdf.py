"""Reads pdf files."""

from typing import Any

from workbench.intake.article import Unreadable


def read(*_: Any) -> Any:
    raise Unreadable("a kind of file that is not read yet")
