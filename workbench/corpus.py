"""Corpus: the tables of a set of articles, made or read when they are first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from workbench import review, tables
from workbench.compare.comparisons import COMPARISONS, compare
from workbench.extract.layers import LAYERS
from workbench.extract.many_articles import analyse_articles, read_articles
from workbench.review.one_table_other import OneTableOther
from workbench.store.cache import Cache
from workbench.store.parquet_files import write_table
from workbench.text.calendar_days import read_period

if TYPE_CHECKING:
    import pandas as pd
    from spacy.tokens import Doc

    from workbench.extract.cast import Registry
    from workbench.extract.reading import Reading, Settings


class NoArticlesError(ValueError):
    """No article is of the days asked for; the message says of which days there are."""


class Tables(Protocol):
    """Where a corpus has its tables from: memory, a folder of Parquet files, or a lake."""

    def __contains__(self, name: object) -> bool:
        """Whether the table `name` is there, or is made of the articles alone."""

    def __getitem__(self, name: str) -> pd.DataFrame:
        """The table `name`."""

    def between(self, begin: str | None, finish: str | None) -> Tables:
        """Those of the articles published from one day to the other (ISO), both included."""

    def about(self, actors: Sequence[str]) -> Tables:
        """Those of the articles that mention one of the actors with these ids."""

    def complete(self) -> Tables:
        """The same with every column, as comparisons need them."""


class TablesInMemory:
    """Tables in memory, or from any mapping; layers that are not there are made of the articles."""

    def __init__(self, given: Mapping[str, pd.DataFrame], settings: Settings, cache: Cache | None = None,
                 workers: int | None = None):
        self._given, self._read = given, dict[str, Any]()
        self._analysis = settings, cache, workers

    def __contains__(self, name: object) -> bool:
        return name in self._given or name in LAYERS or name == "problems"

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name in self._read:
            return self._read[name]
        if name in self._given or name not in LAYERS:
            self._read[name] = self._given[name] if name in self._given else tables.make(name)
        else:
            self._find(name)
        return self._read[name]

    def _find(self, name: str) -> None:
        # one parse serves all layers that need one; times alone need none
        layers = ["times"] if name == "times" else list(LAYERS)
        known = {layer: self[layer] for layer in layers if self._has(layer)}
        settings, cache, workers = self._analysis
        made, problems = analyse_articles(self["articles"], settings, layers, cache, workers, known)
        self._read.update({layer: frame for layer, frame in made.items() if layer not in known})
        if problems:
            self._read["problems"] = tables.make("problems", [*self["problems"].to_dict("records"), *problems])

    def _has(self, name: str) -> bool:
        return name in self._read or name in self._given

    def between(self, begin: str | None, finish: str | None) -> TablesInMemory:
        articles = self["articles"]
        keep = articles["published"].notna()
        if begin:
            keep &= articles["published"] >= begin
        if finish:
            keep &= articles["published"] <= finish
        return self._only(articles.loc[keep, "article"])

    def about(self, actors: Sequence[str]) -> TablesInMemory:
        mentions = self["mentions"]
        return self._only(mentions.loc[mentions["actor"].isin(actors), "article"])

    def _only(self, articles: Iterable[str]) -> TablesInMemory:
        keep = set(articles)
        frames = {name: self[name] for name in ("articles", *LAYERS) if self._has(name)}
        chosen = {name: frame[frame["article"].isin(keep)].reset_index(drop=True) for name, frame in frames.items()}
        return TablesInMemory({**chosen, "problems": self["problems"]}, *self._analysis)

    def complete(self) -> TablesInMemory:
        return self


class TableOfCorpus:
    """A table as an attribute of a corpus: `corpus.quotes`."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name, self.__doc__ = name, tables.TABLES[name].meaning

    def __get__(self, corpus: Corpus | None, owner: type) -> pd.DataFrame:
        return self if corpus is None else corpus.table(self.name)


class Corpus:
    """Articles and everything found in them: `corpus.articles`, `corpus.quotes`, `corpus.events` …

    Each table is a DataFrame declared in `workbench.tables`; it is made when first asked for and kept.
    """

    articles = TableOfCorpus()
    problems = TableOfCorpus()
    sentences = TableOfCorpus()
    mentions = TableOfCorpus()
    found_actors = TableOfCorpus()
    times = TableOfCorpus()
    quotes = TableOfCorpus()
    stances = TableOfCorpus()
    relations = TableOfCorpus()
    event_mentions = TableOfCorpus()
    quantities = TableOfCorpus()
    events = TableOfCorpus()
    copies = TableOfCorpus()
    utterances = TableOfCorpus()
    disagreements = TableOfCorpus()

    def __init__(self, given: Tables | Mapping[str, pd.DataFrame], settings: Settings, cache: Cache | None = None,
                 workers: int | None = None, reviews: review.Reviews | None = None, is_part: bool = False):
        self.settings, self._is_part = settings, is_part
        self.reviews = reviews or review.Reviews.read()
        self._cache = cache or Cache()
        self._tables: Tables = (TablesInMemory(given, settings, cache, workers) if isinstance(given, Mapping)
                                else given)
        self._found: dict[str, pd.DataFrame] = {}      # tables as they were read or made
        self._corrected: dict[str, pd.DataFrame] = {}  # tables as the analyst corrected them

    if not TYPE_CHECKING:  # which would take any name for a table
        def __getattr__(self, name: str) -> Any:
            raise AttributeError(f"a corpus has no table {name!r}; it has {', '.join(tables.TABLES)}")

    def __repr__(self) -> str:
        outlets = self.articles["outlet"].nunique()
        return f"<Corpus of {len(self.articles)} articles from {outlets} outlets, {len(self.problems)} problems>"

    @property
    def actors(self) -> Registry | None:
        """The registry the corpus was read with."""
        return self.settings.actors

    def table(self, name: str) -> pd.DataFrame:
        """The table `name` as the analyst corrected it: `corpus.table("quotes")` is `corpus.quotes`."""
        if name == "problems":  # they grow when tables are made
            return self._tables[name]
        if name not in self._found:
            self._found[name] = self._compare(name) if name in COMPARISONS else self._tables[name]
        if name in review.LAYERS and name not in self._corrected:
            self._corrected[name] = self.reviews.lay_over(name, self._found[name], self.articles)
        return self._corrected.get(name, self._found[name])

    def as_found(self, name: str) -> pd.DataFrame:
        """The table `name` as the machine found it, without the analyst's judgements of its rows."""
        self.table(name)
        return self._found[name]

    def _compare(self, name: str) -> pd.DataFrame:
        """A comparison as it is kept; made here if it is not, or if the analyst judged rows it is made of."""
        needs = COMPARISONS[name].needs
        if name in self._tables and not any(line["layer"] in needs for line in self.reviews.standing):
            return self._tables[name]
        whole = self._of(self._tables.complete())
        return compare(name, {table: whole.table(table) for table in needs}, self._cache)

    def _of(self, other: Tables, is_part: bool = False) -> Corpus:
        """This corpus with other tables; is_part: with those of some actors only."""
        return self if other is self._tables else Corpus(other, self.settings, self._cache, reviews=self.reviews,
                                                         is_part=is_part or self._is_part)

    def with_table(self, name: str, frame: pd.DataFrame) -> Corpus:
        """This corpus with another table `name`, one that no comparison is made of; judgements are laid over it too."""
        return self._of(OneTableOther(self._tables, name, frame))

    def parses(self) -> Iterator[tuple[str, Doc]]:
        """Each article's id and its parse, a spaCy Doc: the one that the analysis kept, or made anew."""
        return ((reading.article, reading.doc) for reading in self.readings())

    def readings(self, articles: Iterable[str] | None = None) -> Iterator[Reading]:
        """Some articles, by default all, as the extraction reads them: parse and cast, made when asked for."""
        frame = self.articles if articles is None else self.articles[self.articles["article"].isin(list(articles))]
        return read_articles(frame, self.settings, self._cache)

    def review(self, layer: str, row: Mapping[str, Any], verdict: str, to: Mapping[str, Any] | None = None,
               who: str | None = None, note: str = "", draw: Mapping[str, Any] | None = None,
               adjudicates: bool = False) -> None:
        """Judge one row for good.

        The judgement is appended to `data/reviews.jsonl` and laid over the tables at once, here and on every load.

        Parameters
        ----------
        layer, row
            The table, and the row as the table has it (for `missed`, the new row; for `nothing`, a sentence).
        verdict
            `right`, `wrong`, `corrected`, `unsure`, `missed`, or `nothing`: no row is missing in the sentence.
        to
            For `corrected`, the corrected values by column.
        who, note
            The analyst (default: who is logged in), and what there is to say.
        draw
            How the row was drawn, as `workbench.review.draw` says it; nothing where somebody picked it.
        adjudicates
            Whether it settles what coders differ on.

        Examples
        --------
        >>> corpus.review("quotes", corpus.quotes.iloc[0], "corrected", to={"kind": "mixed"})  # doctest: +SKIP
        """
        self.reviews.judge(layer, row, verdict, self.articles, to, who, note, draw, adjudicates)
        self._correct_again(layer)

    def undo_review(self, who: str | None = None) -> None:
        """Take back the newest judgement of `who` (default: you) that stands; ValueError if there is none."""
        self._correct_again(self.reviews.undo(who=who)["layer"])

    def _correct_again(self, layer: str) -> None:
        self._corrected.clear()
        for name, comparison in COMPARISONS.items():
            if layer in comparison.needs:
                self._found.pop(name, None)

    def between(self, begin: Any = None, finish: Any = None) -> Corpus:
        """The articles published from `begin` to `finish` (ISO text or days), both included; no limit where empty.

        Raises
        ------
        ValueError
            One of them is not a day, `begin` is after `finish`, or no article is of these days.
        """
        begin, finish = read_period(begin, finish)
        if not begin and not finish:
            return self
        part = self._of(self._tables.between(begin, finish))
        if part.articles.empty and len(self.articles):
            raise NoArticlesError(_nothing_between(begin, finish, self.articles["published"]))
        return part

    def about(self, *actors: str) -> Corpus:
        """The articles that mention one of the actors with these ids; ValueError for one whom no article mentions."""
        part = self._of(self._tables.about(actors), is_part=True)
        if self._is_part:  # somebody whom the others of the whole mention
            return part
        known = set(part.mentions["actor"]).union(self.actors.actors if self.actors else ())
        if unknown := [actor for actor in actors if actor not in known]:
            everybody = sorted(known.union(self.mentions["actor"].dropna()))
            close = [one for actor in unknown for one in get_close_matches(actor, everybody, 3)
                     + [other for other in everybody if actor in other.split("_")]]
            named = "did you mean " if close else "there are "
            named += ", ".join(dict.fromkeys(close)) if close else ", ".join(everybody[:20])
            raise ValueError(f"no article mentions an actor {', '.join(map(repr, unknown))}: {named}")
        return part

    def locate(self, article: str, start: int, end: int) -> list[tuple[str, int, int]]:
        """Where the body's characters [start, end) stand in the file: (path, from, to) of each stretch.

        There are several where the article's text was put together from several places of the file.
        """
        from workbench.intake.origin import locate

        row = self.articles.loc[self.articles["article"] == article]
        if row.empty:
            known = self.articles["article"].head(5).tolist()
            raise KeyError(f"no article {article!r} in this corpus; the first ones are {known}")
        return [(row.iloc[0]["path"], *place) for place in locate(row.iloc[0]["origin"], int(start), int(end))]

    def save(self, folder: str | Path) -> Path:
        """Write every table as Parquet into `folder`; `workbench.open` reads them again."""
        for name in tables.TABLES:
            write_table(name, Path(folder) / f"{name}.parquet", self.table(name))
        return Path(folder)


def _nothing_between(begin: str | None, finish: str | None, published: pd.Series) -> str:
    """That no article is of these days, and of which days there are."""
    days = published.dropna()
    asked = " ".join(f"{word} {day}" for word, day in (("from", begin), ("to", finish)) if day)
    there = f"they run from {days.min():%Y-%m-%d} to {days.max():%Y-%m-%d}" if len(days) else "none of them has a day"
    return f"no article {asked} among {len(published)}: {there}"
