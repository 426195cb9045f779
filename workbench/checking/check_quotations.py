"""A quotation against its sources: verbatim, altered, joined from two, or not found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from workbench.checking.aligned_words import Alignment, Change, Word, align
from workbench.checking.attributions import Finding, name_speaker
from workbench.checking.name_changes import is_spelling, name_change, show_change
from workbench.checking.source_index import Place

if TYPE_CHECKING:
    from workbench.checking.draft_parts import Draft, Part
    from workbench.checking.source_index import SourceIndex, SourceText

LEAST_ALIKE = 0.6           # of a quotation's words in the source
LEAST_ALIKE_SHORT = 0.5     # where the same speaker has a quotation of as many words
SHORT_WORDS = 6
LEAST_RUN = 3               # words of a part that is joined from elsewhere
LEAST_RUN_TOLD = 6          # words of a part that no source has between marks
NEAR_SENTENCES = 40         # that share words of content are compared
SEAM_WORDS = 2              # left out or put in where two parts meet
LONGEST_INTERRUPTION = 120  # characters between two parts of one quotation
PIECES_APART = 200          # words between which the pieces of one quotation stand
LEAST_CONTENT = 2           # words of content in common


class Match(NamedTuple):
    """Where a quotation stands in a source, and how."""

    place: Place
    alignment: Alignment


def match_exactly(part: Part, index: SourceIndex) -> list[Place]:
    """Where all pieces of a quotation stand word for word, in their order, in one article."""
    first, *others = [index.find_exactly(piece) for piece in part.pieces]
    spans = [(place, place.last) for place in first]
    for found in others:
        spans = [(place, after.last) for place, last in spans for after in found
                 if after.article == place.article and last <= after.first <= last + PIECES_APART]
    return [Place(place.article, place.first, last) for place, last in spans]


def match_nearly(part: Part, index: SourceIndex) -> list[Match]:
    """The stretches of sources that a quotation's words stand in, the nearest first."""
    found = {}
    for _, number in index.rank_sentences(part.words, NEAR_SENTENCES):
        window = index.window(number, 1, 2 + len(part.words) // 20)
        if alignment := align(part.words, index.words_of(window)):
            place = Place(window.article, window.first + alignment.first, window.first + alignment.last)
            found[place] = Match(place, _shifted(alignment, window, place))
    return sorted(found.values(), key=lambda match: (-match.alignment.common - _weigh(part, match, index),
                                                     match.place.last - match.place.first))


def _weigh(part: Part, match: Match, index: SourceIndex) -> float:
    """How much the words in common tell."""
    return sum(index.weight(part.words[place].stem) for place in _common(match) if part.words[place].is_content)


def _common(match: Match) -> list[int]:
    """The numbers of the words in common."""
    missing = {place for change in match.alignment.changes for place in range(change.first, change.last)}
    return [place for place in range(match.alignment.draft_first, match.alignment.draft_last) if place not in missing]


def _shifted(alignment: Alignment, window: Place, place: Place) -> Alignment:
    """The alignment with places counted from `place` on."""
    by = place.first - window.first
    changes = tuple(change._replace(its_first=change.its_first - by, its_last=change.its_last - by)
                    for change in alignment.changes)
    return alignment._replace(first=0, last=alignment.last - by, changes=changes)


def check_wording(part: Part, draft: Draft, index: SourceIndex) -> tuple[list[Finding], list[Place]]:
    """What is wrong with a quotation's words, and where they stand; no place where no source has them."""
    if places := match_exactly(part, index):
        quoted = [place for place in places if index.texts[place.article].is_quoted(*index.span_of(place))]
        return [], quoted or places
    if joined := _find_join(part, index):
        return [joined], [joined.place]
    matches = match_nearly(part, index)
    if not matches or not _is_alike(part, matches[0], index):
        return [], []
    best = matches[0]
    faults = _name_faults(part, best, draft, index)
    if not faults and (seam := _seam(best, index)):
        faults = [seam]
    return faults, [best.place]


def _is_alike(part: Part, match: Match, index: SourceIndex) -> bool:
    """Whether a quotation is a source's, altered: most words in common, words of content among them."""
    if not index.texts[match.place.article].is_quoted(*index.span_of(match.place)):
        return False
    share = match.alignment.common / len(part.words)
    content = sum(part.words[place].is_content for place in _common(match))
    speakers = set(part.row["speakers"]) if part.row else set()
    if len(part.words) <= SHORT_WORDS and any(speakers & set(row["speakers"])
                                              for row in index.statements_at(match.place)):
        return share >= LEAST_ALIKE_SHORT and content >= 1
    return share >= LEAST_ALIKE and content >= LEAST_CONTENT


def _find_join(part: Part, index: SourceIndex) -> Finding | None:
    """A quotation whose beginning and end are, but for a word or two between them, parts of two quotations."""
    head, places = _longest_start(part.words, index)
    if head < LEAST_RUN and not (head and sum(word.is_content for word in part.words[:head]) and head > 1):
        return None
    for cut in range(SEAM_WORDS + 1):
        rest = part.words[head + cut:]
        if len(rest) < LEAST_RUN:
            return None
        found = index.find_exactly(rest)
        if found := found if len(rest) >= LEAST_RUN_TOLD else _quoted(found, index):
            if any(_are_together(one, other, index) for one in places for other in found):
                return None
            return _join(places[0], found[0], index)
    return None


def _longest_start(words: Sequence[Word], index: SourceIndex) -> tuple[int, list[Place]]:
    """How many of the first words stand in a quotation one after the other, and where."""
    least, most, best = 0, len(words), []
    while least < most:
        middle = (least + most + 1) // 2
        if found := _quoted(index.find_exactly(words[:middle]), index):
            least, best = middle, found
        else:
            most = middle - 1
    return least, best


def _quoted(places: Sequence[Place], index: SourceIndex) -> list[Place]:
    return [place for place in places if index.texts[place.article].is_quoted(*index.span_of(place))]


def _are_together(one: Place, other: Place, index: SourceIndex) -> bool:
    """Whether two places are of one quotation, or of two with nothing but who said it between them."""
    if one.article != other.article:
        return False
    text, (_, end), (start, _) = index.texts[one.article], index.span_of(one), index.span_of(other)
    if end > start:
        return False
    return any(first <= end and start <= last for first, last in text.quoted) or not is_seam(text, end, start)


def is_seam(text: SourceText, end: int, start: int) -> bool:
    """Whether the gap between two stretches of an article's quotations is more than who said it.

    What only interrupts a quotation ends in a mark of punctuation ("…,” she said. “…"); "and added that" does not.
    """
    inside = [(first, last) for first, last in text.quoted if first > end and last < start]
    opening = max((first for first, last in text.quoted if first <= start <= last), default=start)
    before = text.body[end:opening].rstrip("“\"‘'« \n")
    return bool(inside) or start - end > LONGEST_INTERRUPTION or before[-1:] not in ",.;:—–-"


def _seam(match: Match, index: SourceIndex) -> Finding | None:
    """A quotation that is made of two within a sentence: "“…” and added that “…”"."""
    text, words = index.texts[match.place.article], index.words_of(match.place)
    for change in match.alignment.changes:
        end, start = words[change.its_first - 1].end, words[change.its_last].start
        is_outside = not any(first <= end and start <= last for first, last in text.quoted)
        if is_outside and is_seam(text, end, start):
            return _join(match.place, Place(match.place.article, match.place.first + change.its_last,
                                            match.place.last), index)
    return None


def _join(one: Place, other: Place, index: SourceIndex) -> Finding:
    start, end = index.span_of(other)
    text = index.texts[other.article]
    who = "".join(name_speaker(row) + ": " for row in index.statements_at(other)[:1])
    return Finding("altered", f"its other part: {text.article}, {who}“{text.body[start:end]}”", one,
                   "parts of two quotations", 0.85, "joined")


def _name_faults(part: Part, match: Match, draft: Draft, index: SourceIndex) -> list[Finding]:
    """A finding for each change within the words, and for words at the ends that no source has."""
    words, source = part.words, index.words_of(match.place)
    body = index.texts[match.place.article]
    alignment = match.alignment
    seams = _seams(part)
    found = []
    for change in alignment.changes:
        if is_spelling(change, words, source):
            continue
        kind = name_change(change, words, source)
        if kind == "omission" and (change.first in seams or _is_between_marks(body, source, change)):
            continue
        found.append(Finding("altered", show_change(change, words, source, draft.text, body.body), match.place,
                             f"words aligned: {kind}", alignment.common / len(words), kind))
    for first, last in ((0, alignment.draft_first), (alignment.draft_last, len(words))):
        if first < last:
            found.append(_end_change(part, match, first, last, draft, index))
    return found


def _end_change(part: Part, match: Match, first: int, last: int, draft: Draft, index: SourceIndex) -> Finding:
    """The change at one end of a quotation, beside as many words of the source."""
    text, count = index.texts[match.place.article], last - first
    if first == 0:
        begin = max(0, match.place.first - count)
        change, source = Change(first, last, 0, match.place.first - begin), text.words[begin:match.place.last]
    else:
        source = text.words[match.place.first:match.place.last + count]
        change = Change(first, last, match.place.last - match.place.first, len(source))
    kind = name_change(change, part.words, source)
    shown = show_change(change, part.words, source, draft.text, text.body)
    return Finding("altered", shown, match.place, f"words aligned: {kind}",
                   match.alignment.common / len(part.words), kind)


def _seams(part: Part) -> set[int]:
    """The numbers of words before which something is marked as left out."""
    seams, place = set(), 0
    for piece in part.pieces:
        seams.add(place)
        place += len(piece)
    return seams


def _is_between_marks(text: SourceText, source: Sequence[Word], change: Change) -> bool:
    """Whether the words left out are those of the article between two parts of a quotation: who said it."""
    start, end = source[change.its_first].start, source[change.its_last - 1].end
    return not text.is_quoted(start, end)
