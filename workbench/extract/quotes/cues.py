"""The cues: words that attribute, with the constructions they take and their tone (lexicons/cues.toml)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from workbench.lexicons import read_lexicon


class Cue(NamedTuple):
    """One word that attributes: its lemma, tone, the constructions in which it does, and an example."""

    lemma: str
    tone: str
    takes: frozenset[str]
    example: str


@cache
def lexicon(part: str) -> dict[str, Cue]:
    """The cues of one part of speech ("verbs", "nouns", "adjectives") by lemma.

    Examples
    --------
    >>> lexicon("verbs")["warn"].tone
    'warn'
    """
    return {lemma: Cue(lemma, entry["tone"], frozenset(entry["takes"]), entry["example"])
            for lemma, entry in read_lexicon("cues")[part].items()}


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind that attribute nothing themselves: "media", "hearers", "connectives" …

    Examples
    --------
    >>> "statement" in words("media"), "reporter" in words("hearers")
    (True, True)
    """
    lists = read_lexicon("cues")
    return frozenset({**lists["places"], **lists["words"]}[kind])


def verb_cue(lemma: str) -> Cue | None:
    """The cue verb of a lemma, if it is one."""
    return lexicon("verbs").get(lemma.lower())
