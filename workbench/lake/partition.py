"""One partition of the input → its rows in the lake: tasks for any worker, which may run them again.

First it is taken in; when all are, and every article has its name, it is analysed. When other issues, actors or code
come later, the layers that hang on them are found again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbench import tables
from workbench.extract.layers import LAYERS, layer_versions
from workbench.extract.many_articles import analyse_articles
from workbench.lake import lake_files
from workbench.lake.partition_notes import Done, forget_layers, write_done
from workbench.lake.plan import Partition, as_file
from workbench.store.parquet_files import read_table, write_table
from workbench.store.whole_files import write_text

if TYPE_CHECKING:
    import pandas as pd

    from workbench.extract.reading import Row, Settings
    from workbench.intake.overrides import Overrides

CLAIM = ("article", "spare_name", "path", "record")  # what an article's id is made of
ANALYSED = ["article", "body", "published", "language"]  # what the layers ask of an article


def taken_file(lake: Path, partition: Partition) -> Path:
    """Where the articles of a partition wait for their names."""
    return lake / "taken" / f"{partition.id}.parquet"


def claims_file(lake: Path, partition: Partition) -> Path:
    """What stands beside them: the ids they claim, and the problems of their files."""
    return taken_file(lake, partition).with_suffix(".json")


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


class Work(NamedTuple):
    """A partition to analyse: by number the ids of articles not called what they claim, and why some are left out.

    only: the article to try, where one is tried.
    """

    partition: Partition
    names: dict[int, str]
    poison: dict[int, str]
    only: int = 0


def analyse_partition(work: Work, lake: Path, settings: Settings, overrides: Overrides) -> None:
    """Analyses what was taken in and named, writes its tables by month of publication, and notes it as done.

    overrides: what the analyst says of articles.
    """
    partition = work.partition
    articles = _read_named(work, lake, overrides)
    facts = json.loads(claims_file(lake, partition).read_text(encoding="utf-8"))
    made, failed = analyse_articles(articles.drop(index=list(work.poison)), settings, LAYERS, workers=1, parses=True)
    failed += [{"path": articles["article"][number], "problem": problem} for number, problem in work.poison.items()]
    made = {"articles": articles, **made, "problems": tables.make("problems", [*facts["problems"], *failed])}
    write_done(lake, Done(
        partition.id, partition.settings, [item.id for item in partition.items], facts["claimed"], work.names,
        bool(failed), layer_versions(LAYERS, settings), _write(lake, partition.id, made, articles)))


def renew_layers(done: Done, lake: Path, settings: Settings) -> None:
    """Finds the rows of a partition again that hang on what changed, and no others; raises where one has none."""
    versions = layer_versions(LAYERS, settings)
    done = forget_layers(lake, done, [layer for layer in versions if done.versions.get(layer) != versions[layer]])
    known = {name: _read(lake, done, name) for name in versions if name in done.versions}
    articles = _read(lake, done, "articles", ANALYSED)
    made, failed = analyse_articles(articles, settings, LAYERS, workers=1, known=known, parses=True)
    if failed:
        raise RuntimeError(failed[0]["problem"])
    months = _write(lake, done.partition, {name: made[name] for name in versions if name not in known}, articles)
    write_done(lake, replace(done, versions=versions, months={**done.months, **months}))


def try_article(work: Work, lake: Path, settings: Settings, overrides: Overrides) -> None:
    """Analyses one article and keeps nothing: to find those that no worker gets through."""
    articles = _read_named(work, lake, overrides).iloc[[work.only]]
    made, _ = analyse_articles(articles, settings, LAYERS, workers=1)
    for name, frame in {"articles": articles, **made}.items():
        tables.to_arrow(name, frame)


def _read_named(work: Work, lake: Path, overrides: Overrides) -> pd.DataFrame:
    """The articles of a partition under their ids, with what the analyst says of them."""
    from workbench.intake import lay_over
    from workbench.intake.file_names import read_file_names

    rows = tables.plain("articles", read_table("articles", taken_file(lake, work.partition)).to_dict("records"))
    for number, name in work.names.items():
        rows[number]["article"] = name
    read_file_names(rows)
    lay_over(rows, overrides)
    return tables.make("articles", rows)


def _read(lake: Path, done: Done, name: str, columns: list[str] | None = None) -> pd.DataFrame:
    import pandas as pd

    parts = [read_table(name, path, columns) for path in done.files(lake, [name])]
    return pd.concat(parts, ignore_index=True) if parts else tables.make(name)


def _write(lake: Path, part: str, made: Mapping[str, pd.DataFrame], articles: pd.DataFrame) -> dict[str, list[str]]:
    """Writes tables by the month in which each row's article was published; the months of each table."""
    of = dict(zip(articles["article"], articles["published"].map(lake_files.month_of), strict=True))
    return {name: lake_files.write_by_month(
        lake, name, frame, frame["article"].map(of) if "article" in frame else frame["path"].map(
            lambda _: lake_files.UNDATED), part) for name, frame in made.items()}
