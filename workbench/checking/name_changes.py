"""What a change of words is: a negation, a number, an omission, another word."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.checking.aligned_words import Alignment, Change, Word, is_negation, is_number, words_for

FEW_WORDS = 4       # a gap of so many words may hold a changed negation; in a longer one a clause of its own denies


def name_change(change: Change, draft: Sequence[Word], source: Sequence[Word]) -> str:
    """The kind of one change: negation, number, omission, addition or word."""
    ours, its = draft[change.first:change.last], source[change.its_first:change.its_last]
    if sum(map(is_negation, ours)) % 2 != sum(map(is_negation, its)) % 2 and len(ours) + len(its) <= FEW_WORDS:
        return "negation"
    if any(map(is_number, ours)) and any(map(is_number, its)):
        return "number"
    if not ours:
        return "omission"
    return "word" if its else "addition"


def is_spelling(change: Change, draft: Sequence[Word], source: Sequence[Word]) -> bool:
    """Whether both sides are one word in two spellings: "colour" and "color", "business like" and "businesslike"."""
    ours, its = draft[change.first:change.last], source[change.its_first:change.its_last]
    if "".join(word.key for word in ours) == "".join(word.key for word in its):
        return True
    return len(ours) == len(its) and all(
        one.stem and one.stem == other.stem and one.key[-1] == other.key[-1] and abs(len(one.key) - len(other.key)) < 2
        for one, other in zip(ours, its, strict=True))


def is_stronger(alignment: Alignment, draft: Sequence[Word], source: Sequence[Word]) -> bool:
    """Whether what a source says could be is said to be."""
    weak, firm = words_for("weak"), words_for("firm")
    if any(word.key in weak for word in draft):
        return False
    return any(word.key in weak for change in alignment.changes
               for word in source[change.its_first:change.its_last]
               if change.its_last - change.its_first <= FEW_WORDS
               and any(one.key in firm for one in draft[change.first:change.last]))


def show_change(change: Change, draft: Sequence[Word], source: Sequence[Word], text: str, body: str) -> str:
    """A change in the words of both: `source → draft`."""
    def cut(words: Sequence[Word], first: int, last: int, whole: str) -> str:
        return whole[words[first].start:words[last - 1].end] if first < last else "∅"

    return f"{cut(source, change.its_first, change.its_last, body)} → {cut(draft, change.first, change.last, text)}"
