"""The `workbench` command: each subcommand lives in its module, imported only when it is asked for."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import workbench
from workbench import project

# each subcommand with its line of help
COMMANDS = {
    "run": "execute the notebooks on a corpus and write a report",
    "intake": "tell what would come in from a folder, before any analysis",
    "verify": "tell whether every row of a report still stands in the files",
    "check": "check a draft against the articles it was written from",
    "lab": "open JupyterLab on working copies of the notebooks",
    "analyse": "analyse any number of articles into a lake, over a cluster",
    "new": "lay out a folder of your own for another dispute",
    "actors": "check the registry of actors, or suggest one",
    "issues": "check the file of issues, or suggest phrases",
    "cache": "show what is kept of earlier analyses, or clear it",
}
Functions = tuple[Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int]]


def load_command(name: str) -> Functions:
    """What declares a subcommand's arguments, and what runs it and returns its exit status."""
    match name:
        case "run":
            from workbench.run.run_notebooks import add_arguments, run_command
        case "intake":
            from workbench.run.preview_intake import add_arguments, run_command
        case "verify":
            from workbench.run.verify import add_arguments, run_command
        case "check":
            from workbench.run.check_command import add_arguments, run_command
        case "lab":
            from workbench.run.lab import add_arguments, run_command
        case "analyse":
            from workbench.run.analyse_command import add_arguments, run_command
        case "new":
            from workbench.run.new_project import add_arguments, run_command
        case "actors":
            from workbench.run.suggest_commands import add_actors_arguments as add_arguments
            from workbench.run.suggest_commands import run_actors as run_command
        case "issues":
            from workbench.run.suggest_commands import add_issues_arguments as add_arguments
            from workbench.run.suggest_commands import run_issues as run_command
        case "cache":
            from workbench.run.cache_command import add_arguments, run_command
    return add_arguments, run_command


def make_parser(name: str | None = None) -> argparse.ArgumentParser:
    """The command line's parser; only the subcommand `name` gets its arguments, so the others cost nothing."""
    parser = argparse.ArgumentParser(prog="workbench", description="A workbench for analysts of the news.")
    parser.add_argument("--version", action="version", version=f"workbench {workbench.__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command, help_ in COMMANDS.items():
        sub = commands.add_parser(command, help=help_, description=help_[0].upper() + help_[1:] + ".",
                                  formatter_class=argparse.RawDescriptionHelpFormatter)
        if command == name:
            load_command(command)[0](sub)
    return parser


@contextmanager
def plain_warnings() -> Iterator[None]:
    """Within the block a warning of the workbench's own is its words, without file, line and code."""
    usual = warnings.formatwarning

    def tell(message: Warning | str, category: type[Warning], filename: str, lineno: int,
             line: str | None = None) -> str:
        if not issubclass(category, UserWarning):
            return usual(message, category, filename, lineno, line)
        from workbench.show.escape import plain

        return f"workbench: {plain(message)}\n"

    warnings.formatwarning = tell
    try:
        yield
    finally:
        warnings.formatwarning = usual


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; 0: done, 1: done with failures, 2: not started, with one line that says why.

    WORKBENCH_DEBUG=1 in the environment shows the whole traceback instead of that line.
    """
    argv = list(sys.argv[1:] if argv is None else argv)
    name = next((word for word in argv if not word.startswith("-")), None)
    args = make_parser(name).parse_args(argv)
    try:
        with project.ignore_code(), plain_warnings():
            return load_command(args.command)[1](args)
    except KeyboardInterrupt:
        print("workbench: interrupted", file=sys.stderr)
        return 130
    except (ValueError, OSError) as error:
        if os.environ.get("WORKBENCH_DEBUG"):
            raise
        from workbench.show.escape import plain

        print(f"workbench {args.command}: {plain(error)}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
