"""Whom pronouns stand for, by gender, number and focus; the mentions of one text that are no names.

After Hobbs (1978) and centering: the candidates of the sentence and the three before it, subjects before others,
the nearest sentence first; a pronoun is never the subject of its own clause's verb.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.extract.focus import SUBJECTS, Focus, phrase_head
from workbench.extract.name_forms import demonym_of, words_of
from workbench.extract.name_mentions import Mention, Namer
from workbench.extract.roles import Roles

if TYPE_CHECKING:
    from spacy.tokens import Token

NOMINAL = (*SUBJECTS, "dobj", "dative", "pobj", "conj", "appos")  # where "the French" are people, not an adjective
PERSONAL = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she",
            "herself": "she"}
IMPERSONAL = ("it", "its", "itself")
PLURAL = ("they", "them", "their", "theirs", "themselves")
BESIDE = ("compound", "npadvmod", "nmod", "amod")  # "US-brokered talks", "the US president" are not about the US


class Resolver:
    """The mentions of one text."""

    def __init__(self, namer: Namer):
        self.doc = namer.doc
        self.actors = namer.actors
        named = {i for mention in namer.mentions for i in range(mention.first, mention.last)}
        self.demonyms = {token.i: actor for token in self.doc if token.i not in named
                         and (actor := demonym_of(token.text, namer.actors))}
        self.focus = Focus(self.doc, namer.mentions, self.demonyms)
        self.at = self.focus.at
        self.recent: dict[str, None] = {}  # whom the text has mentioned so far, the last one last
        self.roles = Roles(namer, self.focus, self.recent)
        for token in self.doc:  # left to right: what was resolved before is in focus
            if token.i not in self.at and (found := self._resolve(token)):
                self.focus.add(found)
            if token.i in self.at:
                self.recent.pop(self.at[token.i].actor, None)
                self.recent[self.at[token.i].actor] = None

    @property
    def mentions(self) -> list[Mention]:
        return sorted(set(self.at.values()), key=lambda mention: mention.first)

    # ---- one token

    def _resolve(self, token: Token) -> Mention | None:
        if fits := self._fits(token):
            actor = None if self._stands_for_nothing(token) else self._antecedent(token, fits)
            return Mention(token.i, token.i + 1, actor, "pronoun") if actor else None
        if token.i in self.demonyms and token.dep_ in NOMINAL and (
                token.text.endswith("s") or any(child.lower_ == "the" for child in token.lefts)):
            return Mention(token.i, token.i + 1, self.demonyms[token.i], "name")
        return self.roles.find(token) if token.pos_ in ("NOUN", "PROPN") else None

    def _fits(self, token: Token) -> Callable[[str], bool] | None:
        """Which actors a pronoun can stand for, by kind, gender and number; None for other words."""
        word = token.lower_
        if word in PERSONAL:
            return lambda key: self.actors[key].kind == "person" and self.actors[key].pronoun in (PERSONAL[word], None)
        if word in IMPERSONAL:
            return lambda key: self.actors[key].kind in ("state", "organisation", "group")
        if word in PLURAL:
            return lambda key: self.actors[key].pronoun == "they" or (
                self.actors[key].pronoun is None and self.actors[key].kind == "group")
        return None

    def _stands_for_nothing(self, token: Token) -> bool:
        """ "It" of "it remains unclear", "it is raining"; only a subject, possessor or object can be a state."""
        if token.lower_ != "it":
            return False
        if token.dep_ not in ("nsubj", "nsubjpass") or token.head.lemma_ in words_of("impersonal"):
            return True
        return self._thing_before(token)

    def _thing_before(self, token: Token) -> bool:
        """Whether the subject nearest before "it", in its sentence or the one before, is a thing and no actor."""
        above = set(token.ancestors)
        start = self.focus.sentences[max(0, self.focus.sentence[token.i] - 1)].start
        for i in range(token.i - 1, start - 1, -1):
            other = self.doc[i]
            if other.dep_ in SUBJECTS and other not in above and other.pos_ in ("NOUN", "PROPN", "PRON"):
                return other.pos_ == "NOUN" and other.tag_ == "NN" and i not in self.at
        return False

    def _antecedent(self, token: Token, fits: Callable[[str], bool]) -> str | None:
        scored = [(score, actor) for score, actor, i in self.focus.candidates(token)
                  if fits(actor) and not self._clashes(token, i)]
        if scored:
            return max(scored, key=lambda item: item[0])[1]
        # "As he left, Medinsky said": the subject to come
        ahead = [self.at[i].actor for i in range(token.i + 1, token.sent.end) if i in self.at
                 and self.doc[i].dep_ in SUBJECTS and fits(self.at[i].actor) and not self.focus.quoted[i]]
        return ahead[0] if ahead and token.head.dep_ in ("advcl", "pcomp", "mark") else None

    def _clashes(self, token: Token, i: int) -> bool:
        """An object pronoun is not its verb's subject; a subject pronoun not inside its own subject phrase."""
        if token.tag_ == "PRP$" or token.lower_.endswith("self"):
            return False
        other, verb = phrase_head(self.doc[i]), token.head
        while verb.dep_ in ("prep", "agent"):
            verb = verb.head
        return other.head == verb and other.dep_ in SUBJECTS and token.dep_ not in SUBJECTS

    def in_focus(self, token: Token, kinds: tuple[str, ...]) -> list[str]:
        """The two actors of these kinds named last before `token`, in order of the text; none if too few."""
        seen: dict[str, int] = {}
        pair: list[str] = []
        for mention in (self.at[i] for i in range(token.i) if i in self.at and self.at[i].first == i):
            root = self.doc[mention.first:mention.last].root
            if self.actors[mention.actor].kind not in kinds or root.dep_ in BESIDE:
                continue
            joined = [self.at[child.i].actor for child in root.children if child.dep_ == "conj" and child.i in self.at]
            if len(joined) == 1 and self.actors[joined[0]].kind in kinds:
                pair = [mention.actor, *joined]  # "Russia and Ukraine": a pair until another one comes
            seen[mention.actor] = mention.first
        last = sorted(sorted(seen, key=lambda actor: -seen[actor])[:2], key=lambda actor: seen[actor])
        return pair or (last if len(last) == 2 else [])
