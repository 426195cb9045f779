"""The id of every article of a lake, as one load of everything would give it.

Only 64-bit hashes of the ids are held in memory, and the few articles that claim one id with others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.intake.gather import settle_names
from workbench.lake import lake_files
from workbench.lake.partition import CLAIM, claims_file, names_file
from workbench.store.hashes import digest
from workbench.store.whole_files import write_text

if TYPE_CHECKING:
    import numpy as np

    from workbench.extract.reading import Row
    from workbench.lake.plan import Partition

Part = tuple[Any, list[list[str]]]  # what is done or taken in, and what each of its articles claims, as CLAIM


class Claimed:
    """The ids that articles claim, by their hashes."""

    def __init__(self, hashes: np.ndarray):
        import numpy as np

        self.hashes, count = np.unique(hashes, return_counts=True)
        self.contested = set(self.hashes[count > 1].tolist())

    def __contains__(self, name: object) -> bool:
        import numpy as np

        wanted = np.uint64(hash_name(str(name)))
        place = int(np.searchsorted(self.hashes, wanted))
        return place < len(self.hashes) and self.hashes[place] == wanted

    def is_contested(self, name: str) -> bool:
        """Whether several articles claim the id."""
        return hash_name(name) in self.contested


def hash_name(name: str) -> int:
    """64 bits of an id's hash, the same on every machine."""
    return int(digest(name)[:16], 16)


def name_articles(lake: Path, taken: Sequence[Partition]) -> tuple[list[Row], list[dict[str, Any]]]:
    """Writes beside each partition taken in the ids of its articles.

    Returns the problems of ids claimed twice, and what is done under other ids than it has now.
    """
    import numpy as np

    claimed = Claimed(np.concatenate([np.empty(0, np.uint64), *(
        np.fromiter((hash_name(claim[0]) for claim in claims), np.uint64, len(claims))
        for _, claims in _read_claims(lake, taken))]))
    rivals = [dict(zip(CLAIM, claim, strict=True), part=part, number=number)
              for part, (_, claims) in enumerate(_read_claims(lake, taken))
              for number, claim in enumerate(claims) if claimed.is_contested(claim[0])]
    rivals.sort(key=_place)
    problems = settle_names(rivals, claimed)
    settled = {(row["part"], row["number"]): row["article"] for row in rivals}
    renamed = []
    for part, (owner, claims) in enumerate(_read_claims(lake, taken)):
        names = [settled.get((part, number), claim[0]) for number, claim in enumerate(claims)]
        if not isinstance(owner, dict):
            write_text(names_file(lake, owner), json.dumps(names))
        elif owner["names"] != names:
            renamed.append(owner)
    return problems, renamed


def _read_claims(lake: Path, taken: Sequence[Partition]) -> Iterator[Part]:
    """What is done, then what was taken in, each read when its turn comes."""
    for done in lake_files.read_done(lake):
        yield done, done["claimed"]
    for partition in taken:
        yield partition, json.loads(claims_file(lake, partition).read_text(encoding="utf-8"))["claimed"]


def _place(row: Row) -> tuple[str, int]:
    return row["path"], int(row["record"]) if (row["record"] or "").isdigit() else 0
