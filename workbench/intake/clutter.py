"""Finds what stands in a file and is not the article, by the rules of lexicons/clutter.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from workbench.intake.article_dates import find_date
from workbench.intake.origin import Edit, Traced
from workbench.intake.paragraphs import Block, ends_with_stop, is_prose, looks_like_headline
from workbench.lexicons import read_lexicon
from workbench.text.spelling import plain_marks

# no rule looks at a longer paragraph: it is text
LONGEST = 900
BULLETS = ("- ", "• ", "* ", "– ", "► ", "▪ ", "· ")
# how many of the last paragraphs may hold a biography or an agency's sign
CLOSE = 4
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
    unless: tuple[str, ...] = ()
    longest: int = 40
    at: str = "anywhere"
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()

    def matches(self, block: Block) -> bool:
        """Whether the paragraph is what the rule describes."""
        if block.words > self.longest or not self.pattern.fullmatch(block.folded):
            return False
        if "prose" in self.unless and ends_with_stop(block.text):
            return False
        return not ("reported" in self.unless and _said().search(block.folded))


@cache
def _lexicon() -> dict:
    return read_lexicon("clutter")


@cache
def _said() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_lexicon()['words']['said'])})\b(?!:)", re.I)


@cache
def read_rules() -> tuple[Rule, ...]:
    """The rules of the lexicon, in order."""
    lexicon = _lexicon()
    words = {name: "|".join(_phrase(name, phrase) for phrase in sorted(phrases, key=len, reverse=True))
             for name, phrases in lexicon["words"].items()}
    rules = []
    for entry in lexicon["rules"]:
        pattern = re.sub(r"\{([a-z]+)\}", lambda found: words[found[1]], entry["pattern"])
        lists = {name: tuple(entry.get(name, ())) for name in ("unless", "examples", "near_misses")}
        rules.append(Rule(**{**entry, **lists, "pattern": re.compile(pattern, re.I)}))
    return tuple(rules)


def _phrase(name: str, phrase: str) -> str:
    return phrase if name == "mark" else re.escape(phrase).replace(r"\ ", r"\s+")


def match_rule(block: Block, closing: bool = False) -> Rule | None:
    """The first rule that a paragraph as a whole falls under; `closing`: it is among the last of its article."""
    if len(block.text) > LONGEST:
        return None
    return next((rule for rule in read_rules()
                 if rule.takes != "words" and (closing or rule.at != "close") and rule.matches(block)), None)


def cut_words(page: Traced) -> tuple[Traced, list[dict]]:
    """The page without the clutter inside its paragraphs, and the rows of what was cut."""
    edits: list[tuple[Edit, str]] = []
    folded = plain_marks(page.text)
    for rule in read_rules():
        if rule.takes != "words":
            continue
        for found in re.compile(rule.pattern.pattern, re.I | re.M).finditer(folded):
            if not any(edit.start < found.end() and found.start() < edit.end for edit, _ in edits):
                edits.append((Edit(found.start(), found.end(), ""), rule.reason))
    edits.sort(key=lambda item: item[0].start)
    removed = []
    for edit, reason in edits:
        first, last = page.place(edit.start, edit.end)
        removed.append({"text": page.text[edit.start:edit.end], "reason": reason, "from": first, "to": last})
    return page.replace(edit for edit, _ in edits), removed


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
        last = number + 1
        if rule is not None:
            last = _extent(rule, blocks, number, title)
            for other in range(number, last):
                reasons[other] = rule.reason
        number = last
    _mark_close(blocks, reasons)
    return reasons


def _mark_close(blocks: Sequence[Block], reasons: list[str | None]) -> None:
    """Biographies and agencies' signs, among the last paragraphs that are left."""
    left = [number for number, reason in enumerate(reasons) if reason is None]
    for number in left[max(len(left) - CLOSE, 1):]:
        rule = match_rule(blocks[number], closing=True)
        if rule is not None:
            reasons[number] = rule.reason


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
    before = [block.text for block in blocks[:number]]
    if not _has_text(blocks[:number]):
        return number + 1
    known = _subjects(" . ".join([title, *before]))
    other = number + 1
    while other < len(blocks) and (blocks[other].markup == "list" or blocks[other].text.startswith(BULLETS)):
        other += 1
    if other > number + 1 and other < len(blocks) and is_prose(blocks[other]) and not _is_stamped(blocks[other]):
        return other    # a list in the middle of the text
    while other < len(blocks):
        last = other
        while last < len(blocks) and is_prose(blocks[last]) and not _is_stamped(blocks[last]):
            last += 1
        run = blocks[other:last]
        if run and not _is_stamped(blocks[other - 1]) and _speak_of(run, known):
            return other
        other = max(last, other + 1)
    return len(blocks)


def _speak_of(run: Sequence[Block], known: set[str]) -> bool:
    """Whether most paragraphs of a run share subjects with the article, and one of them a name."""
    shared = [_subjects(block.text) & known for block in run]
    names = any(subject[0].isupper() for subjects in shared for subject in subjects)
    return (names and sum(map(len, shared)) >= 3
            and 2 * sum(len(subjects) >= 2 for subjects in shared) >= len(run))


def _subjects(text: str) -> set[str]:
    """The names (words with a capital within a sentence) and the longer, less common words of a text."""
    names = {name.removesuffix("’s").removesuffix("'s") for name in NAME.findall(text)}
    return (names | set(LONG_WORD.findall(text))) - _common()


@cache
def _common() -> frozenset[str]:
    return frozenset(_lexicon()["words"]["common"])


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
        _label, mark, listed = block.text.partition(":") if ":" in block.text else block.text.partition("|")
        if mark:
            yield from (tag for part in re.split(r"[,;|•]", listed) if (tag := part.strip(" .#")))
        elif not match_rule(block):
            yield block.text
