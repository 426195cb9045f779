"""What takes an issue up again: "the precondition", "such a concession", "it"."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.extract.stance.issue_phrases import Wording
from workbench.extract.stance.issue_wordings import IssueMention
from workbench.extract.stance.stance_words import lexicon, words_of
from workbench.text.stems import stem

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from workbench.extract.cast import Cast

POINTING = frozenset({"this", "that", "these", "those", "such"})
BACK = 2   # sentences
FAR = 8    # sentences back to what bore the same name: "a plan to …", "the plan"
ABOVE = 6  # words up the parse that name what an issue is: a plan, a demand


@dataclass(frozen=True)
class Spoken:
    """That a sentence words an issue: its number, the first token, and the lemmas above it in the parse."""

    sentence: int
    first: int
    mention: IssueMention
    words: frozenset[str]


@dataclass
class Thread:
    """The issues spoken of so far, and with which sign, for what points back at them."""

    wordings: list[Wording]
    spoken: list[Spoken] = field(default_factory=list)
    said: list[frozenset[str]] = field(default_factory=list)  # the stems of each sentence so far
    signs: dict[str, tuple[int, int]] = field(default_factory=dict)  # issue → sentence, sign of the last stance

    def note(self, number: int, mention: IssueMention, doc: Doc) -> None:
        """Remembers that sentence `number` words an issue, and under which words."""
        words = {doc[i].lemma_.lower() for i in mention.tokens}
        token = doc[mention.anchor]
        for _ in range(ABOVE):
            words.add(token.lemma_.lower())
            if token.dep_ in ("advcl", "relcl", "conj") or token.head == token:
                break
            token = token.head
        self.spoken.append(Spoken(number, mention.tokens[0], mention, frozenset(words)))

    def known(self, sentence: Span) -> frozenset[str]:
        """The stems of the sentences just before, asked for one sentence after the other."""
        known = frozenset().union(*self.said[-BACK:])
        self.said.append(frozenset(stem(token.lemma_) for token in sentence if token.is_alpha))
        return known

    def last(self, number: int, before: int, back: int = BACK, words: frozenset[str] | None = None) -> Spoken | None:
        """The issue worded last before a token, no more than `back` sentences ago; under one of `words`, if given."""
        near = [one for one in self.spoken if number - back <= one.sentence <= number and one.first < before
                and (words is None or one.words & words)]
        return max(near, key=lambda one: (one.sentence, one.first)) if near else None

    def find_anaphora(self, number: int, sentence: Span, mentions: list[IssueMention],
                      cast: Cast) -> list[IssueMention]:
        """The words of a sentence that stand for an issue worded before."""
        taken = {i for mention in mentions for i in mention.tokens}
        found = []
        for token in sentence:
            if token.i in taken:
                continue
            mention = self._generic(number, token) or self._repeated(number, token) or \
                self._pronoun(number, token, cast, taken)
            if mention is not None:
                found.append(mention)
        return found

    def _generic(self, number: int, token: Token) -> IssueMention | None:
        """ "The precondition": a demand or plan, with the sign of the last stance on it."""
        if token.pos_ != "NOUN" or token.lemma_.lower() not in lexicon()["anaphors"] or not _points(token, "the"):
            return None
        if any(child.dep_ in ("prep", "acl", "relcl") and child.lower_ not in ("on", "in", "at", "as")
               for child in token.rights):
            return None
        noun = token.lemma_.lower()
        named = self.last(number, token.i, FAR, frozenset({noun}))
        if named is not None:
            return self._stand_for(named, number, token, signed=False)
        meant = self.last(number, token.i, FAR // 2, words_of("anaphors", noun))
        return self._stand_for(meant or self.last(number, token.i), number, token, signed=True)

    def _repeated(self, number: int, token: Token) -> IssueMention | None:
        """ "Such a concession": a noun of the issue's own wordings."""
        if token.pos_ != "NOUN" or not _points(token):
            return None
        one = stem(token.lemma_)
        near = {one.mention.issue for one in self.spoken if one.sentence >= number - BACK}
        issues = {wording.issue for wording in self.wordings if one in wording.stems and wording.issue in near}
        if len(issues) != 1:
            return None
        issue = issues.pop()
        last = next(one for one in reversed(self.spoken) if one.mention.issue == issue)
        return self._stand_for(last, number, token, signed=False)

    def _pronoun(self, number: int, token: Token, cast: Cast, taken: set[int]) -> IssueMention | None:
        if token.lower_ not in ("it", "this", "that", "them") or token.pos_ != "PRON" \
                or token.dep_ not in ("dobj", "pobj", "nsubjpass") or cast.actors_at(token):
            return None
        if token.head.lemma_ in words_of("judging") and any(i > token.i for i in taken):
            return None  # "called it a mistake to give up land"
        return self._stand_for(self.last(number, token.i), number, token, signed=False)

    def _stand_for(self, last: Spoken | None, number: int, token: Token, signed: bool) -> IssueMention | None:
        """signed: a demand or idea is what its holder wants of the issue, for or against."""
        if last is None:
            return None
        issue, polarity = last.mention.issue, last.mention.polarity
        if signed and issue in self.signs and number - self.signs[issue][0] <= BACK:
            polarity = self.signs[issue][1]
        return IssueMention(issue, polarity, (token.i,), token.i, is_anaphor=True)


def _points(token: Token, *more: str) -> bool:
    return any(child.lower_ in POINTING or child.lower_ in more for child in token.lefts
               if child.dep_ in ("det", "predet", "amod"))
