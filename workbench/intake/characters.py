"""Repairs the characters of a decoded text: mojibake, HTML entities, odd spaces, what cannot be seen."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator

from workbench.intake.origin import Edit, Traced

SAME_LENGTH = {
    **{code: " " for code in range(0x3001) if unicodedata.category(chr(code)) == "Zs"}, ord("\t"): " ",
    **dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), "\n"),
    **dict.fromkeys(range(0xD800, 0xE000), "�"),  # halves of a pair: JSON can hold them, no file can
}

LINE_ENDS = re.compile(r"\r\n?")
# a word with a character beyond ASCII; only real spaces part words, since mojibake is full of odd ones
_FOREIGN = r"[^ \t\r\n\x80-\U0010ffff]*+[^\x00-\x7f]"
FOREIGN_WORD = re.compile(rf"(?<![^ \t\r\n]){_FOREIGN}[^ \t\r\n]*+(?: (?={_FOREIGN})[^ \t\r\n]*+)*+")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
NO_CHARACTER = re.compile(r"&#[0-9]{8,};?")
# a closing quotation mark whose third byte Windows-1252 has no character for, so that it was lost on the way
LOST_QUOTE = re.compile("\u00e2\u20ac(?:\ufffd|(?![\x80-\xbf\u0152\u0153\u02dc\u2013-\u203a\u20ac\u2122]))")
# soft hyphens, zero-width spaces, direction marks, control characters; a joiner between letters of other scripts means
# something and stays. The character before goes with them, so that a located stretch has no hole
UNSEEN = re.compile("([^\n\u00ad\u200b-\u200f\u2060-\u2064\ufeff])?"
                    "(?:[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e"
                    "\u2060-\u2064\u2066-\u2069\ufeff]|(?<![^\x00-\x7f])[\u200c\u200d])+")
# a letter and the accents that follow it (no script has thirty); ligatures as PDF and print have them
APART = re.compile("[^\\W\\d_][\u0300-\u036f]{1,30}|[\ufb00-\ufb06]")


def repair(decoded: str | Traced) -> Traced:
    """The text as it was meant, with the place of each of its characters.

    Mojibake is undone by ftfy, word by word, so that a text with some of it keeps the rest as it is.

    >>> repair("It\\u00e2\\u20ac\\u2122s\\u00a0over").text
    'It’s over'
    """
    text = Traced(decoded) if isinstance(decoded, str) else decoded
    text = text.replace(_edits(LINE_ENDS, text.text, lambda found: "\n"))
    text = text.replace(_edits(APART, text.text, lambda found: unicodedata.normalize("NFKC", found[0])))
    text = text.replace(_mojibake(text.text))
    text = text.replace(_edits(ENTITY, text.text, _unescape))
    text = text.replace(_edits(UNSEEN, text.text, lambda found: found[1] or ""))
    return text.same_length(text.text.translate(SAME_LENGTH))


def unescape(text: str) -> str:
    """A text of one line with its HTML entities read; one with more digits than any character has is U+FFFD."""
    return html.unescape(NO_CHARACTER.sub("\ufffd", text))


def _edits(pattern: re.Pattern[str], text: str, meant: Callable[[re.Match[str]], str]) -> Iterator[Edit]:
    for found in pattern.finditer(text):
        if (replacement := meant(found)) != found[0]:
            yield Edit(found.start(), found.end(), replacement)


def _unescape(found: re.Match[str]) -> str:
    """The character an entity stands for; an unknown one, or an escaped tag's bracket, stays as it is."""
    meant = html.unescape(found[0])
    return meant if len(meant) <= 2 and meant not in "<>" else found[0]


def _mojibake(text: str) -> Iterator[Edit]:
    if text.isascii():
        return
    import ftfy
    import ftfy.badness

    for found in FOREIGN_WORD.finditer(text):
        word = found[0]
        if not ftfy.badness.is_bad(word):
            continue
        meant = ftfy.fix_encoding(LOST_QUOTE.sub("\u00e2\u20ac\x9d", word))
        if meant != word:
            same_start = _shared(word, meant)
            same_end = min(_shared(word[::-1], meant[::-1]), min(len(word), len(meant)) - same_start)
            yield Edit(found.start() + same_start, found.end() - same_end, meant[same_start:len(meant) - same_end])


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((number for number, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
                min(len(one), len(other)))
