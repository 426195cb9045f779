"""One partition of the input → its rows in the lake: two tasks for any worker, which may run them again.

First it is taken in; when all are, and every article has its name, it is analysed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import tables
from workbench.engine import analyse_articles
from workbench.extract import LAYERS
from workbench.lake import layout
from workbench.lake.plan import Partition, as_file

if TYPE_CHECKING:
    from workbench.extract.reading import Row, Settings
    from workbench.intake.overrides import Overrides

CLAIM = ("article", "spare_name", "path", "record")  # what an article's id is made of


def taken_file(lake: Path, partition: Partition) -> Path:
    """Where the articles of a partition wait for their names."""
    return lake / "taken" / f"{partition.id}.parquet"


def take_in(partition: Partition, lake: Path, columns: dict[str, str] | None) -> None:
    """Reads the items of a partition into LAKE/taken: its articles, problems, and the ids these claim."""
    from workbench.intake import read_file

    target = taken_file(lake, partition)
    if target.with_suffix(".json").is_file():
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
    layout.write_parquet(target, tables.to_arrow("articles", tables.make("articles", rows)))
    claimed = [[row[column] for column in CLAIM] for row in rows]
    layout.write_text(target.with_suffix(".json"), json.dumps({"claimed": claimed, "problems": problems}))


def analyse_partition(task: tuple[Partition, list[str]], lake: Path, settings: Settings,
                      overrides: Overrides) -> None:
    """Names and analyses what was taken in, writes its tables by month of publication, and notes it as done.

    task: the partition and the id of each of its articles. overrides: what the analyst says of articles.
    """
    import pyarrow.parquet as pq

    from workbench.intake import lay_over

    partition, names = task
    taken = taken_file(lake, partition)
    rows = tables.plain("articles", tables.from_arrow("articles", pq.read_table(taken)).to_dict("records"))
    for row, name in zip(rows, names, strict=True):
        row["article"] = name
    lay_over(rows, overrides)
    facts = json.loads(taken.with_suffix(".json").read_text(encoding="utf-8"))
    articles = tables.make("articles", rows)
    made, failed = analyse_articles(articles, settings, LAYERS, workers=1)
    months = dict(zip(articles["article"], articles["published"].map(layout.month_of), strict=True))
    files = []
    for name, frame in {"articles": articles, **made}.items():
        files += layout.write_by_month(lake, name, frame, frame["article"].map(months), partition.id)
    problems = tables.make("problems", [*facts["problems"], *failed])
    undated = problems["path"].map(lambda _: layout.UNDATED)
    files += layout.write_by_month(lake, "problems", problems, undated, partition.id)
    layout.write_done(lake, partition.id, settings=partition.settings, inputs=[item.id for item in partition.items],
                      files=files, claimed=facts["claimed"], names=names)
