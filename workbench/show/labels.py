"""What people read instead of ids: the names of actors, issues and articles, days, and citations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pandas as pd

from workbench import project
from workbench.corpus import Corpus
from workbench.intake.origin import locate
from workbench.show.escape import html, link, plain

UNNAMED = "unnamed or unresolved"
_found_names: WeakKeyDictionary[Corpus, dict[str, str]] = WeakKeyDictionary()  # asked for with every row
_article_names: WeakKeyDictionary[Corpus, dict[str, str]] = WeakKeyDictionary()  # the same
_records: WeakKeyDictionary[Corpus, dict[str, dict[str, Any]]] = WeakKeyDictionary()  # the same
TOWARDS = {"positive": "for", "negative": "against"}  # the sign of a relation, as one reads it
AND_SPEAKERS = "+"  # behind an actor's id: together with those who speak for it
LONGEST_CHARACTERS = 34  # of an article's name beside a chart


def names_of(corpus: Corpus) -> dict[str, str]:
    """Id → name of every actor and issue, and of every article (outlet, or number, and headline)."""
    actors = corpus.actors.actors if corpus.actors else {}
    names = name_found_actors(corpus) | {key: actor.name for key, actor in actors.items()}
    names |= {issue.id: issue.name for issue in corpus.settings.issues}
    return names | name_articles(corpus.articles)


def propositions_of(corpus: Corpus) -> dict[str, str]:
    """Issue id → what one is for or against on it."""
    return {issue.id: plain(issue.proposition) for issue in corpus.settings.issues}


def name_found_actors(corpus: Corpus) -> dict[str, str]:
    """Id → name of every actor that the registry does not hold: the most complete name that an article has."""
    if corpus not in _found_names:
        found = corpus.found_actors
        order = found.assign(words=found["name"].str.count(" ")).sort_values(["words", "name"], ascending=[False, True])
        _found_names[corpus] = dict(order.drop_duplicates("actor")[["actor", "name"]].itertuples(index=False))
    return _found_names[corpus]


def name_articles(articles: pd.DataFrame) -> dict[str, str]:
    """Article id → outlet (or the id's beginning) and first words of its headline (or text), no two the same."""
    names: dict[str, str] = {}
    taken: set[str] = set()  # a chart draws articles of one name as one row
    for row in articles[["article", "outlet", "title", "standfirst", "body"]].itertuples(index=False):
        has_outlet = isinstance(row.outlet, str)
        first = shorten(row.outlet, LONGEST_CHARACTERS // 2) if has_outlet else row.article.split("_")[0]
        words = next(text for text in (row.title, row.standfirst, row.body) if isinstance(text, str))
        made = shorten(f"{first}: {' '.join(words[:2 * LONGEST_CHARACTERS].split())}")
        names[row.article] = made if made not in taken else f"{made} ({row.article})"
        taken.add(made)
    return names


def name(key: str, names: Mapping[str, str]) -> str:
    """The name of `key`, or the id itself made readable."""
    return names.get(key) or str(key).replace("_", " ")


def shorten(text: str, longest: int = LONGEST_CHARACTERS) -> str:
    """`text` cut at a word if one ends in it, with an ellipsis, where it is longer than `longest` characters."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    return (cut[:cut.rfind(" ")] if " " in cut else cut).rstrip(" ,;:–—-") + " …"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`3 quotes`, `1 quote`, `no quotes`."""
    return f"{number or 'no'} {noun if number == 1 else plural or noun + 's'}"


def name_actor(corpus: Corpus, actor: Any) -> str:
    """The name of an actor by id, as the registry or an article has it; the id itself where neither names it."""
    known = corpus.actors.actors.get(actor) if corpus.actors is not None and isinstance(actor, str) else None
    return plain(known.name if known else name_found_actors(corpus).get(actor, actor))


def name_issue(corpus: Corpus, issue: str) -> str:
    """The name of an issue by id; the id itself where no such issue was given."""
    return plain(next((known.name for known in corpus.settings.issues if known.id == issue), issue))


def tell_proposition(corpus: Corpus, issue: Any) -> str:
    """What one is for or against on an issue; nothing where no such issue was given."""
    return propositions_of(corpus).get(issue, "")


def article_record(corpus: Corpus, article: str) -> dict[str, Any]:
    """One article's row. Raises KeyError, naming some that exist."""
    if corpus not in _records:
        articles = corpus.articles
        _records[corpus] = dict(zip(articles["article"], articles.to_dict("records"), strict=True))
    known = _records[corpus]
    if article not in known:
        raise KeyError(f"no article {article!r} in this corpus; the first ones are {list(known)[:5]}")
    return known[article]


def describe_short(corpus: Corpus, *articles: str) -> str:
    """Of each article, by id, outlet (or the beginning of the id) and first words: "000: Talks end … and 001: …"."""
    if corpus not in _article_names:
        _article_names[corpus] = name_articles(corpus.articles)
    return " and ".join(plain(_article_names[corpus].get(article, article)) for article in articles)


def describe_article(record: Mapping[str, Any]) -> str:
    """HTML: headline (a link where the address is a plain one), outlet, date."""
    title, outlet = plain(record["title"]) or plain(record["article"]), html(record["outlet"]) or "outlet unknown"
    return " · ".join([link(record["url"], title), outlet, day(record["published"])])


def day(value: Any, unknown: str = "date unknown") -> str:
    """A day as ISO text, or that it is unknown."""
    return unknown if value is None or value != value else str(value)[:10]


def cite(corpus: Corpus, article: str, start: int, end: int, words: str, speaker: str = "", said_on: Any = None) -> str:
    """A citation: speaker, words, outlet, day, and the file and characters where it stands."""
    record = article_record(corpus, article)
    quoted = _single_marks(" ".join(plain(words).split())).rstrip(" ,")  # the comma before “she said”
    ended = f"“{quoted}”" if quoted.endswith((".", "!", "?")) else f"“{quoted}”."
    said, published = day(said_on, ""), day(record["published"])
    rest = [plain(record["outlet"]) or "outlet unknown", f"said {said}, published {published}" if said else published,
            locate_words(corpus, article, start, end)]
    return f"{speaker}: {ended} {'. '.join(rest)}" if speaker else f"{ended} {'. '.join(rest)}"


def _single_marks(words: str) -> str:
    """Words to stand between double quotation marks: without marks around them, those inside single."""
    if words[:1] in "“\"«" and words[-1:] in "”\"»":
        words = words[1:-1]
    return words.replace("“", "‘").replace("”", "’").replace('"', "'")


def locate_words(corpus: Corpus, article: str, start: int, end: int) -> str:
    """File and characters of [start, end) of the body: `seeds/000.txt, characters 120–180`."""
    record = article_record(corpus, article)
    places = locate(record["origin"], start, end)
    if not places:
        return f"{plain(article)}, characters {start}–{end} of the text"
    return f"{name_file(record)}, characters {places[0][0]}–{places[-1][1]}"


def name_file(record: Mapping[str, Any]) -> str:
    """The file an article came from, from the project's top folder on where it lies in there."""
    return _name_file(record["path"], Path.cwd())


@lru_cache(maxsize=10_000)
def _name_file(file: str, working_folder: Path) -> str:
    path, root = Path(file), project.root(working_folder)
    if root is not None and path.is_absolute() and path.is_relative_to(root):
        path = path.relative_to(root)
    return plain(path.as_posix())
