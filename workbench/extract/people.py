"""What one text tells of its people: titles, genders and who is kin to whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from workbench.extract.name_forms import lexicon, surname, words_of
from workbench.extract.name_spans import gender_of, gender_of_name
from workbench.text.spelling import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from workbench.extract.registry import Actor

# what the other is to somebody's parent, child …
INVERSE = {"parent": "child", "child": "parent", "uncle": "nephew", "nephew": "uncle", "grandparent": "grandchild",
           "grandchild": "grandparent"}
# kinds of family: which namesakes make one
FAMILY = {"parent": "parents", "child": "parents", "spouse": "spouses", "sibling": "siblings"}
TITLE_WORDS_BACK = 4
PARTS_OF_TITLE = ("compound", "amod", "nmod")


@cache
def kinship_of(word: str) -> str | None:
    """The kinship that a noun names: "parent" for "father"."""
    return next((kind for kind, words in lexicon()["kin"].items() if kind not in ("example", "denotes")
                 and word in words), None)


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
        self.by_first_name: set[str] = set()  # those whom the text calls by the first name

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
        words |= {child.lower_ for child in root.children if child.dep_ == "appos"}
        if root.dep_ == "appos":
            words.add(root.head.lower_)
        if first:
            words.add(doc[first - 1].lower_)
        self.set_gender(actor, gender_of(words) or gender_of_name(self.actors[actor].name))
        self.titles[actor] |= {f"former {word}" for word in words} if words & words_of("former") else words

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

    def kin_of(self, owner: str, word: str) -> list[str]:
        """Who is the `word` of `owner`: as the text tells, or the only namesake who can be."""
        kinship, gender = kinship_of(word), gender_of({word})
        known = [one for one in self.kin.get((owner, kinship or ""), ()) if self.fits(one, gender)]
        if known or not self.is_person(owner):
            return known
        related = {one for (whose, _), ones in self.kin.items() if whose == owner for one in ones}
        if FAMILY.get(kinship or "") not in self._family:
            return []
        last = fold(surname(self.actors[owner].name))
        return [one for one in self.named if one != owner and one not in related and self.is_person(one)
                and fold(surname(self.actors[one].name)) == last and self.fits(one, gender)]

    @cached_property
    def _family(self) -> list[str]:
        """The kinship that the text speaks of most, which namesakes are likely to have."""
        words = [FAMILY[kind] for token in self.doc if (kind := _family_word(token.lower_)) in FAMILY]
        counts = Counter(words)
        return [kind for kind, count in counts.items() if count == max(counts.values())]

    def kin_called(self, word: str) -> list[str]:
        """Who is a `word` of anybody's: "the father"."""
        kinship, gender = kinship_of(word), gender_of({word})
        return list(dict.fromkeys(one for (_, kind), ones in self.kin.items() if kind == kinship for one in ones
                                  if self.fits(one, gender)))

    def fits(self, actor: str, pronoun: str | None) -> bool:
        """Whether "he" or "she" can be said of somebody, as far as is known."""
        return pronoun is None or self.actors[actor].pronoun in (pronoun, None)
