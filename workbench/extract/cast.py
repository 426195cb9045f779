"""The actors of one text: where it mentions them, and whom a stretch of it denotes."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from workbench.extract.coreference import Resolver
from workbench.extract.name_forms import words_of
from workbench.extract.name_mentions import Mention, Namer
from workbench.extract.name_spans import dateline_ends
from workbench.extract.registry import Actor, Registry
from workbench.extract.short_names import PERSONAL
from workbench.syntax.dependents import VERBAL

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from workbench.extract.reading import Reading, Row

__all__ = ["Actor", "Cast", "Registry", "find_mentions"]

FIRST_PERSON = ("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves")


class Cast:
    """The actors of one text, from the registry and from its own names."""

    def __init__(self, reading: Reading):
        self.reading = reading

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self.namer, self.reading.statements, self.reading.is_quoted)

    @cached_property
    def namer(self) -> Namer:
        """What the registry's actors can be called, and the names of this text."""
        return Namer(self.reading.doc, self.reading.settings.actors)

    @property
    def actors(self) -> dict[str, Actor]:
        """All that the text can mention, by id: the registry's and those made for names it doesn't hold."""
        return self._resolver.actors

    @property
    def names(self) -> list[Mention]:
        """The mentions by name, those by last name alone too."""
        return [mention for mention in self._resolver.mentions if mention.how == "name" and mention.actors]

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the `mentions` table."""
        doc = self.reading.doc
        rows = []
        for mention in self._resolver.mentions:
            span = doc[mention.first:mention.last]
            rows += [{"article": self.reading.article, "start": span.start_char, "end": span.end_char,
                      "text": span.text, "actor": actor, "how": mention.how, "candidates": list(mention.candidates)}
                     for actor in mention.actors or (None,)]
        return rows

    def denoted_by(self, start: int, end: int) -> list[str]:
        """Ids of the actors that the noun phrase at [start, end) denotes.

        Its head decides: "an aide to President X" denotes nobody, "Russia's chief negotiator, Y" denotes Y,
        "Zelenskyy and NATO" two, "both countries" the two in focus, "we" in a quotation its speaker.
        Empty for unnamed and unresolved ones.
        """
        span = self._words(start, end)
        if span is None:
            return []
        if span.text.strip(".") in ("Q", "A"):
            return self._interviewed(span) if span.text[0] == "A" else []
        return list(dict.fromkeys(self._denoted(_head(span), span) or self._last_name(span)))

    def side(self, actor: str) -> str:
        """The state or body that `actor` speaks for, or `actor` itself."""
        entry = self.actors.get(actor)
        return entry.speaks_for or actor if entry else actor

    def actors_at(self, token: Token) -> list[str]:
        """Ids of the actors that one word names, is the adjective of, or stands for as a pronoun."""
        mention = self._resolver.at.get(token.i)
        if mention is not None:
            return list(mention.actors)
        if token.i in self._resolver.demonyms:
            return [self._resolver.demonyms[token.i]]
        return self._speakers(token) if token.lower_ in FIRST_PERSON else []

    def may_denote(self, token: Token) -> list[str]:
        """Ids of the actors that one word denotes or, where that is undecided, might denote."""
        if found := self.actors_at(token):
            return found
        mention = self._resolver.at.get(token.i)
        if mention is not None and mention.candidates:
            return list(mention.candidates)
        if (pronoun := PERSONAL.get(token.lower_)) is None:
            return []
        first = token.sent.start
        begin = token.doc[first - 1].sent.start_char if first else 0
        return [actor for actor in self.mentioned_in(begin, token.sent.end_char)
                if self.actors[actor].kind == "person" and self.actors[actor].pronoun == pronoun]

    def mentioned_in(self, start: int, end: int) -> list[str]:
        """Ids of all the actors mentioned anywhere in [start, end), in order, each once."""
        first, after = (bisect_left(self.rows, place, key=lambda row: row["start"]) for place in (start, end))
        found = (row["actor"] for row in self.rows[first:after] if row["end"] <= end and row["actor"])
        return list(dict.fromkeys(found))

    # ---- the noun phrase

    def _words(self, start: int, end: int) -> Span | None:
        """The tokens of [start, end) without marks at either end."""
        doc = self.reading.doc
        span = doc.char_span(start, end, alignment_mode="contract") or \
            doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return None
        first, last = max(span.start, min(self._dateline_end(span.start), span.end - 1)), span.end
        while first < last and _is_mark(doc[first]):
            first += 1
        while last > first and (_is_mark(doc[last - 1]) or doc[last - 1].tag_ == "POS"):
            last -= 1
        return doc[first:last] if first < last else None

    def _dateline_end(self, i: int) -> int:
        """The token after a dateline that the phrase begins with: "VELM, March 3 - Emil Varga"."""
        doc = self.reading.doc
        end = self._datelines.get(self.reading.text.rfind("\n", 0, doc[i].idx) + 1)
        return next((token.i for token in doc[i:i + 15] if token.idx >= end), i) if end else i

    @cached_property
    def _datelines(self) -> dict[int, int]:
        return dateline_ends(self.reading.text)

    def beyond_dateline(self, token: Token) -> Token:
        """The head of the name after a dateline that the parser took `token` from; else `token` itself."""
        end = self._dateline_end(token.i)
        for i in range(end, min(end + 12, token.sent.end)) if end > token.i else ():
            if self.reading.doc[i].pos_ in VERBAL:
                break
            mention = self._resolver.at.get(i)
            if mention is not None and self._is_person(mention):
                return self.reading.doc[mention.first:mention.last].root
        return token

    def _denoted(self, head: Token, span: Span) -> list[str]:
        found = self._one(head, span)
        for child in head.children:
            if child.dep_ == "conj" and child.i in range(span.start, span.end):
                found = found + self._denoted(child, span)
        return found

    def _one(self, head: Token, span: Span) -> list[str]:
        """The actors of one noun phrase without what is joined to it."""
        mention = self._resolver.at.get(head.i)
        if mention is not None:
            return list((self._close_apposition(head) or mention).actors)
        if head.lower_ in FIRST_PERSON:
            return self._speakers(head)
        return self._appositive(head, span) or self._members(head, span) or self._some_of(head)

    def _interviewed(self, label: Span) -> list[str]:
        """Whose answers stand behind the labels "A:": the person that an interview names most before it begins."""
        before: Counter[str] = Counter()
        for mention in self._resolver.mentions:
            if mention.first < self._first_turn(label) and self._is_person(mention):
                before.update(mention.actors)
        return [actor for actor, _ in before.most_common(1)]

    def _first_turn(self, label: Span) -> int:
        """The first token of the interview that a label stands in."""
        turns = [token.i for token in self.reading.doc[:label.start] if token.text.strip(".") in ("Q", "A")
                 and (token.i == 0 or "\n" in self.reading.doc[token.i - 1].text)]
        return min(turns, default=label.start)

    def _close_apposition(self, head: Token) -> Mention | None:
        """The name behind another's without a comma: "the Labour Party daily Morning"."""
        if self._is_person(self._resolver.at[head.i]):
            return None
        named = next((child for child in head.rights if child.dep_ == "appos" and child.i in self._resolver.at), None)
        if named is None or any(token.is_punct for token in head.doc[head.i:named.i]):
            return None
        return self._resolver.at[named.i]

    def _appositive(self, head: Token, span: Span) -> list[str]:
        """The person named behind a description: "its top negotiator Ann Lee", "the top negotiator, Ann Lee"."""
        named = (self._resolver.at[child.i] for child in head.children
                 if child.dep_ == "appos" and child.i in self._resolver.at and span.start <= child.i < span.end)
        return next((list(mention.actors) for mention in named if self._is_person(mention)), [])

    def _some_of(self, head: Token) -> list[str]:
        """ "Some of the protesters": the group, where it is an actor."""
        if head.lower_ not in ("some", "many", "most", "several", "members"):
            return []
        mentions = [self._resolver.at.get(child.i) for part in head.children if part.lower_ == "of"
                    for child in part.children]
        return [actor for mention in mentions if mention for actor in mention.actors
                if self.actors[actor].kind == "group"]

    def _members(self, head: Token, span: Span) -> list[str]:
        """ "NATO allies"; of "Ann Lee and NATO allies", whose parts the parser puts into one phrase, both."""
        if head.lower_ not in words_of("members"):
            return []
        before = [self._resolver.at[child.i] for child in head.lefts if child.i in self._resolver.at
                  and span.start <= child.i and child.dep_ in ("compound", "nmod", "amod")]
        doc = self.reading.doc
        people = [mention.actors[0] for mention in before
                  if self._is_person(mention) and doc[mention.last].dep_ == "cc"]
        return people + [actor for mention in before for actor in mention.actors
                         if self.actors[actor].kind == "organisation"]

    def _is_person(self, mention: Mention) -> bool:
        return all(self.actors[actor].kind == "person" for actor in mention.actors)

    def _last_name(self, span: Span) -> list[str]:
        """The person whose name ends the phrase where the parse went astray: "US envoy for Iran Rob Malley"."""
        last = self._resolver.at.get(span.end - 1)
        if last is None or last.how != "name" or not self._is_person(last):
            return []
        splits = any(token.dep_ in ("prep", "case", "cc", "relcl") or token.tag_ in ("IN", "POS", "CC", "TO")
                     for token in span if token.i < last.first)
        return [] if splits else list(last.actors)

    def _speakers(self, token: Token) -> list[str]:
        """Who says the quotation that `token` stands in."""
        for row in self.reading.rows.get("quotes", ()):
            if any(start <= token.idx < end for start, end in row["content_spans"]):
                return list(row["speakers"])
        return []


def _is_mark(token: Token) -> bool:
    return token.is_punct or token.is_space


def _head(span: Span) -> Token:
    """The head of a noun phrase; of its two parts joined by a wrong parse the first noun."""
    root = span.root
    if root.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET") and len(span) > 1:
        nouns = [token for token in span if token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ != "compound"]
        return nouns[0] if nouns else root
    return root


def find_actors(reading: Reading) -> list[Row]:
    """The actors that a text mentions and the registry doesn't hold, with their names."""
    mentioned = dict.fromkeys(row["actor"] for row in reading.rows["mentions"] if row["actor"])
    held = reading.settings.actors.actors if reading.settings.actors else {}
    found = [reading.cast.actors[key] for key in mentioned if key not in held]
    return [{"article": reading.article, "actor": actor.id, "name": actor.name, "kind": actor.kind,
             "pronoun": actor.pronoun} for actor in found]


def find_mentions(reading: Reading) -> list[Row]:
    """Where actors are mentioned: by name, role, metonym or pronoun."""
    return reading.cast.rows
