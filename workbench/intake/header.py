"""What stands above the text of a file: title, standfirst, byline, date line, `label: value` lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from workbench.intake.article_dates import find_date, find_dates, read_dateline
from workbench.intake.clutter import match_rule
from workbench.intake.paragraphs import OPENERS, Block, ends_sentence, ends_with_stop, is_prose
from workbench.lexicons import read_lexicon
from workbench.text.function_words import function_words
from workbench.text.name_lists import PERSON, names_organisation, read_names, split_list

MOST_PARAGRAPHS = 14        # of a header
LONGEST_TITLE = 35          # words, as those below
LONGEST_STANDFIRST = 60
LONGEST_DATE_LINE = 25
LONGEST_CHARACTERS = 300    # of a byline or date line
STAMP = re.compile(r"\s*(?:date[d:]?\s*:?\s*)?(?P<date>(?:19|20)\d\d-\d\d-\d\d)(?:[T ]\d\d:\d\d\S*)?"
                   r"(?:\s*[|:–—-])?\s+(?P<rest>\S.*)", re.I | re.S)
COLUMN_OF = {label: column for column, labels in read_lexicon("fields")["labels"].items() for label in labels}
# one label by itself may begin a headline ("Source: …"), unless it is one of these
PLAIN_LABELS = ("title", "headline", "date", "published", "author", "byline", "url")
LABEL = re.compile(rf"(?P<label>{'|'.join(COLUMN_OF)})\s*:\s+(?P<value>\S.*)", re.I | re.S)
URL = re.compile(r"https?://\S+", re.I)
BYLINE = re.compile(r"(?:story |words |written |report |reported |analysis |posted )?by[:\s]\s*(?P<who>\S.{1,160})",
                    re.I | re.S)
WORKS_AT = re.compile(rf"(?P<who>{PERSON})\s*(?:(?:,|-|in |\||–|•|·)\s*)?"
                      r"(?:[\w&.’' ]{0,40}(?i:correspondent|reporter|editor|writer|staff|news|bureau|desk)\b.{0,60}|"
                      r"[A-Z][\w.’' ]{1,40})?")
AT_WORK = re.compile(r"\b(?:correspondent|reporter|editor|writer|bureau| in )\b", re.I)
# what a date line may hold besides the day
_AROUND = re.compile(
    r"\b(?:published|publication|posted|updated|last|modified|first|date|dated|on|at|time|created|issued|edited|revised|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|[ap]\.?m\.?|"
    r"e[sd]?t|c[sd]?t|p[sd]?t|m[sd]t|gmt|bst|cet|cest|eet|eest|ist|msk|utc|sast|z|"
    r"hrs?|hours?|minutes?|mins?|ago|read|and|the)\b\.?|"
    r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\.\d+)?|[+-]\d{2}:?\d{2}|\bT\d\d|\d{4} ?(?=hrs)|"
    r"[^\w'’.-]+|(?<!\w)[-'’._]+|[-'’._]+(?!\w)", re.I)
# what a sentence has and a headline leaves out
SENTENCE_WORDS = function_words("articles", "auxiliaries", "pronouns") | {"said", "says", "told", "not"}
TIME = re.compile(r"\b(?:ago|published|updated|posted|modified)\b|\d{1,2}[:.]\d\d\b", re.I)
UPDATED = re.compile(r"\b(?:updated|modified|edited|revised)\b", re.I)


@dataclass
class Header:
    """What the top of a file says, and which paragraphs say it."""

    title: str | None = None
    standfirst: str | None = None
    day: date | None = None
    evidence: str | None = None
    updated: date | None = None
    outlet: str | None = None
    url: str | None = None
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    removed: list[tuple[Block, str]] = field(default_factory=list)
    length: int = 0             # paragraphs used up
    rest: Block | None = None   # what of the last one is text

    def take_date(self, day: date | None, evidence: str, updated: bool = False) -> None:
        """The first day that is not an update wins."""
        if updated:
            self.updated = self.updated or day
        elif self.day is None and (day is not None or self.evidence is None):
            self.day, self.evidence = day, evidence

    def take_authors(self, byline: str) -> bool:
        """Whether the byline names persons, who are taken."""
        names = read_names(byline)
        self.authors += [name for name in names if name not in self.authors]
        return bool(names)


def read_header(blocks: Sequence[Block]) -> Header:
    """The header of a text given as paragraphs."""
    header = Header()
    for number, block in enumerate(blocks[:MOST_PARAGRAPHS]):
        if number == 0 and (stamp := STAMP.fullmatch(block.text)) and find_date(stamp["date"]):
            _read_stamped(header, block, stamp)
            if header.rest is not None:
                return header
        elif not _read_line(header, blocks, number):
            break
        header.length = number + 1
    return header


def _read_stamped(header: Header, block: Block, stamp: re.Match[str]) -> None:
    """` date 2026-02-14 Title…`: what follows the stamp is a title, a standfirst or already the text."""
    header.take_date(find_date(stamp["date"]), stamp["date"])
    offset = stamp.start("rest")
    rest = Block(stamp["rest"], block.start + offset, block.end)
    header.removed.append((Block(block.text[:offset].rstrip(), block.start, block.start + offset), "date line"))
    if not ends_with_stop(rest.text) and rest.words <= LONGEST_TITLE:
        header.title = rest.text
    elif rest.words <= LONGEST_TITLE and _is_one_sentence(rest.text) and not read_dateline(rest.text):
        header.standfirst = rest.text
    else:
        header.rest = rest


def _is_one_sentence(text: str) -> bool:
    return not re.search(r"[a-z0-9’”\"')][.!?][’”\"')]* +[\"“‘(]?[A-Z]", text)


def _read_line(header: Header, blocks: Sequence[Block], number: int) -> bool:
    """Takes one paragraph into the header; False if the text begins here."""
    block = blocks[number]
    if (labelled := LABEL.fullmatch(block.text)) and _is_labelled(labelled, blocks):
        return _read_label(header, block, labelled)
    if URL.fullmatch(block.text):
        header.url = header.url or block.text
        header.removed.append((block, "address"))
        return True
    if read_date_line(header, block) or read_byline(header, block):
        return True
    if header.title and block.text == header.title:
        header.removed.append((block, "repeats the title"))
        return True
    rule = match_rule(block)
    if rule is not None and rule.takes == "line" and rule.name not in ("pointer", "watch and listen"):
        header.removed.append((block, rule.reason))
        return True
    if header.title is None and header.standfirst is None:
        return _read_title(header, blocks, number)
    return _read_standfirst(header, blocks, number)


def _is_labelled(labelled: re.Match[str], blocks: Sequence[Block]) -> bool:
    return (labelled["label"].lower() in PLAIN_LABELS
            or sum(LABEL.fullmatch(block.text) is not None for block in blocks[:MOST_PARAGRAPHS]) > 1)


def _read_label(header: Header, block: Block, labelled: re.Match[str]) -> bool:
    column, value = COLUMN_OF[labelled["label"].lower()], labelled["value"].strip()
    if column in ("title", "standfirst"):
        if getattr(header, column) is not None or len(value.split()) > LONGEST_STANDFIRST:
            return False
        setattr(header, column, value)
        label = block.text[:labelled.start("value")].rstrip()
        header.removed.append((Block(label, block.start, block.start + len(label)), "label"))
        return True
    if column == "date":
        day = find_date(value)
        if day is None:
            return False
        header.take_date(day, block.text)
    elif column == "authors":
        header.authors += read_names(value)
    elif column == "tags":
        header.tags += split_list(value, ",")
    elif len(value.split()) > 8:
        return False
    else:
        setattr(header, column, getattr(header, column) or value)
    header.removed.append((block, "label and value"))
    return True


def read_date_line(header: Header, block: Block) -> bool:
    """Whether the paragraph is a date line (a day, and nothing but a time, a place, a byline); it is taken if so."""
    if _is_long(block, LONGEST_DATE_LINE) or (ends_with_stop(block.text) and block.words > 8):
        return False
    dates, residue = list(find_dates(block.text)), block.text
    for _, found in reversed(dates):
        residue = f"{residue[:found.start()]} {residue[found.end():]}"
    if not dates:
        is_time = _is_time(block.text)
        header.removed += [(block, "date line")] if is_time else []
        return is_time
    names = _AROUND.sub(" ", residue).split()
    signed = re.fullmatch(r"(?:written |posted |reported |words )?by (.*)", " ".join(names), re.I)
    if not signed and (len(names) > 4 or not all(name[0].isupper() for name in names)):
        return False
    header.take_authors(signed[1] if signed else "")
    for (day, found), before in zip(dates, [0, *(found.end() for _, found in dates)], strict=False):
        header.take_date(day, block.text if day else f"{block.text} (may be read in two ways)",
                         updated=bool(UPDATED.search(block.text[before:found.start()])))
    header.removed.append((block, "date line"))
    return True


def _is_long(block: Block, words: int) -> bool:
    return len(block.text) > LONGEST_CHARACTERS or block.words > words


def _is_time(text: str) -> bool:
    """"Updated 3 hours ago", "18:04 GMT"."""
    return bool(TIME.search(text)) and not _AROUND.sub("", re.sub(r"\d+", "", text)).strip()


def read_byline(header: Header, block: Block) -> bool:
    """`By Mara Lind and Jo Falk in Port Lune`, `Mara Lind, Harbour Correspondent`."""
    if _is_long(block, words=16) or is_prose(block):
        return False
    byline = BYLINE.fullmatch(block.text)
    at_work = WORKS_AT.fullmatch(block.text) if byline is None and header.title else None
    if byline is None and (at_work is None or not AT_WORK.search(block.text)):
        return False
    who = (byline or at_work)["who"]  # type: ignore[index]
    if not header.take_authors(who) and byline is not None and not names_organisation(who):
        return False
    header.removed.append((block, "byline"))
    return True


def _read_title(header: Header, blocks: Sequence[Block], number: int) -> bool:
    block = blocks[number]
    is_stopped = ends_with_stop(block.text) and not is_stopped_headline(block, blocks[number + 1:number + 2])
    if block.words > LONGEST_TITLE or is_stopped or read_dateline(block.text):
        return False
    if block.text.endswith((":", ",", ";")) or not any(letter.isalpha() for letter in block.text) \
            or block.text.lstrip(OPENERS)[:1].islower():
        return False
    # quoted speech or a dialogue may begin without a full stop at its end; a title is followed by longer text
    if not any(other.words > 8 for other in blocks[number + 1:]):
        return False
    header.title = block.text
    return True


def is_stopped_headline(block: Block, following: Sequence[Block]) -> bool:
    """Whether a line with a full stop is a headline by its form, before a longer paragraph of text.

    In capitals, each word with one, or a single clause without any article, auxiliary or word of saying.
    """
    words = re.findall(r"[^\W\d_][\w'’-]*", block.text)
    if not 3 <= len(words) <= 16 or not _is_one_sentence(block.text) or not following \
            or not is_prose(following[0]) or following[0].words < 1.5 * block.words:
        return False
    long_words = [word for word in words if len(word) > 3]
    is_capital = len(long_words) >= 3 and all(word[0].isupper() for word in long_words)
    plain_words = {word.lower() for word in words}
    return is_capital or (not any(mark in block.folded for mark in "\",;") and not SENTENCE_WORDS & plain_words)


def _read_standfirst(header: Header, blocks: Sequence[Block], number: int) -> bool:
    """Between title and text: what has no full stop, or is followed by the byline or the date line."""
    block, following = blocks[number], blocks[number + 1:number + 2]
    if header.standfirst is not None or header.title is None or not following or block.words > LONGEST_STANDFIRST:
        return False
    probe = Header(title=header.title)
    followed = read_date_line(probe, following[0]) or read_byline(probe, following[0])
    is_open = not ends_sentence(block.text) and block.words >= 5 and not block.text.endswith((":", ",", ";"))
    if (not followed and not (is_open and is_prose(following[0]))) or read_dateline(block.text):
        return False
    header.standfirst = block.text
    return True
