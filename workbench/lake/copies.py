"""Copies over a lake: articles meet by the shingles they share, and only pairs that share enough are measured."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import tables
from workbench.compare.copies import SIGNED, Signature, choose_pairs, measure_pair, sign
from workbench.compare.shingles import Joined, add_joined, join_keys
from workbench.lake import layout
from workbench.lake.tasks import Tell, run_all

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from distributed import Client

KEYS = 20_000_000   # shingles a bucket has about
PAIRS = 5_000       # pairs that one task measures
FIELDS = Signature._fields


def make_copies(lake: Path, work: Path, client: Client | None, tell: Tell) -> None:
    """Writes the table `copies` of the lake."""
    import pyarrow as pa

    files = layout.table_files(lake, "articles")
    run_all(client, sign_file, files, tell, "sign articles", lake, work)
    ranked = _rank(work)
    if ranked.empty:
        return
    layout.write_parquet(work / "ranks.parquet", pa.table({"article": ranked["article"].tolist()}))
    buckets = 1 + _count_keys(work) // KEYS
    run_all(client, meet, list(range(buckets)), tell, "join articles", work, buckets)
    joined = add_joined([_read_joined(work / "joined" / f"{bucket}.npz") for bucket in range(buckets)])
    pairs = choose_pairs(joined, ranked["same"].tolist())
    ids = ranked["article"].tolist()
    named = [(ids[source], ids[copy]) for source, copy in pairs]
    chunks = [(number, named[first:first + PAIRS]) for number, first in enumerate(range(0, len(pairs), PAIRS))]
    run_all(client, measure_pairs, chunks, tell, "compare articles", lake, work)


def sign_file(path: Path, lake: Path, work: Path) -> None:
    """Writes the signatures of the articles in one file of the lake."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = tables.from_arrow("articles", pq.read_table(path, columns=SIGNED, partitioning=None))
    signed = [sign(row)[0] for row in rows.to_dict("records")]
    columns = {field: [getattr(one, field) for one in signed] for field in FIELDS if field != "keys"}
    table = pa.table({**columns, "file": [path.relative_to(lake).as_posix()] * len(signed)})
    keys = pa.array([one.keys for one in signed], type=pa.list_(pa.uint64()))
    layout.write_parquet(work / "signed" / f"{path.parent.name}-{path.stem}.parquet", table.append_column("keys", keys))


def _signed(work: Path, columns: Iterable[str]) -> pd.DataFrame:
    import pandas as pd
    import pyarrow.parquet as pq

    files = sorted((work / "signed").glob("[!.]*.parquet"))
    parts = [pq.read_table(path, columns=list(columns), partitioning=None).to_pandas() for path in files]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(columns))


def _rank(work: Path) -> pd.DataFrame:
    """All articles in the order of their precedence, with what tells exact copies."""
    order = list(FIELDS[:5])
    return _signed(work, [*order, "same"]).sort_values(order, ignore_index=True)


def _count_keys(work: Path) -> int:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    columns = (pq.read_table(path, columns=["keys"], partitioning=None)["keys"]
               for path in (work / "signed").glob("[!.]*.parquet"))
    return sum(pc.sum(pc.list_value_length(column)).as_py() or 0 for column in columns)


def meet(bucket: int, work: Path, buckets: int) -> None:
    """Joins the articles on the keys that belong to one bucket."""
    import numpy as np
    import pyarrow.parquet as pq

    ranks = {article: rank for rank, article in enumerate(pq.read_table(work / "ranks.parquet")["article"].to_pylist())}
    items: list[np.ndarray] = [np.empty(0, dtype=np.uint64)] * len(ranks)
    for path in sorted((work / "signed").glob("[!.]*.parquet")):
        table = pq.read_table(path, columns=["article", "keys"], partitioning=None)
        for article, keys in zip(table["article"].to_pylist(), table["keys"].to_pandas(), strict=True):
            # // so that buckets do not go by the bits the keys were chosen by
            items[ranks[article]] = keys[(keys // np.uint64(1 << 20)) % np.uint64(buckets) == bucket]
    joined = join_keys(items)
    target = work / "joined" / f"{bucket}.npz"
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{bucket}.npz")
    np.savez(beside, **joined._asdict())
    beside.replace(target)


def _read_joined(path: Path) -> Joined:
    import numpy as np

    with np.load(path) as kept:
        return Joined(*(kept[field] for field in Joined._fields))


def measure_pairs(chunk: tuple[int, list[tuple[str, str]]], lake: Path, work: Path) -> None:
    """Reads the articles of some pairs again, measures what they share, and writes the rows of `copies`."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    number, pairs = chunk
    wanted = pa.array(sorted({article for pair in pairs for article in pair}), pa.string())
    homes = _signed(work, ["article", "file"])
    signed: dict[str, tuple[Signature, np.ndarray]] = {}
    for file in sorted(set(homes.loc[homes["article"].isin(wanted.to_pylist()), "file"])):
        table = pq.read_table(lake / file, columns=SIGNED, partitioning=None)
        rows = tables.from_arrow("articles", table.filter(pc.is_in(table["article"], value_set=wanted)))
        signed.update((row["article"], sign(row)) for row in rows.to_dict("records"))
    found = []
    for source, copy in pairs:
        (one, one_shingles), (other, other_shingles) = signed[source], signed[copy]
        row = measure_pair(one, other, one_shingles, other_shingles)
        if row:
            found.append(row)
    made = tables.make("copies", found)
    layout.write_by_month(lake, "copies", made, made["article"].map(lambda _: layout.UNDATED), f"bucket-{number}")
