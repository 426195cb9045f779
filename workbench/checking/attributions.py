"""Who said it, when, in what manner and on what condition: a draft's attribution beside those of its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.checking.aligned_words import read_words, words_for
from workbench.text.spelling import fold
from workbench.text.stems import stem

if TYPE_CHECKING:
    from workbench.checking.draft_parts import Draft, Part
    from workbench.checking.source_index import Place, Row, SourceIndex


class Finding(NamedTuple):
    """What is wrong with a part of a draft: the verdict, what exactly, and the source's place."""

    verdict: str
    detail: str
    place: Place
    rule: str
    confidence: float
    change: str | None = None


def check_attribution(part: Part, places: Sequence[Place], draft: Draft, index: SourceIndex) -> Iterator[Finding]:
    """What is wrong with who is said to have said it, when, how and on what condition.

    A fault is one only if all sources have it otherwise; a source that does not tell says nothing.
    """
    row = part.row
    if row is None:
        return
    said = [(place, statement) for place in places for statement in index.statements_at(place)[:1]]
    if other := _other_speaker(row, said, index):
        yield other
        return
    if other := _other_day(row, said, index):
        yield other
    if other := _stronger_cue(row, said):
        yield other
    if other := find_cut_condition(part, places, draft, index):
        yield other


def name_speaker(row: Row) -> str:
    """Who said it, as written where a source is, else by id."""
    return row["source"] or ", ".join(row["speakers"])


def _other_speaker(row: Row, said: Sequence[tuple[Place, Row]], index: SourceIndex) -> Finding | None:
    told = [(place, one) for place, one in said if one["speakers"]]
    if not row["speakers"] or not told or len(told) < len(said):
        return None
    if any(_may_be_one(mine, its, index) for _, one in told for mine in row["speakers"] for its in one["speakers"]):
        return None
    place, one = told[0]
    shown = f"{name_speaker(one)} → {name_speaker(row)}"
    return Finding("other speaker", shown, place, "speaker of the same words", 0.9)


def _may_be_one(one: str, other: str, index: SourceIndex) -> bool:
    """Whether two ids are of one actor, or one speaks for the other: "Russia said" what its spokesman did."""
    known = index.actors.actors if index.actors else {}
    if one == other or any(entry.speaks_for == actor for entry, actor in
                           ((known.get(one), other), (known.get(other), one)) if entry):
        return True
    is_made_up = one not in known or other not in known  # of a name that only one text has in full
    return is_made_up and fold(one.rsplit("_", 1)[-1]) == fold(other.rsplit("_", 1)[-1])


def _other_day(row: Row, said: Sequence[tuple[Place, Row]], index: SourceIndex) -> Finding | None:
    ours = row["said_on"]
    days = [(place, one, _day_of(one, index, place)) for place, one in said]
    days = [found for found in days if found[2]]
    if not ours or not days or any(ours == day or ours.weekday() == day.weekday() for _, _, day in days):
        return None
    place, _, day = days[0]
    return Finding("other day", f"{day:%A, %Y-%m-%d} → {ours:%A, %Y-%m-%d}", place, "day of the same words", 0.8)


def _day_of(row: Row, index: SourceIndex, place: Place) -> Any:
    """The day something was said: its own, or the one day of the same speaker's statements in the paragraph."""
    if row["said_on"]:
        return row["said_on"]
    text = index.texts[place.article]
    start, end = index.span_of(place)
    first, last = text.body.rfind("\n\n", 0, start), text.body.find("\n\n", end)
    days = {one["said_on"] for one in text.statements if one["said_on"] and one["speakers"] == row["speakers"]
            and one["content_spans"] and first <= one["content_spans"][0][0] < (last if last > 0 else len(text.body))}
    return days.pop() if len(days) == 1 else None


def is_strong(row: Row) -> bool:
    """Whether the word that attributes says more than that something was said."""
    return row["tone"] in words_for("strong_tones") or stem(row["cue"] or "") in map(stem, words_for("strong_verbs"))


def _stronger_cue(row: Row, said: Sequence[tuple[Place, Row]]) -> Finding | None:
    if not said or not row["cue"] or not is_strong(row) or any(is_strong(one) for _, one in said):
        return None
    place, one = said[0]
    return Finding("stronger", f"{one['cue']} → {row['cue']}", place, "cue", 0.85, "cue")


def find_cut_condition(part: Part, places: Sequence[Place], draft: Draft, index: SourceIndex) -> Finding | None:
    """A condition that stands beside the words in every source, and in no form in the draft's sentence."""
    if not places or conditions_in(_whole_sentences(part, draft)):
        return None
    found = []
    for place in places:
        start, end = index.span_of(place)
        body = index.texts[place.article].body
        first, _ = index.texts[place.article].sentence_at(start)
        _, last = index.texts[place.article].sentence_at(end - 1)
        # a gap in the midst of a statement is outside, too
        outside = [body[first:start], body[end:last]]
        conditions = [condition for stretch in outside for condition in conditions_in(stretch)]
        if not conditions:
            return None
        found.append((place, conditions[0]))
    place, condition = found[0]
    return Finding("out of its condition", condition, place, "condition beside the words", 0.8, "condition")


def _whole_sentences(part: Part, draft: Draft) -> str:
    return draft.text[draft.sentence_at(part.start)[0]:draft.sentence_at(part.end - 1)[1]]


def conditions_in(text: str) -> list[str]:
    """The conditions that a stretch of text states, from the word that opens each to the next comma or stop.

    Examples
    --------
    >>> conditions_in("if the company pays, it will end; she asked if it had")
    ['if the company pays']
    """
    words = read_words(text)
    keys = [word.key for word in words]
    found = []
    for place, key in enumerate(keys):
        before = keys[place - 1] if place else ""
        two = f"{key} {keys[place + 1]}" if place + 1 < len(keys) else key
        three = f"{two} {keys[place + 2]}" if place + 2 < len(keys) else two
        opens = {key, two, three} & words_for("conditions")
        if not opens or before in words_for("asked") or (key in ("without", "after") and not _binds(keys, place)):
            continue
        stop = re.search(r"[,.;:!?\"”—–]", text[words[place].start:])
        found.append(text[words[place].start:words[place].start + stop.start() if stop else None].strip())
    return found


def _binds(keys: Sequence[str], place: int) -> bool:
    """Whether "after" or "without" states a condition: "only … after", "no … without"."""
    before = keys[max(0, place - 12):place]
    needed = {"only"} if keys[place] == "after" else {"no", "not", "never", "cannot"}
    return not needed.isdisjoint(before)
