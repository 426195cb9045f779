"""`workbench actors` and `workbench issues`: list what the analyst's file holds, or suggest entries for it."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from workbench import project
from workbench.show.escape import plain

if TYPE_CHECKING:
    from workbench.corpus import Corpus

FOLDERS = ("articles", "seeds")  # where articles are looked for without a word


def add_actors_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `workbench actors`."""
    _add_arguments(parser, "entries for names that the registry doesn't hold")
    parser.add_argument("--actors", help="the registry (default: the project's actors.toml)")
    parser.add_argument("--least", type=int, default=2, help="leave out names in fewer mentions (default: %(default)s)")
    parser.add_argument("--top", type=int, default=60, help="how many actors at most (default: %(default)s)")


def add_issues_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `workbench issues`."""
    _add_arguments(parser, "entries for what is argued about and the file doesn't hold")
    parser.add_argument("--issues", help="the file of issues (default: the project's issues.toml)")
    parser.add_argument("--top", type=int, default=15, help="how many issues at most (default: %(default)s)")


def _add_arguments(parser: argparse.ArgumentParser, suggested: str) -> None:
    parser.add_argument("articles", nargs="?",
                        help=f"folder, file or glob of articles (default: {' or '.join(FOLDERS)})")
    parser.add_argument("--suggest", action="store_true", help=f"write {suggested}")


def run_actors(args: argparse.Namespace) -> int:
    """Prints suggestions as TOML, or what the registry holds."""
    from workbench.extract.registry import Registry
    from workbench.suggest.suggest_actors import suggest_actors, write_toml

    if args.suggest:
        return _print(write_toml(suggest_actors(_load(args.articles, args.actors, ()), args.least, args.top)))
    registry = Registry.read(project.find(args.actors) if args.actors else project.data_file("actors.toml"))
    return _print("".join(f"{actor.id:32} {actor.kind:13} {actor.speaks_for or '':20} {', '.join(actor.names)}\n"
                          for actor in (registry.actors.values() if registry else ())))


def run_issues(args: argparse.Namespace) -> int:
    """Prints suggestions as TOML, or what the file holds."""
    from workbench.extract.issues_file import read_issues
    from workbench.suggest.suggest_issues import suggest_issues, write_toml

    if args.suggest:
        corpus = _load(args.articles, issues=args.issues)
        return _print(write_toml(suggest_issues(corpus, args.top), corpus))
    issues = read_issues(project.find(args.issues) if args.issues else project.data_file("issues.toml"))
    return _print("".join(f"{issue.id:28} {issue.proposition}  ({len(issue.phrases)} phrases, "
                          f"{len(issue.against)} against)\n" for issue in issues))


def _print(text: str) -> int:
    sys.stdout.write(plain(text))
    return 0


def _load(source: str | None, actors: str | None = None, issues: Any = None) -> Corpus:
    """The articles of `source`, or of the first of FOLDERS that is there; problems go to standard error."""
    from workbench.load_and_open import load

    paths = [project.find(folder) for folder in ([source] if source else FOLDERS)]
    corpus = load(next((path for path in paths if path.exists()), paths[0]), actors=actors, issues=issues)
    for problem in corpus.problems.itertuples():
        sys.stderr.write(plain(f"{problem.path}: {problem.problem}\n"))
    return corpus
