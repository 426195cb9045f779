"""Lists in a text: the tags of "Trade, War; Peace", the persons of "Mara Lind and Jo Falk, in Port Lune"."""

from __future__ import annotations

import re
from functools import cache

from workbench.lexicons import read_lexicon

_CAPITAL = "[A-ZÀ-ÞŁŚŻČŠŽĆ]"
_PARTICLE = "(?:de|da|van|von|der|den|al|el|bin|ibn|la|le|du|di)"
_WORD = rf"(?:{_PARTICLE}?{_CAPITAL}[\w.’'-]*|{_PARTICLE})"
# two to five words, or one with a second capital in it (McCarthy)
PERSON = rf"(?:{_WORD}(?:\s+{_WORD}){{1,4}}?|{_CAPITAL}(?:(?!{_CAPITAL})[\w.’'-])*+{_CAPITAL}[\w.’'-]*)"
ROLE = re.compile(r"(?<=\w)\s+(?:(?:staff|senior|special|chief|political|deputy|managing|guest)\s+){0,2}"
                  r"(?:writer|reporter|correspondent|editor|columnist)s?$", re.I)
ADDRESS = re.compile(r"\S{1,80}@[\w.-]{1,80}|(?<!\S)@\w{1,40}")
LONGEST_LIST = 2000     # characters; more is no list of names
BETWEEN_NAMES = re.compile(r",|;|\||/|\band\b|&|\bwith\b|\bin\b|\bfor\b|\bon\b| [–—-] |\n|•|·")
INITIALS = re.compile(r"(?:\w\.)+|[^\WAEIOUY]{1,2}|\wJ|\w")  # "J.D.", "JD", "AJ", but not "JO"


def split_list(text: str, marks: str = ",;|") -> list[str]:
    """Split a text at any of the marks into its parts, empty ones left out.

    Examples
    --------
    >>> split_list("Trade, War; , Peace")
    ['Trade', 'War', 'Peace']
    """
    return [part for item in re.split(f"[{re.escape(marks)}]", text) if (part := item.strip())]


def read_names(text: str) -> list[str]:
    """Read the persons that a byline names; agencies, desks and sites are left out.

    Examples
    --------
    >>> read_names("Mara Lind and JO FALK, Harbour Correspondent, in Port Lune")
    ['Mara Lind', 'Jo Falk']
    >>> read_names("Posted by MARA LIND mara@tide.example"), read_names("Mara Lind Staff Writer")
    (['Mara Lind'], ['Mara Lind'])
    """
    text = ADDRESS.sub(" ", text[:LONGEST_LIST]).strip()
    text = re.sub(r"^(?:(?:(?:written|posted|submitted|reported|published) )?by:?|von|par|author:?)\s+", "", text,
                  flags=re.I)
    names: list[str] = []
    for part in BETWEEN_NAMES.split(text):
        part = ROLE.sub("", re.sub(r"\(.*?\)", "", part).strip(" .:*"))
        if names_organisation(part):
            continue
        if re.fullmatch(PERSON, part):
            names.append(_as_written(part))
        elif names and part[:1].islower():
            break
    place = re.search(r"\bin ([A-Z].*)$", text)
    return [name for name in names if not (place and name in place[1])]


def is_person(text: str) -> bool:
    """Tell whether a text is the name of one person and nothing else."""
    return re.fullmatch(PERSON, text.strip()) is not None and not names_organisation(text)


def names_organisation(text: str) -> bool:
    """Tell whether a word of the text is one that agencies, desks and sites have in their names, not persons."""
    return _organisation_words().search(text) is not None


@cache
def _organisation_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(read_lexicon('fields')['bylines']['organisations'])})\b", re.I)


def _as_written(name: str) -> str:
    """A name in capitals as names are written."""
    parts = name.split()
    if name.isupper():
        parts = [part if INITIALS.fullmatch(part) else re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), part)
                 for part in parts]  # Roth-Meyer, O'Dowd
    return " ".join(parts)
