"""Names: where a text names an actor of the registry, or someone the registry doesn't hold."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.extract.name_forms import demonym_of, forms_of, is_short, plain, surname
from workbench.extract.name_spans import (
    LOCATIVE,
    TIMES,
    acting_names,
    bare,
    gender_of,
    is_body,
    is_part_of_other_name,
    is_title,
    names_a_thing,
    person_spans,
)
from workbench.extract.registry import Actor, Registry
from workbench.text.spelling import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

RECENT_SENTENCES = 2
KIND_OF_ENTITY = {"ORG": "organisation", "GPE": "state"}


@dataclass(frozen=True)
class Mention:
    """Tokens [first, last) that mention an actor, and by what kind of words."""

    first: int
    last: int
    actor: str
    how: str


class Namer:
    """The names in one text: those of the registry, and actors made for those it doesn't hold."""

    def __init__(self, doc: Doc, registry: Registry | None):
        self.doc = doc
        self.actors: dict[str, Actor] = dict(registry.actors) if registry else {}
        self.forms = forms_of(registry)
        self.mentions: list[Mention] = []
        self.by_surname: dict[str, list[Mention]] = defaultdict(list)
        self.taken = [False] * len(doc)
        self.titles: dict[str, set[str]] = defaultdict(set)  # actor → "president", "spokesman" … as this text has it
        short = self._name_registered()
        self._name_people(full=True)
        self._name_bodies()
        self._settle_short(short)
        self._name_people(full=False)
        self._settle_short({})
        self.mentions.sort(key=lambda mention: mention.first)

    # ---- registry

    def _name_registered(self) -> dict[tuple[int, int], list[str]]:
        """Mentions by registered names; returns the surnames left to settle, with who they may be."""
        short: dict[tuple[int, int], list[str]] = {}
        for match in self.forms.pattern.finditer(plain(self.doc.text)) if self.forms.pattern else ():
            key = fold(match.group())
            span = self.doc.char_span(match.start(), match.end(), alignment_mode="expand")
            if key not in self.forms.ids or span is None or (
                    span.text.strip(".") != match.group().strip(".") and fold(span.text) != key):
                continue
            if key in self.forms.surnames or len(self.forms.ids[key]) > 1:
                short[span.start, span.end] = self.forms.ids[key]
            elif not is_part_of_other_name(span, self.forms.ids) and not self._is_place(span, key):
                self._add(span.start, span.end, self.forms.ids[key][0], self.forms.how[key])
        return short

    def _is_place(self, span: Span, key: str) -> bool:
        """A metonym after a locative preposition is the city, not the state."""
        before = self.doc[span.start - 1].lower_ if span.start else ""
        return self.forms.how[key] == "metonym" and before in LOCATIVE

    def _add(self, first: int, last: int, actor: str, how: str = "name") -> None:
        if any(self.taken[first:last]):
            return
        self.taken[first:last] = [True] * (last - first)
        mention = Mention(first, last, actor, how)
        self.mentions.append(mention)
        self.by_surname[fold(surname(self.actors[actor].name))].append(mention)
        if self.actors[actor].kind == "person":
            self._note_titles(first, last, actor)

    def _note_titles(self, first: int, last: int, actor: str) -> None:
        """Titles before a name and in apposition to it tell role and gender."""
        root = self.doc[first:last].root
        words = {token.lower_ for token in self.doc[max(0, first - 4):first]
                 if token.head.i in range(first, last) or (token.head.i == root.head.i and root.dep_ == "appos")}
        words |= {child.lower_ for child in root.children if child.dep_ == "appos"}
        if root.dep_ == "appos":
            words.add(root.head.lower_)
        if first:
            words.add(self.doc[first - 1].lower_)
        self.titles[actor] |= words
        if self.actors[actor].pronoun is None and (pronoun := gender_of(words)):
            self.actors[actor] = replace(self.actors[actor], pronoun=pronoun)

    def title_before(self, mention: Mention) -> str:
        """The words before a person's name that say who they are: "Ukrainian President"; nothing for "Mr."."""
        if self.actors[mention.actor].kind != "person":
            return ""
        first = mention.first
        while first and self.doc[first - 1].head.i in range(first, mention.last) \
                and self.doc[first - 1].dep_ in ("compound", "amod", "nmod"):
            first -= 1
        words = self.doc[first:mention.first]
        says_who = any(token.pos_ in ("NOUN", "PROPN") and not gender_of({token.lower_}) for token in words)
        return words.text if says_who else ""

    # ---- names the registry doesn't hold

    def _name_people(self, full: bool) -> None:
        """Full names, or those that a title alone gives away ("Mr. Smith") and nothing else explains."""
        for first, last in person_spans(self.doc):
            # a single registered surname is one that several share, left unresolved
            if full == (last - first > 1) and (full or fold(self.doc[first:last].text) not in self.forms.ids):
                name = " ".join(token.text for token in self.doc[first:last])
                if not any(self.taken[first:last]):
                    self._add(first, last, self._make(name, "person"))

    def _name_bodies(self) -> None:
        acting = acting_names(self.doc)
        for entity in self.doc.ents:
            name = bare(entity)
            if any(self.taken[entity.start:entity.end]) or not is_body(entity, acting) \
                    or fold(name) in self.forms.ids or self._known_surname(name):
                continue
            first = entity.start + (entity[0].lower_ == "the")
            last = entity.end - (entity[-1].tag_ == "POS")
            if first < last:
                self._add(first, last, self._make(name, KIND_OF_ENTITY.get(entity.label_, "person")))

    def _known_surname(self, name: str) -> bool:
        return any(actor.kind == "person" and fold(surname(actor.name)) == fold(name) for actor in self.actors.values())

    def _make(self, name: str, kind: str) -> str:
        """The id of a made actor: an earlier one under another spelling or a short form, or a new one."""
        key = fold(name)
        for actor in self.actors.values():
            if actor.kind == kind and (key in map(fold, actor.names) or is_short(name, actor.name, kind)):
                return actor.id
        slug = re.sub(r"\W+", "_", plain(name).lower()).strip("_") or "unnamed"
        self.actors.setdefault(slug, Actor(slug, name, kind))
        return slug

    # ---- surnames

    def _settle_short(self, short: dict[tuple[int, int], list[str]]) -> None:
        """Surnames and shared aliases, by title, first name and focus; unresolved where these don't tell."""
        for (first, last), ids in sorted((self._bare_surnames() | short).items()):
            if not any(self.taken[first:last]) and self.doc[first].ent_type_ not in TIMES \
                    and (actor := self._settle(first, last, ids)):
                self._add(first, last, actor)

    def _bare_surnames(self) -> dict[tuple[int, int], list[str]]:
        """Last names, alone, of those whom the text names in full and the registry doesn't hold."""
        here = {self.actors[mention.actor] for mention in self.mentions}
        last_words = {fold(surname(actor.name)) for actor in here if actor.kind == "person" or " " not in actor.name}
        last_words -= set(self.forms.ids)
        return {(token.i, token.i + 1): [] for token in self.doc if not self.taken[token.i] and len(token.text) > 3
                and token.text[0].isupper() and fold(token.text) in last_words}

    def _settle(self, first: int, last: int, ids: list[str]) -> str | None:
        if names_a_thing(self.doc, last):
            return None
        named = self.by_surname[fold(self.doc[first:last].text)]
        here = [mention.actor for mention in named]
        options = list(dict.fromkeys(here + ids))
        if first:
            options = self._by_word_before(self.doc[first - 1], first, options)
        start = self._sentences_back(first)
        recent = [mention.actor for mention in named if start <= mention.first < first]
        for nearer in (here, recent):  # whom the text names in full, then whom it named last
            if len(options) > 1:
                options = [actor for actor in options if actor in nearer] or options
        return options[0] if len(options) == 1 else None

    def _sentences_back(self, token: int) -> int:
        start = self.doc[token].sent.start
        for _ in range(RECENT_SENTENCES):
            start = self.doc[start - 1].sent.start if start else 0
        return start

    def _is_first_name(self, token: Token, first: int) -> bool:
        """Whether the capitalised word before a surname is part of the person's name."""
        return (token.tag_ == "NNP" and token.is_title and token.is_alpha and not is_title(token.text)
                and fold(token.text) not in self.forms.ids and demonym_of(token.text, self.actors) is None
                and token.head.i >= token.i and token.head.i <= self.doc[first].head.i and token.dep_ == "compound"
                and token.ent_type_ in ("PERSON", "") and not self.taken[token.i])

    def _by_word_before(self, before: Token, first: int, options: list[str]) -> list[str]:
        """Those whom a first name or a title before the surname leaves."""
        if self._is_first_name(before, first):
            return [actor for actor in options if fold(before.text) in fold(self.actors[actor].name).split()]
        word = before.lower_
        if gender := gender_of({word}):
            options = [actor for actor in options if self.actors[actor].pronoun in (gender, None)]
        titled = [actor for actor in options if word in self.titles.get(actor, ()) or
                  any(word in role.lower().split() for role in self.actors[actor].roles)]
        return titled if len(titled) == 1 else options
