"""The cues: words that attribute, with the constructions they take and their tone (lexicons/cues.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from workbench.lexicons import read_lexicon


@dataclass(frozen=True)
class Cue:
    """One word that attributes: its lemma, tone, the constructions in which it does, and an example."""

    lemma: str
    tone: str
    takes: frozenset[str]
    example: str


@cache
def _entries() -> dict[str, dict[str, Any]]:
    return read_lexicon("cues")


@cache
def lexicon(part: str) -> dict[str, Cue]:
    """The cues of one part of speech ("verbs", "nouns", "adjectives") by lemma.

    >>> lexicon("verbs")["warn"].tone
    'warn'
    """
    return {lemma: Cue(lemma, entry["tone"], frozenset(entry["takes"]), entry["example"])
            for lemma, entry in _entries()[part].items()}


@cache
def places(kind: str) -> frozenset[str]:
    """Lemmas of nouns for where something is said ("media") or who may be told ("hearers")."""
    return frozenset(_entries()["places"][kind])


def verb_cue(lemma: str) -> Cue | None:
    """The cue verb `lemma`, if it is one."""
    return lexicon("verbs").get(lemma.lower())
