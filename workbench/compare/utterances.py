"""The same utterance as several articles have it: whole or cut, word for word, changed, or in indirect speech."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from workbench import tables
from workbench.compare.overlaps import share_enough
from workbench.compare.shingles import hash_shingles, join_keys
from workbench.compare.wording_differences import Difference, compare_wordings, content_stems, quoted_part, spell_alike
from workbench.text.calendar_days import days_apart, read_day

LIKE_PERCENT = 85            # of the letters (rapidfuzz's partial ratio): one word in seven may differ
SHORT_LIKE_PERCENT = 95      # of a quote of few words
SHORT_WORDS = 6              # a quote of fewer is short
LEAST_RUN_WORDS = 8          # in a row that make two long quotes one utterance, wherever they begin and end
LEAST_STEMS = 4              # of words of content that a paraphrase shares at the least
LEAST_PARAPHRASED = 0.75     # of the shorter one's words of content
# (fewer words than, days between two reports): the fewer the words, the more likely they were said again
WORDS_TO_DAYS = ((SHORT_WORDS, 3), (12, 30), (10**6, 10**6))
PARAPHRASED_WITHIN_DAYS = 4


@dataclass(frozen=True)
class Statement:
    """One quote of one speaker, as it is compared."""

    speaker: str
    quote_id: str
    article: str
    text: str
    quoted: str              # the part between quotation marks, or all of a direct quote
    words: tuple[str, ...]   # of the quoted part, or of all where nothing is quoted
    stems: tuple[str, ...]   # words of content of the whole
    day: date | None         # said, or else published
    said_on: date | None

    @property
    def fullness(self) -> tuple[int, int, str, str]:
        """Sorts the fullest wording first: most words quoted, then most words, then the earliest."""
        return (-len(self.quoted.split()), -len(self.text.split()), str(self.day or "9999"), self.quote_id)


def match_utterances(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The table `utterances`: what one speaker said once and at least two articles report.

    Two quotes are one utterance if one holds the other's quoted words (spelling apart), if they have eight
    words in a row in common, or if one paraphrases the other within days. `differs` compares each wording
    with the fullest, `forms` says what each is. A quote with two speakers stands under both, and a copy carries
    its utterances like any other article. All quotes of one speaker are a block: the result for many speakers is
    that for each of them, put together.
    """
    statements = sorted(_read_statements(quotes, articles), key=lambda one: (one.speaker, str(one.day), one.quote_id))
    rows, numbers = [], Counter[str]()
    for group in _group(statements, _pair_like(statements)):
        members = sorted((statements[number] for number in group), key=lambda one: one.fullness)
        if len({member.article for member in members}) > 1:
            speaker = members[0].speaker
            numbers[speaker] += 1
            rows.append({"utterance_id": f"{speaker}-{numbers[speaker]}", **_describe(members)})
    return tables.make("utterances", rows)


def _read_statements(quotes: pd.DataFrame, articles: pd.DataFrame) -> Iterable[Statement]:
    published = dict(zip(articles["article"], articles["published"], strict=True))
    for row in quotes[["quote_id", "article", "kind", "speakers", "content", "said_on"]].to_dict("records"):
        text = " ".join(row["content"]).strip()
        quoted = text if row["kind"] == "direct" else quoted_part(text)
        said_on = read_day(row["said_on"], "said_on")
        day = said_on or read_day(published.get(row["article"]), "published")
        for speaker in row["speakers"]:
            yield Statement(speaker, row["quote_id"], row["article"], text, quoted, tuple(spell_alike(quoted or text)),
                            tuple(content_stems(spell_alike(text))), day, said_on)


def _pair_like(statements: Sequence[Statement]) -> list[tuple[int, int]]:
    """Numbers of statements that are one utterance; only one speaker's that share successive words are compared."""
    joined = join_keys([hash_shingles(one.stems, length=2, salt=one.speaker) for one in statements])
    smaller = joined.sizes[joined.first].clip(max=joined.sizes[joined.second])
    enough = (joined.shared >= 3) | (4 * joined.shared >= smaller)
    pairs = zip(joined.first[enough].tolist(), joined.second[enough].tolist(), strict=True)
    return [(one, other) for one, other in pairs
            if statements[one].article != statements[other].article
            and is_same_utterance(statements[one], statements[other])]


def is_same_utterance(one: Statement, other: Statement) -> bool:
    """Whether two statements of one speaker are one utterance, as far as words and days tell."""
    apart = days_apart(one.day, other.day)
    if one.quoted and other.quoted:
        return _has_words_of(one, other, apart)
    return apart <= PARAPHRASED_WITHIN_DAYS and share_enough(set(one.stems), set(other.stems), LEAST_PARAPHRASED,
                                                             LEAST_STEMS)


def _has_words_of(one: Statement, other: Statement, apart: int) -> bool:
    """Whether one of two quotations stands in the other, or both have a long stretch in common."""
    shorter, longer = sorted((one.words, other.words), key=len)
    if len(content_stems(list(shorter))) < 2:
        return False  # "very good" is nobody's own
    if apart > next(days for words, days in WORDS_TO_DAYS if len(shorter) < words):
        return False
    if len(shorter) < LEAST_RUN_WORDS:  # few words: all of them in a row, spelling apart
        return any(_are_like(shorter, longer[first:first + len(shorter)], SHORT_LIKE_PERCENT)
                   for first in range(len(longer) - len(shorter) + 1))
    matcher = SequenceMatcher(None, shorter, longer, autojunk=False)
    return _are_like(shorter, longer) or matcher.find_longest_match().size >= LEAST_RUN_WORDS


def _are_like(one: Sequence[str], other: Sequence[str], like: int = LIKE_PERCENT) -> bool:
    """Whether the shorter of two lists of words, spelling apart, stands in the other."""
    from rapidfuzz.fuzz import partial_ratio

    return partial_ratio(" ".join(one), " ".join(other)) >= like


def _group(statements: Sequence[Statement], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Numbers of the statements that belong together, each group and the groups in order.

    Long quotes join as they are alike; a short one joins the nearest of its likes only, so that a turn of
    phrase does not tie two utterances together.
    """
    import networkx as nx

    def is_short(number: int) -> bool:
        return len(statements[number].words) < SHORT_WORDS

    def nearness(number: int, like: int) -> tuple[Any, ...]:
        return days_apart(statements[number].day, statements[like].day), statements[like].fullness, like

    likes, joined = nx.Graph(pairs), nx.Graph()
    for number in sorted(likes):
        if is_short(number):
            chosen = [min(likes[number], key=lambda like: nearness(number, like))]
        else:
            chosen = [like for like in likes[number] if not is_short(like)]
        joined.add_edges_from((number, like) for like in chosen)
    return sorted(map(sorted, nx.connected_components(joined)))


def _describe(members: Sequence[Statement]) -> dict[str, Any]:
    """The row of one utterance; `members` begin with the fullest wording."""
    fullest = members[0]
    told = [_tell_form(fullest, member) for member in members]
    days = sorted(member.said_on for member in members if member.said_on)
    return {
        "speaker": fullest.speaker,
        "quote_ids": [member.quote_id for member in members],
        "articles": sorted({member.article for member in members}),
        "wordings": [member.text for member in members],
        "forms": [form for form, _ in told],
        "differs": list(dict.fromkeys(f"{one} | {other}" for _, changed in told for one, other in changed)),
        "fullest": fullest.quote_id,
        "said_on": max(days, key=days.count) if days else None,  # of days told as often, the first
    }


def _tell_form(fullest: Statement, member: Statement) -> tuple[str, list[Difference]]:
    """What a wording is beside the fullest one (whole, cut, changed, cut and changed, paraphrased), and the changes."""
    mine, its = (statement.quoted or statement.text for statement in (fullest, member))
    if not (fullest.quoted and member.quoted) and not _are_like(fullest.words, member.words):
        return "paraphrased", []
    changed, cut = compare_wordings(mine, its)
    faults = [name for name, found in (("cut", any(part.one for part in cut)), ("changed", changed)) if found]
    return " and ".join(faults) or "whole", changed
