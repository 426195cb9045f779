"""The forms an actor's name can take: spellings, surnames, initials, metonyms, demonyms."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any

from workbench.extract.registry import Actor, Registry
from workbench.lexicons import read_lexicon
from workbench.text.spelling import fold

DEMONYM_ENDS = ("", "n", "an", "ian", "nian", "ese", "ish", "i", "ic")
SUFFIXES = ("jr", "sr", "ii", "iii", "iv")
NAME_ENDS = ("", "a", "e", "y", "o", "s", "ia", "on", "en", "ain", "and", "ey")


@cache
def lexicon() -> dict[str, Any]:
    """The words by which texts name actors, from lexicons/actors.toml."""
    return read_lexicon("actors")


@cache
def words_of(group: str, key: str = "words") -> frozenset[str]:
    """A group of the lexicon as a set."""
    return frozenset(lexicon()[group][key])


@dataclass
class Forms:
    """What a registry's actors can be called: folded form → ids, and how it names them."""

    ids: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    how: dict[str, str] = field(default_factory=dict)
    surnames: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)  # the forms as written, for the pattern

    def add(self, form: str, actor: Actor, how: str = "name", surname: bool = False) -> None:
        form = re.sub(r"^[Tt]he\s+", "", form.strip())
        key = fold(form)
        if not key:
            return
        if actor.id not in self.ids[key]:
            self.ids[key].append(actor.id)
        self.how.setdefault(key, how)
        self.shown.add(form)
        if surname:
            self.surnames.add(key)

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """One expression that finds them all, longest first."""
        if not self.shown:
            return None
        return re.compile("|".join(_loosely(form) for form in sorted(self.shown, key=len, reverse=True)))


def plain(text: str) -> str:
    """`text` without accents, character by character, so that offsets stay."""
    return "".join(unicodedata.normalize("NFKD", char)[0] if char.isalpha() else char for char in text)


def _loosely(form: str) -> str:
    """A pattern for `form` with any dots, hyphens, apostrophes and final -iy/-yy/-y; also in capitals."""
    words = []
    for word in re.split(r"[\s-]+", plain(form)):
        word = word.replace(".", "").replace("’", "'")
        if word.isupper() and len(word) <= 4:
            dotted = r"\.".join(map(re.escape, word))
            words.append(rf"(?:{re.escape(word)}|{dotted}\.?)" if len(word) > 1 else re.escape(word) + r"\.?")
            continue
        stem = re.sub(r"(?<=[b-df-hj-np-tv-xz])(?:iy|yy|ij|ii|yi|i|y)$", "", word)
        ending = "(?:iy|yy|ij|ii|yi|i|y)" if stem != word else ""
        shape = re.escape(stem).replace("'", "['’]") + ending
        words.append(f"(?:{shape}|{shape.upper()})" if len(word) > 3 else shape)
    return r"(?<![\w])" + r"[\s-]+".join(words) + r"(?!\w)"


@lru_cache(maxsize=8)
def forms_of(registry: Registry | None) -> Forms:
    """The names, aliases, metonyms, surnames and initials of a registry's actors."""
    forms = Forms()
    if registry is None:
        return forms
    for actor in registry.actors.values():
        for name in actor.names:
            forms.add(name, actor, "metonym" if _is_metonym(name, actor) else "name")
        for name in actor.metonyms:
            forms.add(name, actor, "metonym")
    for actor in registry.actors.values():
        if actor.kind == "person":
            for name in actor.names:
                if " " in name:
                    forms.add(surname(name), actor, surname=True)
        else:
            initials = "".join(word[0] for word in actor.name.split() if word[0].isupper())
            if len(initials) > 1 and fold(initials) not in forms.ids:
                forms.add(initials, actor)
    return forms


def surname(name: str) -> str:
    """The last name, with its particles: "van der Leyen" of "Ursula van der Leyen"."""
    words = name.split()
    while len(words) > 2 and words[-1].strip(".").lower() in SUFFIXES:
        words = words[:-1]
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in lexicon()["particles"]["words"]:
        start -= 1
    return " ".join(words[start:])


def _is_metonym(alias: str, actor: Actor) -> bool:
    """A state's alias that shares neither beginning nor initials with its name: its capital, its seat."""
    if actor.kind != "state" or alias == actor.name or len(alias.replace(".", "")) <= 3:
        return False
    words = {word[:4].lower() for name in actor.name.split() for word in [name]}
    return not any(word[:4].lower() in words for word in alias.split())


def is_short(name: str, full: str, kind: str) -> bool:
    """Whether `name` is a short form or another spelling of `full`: initials, the last words, a letter or two."""
    from rapidfuzz.distance import Levenshtein

    a, b = fold(name).split(), fold(full).split()
    if kind != "person":
        initials = "".join(word[0] for word in full.split() if word[0].isupper())
        return (len(initials) > 1 and name.replace(".", "") == initials) or (len(a) > 1 and a == b[-len(a):])
    if len(a) == 1:
        return False
    same_first = a[0] == b[0] or (min(len(a[0]), len(b[0])) == 1 and a[0][0] == b[0][0])
    return same_first and len(b) > 1 and a[-1][0] == b[-1][0] \
        and Levenshtein.distance(a[-1], b[-1]) <= (len(a[-1]) > 5)


def demonym_of(word: str, actors: Mapping[str, Actor]) -> str | None:
    """The id of the state whose demonym `word` is: spelt out in the registry, or its name with an ending.

    "Ukrainian" → ukraine, "British" → an actor named Britain; None for anything else.
    """
    if not word[:1].isupper() or len(word) < 4:
        return None
    key = fold(word)
    plural = key[:-1] if key.endswith("s") and not key.endswith(("ss", "us")) else key
    places = [actor for actor in actors.values() if actor.kind != "person"]
    for actor in places:
        if any(fold(form) in (key, plural) for form in actor.demonyms):
            return actor.id
    return next((actor.id for actor in places if actor.kind in ("state", "group") for name in actor.names
                 if " " not in name.strip() and _derives(plural, fold(name))), None)


def _derives(word: str, name: str) -> bool:
    length = 0
    while length < min(len(word), len(name)) and word[length] == name[length]:
        length += 1
    # every split of the shared beginning: "chin|ese" from "chin|a"
    return any(word[cut:] in DEMONYM_ENDS and name[cut:] in NAME_ENDS and word != name
               for cut in range(max(4 if len(name) > 4 else 3, length - 3), length + 1))
