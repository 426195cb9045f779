"""The comparisons over a lake, as joins on keys: rows with one key meet in one bucket, and each bucket is a task.

Copies meet by the shingles they share, statements by their speaker, dated clauses by day and deed, claims that may
differ by their subject and the days of their articles. Within a bucket the functions of `workbench.compare` do what
they do over a folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench import tables
from workbench.compare.comparisons import COMPARISONS
from workbench.lake import lake_files
from workbench.lake.partition_notes import read_done
from workbench.lake.tasks import Group, Tell, in_groups, run_all
from workbench.store.hashes import digest, engine_version
from workbench.store.parquet_files import count_rows, read_arrow, read_table, write_arrow
from workbench.store.whole_files import write_text
from workbench.text.calendar_days import read_day

if TYPE_CHECKING:
    import pandas as pd
    from distributed import Client

BUCKET_ROWS = 20_000   # a bucket has about, so that it fits into a worker's memory many times
ABOUT = ["article", "title", "published", "outlet"]  # what the comparisons ask of the articles


class Exchange(NamedTuple):
    """Which rows meet: those of table `table`, by the values of `key`."""

    table: str
    key: Callable[[pd.DataFrame], pd.Series]


def _by_speaker(quotes: pd.DataFrame) -> pd.Series:
    return quotes["speakers"].map(lambda speakers: list(dict.fromkeys(speakers)))


def _by_days(event_mentions: pd.DataFrame) -> pd.Series:
    from workbench.compare.timeline import blocks

    return blocks(event_mentions, event_mentions).map(lambda block: [block])


def _by_claim(claims: pd.DataFrame) -> pd.Series:
    import pandas as pd

    from workbench.compare.disagreements import blocks_of, read_claims

    name = "quantities" if "unit" in claims else "event_mentions"
    return pd.Series(map(blocks_of, read_claims(name, claims, claims)), index=claims.index, dtype="object")


EXCHANGES = {"utterances": Exchange("quotes", _by_speaker), "events": Exchange("event_mentions", _by_days),
             "dates": Exchange("event_mentions", _by_claim), "counts": Exchange("quantities", _by_claim)}


def make_comparisons(lake: Path, client: Client | None, tell: Tell) -> None:
    """Makes the tables of COMPARISONS from those of the partitions, if any of these changed since."""
    from workbench.lake.shared_shingles import make_copies

    layers = [name for comparison in COMPARISONS.values() for name in comparison.needs]
    of = digest(engine_version("lake"), *(comparison.version for comparison in COMPARISONS.values()), *(
        (done.partition, *(done.versions.get(layer) for layer in layers)) for done in read_done(lake)))
    mark = lake / "compared.json"
    made = json.dumps({"of": of, "files": _compared_files(lake)})
    if mark.is_file() and mark.read_bytes() == made.encode():
        return
    mark.unlink(missing_ok=True)
    lake_files.remove_work(lake)  # what a killed run left, or a stranger: each stage reads all that lies in its folder
    for name in COMPARISONS:
        for path in lake_files.table_files(lake, name):
            path.unlink()
    work = lake / "work" / of
    make_copies(lake, work, client, tell)
    for name in EXCHANGES:
        exchange(lake, work, name, client, tell)
        buckets = sorted((work / name).glob("bucket-*"))
        run_all(client, compare_bucket, buckets, tell, f"compare {name}", lake, of)
    keep_disagreements(lake, work)
    write_text(mark, json.dumps({"of": of, "files": _compared_files(lake)}))
    lake_files.remove_work(lake)


def _compared_files(lake: Path) -> list[str]:
    return [path.relative_to(lake).as_posix() for name in COMPARISONS for path in lake_files.table_files(lake, name)]


def exchange(lake: Path, work: Path, name: str, client: Client | None, tell: Tell) -> None:
    """Puts the rows of EXCHANGES[name] into buckets by their keys, with what the comparisons ask of their articles."""
    files = lake_files.table_files(lake, EXCHANGES[name].table)
    buckets = 1 + sum(map(count_rows, files)) // BUCKET_ROWS
    run_all(client, split, in_groups(files), tell, f"gather {name}", lake, work, name, buckets)


def split(group: Group, lake: Path, work: Path, name: str, buckets: int) -> None:
    """Writes the rows of some files, one copy a key, to the buckets of their keys."""
    import pandas as pd
    import pyarrow as pa

    table, key = EXCHANGES[name]
    parts = []
    for path in group.members:
        rows = read_table(table, path)
        about = read_table("articles", path.parents[2] / "articles" / path.parent.name / path.name, ABOUT)
        parts.append(rows.merge(about[ABOUT], on="article", how="left"))
    rows = pd.concat(parts, ignore_index=True)
    rows["bucket"] = [sorted({bucket_of(one, buckets) for one in keys}) for keys in key(rows)]
    rows = rows.explode("bucket").dropna(subset=["bucket"])
    for bucket, chosen in rows.groupby("bucket", sort=True):
        about = pa.Table.from_pandas(chosen[ABOUT[1:]].rename(columns="about_{}".format), preserve_index=False)
        together = tables.to_arrow(table, chosen)
        for column in about.column_names:
            together = together.append_column(column, about[column])
        path = work / name / f"bucket-{bucket}-of-{buckets}" / f"{group.number:06d}.parquet"
        write_arrow(path, together)


def bucket_of(key: object, buckets: int) -> int:
    """The bucket of a key, the same on every machine."""
    return int(digest(key)[:12], 16) % buckets


def read_bucket(name: str, bucket: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of a bucket, in one order whoever wrote them, and the articles they are of."""
    import pandas as pd
    import pyarrow as pa

    table = pa.concat_tables([read_arrow(path) for path in sorted(bucket.glob("[!.]*.parquet"))])
    rows = tables.from_arrow(name, table)
    about = {column: table[f"about_{column}"].to_pandas() for column in ABOUT[1:]}
    articles = pd.DataFrame({"article": rows["article"], **about}).drop_duplicates("article").sort_values("article")
    order = rows.sort_values(["article", *(["start"] if "start" in rows else ["quote_id"])], kind="stable").index
    return rows.loc[order].reset_index(drop=True), tables.conform("articles", articles)


@cache
def all_copies(lake: Path, run: str) -> pd.DataFrame:
    """The table `copies` of the lake: pairs of ids, small beside the texts; read once a worker and run."""
    import pandas as pd

    parts = [read_table("copies", path) for path in lake_files.table_files(lake, "copies")]
    return pd.concat(parts, ignore_index=True) if parts else tables.make("copies")


def keep_rows(lake: Path, name: str, part: str, made: pd.DataFrame) -> None:
    """Writes the rows of table `name` that a bucket made: events by the month they begin in."""
    days = made["begin"] if "begin" in made else made.index.to_series().map(lambda _: None)
    months = days.map(lake_files.month_of)
    lake_files.write_by_month(lake, name, made, months, part)


def compare_bucket(bucket: Path, lake: Path, run: str) -> None:
    """Makes the rows of one bucket of an exchange, and writes them."""
    from workbench.compare.disagreements import find_pairs
    from workbench.compare.timeline import build_timeline
    from workbench.compare.utterances import match_utterances

    name = bucket.parent.name
    table = EXCHANGES[name].table
    rows, articles = read_bucket(table, bucket)
    at_home = AtHome(bucket)
    if name == "utterances":
        made = match_utterances(rows, articles)
        # a statement of two speakers is in the buckets of both: each bucket gives the speakers that belong to it
        keep_rows(lake, "utterances", bucket.name, made[[speaker in at_home for speaker in made["speaker"]]])
    elif name == "events":
        keep_rows(lake, "events", bucket.name, build_timeline(rows, articles, all_copies(lake, run)))
    else:
        pairs = find_pairs(table, rows, articles, all_copies(lake, run), at_home)
        write_text(bucket.parent.with_name("pairs") / f"{name}-{bucket.name}.json",
                          json.dumps({"table": table, "pairs": pairs}, default=str))


class AtHome:
    """The keys that belong to a bucket."""

    def __init__(self, bucket: Path):
        _, number, _, buckets = bucket.name.split("-")
        self.number, self.buckets = int(number), int(buckets)

    def __contains__(self, key: object) -> bool:
        return bucket_of(key, self.buckets) == self.number


def _with_days(claim: dict[str, Any]) -> dict[str, Any]:
    """A claim as it was before it was written as JSON, which has no days."""
    return claim | {name: read_day(claim[name], name) for name in ("begin", "finish", "published") if name in claim}


def keep_disagreements(lake: Path, work: Path) -> None:
    """Writes the table `disagreements` from the pairs of all buckets, few beside the claims."""
    from workbench.compare.disagreements import KINDS, describe_pairs

    pairs: dict[str, list] = {table: [] for table in KINDS}
    for path in sorted((work / "pairs").glob("[!.]*.json")):
        found = json.loads(path.read_text(encoding="utf-8"), object_hook=_with_days)
        pairs[found["table"]] += found["pairs"]
    keep_rows(lake, "disagreements", "bucket-all", describe_pairs(pairs))
