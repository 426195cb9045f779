"""One spelling for what is written in several ways: names, quotation marks and dashes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DOUBLE_QUOTES = "\"“”„«»"
SINGLE_QUOTES = "'‘’`"
QUOTES = DOUBLE_QUOTES + SINGLE_QUOTES
CLOSING_QUOTES = "\"'”’»"
# each mark for its plain like, character for character, so that offsets stay
PLAIN_MARKS = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’`", "'"),
                             **dict.fromkeys("–—‑−", "-"), "\u00a0": " "})


def plain_marks(text: str) -> str:
    """Write quotation marks, dashes and no-break spaces as a keyboard has them; the length stays.

    Examples
    --------
    >>> plain_marks("“It’s over” – he said")
    '"It\\'s over" - he said'
    """
    return text.translate(PLAIN_MARKS)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Make one key of all spellings of a name: small letters, no accents or full stops, final -iy, -yy, -ij as -y.

    Examples
    --------
    >>> fold("Volodymyr Zelenskyy"), fold("Volodymyr Zelenskiy"), fold("U.S.")
    ('volodymyr zelensky', 'volodymyr zelensky', 'us')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = plain.replace("’", "'").replace(".", "").replace("-", " ").lower().strip()
    return re.sub(r"(?<=[b-df-hj-np-tv-xz])(?:iy|yy|ij|ii|yi|i|y)\b", "y", plain)
