"""Corpus: the tables of a set of articles, made on demand, saved and opened as Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import project, review, tables
from workbench.extract import LAYERS
from workbench.extract.many_articles import analyse_articles
from workbench.extract.reading import Settings
from workbench.store.cache import Cache, default_folder, digest, engine_version, fingerprint
from workbench.text.calendar_days import read_period

if TYPE_CHECKING:
    import pandas as pd

    from workbench.extract.cast import Registry

# tables made from several articles: function (module:function) and the tables it takes
COMPARISONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "copies": ("copies:find_copies", ("articles",)),
    "events": ("timeline:build_timeline", ("event_mentions", "articles", "copies")),
    "utterances": ("utterances:match_utterances", ("quotes", "articles")),
    "disagreements": ("disagreements:find_disagreements", ("quantities", "event_mentions", "articles", "copies")),
}


class Corpus:
    """Articles and everything found in them: `corpus.articles`, `corpus.quotes`, `corpus.events` …

    Each table is a DataFrame declared in `workbench.tables`; it is made when first asked for and kept.
    """

    def __init__(self, made: dict[str, pd.DataFrame], settings: Settings, cache: Cache | None = None,
                 workers: int | None = None, reviews: review.Reviews | None = None):
        self._made = {"problems": tables.make("problems"), **made}
        self._laid: dict[str, pd.DataFrame] = {}  # tables as the analyst corrected them
        self.reviews = reviews or review.Reviews.read()
        self.settings = settings
        self._cache = cache or Cache()
        self._workers = workers

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in tables.TABLES:
            raise AttributeError(f"a corpus has no table {name!r}; it has {', '.join(tables.TABLES)}")
        if name not in self._made:
            self._make(name)
        if name in review.LAYERS and name not in self._laid:
            self._laid[name] = self.reviews.lay_over(name, self._made[name], self.articles)
        return self._laid[name] if name in self._laid else self._made[name]

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *tables.TABLES})

    def __repr__(self) -> str:
        outlets = self.articles["outlet"].nunique()
        return f"<Corpus of {len(self.articles)} articles from {outlets} outlets, {len(self.problems)} problems>"

    @property
    def actors(self) -> Registry | None:
        """The registry the corpus was read with."""
        return self.settings.actors

    def _make(self, name: str) -> None:
        if name in COMPARISONS:
            given = {table: getattr(self, table) for table in COMPARISONS[name][1]}
            self._made[name] = compare(name, given, self._cache)
            return
        # one parse serves all layers that need one; times alone need none
        layers = ["times"] if name == "times" else list(LAYERS)
        made, problems = analyse_articles(self.articles, self.settings, layers, self._cache, self._workers)
        self._made.update({layer: frame for layer, frame in made.items() if layer not in self._made})
        if problems:
            self._made["problems"] = tables.make("problems", [*self.problems.to_dict("records"), *problems])

    def review(self, layer: str, row: Mapping[str, Any], verdict: str, to: Mapping[str, Any] | None = None,
               who: str | None = None, note: str = "") -> None:
        """Judges one row for good: `right`, `wrong`, `corrected` (to: column -> value) or `missed` (a new row).

        The judgement is appended to `data/reviews.jsonl` and laid over the tables at once, here and on every load.

        >>> corpus.review("quotes", corpus.quotes.iloc[0], "corrected", to={"kind": "mixed"})  # doctest: +SKIP
        """
        self.reviews.judge(layer, row, verdict, self.articles, to, who, note)
        self._review_again(layer)

    def undo_review(self, who: str | None = None) -> None:
        """Takes the newest judgement of `who` (you) that stands back; ValueError where there is none."""
        self._review_again(self.reviews.undo(who=who)["layer"])

    def _review_again(self, layer: str) -> None:
        self._laid.clear()
        for name, (_, needs) in COMPARISONS.items():
            if layer in needs:
                self._made.pop(name, None)

    def between(self, begin: Any = None, finish: Any = None) -> Corpus:
        """The articles published from `begin` to `finish` (ISO text or dates), both included; no limit where empty.

        Raises ValueError for what is no day, and where `begin` is after `finish`.
        """
        begin, finish = read_period(begin, finish)
        if not begin and not finish:
            return self
        published = self.articles["published"]
        keep = published.notna()
        if begin:
            keep &= published >= begin
        if finish:
            keep &= published <= finish
        return self._only(self.articles.loc[keep, "article"])

    def about(self, actor: str) -> Corpus:
        """The articles that mention the actor with id `actor`."""
        return self._only(self.mentions.loc[self.mentions["actor"] == actor, "article"])

    def _only(self, articles: Iterable[str]) -> Corpus:
        keep = set(articles)
        made = {name: frame[frame["article"].isin(keep)].reset_index(drop=True)
                for name, frame in self._made.items() if name == "articles" or name in LAYERS}
        return Corpus({**made, "problems": self.problems}, self.settings, self._cache, self._workers, self.reviews)

    def locate(self, article: str, start: int, end: int) -> list[tuple[str, int, int]]:
        """Where the body's characters [start, end) stand in the file: (path, from, to) of each stretch.

        Several where the article's text was put together from several places of the file.
        """
        from workbench.intake.origin import locate

        row = self.articles.loc[self.articles["article"] == article]
        if row.empty:
            known = self.articles["article"].head(5).tolist()
            raise KeyError(f"no article {article!r} in this corpus; the first ones are {known}")
        return [(row.iloc[0]["path"], *place) for place in locate(row.iloc[0]["origin"], int(start), int(end))]

    def save(self, folder: str | Path) -> Path:
        """Writes every table as Parquet into `folder`; `workbench.open` reads them again."""
        import pyarrow.parquet as pq

        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name in tables.TABLES:
            pq.write_table(tables.to_arrow(name, getattr(self, name)), folder / f"{name}.parquet")
        return folder


def compare(name: str, given: Mapping[str, pd.DataFrame], cache: Cache) -> pd.DataFrame:
    """The table `name` of COMPARISONS from the tables `given` to it; from the cache where these have not changed."""
    key = digest(name, engine_version("compare"), *(fingerprint(table, frame) for table, frame in given.items()))
    kept = cache.get(name, [key])
    if key in kept.keys:
        return kept.rows
    module, _, function = COMPARISONS[name][0].partition(":")
    made = getattr(import_module(f"workbench.compare.{module}"), function)(*given.values())
    cache.put(name, made, [key] * len(made), [key])
    return made


def load(source: Any, actors: Any = None, issues: Any = None, pipeline: str = Settings.pipeline,
         workers: int | None = None, cache: str | Path | bool = True, reviews: str | Path | None = None) -> Corpus:
    """Takes articles in: a folder, file, glob, list of these, or DataFrame with `text` (published, title …).

    source: the articles, or the folder of a lake that `analyse_corpus` made, which is opened.
    actors, issues: TOML files; without them the project's own `data/actors.toml` and `data/issues.toml`.
    workers: processes that share the analysis; without it one, or two and more where the work is worth it.
    cache: where analysed articles are kept: True for the project's own place, False for nowhere, or a folder.
    reviews: the analyst's judgements (JSON lines); without it `reviews.jsonl` beside the project's actors.toml.
    What cannot be read becomes a row of `corpus.problems`, and the rest goes on.
    Raises FileNotFoundError, naming the folders looked in, where a path isn't there at all.

    >>> len(load("seeds").articles)
    5
    """
    from workbench.extract.cast import Registry
    from workbench.extract.issues_file import read_issues
    from workbench.intake import read_articles
    from workbench.lake import is_lake, open_lake

    if isinstance(source, str | Path) and is_lake(project.find(source)):
        return open_lake(project.find(source), actors=actors, issues=issues, reviews=reviews)
    if isinstance(source, str | Path) and _is_saved(project.find(source)):
        raise ValueError(f"{source} holds the tables of a saved corpus, not articles: open it with workbench.open")
    kept = Cache(default_folder()) if cache is True else Cache(Path(cache) if cache else None)
    articles, problems = read_articles(source, cache=kept)
    settings = Settings(
        actors=Registry.read(_given(actors, "actors.toml")),
        issues=read_issues(_given(issues, "issues.toml")),
        pipeline=pipeline,
    )
    judged = review.Reviews.read(project.find(reviews) if reviews is not None else None)
    problems = tables.make("problems", [*problems.to_dict("records"), *judged.problems(articles)])
    return Corpus({"articles": articles, "problems": problems}, settings, kept, workers, judged)


def _is_saved(folder: Path) -> bool:
    return all((folder / f"{name}.parquet").is_file() for name in ("articles", *COMPARISONS))


def _given(source: Any, name: str) -> Any:
    """What the caller gave, a relative path looked up, or else the project's own data file `name`."""
    if source is None:
        return project.data_file(name)
    return project.find(source) if isinstance(source, str | Path) else source


def open(folder: str | Path, begin: str | None = None, finish: str | None = None, about: Sequence[str] = (),
         columns: Mapping[str, Sequence[str]] | None = None) -> Corpus:
    """The corpus that `Corpus.save` or `analyse_corpus` wrote into `folder`.

    begin, finish: only articles published from one day to the other (ISO). about: ids of actors, of which an article
    mentions one. columns: of the tables of a lake only these, {"articles": ["title", "published"]}, and the key.
    Of a lake nothing is read before it is asked for, and then only what these leave.
    """
    import pyarrow.parquet as pq

    from workbench.lake import is_lake, open_lake

    folder = project.find(folder)
    begin, finish = read_period(begin, finish)
    about = [about] if isinstance(about, str) else about
    if is_lake(folder):
        return open_lake(folder, begin, finish, about, columns)
    made = {name: tables.from_arrow(name, pq.read_table(path)) for name in tables.TABLES
            if (path := folder / f"{name}.parquet").is_file()}
    if "articles" not in made:
        raise FileNotFoundError(f"no articles.parquet in {folder}: corpus.save(folder) writes one")
    corpus = Corpus(made, Settings()).between(begin, finish)
    if not about:
        return corpus
    return corpus._only(corpus.mentions.loc[corpus.mentions["actor"].isin(about), "article"])
