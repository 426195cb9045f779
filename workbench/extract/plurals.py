"""Plurals: "both lawmakers", "the couple", "the senators", "the Marshes", "all three": several actors at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import takewhile
from typing import TYPE_CHECKING

from workbench.extract.name_forms import lexicon, surname, words_of
from workbench.extract.name_mentions import Mention
from workbench.extract.name_spans import gender_of
from workbench.extract.people import kinship_of
from workbench.text.spelling import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

    from workbench.extract.focus import Focus
    from workbench.extract.name_mentions import Namer

PARAGRAPHS_BACK = 2   # how far those who are meant may stand behind
MOST = 4              # actors that "the senators" may mean
PAIRS = {"states": ("state",), "any": ("state", "organisation", "group")}  # of the lexicon
DEFINITE = ("the", "these", "those", "both", "neither", "all", "his", "her", "its", "their", "our")
OTHERS = ("no", "other", "another", "many", "some", "most", "few", "several", "any", "former")
BESIDE = ("compound", "npadvmod", "nmod", "amod")  # "US-brokered talks", "the US president" are not about the US
COUNTS = {"two": 2, "three": 3, "four": 4}


class Plurals:
    """The plural phrases of one text."""

    def __init__(self, namer: Namer, focus: Focus):
        self.namer, self.focus = namer, focus
        self.people, self.actors = namer.people, namer.actors

    def find(self, token: Token) -> Mention | None:
        """Whom a plural phrase with the head `token` denotes; None for other words and where it can't be told."""
        if token.text[0].isupper() and token.lower_.endswith("s") and (namesakes := self._namesakes(token)):
            return namesakes
        if token.tag_ == "NNS" and (kin := self._kin(token)):
            return Mention(self._first(token), token.i + 1, kin, "role")
        fits, count = self._fits(token), self._count(token)
        if fits is None or not self._is_definite(token):
            return None
        found = self._joined(token, fits, count) or self._in_focus(token, fits, count)
        return Mention(self._first(token), token.i + 1, tuple(found), "role") if found else None

    def _is_definite(self, token: Token) -> bool:
        """ "The two women", "both", "their parents", but no "two women" and "no couple"."""
        words = {token.lower_, *(child.lower_ for child in token.lefts)}
        return not words.isdisjoint(DEFINITE) and words.isdisjoint(OTHERS)

    def _first(self, token: Token) -> int:
        edge = token.left_edge.i
        return edge if token.left_edge.sent == token.sent else token.i

    def _count(self, token: Token) -> int:
        """How many are meant: 2 for "both", "two" and "couple"; 0 where the words don't say."""
        words = {token.lower_, *(child.lower_ for child in token.lefts)}
        return next((count for key, count in COUNTS.items() if words & words_of("numbers", key)), 0)

    def _fits(self, token: Token) -> Callable[[str], bool] | None:
        """Who can be among those meant, by the noun; None for a noun that means no actors."""
        word = token.lower_
        kinship = next((kinship for kinship, words in lexicon()["couples"].items()
                        if word in words and kinship not in ("example", "denotes")), None)
        if kinship is not None:
            return self._fits_kin(word, kinship)
        if any(word in words_of("numbers", key) for key in COUNTS):
            return self._fits_number(token)
        for key, kinds in PAIRS.items():
            if word in words_of("pairs", key):
                return lambda actor: self.actors[actor].kind in kinds
        return self._fits_people(token) if token.tag_ == "NNS" else None

    def _fits_kin(self, word: str, kinship: str) -> Callable[[str], bool] | None:
        """ "The brothers", "the couple"."""
        kin = [actor for actor in self.people.named if self._has_kin(actor, kinship)
               and self.people.fits(actor, gender_of({word}))]
        if len(kin) > 1:
            return kin.__contains__
        return self.people.is_person if word == "couple" else None

    def _fits_people(self, token: Token) -> Callable[[str], bool] | None:
        """ "The senators", "the two women"."""
        word, lemma = token.lower_, token.lemma_.lower()
        if lemma not in words_of("people"):
            return None
        if self._count(token) and not self._holders(lemma):
            gender = gender_of({word})
            return lambda actor: self.people.is_person(actor) and self.people.fits(actor, gender)
        owners = {actor for child in token.children if child.dep_ == "poss" and child.i in self.focus.at
                  for actor in self.focus.at[child.i].actors}
        return frozenset(set(self._holders(lemma)) - owners).__contains__

    def _fits_number(self, token: Token) -> Callable[[str], bool] | None:
        """ "The two", "both", "all three", "neither": persons, where no noun follows."""
        of = next((child for child in token.children if child.dep_ == "prep" and child.lower_ == "of"), None)
        if token.dep_ in (*BESIDE, "nummod", "det", "predet", "cc", "preconj", "appos", "npadvmod", "conj") or (
                of is not None and not any(child.lower_ in ("them", "us") for child in of.children)):
            return None
        if token.lower_ in ("two", "three", "four") and not {child.lower_ for child in token.lefts} & {"the", "all"}:
            return None
        if token.lower_ in ("both", "neither", "either") and of is None and token.dep_ not in ("nsubj", "nsubjpass"):
            return None
        return self.people.is_person

    def _holders(self, lemma: str) -> list[str]:
        """Those named in the text who are a "senator"."""
        alike = next((words for words in lexicon()["alike"]["words"] if lemma in words), [lemma])
        return [actor for actor in self.people.named
                if self.people.is_person(actor) and any(self._bears(actor, word) for word in alike)]

    def _bears(self, actor: str, word: str) -> bool:
        """Whether a title or role of a person is "senator", "first senator", "senator of the north"."""
        roles = [fold(role) for role in self.actors[actor].roles]
        return word in self.people.titles.get(actor, ()) or any(
            role.split()[-1] == word or f"{word} of" in role for role in roles)

    def _has_kin(self, actor: str, kinship: str) -> bool:
        return bool(self.people.is_person(actor) and self.people.kin.get((actor, kinship)))

    def _kin(self, token: Token) -> tuple[str, ...]:
        """ "Her sons": all that are known, if there are several."""
        owners = [actor for child in token.children if child.dep_ == "poss" and child.i in self.focus.at
                  for actor in self.focus.at[child.i].actors]
        kinship, gender = kinship_of(token.lemma_.lower()), gender_of({token.lemma_.lower()})
        found = dict.fromkeys(one for owner in owners for one in self.people.kin.get((owner, kinship or ""), ())
                              if self.people.fits(one, gender))
        return tuple(found) if len(found) > 1 else ()

    # ---- who is meant

    def _joined(self, token: Token, fits: Callable[[str], bool], count: int) -> list[str]:
        """ "Ann Lee and Bo Marsh": those joined last, or meant last by another plural, where they are as many."""
        mentions = self._near(token) if count else self.focus.before(token.left_edge.i)
        for mention in mentions:
            root = self.focus.root(mention)
            if len(mention.actors) == (count or len(mention.actors)) > 1 and all(map(fits, mention.actors)):
                return list(mention.actors)
            joined = self.focus.joined(root) if root.dep_ not in BESIDE else ()
            if 2 <= len(joined) <= MOST and count in (0, len(joined)) and all(map(fits, joined)):
                return list(joined)
        return []

    def _in_focus(self, token: Token, fits: Callable[[str], bool], count: int) -> list[str]:
        """The last `count` that fit; without a count all that fit in the text, if they are a few."""
        seen: dict[str, int] = {}
        for mention in self._near(token):
            for actor in mention.actors if self.focus.root(mention).dep_ not in BESIDE else ():
                if fits(actor):
                    seen.setdefault(actor, mention.first)
        everybody = [actor for actor in self.people.named if fits(actor)]
        if not count or len(everybody) == count:
            return everybody if 2 <= len(everybody) <= MOST and (not count or seen) else []
        last = sorted(list(seen)[:count], key=seen.__getitem__)
        return last if len(last) == count and not self._others_between(seen[last[0]], token) else []

    def _others_between(self, since: int, token: Token) -> bool:
        return any(self._means_unnamed(place) for place in self.focus.unnamed if since < place < token.left_edge.i)

    def _means_unnamed(self, place: int) -> bool:
        """Whether "the two" may be two who are not named: "two skiers"."""
        return self.focus.unnamed[place] == "they" and place not in self.focus.at and \
            any(child.lower_ in ("two", "three", "four") for child in self.focus.doc[place].lefts)

    def _near(self, token: Token) -> Iterable[Mention]:
        here = self.focus.breaks[token.i]
        return takewhile(lambda mention: here - self.focus.breaks[mention.first] <= PARAGRAPHS_BACK or
                         not any(map(self.people.is_person, mention.actors)),
                         self.focus.before(token.left_edge.i, quoted=self.focus.quoted[token.i]))

    def _namesakes(self, token: Token) -> Mention | None:
        """ "The Marshes": all whose last name it is."""
        if all(child.lower_ != "the" for child in token.lefts):
            return None
        name = fold(token.text)
        found = tuple(actor for actor in self.people.named if self.people.is_person(actor)
                      and name in (f"{last}s" for last in _endings(fold(surname(self.actors[actor].name)))))
        return Mention(self._first(token), token.i + 1, found, "role") if len(found) > 1 else None


def _endings(name: str) -> tuple[str, str]:
    return name, f"{name}e"
