"""Dated clauses: who did what in a clause whose words tell the day, whether it happened or is planned, who claims it.

The date must hang on the verb or on a noun that names an event ("the 2022 invasion"); the day of publication is
never taken for that of an event.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from workbench.extract.event_actors import actors_of_event
from workbench.extract.event_kinds import event_nouns, events_lexicon, kind_of, stage_of
from workbench.extract.times import values
from workbench.extract.undated_events import undated_events
from workbench.syntax.clause_labels import content_lemmas, label_noun, label_verb, write
from workbench.syntax.dependents import NOMINAL, VERBAL, child, children
from workbench.syntax.negation import is_denied
from workbench.syntax.predicates import has_modal, lemma_with_particle
from workbench.syntax.subjects import subject_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from workbench.extract.reading import Reading, Row


SIDE = ("advcl", "acl")  # "two days starting Tuesday": the date is that of the verb above
NEVER: Row = {"text": None, "type": "DATE", "begin": None, "finish": None}  # the time of an undated event
LEAST_WORDS = 2  # with a meaning, of a label
COARSEST = timedelta(days=3660)  # a decade dates something; a century, a building

RANGE_WORDS = frozenset(("to", "until", "till", "through", "and", "-", "–"))


def find_event_mentions(reading: Reading) -> list[Row]:
    """Rows of the event_mentions layer: one for each event that a clause dates."""
    dated: dict[int, list[tuple[Row, set[int]]]] = {}
    for time in reading.rows["times"]:
        if time["type"] not in ("DATE", "TIME") or time["begin"] is None or time["finish"] - time["begin"] > COARSEST:
            continue
        span = reading.doc.char_span(time["start"], time["end"], alignment_mode="expand")
        if span is not None and (event := _event_of(span)) is not None:
            event = _not_present(_within_statement(time, event), span, time["finish"], reading.published)
            dated.setdefault(event.i, []).append((time, _words_of_date(span)))
    undated = ((event, _soon(reading, event)) for event in undated_events(reading.doc, dated))
    rows: dict[tuple, Row] = {}
    for event, times in [*((reading.doc[i], times) for i, times in dated.items()), *undated]:
        row = _read_event(reading, event, times)
        if row is not None:
            rows.setdefault((row["start"], row["end"], row["begin"]), row)
    return sorted(rows.values(), key=lambda row: (row["start"], row["end"]))


def _soon(reading: Reading, event: Token) -> list[tuple[Row, set[int]]]:
    """The words beside an undated event that say when without naming a day: "soon", "in the coming days"."""
    found = []
    for time in reading.rows["times"]:
        is_near = event.sent.start_char <= time["start"] < event.sent.end_char
        if is_near and time["begin"] is None and time["value"].startswith(("FUTURE", "PX")):
            span = reading.doc.char_span(time["start"], time["end"], alignment_mode="expand")
            if span is not None and event in span.root.ancestors:
                found.append((time, _words_of_date(span)))
    return found


def _words_of_date(span: Span) -> set[int]:
    """Tokens that only tell the date: the expression and the preposition before it."""
    words = set(range(span.start, span.end))
    head = span.root.head
    if span.root.dep_ in ("pobj", "npadvmod", "pcomp") and head.pos_ in ("ADP", "SCONJ") and not any(
            child.dep_ == "pobj" and child.i not in words for child in head.children):
        words.add(head.i)
    return words


def _event_of(span: Span) -> Token | None:
    """The verb, or the noun naming an event, that a date hangs on."""
    if span.root.dep_ == "poss" and span.root.head.lemma_.lower() not in event_nouns():
        return None  # "today's youth"
    if (told := _told_of_date(span.root)) is not None:
        return told
    for token in (span.root, *span.root.ancestors):
        if span.start <= token.i < span.end:
            continue
        if token.pos_ in VERBAL and (token.dep_ == "ROOT" or (token.dep_ != "prep" and not _hangs_on_more(token))):
            return None if _is_of_state(token) else _dated_subject(token, span)
        if token.pos_ in NOMINAL and token.lemma_.lower() in event_nouns() and (
                not _dates_clause(span) or _tells_enough(token, span)):
            return token
    return None


def _is_of_state(verb: Token) -> bool:
    """Whether a verb is one of a state, or says that one holds: "it belongs with him, she said on Monday"."""
    states = events_lexicon()["states"]["verbs"]
    return verb.lemma_ in states or any(said.lemma_ in states for said in children(verb, "ccomp"))


def _dates_clause(span: Span) -> bool:
    """Whether a date may be that of the clause, though it hangs on a noun: "on Tuesday", not "the 2022 invasion"."""
    return span.root.dep_ == "pobj" and span.root.head.lower_ == "on"


def _tells_enough(noun: Token, span: Span) -> bool:
    """Whether a noun says by itself which event it is: not "the raid on Tuesday", which is dated by what it is in."""
    words = label_noun(noun, set(range(span.start, span.end)))
    return len(set(content_lemmas(words))) >= LEAST_WORDS


def _told_of_date(date_word: Token) -> Token | None:
    """The verb of a clause that tells what happened on a date: "since November, when he was found"."""
    return next((clause for clause in children(date_word, "relcl") if any(
        word.lower_ == "when" and word.head == clause for word in clause.lefts)), None)


def _hangs_on_more(verb: Token) -> bool:
    """Whether a verb's date is that of one above it: "was found floating", "guilty of driving", "days starting"."""
    if verb.lemma_ in ("start", "begin") and verb.dep_ in SIDE:
        return True
    above = verb.head
    return verb.tag_ == "VBG" and (
        (verb.dep_ == "xcomp" and above.tag_ == "VBN") or (verb.dep_ == "pcomp" and above.lower_ == "of"))


def _dated_subject(verb: Token, span: Span) -> Token:
    """The verb; or its subject, if that names an event and the date stands between them: "the vote on Sunday led"."""
    subject = subject_of(verb)
    is_between = subject is not None and subject.i < span.start and span.end <= verb.i
    return subject if subject is not None and is_between and subject.lemma_.lower() in event_nouns() else verb


def _within_statement(time: Row, event: Token) -> Token:
    """The event; or, where the date stands before its verb ("…, on Friday, he said"), the verb of what was said."""
    if time["start"] > event.idx or event.pos_ != "VERB":
        return event
    said = [child for child in event.children if child.dep_ == "ccomp" and child.idx < time["start"]]
    return said[-1] if said else event


def _not_present(event: Token, span: Span, finish: date, published: date | None) -> Token:
    """The event; or, where its verb speaks of now and the date of the past, the noun of an event before the date."""
    if event.tag_ not in ("VBZ", "VBP") or published is None or finish >= published:
        return event
    between: list[Token] = list(event.doc[event.i:span.start]) if event.i < span.start else []
    return next((token for token in reversed(between) if token.lemma_.lower() in event_nouns()), event)


def _read_event(reading: Reading, event: Token, times: list[tuple[Row, set[int]]]) -> Row | None:
    """The row of one event; of several dates in its clause the finest counts."""
    time = min((time for time, _ in times), key=lambda time: (values.rank(time["value"]), time["start"]), default=NEVER)
    left_out = set[int]().union(*(words for _, words in times))
    sentence_start, sentence_end = reading.sentence_of(event.idx)
    is_verb = event.pos_ in VERBAL
    words = label_verb(event, left_out) if is_verb else label_noun(event, left_out)
    tokens = [token for token in words if token.i not in left_out]
    about = sorted(set(content_lemmas(tokens)))
    if not tokens or len(about) < LEAST_WORDS:
        return None  # "the talks" tell nothing
    names = _names(reading, tokens, sentence_start)
    first, last = min(tokens, key=lambda token: token.i), max(tokens, key=lambda token: token.i)
    begin, finish = _days(reading, time, event)
    status = _status(event, begin, reading.published)
    if status == "planned" and has_modal(event) and _is_over(finish, reading.published):
        return None  # "would investigate … four years ago": the date is that of something else
    start, end = first.idx, last.idx + len(last)
    kind, is_negated = kind_of(event), child(event, "neg") is not None
    claimed_by = _claimed_by(reading, event) if is_verb else []  # a noun takes for granted that it happened
    return {
        "article": reading.article, "start": start, "end": end, "begin": begin, "finish": finish,
        "precision": _precision(time, begin, finish), "dated": time["text"], "label": write(tokens, names, left_out),
        "predicate": ("not " if is_negated else "") + lemma_with_particle(event), "kind": kind,
        "actors": actors_of_event(reading, event, tokens, (sentence_start, sentence_end)),
        "status": status, "stage": stage_of(event, status, kind, is_denied(event)),
        "claimed_by": claimed_by, "about": about,
        "evidence": reading.text[sentence_start:sentence_end],
        "rule": f"{'undated' if begin is None else 'dated'} {'verb' if is_verb else 'noun'}",
    }


def _is_over(finish: date | None, published: date | None) -> bool:
    return finish is not None and published is not None and finish < published


def _days(reading: Reading, time: Row, event: Token) -> tuple[date | None, date | None]:
    """First and last day; "will last two days starting Tuesday" ends on Wednesday."""
    if time["begin"] is None or time["finish"] is None:
        return None, None
    begin, finish = time["begin"], time["finish"]
    before = reading.text[max(0, time["start"] - 12):time["start"]].lower().split()[-2:]
    if begin == finish and ({"starting", "beginning", "from"} & set(before)):
        for other in reading.rows["times"]:
            if other["type"] == "DURATION" and event.sent.start_char <= other["start"] < time["start"] and (
                    other["value"][:1] == "P" and other["value"][-1:] == "D" and other["value"][1:-1].isdigit()):
                return begin, begin + timedelta(days=int(other["value"][1:-1]) - 1)
    if {"from", "between"} & set(before[-1:]):
        finish = _end_of_range(reading, time) or finish
    return begin, finish


def _end_of_range(reading: Reading, time: Row) -> date | None:
    """The last day of the second expression in "from 1991 to 1997"."""
    after = min((other for other in reading.rows["times"] if other["start"] >= time["end"]),
                key=lambda other: other["start"], default=None)
    if after is None or reading.text[time["end"]:after["start"]].strip().lower() not in RANGE_WORDS:
        return None
    return after["finish"] if after["finish"] is not None and after["finish"] >= time["begin"] else None


def _precision(time: Row, begin: date | None, finish: date | None) -> str:
    if begin is None:
        return "undated"
    if begin == finish or time["type"] == "TIME":
        return "day"
    return "range" if "/" in time["value"] or values.rank(time["value"]) == 0 else "vague"


def _status(event: Token, begin: date | None, published: date | None) -> str:
    """Planned where the day is after publication, or where the verb or what governs it speaks of the time to come."""
    if published is not None and begin is not None and begin > published:
        return "planned"
    plans = events_lexicon()["plans"]
    token = event
    for _ in range(4):
        helpers = {child.lower_ for child in token.children if child.dep_ == "aux"}
        if helpers & set(plans["auxiliaries"]) and "have" not in helpers:
            return "planned"
        if token.dep_ not in ("xcomp", "acomp", "pcomp") and "to" not in helpers:
            return "happened"
        if token.head.i == token.i:
            break
        if _governs_a_plan(token.head, "to" in helpers, begin is not None and begin == published):
            return "planned"
        token = token.head
    return "happened"


def _governs_a_plan(governor: Token, has_to: bool, is_today: bool) -> bool:
    """ "The envoys are to meet today", "they hope to meet"."""
    if governor.lemma_ == "be" and governor.tag_ in ("VBZ", "VBP") and is_today:
        return True
    plans = events_lexicon()["plans"]
    return has_to and governor.lemma_.lower() in (*plans["verbs"], *plans["adjectives"])


def _names(reading: Reading, tokens: list[Token], sentence_start: int) -> dict[int, str]:
    """For a pronoun that opens a label, the name that the same sentence has for it."""
    first = tokens[0]
    if first.pos_ != "PRON":
        return {}
    for actor in reading.cast.denoted_by(first.idx, first.idx + len(first)):
        for row in reading.rows["mentions"]:
            if row["actor"] == actor and row["how"] != "pronoun" and sentence_start <= row["start"] < first.idx:
                return {first.i: row["text"]}
    return {}


def _claimed_by(reading: Reading, event: Token) -> list[str]:
    """Whose statement an event stands in: the speakers of the innermost one."""
    best: tuple[int, list[str]] | None = None
    for quote in reading.rows["quotes"]:
        for start, end in quote["content_spans"] or ():
            if start <= event.idx < end and (best is None or end - start < best[0]):
                best = end - start, list(quote["speakers"] or ())
    return best[1] if best else []
