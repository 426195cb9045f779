"""What a verb takes as content: the constructions in which English reports speech and thought.

The frames (clause, infinitive, gerund, object, object-to, predicate, prepositions, raised, inserted) are the
subcategorisation frames of reporting verbs; the lexicon says which verb takes which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.quotes.cues import words
from workbench.syntax.dependents import VERBAL, child, children, subtree_range
from workbench.syntax.predicates import FINITE_TAGS, VERB_GROUP, is_infinitive
from workbench.syntax.subjects import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

Range = tuple[int, int]


class Complement(NamedTuple):
    """A possible content of a verb: its frame, its head and its token ranges."""

    frame: str
    head: Token
    ranges: list[Range]


# in what order the frames are tried where a verb has several complements
ORDER = ("clause", "raised", "object-to", "predicate", "infinitive", "gerund", "inserted", "object")
SEARCH_TOKENS = 14  # how far behind a verb its content is looked for where the parser hung it elsewhere


def find_complements(verb: Token) -> list[Complement]:
    """Everything that hangs on a verb as it would if the verb reported it, the likeliest first."""
    found = [*_below(verb), *_beside(verb)]
    return sorted(found, key=lambda one: (ORDER.index(one.frame) if one.frame in ORDER else 99, one.head.i < verb.i))


def _below(verb: Token) -> Iterator[Complement]:
    passive = child(verb, "nsubjpass")
    thing = next((other for other in children(verb, "dobj") if other.i > verb.i), None)
    if passive is not None:
        yield from _passive(verb, passive)
    for other in verb.children:
        if other.dep_ == "ccomp":
            yield _clause(verb, other)
        elif other.i > verb.i and other.dep_ == "advcl" and (mark := child(other, "mark")) and mark.lower_ == "for":
            yield Complement("for", other, [(mark.i + 1, other.right_edge.i + 1)])
        elif other.i > verb.i and thing is None and passive is None and other.dep_ in BARE_COMPLEMENTS:
            yield from BARE_COMPLEMENTS[other.dep_](verb, other)
    if thing is not None:
        yield _object(verb, thing)


def _clause(verb: Token, clause: Token) -> Complement:
    first, last = subtree_range(clause)
    if first < verb.i < last:
        return Complement("clause", clause, _around(clause, verb))
    if clause.i > verb.i and is_infinitive(clause):
        frame = "object-to" if child(clause, *SUBJECTS, "expl") is not None else "infinitive"
        return Complement(frame, clause, [(first, last)])
    for other in children(verb, "advcl") if clause.i > verb.i else ():
        mark = child(other, "mark", "advmod")
        if mark is not None and mark.lower_ in words("continuations") and last <= other.left_edge.i <= last + 2:
            last = other.right_edge.i + 1
    gerund = clause.tag_ == "VBG" and child(clause, "aux", "auxpass") is None
    return Complement("gerund" if gerund else "clause", clause, [(_start_of_clause(verb, clause, first), last)])


def _start_of_clause(verb: Token, clause: Token, first: int) -> int:
    """Where the clause begins, with the subject that the parser took for the reporting verb's object."""
    if clause.i < verb.i or child(clause, *SUBJECTS, "expl") is not None:
        return first
    thing = child(verb, "dobj")
    return thing.left_edge.i if thing is not None and verb.i < thing.i < clause.i else first


def _infinitive(verb: Token, complement: Token) -> Iterator[Complement]:
    span = subtree_range(complement)
    frame = "infinitive" if is_infinitive(complement) else "gerund" if complement.tag_ == "VBG" else "clause"
    yield Complement(frame, complement, [span])
    subject = child(verb, "nsubj")
    if subject is not None:
        yield Complement("raised", complement, [subtree_range(subject), span])


def _predicate(_: Token, complement: Token) -> Iterator[Complement]:
    yield Complement("predicate", complement, [subtree_range(complement)])


def _prepositional(verb: Token, preposition: Token) -> Iterator[Complement]:
    inner = child(preposition, "pobj", "pcomp")
    if inner is not None:
        last = preposition.right_edge.i + 1
        for other in children(verb, "prep"):
            if other.left_edge.i == last and other.lower_ in words("content_prepositions"):
                last = other.right_edge.i + 1
        yield Complement(preposition.lower_, inner, [(inner.left_edge.i, last)])
    # "what he described as “a farce”": the object stands before its clause, and what it is called behind
    if preposition.lower_ == "as" and (verb.dep_ == "relcl" or any(
            other.tag_ in {"WP", "WDT"} and other.dep_ in {"dobj", "pobj"} for other in verb.lefts)):
        yield Complement("predicate", preposition, [subtree_range(preposition)])


# of a verb without object and passive subject, by label
BARE_COMPLEMENTS = {"xcomp": _infinitive, "oprd": _predicate, "prep": _prepositional}


def _passive(verb: Token, subject: Token) -> Iterator[Complement]:
    """"X is expected to …", "was described as …", "is accused of …": subject and complement are the content."""
    for other in verb.rights:
        ranges = [subtree_range(subject), subtree_range(other)]
        if other.dep_ in {"xcomp", "oprd"} or (other.dep_ == "prep" and other.lower_ == "as"):
            yield Complement("raised-passive", other, ranges)
        elif other.dep_ == "prep" and other.lower_ in words("content_prepositions"):
            yield Complement("passive", other, ranges)
    yield Complement("passive", subject, [subtree_range(subject)])


def _object(verb: Token, thing: Token) -> Complement:
    """The object with the complements behind it that belong to what is said."""
    clause = child(verb, "xcomp", "ccomp", "advcl")
    if thing.lower_ == "it" and clause is not None and clause.i > thing.i:
        return Complement("predicate", clause, [(thing.left_edge.i, clause.right_edge.i + 1)])
    first, last = subtree_range(thing)
    frame, head = "object", thing
    for other in verb.children:
        if other.i <= thing.i or other.left_edge.i < last or other.is_quote:
            continue
        found = frame if _is_condition(other, last) else _frame_behind(other, thing, last)
        if found is None:
            break
        frame, head, last = found, other, other.right_edge.i + 1
    return Complement(frame, head, [(first, last)])


def _is_condition(other: Token, last: int) -> bool:
    """"Predicted bloodshed if soldiers came": under which condition belongs to what is said."""
    mark = child(other, "mark")
    return other.dep_ == "advcl" and mark is not None and mark.i == last and mark.lower_ in words("conditions")


def _frame_behind(other: Token, thing: Token, last: int) -> str | None:
    """The frame that a complement behind an object makes with it; `last` is the token after what was taken so far."""
    gap = other.doc[last:other.left_edge.i]
    adjacent = not len(gap) or (gap.text == "," and thing.right_edge.i > thing.i)
    if other.dep_ in {"xcomp", "ccomp"} and adjacent:
        return "object-to" if is_infinitive(other) else "object-clause"
    if (other.dep_ in {"oprd", "dobj"} and len(gap) <= 1) or (other.lower_ == "as" and adjacent):
        return "predicate"
    if other.dep_ == "prep" and adjacent and other.lower_ in words("content_prepositions"):
        return f"object-{other.lower_}"
    return None


def _beside(verb: Token) -> Iterator[Complement]:
    """The clause a reporting clause is put into: "the plan, she says, is dead", "as he puts it"."""
    if verb.dep_ == "parataxis":
        yield Complement("inserted", verb.head, _around(verb.head, verb))
    elif verb.dep_ == "advcl" and verb.head.pos_ in VERBAL:
        mark, thing = child(verb, "mark", "advmod"), child(verb, "dobj")
        if mark is not None and mark.lower_ == "as":
            frame = "as-it" if thing is not None and thing.lower_ == "it" else "as-inserted"
            yield Complement(frame, verb.head, _without(subtree_range(verb.head), subtree_range(verb)))


def _around(clause: Token, verb: Token) -> list[Range]:
    """The clause without the stretch of the reporting verb inside it."""
    whole = subtree_range(clause)
    own = children(verb, *VERB_GROUP, "nsubj", "advmod", "npadvmod")
    first = min([verb.i, *(word.left_edge.i for word in own)])
    inner = [other.right_edge.i + 1 for other in verb.rights
             if other.dep_ not in {"ccomp", "parataxis"} and other.right_edge.i < whole[1]]
    return _without(whole, (first, max([verb.i + 1, *inner])))


def _without(whole: Range, gap: Range) -> list[Range]:
    return [part for part in ((whole[0], gap[0]), (gap[1], whole[1])) if part[0] < part[1]]


# ---- what the parser hung elsewhere


def find_misparsed(verb: Token) -> Complement | None:
    """The clause that follows a reporting verb where the parser hung it elsewhere: "said after the vote that …"."""
    for token in verb.doc[verb.i + 1:min(verb.sent.end, verb.i + SEARCH_TOKENS)]:
        if token.lower_ == "that" and token.dep_ in {"mark", "nsubj", "nsubjpass", "dobj"} and token.head.i > token.i:
            return Complement("clause", token.head, [(token.i, max(token.head.right_edge.i + 1, token.i + 1))])
        if token.text in {",", ";", ":"} or token.dep_ == "mark":
            break
    return _on_verb_above(verb) or _before_comma(verb)


def _on_verb_above(verb: Token) -> Complement | None:
    """The clause right behind an infinitive where the parser hung it on the verb above: "went on to vow they would"."""
    clause = child(verb.head, "ccomp") if verb.dep_ == "xcomp" else None
    if clause is None or clause.left_edge.i != verb.i + 1:
        return None
    return Complement("clause", clause, [subtree_range(clause)])


def _before_comma(verb: Token) -> Complement | None:
    """The sentence before ", said the envoy" and ", the envoy said"."""
    doc, start = verb.doc, verb.sent.start
    subject = child(verb, "nsubj")
    if subject is None:
        return None
    left = subject.left_edge.i if subject.i < verb.i else verb.i
    while left > start and doc[left - 1].is_quote:
        left -= 1
    if left - start < 3 or doc[left - 1].text != ",":
        return None
    while start < left and not doc[start].is_quote and (not doc[start].is_alpha or doc[start].lower_ in {"but", "and"}):
        start += 1
    finite = any(token.tag_ in FINITE_TAGS for token in doc[start:left])
    return Complement("inserted", verb, [(start, left - 1)]) if finite else None


def find_set_off(verb: Token) -> Complement | None:
    """The quoted predicate that a comma sets off from its object: "called the vote, “a farce,” and left"."""
    doc = verb.doc
    for token in doc[verb.i + 2:min(verb.sent.end, verb.i + SEARCH_TOKENS) - 2]:
        if token.text == "," and doc[token.i + 1].is_quote:
            head = doc[token.i + 2]
            # a capital begins a quotation of its own rather than a predicate
            return None if head.is_title else Complement("predicate", head, [(token.i + 1, head.i + 1)])
        if token.is_punct or token.is_space or token.pos_ in {"VERB", "AUX", "CCONJ"}:
            return None
    return None
