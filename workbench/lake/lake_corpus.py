"""A lake as a Corpus: each table is read when it is asked for, and of it only the months and columns wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import project, review, tables
from workbench.corpus import COMPARISONS, Corpus, compare
from workbench.extract import LAYERS
from workbench.extract.reading import Settings
from workbench.lake import lake_files
from workbench.store.cache import Cache, default_folder
from workbench.text.calendar_days import read_period

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow


class LakeCorpus(Corpus):
    """The articles of a lake from `begin` to `finish` that mention one of `about`; without these, all of them.

    Of the whole lake the comparisons are those that were made with it; of a part they are made of its articles, in
    memory, as they would be of a folder with these articles alone.
    """

    def __init__(self, lake: Path, settings: Settings, cache: Cache | None = None,
                 reviews: review.Reviews | None = None, begin: str | None = None, finish: str | None = None,
                 about: Sequence[str] = (), columns: Mapping[str, Sequence[str]] | None = None):
        super().__init__({}, settings, cache, 1, reviews)
        del self._made["problems"]  # the lake has its own
        self.lake, self.begin, self.finish, self.about_actors = lake, begin, finish, tuple(about)
        self.columns = dict(columns or {})
        _check_columns(self.columns)

    def _make(self, name: str) -> None:
        if name in COMPARISONS and (self._is_part or self._is_judged(COMPARISONS[name][1])):
            whole = self._part(columns={}) if self.columns else self  # the comparisons ask for columns of their own
            given = {table: getattr(whole, table) for table in COMPARISONS[name][1]}
            self._made[name] = compare(name, given, self._cache)
        else:
            self._made[name] = self._read(name)

    def _is_judged(self, layers: Iterable[str]) -> bool:
        """Whether the analyst judged rows of `layers`: the lake's own comparisons know nothing of that."""
        return any(line["layer"] in layers for line in self.reviews.standing)

    @property
    def _is_part(self) -> bool:
        return bool(self.begin or self.finish or self.about_actors)

    def _read(self, name: str) -> pd.DataFrame:
        by_article = name == "articles" or name in LAYERS
        months = lake_files.months_between(self.lake, self.begin, self.finish) if by_article and self._is_part else None
        parts = []
        for path in lake_files.table_files(self.lake, name, months):
            table = self._read_file(name, path)
            if table.num_rows:
                parts.append(table)
        if not parts:
            return tables.make(name)
        import pyarrow as pa

        frame = tables.from_arrow(name, pa.concat_tables(parts))
        return frame.sort_values(tables.TABLES[name].sort_key, kind="stable", ignore_index=True)

    def _read_file(self, name: str, path: Path) -> pyarrow.Table:
        import pyarrow as pa
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        wanted = self.columns.get(name)
        columns = list(dict.fromkeys([*tables.TABLES[name].key, *wanted])) if wanted else None
        try:
            table = pq.read_table(path, columns=columns, partitioning=None)
        except (OSError, pa.ArrowInvalid) as error:
            what = "delete it, then workbench analyse makes it again"
            raise ValueError(f"{path} is damaged ({error}): {what}") from error
        if not self._is_part or not (name == "articles" or name in LAYERS):
            return table
        return table.filter(pc.is_in(table["article"], value_set=pa.array(sorted(self.keep), pa.string())))

    @cached_property
    def keep(self) -> set[str]:
        """The articles of this part: by day of publication, then by whom they mention."""
        import pyarrow as pa
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        months = lake_files.months_between(self.lake, self.begin, self.finish)
        keep: set[str] = set()
        for path in lake_files.table_files(self.lake, "articles", months):
            table = pq.read_table(path, columns=["article", "published"], partitioning=None)
            days = pc.strftime(table["published"], format="%Y-%m-%d")
            chosen = pa.array([self._holds(day) for day in days.to_pylist()], pa.bool_())
            keep |= set(table["article"].filter(chosen).to_pylist())
        if self.about_actors:
            mentioning: set[str] = set()
            actors = pa.array(self.about_actors, pa.string())
            for path in lake_files.table_files(self.lake, "mentions", months):
                table = pq.read_table(path, columns=["article", "actor"], partitioning=None)
                mentioning |= set(table["article"].filter(pc.is_in(table["actor"], value_set=actors)).to_pylist())
            keep &= mentioning
        return keep

    def _holds(self, day: str | None) -> bool:
        if not self.begin and not self.finish:
            return True
        return day is not None and (self.begin or "") <= day <= (self.finish or "9999")

    def _part(self, **more: Any) -> LakeCorpus:
        chosen = {"begin": self.begin, "finish": self.finish, "about": self.about_actors, "columns": self.columns}
        return LakeCorpus(self.lake, self.settings, self._cache, self.reviews, **{**chosen, **more})

    def between(self, begin: Any = None, finish: Any = None) -> LakeCorpus:
        """The articles published from `begin` to `finish`, both included; nothing is read yet."""
        begin, finish = read_period(begin, finish)
        return self._part(begin=max(filter(None, (begin, self.begin)), default=None),
                          finish=min(filter(None, (finish, self.finish)), default=None))

    def about(self, actor: str) -> Corpus:
        """The articles that mention the actor with id `actor`; of a lake not yet limited so, nothing is read yet."""
        if self.about_actors:
            return self._only(self.mentions.loc[self.mentions["actor"] == actor, "article"])
        return self._part(about=[actor])

    def _only(self, articles: Iterable[str]) -> Corpus:
        keep = set(articles)
        made = {name: frame[frame["article"].isin(keep)].reset_index(drop=True)
                for name in ("articles", *LAYERS) for frame in [getattr(self, name)]}
        return Corpus({**made, "problems": self.problems}, self.settings, self._cache, None, self.reviews)


def _check_columns(columns: Mapping[str, Sequence[str]]) -> None:
    """Raises ValueError for a table or column that does not exist, naming those that do."""
    for name, wanted in columns.items():
        if name not in tables.TABLES:
            raise ValueError(f"columns: a corpus has no table {name!r}; it has {', '.join(tables.TABLES)}")
        there = tables.TABLES[name].names
        unknown = [wanted] if isinstance(wanted, str) else [one for one in wanted if one not in there]
        if unknown:
            raise ValueError(f"columns: {name} has no list of columns {unknown}; give some of {', '.join(there)}")


def open_lake(lake: str | Path, begin: str | None = None, finish: str | None = None, about: Sequence[str] = (),
              columns: Mapping[str, Sequence[str]] | None = None, actors: Any = None, issues: Any = None,
              reviews: str | Path | None = None) -> LakeCorpus:
    """The lake that `analyse_corpus` made, as a Corpus.

    begin, finish: days of publication, ISO, both included. about: actor ids, of which an article mentions one.
    columns: of some tables only these: {"articles": ["title", "published"]}; the key is always there.
    actors, issues: other files than those the lake was made with.
    """
    from workbench.extract.cast import Registry
    from workbench.extract.issues_file import read_issues

    lake = Path(lake)
    made_with = lake_files.read_mark(lake)
    kept = {name: path for name in ("actors", "issues") if (path := lake / f"{name}.toml").is_file()}
    settings = Settings(
        actors=Registry.read(project.find(actors) if isinstance(actors, str) else actors or kept.get("actors")),
        issues=read_issues(project.find(issues) if isinstance(issues, str) else issues or kept.get("issues")),
        pipeline=made_with["pipeline"])
    judged = review.Reviews.read(reviews)
    return LakeCorpus(lake, settings, Cache(default_folder()), judged, begin, finish, about, columns)
