"""What the names of files and folders say of articles whose text is silent: the day, the outlet, the headline."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from workbench.intake.article_dates import FORMS, find_date
from workbench.lexicons import read_lexicon
from workbench.text.calendar_days import MONTHS
from workbench.text.name_lists import names_organisation

Row = dict[str, Any]
FILE_NAME = "file name"     # what `published_from` and `named_by_file` say of such a value
FEWEST_FILES = 4            # of which a place in the names can be told to hold outlets
MOST_OUTLET_WORDS = 4
PLACES = ("folder", "before", "first", "after", "last")     # where an outlet may stand, the likelier first
LEAST_TITLE_WORDS = 3
# 2016-09-24, 2016_9_24, 2016/09/24 in folders, 20160924 and 20160924T101500, with nothing of a word or number around
YEAR_FIRST = re.compile(r"(?<![^\W_])((?:19|20)\d\d)(?:([-_. /])(\d{1,2})\2(\d{1,2})|()(\d\d)(\d\d))"
                        r"(?:T\d{4,6}Z?)?(?![^\W_])")
YEAR_LAST = re.compile(r"(?<![^\W_])(\d{1,2})([-_. ])(\d{1,2})\2((?:19|20)\d\d)(?![^\W_])")
SEPARATOR = re.compile(r"[-_. +]+")
SITE = re.compile(r"(?:www\.)?[\w-]+\.(?:com|org|net|co\.\w\w|[a-z]{2})", re.I)


@dataclass
class NamedFile:
    """A path below the folder that all files share, taken apart at its day."""

    path: str
    day: date | None = None
    places: dict[str, str] = field(default_factory=dict)    # what stands where an outlet may: by the place's name
    rest: str = ""                                          # the stem without the day


def read_file_names(rows: Sequence[Row]) -> None:
    """Fill what rows of `articles` lack with what their files' names say.

    A day is taken from the usual forms, an outlet from a place of the names that holds few values, a title from three
    words and more. `published_from` and `named_by_file` say which values these are.

    Parameters
    ----------
    rows : rows of `articles`, which are changed

    Examples
    --------
    >>> names = [f"{outlet}_2026-02-0{day}_harbour-talks-fail.txt" for outlet in ("tide", "gull") for day in (1, 2)]
    >>> rows = [{"path": name} for name in names]
    >>> read_file_names(rows)
    >>> rows[0]["outlet"], str(rows[0]["published"]), rows[0]["title"]
    ('tide', '2026-02-01', 'harbour talks fail')
    """
    paths = list(dict.fromkeys(row["path"] for row in rows if row.get("path")))
    files = _take_apart(paths)
    place = _place_of_outlets(list(files.values()))
    for row in rows:
        if (file := files.get(row.get("path") or "")) is not None:
            _fill(row, file, place)


def _fill(row: Row, file: NamedFile, place: str | None) -> None:
    named = []
    if file.day and not row.get("published"):
        row.update(published=file.day, published_from=FILE_NAME, published_evidence=file.path)
        named.append("published")
    outlet = file.places.get(place or "")
    if outlet and not row.get("outlet"):
        row["outlet"] = _in_words(outlet)
        named.append("outlet")
    title = _title_of(file, outlet)
    if title and not row.get("title"):
        row["title"] = title
        named.append("title")
    row["named_by_file"] = named


def _take_apart(paths: Sequence[str]) -> dict[str, NamedFile]:
    """The files by path: nothing above the folder that all share is looked at."""
    top = os.path.commonpath([Path(path).parent.absolute() for path in paths]) if paths else ""
    below = {path: Path(path).absolute().relative_to(top).with_suffix("").as_posix() for path in paths}
    is_day_first = _settle_order(below.values())
    return {path: _take_one_apart(name, Path(path).suffix, is_day_first) for path, name in below.items()}


def _settle_order(names: Iterable[str]) -> bool | None:
    """Whether numbers before a year are day and month, as some of them show; None where none does, or both do."""
    pairs = [(int(found[1]), int(found[3])) for name in names for found in YEAR_LAST.finditer(name)]
    day_first, month_first = any(one > 12 for one, _ in pairs), any(other > 12 for _, other in pairs)
    return day_first if day_first != month_first else None


def _take_one_apart(name: str, suffix: str, is_day_first: bool | None) -> NamedFile:
    file = NamedFile(name + suffix)
    file.day, start, end = _find_day(name, is_day_first)
    *folders, stem = name.split("/")
    offset = len(name) - len(stem)
    before, after = stem, ""
    if file.day and end > offset:
        before, after = stem[:max(0, start - offset)], stem[end - offset:]
    file.rest = f"{before} {after}".strip(" -_.")
    mark = next((mark for mark in ("__", "_", " - ") if mark in file.rest), "-")
    parts, later = _split(before, mark), _split(after, mark)
    candidates = {f"folder {number}": folder for number, folder in enumerate(folders)}
    if file.day:
        candidates["before the day"] = name[:start].rstrip("/-_. ").rpartition("/")[2]
    if later:
        candidates |= {"after the day": later[0], "last": later[-1]}
    if len(parts + later) > 1 and parts:
        candidates["first"] = parts[0]
    file.places = {key: value for key, value in candidates.items() if _may_be_outlet(value)}
    return file


def _split(text: str, mark: str) -> list[str]:
    return [part for part in (part.strip(" -_.") for part in text.split(mark)) if part]


def _find_day(name: str, is_day_first: bool | None) -> tuple[date | None, int, int]:
    """The day that a name states and where it stands in it; the last one, nearest to the file."""
    for found in reversed(list(YEAR_FIRST.finditer(name))):
        year, month, day = int(found[1]), int(found[3] or found[6]), int(found[4] or found[7])
        if (made := find_date(f"{year}-{month:02}-{day:02}")) is not None:
            return made, *found.span()
    for found in reversed(list(YEAR_LAST.finditer(name))):
        one, other = int(found[1]), int(found[3])
        if is_day_first is None and max(one, other) <= 12 and found[2] != ".":
            continue    # 02-03-2026, and no other file tells which is the month
        day, month = (other, one) if is_day_first is False else (one, other)
        if (made := find_date(f"{found[4]}-{month:02}-{day:02}")) is not None:
            return made, *found.span()
    spaced = re.sub(r"[_.]", " ", name)     # character for character
    for form in FORMS[1:4]:                 # with the month's name
        if (written := form.search(spaced)) is not None and (made := find_date(written[0])) is not None:
            return made, *written.span()
    return None, 0, 0


def _may_be_outlet(value: str) -> bool:
    """Letters, few words, no general word, month or number."""
    words = SEPARATOR.split(value.lower())
    general = {*read_lexicon("fields")["file_names"]["general"], *MONTHS, *(month[:3] for month in MONTHS)}
    return (len(words) <= MOST_OUTLET_WORDS and any(character.isalpha() for character in value)
            and not general.issuperset(word for word in words if not word.isdigit())
            and not re.search(r"\d{3}", value))


def _looks_like_outlet(value: str) -> bool:
    return names_organisation(_in_words(value)) or SITE.fullmatch(value) is not None


def _place_of_outlets(files: Sequence[NamedFile]) -> str | None:
    """The place that holds outlets in nearly all names: few values, each of several files; of several such the fewest.

    Beside a day any such values will do, as that is where names have their source; elsewhere they may be subjects, and
    one of them has to look like an outlet. So has the only value of a place.
    """
    places = dict.fromkeys(place for file in files for place in file.places)
    values = {place: Counter(file.places[place].lower() for file in files if place in file.places) for place in places}
    fitting = [place for place in places if _holds_outlets(place, values[place], len(files))]
    return min(fitting, key=lambda place: (len(values[place]), PLACES.index(place.split()[0])), default=None)


def _holds_outlets(place: str, values: Counter[str], files: int) -> bool:
    is_known = any(map(_looks_like_outlet, values))
    is_told = is_known or (place in ("before the day", "after the day") and len(values) > 1 and _are_shared(values))
    return files >= FEWEST_FILES and values.total() >= 0.9 * files and len(values) <= max(2, files // 3) and is_told


def _are_shared(values: Counter[str]) -> bool:
    """Whether most files share their value with another: no words of headlines."""
    return sum(number for number in values.values() if number > 1) >= 0.8 * values.total()


def _title_of(file: NamedFile, outlet: str | None) -> str | None:
    """The words of the stem but those of day and outlet, if they are enough to be a headline."""
    rest = file.rest
    if outlet and rest.lower().startswith(outlet.lower()):
        rest = rest[len(outlet):]
    elif outlet and rest.lower().endswith(outlet.lower()):
        rest = rest[:-len(outlet)]
    words = list(_words_of(rest))
    return " ".join(words) if sum(word.isalpha() for word in words) >= LEAST_TITLE_WORDS else None


def _words_of(text: str) -> Iterator[str]:
    """The words of a slug: no numbers at its ends, no hashes."""
    words = [word for word in SEPARATOR.split(text) if word]
    while words and not words[0].isalpha():
        words.pop(0)
    while words and not words[-1].isalpha() and (not words[-1].isdigit() or len(words[-1]) > 4):
        words.pop()
    yield from words


def _in_words(value: str) -> str:
    return value if SITE.fullmatch(value) else re.sub(r"[-_+]+", " ", value).strip()
