"""One partition of the input → its rows in the lake: two tasks for any worker, which may run them again.

First it is taken in; when all are, and every article has its name, it is analysed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbench import tables
from workbench.extract.layers import LAYERS
from workbench.extract.many_articles import analyse_articles
from workbench.lake import lake_files
from workbench.lake.plan import Partition, as_file
from workbench.store.parquet_files import read_table, write_table
from workbench.store.whole_files import write_text

if TYPE_CHECKING:
    import pandas as pd

    from workbench.extract.reading import Row, Settings
    from workbench.intake.overrides import Overrides

CLAIM = ("article", "spare_name", "path", "record")  # what an article's id is made of


def taken_file(lake: Path, partition: Partition) -> Path:
    """Where the articles of a partition wait for their names."""
    return lake / "taken" / f"{partition.id}.parquet"


def claims_file(lake: Path, partition: Partition) -> Path:
    """What stands beside them: the ids they claim, and the problems of their files."""
    return taken_file(lake, partition).with_suffix(".json")


def names_file(lake: Path, partition: Partition) -> Path:
    """Their ids, once all articles are taken in."""
    return taken_file(lake, partition).with_suffix(".names.json")


def take_in(partition: Partition, lake: Path, columns: dict[str, str] | None) -> None:
    """Reads the items of a partition into LAKE/taken: its articles, problems, and the ids these claim."""
    from workbench.intake import read_file

    if claims_file(lake, partition).is_file():
        return
    rows: list[Row] = []
    problems: list[Row] = []
    for item in partition.items:
        with as_file(item) as path:
            found, missed = read_file(path, item.name, columns, item.first if item.begin is not None else None)
        for row in (*found, *missed):
            row["path"] = item.url
        for row in found:
            row["sha256"] = item.sha256 or row["sha256"]
        rows += found
        problems += missed
    write_table("articles", taken_file(lake, partition), tables.make("articles", rows))
    claimed = [[row[column] for column in CLAIM] for row in rows]
    write_text(claims_file(lake, partition), json.dumps({"claimed": claimed, "problems": problems}))


class Piece(NamedTuple):
    """The articles `begin` to `end` of a partition that was taken in and named."""

    partition: Partition
    begin: int
    end: int


class Work(NamedTuple):
    """A partition to analyse, without those of its articles, by number, that no worker gets through, and why."""

    partition: Partition
    poison: dict[int, str]


def analyse_partition(work: Work, lake: Path, settings: Settings, overrides: Overrides) -> None:
    """Analyses what was taken in and named, writes its tables by month of publication, and notes it as done.

    overrides: what the analyst says of articles.
    """
    partition = work.partition
    articles = _read_named(partition, lake, overrides)
    facts = json.loads(claims_file(lake, partition).read_text(encoding="utf-8"))
    made, failed = analyse_articles(articles.drop(index=list(work.poison)), settings, LAYERS, workers=1)
    failed += [{"path": articles["article"][number], "problem": problem} for number, problem in work.poison.items()]
    months = dict(zip(articles["article"], articles["published"].map(lake_files.month_of), strict=True))
    files = []
    for name, frame in {"articles": articles, **made}.items():
        files += lake_files.write_by_month(lake, name, frame, frame["article"].map(months), partition.id)
    problems = tables.make("problems", [*facts["problems"], *failed])
    undated = problems["path"].map(lambda _: lake_files.UNDATED)
    files += lake_files.write_by_month(lake, "problems", problems, undated, partition.id)
    lake_files.write_done(lake, partition.id, settings=partition.settings, inputs=[item.id for item in partition.items],
                      files=files, claimed=facts["claimed"], names=articles["article"].tolist())


def try_piece(piece: Piece, lake: Path, settings: Settings, overrides: Overrides) -> None:
    """Analyses some articles and keeps nothing: to find the one that no worker gets through."""
    articles = _read_named(piece.partition, lake, overrides).iloc[piece.begin:piece.end]
    made, _ = analyse_articles(articles, settings, LAYERS, workers=1)
    for name, frame in {"articles": articles, **made}.items():
        tables.to_arrow(name, frame)


def _read_named(partition: Partition, lake: Path, overrides: Overrides) -> pd.DataFrame:
    """The articles of a partition under their ids, with what the analyst says of them."""
    from workbench.intake import lay_over

    taken = read_table("articles", taken_file(lake, partition))
    names = json.loads(names_file(lake, partition).read_text(encoding="utf-8"))
    rows = tables.plain("articles", taken.to_dict("records"))
    for row, name in zip(rows, names, strict=True):
        row["article"] = name
    lay_over(rows, overrides)
    return tables.make("articles", rows)
