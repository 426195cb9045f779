"""`workbench verify`: whether every row of a report still stands in the files it was made from."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbench.show.escape import plain

if TYPE_CHECKING:
    import pandas as pd

    from workbench.run.carried_rows import CarriedArticle, CarriedRow, CarriedRows

DATA = re.compile(r'<script type="application/json" id="rows">(.*?)</script>', re.DOTALL)
STANDS, CHANGED, GONE = "stand as they stood", "stand in files that were changed since", "do not stand in the files"
MOST_LISTED = 20
WIDTH_CHARACTERS = 80  # of a row's words where they are listed


class Checked(NamedTuple):
    """What was found of one row: one of STANDS, CHANGED, GONE, and why where it does not stand."""

    row: CarriedRow
    table: str
    outcome: str
    why: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("report", type=Path, help="the report: its folder, or the one file")
    parser.add_argument("corpus", nargs="+", help="folders, files or globs of the articles it was made from")
    parser.epilog = ("A row stands where its words, in the paragraph that the report shows around them, stand in the "
                     "file of the same hash. What the report says of the words is not checked.")


def run_command(args: argparse.Namespace) -> int:
    """Prints what stands; 1 if any row does not stand in the files."""
    from workbench.intake import read_articles

    articles, problems = read_articles(args.corpus[0] if len(args.corpus) == 1 else args.corpus)
    checked = list(verify(read_rows(args.report), articles))
    print(tell(checked))
    if len(problems):
        print(f"{len(problems)} problems while the articles were read; `workbench intake` lists them")
    return int(any(one.outcome == GONE for one in checked))


def read_rows(report: Path) -> CarriedRows:
    """The rows that a report carries.

    Parameters
    ----------
    report : its folder or its page

    Raises
    ------
    FileNotFoundError, ValueError : where there is no report; where it carries no rows
    """
    from workbench.run.carried_rows import CarriedRows

    page = report / "index.html" if report.is_dir() else report
    if not page.is_file():
        raise FileNotFoundError(f"no report at {report}: name its folder or its page")
    found = DATA.search(page.read_text(encoding="utf-8", errors="replace"))
    try:
        return CarriedRows.model_validate_json(found[1] if found else "")
    except ValueError as error:
        raise ValueError(f"{page} carries no rows of a workbench report, or damaged ones: it can't be verified"
                         ) from error


def verify(rows: CarriedRows, articles: pd.DataFrame) -> Iterator[Checked]:
    """Compares each row of a report with articles read from their files.

    Parameters
    ----------
    articles : as `workbench.intake.read_articles` gives them
    """
    files = articles[["article", "record", "sha256"]].map(plain)
    files["body"] = articles["body"].map(plain)
    by_hash = {(row.sha256, row.record): row.body for row in files.itertuples()}
    by_name = dict(zip(files["article"], files["body"], strict=True))
    for layer in rows.layers:
        for row in layer.rows:
            outcomes = [_check(row, place, rows.articles[place], by_hash, by_name) for place in row.places()]
            worst = max(outcomes, key=lambda found: (STANDS, CHANGED, GONE).index(found[0]),
                        default=(GONE, "the report names no place of it"))
            yield Checked(row, layer.title, *worst)


def _check(row: CarriedRow, place: int, article: CarriedArticle, by_hash: dict[tuple[str, str], str],
           by_name: dict[str, str]) -> tuple[str, str]:
    """What one article's file says of a row."""
    words = [article.body[start:end] for at, start, end, *_ in row.cited if at == place]
    around = [article.body[start:end] for at, start, end, _ in row.passages if at == place]
    same = by_hash.get((article.sha256, article.record))
    body = by_name.get(article.article, "") if same is None else same
    if same is not None and all(text in body for text in (*words, *around)):
        return STANDS, ""
    if same is None and body and all(text in body for text in words):
        return CHANGED, f"{article.file} was changed"
    if same is not None:
        return GONE, f"{article.file} is the same file, and says something else: the report was changed"
    return GONE, f"{article.file} was changed" if body else f"{article.file} is not among the files"


def tell(checked: list[Checked]) -> str:
    """How many rows of each table stand, and those that do not, as text for a terminal."""
    counts = Counter((one.table, one.outcome) for one in checked)
    lines = [f"{plain(table)}: " + ", ".join(f"{counts[table, outcome]} {outcome}"
                                             for outcome in (STANDS, CHANGED, GONE) if counts[table, outcome])
             for table in dict.fromkeys(one.table for one in checked)]
    lost = [f"  #{plain(one.row.id)} {plain(' '.join(one.row.title.split()))[:WIDTH_CHARACTERS]}: {plain(one.why)}"
            for one in checked if one.outcome == GONE]
    more = [f"  … and {len(lost) - MOST_LISTED} more"] if len(lost) > MOST_LISTED else []
    return "\n".join([*(lines or ["the report carries no row"]), *lost[:MOST_LISTED], *more])
