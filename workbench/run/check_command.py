"""`workbench check`: a draft against its sources, from the command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import project

if TYPE_CHECKING:
    from workbench.corpus import Corpus

SHOWN_CHARACTERS = 70


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("draft", help="text, Markdown, Word, HTML or a notebook; - reads standard input")
    parser.add_argument("--corpus", required=True, help="the sources: a folder of articles, a saved corpus or a lake")
    parser.add_argument("--actors", metavar="TOML", help="actors (default: the project's data/actors.toml)")
    parser.add_argument("--published", metavar="DAY", help="the draft's day (default: that of the newest source)")
    parser.add_argument("--out", metavar="HTML", help="write the report: the draft on the left, evidence on the right")
    parser.add_argument("--json", metavar="FILE", help="write the tables as JSON")
    parser.add_argument("--sarif", metavar="FILE", help="write what is wrong as SARIF, for editors")
    parser.add_argument("--comments", metavar="DOCX", help="write a copy of a Word draft with the verdicts as comments")
    parser.add_argument("--strict", action="store_true",
                        help="exit with 1 where something is altered or said by another")


def run_command(args: argparse.Namespace) -> int:
    """Prints what is wrong; 1 with --strict where a quotation or statement is altered or another's."""
    from workbench.checking.check_draft import check
    from workbench.checking.check_report import as_json, as_sarif, draw_page, summarise, tell
    from workbench.checking.read_draft import read_draft, read_draft_bytes
    from workbench.checking.verdicts import GRAVE
    from workbench.checking.word_comments import write_comments
    from workbench.intake.files import Source
    from workbench.show.escape import plain
    from workbench.store.whole_files import write_text

    draft = None if args.draft == "-" else project.find(args.draft).resolve()
    for given in filter(None, (args.out, args.json, args.sarif, args.comments)):
        if Path(given).resolve() == draft:
            raise ValueError(f"{given} is the draft itself, which is never written to: give the report another name")
    if args.draft == "-":
        text = read_draft_bytes(Source(Path("standard input"), sys.stdin.buffer.read()))
    else:
        text = read_draft(args.draft)
    sources = open_sources(args.corpus, args.actors)
    _keep_apart(args, draft, sources)
    checked = check(text, sources, args.published)
    for row in checked.faults.to_dict("records"):
        row = {name: None if value != value else value for name, value in row.items() if not isinstance(value, list)}
        words = " ".join(row["text"].split())
        print(f"{row['start']}-{row['end']} {tell(row)}\n    {plain(words[:SHOWN_CHARACTERS])}")
    print(summarise(checked))
    for given, written in ((args.out, lambda: draw_page(checked, f"Check of {Path(args.draft).name}")),
                           (args.json, lambda: as_json(checked)),
                           (args.sarif, lambda: as_sarif(checked, args.draft))):
        if given:
            write_text(Path(given), written())
            print(plain(f"written to {given}"))
    if args.comments:
        missing = write_comments(project.find(args.draft), checked, args.comments)
        print(plain(f"written to {args.comments}") + (f"; {missing} verdicts have no place in it" if missing else ""))
    return int(args.strict and bool(checked.faults["verdict"].isin(GRAVE).any()))


def _keep_apart(args: argparse.Namespace, draft: Path | None, sources: Corpus) -> None:
    """Raises ValueError where the draft is its own source, or a report would be written over or among the sources."""
    articles = {Path(path).resolve() for path in sources.articles["path"].dropna()}
    if draft in articles:
        raise ValueError(f"{args.draft} lies among its sources, so that it would bear itself out: move it elsewhere, "
                         "or name the sources without it")
    folder = project.find(args.corpus).resolve()
    actors = project.given(args.actors, "actors.toml")
    kept = {*articles, *([Path(actors).resolve()] if actors else [])}
    for given in filter(None, (args.out, args.json, args.sarif, args.comments)):
        place = Path(given).resolve()
        if place in kept or (folder.is_dir() and place.is_relative_to(folder)):
            raise ValueError(f"{given} lies among what the draft is checked against, which is never written to: give "
                             "the report another place")


def open_sources(corpus: str, actors: str | None = None) -> Corpus:
    """The corpus of that name, from articles or as it was saved."""
    import workbench as wb
    from workbench.store.parquet_files import is_saved_corpus

    return wb.open(corpus) if is_saved_corpus(project.find(corpus)) else wb.load(corpus, actors=actors)
