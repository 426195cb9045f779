"""Two mentions in a sentence: is one for or against the other?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.cast import find_mentions
from workbench.extract.quotes import find_quotes
from workbench.extract.reading import Reading, Settings
from workbench.extract.relations.find_relations import SIGNS, Mention, Quoted, relations_among
from workbench.extract.relations.rules import GUESSES, TABLE_RULES, between
from workbench.extract.times import find_times_in
from workbench.model.attitude_model import ATTITUDES, load_model, mark
from workbench.syntax.parser import find_sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

METHODS = ("rules", "table", "model")
# from this probability on the trained model's answer counts where no rule has one: it found the most of the sentences
# it had not seen at a precision that is still near one in two
LEAST_OF_MODEL = 0.95


class Judgement(NamedTuple):
    """Who has the attitude ("p" or "q"), its sign, and why: the rule and the word it read ("" for the model)."""

    holder: str
    sign: str
    rule: str
    word: str


def relate(sentence: str, p: tuple[int, int], q: tuple[int, int], method: str = "rules",
           pipeline: str = Settings.pipeline) -> tuple[str, str] | None:
    """Whether one of two actors mentioned in a sentence is for or against the other.

    The task is that of Park, Pan and Joo, Who Blames or Endorses Whom? (2021). `judge` gives the reason too.

    Parameters
    ----------
    sentence : str
    p, q : (int, int)
        The mentions' first characters in the sentence, and those after their last.
    method : str
        "table" for what the table of relations says of the two, "rules" for a guess too where the table says nothing,
        "model" for the trained model's answer too where no rule has one: more is found, and less of it is right.
    pipeline : str
        The spaCy pipeline that parses.

    Returns
    -------
    (str, str) or None
        The holder ("p" or "q") and the sign ("positive" or "negative"); swapping p and q swaps the holder.

    Raises
    ------
    ValueError
        For spans outside the sentence or over one another, and for an unknown method.

    Examples
    --------
    >>> relate("Ann accused Bob of stalling.", (0, 3), (12, 15))
    ('p', 'negative')
    >>> relate("Ann met Bob.", (0, 3), (8, 11)) is None
    True
    """
    found = judge(sentence, p, q, method, pipeline)
    return None if found is None else (found.holder, found.sign)


def judge(sentence: str, p: tuple[int, int], q: tuple[int, int], method: str = "rules",
          pipeline: str = Settings.pipeline) -> Judgement | None:
    """As `relate`, with the rule that decided and the word it read.

    Examples
    --------
    >>> judge("Bob was praised by Ann.", (0, 3), (19, 22))
    Judgement(holder='q', sign='positive', rule='verb', word='praised')
    """
    if method not in METHODS:
        raise ValueError(f"no method {method!r}; there are {' and '.join(METHODS)}")
    for name, (start, end) in (("p", p), ("q", q)):
        if not 0 <= start < end <= len(sentence) or sentence[start:end].isspace():
            raise ValueError(f"{name} = ({start}, {end}) is no mention in a sentence of {len(sentence)} characters: "
                             "give (first character, character after the last)")
    if p[0] < q[1] and q[0] < p[1]:
        raise ValueError(f"p = {p} and q = {q} overlap: give two mentions that stand apart")
    reading = _read(sentence, pipeline)
    mentions = [Mention(name, _head(reading.doc, *span)) for name, span in (("p", p), ("q", q))]
    words = list(reading.doc)
    found = list(relations_among(words, mentions, [_quoted(row, mentions) for row in reading.rows["quotes"]]))
    if found:
        first = min(found, key=lambda one: (one.clue.word.i, one.target.head.i))
        holder, clue = first.holder, first.clue
        return Judgement(holder, SIGNS[clue.sign], clue.rule, clue.word.text)
    rules = (*TABLE_RULES, *GUESSES) if method != "table" else ()
    guess = between(words, mentions[0].head, mentions[1].head, rules)
    if guess is not None:
        clue, head = guess
        holder = "p" if head == mentions[0].head else "q"
        return Judgement(holder, SIGNS[clue.sign], clue.rule, clue.word.text)
    return _judged_by_model(sentence, p, q) if method == "model" else None


def _judged_by_model(sentence: str, p: tuple[int, int], q: tuple[int, int]) -> Judgement | None:
    """What the trained model is surest of, asked for either as the holder."""
    chances = load_model().judge_attitudes([mark(sentence, p, q), mark(sentence, q, p)])
    surest, holder, sign = max((float(chances[line, ATTITUDES.index(sign)]), holder, sign)
                               for line, holder in enumerate("pq") for sign in SIGNS.values())
    return Judgement(holder, sign, "model", "") if surest >= LEAST_OF_MODEL else None


def _head(doc: Doc, start: int, end: int) -> Token:
    span = doc.char_span(start, end, alignment_mode="expand")
    assert span is not None  # inside the text a span can always be widened to whole words
    return span.root


def _quoted(row: dict, mentions: list[Mention]) -> Quoted:
    """A quotation with those of the mentions that stand in its source."""
    start, end = row["source_start"] or 0, row["source_end"] or 0
    speakers = [mention.actor for mention in mentions if start <= mention.head.idx < end]
    return Quoted(speakers, row["content_spans"])


@lru_cache(maxsize=64)  # several pairs of a sentence are asked for one after the other
def _read(sentence: str, pipeline: str) -> Reading:
    reading = Reading("sentence", sentence, None, Settings(pipeline=pipeline))
    for layer, find in (("times", find_times_in), ("sentences", find_sentences), ("mentions", find_mentions),
                        ("quotes", find_quotes)):
        reading.rows[layer] = find(reading)
    return reading
