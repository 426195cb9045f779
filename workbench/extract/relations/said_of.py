"""Rules for what is said of somebody: Ann said Bob had failed, Ann called Bob a liar, "Bob is great," said Ann."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from workbench.extract.relations.clues import NEAR, Clue, judgement, sign_of
from workbench.syntax.clauses import clause_of
from workbench.syntax.dependents import children, complements
from workbench.syntax.negation import is_denied
from workbench.syntax.noun_phrases import any_holds
from workbench.syntax.predicates import undergoers
from workbench.syntax.subjects import doers_of
from workbench.text.spelling import DOUBLE_QUOTES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

HANGING = frozenset((
    "advcl", "relcl", "acl", "ccomp", "pcomp", "appos", "parataxis", "csubj", "prep", "dep"))
NAMES = ("ccomp", "oprd", "xcomp", "acomp", "prep", "advcl", "dobj")  # where the name one is given may stand
DUTIES = ("should", "must", "ought")
# what a quotation may tell without judging: attacks in the war, charges in court, rights, a critical moment
TOLD = frozenset((
    "accusation", "allegation", "assault", "attack", "charge", "complaint", "critical", "fight", "fire",
    "offensive", "right", "threat", "warn"))


def name(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Ann called Bob a liar; Ann described Bob's speech as brilliant; Ann held Bob responsible."""
    for word in tokens:
        if word.pos_ != "VERB" or not sign_of("naming", word) or not any_holds(doers_of(word), holder):
            continue
        # the parser may take "Bob a liar" for a clause of its own, and Bob for an adverb or a part of the liar
        small = [inner for child in children(word, "ccomp", "oprd", "xcomp") for inner in children(child, "nsubj")]
        if any_holds([*undergoers(word), *children(word, "npadvmod"), *small], target):
            names = [inner for child in children(word, *NAMES) for inner in child.subtree]
            total = judgement(names)
            if total:
                yield Clue(1 if total > 0 else -1, word, "name")


def claim(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Ann said Bob had failed; Ann believes that Bob is a hero; Ann alleged that Bob took the money."""
    for word, clause in _claims(tokens, holder, target):
        if sign_of("speech", word) < 0 and not is_denied(word):
            yield Clue(-1, word, "claim")
        elif (sign := asserted(clause, target)) < 0 or (sign and abs(holder.i - target.i) <= NEAR):
            yield Clue(sign, clause, "claim")  # a good word for one named far off is mostly news


def reproach(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Ann said Bob should resign; Ann said Bob had never paid: what one ought to do, or didn't."""
    for _, clause in _claims(tokens, holder, target):
        ought = any(child.dep_ == "aux" and child.lower_ in DUTIES for child in clause.children)
        if ought or any(child.dep_ == "neg" for child in clause.children):
            yield Clue(-1, clause, "reproach")


def _claims(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[tuple[Token, Token]]:
    """Verbs of speech that the holder says, with the clause that is about the target."""
    for word in tokens:
        if word.pos_ == "VERB" and sign_of("speech", word) and word.is_ancestor(target):
            clause = clause_of(target, word)
            if (clause is not None and any_holds(doers_of(word), holder) and not any_holds(doers_of(word), target)
                    and is_topic(clause, target)):
                yield word, clause


def is_topic(clause: Token, mention: Token) -> bool:
    """Whether the clause is about the mention: its subject, or who did it."""
    return any_holds([*children(clause, "nsubj", "nsubjpass"), *complements(clause, ("by",))], mention)


def stated(clause: Token, topic: Token) -> Iterator[Token]:
    """The words of the clause that say something of its topic, without the clauses that hang on it."""
    yield clause
    for child in clause.children:
        about_another = child.dep_ in ("nsubj", "nsubjpass") and child != topic and not child.is_ancestor(topic)
        if child.dep_ not in HANGING and not about_another:
            yield from stated(child, topic)


def asserted(clause: Token, topic: Token) -> int:
    """+1 or -1 if the clause judges its topic: "Bob has failed", "Bob must be stopped"; else 0."""
    if any_holds(children(clause, "nsubjpass"), topic) and sign_of("treatment", clause):
        return sign_of("treatment", clause)
    total = judgement(stated(clause, topic))
    return (total > 0) - (total < 0)


def quotation(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """"Bob has done great things," said Ann; Ann, a coach, said she and her team thanked Bob for his great work.

    One judging word is enough where the speaker comes last, since what comes before is what they said;
    where the speaker comes first, two words of praise are. Where no words are quoted `claim` reads it better.
    """
    word = _speech_verb(tokens, holder) if _is_quoted(target.doc) else None
    if (word is None or _speech_verb(tokens, target) is not None
            or any(subject.is_ancestor(target) for subject in children(word, "nsubj"))):
        return
    near = [token for token in target.sent if token.i != word.i and abs(token.i - target.i) <= NEAR
            and token.lemma_.lower() not in TOLD and not _is_attitude_of(token, target)]
    total = judgement(near, by_attitudes=True)
    if total and (target.i < holder.i or total > 1):
        yield Clue(1 if total > 0 else -1, word, "quotation")


def _is_quoted(doc: Doc) -> bool:
    """Whether there are quotation marks, or more sentences than one: marks get lost, what is quoted runs on."""
    return next(doc.sents).end < len(doc) or any(token.text in set(DOUBLE_QUOTES) for token in doc)


def _is_attitude_of(word: Token, one: Token) -> bool:
    """Whether the word is what `one` does to others: "Bob, who praised the team"."""
    return word.pos_ == "VERB" and sign_of("verb", word) != 0 and any_holds(doers_of(word), one)


def _speech_verb(tokens: Iterable[Token], speaker: Token) -> Token | None:
    """The verb of speech whose own subject `speaker` stands in."""
    return next((word for word in tokens if word.pos_ == "VERB" and sign_of("speech", word)
                 and any_holds(children(word, "nsubj"), speaker)), None)
