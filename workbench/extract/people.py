"""What one text tells of its people: titles, genders and who is kin to whom."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from workbench.extract.name_forms import lexicon, surname, words_of
from workbench.extract.name_spans import gender_of, gender_of_name
from workbench.text.spelling import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from workbench.extract.registry import Actor

# what the other is to somebody's parent, child …
INVERSE = {"parent": "child", "child": "parent", "uncle": "nephew", "nephew": "uncle", "grandparent": "grandchild",
           "grandchild": "grandparent", "stepparent": "stepchild", "stepchild": "stepparent"}
# kinds of family: which namesakes make one
FAMILY = {"parent": "parents", "child": "parents", "spouse": "spouses", "sibling": "siblings"}
TITLE_WORDS_BACK = 4
POSSESSIVE = ("my", "our", "your", "his", "her", "its", "their", "whose")
PREFIXES = ("great", "half", "step", "ex", "vice", "co", "then")
PERSON_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "eer", "person")
PARTS_OF_TITLE = ("compound", "amod", "nmod")


@cache
def kinship_of(word: str) -> str | None:
    """The kinship that a noun names: "parent" for "father"."""
    return next((kind for kind, words in lexicon()["kin"].items() if kind not in ("example", "denotes")
                 and word in words), None)


@cache
def is_person_noun(word: str) -> bool:
    """Whether a noun in small letters says what somebody is: "minister", "cousin", "bricklayer"; not "decision"."""
    return word in words_of("people") or kinship_of(word) is not None or gender_of({word}) is not None or \
        (word.endswith(PERSON_ENDINGS) and word not in words_of("people", "things"))


def start_of(noun: Token) -> int:
    """The token at which a noun begins with what a hyphen joins before it: "great" of "great-uncle"."""
    doc, first = noun.doc, noun.i
    while first > 1 and doc[first - 2].lower_ in PREFIXES and doc[first - 1].text in ("-", "‑") \
            and not doc[first - 1].whitespace_ and not doc[first - 2].whitespace_:
        first -= 2
    return first


def noun_of(token: Token) -> str:
    """A noun in small letters with what a hyphen joins before it: "great-uncle", "ex-president"."""
    first = start_of(token)
    return token.lower_ if first == token.i else token.doc[first:token.i + 1].text.lower()


def left_words(token: Token) -> set[str]:
    """The words that stand before a noun as its own, in small letters; for "great-uncle" also those of "great"."""
    first = start_of(token)
    found = {child.lower_ for child in token.lefts}
    return found if first == token.i else found | {child.lower_ for child in token.doc[first].lefts}


def owns_a_person(token: Token) -> bool:
    """Whether a name or pronoun only says whose somebody or something is: "Ann's lawyer", "an aide to Ann"."""
    owned = token.head if token.dep_ == "poss" else token.head.head \
        if token.dep_ == "pobj" and token.head.lower_ in ("of", "to", "for") else None
    return owned is not None and owned.pos_ == "NOUN" and (
        is_person_noun(noun_of(owned)) or is_person_noun(owned.lemma_.lower()) or owned.lower_ in words_of("derived"))


@cache
def _family_word(word: str) -> str | None:
    if word in ("married", "marriage", "wed"):
        return "spouse"
    return kinship_of(word) or next((kind for kind, words in lexicon()["couples"].items() if word in words), None)


class People:
    """The people of one text, by id: grows while the text is read."""

    def __init__(self, actors: dict[str, Actor], doc: Doc):
        self.actors, self.doc = actors, doc
        self.titles: dict[str, set[str]] = defaultdict(set)  # "president", "spokesman" … as this text has it
        self.kin: dict[tuple[str, str], list[str]] = defaultdict(list)  # (whose, kinship) → who
        self.introduced_by: dict[str, str] = {}  # a relative → whose relative the text first calls them
        self.named: dict[str, int] = {}  # who is named in the text → how often, outside quotations
        self.by_first_name: Counter[str] = Counter()  # how often the text calls somebody by the first name alone

    def is_person(self, actor: str) -> bool:
        return self.actors[actor].kind == "person"

    def gender(self, actor: str) -> str | None:
        return self.actors[actor].pronoun

    def set_gender(self, actor: str, pronoun: str | None) -> None:
        if pronoun and self.actors[actor].pronoun is None:
            self.actors[actor] = replace(self.actors[actor], pronoun=pronoun)

    def note_name(self, name: Span, actor: str) -> None:
        """Titles before a name and in apposition to it tell role and gender, a first name the gender."""
        doc, root, first = name.doc, name.root, name.start
        words = {token.lower_ for token in doc[max(0, first - TITLE_WORDS_BACK):first]
                 if token.head.i in range(first, name.end) or (
                     token.head.i == root.head.i and root.dep_ == "appos" and token.dep_ in PARTS_OF_TITLE)}
        beside = [child for child in root.children if child.dep_ == "appos"] + [root.head] * (root.dep_ == "appos")
        words |= {word for token in beside if is_person_noun(word := noun_of(token))}
        if first and is_person_noun(noun_of(doc[first - 1])):
            words.add(noun_of(doc[first - 1]))
        self.set_gender(actor, gender_of(words) or gender_of_name(self.actors[actor].name))
        self.titles[actor] |= {f"former {word}" for word in words} if words & words_of("former") else words

    def is_first_name(self, text: str, actor: str) -> bool:
        """Whether a text is the beginning of somebody's name without the last name."""
        words, name = fold(text).split(), self.actors[actor].name
        return words[0] in fold(name).split() and fold(surname(name)) not in words

    def is_called_by_first_name(self, actor: str) -> bool:
        """Whether the text calls somebody so, as it does children: no bare last name means them."""
        return 2 * self.by_first_name[actor] > self.named.get(actor, 0) > 1

    # ---- kin

    def note_kin(self, owner: str, word: str, relative: str) -> None:
        """Notes that `relative` is the `word` ("father", "wife") of `owner`."""
        kinship = kinship_of(word)
        if kinship is None or owner == relative:
            return
        for one, kind, other in ((owner, kinship, relative), (relative, INVERSE.get(kinship, kinship), owner)):
            if other not in self.kin[one, kind]:
                self.kin[one, kind].append(other)
        self.set_gender(relative, gender_of({word}))

    def kin_of(self, owner: str, word: str, near: Collection[str] = ()) -> list[str]:
        """Who is the `word` of `owner`: as the text tells, or the only namesake of those `near` who can be."""
        kinship, gender = kinship_of(word), gender_of({word})
        known = [one for one in self.kin.get((owner, kinship or ""), ()) if self.fits(one, gender)]
        if known or not self.is_person(owner):
            return known
        if kinship not in ("parent", "child") or self.family != "parents":
            return []
        last = fold(surname(self.actors[owner].name))
        return [one for one in near if one != owner and one not in self.relatives and self.is_person(one)
                and fold(surname(self.actors[one].name)) == last and self.fits(one, gender)]

    @property
    def relatives(self) -> set[str]:
        """All whose kin is known."""
        return {owner for (owner, _), known in self.kin.items() if known}

    def pair_namesakes(self) -> None:
        """Two of one last name in a text of husbands and wives are a couple, in one of brothers siblings."""
        namesakes: dict[str, list[str]] = defaultdict(list)
        for actor in self.named:
            if self.is_person(actor) and " " in self.actors[actor].name:
                namesakes[fold(surname(self.actors[actor].name))].append(actor)
        for pair in namesakes.values():
            genders = {self.gender(actor) for actor in pair}
            if len(pair) == 2 and self.relatives.isdisjoint(pair) and (
                    self.family == "siblings" or (self.family == "spouses" and genders == {"he", "she"})):
                self.note_kin(pair[0], "sibling" if self.family == "siblings" else "spouse", pair[1])

    @cached_property
    def family(self) -> str | None:
        """The kind of family that the text speaks of most; None where it does of none or of two alike."""
        counts = Counter(FAMILY[kind] for token in self.doc if (kind := _family_word(token.lower_)) in FAMILY)
        best = counts.most_common(2)
        return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None

    def kin_called(self, word: str) -> list[str]:
        """Who is a `word` of anybody's: "the father"."""
        kinship, gender = kinship_of(word), gender_of({word})
        return list(dict.fromkeys(one for (_, kind), ones in self.kin.items() if kind == kinship for one in ones
                                  if self.fits(one, gender)))

    def fits(self, actor: str, pronoun: str | None) -> bool:
        """Whether "he" or "she" can be said of somebody, as far as is known."""
        return pronoun is None or self.actors[actor].pronoun in (pronoun, None)


def bare_phrase(phrase: str) -> str:
    """A phrase without its article."""
    return re.sub(r"^(?:the|a|an) ", "", phrase.strip(), flags=re.IGNORECASE)
