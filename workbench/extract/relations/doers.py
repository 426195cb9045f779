"""Who does a verb, and to whom: the slots of a dependency parse that the rules of relations read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

# inside one noun phrase: "[Ann]'s party", "the head of [Bob]'s office", "Carol, [Ann]'s lawyer"
NOMINAL = frozenset((
    "amod", "compound", "poss", "nmod", "appos", "prep", "pobj", "conj", "nummod", "det", "npadvmod",
    "quantmod", "dep"))
OWNING = frozenset(("of", "from", "by", "like"))  # "the policy of Bob", but not "the arrests in Bob's town"
SUBJECTS = ("nsubj", "csubj")
VERBAL = ("VERB", "AUX")
THIRD_PERSON = frozenset((
    "he", "she", "they", "it", "his", "her", "him", "them", "their", "its", "himself", "herself", "themselves",
    "itself"))
FIRST_PERSON = frozenset((
    "i", "we", "me", "us", "our", "my"))
RELATIVE = frozenset(("who", "which", "that", "whom"))
NEGATIONS = frozenset(("not", "n't", "n’t", "never", "hardly", "neither", "nor", "no"))
# verbs after which what follows does not come about: "Ann refused to endorse Bob"
REFUSALS = frozenset((
    "refuse", "decline", "fail", "stop", "cease", "hesitate", "resist", "withdraw", "reject", "rescind", "drop",
    "lose", "end", "avoid"))
# those who are not with the one they are named after: "Bob's critics", "opponents of Bob"
OTHERS = frozenset((
    "critic", "opponent", "foe", "enemy", "rival", "adversary", "detractor", "accuser", "challenger"))


def within(phrase: Token, mention: Token) -> bool:
    """Whether `mention` stands in the noun phrase headed by `phrase`, not in a clause that hangs on it."""
    if mention.i > 1 and {mention.nbor(-1).lower_, mention.nbor(-2).lower_} & {"anti", "non"}:
        return False  # "anti-Bob activists" are neither Bob nor his
    token, compounds = mention, 0
    while token.i != phrase.i:
        if token.dep_ not in NOMINAL or token.head.i == token.i or (
                token.dep_ == "prep" and token.lower_ not in OWNING):
            return False
        compounds += token.dep_ == "compound"
        attached = token.dep_ in ("compound", "poss", "amod", "prep")
        token = token.head
        if attached and token.lemma_.lower() in OTHERS:
            return False
    return compounds < 2  # "Oslo city council member Bob" is not Oslo


def holds(phrases: Iterable[Token], mention: Token) -> bool:
    """Whether `mention` stands in one of the noun phrases."""
    return any(within(phrase, mention) for phrase in phrases)


def children(token: Token, *labels: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in labels]


def complements(token: Token, prepositions: Iterable[str], after: int = -1) -> list[Token]:
    """The noun phrases that hang on `token` by one of the prepositions, and stand after the position `after`."""
    return [inner for child in token.children
            if child.dep_ in ("prep", "agent", "dative") and child.lower_ in prepositions and child.i > after
            for inner in child.children if inner.dep_ in ("pobj", "pcomp")]


def is_passive(verb: Token) -> bool:
    return bool(children(verb, "nsubjpass", "auxpass")) or (verb.dep_ == "acl" and verb.tag_ == "VBN")


def is_negated(word: Token) -> bool:
    """Whether the verb or noun is denied, or what it depends on refuses it."""
    if any(child.dep_ == "neg" or child.lower_ in NEGATIONS for child in word.children):
        return True
    if word.dep_ in ("xcomp", "ccomp") and word.head.pos_ == "ADJ":  # "was not ready to endorse Bob"
        return is_negated(word.head) or any(child.dep_ == "neg" for child in word.head.head.children)
    if word.dep_ in ("xcomp", "dobj", "pcomp") and word.head.lemma_.lower() in REFUSALS:
        return True
    return word.dep_ in ("xcomp", "conj") and word.head.pos_ in VERBAL and any(
        child.dep_ == "neg" for child in word.head.children)


def governors(verb: Token) -> Iterator[Token]:
    """The verbs above `verb`, from the inside out."""
    for token in verb.ancestors:
        if token.pos_ in VERBAL:
            yield token


def doers(verb: Token) -> list[Token]:
    """Heads of the noun phrases that do `verb`: its subject or agent, or those it takes from the clause above.

    A pronoun stands for itself and for the subject above; where the clause has no subject of its own
    ("launched a site to attack Bob", "a speech attacking Bob"), the next verb above lends its own.
    """
    if is_passive(verb):
        inner = [end for child in children(verb, "prep") for end in children(child, "pcomp")]
        return [by for token in (verb, *inner) for by in complements(token, ("by",))]  # "accused of fraud by Ann"
    if (name := _before_as_doer(verb)) is not None:
        return [name]
    overt = children(verb, *SUBJECTS)
    if not overt:
        return _lent(verb)
    found = list(overt)
    for subject in overt:
        if subject.lower_ in RELATIVE and verb.dep_ == "relcl":
            found.append(verb.head)
        elif _is_pronoun(subject) or any(_is_pronoun(owner) for owner in children(subject, "poss")):
            found += _lent(verb)  # "Ann said she opposed Bob", "Ann said her party opposed Bob"
    return found


def _is_pronoun(word: Token) -> bool:
    return word.lower_ in THIRD_PERSON or word.lower_ in FIRST_PERSON


def _before_as_doer(verb: Token) -> Token | None:
    """The name before a verb that the parser took for an adjective: "Ann recently criticised President Bob"."""
    noun = verb.head
    if verb.dep_ != "amod" or verb.tag_ not in ("VBD", "VBN") or noun.i < verb.i:
        return None
    name = next((token for token in reversed(verb.doc[max(0, verb.i - 3):verb.i]) if token.pos_ != "ADV"), None)
    return name if name is not None and name.pos_ == "PROPN" and name in (noun.head, *noun.children) else None


def _lent(verb: Token) -> list[Token]:
    describes_noun = verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.tag_ == "VBG")
    found = [verb.head] if describes_noun else []
    for above in governors(verb):
        subjects = children(above, "nsubj", "nsubjpass", "csubj")
        found += subjects
        found += [above.head for subject in subjects if subject.lower_ in RELATIVE and above.dep_ == "relcl"]
        # "Ann said no date was set, accusing Bob": a participle may belong to a clause farther up
        if subjects and not (verb.dep_ == "advcl" and verb.tag_ == "VBG"):
            break
    return found


def undergoers(verb: Token) -> list[Token]:
    """Heads of the noun phrases that `verb` is done to: its object, or the subject of its passive."""
    if is_passive(verb):
        found = children(verb, "nsubjpass")
        if verb.dep_ == "acl":
            found.append(verb.head)
        elif not found and verb.dep_ == "conj":
            found = children(verb.head, "nsubjpass")
        return found
    found = children(verb, "dobj", "dative")
    if _before_as_doer(verb) is not None:
        return [verb.head]
    if not found and verb.dep_ == "relcl":
        return [verb.head]
    if not found:  # "criticised and sued Bob"
        found = [inner for other in children(verb, "conj") for inner in children(other, "dobj")]
    return found


def clause_of(token: Token, below: Token | None = None) -> Token | None:
    """The verb of the innermost clause that holds `token`, below the verb `below` if one is given."""
    while below is None or token.i != below.i:
        if token.pos_ in VERBAL and token.dep_ not in ("aux", "auxpass", "amod"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None
