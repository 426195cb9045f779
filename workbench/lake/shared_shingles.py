"""Copies over a lake: articles meet by the shingles they share, and only pairs that share enough are measured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbench import tables
from workbench.compare.copies import LEAST_SHARED, SIGNED, Signature, measure_pair, pair_alike, sign
from workbench.compare.shingles import Joined, add_joined, join_owned
from workbench.lake import lake_files
from workbench.lake.tasks import Group, Tell, in_groups, run_all
from workbench.store.parquet_files import read_arrow, read_table, write_arrow
from workbench.store.whole_files import written

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from distributed import Client

WORDS = 2_000_000   # of articles that meet in one bucket, about: half a million shingles
PAIRS = 1_000       # pairs that one task measures
FIELDS = [field for field in Signature._fields if field != "keys"]
PAIRED, SIZED = Joined._fields[:4], Joined._fields[4:]
ORDER = FIELDS[:5]  # the precedence: in a pair the source comes before the copy


class Pair(NamedTuple):
    """Ids of two articles, and the file of the lake that holds each."""

    source: str
    source_file: str
    copy: str
    copy_file: str


def make_copies(lake: Path, work: Path, client: Client | None, tell: Tell) -> None:
    """Writes the table `copies` of the lake."""
    files = lake_files.table_files(lake, "articles")
    buckets = 1 + _count_words(files) // WORDS
    run_all(client, sign_files, in_groups(files), tell, "sign articles", lake, work, buckets)
    ranked = _rank(work)
    if ranked.empty:
        return
    run_all(client, meet, list(range(buckets)), tell, "join articles", work, buckets)
    _add_sizes(work, buckets)
    run_all(client, choose, list(range(buckets)), tell, "choose pairs", work, buckets)
    ids, homes = ranked["article"], ranked["file"]
    pairs = [Pair(ids[source], homes[source], ids[copy], homes[copy])
             for source, copy in sorted({*_read_chosen(work), *pair_alike(ranked["same"])})]
    run_all(client, measure_pairs, in_groups(pairs, PAIRS), tell, "compare articles", lake)


def _count_words(files: list[Path]) -> int:
    import pyarrow.compute as pc

    return sum(pc.sum(read_arrow(path, ["words"])["words"]).as_py() or 0 for path in files)


def sign_files(group: Group, lake: Path, work: Path, buckets: int) -> None:
    """Writes the signatures of the articles in some files of the lake, and their keys into buckets."""
    import numpy as np
    import pyarrow as pa

    signed, homes = [], []
    for path in group.members:
        rows = read_table("articles", path, SIGNED)
        signed += [sign(row)[0] for row in rows.to_dict("records")]
        homes += [path.relative_to(lake).as_posix()] * len(rows)
    columns = {field: [getattr(one, field) for one in signed] for field in FIELDS}
    write_arrow(work / "signed" / f"{group.number:06d}.parquet", pa.table({**columns, "file": homes}))
    keys = np.concatenate([np.empty(0, np.uint64), *(one.keys for one in signed)])
    rows = np.repeat(np.arange(len(signed), dtype=np.int64), [len(one.keys) for one in signed])
    # // so that buckets do not go by the bits the keys were chosen by
    bucket = keys // np.uint64(1 << 20) % np.uint64(buckets)
    for number in range(buckets):
        chosen = bucket == number
        write_arrow(work / "keys" / f"bucket-{number}" / f"{group.number:06d}.parquet",
                    pa.table({"row": rows[chosen], "key": keys[chosen]}))


def _rank(work: Path) -> pd.DataFrame:
    """All articles in the order of their precedence: id, file, and what tells exact copies.

    Writes `ranks.npz`: the rank of each article in the order of the files `signed`, and where each file begins.
    """
    import numpy as np
    import pandas as pd

    files = sorted((work / "signed").glob("[!.]*.parquet"))
    parts = [read_arrow(path, [*ORDER, "same", "file"]).to_pandas() for path in files]
    if not parts:
        return pd.DataFrame(columns=["article", "file", "same"])
    signed = pd.concat(parts, ignore_index=True).sort_values(ORDER)
    ranks = np.empty(len(signed), dtype=np.int64)
    ranks[signed.index] = np.arange(len(signed))
    with written(work / "ranks.npz") as file:
        np.savez(file, ranks=ranks, begins=np.cumsum([0, *(len(part) for part in parts[:-1])]))
    return signed[["article", "file", "same"]].reset_index(drop=True)


def meet(bucket: int, work: Path, buckets: int) -> None:
    """Joins the articles on the keys of one bucket; the pairs go to as many parts, by the first of the two."""
    import numpy as np

    with np.load(work / "ranks.npz") as kept:
        ranks, begins = kept["ranks"], kept["begins"]
    keys, owners = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    for path in sorted((work / "keys" / f"bucket-{bucket}").glob("[!.]*.parquet")):
        table = read_arrow(path)
        keys.append(table["key"].to_numpy())
        owners.append(ranks[begins[int(path.stem)] + table["row"].to_numpy()])
    all_keys, all_owners = np.concatenate(keys), np.concatenate(owners)
    order = np.argsort(all_owners, kind="stable")
    joined = join_owned(all_keys[order], all_owners[order], len(ranks))
    for part in range(buckets):
        chosen = joined.first % buckets == part
        with written(work / "joined" / f"part-{part}" / f"{bucket}.npz") as file:
            np.savez(file, **{field: getattr(joined, field)[chosen] for field in PAIRED})
    with written(work / "sized" / f"{bucket}.npz") as file:
        np.savez(file, **{field: getattr(joined, field) for field in SIZED})


def _add_sizes(work: Path, buckets: int) -> None:
    """Adds up how many keys each article has, all buckets together."""
    import numpy as np

    sizes = rare_sizes = np.zeros(1, np.int64)
    for bucket in range(buckets):
        with np.load(work / "sized" / f"{bucket}.npz") as kept:
            sizes, rare_sizes = sizes + kept["sizes"], rare_sizes + kept["rare_sizes"]
    with written(work / "sizes.npz") as file:
        np.savez(file, sizes=sizes, rare_sizes=rare_sizes)


def choose(part: int, work: Path, buckets: int) -> None:
    """Adds up what the pairs of one part share over all buckets, and keeps those worth measuring."""
    import numpy as np

    with np.load(work / "sizes.npz") as kept:
        sizes = {field: kept[field] for field in SIZED}
    joined = []
    for bucket in range(buckets):
        with np.load(work / "joined" / f"part-{part}" / f"{bucket}.npz") as kept:
            joined.append(Joined(*(kept[field] for field in PAIRED), **sizes))
    likely = add_joined(joined).likely_pairs(LEAST_SHARED)
    with written(work / "chosen" / f"{part}.npy") as file:
        np.save(file, np.array(likely, dtype=np.int64).reshape(-1, 2))


def _read_chosen(work: Path) -> Iterator[tuple[int, int]]:
    import numpy as np

    for path in sorted((work / "chosen").glob("[!.]*.npy")):
        yield from map(tuple, np.load(path).tolist())


def measure_pairs(group: Group, lake: Path) -> None:
    """Reads the articles of some pairs again, measures what they share, and writes the rows of `copies`."""
    import pyarrow as pa
    import pyarrow.compute as pc

    pairs: list[Pair] = group.members
    wanted = pa.array(sorted({article for pair in pairs for article in (pair.source, pair.copy)}), pa.string())
    signed: dict[str, tuple[Signature, np.ndarray]] = {}
    for file in sorted({file for pair in pairs for file in (pair.source_file, pair.copy_file)}):
        table = read_arrow(lake / file, SIGNED)
        rows = tables.from_arrow("articles", table.filter(pc.is_in(table["article"], value_set=wanted)))
        signed.update((row["article"], sign(row)) for row in rows.to_dict("records"))
    found = []
    for pair in pairs:
        (one, one_shingles), (other, other_shingles) = signed[pair.source], signed[pair.copy]
        row = measure_pair(one, other, one_shingles, other_shingles)
        if row:
            found.append(row)
    made = tables.make("copies", found)
    months = made["article"].map(lambda _: lake_files.UNDATED)
    lake_files.write_by_month(lake, "copies", made, months, f"bucket-{group.number}")
