"""Clauses of a parse: which one a word belongs to, its verb as a dictionary has it, and a short label of it.

Dependency labels are spaCy's (ClearNLP). A label is made of the sentence's own words in their order: subject,
verb, objects, and the phrases that say where and with whom, without what could be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

WORDS = 16  # of a label, about; a phrase is kept or left out as a whole
PARTICLES = ("down", "up", "off", "out", "back", "over")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
OBJECTS = ("dobj", "attr", "oprd", "acomp", "dative", "ccomp", "xcomp", "agent")
JOINED = ("compound", "amod", "det", "poss", "nummod", "case", "nmod", "quantmod", "predet", "neg")
WITHIN = ("of", "between", "on", "for", "with", "to", "in", "from", "against", "at")  # kept in a noun phrase


def lemma_of(verb: Token) -> str:
    """The dictionary form of a verb with its particle: "wrap up"."""
    particle = next((child.lower_ for child in verb.children if child.dep_ == "prt" or (
        child.dep_ == "advmod" and child.i == verb.i + 1 and child.lower_ in PARTICLES)), None)
    return f"{verb.lemma_.lower()} {particle}" if particle else verb.lemma_.lower()


def whole_clause(verb: Token) -> Token:
    """The verb of the clause whose subject does what `verb` says: "is" for "enter" in "is likely to enter"."""
    while verb.dep_ in ("xcomp", "pcomp", "acomp") and not subject_of(verb) and verb.head.i != verb.i:
        verb = verb.head
    return verb


def subject_of(verb: Token) -> Token | None:
    """The subject written with a verb, or None."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def shared_subject(verb: Token) -> Token | None:
    """The subject of a verb, or of the one it is joined to or hangs on ("arrived …, seeking support")."""
    for _ in range(6):
        subject = subject_of(verb)
        if subject is not None:
            return subject
        if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp", "acomp") and verb.head.i != verb.i:
            verb = verb.head
        else:
            return None
    return None


def span_of(token: Token) -> range:
    """Numbers of the tokens under `token`, itself included."""
    return range(token.left_edge.i, token.right_edge.i + 1)


def label_verb(verb: Token, left_out: set[int]) -> list[Token]:
    """Tokens of the label of a verb's clause, in its order; `left_out` are tokens that tell the date.

    A relative pronoun gives way to the noun it stands for: "the peninsula it seized" is "it seized the peninsula".
    """
    clause = whole_clause(verb)
    doc, subject, behind = clause.doc, subject_of(clause), set()
    if subject is None:
        # "…, saying that", "… and left": the subject stands with the verb it is joined to
        joined = clause.dep_ == "conj" or (clause.dep_ == "advcl" and clause.tag_ == "VBG")
        shared = shared_subject(clause) if joined else None
        front = noun_phrase(shared, left_out) if shared is not None else set()
    elif is_relative(subject, clause):
        front = noun_phrase(_antecedent(subject, clause), left_out)
    else:
        front = noun_phrase(subject, left_out)
        if clause.dep_ == "relcl" and not any(child.dep_ in ("dobj", "advmod", "prep", "ccomp") and (
                child.tag_ not in ("WDT", "WP")) and child.i not in left_out for child in clause.children):
            behind = noun_phrase(clause.head, left_out)
    kept = _predicate(clause, left_out | front, WORDS - min(len(front), 8))
    if verb.i != clause.i:
        kept |= _chain(verb, clause) | _predicate(verb, left_out | front, WORDS - len(kept))
    for i in left_out:  # "on February 17-18 in Geneva": the parser hangs the place on the date
        for child in doc[i].children:
            if child.lower_ in ("in", "at", "near") and child.i not in left_out and child.i > verb.i:
                kept |= prepositional(child, left_out)
    if subject is not None and not front:
        return []  # the date itself is the subject
    said_before = subject is not None and bool(kept) and min(kept) < subject.left_edge.i and not behind
    if said_before or not front:
        return [doc[i] for i in sorted(kept | front)]
    kept = {i for i in kept if doc[i].tag_ not in ("WDT", "WRB")}
    return [doc[i] for part in (front, kept - front, behind - kept) for i in sorted(part)]


def is_relative(subject: Token, clause: Token) -> bool:
    """Whether a subject is a relative pronoun, also where the parser takes its clause for another kind."""
    return subject.lower_ in ("that", "which", "who") and clause.dep_ in ("relcl", "advcl", "acl")


def _antecedent(pronoun: Token, clause: Token) -> Token:
    """The noun that a relative pronoun stands for: what its clause hangs on, or the noun before it."""
    if clause.dep_ == "relcl" and clause.head.i < pronoun.i:
        return clause.head
    nouns = (token for token in reversed(pronoun.doc[pronoun.sent.start:pronoun.i]) if token.pos_ in ("NOUN", "PROPN"))
    return next(nouns, pronoun)


def _chain(verb: Token, clause: Token) -> set[int]:
    """The words between a clause's verb and an infinitive that hangs on it: "is likely to"."""
    kept: set[int] = set()
    while verb.i != clause.i:
        kept |= {verb.i} | {child.i for child in verb.children if child.dep_ in ("aux", "neg", "prt")}
        verb = verb.head
    return kept


def _predicate(verb: Token, left_out: set[int], room: int) -> set[int]:
    """A verb with its auxiliaries and objects, and the prepositional phrases there is room for."""
    kept = {verb.i} | {child.i for child in verb.children if child.dep_ in ("aux", "auxpass", "neg", "prt")}
    for child in verb.children:
        if child.dep_ in OBJECTS and child.i not in left_out:
            if child.dep_ in ("ccomp", "xcomp"):
                part = _complement(child, left_out, room - len(kept))
            else:
                part = noun_phrase(child, left_out)
            kept |= part if len(part) <= max(room - len(kept), 3) + 4 else noun_phrase(child, left_out, bare=True)
    for child in verb.children:
        if child.dep_ == "npadvmod" and child.i not in left_out and child.i > verb.i:
            kept |= noun_phrase(child, left_out)
        if child.dep_ in ("prep", "dative") and child.i > verb.i:
            part = prepositional(child, left_out)
            if part and len(kept) + len(part) <= room:
                kept |= part
    return kept


def _complement(verb: Token, left_out: set[int], room: int) -> set[int]:
    """What is said, meant or wanted, as far as there is room: a clause of its own."""
    subject = subject_of(verb)
    kept = noun_phrase(subject, left_out) if subject is not None else set()
    kept |= {child.i for child in verb.children if child.dep_ in ("mark", "aux", "auxpass", "neg", "prt")} | {verb.i}
    for child in verb.children:
        if child.dep_ in (*OBJECTS, "prep") and child.i not in left_out and child.i > verb.i:
            inner = prepositional(child, left_out) if child.dep_ == "prep" else noun_phrase(child, left_out) \
                if child.pos_ not in ("VERB", "AUX") else _complement(child, left_out, room - len(kept))
            if len(kept) + len(inner) <= max(room, 6):
                kept |= inner
    return kept


def prepositional(preposition: Token, left_out: set[int]) -> set[int]:
    """A preposition with its object; nothing where that tells the date."""
    if preposition.i in left_out:
        return set()
    kept = {preposition.i}
    for child in preposition.children:
        if child.i in left_out:
            return set()
        if child.dep_ == "prep":
            inner = prepositional(child, left_out)
            if not inner:
                return set()
            kept |= inner
        elif child.dep_ in ("pobj", "pcomp"):
            kept |= noun_phrase(child, left_out) if child.dep_ == "pobj" else _complement(child, left_out, 8)
    return kept if len(kept) > 1 else set()


def noun_phrase(head: Token, left_out: set[int], bare: bool = False) -> set[int]:
    """A noun with its modifiers, what it is joined to, and "of" and "between" phrases; no asides."""
    if head.i in left_out:
        return set()
    kept = {head.i}
    for child in head.children:
        if child.i in left_out:
            continue
        if child.dep_ in JOINED:
            kept |= {child.i} if bare and child.dep_ == "amod" else {i for i in span_of(child) if i not in left_out}
        elif child.dep_ == "punct" and (child.text in ("-", "–", "'") or child.is_quote) and child.i < head.i:
            kept.add(child.i)
        elif child.dep_ == "conj" and not bare:
            kept |= noun_phrase(child, left_out)
            kept |= set(range(head.i, child.i)) if child.left_edge.i - head.i <= 3 else \
                {other.i for other in head.children if other.dep_ in ("cc", "punct") and head.i < other.i < child.i}
        elif child.dep_ == "prep" and child.lower_ in (("of",) if bare else WITHIN):
            kept |= prepositional(child, left_out)
    return _without_lone_marks(head.doc, kept)


def _without_lone_marks(doc: Doc, kept: set[int]) -> set[int]:
    """Without a quotation mark whose partner is left out."""
    quotes = [i for i in kept if doc[i].is_quote]
    return kept - set(quotes) if len(quotes) % 2 else kept


def write(tokens: Iterable[Token], names: Mapping[int, str] | None = None) -> str:
    """Tokens as text: spaces as written between neighbours, one where something was left out.

    names: what to write for some of the tokens, by number ("it" by the name it stands for).
    """
    written, last = "", None
    for token in tokens:
        if token.text in (".", "!", "?", "_", "``", "''"):
            continue
        if last is not None and _follows_statement(token, last):
            written += ","
        if last is not None and (last.i + 1 != token.i or last.whitespace_) and not _clings(token):
            written += " "
        written += (names or {}).get(token.i, token.text) if not token.is_space else ""
        last = token
    written = " ".join(written.split()).strip(" ,;:-–—")
    return written[:1].upper() + written[1:]


def _follows_statement(token: Token, last: Token) -> bool:
    """Whether the subject of a verb of saying begins here, after what was said."""
    verb = next((above for above in token.ancestors if above.pos_ == "VERB"), token)
    subject = subject_of(verb)
    return (subject is not None and subject.left_edge.i == token.i and last.i < token.i
            and any(child.dep_ == "ccomp" and last.i in span_of(child) for child in verb.children))


def _clings(token: Token) -> bool:
    return token.text in ("'s", "’s", "'", "’", ",", "n't", "n’t") or token.dep_ == "case"


def content_lemmas(tokens: Iterable[Token]) -> Iterator[str]:
    """Lemmas of the words that carry meaning, lower case, in order."""
    for token in tokens:
        if token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "NUM") and not token.is_stop and token.is_alpha:
            yield token.lemma_.lower()
