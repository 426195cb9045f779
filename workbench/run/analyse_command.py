"""`workbench analyse`: articles of any number into a lake."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from workbench.show.escape import plain


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("input", help="folder, file or glob of articles, or a URL that fsspec knows (s3://bucket/folder)")
    parser.add_argument("--out", required=True, type=Path, help="folder of the lake; what is there already is kept")
    parser.add_argument("--actors", help="actors file (default: the project's)")
    parser.add_argument("--issues", help="issues file (default: the project's)")
    parser.add_argument("--scheduler",
                        help="address of a Dask scheduler, tcp://host:8786, whose workers reach --out too. Give one "
                             "you trust, and let it speak TLS (tls://): who reaches it makes its workers run anything")
    parser.add_argument("--workers", type=_at_least_one, default=1,
                        help="worker processes to start here (default: %(default)s)")


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} workers do nothing: give 1 or more")
    return number


def run_command(args: argparse.Namespace) -> int:
    """Analyses, and says where the lake is and what to do with it; 1 if it holds no article."""
    from workbench.lake.lake_files import table_files
    from workbench.lake.run import analyse_corpus
    from workbench.store.parquet_files import count_rows

    with ExitStack() as stack:
        client = _connect(args, stack)
        analyse_corpus(args.input, args.out, actors=args.actors, issues=args.issues, client=client, progress=_show)
    sys.stderr.write("\n")
    articles, problems = (sum(map(count_rows, table_files(args.out, name))) for name in ("articles", "problems"))
    print(plain(f"{args.out}: {articles} articles, {problems} problems; "
                f"workbench run --corpus {args.out}, or workbench.open({str(args.out)!r})"))
    return 0 if articles else 1


def _connect(args: argparse.Namespace, stack: ExitStack) -> Any:
    if not args.scheduler and args.workers < 2:
        return None
    try:
        from workbench.lake.cluster import join_cluster, start_cluster
    except ImportError as error:
        raise ValueError("a cluster needs Dask: pip install 'workbench[scale]'") from error
    return stack.enter_context(join_cluster(args.scheduler) if args.scheduler else start_cluster(args.workers))


def _show(stage: str, done: int, of: int) -> None:
    sys.stderr.write(f"\r{stage}: {done} of {of}".ljust(60))
    sys.stderr.flush()
