"""Focus: what a text has mentioned before a word, and how near to the reader's mind each of it is."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.name_forms import words_of
from workbench.extract.name_mentions import Mention
from workbench.extract.name_spans import gender_of
from workbench.extract.people import is_person_noun

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SENTENCES_BACK = 3
MENTIONS_BACK = 100  # more of them come between only in a list, or in a text made to keep us busy
MEETINGS = ("meet", "speak", "talk", "marry", "join", "sit", "negotiate", "debate", "call", "phone")
MEMBER = 0.2  # what one of several is less salient than all
MET = 0.3     # what the two of "A met B" are less salient than A
BOUND = 0.4  # what a pronoun's clause adds to its subject
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
ARGUMENTS = (*SUBJECTS, "dobj", "dative", "pobj")
PLURAL_TAGS = ("NNS", "NNPS")


class Candidate(NamedTuple):
    """What a pronoun may stand for: actors, or, without any, somebody unnamed; how salient, and where it stands."""

    score: float
    actors: tuple[str, ...]
    place: int
    gender: str | None = None  # of somebody unnamed: "he", "she", "they", or nothing known


class Focus:
    """The mentions of one text by token, and the salience of those before a word."""

    def __init__(self, doc: Doc, mentions: Iterable[Mention], demonyms: dict[int, str], quoted: list[bool]):
        self.doc, self.demonyms, self.quoted = doc, demonyms, quoted
        self.at: dict[int, Mention] = {}      # the innermost mention of each token
        self.placed: dict[int, Mention] = {}  # mentions by their last token
        self.unnamed = {token.i: gender for token in doc if (gender := _unnamed(token))}
        self.places = sorted({*demonyms, *self.unnamed})  # last tokens of what may be a candidate, in order
        for mention in mentions:
            self.add(mention)
        self.sentences = list(doc.sents)
        self.sentence = {token.i: number for number, sentence in enumerate(self.sentences) for token in sentence}
        # how many sentences that count, and how many paragraphs' ends, stand before each sentence and token
        self.telling = [0, *accumulate(not self._is_quoted(number) for number in range(len(self.sentences)))]
        self.breaks = [0, *accumulate("\n\n" in token.text for token in doc)]

    def add(self, mention: Mention) -> None:
        """Puts a mention where it stands; what stands within it keeps its place."""
        for i in range(mention.first, mention.last):
            self.at.setdefault(i, mention)
        self.at[mention.last - 1] = self.placed[mention.last - 1] = mention
        insort(self.places, mention.last - 1)

    def root(self, mention: Mention) -> Token:
        return self.doc[mention.first:mention.last].root

    def before(self, i: int, quoted: bool = True) -> Iterator[Mention]:
        """The mentions before a token, the nearest first."""
        for number in range(bisect_left(self.places, i) - 1, -1, -1):
            place = self.places[number]
            if place in self.placed and (quoted or not self.quoted[place]):
                yield self.placed[place]

    def distance(self, i: int, j: int) -> int:
        """How many sentences of the narration lie between two tokens."""
        return max(0, self.telling[self.sentence[j]] - self.telling[self.sentence[i]])

    def candidates(self, token: Token) -> list[Candidate]:
        """What stands before `token` in its sentence and the three before, each with its salience."""
        found = []
        last = bisect_left(self.places, token.i)
        first = max(bisect_left(self.places, self._start(token)), last - MENTIONS_BACK)
        for i in dict.fromkeys(self.places[first:last]):
            mention = self.placed.get(i)
            if mention is not None:
                root = self.root(mention)
                score = self._salience(root, token)
                found.append(Candidate(score, mention.actors, root.i))
                if len(mention.actors) > 1:
                    found += [Candidate(score - MEMBER, (actor,), root.i) for actor in mention.actors]
                if len(joined := self.joined(root)) > 1:
                    found.append(Candidate(score, joined, root.i))
                elif len(both := self._met(root)) > 1:
                    found.append(Candidate(score - MET, both, root.i))
            elif i in self.demonyms:
                found.append(Candidate(self._salience(self.doc[i], token) - 0.2, (self.demonyms[i],), i))
            elif i in self.unnamed and i not in self.at and not self._speaks_for_owner(i, token):
                found.append(Candidate(self._salience(self.doc[i], token), (), i, self.unnamed[i]))
        return found

    def _speaks_for_owner(self, i: int, token: Token) -> bool:
        """ "An aide to the minister said she", "her lawyer said she": what they say is about whose they are."""
        if self.sentence[i] != self.sentence[token.i] or self.doc[i].head not in token.head.ancestors:
            return False
        below = [child for part in (self.doc[i], *self.doc[i].rights) for child in part.children if child.i in self.at]
        return any(child.dep_ == "poss" or (child.dep_ == "pobj" and child.head.head.i == i) for child in below)

    def joined(self, root: Token) -> tuple[str, ...]:
        """The actors of "A, B and C" whose first is `root`."""
        found: list[str] = []
        token: Token | None = root
        while token is not None and token.i in self.at:
            found += self.at[token.i].actors
            token = next((child for child in token.children if child.dep_ == "conj"), None)
        return tuple(dict.fromkeys(found))

    def _met(self, root: Token) -> tuple[str, ...]:
        """The actors of "A met B" and "A spoke with B", whose first is `root`: "they" may be both."""
        found = [*self.at[root.i].actors]
        for child in root.head.children if root.dep_ in SUBJECTS and root.head.lemma_ in MEETINGS else ():
            other = next((below for below in child.children if below.dep_ == "pobj"), child) \
                if child.dep_ == "prep" and child.lower_ in ("with", "and", "to") else child
            if other.dep_ in ("dobj", "pobj", "dative") and other.i in self.at:
                found += self.at[other.i].actors
        return tuple(dict.fromkeys(found))

    def _start(self, token: Token) -> int:
        """The first token of the sentence SENTENCES_BACK before; sentences that only go on quoting don't count."""
        here = self.sentence[token.i]
        number = bisect_left(self.telling, self.telling[here] - SENTENCES_BACK + 1, 0, here + 1) - 1
        return self.sentences[max(number, 0)].start

    def _is_quoted(self, number: int) -> bool:
        sentence = self.sentences[number]
        return self.quoted[sentence.start] and self.quoted[max(sentence.end - 2, sentence.start)]

    def _salience(self, root: Token, token: Token) -> float:
        score = _prominence(root, token) - self.distance(root.i, token.i)
        score += BOUND * (phrase_head(root).i == binder_of(token) and root.dep_ != "poss")
        if self.breaks[token.i] > self.breaks[root.i]:
            score -= 0.2
        if self.quoted[root.i] and not self.quoted[token.i]:
            score -= 0.6
        return score + 0.0005 * (root.i - token.i)


def _unnamed(token: Token) -> str | None:
    """The gender of a person that a noun may denote without a name: "he", "she", "they" or "any"; None for things."""
    plural = token.tag_ in PLURAL_TAGS
    if token.pos_ != "NOUN" or token.dep_ not in (*ARGUMENTS, *("conj",) * plural):
        return None
    word = token.lemma_.lower() if plural else token.lower_
    if word in words_of("hearers") or not (plural or is_person_noun(word)):
        return None
    return "they" if plural else gender_of({word}) or "any"


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


def binder_of(pronoun: Token) -> int | None:
    """The subject that a pronoun stands under: "Bo", not "Ann", for "her" of "Ann said Bo would sell her house"."""
    token = pronoun
    while token.head.i != token.i:
        token = token.head
        subject = next((child for child in token.children if child.dep_ in SUBJECTS), None)
        if subject is not None and not subject.left_edge.i <= pronoun.i <= subject.right_edge.i:
            return subject.i
    return None


def phrase_head(token: Token) -> Token:
    """The head of the noun phrase that a name is the head, title, possessor or apposition of."""
    while token.dep_ in ("compound", "appos", "nmod", "poss", "amod", "conj") \
            and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
        token = token.head
    return token
