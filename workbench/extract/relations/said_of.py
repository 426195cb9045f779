"""What is said of somebody: Ann said Bob had failed, Ann called Bob a liar, "Bob is great," said Ann."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.relations.assertions import DUTIES, SUPPOSING, asserted, is_topic
from workbench.extract.relations.attitude_words import Clue, judgement, one_of, sign_of
from workbench.syntax.clauses import clause_of
from workbench.syntax.dependents import children, marks
from workbench.syntax.negation import is_denied
from workbench.syntax.noun_phrases import any_holds
from workbench.syntax.predicates import undergoers
from workbench.syntax.subjects import doers_of, is_pronoun, written_subject
from workbench.text.spelling import DOUBLE_QUOTES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NEAR_WORDS = 13  # what stands farther off is about something or somebody else
NAMES = ("ccomp", "oprd", "xcomp", "acomp", "prep", "advcl", "dobj")  # where the name one is given may stand
# whoever does so with an accusation makes it: "levelled charges that", not "denied charges that"
ACCUSING = frozenset((
    "advance", "air", "bring", "file", "hurl", "issue", "launch", "lay", "level", "lodge", "make", "press", "publish",
    "raise", "reiterate", "renew", "repeat", "spread", "trade", "voice"))
# what a quotation may tell without judging: attacks in the war, charges in court, rights, a critical moment
TOLD = frozenset((
    "accusation", "allegation", "assault", "attack", "charge", "complaint", "critical", "fight", "fire",
    "offensive", "right", "threat", "warn"))


def read_name(word: Token, _: int, holder: Token, target: Token) -> Clue | None:
    """Ann called Bob a liar; Ann described Bob's speech as brilliant; Ann held Bob responsible."""
    if not any_holds(doers_of(word), holder):
        return None
    # the parser may take "Bob a liar" for a clause of its own, and Bob for an adverb or a part of the liar
    small = [inner for clause in children(word, "ccomp", "oprd", "xcomp") for inner in children(clause, "nsubj")]
    if not any_holds([*undergoers(word), *children(word, "npadvmod"), *small], target):
        return None
    total = judgement(inner for part in children(word, *NAMES) for inner in part.subtree)
    return Clue(one_of(total), word) if total else None


def read_claim(word: Token, accuses: int, holder: Token, target: Token) -> Clue | None:
    """Ann said Bob had failed; Ann believes that Bob is a hero; Ann alleged that Bob took the money."""
    clause = _clause_about(word, holder, target)
    if clause is None:
        return None
    if accuses < 0 and not is_denied(word):
        return Clue(-1, word)
    sign = asserted(clause, target)
    # a good word for one named far off is mostly news
    return Clue(sign, clause) if sign < 0 or (sign and _are_near(holder, target)) else None


def read_threat(word: Token, _: int, holder: Token, target: Token) -> Clue | None:
    """Ann threatened to sue if Bob refused: who does what the threat hangs on is its target."""
    clauses = [clause for part in (word, *children(word, "xcomp")) for clause in children(part, "advcl", "ccomp")]
    aimed = [written_subject(clause) for clause in clauses if not SUPPOSING.isdisjoint(marks(clause))]
    holds = any_holds((one for one in aimed if one is not None), target) and any_holds(doers_of(word), holder)
    return Clue(-1, word) if holds and not is_denied(word) else None


def read_accusation(word: Token, sign: int, holder: Token, target: Token) -> Clue | None:
    """Ann repeated charges that Bob had taken the money; Ann's claim that Bob lied."""
    clauses = [clause for clause in children(word, "acl", "ccomp", "relcl") if "that" in marks(clause)]
    if sign > 0 or not any(is_topic(clause, target) and not is_denied(clause) for clause in clauses):
        return None
    above = word.head
    makers = doers_of(above) if word.dep_ == "dobj" and above.lemma_.lower() in ACCUSING else []
    return Clue(sign, word) if any_holds([*children(word, "poss"), *makers], holder) else None


def read_reproach(word: Token, _: int, holder: Token, target: Token) -> Clue | None:
    """Ann said Bob should resign; Ann said Bob had never paid: what one ought to do, or didn't."""
    clause = _clause_about(word, holder, target)
    ought = clause is not None and any(
        part.dep_ == "neg" or (part.dep_ == "aux" and part.lower_ in DUTIES) for part in clause.children)
    return Clue(-1, clause) if clause is not None and ought else None


def is_said_by_another(word: Token, holder: Token) -> bool:
    """Whether somebody else only says so of the holder: Carol in "Carol said that Ann had attacked Bob"."""
    verbs = (above.head for above in (word, *word.ancestors) if above.dep_ == "ccomp" and sign_of("speech", above.head))
    verb = next((verb for verb in verbs if verb.pos_ == "VERB"), None)
    doers = doers_of(verb) if verb is not None else []
    return bool(doers) and verb is not None and verb.is_ancestor(holder) and not any(
        any_holds([doer], holder) or is_pronoun(doer) for doer in doers) and not _are_same(doers, holder, word)


def _are_same(doers: list[Token], holder: Token, word: Token) -> bool:
    """Whether the holder is a pronoun that may stand for who speaks: "Ann said she opposed Bob"."""
    return is_pronoun(holder) or any(any_holds(doers_of(word), doer) for doer in doers if word.pos_ == "VERB")


def _clause_about(word: Token, holder: Token, target: Token) -> Token | None:
    """The clause about the target in what the holder says by a verb of speech."""
    clause = clause_of(target, word) if word.is_ancestor(target) else None
    if clause is None or not is_topic(clause, target):
        return None
    doers = doers_of(word)
    return clause if any_holds(doers, holder) and not any_holds(doers, target) else None


def read_quotation(word: Token, _: int, holder: Token, target: Token) -> Clue | None:
    """"Bob has done great things," said Ann; Ann, a coach, said she and her team thanked Bob for his great work.

    A judging word is enough where the speaker comes last, since what comes before is what they said;
    where the speaker comes first, two words of praise are. Where no words are quoted `read_claim` reads it better.
    """
    doc, subjects = word.doc, children(word, "nsubj")
    if not _is_quoted(doc) or not any_holds(subjects, holder) or _is_speaker(target) \
            or any(subject.is_ancestor(target) for subject in subjects):
        return None
    total = judgement([token for token in target.sent if token.i != word.i and _are_near(token, target)
                       and token.lemma_.lower() not in TOLD and not _is_attitude_of(token, target)], by_attitudes=True)
    return Clue(one_of(total), word) if total and (target.i < holder.i or total > 1) else None


def _is_quoted(doc: Doc) -> bool:
    """Whether there are quotation marks, or more sentences than one: marks get lost, what is quoted runs on."""
    return next(doc.sents).end < len(doc) or any(token.text in set(DOUBLE_QUOTES) for token in doc)


def _is_speaker(one: Token) -> bool:
    """Whether somebody is subject of a verb of speech."""
    return any(word.pos_ == "VERB" and sign_of("speech", word) and any_holds(children(word, "nsubj"), one)
               for word in one.doc)


def _is_attitude_of(word: Token, one: Token) -> bool:
    """Whether the word is what `one` does to others: "Bob, who praised the team"."""
    return word.pos_ == "VERB" and sign_of("verb", word) != 0 and any_holds(doers_of(word), one)


def _are_near(one: Token, other: Token) -> bool:
    return abs(one.i - other.i) <= NEAR_WORDS
