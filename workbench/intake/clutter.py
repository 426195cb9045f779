"""Finds what stands in a file and is not the article, by the rules of lexicons/clutter.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from workbench.intake.article_dates import find_date
from workbench.intake.disjoint_matches import disjoint_matches
from workbench.intake.origin import Edit, Traced
from workbench.intake.paragraphs import Block, ends_with_stop, is_prose, looks_like_headline
from workbench.lexicons import read_lexicon
from workbench.text.name_lists import split_list
from workbench.text.spelling import plain_marks

LONGEST_CHARACTERS = 900    # no rule looks at a longer paragraph: it is text
BULLETS = ("- ", "• ", "* ", "– ", "► ", "▪ ", "· ")
CLOSING_BLOCKS = 4          # so many of the last paragraphs may be a biography or an agency's sign
STAMP = re.compile(r"\b\d{1,2} (?:minutes?|hours?|days?|weeks?) ago\b|\bmin(?:ute)?s? read\b|\[ad_\d\]", re.I)
# "admin - Feb 18, 2026British actor …": a stamp before a teaser, with or without a space
GLUED = re.compile(r"^.{0,40}\b(?:19|20)\d\d *(?=[A-Z])")
NAME = re.compile(r"(?<![.!?…:] )(?<!^)(?<![\"“‘'(])\b[A-Z][\w’'-]{2,}")
LONG_WORD = re.compile(r"\b[a-z]{7,}\b")


@dataclass(frozen=True)
class Rule:
    """One rule of the lexicon: see the head of the file for what each word means."""

    name: str
    reason: str
    pattern: re.Pattern[str]
    takes: str = "line"
    unless: Sequence[str] = ()
    longest: int = 40
    at: str = "anywhere"
    examples: Sequence[str] = ()
    near_misses: Sequence[str] = ()

    def matches(self, block: Block) -> bool:
        """Whether the paragraph is what the rule describes."""
        if block.words > self.longest or not self.pattern.fullmatch(block.folded):
            return False
        if "prose" in self.unless and ends_with_stop(block.text):
            return False
        return not ("reported" in self.unless and re.search(rf"\b(?:{_words()['said']})\b(?!:)", block.folded, re.I))


@cache
def _words() -> dict[str, str]:
    """The lists of words of the lexicon, each as a pattern for any of them; those of marks are patterns already."""
    lists = read_lexicon("clutter")["words"]
    return {name: "|".join(phrase if name == "mark" else re.escape(phrase).replace(r"\ ", r"\s+")
                           for phrase in sorted(phrases, key=len, reverse=True)) for name, phrases in lists.items()}


@cache
def read_rules() -> tuple[Rule, ...]:
    """The rules of the lexicon, in order."""
    return tuple(Rule(**{**entry, "pattern": re.compile(
        re.sub(r"\{([a-z]+)\}", lambda found: _words()[found[1]], entry["pattern"]), re.I | re.M)})
        for entry in read_lexicon("clutter")["rules"])


def match_rule(block: Block, closing: bool = False) -> Rule | None:
    """The first rule that a paragraph as a whole falls under; `closing`: it is among the last of its article."""
    if len(block.text) > LONGEST_CHARACTERS:
        return None
    return next((rule for rule in read_rules()
                 if rule.takes != "words" and (closing or rule.at != "close") and rule.matches(block)), None)


def cut_words(page: Traced) -> tuple[Traced, list[dict]]:
    """The page without the clutter inside its paragraphs, and the rows of what was cut."""
    reasons = {rule.pattern: rule.reason for rule in read_rules() if rule.takes == "words"}
    cuts = disjoint_matches(reasons, plain_marks(page.text))
    removed = [page.removed(*found.span(), reasons[found.re]) for found in cuts]
    return page.replace(Edit(*found.span(), "") for found in cuts), removed


def mark_clutter(blocks: Sequence[Block], title: str = "") -> list[str | None]:
    """The reason why each paragraph is not part of the article, or none.

    title: the article's, which helps to tell its own paragraphs from other stories.

    >>> [bool(reason) for reason in mark_clutter([Block("ALSO READ: Port closed", 0, 22)])]
    [True]
    """
    reasons: list[str | None] = [None] * len(blocks)
    number = 0
    while number < len(blocks):
        rule = match_rule(blocks[number])
        last = _extent(rule, blocks, number, title) if rule else number + 1
        reasons[number:last] = [rule.reason if rule else None] * (last - number)
        number = last
    left = [number for number, reason in enumerate(reasons) if reason is None]
    for number in left[max(len(left) - CLOSING_BLOCKS, 1):]:
        rule = match_rule(blocks[number], closing=True)
        reasons[number] = rule.reason if rule else None
    return reasons


def _extent(rule: Rule, blocks: Sequence[Block], number: int, title: str) -> int:
    """The first paragraph after `number` that the rule leaves."""
    if rule.takes == "end" and (number + 1 == len(blocks) or _has_text(blocks[:number])):
        return len(blocks)
    if rule.takes == "tags":
        return _after_tags(blocks, number)
    if rule.takes == "list":
        return next((other for other in range(number + 1, len(blocks)) if not looks_like_headline(blocks[other])
                     or blocks[other].after_gap), len(blocks))
    if rule.takes == "rest":
        return _where_it_goes_on(blocks, number, title)
    return number + 1


def _has_text(blocks: Iterable[Block]) -> bool:
    return any(is_prose(block) for block in blocks)


def _after_tags(blocks: Sequence[Block], number: int) -> int:
    """A label alone is followed by its tags, short lines; a label with tags on its line by none."""
    if re.search(r"[:|]\s*\S", blocks[number].text) or blocks[number].text.startswith("#"):
        return number + 1
    other = number + 1
    while (other < len(blocks) and blocks[other].words <= 5 and len(blocks[other].text) <= 50
           and not ends_with_stop(blocks[other].text) and match_rule(blocks[other]) is None):
        other += 1
    # a heading that is followed by text is no tag
    if other < len(blocks) and is_prose(blocks[other]) and other > number + 1 and blocks[other - 1].after_gap:
        other -= 1
    return other


def _where_it_goes_on(blocks: Sequence[Block], number: int, title: str) -> int:
    """The first paragraph after a block of other stories with which the article goes on; else the end.

    Other stories are headlines, stamps and teasers, or whole strange texts. The article goes on with running text
    that speaks of what stood before: on news of one field such runs were told right four times in five, and strange
    ones taken for the article's three times in a hundred.
    """
    if not _has_text(blocks[:number]):
        return number + 1
    known = _subjects(" . ".join([title, *(block.text for block in blocks[:number])]))
    other = number + 1
    while other < len(blocks) and (blocks[other].markup == "list" or blocks[other].text.startswith(BULLETS)):
        other += 1
    if number + 1 < other < len(blocks) and _is_running(blocks[other]):
        return other    # a list in the middle of the text
    while other < len(blocks):
        last = next((place for place in range(other, len(blocks)) if not _is_running(blocks[place])), len(blocks))
        if last > other and not _is_stamped(blocks[other - 1]) and _speak_of(blocks[other:last], known):
            return other
        other = max(last, other + 1)
    return len(blocks)


def _is_running(block: Block) -> bool:
    return is_prose(block) and not _is_stamped(block)


def _speak_of(run: Sequence[Block], known: set[str]) -> bool:
    """Whether most paragraphs of a run share subjects with the article, and one of them a name."""
    shared = [_subjects(block.text) & known for block in run]
    names = any(subject[0].isupper() for subjects in shared for subject in subjects)
    return (names and sum(map(len, shared)) >= 3
            and 2 * sum(len(subjects) >= 2 for subjects in shared) >= len(run))


def _subjects(text: str) -> set[str]:
    """The names (words with a capital within a sentence) and the longer, less common words of a text."""
    names = {name.removesuffix("’s").removesuffix("'s") for name in NAME.findall(text)}
    return names.union(LONG_WORD.findall(text)).difference(read_lexicon("clutter")["words"]["common"])


def _is_stamped(block: Block) -> bool:
    """A line or teaser that carries the day, the age or the length of another story."""
    if STAMP.search(block.text):
        return True
    return find_date(block.text[:80]) is not None and (not is_prose(block) or GLUED.search(block.text[:80]) is not None)


def read_tags(blocks: Sequence[Block], reasons: Sequence[str | None]) -> Iterator[str]:
    """The tags among the paragraphs marked as such."""
    for block, reason in zip(blocks, reasons, strict=True):
        if reason != "tags":
            continue
        if block.text.lstrip().startswith("#"):
            yield from re.findall(r"#([\w-]+)", block.text)
            continue
        _label, mark, listed = block.text.partition(":" if ":" in block.text else "|")
        if mark:
            yield from (tag for part in split_list(listed, ",;|•") if (tag := part.strip(" .#")))
        elif not match_rule(block):
            yield block.text
