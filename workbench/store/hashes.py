"""Hashes that tell whether what is kept still holds: of values, tables, the package's own code, lexicons."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import lexicons, tables

if TYPE_CHECKING:
    import pandas as pd


def digest(*parts: object) -> str:
    """A short hash of `parts`, the same in every process and on every machine."""
    sha = hashlib.blake2b(digest_size=16)
    for part in parts:
        text = str(part).encode("utf-8", "surrogatepass")
        sha.update(len(text).to_bytes(8, "big") + text)
    return sha.hexdigest()


def fingerprint(name: str, frame: pd.DataFrame) -> str:
    """A hash of what table `name` holds, row for row."""
    sha = hashlib.blake2b(digest_size=16)
    for batch in tables.to_arrow(name, frame).combine_chunks().to_batches():
        sha.update(batch.serialize())
    return f"{len(frame)}:{sha.hexdigest()}"


@cache
def engine_version(*folders: str) -> str:
    """A hash of the package's own code in `folders`, so that no result outlives the code that made it."""
    package = Path(__file__).parents[1]
    files = sorted(path for folder in ("tables", "text", *folders) for path in (package / folder).rglob("*.py"))
    return digest(*(path.read_bytes() for path in files))


@cache
def lexicon_version(name: str) -> str:
    """A hash of the lexicon `name`."""
    return digest(lexicons.file_of(name).read_bytes())
