"""What the engine knows of the language: one TOML file a matter, each entry with an example that the tests run."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def read_lexicon(name: str) -> dict[str, Any]:
    """The entries of `lexicons/<name>.toml`, read once a process.

    Examples
    --------
    >>> sorted(read_lexicon("media"))
    ['endings', 'example', 'kinds', 'names', 'not']
    """
    return tomllib.loads(file_of(name).read_text(encoding="utf-8"))


def file_of(name: str) -> Path:
    """The file of the lexicon `name`."""
    return FOLDER / f"{name}.toml"
