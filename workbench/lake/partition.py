"""One partition of the input → its rows in the lake: a task for any worker, which may run it again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import tables
from workbench.engine import analyse_articles
from workbench.extract import LAYERS
from workbench.lake import layout
from workbench.lake.plan import Partition, as_file

if TYPE_CHECKING:
    from workbench.extract.reading import Row, Settings


def analyse_partition(partition: Partition, lake: Path, settings: Settings, options: dict[str, Any]) -> int:
    """Reads and analyses one partition, writes its tables by month of publication, and notes it as done.

    options: keyword arguments of `workbench.intake.read_file`. Returns the number of articles.
    """
    from workbench.intake import read_file

    rows: list[Row] = []
    problems: list[Row] = []
    for item in partition.items:
        with as_file(item) as path:
            found, wrong = read_file(path, item.name, first_record=item.first, **options)
        for row in (*found, *wrong):
            row["path"] = item.url
        rows += found
        problems += wrong
    articles = tables.make("articles", rows)
    made, failed = analyse_articles(articles, settings, LAYERS, workers=1)
    problems += failed
    months = dict(zip(articles["article"], articles["published"].map(layout.month_of), strict=True))
    files = []
    for name, frame in {"articles": articles, **made}.items():
        files += layout.write_by_month(lake, name, frame, frame["article"].map(months), partition.id)
    table = tables.make("problems", problems)
    if len(table):
        files += layout.write_by_month(lake, "problems", table, table["path"].map(lambda _: layout.UNDATED), partition.id)
    layout.write_done(lake, partition.id, partition.settings, [item.id for item in partition.items], files, len(articles))
    return len(articles)
