"""The cues: words that attribute, with the constructions they take and their tone."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources


@dataclass
class Cue:
    """One word that attributes."""

    lemma: str
    takes: set[str] = field(default_factory=set)
    tone: str = "neutral"


@cache
def verbs() -> dict[str, Cue]:
    """Cue verbs by lemma."""
    entries = tomllib.loads(resources.files("workbench").joinpath("lexicons/cues.toml").read_text(encoding="utf-8"))
    found: dict[str, Cue] = {}
    for entry in entries.values():
        for word in entry["words"]:
            cue = found.setdefault(word, Cue(word))
            cue.takes.update(entry["takes"])
            if "tone" in entry:
                cue.tone = entry["tone"]
    return found
