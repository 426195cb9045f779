"""Names: where a text names an actor of the registry, or someone the registry doesn't hold."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.extract.name_forms import demonym_of, forms_of, is_short, lexicon, plain, surname
from workbench.extract.registry import Actor, Registry
from workbench.text.spelling import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

LOCATIVE = ("in", "near", "outside", "across", "around", "at")  # "in Moscow" is a place, "by Moscow" a state


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
        self._settle_short([])
        self.mentions.sort(key=lambda mention: mention.first)

    # ---- registry

    def _name_registered(self) -> list[tuple[int, int, list[str]]]:
        """Mentions by registered names; returns the surnames left to settle, with who they may be."""
        short: list[tuple[int, int, list[str]]] = []
        pattern = self.forms.pattern
        if pattern is None:
            return short
        for match in pattern.finditer(plain(self.doc.text)):
            key = fold(match.group())
            span = self.doc.char_span(match.start(), match.end(), alignment_mode="expand")
            if key not in self.forms.ids or span is None or (span.text.strip(".") != match.group().strip(".") \
                    and fold(span.text) != key):
                continue
            if key in self.forms.surnames or len(self.forms.ids[key]) > 1:
                short.append((span.start, span.end, self.forms.ids[key]))
            elif not self._part_of_other_name(span) and not self._is_place(span, key):
                self._add(span.start, span.end, self.forms.ids[key][0], self.forms.how[key])
        return short

    def _is_place(self, span: Span, key: str) -> bool:
        """A metonym after a locative preposition is the city, not the state."""
        before = self.doc[span.start - 1].lower_ if span.start else ""
        return self.forms.how[key] == "metonym" and before in LOCATIVE

    def _part_of_other_name(self, span: Span) -> bool:
        """ "Washington" in "Washington Post", "Mexico" in "New Mexico": another name around this one."""
        after = self.doc[span.end] if span.end < len(self.doc) else None
        if after is not None and after.tag_ in ("NNP", "NNPS") and span.root.dep_ == "compound" \
                and after.is_title and span.root.head.i >= span.end and not _is_title(after.text) \
                and after.ent_type_ not in ("PERSON", "DATE", "TIME") and span.root.ent_type_ not in ("GPE", "NORP"):
            return True
        before = self.doc[span.start - 1] if span.start else None
        return before is not None and before.dep_ == "compound" and before.head.i == span.root.i \
            and before.tag_ == "NNP" and before.is_title and before.ent_type_ == span.root.ent_type_ != "" \
            and before.ent_iob_ != "O" and span.root.ent_iob_ == "I" and fold(before.text) not in self.forms.ids

    def _add(self, first: int, last: int, actor: str, how: str) -> None:
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
        known = self.actors[actor]
        if known.pronoun is None and (pronoun := _gender(words)):
            self.actors[actor] = replace(known, pronoun=pronoun)

    def title_before(self, mention: Mention) -> str:
        """The words before a person's name that say who they are: "Ukrainian President"; nothing for "Mr."."""
        if self.actors[mention.actor].kind != "person":
            return ""
        first = mention.first
        while first and self.doc[first - 1].head.i in range(first, mention.last) \
                and self.doc[first - 1].dep_ in ("compound", "amod", "nmod"):
            first -= 1
        words = self.doc[first:mention.first]
        says_who = any(token.pos_ in ("NOUN", "PROPN") and not _gender({token.lower_}) for token in words)
        return words.text if says_who else ""

    # ---- names the registry doesn't hold

    def _name_people(self, full: bool) -> None:
        """Full names, or those that a title alone gives away ("Mr. Smith") and nothing else explains."""
        for first, last in self._person_spans():
            if any(self.taken[first:last]) or full != (last - first > 1):
                continue
            if not full and fold(self.doc[first:last].text) in self.forms.ids:
                continue  # a surname that several share, left unresolved
            name = " ".join(token.text for token in self.doc[first:last])
            self._add(first, last, self._make(name, "person"), "name")

    def _person_spans(self) -> list[tuple[int, int]]:
        """Full names by the parser's entities, trimmed to capitalised words, and names after a title."""
        spans = []
        for entity in self.doc.ents:
            if entity.label_ == "PERSON":
                spans.append(self._trim(entity.start, entity.end))
        for token in self.doc[1:]:
            title = self.doc[token.i - 1]
            if _is_name(token) and token.ent_type_ != "ORG" and not _is_title(token.text) \
                    and _is_title(title.text) and title.is_title:
                last = token.i + 1
                while last < len(self.doc) and self.doc[last].tag_ == "NNP" and self.doc[last].is_title \
                        and self.doc[last].ent_type_ not in ("DATE", "TIME", "GPE"):
                    last += 1
                spans.append((token.i, last))
        for token in self.doc[1:]:  # "Rustem Umerov", whatever the parser's entities say
            first = self.doc[token.i - 1]
            if token.dep_ in ("nsubj", "appos") and _is_name(token) and _is_name(first) and first.dep_ == "compound" \
                    and first.head == token and token.i - first.i == 1 and not _is_title(first.text) \
                    and (not first.i or not _is_name(self.doc[first.i - 1])) \
                    and not any(child.lower_ in ("the", "a", "an") for child in token.lefts):
                spans.append((first.i, token.i + 1))
        return sorted({(first, last) for first, last in spans
                       if last - first > 1 or (last > first and first and _is_title(self.doc[first - 1].text)
                       and self.doc[first - 1].is_title)},
                      key=lambda span: (span[0], -span[1]))

    def _trim(self, first: int, last: int) -> tuple[int, int]:
        small = lexicon()["particles"]["words"]
        while first < last and (not self.doc[first].text[0].isupper() or _is_title(self.doc[first].text)):
            first += 1
        stop = first
        while stop < last and (self.doc[stop].text[0].isupper() or self.doc[stop].text in (*small, "-")):
            stop += 1
        return first, stop

    def _name_bodies(self) -> None:
        acting = set()
        for entity in self.doc.ents:
            if not self._is_located(entity) and any(
                    token.dep_ == "nsubj" or (token.dep_ == "pobj" and token.head.dep_ == "agent") for token in entity):
                acting.add(fold(_bare(entity)))
        for entity in self.doc.ents:
            if entity.label_ not in ("ORG", "GPE", "PERSON") or any(self.taken[entity.start:entity.end]):
                continue
            name = _bare(entity)
            if fold(name) in self.forms.ids or (entity.label_ != "ORG" and self._is_located(entity)):
                continue
            if not name[:1].isupper() or (entity.label_ != "ORG" and fold(name) not in acting) or _is_title(name):
                continue
            if (entity.label_ == "PERSON" and len(entity) > 1) or self._known_surname(name):
                continue
            kind = {"ORG": "organisation", "GPE": "state"}.get(entity.label_, "person")
            first = entity.start + (entity[0].lower_ == "the")
            last = entity.end - (entity[-1].tag_ == "POS")
            if first < last:
                self._add(first, last, self._make(name, kind), "name")

    def _is_located(self, entity: Span) -> bool:
        return entity.start > 0 and self.doc[entity.start - 1].lower_ in LOCATIVE

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

    def _settle_short(self, short: list[tuple[int, int, list[str]]]) -> None:
        """Surnames and shared aliases, by title, first name and focus; unresolved where these don't tell."""
        known = {(first, last): ids for first, last, ids in short}
        here = {self.actors[mention.actor] for mention in self.mentions}
        last_words = {fold(surname(actor.name)) for actor in here if actor.kind == "person" or " " not in actor.name}
        for token in self.doc:
            if (token.i, token.i + 1) not in known and not self.taken[token.i] and len(token.text) > 3 \
                    and token.text[0].isupper() and fold(token.text) in last_words - set(self.forms.ids):
                known[token.i, token.i + 1] = []
        for (first, last), ids in sorted(known.items()):
            if any(self.taken[first:last]) or self.doc[first].ent_type_ in ("DATE", "TIME"):
                continue
            actor = self._settle(first, last, ids)
            if actor:
                self._add(first, last, actor, "name")

    def _settle(self, first: int, last: int, ids: list[str]) -> str | None:
        key = fold(self.doc[first:last].text)
        named = self.by_surname[key]
        here = list(dict.fromkeys(mention.actor for mention in named))
        options = list(dict.fromkeys(here + ids))
        if self._names_a_thing(first, last):
            return None
        before = self.doc[first - 1] if first else None
        if before is not None and self._is_first_name(before, first):
            options = [actor for actor in options if fold(before.text) in fold(self.actors[actor].name).split()]
        elif before is not None:
            options = self._by_title(before, options)
        start = self._sentences_back(first, 2)
        recent = [mention.actor for mention in named if start <= mention.first < first]
        for nearer in (here, recent):  # whom the text names in full, then whom it named last
            if len(options) > 1:
                options = [actor for actor in options if actor in nearer] or options
        return options[0] if len(options) == 1 else None

    def _sentences_back(self, token: int, count: int) -> int:
        start = self.doc[token].sent.start
        for _ in range(count):
            start = self.doc[start - 1].sent.start if start else 0
        return start

    def _is_first_name(self, token: Token, first: int) -> bool:
        """Whether the capitalised word before a surname is part of the person's name."""
        return (token.tag_ == "NNP" and token.is_title and token.is_alpha and not _is_title(token.text)
                and fold(token.text) not in self.forms.ids and demonym_of(token.text, self.actors) is None
                and token.head.i >= token.i and token.head.i <= self.doc[first].head.i and token.dep_ == "compound"
                and token.ent_type_ in ("PERSON", "") and not self.taken[token.i])

    def _names_a_thing(self, first: int, last: int) -> bool:
        """ "Trump Tower", "Trump Jr": the surname inside a longer name."""
        if last >= len(self.doc):
            return False
        after = self.doc[last]
        if after.lower_.strip(".") in ("jr", "sr", "junior", "senior"):
            return True
        return after.tag_ in ("NNP", "NNPS") and after.is_title and not _is_title(after.text) \
            and self.doc[last - 1].dep_ == "compound" and self.doc[last - 1].head.i == after.i \
            and after.ent_type_ not in ("DATE", "TIME", "PERSON")

    def _by_title(self, before: Token, options: list[str]) -> list[str]:
        gender = _gender({before.lower_})
        if gender:
            options = [actor for actor in options if self.actors[actor].pronoun in (gender, None)]
        word = before.lower_
        titled = [actor for actor in options if word in self.titles.get(actor, ()) or
                  any(word in role.lower().split() for role in self.actors[actor].roles)]
        return titled if len(titled) == 1 else options


def _bare(entity: Span) -> str:
    """An entity's text without article and possessive."""
    return re.sub(r"^[Tt]he\s+|['’]s?$", "", entity.text).strip()


def _is_name(token: Token) -> bool:
    return token.tag_ == "NNP" and token.is_title and token.is_alpha and \
        token.ent_type_ not in ("GPE", "LOC", "FAC", "EVENT", "DATE", "TIME", "NORP", "PRODUCT", "LAW", "WORK_OF_ART")


def _is_title(word: str) -> bool:
    titles = lexicon()["titles"]
    return word in titles["any"] or word in titles["he"] or word in titles["she"]


def _gender(words: set[str]) -> str | None:
    titles, genders = lexicon()["titles"], lexicon()["genders"]
    for pronoun in ("he", "she"):
        if words & {title.lower() for title in titles[pronoun]} or words & set(genders[pronoun]):
            return pronoun
    return None
