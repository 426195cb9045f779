"""A short label of a clause, in the sentence's own words.

Subject, verb, objects, and the phrases that say where and with whom, without what could be left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.syntax.clauses import main_verb
from workbench.syntax.dependents import NOMINAL, VERBAL, child, children
from workbench.syntax.negation import NEGATIONS
from workbench.syntax.predicates import VERB_GROUP, is_infinitive, is_passive, verb_group
from workbench.syntax.subjects import subject_of, written_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LABEL_WORDS = 16  # about; a phrase is kept or left out as a whole
OBJECTS = ("dobj", "attr", "oprd", "acomp", "dative", "ccomp", "xcomp", "agent")
JOINED = ("compound", "amod", "det", "poss", "nummod", "case", "nmod", "quantmod", "predet", "neg")
# words without which a label would say what the sentence does not: "barely mentioned", "nearly signed", "apologised on"
QUALIFIERS = frozenset({*NEGATIONS, "barely", "rarely", "seldom", "nearly", "almost", "partly", "reportedly",
                        "allegedly", "supposedly", "falsely", "yet", "only"})
NEEDED = frozenset({"against", "on", "without", "over", "about", "despite", "except", "for", "from", "of", "to"})
DOUBLE_MARKS = ("“", "”", '"', "``", "''")
TELLING = ("acl", "relcl", "prep", "pcomp", "xcomp", "ccomp", "advcl", "dobj", "attr", "acomp")  # which, how, what
WITHIN = ("of", "between", "on", "for", "with", "to", "in", "from", "against", "at")  # kept in a noun phrase


def label_verb(verb: Token, left_out: set[int]) -> list[Token]:
    """The words of a short label of a verb's clause, in the label's order.

    Parameters
    ----------
    left_out : numbers of tokens
        What tells the date, and has no place in the label.
    """
    clause = main_verb(verb)
    doc, subject = clause.doc, _subject(clause)
    front, behind = _subject_words(clause, subject, left_out)
    if subject is not None and not front:
        return []  # the date itself is the subject
    kept = _predicate(clause, left_out | front, LABEL_WORDS - min(len(front), 8))
    if verb.i != clause.i:
        kept |= _chain(verb, clause) | _predicate(verb, left_out | front, LABEL_WORDS - len(kept))
    kept |= _places_of_dates(verb, left_out)
    said_before = subject is not None and bool(kept) and min(kept) < subject.left_edge.i and not behind
    if said_before or not front:
        return [doc[i] for i in sorted(kept | front)]
    kept = {i for i in kept if doc[i].tag_ not in ("WDT", "WRB")}
    return [doc[i] for part in (front, kept - front, behind - kept) for i in sorted(part)]


def label_noun(noun: Token, left_out: set[int]) -> list[Token]:
    """The words of a short label of a noun that names an event; see `label_verb`."""
    words = (noun.doc[i] for i in sorted(_noun_words(noun, left_out)))
    return [word for word in words if word.tag_ != "WP$"]  # "whose rescue"


def _subject(verb: Token) -> Token | None:
    """The subject written with a verb, "there" included."""
    return written_subject(verb) or child(verb, "expl")


def _subject_words(clause: Token, subject: Token | None, left_out: set[int]) -> tuple[set[int], set[int]]:
    """The words to begin the label with, and those to end it with.

    A relative pronoun gives way to the noun it stands for: "the peninsula it seized" is "it seized the peninsula".
    """
    if subject is None:
        shared = _shared_subject(clause)
        return (_noun_words(shared, left_out) if shared is not None else set()), set()
    if subject.lower_ in ("that", "which", "who") and clause.dep_ in ("relcl", "advcl", "acl"):
        return _noun_words(_antecedent(subject, clause), left_out), set()
    # a passive has its object as subject: "after the meetings that talks would be held" is no clause of the meetings
    is_object_of = clause.dep_ == "relcl" and not is_passive(clause) and not any(
        word.dep_ in ("dobj", "advmod", "prep", "ccomp") and word.tag_ not in ("WDT", "WP")
        and word.i not in left_out for word in clause.children)
    return _noun_words(subject, left_out), _noun_words(clause.head, left_out) if is_object_of else set()


def _shared_subject(clause: Token) -> Token | None:
    """The noun a clause without subject is about: that of the verb it is joined to, or what it says more of."""
    if clause.dep_ == "acl" and clause.head.i < clause.i and (clause.tag_ == "VBN" or is_infinitive(clause)):
        return clause.head  # "the injunction issued on Thursday", "the ruling to repatriate the child"
    joined = clause.dep_ == "conj" or (clause.dep_ == "advcl" and clause.tag_ in ("VBG", "VBN"))
    return subject_of(clause) if joined else None


def _antecedent(pronoun: Token, clause: Token) -> Token:
    """The noun that a relative pronoun stands for: what its clause hangs on, or the noun before it."""
    if clause.dep_ == "relcl" and clause.head.i < pronoun.i:
        return clause.head
    nouns = (word for word in reversed(pronoun.doc[pronoun.sent.start:pronoun.i]) if word.pos_ in NOMINAL)
    return next(nouns, pronoun)


def _places_of_dates(verb: Token, left_out: set[int]) -> set[int]:
    """ "On February 17-18 in Geneva": the parser hangs the place on the date."""
    hooks = (hook for i in left_out for hook in verb.doc[i].children
             if hook.lower_ in ("in", "at", "near") and hook.i not in left_out and hook.i > verb.i)
    return {i for hook in hooks for i in _prepositional(hook, left_out)}


def _chain(verb: Token, clause: Token) -> set[int]:
    """The words between a clause's verb and an infinitive that hangs on it: "is likely to"."""
    kept: set[int] = set()
    while verb.i != clause.i:
        kept |= {verb.i} | {word.i for word in verb.children if word.dep_ in ("aux", "neg", "prt")} | _qualifiers(verb)
        verb = verb.head
    return kept


def _predicate(verb: Token, left_out: set[int], room: int) -> set[int]:
    """A verb with its auxiliaries and objects, and the prepositional phrases there is room for."""
    kept = {word.i for word in verb_group(verb)} | _qualifiers(verb)
    for word in verb.children:
        if word.dep_ in OBJECTS and word.i not in left_out:
            part = _complement(word, left_out, room - len(kept)) if word.dep_ in ("ccomp", "xcomp") else \
                _prepositional(word, left_out) if word.dep_ == "agent" else _noun_words(word, left_out)
            kept |= part if len(part) <= max(room - len(kept), 3) + 4 else _noun_words(word, left_out, bare=True)
    for word in verb.rights:
        if word.dep_ == "npadvmod" and word.i not in left_out:
            kept |= _noun_words(word, left_out)
        if word.dep_ in ("prep", "dative"):
            part = _prepositional(word, left_out)
            needed = word.lower_ in NEEDED and len(part) <= room
            kept |= part if needed or len(kept) + len(part) <= room else set()
    return kept


def _qualifiers(verb: Token) -> set[int]:
    """The adverbs beside a verb that a label must not lose."""
    return {word.i for word in verb.children if word.dep_ in ("advmod", "preconj") and word.lower_ in QUALIFIERS}


def _complement(verb: Token, left_out: set[int], room: int) -> set[int]:
    """What is said, meant or wanted, as far as there is room: a clause of its own."""
    subject = _subject(verb)
    kept = _noun_words(subject, left_out) if subject is not None else set()
    kept |= {word.i for word in verb.children if word.dep_ in ("mark", *VERB_GROUP)} | {verb.i} | _qualifiers(verb)
    for word in verb.children:
        if word.dep_ in (*OBJECTS, "prep") and word.i not in left_out and word.i > verb.i:
            inner = _prepositional(word, left_out) if word.dep_ == "prep" else _noun_words(word, left_out) \
                if word.pos_ not in VERBAL else _complement(word, left_out, room - len(kept))
            if len(kept) + len(inner) <= max(room, 6):
                kept |= inner
    return kept


def _prepositional(preposition: Token, left_out: set[int]) -> set[int]:
    """A preposition with its object; nothing where that tells the date."""
    if preposition.i in left_out:
        return set()
    kept = {preposition.i}
    for word in preposition.children:
        if word.i in left_out:
            return set()
        if word.dep_ == "prep":
            inner = _prepositional(word, left_out)
            if not inner:
                return set()
            kept |= inner
        elif word.dep_ in ("pobj", "pcomp"):
            kept |= _noun_words(word, left_out) if word.dep_ == "pobj" else _complement(word, left_out, 8)
    return kept if len(kept) > 1 else set()


def _noun_words(head: Token, left_out: set[int], bare: bool = False) -> set[int]:
    """A noun with its modifiers, what it is joined to, and "of" and "between" phrases; no asides."""
    if head.i in left_out:
        return set()
    kept, within = {head.i}, ("of",) if bare else WITHIN
    for word in head.children:
        if word.i in left_out:
            continue
        if word.dep_ in JOINED:
            kept |= {word.i} if bare and word.dep_ == "amod" else {below.i for below in word.subtree} - left_out
        elif word.dep_ == "conj" and not bare:
            kept |= _noun_words(word, left_out) | _joint(head, word)
        elif word.dep_ == "prep" and word.lower_ in within:
            kept |= _prepositional(word, left_out)
        elif word.i < head.i and _binds(word):
            kept.add(word.i)
    return _without_lone_marks(head.doc, kept)


def _binds(mark: Token) -> bool:
    return mark.dep_ == "punct" and (mark.text in ("-", "–", "'") or mark.is_quote)


def _joint(head: Token, joined: Token) -> set[int]:
    """What joins two nouns: "and", a comma."""
    if joined.left_edge.i - head.i <= 3:
        return set(range(head.i, joined.i))
    return {word.i for word in head.children if word.dep_ in ("cc", "punct") and head.i < word.i < joined.i}


def _without_lone_marks(doc: Doc, kept: set[int]) -> set[int]:
    """Without a quotation mark whose partner is left out."""
    quotes = [i for i in kept if doc[i].is_quote]
    return kept - set(quotes) if len(quotes) % 2 else kept


def write(tokens: Sequence[Token], names: Mapping[int, str] | None = None, left_out: Collection[int] = ()) -> str:
    """Tokens as text: spaces as written between neighbours, one where something was left out.

    Parameters
    ----------
    names : what to write for some of the tokens, by number ("it" by the name it stands for)
    left_out : numbers of tokens that tell the date, which nobody misses; "…" stands where what else is left out says
        which or how: "would reject any deal …", not "would reject any deal" for one "requiring a withdrawal"
    """
    kept = {token.i for token in tokens}
    opened, closed = _find_marks(tokens, kept)
    written, last = "", None
    for token in tokens:
        if token.text in (".", "!", "?", "_", "``", "''"):
            continue
        if last is not None and _follows_statement(token, last):
            written += ","
        if last is not None and (last.i + 1 != token.i or last.whitespace_) and not _clings(token):
            written += " "
        written += opened.get(token.i, "") + (names or {}).get(token.i, token.text) if not token.is_space else ""
        written += closed.get(token.i, "")
        written += " …" if _is_cut_after(token, kept, left_out) else ""
        last = token
    written = " ".join(written.split()).strip(" ,;:-–—")
    return written[:1].upper() + written[1:]


def _find_marks(tokens: Sequence[Token], kept: Collection[int]) -> tuple[dict[int, str], dict[int, str]]:
    """The quotation marks around words that a label has whole: what opens before, and closes behind, which token."""
    opened, closed = dict[int, str](), dict[int, str]()
    if not tokens:
        return opened, closed
    sentence = tokens[0].sent
    marks = [word for word in sentence if word.text in DOUBLE_MARKS]
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        words = [word.i for word in sentence.doc[first.i + 1:last.i] if not word.is_punct and not word.is_space]
        if words and first.i not in kept and last.i not in kept and all(i in kept for i in words):
            opened[words[0]], closed[words[-1]] = "“", "”"
    return opened, closed


def _is_cut_after(token: Token, kept: Collection[int], left_out: Collection[int]) -> bool:
    """Whether the words behind a kept one say which or how, and are left out: not those after a comma."""
    behind = next((word for word in token.doc[token.i + 1:token.sent.end]
                   if word.i not in left_out and not word.is_space), None)
    if behind is None or behind.i in kept or behind.is_punct:
        return False
    below = behind
    while below.head.i not in kept and below.head != below:
        below = below.head
    if below.head == below or below.i < below.head.i:
        return False
    return below.dep_ in TELLING or (below.dep_ == "advmod" and below.head.pos_ in (*NOMINAL, "PRON"))


def _follows_statement(token: Token, last: Token) -> bool:
    """Whether the subject of a verb of saying begins here, after what was said."""
    verb = next((above for above in token.ancestors if above.pos_ == "VERB"), token)
    subject = _subject(verb)
    return (subject is not None and subject.left_edge.i == token.i and last.i < token.i
            and any(last in clause.subtree for clause in children(verb, "ccomp")))


def _clings(token: Token) -> bool:
    return token.text in ("'s", "’s", "'", "’", ",", "n't", "n’t") or token.dep_ == "case"


def content_lemmas(tokens: Iterable[Token]) -> Iterator[str]:
    """Lemmas of the words that carry meaning, lower case, in order."""
    for token in tokens:
        if token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "NUM") and not token.is_stop and token.is_alpha:
            yield token.lemma_.lower()
