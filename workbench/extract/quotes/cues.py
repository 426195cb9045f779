"""The cues: words that attribute, with the constructions they take and their tone."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Cue:
    """One word that attributes: its lemma, tone, and the constructions in which it does."""

    lemma: str
    tone: str = "neutral"
    takes: frozenset[str] = frozenset()
    example: str = ""


@cache
def lexicon(part: str) -> dict[str, Cue]:
    """The cues of one part of speech ("verbs", "nouns", "adjectives" …) by lemma."""
    file = resources.files("workbench").joinpath("lexicons/cues.toml")
    entries = tomllib.loads(file.read_text(encoding="utf-8")).get(part, {})
    return {lemma: Cue(lemma, entry.get("tone", "neutral"), frozenset(entry.get("takes", ())), entry.get("example", ""))
            for lemma, entry in entries.items()}


def verb_cue(lemma: str) -> Cue | None:
    """The cue verb `lemma`, if it is one."""
    return lexicon("verbs").get(lemma.lower())
