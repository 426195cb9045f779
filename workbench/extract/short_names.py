"""Short names: whom a last name, a first name or a shared alias means where it stands.

What is written beside it comes first: a first name, a title, "Mr.", "the elder". Among those who are left the one
in focus: named or meant in the paragraph, main figure of the article, fitting the pronouns that follow. A relative of
the registry whom the text never names takes no name from one whom it does. Where two fit alike, nobody is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.name_forms import demonym_of, words_of
from workbench.extract.name_mentions import Mention
from workbench.extract.name_spans import gender_of, is_title
from workbench.text.spelling import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

    from workbench.extract.focus import Focus
    from workbench.extract.name_mentions import Namer, OpenName

MARGIN = 0.3        # by how much the best must be ahead
SAME_PARAGRAPH = 1.6  # what being named in the paragraph counts
MENTIONS_BACK = 200
TOKENS_AHEAD = 40   # how far a pronoun that tells the gender may follow
JUNIOR, SENIOR = ("jr", "junior", "younger", "young"), ("sr", "senior", "elder", "older")
PERSONAL = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she",
            "herself": "she"}


class ShortNames:
    """The short names of one text."""

    def __init__(self, namer: Namer, focus: Focus):
        self.namer, self.focus, self.doc = namer, focus, namer.doc
        self.people, self.actors = namer.people, namer.actors

    def settle(self, name: OpenName, excluded: frozenset[str] = frozenset()) -> Mention | None:
        """Whom a short name means, but for the `excluded`; with candidates and no actor where it can't be told."""
        options = [actor for actor in self._by_words_beside(name) if actor not in excluded]
        options = [actor for actor in options if actor in self.people.named] or options
        options = [actor for actor in options if not self.people.is_called_by_first_name(actor)] or options
        if not options:
            return None
        if len(options) > 1:
            scores = sorted(((self._score(actor, name, options), actor) for actor in options), reverse=True)
            if scores[0][0] - scores[1][0] < MARGIN:
                equal = tuple(sorted(actor for score, actor in scores if score > scores[0][0] - MARGIN))
                return Mention(name.first, name.last, (), "name", equal)
            options = [scores[0][1]]
        return Mention(name.first, name.last, tuple(options), "name")

    # ---- the words beside

    def _by_words_beside(self, name: OpenName) -> list[str]:
        options, doc = list(name.options), self.doc
        after = doc[name.last].lower_.strip(".") if name.last < len(doc) else ""
        before = doc[name.first - 1] if name.first else None
        word = before.lower_.strip(".") if before is not None else ""
        is_junior = after in JUNIOR or word in JUNIOR
        if is_junior or after in SENIOR or word in SENIOR:
            return [actor for actor in options if self._is_younger(actor, options) == is_junior]
        if before is None:
            return options
        if self._is_first_name(before, name.first):
            return [actor for actor in options if fold(before.text) in fold(self.actors[actor].name).split()]
        return self._by_title(before, options)

    def _is_younger(self, actor: str, options: list[str]) -> bool:
        """Whether somebody is the junior or the child of another who bears the name."""
        words = fold(self.actors[actor].name).split()
        return words[-1] in JUNIOR or any(actor in self.people.kin.get((other, "child"), ()) for other in options)

    def _is_first_name(self, token: Token, first: int) -> bool:
        """Whether the capitalised word before a last name is part of the person's name."""
        return (token.tag_ == "NNP" and token.is_title and token.is_alpha and not is_title(token.text)
                and fold(token.text) not in self.namer.forms.ids and demonym_of(token.text, self.actors) is None
                and token.head.i >= token.i and token.head.i <= self.doc[first].head.i and token.dep_ == "compound"
                and token.ent_type_ in ("PERSON", "") and not self.namer.taken[token.i])

    def _by_title(self, before: Token, options: list[str]) -> list[str]:
        """Those whom a title before the name leaves: "Mr." only men, "Senator" who is one."""
        if not is_title(before.text):
            return options
        word = before.lower_
        options = [actor for actor in options if self.people.is_person(actor)]
        if gender := gender_of({word}):
            return [actor for actor in options if self.people.fits(actor, gender)]
        titled = [actor for actor in options if word in self.people.titles.get(actor, ()) or
                  any(word in role.lower().split() for role in self.actors[actor].roles)]
        return titled or options

    # ---- focus

    def _score(self, actor: str, name: OpenName, options: list[str]) -> float:
        named = sum(self.people.named.get(other, 0) for other in options)
        score = self.people.named.get(actor, 0) / max(1, named)
        score += 0.3 * (fold(self.doc[name.first:name.last].text) in map(fold, self.actors[actor].names))
        recency = self._recency(actor, name)
        score += recency
        if recency < 1:
            score -= 0.5 * (self.people.introduced_by.get(actor) in options)
        gender = self._gender_ahead(name.last)
        genders = {self.people.gender(other) for other in options}
        if gender and len(genders) > 1:
            score += 1.2 * (self.people.gender(actor) == gender)
        return score

    def _recency(self, actor: str, name: OpenName) -> float:
        """How lately somebody was mentioned in the narration: most where it is by name, in the same paragraph."""
        best = 0.0
        for number, mention in enumerate(self.focus.before(name.first, quoted=False)):
            if number > MENTIONS_BACK:
                break
            if mention.actors == (actor,):
                breaks = self.focus.breaks[name.first] - self.focus.breaks[mention.first]
                near = 0.7 ** self.focus.distance(mention.first, name.first)
                near *= SAME_PARAGRAPH if not breaks and mention.how == "name" else 0.8
                is_subject = self.focus.root(mention).dep_ in ("nsubj", "nsubjpass")
                best = max(best, near * (1 if mention.how == "name" else 0.6) + 0.2 * is_subject * near)
        return best

    def _gender_ahead(self, i: int) -> str | None:
        """The gender of the first pronoun that follows in the paragraph's narration, before anybody else is named."""
        for token in self.doc[i:i + TOKENS_AHEAD]:
            if "\n\n" in token.text:
                return None
            if self.focus.quoted[token.i]:
                continue
            mention = self.focus.at.get(token.i)
            if token.i in self.namer.open or (mention is not None and mention.how == "name"
                                              and self.people.is_person(mention.actors[0])):
                return None
            if token.lower_ in PERSONAL:
                return PERSONAL[token.lower_]
            if token.lower_ in words_of("people") and token.dep_ in ("nsubj", "dobj", "nsubjpass"):
                return None
        return None
