"""Text from articles is hostile input: what it becomes before it is shown, so that it is only ever read.

Charts need none of this: Vega takes values as data and escapes its tooltips, as long as no text of an article
becomes a field's name, an expression or a link (tests/test_hostile.py holds that).
"""

from __future__ import annotations

import html as standard
from typing import Any
from urllib.parse import urlsplit

# one character for one, so that offsets hold: control codes (a terminal obeys them) become their pictures;
# directional overrides (they make text read backwards) and halves of surrogates (no text at all) U+FFFD
_VISIBLE = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"},
    0x7F: 0x2421,
    **dict.fromkeys([*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}
# Lab looks for mathematics twice: in the Markdown, where `$` is none as an entity, and in the page it has become,
# where a backslash before `$` would be gone again but no formula reaches across elements
_MARKDOWN = {ord(mark): f"\\{mark}" for mark in "`*_{}[]()#+-.!|~:@=^"}
_MARKDOWN |= {ord("<"): "&lt;", ord(">"): "&gt;", ord("&"): "&amp;", ord('"'): "&quot;",
              ord("$"): "<span>&#36;</span>", ord("\\"): "<span>&#92;</span>", ord("\n"): " ", ord("\t"): " "}


def plain(text: Any) -> str:
    """Text for a terminal or a text output: control codes and directional overrides made visible, nothing else.

    >>> plain("\\x1b[31mred")
    '␛[31mred'
    """
    return "" if text is None or text != text else str(text).translate(_VISIBLE)


def html(text: Any) -> str:
    """Text for HTML, between tags or within a quoted attribute.

    Mathematics is the page's business: put it into an element of the classes
    `tex2jax_ignore` and `mathjax_ignore` (Lab's version knows the second only).

    >>> html('<b onclick="x">')
    '&lt;b onclick=&quot;x&quot;&gt;'
    """
    return standard.escape(plain(text), quote=True)


def markdown(text: Any) -> str:
    """Text for one paragraph or table cell of Markdown in Lab: no markup, no HTML, no mathematics.

    >>> markdown("*so* [it] goes")
    '\\\\*so\\\\* \\\\[it\\\\] goes'
    """
    return plain(text).translate(_MARKDOWN)


def link(url: Any, text: Any) -> str:
    """HTML that shows `text`, as a link where `url` is a plain web address and as nothing but text where not.

    >>> link("javascript:alert(1)", "here")
    'here'
    """
    address = plain(url)
    try:
        parts = urlsplit(address)
    except ValueError:  # "http://[": no address
        return html(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or any(mark in address for mark in ' "<>\\`\n\t'):
        return html(text)
    return f'<a href="{html(address)}" target="_blank" rel="noopener noreferrer">{html(text)}</a>'
