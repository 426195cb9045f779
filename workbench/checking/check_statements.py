"""What a draft tells in its own words against its sources: attributed statements, and sentences told as fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from workbench.checking.aligned_words import Alignment, Change, Word, align, is_calendar, is_number
from workbench.checking.attributions import Finding, name_speaker
from workbench.checking.name_changes import is_spelling, is_stronger, name_change, show_change
from workbench.checking.source_index import Place

if TYPE_CHECKING:
    from workbench.checking.draft_parts import Draft, Part
    from workbench.checking.source_index import Row, SourceIndex

LEAST_SHARE = 0.6       # of a sentence's words of content, by weight, in the source's sentence
NEARLY_BEST = 0.12      # sentences that share so little less tell the same
LEAST_STEMS = 2         # words of content in common
DENIED_WITHIN = 300     # characters after a claim in which it is denied
CLAIMED_SHARE = 0.6     # of the words in common in a statement: it is claimed
LARGEST_CHANGE = 4      # words of both sides of a change that is one of a number, day or name


class Told(NamedTuple):
    """A sentence of a source that tells what the draft does."""

    share: float
    place: Place            # the whole sentence
    within: Place           # the words in common, from the first to the last
    alignment: Alignment
    words: Sequence[Word]   # of the whole sentence


def find_told(words: Sequence[Word], index: SourceIndex) -> list[Told]:
    """The sentences of sources that tell what these words do, the nearest first.

    Numbers and days do not count: a sentence is told wrongly where only they differ.
    """
    telling = [word for word in words if word.is_content and not is_number(word) and not is_calendar(word)]
    figures = {word.key for word in words if is_number(word) or is_calendar(word)}
    found = []
    for share, number in index.rank_sentences(telling):
        place = index.places[number]
        source = index.words_of(place)
        common = {word.stem for word in telling} & {word.stem for word in source}
        alignment = align(words, source)
        if alignment and len(common) >= min(LEAST_STEMS, len(telling)) and share >= LEAST_SHARE:
            within = Place(place.article, place.first + alignment.first, place.first + alignment.last)
            found.append(Told(share, place, within, alignment, source))
    return sorted(found, key=lambda one: (-one.share, -len(figures & {word.key for word in one.words})))


def _is_exchange(change: Change, words: Sequence[Word], source: Sequence[Word]) -> bool:
    ours, its = words[change.first:change.last], source[change.its_first:change.its_last]
    return bool(ours and its) and len(ours) <= LARGEST_CHANGE and len(its) <= LARGEST_CHANGE and any(
        any(map(kind, ours)) and any(map(kind, its)) for kind in (is_number, is_calendar))


def nearly_best(told: Sequence[Told]) -> list[Told]:
    """Those that share about as much as the first."""
    return [one for one in told if one.share >= told[0].share - NEARLY_BEST] if told else []


def check_content(part: Part, told: Sequence[Told], draft: Draft, index: SourceIndex) -> Iterator[Finding]:
    """What is wrong with numbers, days, names, negations and certainty; nothing where one source has them so."""
    faults = [list(_faults_beside(part, one, draft, index)) for one in told]
    if faults and all(faults):
        yield from faults[0]


def _faults_beside(part: Part, one: Told, draft: Draft, index: SourceIndex) -> Iterator[Finding]:
    text = index.texts[one.place.article]
    # a draft's own quotation is checked by itself
    inside = {number for number, word in enumerate(part.words)
              if any(start <= word.start < end for start, end in draft.quotations)}
    for change in _changes_of(part.words, one):
        if inside & set(range(change.first, change.last)) or is_spelling(change, part.words, one.words):
            continue
        kind = name_change(change, part.words, one.words)
        shown = show_change(change, part.words, one.words, draft.text, text.body)
        if kind == "negation":
            yield Finding("altered", shown, one.within, "words aligned: negation", one.share, kind)
        elif (detail := _kind_of_detail(change, part.words, one.words, draft, text.body)):
            yield Finding("other", shown, one.within, f"words aligned: {detail}", one.share, detail)
    yield from _lone_numbers(part, one, draft, index)
    if is_stronger(one.alignment, part.words, one.words):
        yield Finding("stronger", "what could be is said to be", one.within, "modal verb", one.share, "modal")


def _changes_of(words: Sequence[Word], one: Told) -> Iterator[Change]:
    """The changes between words in common, and a number or day that ends the one where another ends the other."""
    yield from one.alignment.changes
    first, its_first = one.alignment.draft_last, one.alignment.last
    tail = Change(first, len(words), its_first, min(len(one.words), its_first + len(words) - first))
    if _is_exchange(tail, words, one.words):
        yield tail


def _kind_of_detail(change: Change, words: Sequence[Word], source: Sequence[Word], draft: Draft,
                    body: str) -> str | None:
    """Whether a change exchanges a number, a day or a name for another."""
    ours, its = words[change.first:change.last], source[change.its_first:change.its_last]
    if not ours or not its or max(len(ours), len(its)) > LARGEST_CHANGE:
        return None
    for kind, test in (("number", is_number), ("day", is_calendar)):
        mine, theirs = ({word.key for word in side if test(word)} for side in (ours, its))
        if mine and theirs:
            return kind if mine.isdisjoint(theirs) else None
    return "name" if _are_names(ours, draft.text) and _are_names(its, body) else None


def _are_names(words: Sequence[Word], text: str) -> bool:
    """Whether all words of content are names: with a capital, not at a sentence's beginning."""
    content = [word for word in words if word.is_content]
    return bool(content) and all(
        text[word.start].isupper() and not is_calendar(word)
        and text[:word.start].rstrip()[-1:] not in ("", ".", "!", "?", "“", '"') for word in content)


def _lone_numbers(part: Part, one: Told, draft: Draft, index: SourceIndex) -> Iterator[Finding]:
    """Numbers that count what the source counts, and years, that stand apart in the alignment."""
    known = {word.key for word in one.words}
    aligned = {place for change in _changes_of(part.words, one) if _is_exchange(change, part.words, one.words)
               for place in range(change.first, change.last)}
    for place, word in enumerate(part.words):
        if place not in aligned and is_number(word) and word.key not in known:
            unit = part.words[place + 1].stem if place + 1 < len(part.words) else ""
            if other := _number_of_kind(word, unit, one.words):
                shown = index.texts[one.place.article].body[other.start:other.end]
                yield Finding("other", f"{shown} → {draft.text[word.start:word.end]}", one.within,
                              "numbers of one unit", one.share, "number")


def _number_of_kind(number: Word, unit: str, source: Sequence[Word]) -> Word | None:
    """A source's number that counts things of that unit, or is a year as `number` is."""
    for its, after in zip_longest(source, source[1:]):
        if is_number(its) and ((_is_year(its) and _is_year(number)) or (unit and after and after.stem == unit)):
            return its
    return None


def _is_year(word: Word) -> bool:
    return len(word.key) == 4 and word.key.isdigit() and word.key[:2] in ("19", "20")


def judge_fact(part: Part, told: Sequence[Told], index: SourceIndex) -> Finding:
    """Whether a source tells it as fact, or only a party claims it, or another denies it."""
    claims: list[tuple[Told, Row]] = []
    for one in told:
        statements = index.statements_at(one.within, CLAIMED_SHARE) or _claim_of_root(part, one, index)
        # what both sides say together is nobody's claim
        if not statements or len(statements[0]["speakers"]) > 1:
            return Finding("told as fact", "", one.within, "told by the source", one.share)
        claims.append((one, statements[0]))
    one, claim = claims[0]
    if denial := _denial_of(one, claim, index):
        return Finding("disputed", f"claimed by {name_speaker(claim)}; denied by {name_speaker(denial)}", one.within,
                       "claimed and denied", one.share, "claim")
    who = dict.fromkeys(name_speaker(row) for _, row in claims)
    return Finding("only claimed", f"claimed by {', '.join(filter(None, who)) or 'an unnamed source'}", one.within,
                   "in a statement only", one.share, "claim")


def _claim_of_root(part: Part, one: Told, index: SourceIndex) -> list[Row]:
    """The statements that hold the source's word for what the draft's sentence says."""
    places = [word for word in one.words if word.stem and word.stem == part.root]
    return index.texts[one.place.article].statements_at(places[0].start, places[0].end) if places else []


def _denial_of(one: Told, claim: Row, index: SourceIndex) -> Row | None:
    """Another's denial that follows the claim."""
    end = index.span_of(one.place)[1]
    return next((row for row in index.texts[one.place.article].statements
                 if row["tone"] == "deny" and row["speakers"] != claim["speakers"] and row["content_spans"]
                 and end <= row["content_spans"][0][0] <= end + DENIED_WITHIN), None)

