"""What a verb takes as content: the constructions in which English reports speech and thought.

The frames (clause, infinitive, gerund, object, object-to, predicate, prepositions, raised, inserted) are the
subcategorisation frames of reporting verbs; the lexicon says which verb takes which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.quotes.phrases import SUBJECTS, child, subtree_range, verb_group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

Range = tuple[int, int]


class Complement(NamedTuple):
    """A possible content of a verb: its frame, its head and its token ranges."""

    frame: str
    head: Token
    ranges: list[Range]


# prepositional phrases behind an object that belong to what is said: "accused him of lying", "blamed it for"
CONTENT_PREPOSITIONS = {"as", "of", "for", "against", "over", "about", "to"}
# conjunctions whose clause, behind a reported one, is part of the report
CONTINUES = {"because", "if", "unless", "so", "since", "until", "when", "once"}
# in what order the frames are tried where a verb has several complements
ORDER = ("clause", "raised", "object-to", "predicate", "infinitive", "gerund", "inserted", "object")


def find_complements(verb: Token) -> list[Complement]:
    """Everything that hangs on `verb` as it would if the verb reported it, the likeliest first."""
    found = [*_below(verb), *_beside(verb)]
    return sorted(found, key=lambda one: (ORDER.index(one.frame) if one.frame in ORDER else 99, one.head.i < verb.i))


def _below(verb: Token) -> Iterator[Complement]:
    passive = child(verb, "nsubjpass")
    thing = next((other for other in verb.children if other.dep_ == "dobj" and other.i > verb.i), None)
    if passive is not None:
        yield from _passive(verb, passive)
    for other in verb.children:
        if other.dep_ == "ccomp":
            yield _clause(verb, other)
        elif other.dep_ == "xcomp" and other.i > verb.i and thing is None and passive is None:
            yield from _xcomp(verb, other)
        elif other.dep_ == "oprd" and other.i > verb.i and thing is None and passive is None:
            yield Complement("predicate", other, [subtree_range(other)])
        elif other.dep_ == "advcl" and other.i > verb.i and (mark := child(other, "mark")) and mark.lower_ == "for":
            yield Complement("for", other, [(mark.i + 1, other.right_edge.i + 1)])
        elif other.dep_ == "prep" and other.i > verb.i and thing is None and passive is None:
            yield from _prepositional(other)
            if other.lower_ == "as":
                yield from _fronted(verb, other)
    if thing is not None:
        yield _object(verb, thing)


def _clause(verb: Token, clause: Token) -> Complement:
    first, last = subtree_range(clause)
    if first < verb.i < last:
        return Complement("clause", clause, _around(clause, verb))
    if clause.i > verb.i and _is_infinitive(clause):
        frame = "object-to" if child(clause, *SUBJECTS) is not None else "infinitive"
        return Complement(frame, clause, [(first, last)])
    first = _start_of_clause(verb, clause, first)
    gerund = clause.tag_ == "VBG" and not any(other.dep_ in {"aux", "auxpass"} for other in clause.children)
    if clause.i > verb.i:
        for other in verb.children:
            mark = child(other, "mark", "advmod")
            behind = other.dep_ == "advcl" and last <= other.left_edge.i <= last + 2
            if behind and mark is not None and mark.lower_ in CONTINUES:
                last = other.right_edge.i + 1
    return Complement("gerund" if gerund else "clause", clause, [(first, last)])


def _start_of_clause(verb: Token, clause: Token, first: int) -> int:
    """Where the clause begins, with the subject that the parser took for the reporting verb's object."""
    if clause.i < verb.i or child(clause, *SUBJECTS) is not None:
        return first
    thing = child(verb, "dobj")
    return thing.left_edge.i if thing is not None and verb.i < thing.i < clause.i else first


def _xcomp(verb: Token, complement: Token) -> Iterator[Complement]:
    span = subtree_range(complement)
    if _is_infinitive(complement):
        yield Complement("infinitive", complement, [span])
    elif complement.tag_ == "VBG":
        yield Complement("gerund", complement, [span])
    else:
        yield Complement("clause", complement, [span])
    subject = child(verb, "nsubj")
    if subject is not None:
        yield Complement("raised", complement, [subtree_range(subject), span])


def _passive(verb: Token, subject: Token) -> Iterator[Complement]:
    """"X is expected to …", "was described as …", "is accused of …": subject and complement are the content."""
    for other in verb.children:
        if other.i > verb.i and (other.dep_ in {"xcomp", "oprd"} or (other.dep_ == "prep" and other.lower_ == "as")):
            yield Complement("raised-passive", other, [subtree_range(subject), subtree_range(other)])
        elif other.i > verb.i and other.dep_ == "prep" and other.lower_ in CONTENT_PREPOSITIONS:
            yield Complement("passive", other, [subtree_range(subject), subtree_range(other)])
    yield Complement("passive", subject, [subtree_range(subject)])


def _prepositional(preposition: Token) -> Iterator[Complement]:
    inner = child(preposition, "pobj", "pcomp")
    if inner is not None:
        last = preposition.right_edge.i + 1
        for other in preposition.head.children:
            if other.dep_ == "prep" and other.left_edge.i == last and other.lower_ in CONTENT_PREPOSITIONS:
                last = other.right_edge.i + 1
        yield Complement(preposition.lower_, inner, [(inner.left_edge.i, last)])


def _fronted(verb: Token, predicate: Token) -> Iterator[Complement]:
    """"what he described as “a farce”": the object stands before its clause, and what it is called behind."""
    if verb.dep_ == "relcl" or any(other.tag_ in {"WP", "WDT"} and other.dep_ in {"dobj", "pobj"}
                                   for other in verb.lefts):
        yield Complement("predicate", predicate, [subtree_range(predicate)])


def _object(verb: Token, thing: Token) -> Complement:
    """The object with the complements behind it that belong to what is said."""
    if thing.lower_ == "it" and (clause := child(verb, "xcomp", "ccomp", "advcl")) is not None and clause.i > thing.i:
        return Complement("predicate", clause, [(thing.left_edge.i, clause.right_edge.i + 1)])
    first, last = subtree_range(thing)
    frame, head = "object", thing
    for other in verb.children:
        if other.i <= thing.i or other.left_edge.i < last or other.is_quote:
            continue
        gap = verb.doc[last:other.left_edge.i]
        adjacent = not len(gap) or (len(gap) == 1 and gap[0].text == "," and thing.right_edge.i > thing.i)
        if other.dep_ in {"xcomp", "ccomp"} and adjacent:
            frame = "object-to" if _is_infinitive(other) else "object-clause"
        elif (other.dep_ in {"oprd", "dobj"} and other.left_edge.i <= last + 1) or (other.lower_ == "as" and adjacent):
            frame = "predicate"
        elif not (other.dep_ == "prep" and adjacent and other.lower_ in CONTENT_PREPOSITIONS):
            break
        else:
            frame = "object-" + other.lower_
        head, last = other, other.right_edge.i + 1
    return Complement(frame, head, [(first, last)])


def _beside(verb: Token) -> Iterator[Complement]:
    """The clause a reporting clause is put into: "the plan, she says, is dead", "as he puts it"."""
    if verb.dep_ == "parataxis":
        yield Complement("inserted", verb.head, _around(verb.head, verb))
    elif verb.dep_ == "advcl" and verb.head.pos_ in {"VERB", "AUX"}:
        mark = child(verb, "mark", "advmod")
        if mark is not None and mark.lower_ == "as":
            gap = subtree_range(verb)
            thing = child(verb, "dobj")
            frame = "as-it" if thing is not None and thing.lower_ == "it" else "as-inserted"
            first, last = subtree_range(verb.head)
            parts = [part for part in ((first, gap[0]), (gap[1], last)) if part[0] < part[1]]
            yield Complement(frame, verb.head, parts)


def find_misparsed(verb: Token) -> Complement | None:
    """The clause that follows a reporting verb where the parser hung it elsewhere: "said after the vote that …"."""
    doc = verb.doc
    end = verb.sent.end
    for token in doc[verb.i + 1:min(end, verb.i + 14)]:
        if token.lower_ == "that" and token.dep_ in {"mark", "nsubj", "nsubjpass", "dobj"} and token.head.i > token.i:
            return Complement("clause", token.head, [(token.i, max(token.head.right_edge.i + 1, token.i + 1))])
        if token.text in {",", ";", ":"} or token.dep_ == "mark":
            break
    return _before_comma(verb)


def find_set_off(verb: Token) -> Complement | None:
    """The quoted predicate that a comma sets off from its object: "called the vote, “a farce,” and left"."""
    doc = verb.doc
    for token in doc[verb.i + 2:min(verb.sent.end, verb.i + 14) - 2]:
        if token.text == "," and doc[token.i + 1].is_quote:
            head = doc[token.i + 2]
            # a capital begins a quotation of its own rather than a predicate
            return None if head.is_title else Complement("predicate", head, [(token.i + 1, head.i + 1)])
        if token.is_punct or token.is_space or token.pos_ in {"VERB", "AUX", "CCONJ"}:
            return None
    return None


def _before_comma(verb: Token) -> Complement | None:
    """The sentence before ", said the envoy" and ", the envoy said"."""
    doc, start = verb.doc, verb.sent.start
    subject = child(verb, "nsubj")
    left = verb.i if subject is None or subject.i > verb.i else subject.left_edge.i
    while left > start and doc[left - 1].is_quote:
        left -= 1
    if subject is None or left - start < 3 or doc[left - 1].text != ",":
        return None
    while start < left and (not doc[start].is_alpha or doc[start].lower_ in {"but", "and"}) and not doc[start].is_quote:
        start += 1
    finite = any(token.tag_ in {"VBD", "VBZ", "VBP", "MD"} for token in doc[start:left])
    return Complement("inserted", verb, [(start, left - 1)]) if finite else None


def _around(clause: Token, verb: Token) -> list[Range]:
    """The clause without the stretch of the reporting `verb` inside it."""
    first, last = subtree_range(clause)
    own = [*verb_group(verb), *(other for other in verb.children if other.dep_ in {"nsubj", "advmod", "npadvmod"})]
    gap_first = min(other.i if other is verb else other.left_edge.i for other in own)
    inner = [other.right_edge.i + 1 for other in verb.children
             if other.dep_ not in {"ccomp", "parataxis"} and other.i > verb.i and other.right_edge.i < last]
    gap_last = max([verb.i + 1, *inner])
    return [part for part in ((first, gap_first), (gap_last, last)) if part[0] < part[1]]


def _is_infinitive(verb: Token) -> bool:
    return any(other.dep_ == "aux" and other.lower_ == "to" for other in verb.children)
