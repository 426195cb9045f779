"""The `workbench` command: each subcommand lives in its module, imported only when it is asked for."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple


class Command(NamedTuple):
    """A subcommand: the module with its `add_arguments(parser)` and `run_command(args) -> int`, and its help line."""

    module: str
    help: str


COMMANDS: dict[str, Command] = {
    "run": Command("workbench.run.run_notebooks", "execute the notebooks on a corpus and write a report"),
    "intake": Command("workbench.intake.preview", "tell what would come in from a folder, before any analysis"),
    "lab": Command("workbench.run.lab", "open JupyterLab on working copies of the notebooks"),
    "analyse": Command("workbench.lake.analyse_command", "analyse any number of articles into a lake, over a cluster"),
    "new": Command("workbench.run.new_project", "lay out a folder of your own for another dispute"),
    "actors": Command("workbench.suggest.suggest_actors", "check the registry of actors, or suggest one"),
    "issues": Command("workbench.suggest.suggest_issues", "check the file of issues, or suggest phrases"),
    "cache": Command("workbench.store.cache", "show what is kept of earlier analyses, or clear it"),
}


def make_parser(name: str | None = None) -> argparse.ArgumentParser:
    """The command line's parser; only the subcommand `name` gets its arguments, so the others cost nothing."""
    from workbench import __version__

    parser = argparse.ArgumentParser(prog="workbench", description="A workbench for analysts of the news.")
    parser.add_argument("--version", action="version", version=f"workbench {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for key, command in COMMANDS.items():
        sub = commands.add_parser(key, help=command.help, description=command.help[0].upper() + command.help[1:] + ".",
                                  formatter_class=argparse.RawDescriptionHelpFormatter)
        if key == name:
            import_module(command.module).add_arguments(sub)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; 0: done, 1: done with failures, 2: not started, with one line that says why.

    WORKBENCH_DEBUG=1 in the environment shows the whole traceback instead of that line.
    """
    argv = list(sys.argv[1:] if argv is None else argv)
    name = next((word for word in argv if not word.startswith("-")), None)
    args = make_parser(name).parse_args(argv)
    try:
        return import_module(COMMANDS[args.command].module).run_command(args)
    except KeyboardInterrupt:
        print("workbench: interrupted", file=sys.stderr)
        return 130
    except (ValueError, OSError) as error:
        if os.environ.get("WORKBENCH_DEBUG"):
            raise
        print(f"workbench {args.command}: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
