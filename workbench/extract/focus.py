"""Focus: what a text has mentioned before a word, and how near to the reader's mind each of it is."""

from __future__ import annotations

from bisect import bisect_left, insort
from itertools import accumulate
from typing import TYPE_CHECKING

from workbench.extract.name_mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Doc, Token

SENTENCES_BACK = 3
MENTIONS_BACK = 100  # more of them come between only in a list, or in a text made to keep us busy
SUBJECTS = ("nsubj", "nsubjpass", "csubj")


class Focus:
    """The mentions of one text by token, and the salience of those before a word."""

    def __init__(self, doc: Doc, mentions: Iterable[Mention], demonyms: Mapping[int, str]):
        self.doc = doc
        self.demonyms = demonyms
        self.at: dict[int, Mention] = {}
        self.places = sorted(demonyms)  # first tokens of what may be a candidate, in order
        for mention in mentions:
            self.add(mention)
        self.sentences = list(doc.sents)
        self.sentence = {token.i: number for number, sentence in enumerate(self.sentences) for token in sentence}
        self.quoted = _quoted(doc)
        # how many sentences that count, and how many paragraphs' ends, stand before each sentence and token
        self.telling = [0, *accumulate(not self._is_quoted(number) for number in range(len(self.sentences)))]
        self.breaks = [0, *accumulate("\n\n" in token.text for token in doc)]

    def add(self, mention: Mention) -> None:
        for i in range(mention.first, mention.last):
            self.at[i] = mention
        insort(self.places, mention.first)

    def candidates(self, token: Token) -> list[tuple[float, str, int]]:
        """(salience, actor, token) of each mention before `token` in its sentence and the three before."""
        here = self.sentence[token.i]
        found = []
        last = bisect_left(self.places, token.i)
        first = max(bisect_left(self.places, self._start(token)), last - MENTIONS_BACK)
        for i in dict.fromkeys(self.places[first:last]):
            mention = self.at.get(i)
            if mention is not None and mention.first == i:
                root = self.doc[mention.first:mention.last].root
                found.append((self._salience(root, token, here), mention.actor, root.i))
            elif i in self.demonyms:
                found.append((self._salience(self.doc[i], token, here) - 0.2, self.demonyms[i], i))
        return found

    def _start(self, token: Token) -> int:
        """The first token of the sentence SENTENCES_BACK before; sentences that only go on quoting don't count."""
        here = self.sentence[token.i]
        number = bisect_left(self.telling, self.telling[here] - SENTENCES_BACK + 1, 0, here + 1) - 1
        return self.sentences[max(number, 0)].start

    def _is_quoted(self, number: int) -> bool:
        sentence = self.sentences[number]
        return self.quoted[sentence.start] and self.quoted[max(sentence.end - 2, sentence.start)]

    def _salience(self, root: Token, token: Token, here: int) -> float:
        score = -1.0 * max(0, self.telling[here] - self.telling[self.sentence[root.i]]) + _prominence(root, token)
        if self.breaks[token.i] > self.breaks[root.i]:
            score -= 0.2
        if self.quoted[root.i] and not self.quoted[token.i]:
            score -= 0.6
        return score + 0.0005 * (root.i - token.i)


def _prominence(root: Token, token: Token) -> float:
    """What the grammar of a mention adds to its salience for `token`: subjects come before objects."""
    head, score = phrase_head(root), 0.0
    if head.dep_ in SUBJECTS and root.dep_ in ("poss", "amod"):
        score += 0.4
    elif head.dep_ in SUBJECTS:
        score += 0.9 if head.head.dep_ in ("ROOT", "conj") or head.head == token.head.head else 0.6
    elif head.dep_ == "pobj" and head.head.dep_ == "agent":
        score += 0.5
    elif head.dep_ in ("dobj", "dative"):
        score += 0.3
    if root.dep_ in ("compound", "nmod", "amod"):
        score -= 0.5
    elif root.dep_ == "poss":
        score -= 0.15
    return score


def phrase_head(token: Token) -> Token:
    """The head of the noun phrase that a name is the head, title, possessor or apposition of."""
    while token.dep_ in ("compound", "appos", "nmod", "poss", "amod", "conj") \
            and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
        token = token.head
    return token


def _quoted(doc: Doc) -> list[bool]:
    """Whether each token stands between quotation marks."""
    inside, flags = False, []
    for token in doc:
        if token.text == "“":
            inside = True
        elif token.text == "”":
            inside = False
        elif token.text == '"':
            inside = not inside
        elif "\n\n" in token.text:
            inside = False  # a mark left open ends with its paragraph
        flags.append(inside)
    return flags
