"""What a verb takes as content: the constructions in which English reports speech and thought."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.quotes.phrases import SUBJECTS, child, subtree_range, verb_group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token


class Complement(NamedTuple):
    """A possible content of a verb: the construction's name, its head and its token ranges."""

    frame: str
    head: Token
    ranges: list[tuple[int, int]]


# prepositional phrases behind an object that belong to what is said: "accused him of lying", "blamed it for"
CONTENT_PREPOSITIONS = {"as", "of", "for", "against", "over", "about", "with", "to", "from"}


def find_complements(verb: Token) -> Iterator[Complement]:
    """Everything that hangs on `verb` as it would if the verb reported it."""
    for other in verb.children:
        if other.dep_ == "ccomp":
            yield _clause(verb, other)
        elif other.dep_ == "xcomp" and other.i > verb.i:
            yield Complement(_xcomp(other), other, [subtree_range(other)])
        elif other.dep_ == "dobj" and other.i > verb.i:
            yield _object(verb, other)
        elif other.dep_ == "oprd" and other.i > verb.i and not child(verb, "dobj"):
            subject = child(verb, "nsubjpass")
            if subject is not None:
                ranges = [subtree_range(subject), (other.left_edge.i, verb.right_edge.i + 1)]
                yield Complement("passive-predicate", other, ranges)
            else:
                yield Complement("predicate", other, [subtree_range(other)])
        elif other.dep_ == "prep" and other.i > verb.i and not child(verb, "dobj"):
            inner = child(other, "pobj", "pcomp")
            if inner is not None:
                yield Complement(f"prep {other.lower_}", inner, [(inner.left_edge.i, other.right_edge.i + 1)])
        elif other.dep_ == "nsubjpass":
            yield Complement("passive", other, [subtree_range(other)])
        elif other.dep_ in {"acomp", "attr"} and other.i > verb.i:
            yield Complement(other.dep_, other, [subtree_range(other)])
    if verb.dep_ == "parataxis":
        yield Complement("inserted", verb.head, _around(verb.head, verb))
    elif verb.dep_ == "advcl" and (mark := child(verb, "mark")) is not None and mark.lower_ == "as":
        yield Complement("as-inserted", verb.head, _around(verb.head, verb))
    elif verb.dep_ == "relcl":
        yield Complement("relative", verb.head, [(verb.head.left_edge.i, verb.left_edge.i)])


def _clause(verb: Token, clause: Token) -> Complement:
    first, last = subtree_range(clause)
    if first < verb.i < last:
        ranges = _around(clause, verb)
        return Complement("clause", clause, ranges)
    has_to = any(other.dep_ == "aux" and other.lower_ == "to" for other in clause.children)
    frame = "clause"
    if has_to:
        frame = "object-infinitive" if child(clause, *SUBJECTS) is not None else "infinitive"
    elif clause.tag_ == "VBG" and not any(other.dep_ == "aux" for other in clause.children):
        frame = "gerund"
    elif clause.i < verb.i:
        frame = "fronted"
    elif any(other.lower_ in {"what", "how", "why", "who", "which", "where", "when", "whether", "if"}
             for other in clause.lefts):
        frame = "wh-clause"
    elif not any(other.dep_ == "mark" and other.lower_ == "that" for other in clause.lefts):
        frame = "bare clause"
    # "said Monday that …": what stands between verb and clause belongs to the verb; the parser sometimes differs
    return Complement(frame, clause, [(first, last)])


def _xcomp(complement: Token) -> str:
    if any(other.dep_ == "aux" and other.lower_ == "to" for other in complement.children):
        return "infinitive"
    return "gerund" if complement.tag_ == "VBG" else "small clause"


def _object(verb: Token, thing: Token) -> Complement:
    first, last = subtree_range(thing)
    frame = "object"
    for other in verb.children:
        if other.i > thing.i and other.left_edge.i >= last:
            if other.dep_ in {"xcomp", "ccomp"} and other.left_edge.i == last:
                frame, last = f"object+{_xcomp(other)}", other.right_edge.i + 1
            elif other.dep_ in {"oprd"} and other.left_edge.i <= last + 1:
                frame, last = "object+predicate", other.right_edge.i + 1
            elif other.dep_ == "prep" and other.left_edge.i == last and other.lower_ in CONTENT_PREPOSITIONS:
                frame, last = f"object+{other.lower_}", other.right_edge.i + 1
            else:
                break
    return Complement(frame, thing, [(first, last)])


def _around(clause: Token, verb: Token) -> list[tuple[int, int]]:
    """The clause without the stretch of the reporting `verb` inside it."""
    first, last = subtree_range(clause)
    own = [*verb_group(verb), *(other for other in verb.children if other.dep_ in SUBJECTS)]
    gap_first = min(other.left_edge.i if other is not verb else verb.i for other in own)
    gap_last = max([verb.i + 1, *(other.right_edge.i + 1 for other in verb.children
                                  if other.dep_ != "ccomp" and other.i > verb.i and other.right_edge.i < last)])
    return [part for part in ((first, gap_first), (gap_last, last)) if part[0] < part[1]]
