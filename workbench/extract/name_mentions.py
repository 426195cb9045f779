"""Names: where a text names an actor of the registry, or someone the registry doesn't hold."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from workbench.extract.name_forms import forms_of, is_short, plain, surname, words_of
from workbench.extract.name_spans import (
    TIMES,
    acting_names,
    bare,
    dateline_ends,
    gender_of,
    heading_spans,
    is_body,
    is_located,
    is_part_of_other_name,
    is_persons,
    is_title,
    names_a_thing,
    person_spans,
    without_titles,
)
from workbench.extract.people import People
from workbench.extract.registry import Actor, Registry
from workbench.text.spelling import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

LABEL = re.compile(r"[QA]\.? ")  # before a turn of an interview, which the parser takes for an initial
SHORTEST_NAME = 4  # characters of a last name that may stand alone and be no other word


@dataclass(frozen=True)
class Mention:
    """Tokens [first, last) that mention actors, and by what kind of words."""

    first: int
    last: int
    actors: tuple[str, ...]
    how: str
    candidates: tuple[str, ...] = ()  # where it can't be told who is meant: between whom


@dataclass(frozen=True)
class OpenName:
    """Tokens [first, last) of a short name, to be settled where it stands, and who may be meant."""

    first: int
    last: int
    options: tuple[str, ...]


class Namer:
    """The names in one text: those of the registry, and actors made for those it doesn't hold."""

    def __init__(self, doc: Doc, registry: Registry | None):
        self.doc, self.registry = doc, registry
        self.actors: dict[str, Actor] = dict(registry.actors) if registry else {}
        self.people = People(self.actors, doc)
        self.forms = forms_of(registry)
        self.mentions: list[Mention] = []
        self.taken = [False] * len(doc)
        self.in_heading = self._tokens_of(heading_spans(doc.text))
        self.in_dateline = self._tokens_of(dateline_ends(doc.text).items())
        short = self._name_registered()
        self._name_people()
        self._name_bodies()
        self._name_titled()
        self.open = self._open_names(short)
        self.mentions.sort(key=lambda mention: mention.first)

    def _tokens_of(self, spans) -> set[int]:
        found: set[int] = set()
        for start, end in spans:
            span = self.doc.char_span(start, end, alignment_mode="contract")
            found |= set(range(span.start, span.end)) if span is not None else set()
        return found

    # ---- registry

    def _name_registered(self) -> dict[tuple[int, int], list[str]]:
        """Mentions by registered names; returns the short ones left to settle, with who they may be."""
        short: dict[tuple[int, int], list[str]] = {}
        for match in self.forms.pattern.finditer(plain(self.doc.text)) if self.forms.pattern else ():
            key = fold(match.group())
            span = self.doc.char_span(match.start(), match.end(), alignment_mode="expand")
            if key not in self.forms.ids or span is None or (
                    span.text.strip(".") != match.group().strip(".") and fold(span.text) != key):
                continue
            if key in self.forms.surnames or len(self.forms.ids[key]) > 1:
                short[span.start, span.end] = self.forms.ids[key]
            elif not (len(span) == 1 and is_part_of_other_name(span, self.forms.ids)) and not self._is_place(span, key):
                self._add(span.start, span.end, self.forms.ids[key][0], self.forms.how[key])
        return short

    def _is_place(self, span: Span, key: str) -> bool:
        """A metonym after a locative preposition is the city, not the state; so is any place in a dateline."""
        return span.start in self.in_dateline or (self.forms.how[key] == "metonym" and (
            is_located(span) or _is_reached(span.root)))

    def _add(self, first: int, last: int, actor: str, how: str = "name") -> None:
        if any(self.taken[first:last]):
            return
        self.taken[first:last] = [True] * (last - first)
        self.mentions.append(Mention(first, last, (actor,), how))
        if self.people.is_person(actor):
            self.people.note_name(self.doc[first:last], actor)
            if self.people.is_first_name(self.doc[first:last].text, actor):
                self.people.by_first_name[actor] += 1

    # ---- names the registry doesn't hold

    def _name_people(self) -> None:
        """Full names; one in a heading, whose every word has a capital, only if it stands elsewhere too."""
        spans = [(first + bool(LABEL.match(self.doc[first:last].text)), last) for first, last in person_spans(self.doc)]
        spans = [span for span in spans if span[1] - span[0] > 1 and not any(self.taken[slice(*span)])]
        outside = {fold(self.doc[first:last].text) for first, last in spans if first not in self.in_heading}
        for first, last in spans:
            name = " ".join(token.text for token in self.doc[first:last])
            if fold(name) in outside and not self._has_common_word(first, last, name):
                self._add(first, last, self._make(name, "person"))

    def _has_common_word(self, first: int, last: int, name: str) -> bool:
        """Whether a name that stands once begins with a word that the text also has in small letters."""
        return self.doc[first].lower_ in self._small_words and self.doc.text.count(name) < 2 \
            and gender_of({self.doc[first].lower_}) is None and self.people_word(first)

    def people_word(self, first: int) -> bool:
        return self.doc[first].is_sent_start or self.doc[first].pos_ != "PROPN"

    @cached_property
    def _small_words(self) -> Counter[str]:
        return Counter(token.text for token in self.doc if token.is_lower and token.is_alpha)

    def _name_bodies(self) -> None:
        acting = acting_names(self.doc)
        for entity in self.doc.ents:
            name = without_titles(bare(entity))
            if any(self.taken[entity.start:entity.end]) or not is_body(entity, acting) or name != bare(entity) \
                    or fold(name) in self.forms.ids or self._is_someones(name) or entity.start in self.in_dateline \
                    or entity.start in self.in_heading or self._is_family(entity):
                continue
            first = entity.start + (entity[0].lower_ == "the")
            last = entity.end - (entity[-1].tag_ == "POS")
            if first < last:
                self._add(first, last, self._make(name, self._kind_of(entity)))

    def _is_family(self, entity: Span) -> bool:
        """ "The Brandts", which the parser takes for a person's name."""
        return entity.label_ == "PERSON" and entity.start > 0 and self.doc[entity.start - 1].lower_ == "the"

    def _name_titled(self) -> None:
        """Those whom a title alone gives away ("Mr. Smith") and no full name explains."""
        for first, last in person_spans(self.doc):
            name = self.doc[first:last].text
            if last - first == 1 and fold(name) not in self.forms.ids and not self._is_someones(name) \
                    and first not in self.in_heading:
                self._add(first, last, self._make(name, "person"))

    def _kind_of(self, entity: Span) -> str:
        if entity.label_ == "PERSON" and is_persons(entity[-1].text):
            return "person"
        return "state" if entity.label_ == "GPE" else "organisation"

    def _is_someones(self, name: str) -> bool:
        """Whether a person has the name as the last one, or somebody named here as the first."""
        if any(actor.kind == "person" and fold(surname(actor.name)) == fold(name) for actor in self.actors.values()):
            return True
        return any(self.people.is_person(actor) and fold(self.actors[actor].name).split()[0] == fold(name)
                   for mention in self.mentions for actor in mention.actors)

    def _make(self, name: str, kind: str) -> str:
        """The id of a made actor: an earlier one under another spelling or a short form, or a new one."""
        key = fold(name)
        for actor in self.actors.values():
            if actor.kind == kind and (key in map(fold, actor.names) or is_short(name, actor.name, kind)):
                return actor.id
        slug = re.sub(r"\W+", "_", plain(name).lower()).strip("_") or "unnamed"
        self.actors.setdefault(slug, Actor(slug, name, kind))
        return slug

    # ---- short names

    def _people_by_name(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """The persons named in full, by last name and by first name."""
        by_last, by_first = defaultdict(list), defaultdict(list)
        here = dict.fromkeys(actor for mention in self.mentions for actor in mention.actors)
        for actor in (self.actors[key] for key in here if self.people.is_person(key)):
            by_last[fold(surname(actor.name))].append(actor.id)
            if " " in actor.name:
                by_first[fold(actor.name.split()[0])].append(actor.id)
        return by_last, by_first

    def _note_titles(self, found: dict[tuple[int, int], list[str]]) -> None:
        """The gender that a title before a name gives to the one who bears it."""
        for (first, _), ids in found.items():
            if len(ids) == 1 and first and self.people.is_person(ids[0]):
                before = self.doc[first - 1]
                self.people.set_gender(ids[0], gender_of({before.lower_} if is_title(before.text) else set()))

    def _open_names(self, short: dict[tuple[int, int], list[str]]) -> dict[int, OpenName]:
        """Last and first names that stand alone and aliases that several share, by first token."""
        by_last, by_first = self._people_by_name()
        found: dict[tuple[int, int], list[str]] = {}
        for token in self.doc:
            key = fold(token.text)
            if self.taken[token.i] or not token.text[0].isupper() or key in self.forms.ids:
                continue
            if key in by_last and len(token.text) >= SHORTEST_NAME:
                found[token.i, token.i + 1] = by_last[key]
            elif key in by_first and len(token.text) > 2:
                found[token.i, token.i + 1] = by_first[key]
        for (first, last), ids in short.items():
            found[first, last] = [*dict.fromkeys([*by_last[fold(self.doc[first:last].text)], *ids])]
        self._note_titles(found)
        return {first: OpenName(first, last, tuple(ids)) for (first, last), ids in sorted(found.items())
                if not any(self.taken[first:last]) and self.doc[first].ent_type_ not in TIMES
                and (first in self.in_heading or not names_a_thing(self.doc, last))}


def _is_reached(root: Token) -> bool:
    """Whether somebody or something goes to a place or comes from it."""
    above = root.head.head if root.dep_ == "pobj" and root.head.lower_ in ("to", "from", "into", "through") else \
        root.head if root.dep_ == "dobj" else None
    return above is not None and above.lemma_ in words_of("motion")
