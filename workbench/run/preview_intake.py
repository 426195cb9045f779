"""`workbench intake`: what would come in from a folder, before any analysis."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.show.escape import plain

if TYPE_CHECKING:
    import pandas as pd

WIDTH_CHARACTERS = 60  # of a title or of what was taken out


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("source", nargs="+", help="folders, files or globs of articles")
    parser.add_argument("--out", help="save the articles there, as Parquet; no file is overwritten")
    parser.add_argument("--column", action="append", default=[], metavar="COLUMN=FIELD",
                        help="what a field of records means, as text=story")
    parser.add_argument("--articles", metavar="TOML", help="what you say of articles (default: data/articles.toml)")


def run_command(args: argparse.Namespace) -> int:
    """Prints the report; 1 if nothing came in."""
    from workbench.intake import read_articles

    columns = dict(_split(given) for given in args.column)
    source = args.source[0] if len(args.source) == 1 else args.source
    if args.out and Path(args.out).exists():
        raise FileExistsError(f"{args.out} is there already: give --out another name")
    articles, problems = read_articles(source, columns or None, args.articles)
    print(report_intake(articles, problems))
    if args.out:
        with Path(args.out).open("xb") as file:
            articles.to_parquet(file, index=False)
        print(plain(f"\nsaved to {args.out}"))
    return 0 if len(articles) else 1


def _split(given: str) -> tuple[str, str]:
    column, mark, field = given.partition("=")
    if not mark:
        raise ValueError(f"--column {given}: write it as COLUMN=FIELD, for instance text=story")
    return column, field


def report_intake(articles: pd.DataFrame, problems: pd.DataFrame) -> str:
    """What came in, from where each date comes, what was taken out and what couldn't be read, as plain text.

    articles, problems: the tables of `read_articles`.
    """
    parts = [f"{len(articles)} articles, {len(problems)} problems"]
    if len(articles):
        parts += [_list_articles(articles), _count_removed(articles)]
    if len(problems):
        parts.append("\n".join(["problems:", *(
            f"  {_line(Path(row.path).name)}{f', record {row.record}' if row.record == row.record else ''}: "
            f"{_line(row.problem)}" for row in problems.itertuples())]))
    return "\n\n".join(parts)


def _list_articles(articles: pd.DataFrame) -> str:
    rows = [["article", "day", "from", "words", "title"]]
    for row in articles.itertuples():
        day = f"{row.published:%Y-%m-%d}" if row.published == row.published else "unknown"
        evidence = f" ({_cut(row.published_evidence)})" if row.published_from == "inferred" else ""
        title = _cut(row.title) or f"“{_cut(row.body)}”"
        rows.append([_line(row.article), day, row.published_from + evidence, str(row.words), title])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


def _count_removed(articles: pd.DataFrame) -> str:
    removed = articles["removed"].explode().dropna()
    counts = Counter(stretch["reason"] for stretch in removed)
    example = {stretch["reason"]: _cut(stretch["text"]) for stretch in reversed(list(removed))}
    lines = [f"{number:6d}  {reason}: {example[reason]}" for reason, number in counts.most_common()]
    return "\n".join(["taken out:", *lines]) if lines else "nothing taken out"


def _line(text: Any) -> str:
    """Text on one line, nothing in it that a terminal would obey."""
    return plain(" ".join(plain(text).split()))


def _cut(text: Any) -> str:
    """The same, of at most WIDTH_CHARACTERS."""
    line = _line(text)
    return line if len(line) <= WIDTH_CHARACTERS else line[:WIDTH_CHARACTERS - 1] + "…"
