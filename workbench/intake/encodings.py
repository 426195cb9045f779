"""Bytes → characters: byte order marks, UTF-8, UTF-16, Windows-1252, and files that mix them."""

from __future__ import annotations

import codecs

MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 4096
# more than this share of bytes above 127 is not English with a few curly quotes
FOREIGN = 0.3
ENOUGH_TO_GUESS = 64


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The characters of `data`, and the encoding they were read with.

    declared: the encoding the file itself names (an HTML page, a feed), used if the bytes fit it.
    The encoding is a name Python knows; `utf-8+cp1252` is UTF-8 with stray bytes read as Windows-1252.

    >>> decode(b"caf\\xc3\\xa9 \\x93quoted\\x94")
    ('café “quoted”', 'utf-8+cp1252')
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace"), name
    if (wide := _unmarked_utf16(data[:SAMPLE])) is not None:
        return data.decode(wide, errors="replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if declared and (fitting := _try(data, declared)) is not None:
        return fitting, declared.lower()
    understood = data.decode("utf-8", errors="ignore")
    if not understood.isascii():
        return data.decode("utf-8", errors="workbench.cp1252"), "utf-8+cp1252"
    strays = len(data) - len(understood)
    if len(data) >= ENOUGH_TO_GUESS and strays > FOREIGN * len(data) and (guess := _guess(data)) is not None:
        return data.decode(guess), guess
    return data.decode("utf-8", errors="workbench.cp1252"), "cp1252"


def decode_as(data: bytes, encoding: str) -> str:
    """The characters of `data` as `decode` read them, given the encoding it named."""
    if encoding in ("utf-8+cp1252", "cp1252"):
        return data.decode("utf-8", errors="workbench.cp1252")
    return data.decode(encoding, errors="replace")


def _unmarked_utf16(sample: bytes) -> str | None:
    """Latin text in UTF-16 has a NUL in every second byte, and hardly one in the others."""
    half = max(len(sample) // 2, 1)
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        if codecs.lookup(encoding).name in ("ascii", "iso8859-1"):  # as browsers do: such pages are Windows-1252
            return None
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None


def _read_stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    # the five bytes Windows-1252 leaves open become the control characters they are in Latin-1
    return "".join(_CP1252.get(byte, chr(byte)) for byte in error.object[error.start:error.end]), error.end


_CP1252 = {byte: text for byte in range(128, 256) if (text := bytes([byte]).decode("cp1252", errors="ignore"))}
codecs.register_error("workbench.cp1252", _read_stray)


def _guess(data: bytes) -> str | None:
    """The encoding of a text that is mostly not Latin, if one fits well."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:65536]).best()
    return best.encoding if best is not None and _try(data, best.encoding) is not None else None
