"""The tables of a lake: each is read when it is asked for, and of it only the months and columns wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import project, review, tables
from workbench.compare.comparisons import COMPARISONS
from workbench.corpus import Corpus
from workbench.extract.layers import LAYERS
from workbench.extract.reading import Settings
from workbench.lake import lake_files
from workbench.store.cache import Cache, default_folder
from workbench.store.parquet_files import read_arrow
from workbench.tables.in_the_body import columns_to_check, standing
from workbench.text.calendar_days import read_period

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow


@dataclass(frozen=True)
class LakeTables:
    """The tables of the articles of a lake from `begin` to `finish` that mention, for each of `mentioned`, one of its
    actors; without these, of all articles.

    The comparisons of the whole lake are those that were made with it. Those of a part are made of its articles, as
    they would be of a folder with these articles alone.
    """

    lake: Path
    begin: str | None = None
    finish: str | None = None
    mentioned: tuple[tuple[str, ...], ...] = ()
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)  # wanted besides the key; all of other tables

    def __post_init__(self) -> None:
        for name, wanted in self.columns.items():
            if name not in tables.TABLES:
                raise ValueError(f"columns: a corpus has no table {name!r}; it has {', '.join(tables.TABLES)}")
            there = tables.TABLES[name].names
            unknown = [wanted] if isinstance(wanted, str) else [one for one in wanted if one not in there]
            if unknown:
                raise ValueError(f"columns: {name} has no list of columns {unknown}; give some of {', '.join(there)}")

    def between(self, begin: str | None, finish: str | None) -> LakeTables:
        return replace(self, begin=max(filter(None, (begin, self.begin)), default=None),
                       finish=min(filter(None, (finish, self.finish)), default=None))

    def about(self, actors: Sequence[str]) -> LakeTables:
        return replace(self, mentioned=(*self.mentioned, tuple(actors)))

    def complete(self) -> LakeTables:
        return replace(self, columns={}) if self.columns else self

    @property
    def _is_part(self) -> bool:
        return bool(self.begin or self.finish or self.mentioned)

    def __contains__(self, name: object) -> bool:
        return name in tables.TABLES and not (name in COMPARISONS and self._is_part)

    def __getitem__(self, name: str) -> pd.DataFrame:
        import pyarrow as pa
        import pyarrow.compute as pc

        key, wanted = tables.TABLES[name].key, self.columns.get(name)
        columns = list(dict.fromkeys([*key, *wanted])) if wanted else tables.TABLES[name].names
        needed = list(dict.fromkeys([*columns, *columns_to_check(name)]))
        by_article = self._is_part and (name == "articles" or name in LAYERS)
        parts = []
        for path in self._files(name) if by_article else lake_files.table_files(self.lake, name):
            table = self._read(path, needed)
            if by_article:
                table = table.filter(pc.is_in(table["article"], value_set=pa.array(sorted(self.keep), pa.string())))
            if table.num_rows:
                parts.append(table)
        if not parts:
            return tables.make(name)
        table = pa.concat_tables(parts)
        if columns_to_check(name):
            stands = standing(name, tables.from_arrow(name, table), self._bodies, self.lake)
            table = table.filter(pa.array(stands))
        frame = tables.from_arrow(name, table.select(columns))
        return frame.sort_values(tables.TABLES[name].sort_key, kind="stable", ignore_index=True)

    @cached_property
    def _bodies(self) -> dict[str, str]:
        """The articles' texts, against which the rows are checked."""
        found: dict[str, str] = {}
        for path in self._files("articles"):
            table = self._read(path, ["article", "body"])
            found.update(zip(table["article"].to_pylist(), table["body"].to_pylist(), strict=True))
        return found

    @cached_property
    def keep(self) -> set[str]:
        """The articles of this part: by day of publication, then by whom they mention."""
        keep: set[str] = set()
        for path in self._files("articles"):
            table = self._read(path, ["article", "published"])
            days = (None if day is None else f"{day:%Y-%m-%d}" for day in table["published"].to_pylist())
            keep |= {article for article, day in zip(table["article"].to_pylist(), days, strict=True)
                     if self._holds(day)}
        for actors in self.mentioned:
            mentioning: set[str] = set()
            for path in self._files("mentions"):
                table = self._read(path, ["article", "actor"])
                mentioning |= {article for article, actor in zip(table["article"].to_pylist(),
                                                                 table["actor"].to_pylist(), strict=True)
                               if actor in actors}
            keep &= mentioning
        return keep

    def _holds(self, day: str | None) -> bool:
        if not self.begin and not self.finish:
            return True
        return day is not None and (self.begin or "") <= day <= (self.finish or "9999")

    def _files(self, name: str) -> list[Path]:
        """The files of a table that may have rows of this part."""
        return lake_files.table_files(self.lake, name, lake_files.months_between(self.lake, self.begin, self.finish))

    def _read(self, path: Path, columns: Sequence[str] | None) -> pyarrow.Table:
        try:
            return read_arrow(path, columns)
        except (OSError, ValueError) as error:  # ArrowInvalid is a ValueError
            what = "delete it, then workbench analyse makes it again"
            raise ValueError(f"{path} is damaged ({error}): {what}") from error


def open_lake(lake: str | Path, begin: Any = None, finish: Any = None, about: Sequence[str] = (),
              columns: Mapping[str, Sequence[str]] | None = None, actors: Any = None, issues: Any = None,
              reviews: str | Path | None = None) -> Corpus:
    """Open the lake that `analyse_corpus` made, as a Corpus.

    Parameters
    ----------
    lake
        Its folder.
    begin, finish, about, columns
        As for `workbench.open`.
    actors, issues
        Other files than those the lake was made with.
    reviews
        As for `workbench.load`.
    """
    lake = Path(lake)
    mark = lake_files.read_mark(lake)
    settings = Settings.read(_given(actors, lake / "actors.toml"), _given(issues, lake / "issues.toml"),
                             mark["pipeline"], mark.get("method", "rules"))
    part = LakeTables(lake, *read_period(begin, finish), (tuple(about),) if about else (), dict(columns or {}))
    return Corpus(part, settings, Cache(default_folder()), reviews=review.Reviews.read(reviews))


def _given(source: Any, kept: Path) -> Any:
    """What the caller gave, or else the lake's own file."""
    if source is None:
        return kept if kept.is_file() else None
    return project.given(source, kept.name)
