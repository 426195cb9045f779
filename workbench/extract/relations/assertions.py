"""What a clause asserts of its topic: that Bob has failed, is a liar, must be stopped, did something shameful."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.extract.relations.attitude_words import Clue, judgement, one_of, sign_of
from workbench.syntax.dependents import children, complements, marks
from workbench.syntax.negation import is_denied, is_negated
from workbench.syntax.noun_phrases import any_holds
from workbench.syntax.predicates import has_modal
from workbench.syntax.subjects import FIRST_PERSON, written_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

PREDICATES = ("acomp", "attr", "oprd", "xcomp", "dobj", "advmod", "amod", "compound", "conj", "nmod")
SUPPOSING = frozenset(("if", "unless", "whether", "lest"))
DUTIES = ("should", "must", "ought")


def is_topic(clause: Token, mention: Token) -> bool:
    """Whether the clause is about the mention: its subject, or who did it."""
    return any_holds([*children(clause, "nsubj", "nsubjpass"), *complements(clause, ("by",))], mention)


def stated(clause: Token, topic: Token) -> Iterator[Token]:
    """The words of the clause that say something of its topic: the verb, what it makes of it, how and what it does.

    Not what hangs on those ("put on a defence in the face of lies"), nor, where something is done to the topic, who
    does it ("was surrounded by drunks").
    """
    yield clause
    for part in clause.children:
        if part.dep_ in PREDICATES and not (part.dep_ == "conj" and written_subject(part) is not None):
            yield from stated(part, topic)


def asserted(clause: Token, topic: Token) -> int:
    """+1 or -1 if the clause judges its topic: "Bob has failed", "Bob must be stopped"; else 0."""
    if topic.lower_ == "it" or is_supposed(clause):  # "it" is mostly the matter
        return 0
    suffers = any_holds(children(clause, "nsubjpass"), topic)
    fixed = _treatment(clause) if suffers else _duty(clause) or _done_to_us(clause)
    if fixed or (has_modal(clause) and not is_negated(clause)):  # "will have a better life", not "can't be trusted"
        return fixed
    return one_of(judgement(word for word in stated(clause, topic) if not (suffers and _is_done(word)))
                  ) or _denied_virtue(clause) or _of_whole(clause)


def _treatment(clause: Token) -> int:
    """What is said to be due to somebody: "must be stopped", "can't be trusted"."""
    sign = sign_of("treatment", clause)
    return -1 if sign > 0 and is_negated(clause) else sign if sign < 0 or has_modal(clause) else 0


def _duty(clause: Token) -> int:
    """-1 for what is said to be due from somebody: "must stop", "should resign", "has to apologise"."""
    due = any(part.lower_ in DUTIES for part in children(clause, "aux"))
    deeds = [clause] if due else [part for part in children(clause, "xcomp") if clause.lemma_ in ("have", "need")]
    return 0 if is_negated(clause) else min((0, *(sign_of("duty", deed) for deed in deeds)))


def _done_to_us(clause: Token) -> int:
    """The sign of what somebody does to those who speak: "has attacked our country", "helped us"."""
    things = [word for thing in children(clause, "dobj") for word in (thing, *children(thing, "poss"))]
    ours = clause.pos_ == "VERB" and any(word.lower_ in FIRST_PERSON for word in things)
    return sign_of("verb", clause) if ours and not is_denied(clause) and not has_modal(clause) else 0


def _denied_virtue(clause: Token) -> int:
    """-1 for what somebody ought to do and does not: "never listened", "has no respect for the law"."""
    things = [*children(clause, "dobj"), *children(clause, "xcomp")]
    own = sign_of("virtue", clause) or any(sign_of("virtue", clause, thing.lemma_.lower()) for thing in things)
    none = any(below.lower_ == "no" for thing in things for below in thing.children)
    return -1 if own and (is_negated(clause) or none) else 0


def _of_whole(clause: Token) -> int:
    """What is said of the clause itself: "what Bob did was shameful", "it is a shame that Bob left"."""
    above = clause.head
    is_subject = clause.dep_ in ("csubj", "csubjpass")
    it = written_subject(above) if clause.dep_ in ("ccomp", "acl") and above.lemma_ == "be" else None
    if not is_subject and (it is None or it.lower_ != "it"):
        return 0
    says = [part for part in above.children if part.dep_ in ("acomp", "attr")]
    return one_of(judgement(word for part in says for word in (part, *children(part, "amod"))))


def described_as(topic: Token) -> Clue | None:
    """What an apposition says of somebody: "Bob, the worst liar of all"."""
    for noun in children(topic, "appos"):
        if sign := one_of(judgement([noun, *children(noun, "amod")])):
            return Clue(sign, noun, "said")
    return None


def _is_done(verb: Token) -> bool:
    """Whether a participle tells what was done, not what somebody is: "was manipulated", not "was misguided"."""
    return verb.pos_ == "VERB" and not sign_of("opinion", verb, exact=True)


def is_supposed(clause: Token) -> bool:
    """Whether a clause is only supposed: "if Bob failed", "unless Bob lied"."""
    above = [clause, *clause.ancestors]
    return any(word.dep_ == "advcl" and not SUPPOSING.isdisjoint(marks(word)) for word in above)
