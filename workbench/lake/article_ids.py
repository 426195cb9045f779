"""The id of every article of a lake, as one load of everything would give it.

Only 64-bit hashes of the ids are held in memory, and the few articles that claim one id with others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.intake.gather import settle_names
from workbench.lake.partition import CLAIM, claims_file
from workbench.lake.partition_notes import Done, read_done
from workbench.store.hashes import digest

if TYPE_CHECKING:
    import numpy as np

    from workbench.extract.reading import Row
    from workbench.lake.plan import Partition

RECORD_NUMBER = re.compile("[0-9]{1,18}")  # of a line or row; a stranger's note may say anything


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


def name_articles(lake: Path, taken: Sequence[Partition]) -> tuple[list[Row], dict[str, dict[int, str]], list[Done]]:
    """Settles what the articles are called that were taken in, beside those that are done.

    Returns the problems of ids claimed twice; for each partition, by number, the ids of the articles that are called
    otherwise than they claim; and what is done under other ids than it has now.
    """
    import numpy as np

    claimed = Claimed(np.concatenate([np.empty(0, np.uint64), *(
        np.fromiter((hash_name(claim[0]) for claim in claims), np.uint64, len(claims))
        for _, claims in _read_claims(lake, taken))]))
    rivals = [dict(zip(CLAIM, claim, strict=True), part=part, number=number, claimed=claim[0])
              for part, claims in _read_claims(lake, taken)
              for number, claim in enumerate(claims) if claimed.is_contested(claim[0])]
    rivals.sort(key=_place)
    problems = settle_names(rivals, claimed)
    names: dict[str, dict[int, str]] = {}
    for row in rivals:
        if row["article"] != row["claimed"]:
            names.setdefault(row["part"], {})[row["number"]] = row["article"]
    renamed = [done for done in read_done(lake) if done.names != names.get(done.partition, {})]
    return problems, names, renamed


def _read_claims(lake: Path, taken: Sequence[Partition]) -> Iterator[tuple[str, Sequence[Sequence[Any]]]]:
    """Of each partition done, then taken in, its id and what its articles claim, read when its turn comes."""
    for done in read_done(lake):
        yield done.partition, done.claimed
    for partition in taken:
        yield partition.id, json.loads(claims_file(lake, partition).read_text(encoding="utf-8"))["claimed"]


def _place(row: Row) -> tuple[str, int]:
    number = RECORD_NUMBER.fullmatch(row["record"] or "")
    return row["path"], int(number[0]) if number else 0
