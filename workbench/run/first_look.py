"""`workbench new --from`: takes a stranger's files in, proposes actors and issues, and says what was found."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import tables
from workbench.extract.issues_file import read_issues
from workbench.extract.registry import Registry
from workbench.intake.files import list_files
from workbench.load_and_open import load
from workbench.progress import track
from workbench.show.escape import html
from workbench.suggest import suggest_actors, suggest_issues

if TYPE_CHECKING:
    from workbench.corpus import Corpus

PAGE = "start.html"
PAGE_STYLE = Path(__file__).parents[1] / "show" / "page" / "page.css"
MOST_ROWS = 20      # of a table of the page
ACTORS = """<p>These stand in <code>actors.toml</code>. Decide: is each an actor, is its kind right, which two are one,
for which state or body does a person speak?</p>"""
ISSUES = """<p>These stand in <code>issues.toml</code>. Decide: which are in dispute, what exactly is the
proposition, which wordings are of one issue?</p>"""
THEN = """<ol><li>Edit <code>actors.toml</code> and <code>issues.toml</code>, and <code>articles.toml</code> where an
outlet or a day is missing or wrong.</li><li><code>workbench run --out reports/first</code> writes the whole report,
with the sentence behind every row.</li><li><code>workbench lab</code> opens the notebooks.</li></ol>"""


def start_from(source: str | Path, folder: Path, say: Callable[[str], None] = lambda text: None) -> Path:
    """Copies articles into a project that is laid out, writes its two files of entries, and a page of what was found.

    The articles are parsed once: the second look, with the actors and issues found, reads the kept parse.

    Raises
    ------
    FileNotFoundError, ValueError : nothing is at `source`, or no article is in it
    """
    articles = _copy_files(source, folder / "articles")
    say(f"{articles} files copied from {source}; reading them …")
    corpus = load(folder / "articles", actors={}, issues=())
    if corpus.articles.empty:
        raise ValueError(f"no article in {source}: " + "; ".join(corpus.problems["problem"].head(3)))
    actors = suggest_actors.suggest_actors(corpus)
    issues = suggest_issues.suggest_issues(corpus)
    (folder / "actors.toml").write_text(suggest_actors.write_toml(actors), encoding="utf-8")
    (folder / "issues.toml").write_text(suggest_issues.write_toml(issues, corpus), encoding="utf-8")
    say(f"{len(corpus.articles)} articles; {len(actors)} actors and {len(issues)} issues proposed; comparing …")
    known = load(folder / "articles", actors=Registry.read(folder / "actors.toml"),
                 issues=read_issues(folder / "issues.toml"))
    for name in track(list(tables.TABLES), "finding rows", unit="tables"):
        known.table(name)
    page = folder / PAGE
    page.write_text(_write_page(known, actors, issues), encoding="utf-8")
    return page


def _copy_files(source: str | Path, target: Path) -> int:
    """Copies the files that `source` means, in their folders; the originals stay as they are."""
    paths, _ = list_files(source)
    top = Path(os.path.commonpath([path.parent.absolute() for path in paths])) if paths else Path()
    for path in paths:
        copy = target / path.absolute().relative_to(top)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return len(paths)


# ---- the page


def _write_page(corpus: Corpus, actors: Sequence[suggest_actors.Suggestion],
                issues: Sequence[suggest_issues.Suggestion]) -> str:
    from workbench.show.labels import names_of

    names = names_of(corpus)
    parts = [
        "<h1>What was found, and what to decide</h1>", *_tell(corpus, names),
        "<h2>What came in</h2>", _count(corpus.articles["outlet"].fillna("outlet unknown"), "outlet"),
        _count(corpus.articles["published_from"], "day of publication read from"),
        "<h2>What to see to</h2>", _list_problems(corpus),
        "<h2>Who is in it</h2>", ACTORS, _list_actors(actors),
        "<h2>What is argued about</h2>", ISSUES, _list_issues(issues, names), "<h2>Then</h2>", THEN,
    ]
    style = PAGE_STYLE.read_text(encoding="utf-8")
    return ("<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
            f"<title>What was found</title><style>{style}</style><main>{''.join(parts)}</main></html>\n")


def _tell(corpus: Corpus, names: dict[str, str]) -> Iterable[str]:
    from workbench.run.report import draw_finding
    from workbench.show import findings

    told = (findings.tell_corpus(corpus, names), findings.tell_timeline(corpus.events, names),
            findings.tell_quotes(corpus.quotes, names), findings.tell_stances(corpus.stances, names),
            findings.tell_sources(corpus, names))
    return (draw_finding(finding.text) for finding in told)


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    cells = "".join("<tr>" + "".join(f"<td>{html(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{''.join(f'<th>{html(name)}</th>' for name in head)}</tr>{cells}</table>"


def _count(values: Iterable[str], what: str) -> str:
    counts = Counter(values)
    rows = counts.most_common(MOST_ROWS)
    rest = counts.total() - sum(number for _, number in rows)
    return _table((what, "articles"), [*rows, ("others", rest)] if rest else rows)


def _list_problems(corpus: Corpus) -> str:
    problems = corpus.problems
    if problems.empty:
        return "<p>Everything could be read.</p>"
    rows = [(Path(row.path).name, row.problem) for row in problems.head(MOST_ROWS).itertuples()]
    more = f"<p>{len(problems) - len(rows)} more: see the corpus notebook.</p>" if len(problems) > len(rows) else ""
    return _table(("where", "what, and what to do"), rows) + more


def _list_actors(actors: Sequence[suggest_actors.Suggestion]) -> str:
    rows = [(one.name, one.kind, ", ".join(title for title, _ in one.titles.most_common(2)), one.mentions,
             one.statements, one.sample) for one in actors[:MOST_ROWS]]
    return _table(("name", "kind", "called", "mentions", "statements", "for instance"), rows)


def _list_issues(issues: Sequence[suggest_issues.Suggestion], names: dict[str, str]) -> str:
    if not issues:
        return "<p>No issue was found: write propositions of your own into <code>issues.toml</code>.</p>"
    rows = []
    for one in issues:
        sides = [", ".join(names.get(who, who) for who, _ in one.holders(effect).most_common(3))
                 or one.count(effect) or "" for effect in ("support", "oppose")]
        sample = next((place.sentence for place in one.places if place.effect), one.places[0].sentence)
        rows.append((one.phrase, one.articles, *sides, " ".join(sample.split())))
    return _table(("issue", "articles", "for", "against", "for instance"), rows)
