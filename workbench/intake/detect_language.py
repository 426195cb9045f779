"""The language of a text."""

from __future__ import annotations

import re

SAMPLE = 4000           # characters looked at
FEWEST_WORDS = 8        # below, nothing is said
# the commonest English function words that few other languages share: where they abound no model is asked
ENGLISH = re.compile(r"\b(?:the|of|and|to|that|with|was|were|has|have|from|this|which|their|been|would)\b", re.I)
ABUNDANT = 0.12


def recognise_language(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`, or none where it is too short to tell.

    >>> recognise_language("Die Verhandlungen in Genf wurden am Mittwoch ohne Ergebnis beendet, sagte der Minister.")
    'de'
    """
    sample = text[:SAMPLE]
    words = len(sample.split())
    if sum(letter.isalpha() for letter in sample) < 20 or (words < FEWEST_WORDS and sample.isascii()):
        return None
    if len(ENGLISH.findall(sample)) >= ABUNDANT * words:
        return "en"
    from py3langid import classify

    return classify(sample)[0]
