"""What is known of an issue's mention on the way up the parse: values that don't change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from workbench.extract.stance.issue_wordings import IssueMention
    from workbench.extract.stance.stance_words import Operator


class Step(NamedTuple):
    """One step that made a judgement: its name, as `explain` puts it into words, and the word that it read."""

    name: str
    word: str


@dataclass(frozen=True)
class Judgement:
    """How the words around an issue's mention judge it, and whose judgement that is."""

    mention: IssueMention
    sign: int
    openness: str | None     # conditional, unclear, or decided
    decider: Token           # the word that judges
    holder: Token | None     # head of the holder's phrase; None: whoever speaks
    rule: str
    operator: Operator | None = None
    is_owned: bool = False   # a noun with a possessor of its own: "Kyiv's rejection"
    trail: tuple[Step, ...] = ()


class Decision(NamedTuple):
    """A modal with its verb; foretold where its subject is the issue: "a truce would hold"."""

    modal: Token
    verb: Token
    is_foretold: bool


@dataclass(frozen=True)
class Scene:
    """An issue's mention in its text."""

    mention: IssueMention
    doc: Doc
    same: Callable[[Token | None, Token | None], bool]  # whether two heads of phrases denote the same actor
    is_inside: Callable[[Token], bool]                  # whether a word stands in the same speech as the mention

    @property
    def anchor(self) -> Token:
        """The highest of the mention's words in the parse."""
        return self.doc[self.mention.anchor]

    @property
    def wording(self) -> Step:
        """The first step: the words themselves."""
        return Step("wording", " ".join(self.doc[i].text for i in self.mention.tokens))

    @cached_property
    def words(self) -> frozenset[int]:
        """The mention's words, by number."""
        return frozenset(self.mention.tokens)


@dataclass(frozen=True)
class State:
    """What is known after some steps of the way."""

    sign: int
    openness: str | None = None
    found: Judgement | None = None
    passed: tuple[Judgement, ...] = ()   # of other holders on the way
    opened: bool = False                 # under "consider", "discuss"
    negated: bool = False
    duty: Token | None = None            # "must", "should"
    decision: Decision | None = None     # "will" and its verb
    condition: str | None = None         # the issue stands in a condition that begins so
    below: int = 1                       # its sign within that condition
    preps: tuple[str, ...] = ()          # prepositions since the last verb or stance word
    ended: str | None = None             # "aside", or "over" where what is above speaks of other things
    trail: tuple[Step, ...] = ()

    @property
    def is_judged(self) -> bool:
        """Whether a stance word, a duty or a decision was met."""
        return self.found is not None or self.duty is not None or self.decision is not None

    def noted(self, name: str, word: Token) -> State:
        """With one step more in its trail."""
        return replace(self, trail=(*self.trail, Step(name, word.text)))

    def afresh(self) -> State:
        """With what was judged below forgotten."""
        return replace(self, found=None, duty=None, decision=None)
