"""Whom pronouns stand for, by gender, number and focus; the mentions of one text that are no full names.

After Hobbs (1978) and centering: the candidates of the sentence and the three before it, subjects before others,
the nearest sentence first; a pronoun is never the subject of its own clause's verb. The narration is read first and
what it quotes after it: nobody named in a quotation is meant by "she said" behind it, and no speaker by the "she"
in it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from workbench.extract.focus import SUBJECTS, Candidate, Focus, binder_of
from workbench.extract.name_forms import demonym_of, words_of
from workbench.extract.name_mentions import Mention, Namer
from workbench.extract.people import kinship_of, noun_of
from workbench.extract.plurals import Plurals
from workbench.extract.quotes.cues import lexicon
from workbench.extract.roles import Roles
from workbench.extract.short_names import PERSONAL, ShortNames

if TYPE_CHECKING:
    from spacy.tokens import Token

    from workbench.extract.quotes.statement import Statement

KIN_BONUS, SPEAKER_BONUS = 0.5, 0.4
NO_HEADS = ("VERB", "AUX", "ADP", "PUNCT", "SPACE", "ADV", "PART", "CCONJ", "SCONJ")  # of no phrase that means actors
NOMINAL = (*SUBJECTS, "dobj", "dative", "pobj", "conj", "appos")  # where "the French" are people, not an adjective
IMPERSONAL = ("it", "its", "itself")
PLURAL = ("they", "them", "their", "theirs", "themselves")


class Resolver:
    """The mentions of one text."""

    def __init__(self, namer: Namer, statements: Iterable[Statement], quoted: list[bool]):
        self.doc, self.namer, self.actors, self.people = namer.doc, namer, namer.actors, namer.people
        named = {i for mention in namer.mentions for i in range(mention.first, mention.last)}
        self.demonyms = {token.i: actor for token in self.doc if token.i not in named
                         and (actor := demonym_of(token.text, namer.actors))}
        self.focus = Focus(self.doc, namer.mentions, self.demonyms, quoted)
        self.at = self.focus.at
        self.statements = [statement for statement in statements if statement.source]
        self.by_source = {self._token_at(statement.source[1] - 1): statement for statement in self.statements
                          if statement.source}
        self._count_names(quoted)
        self.people.pair_namesakes()
        self.names = ShortNames(namer, self.focus)
        self.roles = Roles(namer, self.focus)
        self.plurals = Plurals(namer, self.focus)
        self.undecided: list[Mention] = []
        self._resolve_all()

    def _count_names(self, quoted: list[bool]) -> None:
        """How often the narration names each person, and how often by the first name alone."""
        mentions, people = self.namer.mentions, self.people
        counts = Counter(mention.actors[0] for mention in mentions if not quoted[mention.first])
        people.named |= {mention.actors[0]: counts[mention.actors[0]] for mention in mentions}
        for name in self.namer.open.values():
            if len(name.options) == 1 and not quoted[name.first] and people.is_first_name(
                    self.doc[name.first:name.last].text, name.options[0]):
                people.by_first_name[name.options[0]] += 1

    def _resolve_all(self) -> None:
        """What can be resolved, part by part."""
        for tokens in self._parts():
            for token in tokens:
                if token.i not in self.at and (found := self._resolve(token)):
                    self._keep(found)

    def _parts(self) -> Iterator[list[Token]]:
        """The narration, left to right, then its kin once more, then headings, then what is quoted."""
        quoted, heading = self.focus.quoted, self.namer.in_heading
        told = [token for token in self.doc if not quoted[token.i] and token.i not in heading]
        yield told
        yield [token for token in told if token.pos_ in ("NOUN", "PRON", "DET")
               and kinship_of(noun_of(token.head if token.tag_ == "PRP$" else token))]
        yield [self.doc[i] for i in sorted(heading) if not quoted[i]]
        yield [token for token in self.doc if quoted[token.i]]

    def _keep(self, mention: Mention) -> None:
        if not mention.actors:
            self.undecided.append(mention)
            return
        self.focus.add(mention)
        if mention.how == "name" and not self.focus.quoted[mention.first]:
            for actor in mention.actors:
                self.people.named[actor] = self.people.named.get(actor, 0) + 1

    @property
    def mentions(self) -> list[Mention]:
        """All mentions in the order of the text; those without actors say between whom it can't be told."""
        found = {*self.focus.placed.values(), *self.undecided}
        return sorted(found, key=lambda mention: (mention.first, -mention.last))

    def _token_at(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    @property
    def _starts(self) -> list[int]:
        if not hasattr(self, "_token_starts"):
            self._token_starts = [token.idx for token in self.doc]
        return self._token_starts

    # ---- one token

    def _resolve(self, token: Token) -> Mention | None:
        if token.i in self.namer.open:
            return self.names.settle(self.namer.open[token.i], self._named_in_own_words(token))
        if token.i in self.namer.in_heading:
            return None  # no word but a name is sure to be what its capital says
        if fits := self._fits(token):
            return None if self._stands_for_nothing(token) else self._antecedent(token, fits)
        if token.i in self.demonyms and token.dep_ in NOMINAL and any(child.lower_ == "the" for child in token.lefts):
            return Mention(token.i, token.i + 1, (self.demonyms[token.i],), "name")
        if token.pos_ in NO_HEADS:
            return None
        if plural := self.plurals.find(token):
            return plural
        return self.roles.find(token, self._speakers_at(token)) if token.pos_ in ("NOUN", "PROPN") else None

    def _fits(self, token: Token) -> Callable[[Candidate], bool] | None:
        """What a pronoun can stand for, by kind, gender and number; None for other words."""
        word = token.lower_
        if word in PERSONAL:
            return lambda one: self._is_one(one, PERSONAL[word])
        if word in IMPERSONAL:
            return lambda one: len(one.actors) == 1 and not self.people.is_person(one.actors[0]) and \
                self.people.fits(one.actors[0], "it")
        return self._is_many if word in PLURAL else None

    def _is_one(self, one: Candidate, pronoun: str) -> bool:
        if not one.actors:
            return one.gender in (pronoun, "any")
        return len(one.actors) == 1 and self.people.is_person(one.actors[0]) and \
            self.people.fits(one.actors[0], pronoun)

    def _is_many(self, one: Candidate) -> bool:
        if len(one.actors) != 1:
            return bool(one.actors) or one.gender == "they"
        actor = self.actors[one.actors[0]]
        return actor.pronoun == "they" or (actor.pronoun is None and actor.kind == "group")

    def _stands_for_nothing(self, token: Token) -> bool:
        """ "It" of "it remains unclear", "it is raining"; only a subject, possessor or object can be a state."""
        if token.lower_ != "it":
            return False
        if token.dep_ not in ("nsubj", "nsubjpass") or token.head.lemma_ in words_of("impersonal"):
            return True
        return self._thing_before(token)

    def _thing_before(self, token: Token) -> bool:
        """Whether the subject nearest before "it", in its sentence or the one before, is a thing and no actor."""
        above = set(token.ancestors)
        start = self.focus.sentences[max(0, self.focus.sentence[token.i] - 1)].start
        for i in range(token.i - 1, start - 1, -1):
            other = self.doc[i]
            if other.dep_ in SUBJECTS and other not in above and other.pos_ in ("NOUN", "PROPN", "PRON"):
                return other.pos_ == "NOUN" and other.tag_ == "NN" and i not in self.at
        return False

    # ---- pronouns

    def _antecedent(self, token: Token, fits: Callable[[Candidate], bool]) -> Mention | None:
        if (ahead := self._fronted(token, fits)):
            return ahead
        excluded = self._named_in_own_words(token) | frozenset(self._speakers_at(token))
        source = self._source_at(token)
        scored = [one for one in self.focus.candidates(token) if fits(one) and not self._clashes(token, one.place)
                  and excluded.isdisjoint(one.actors) and (one.actors or self.doc[one.place].lower_ != source)]
        if scored:
            best = max(scored, key=lambda one: one.score + self._bonus(token, one))
            return Mention(token.i, token.i + 1, best.actors, "pronoun") if best.actors else None
        return self._ahead(token, fits)

    def _bonus(self, token: Token, one: Candidate) -> float:
        """What is known of a candidate beside its place: "his son" is said of fathers, "he said" of speakers."""
        bonus = 0.0
        if len(one.actors) == 1 and token.tag_ == "PRP$" and (kinship := kinship_of(token.head.lower_)):
            bonus += KIN_BONUS * bool(self.people.kin.get((one.actors[0], kinship)))
        if token.i in self.by_source and (one.place in self.by_source or self._owns_words(one.place)):
            bonus += SPEAKER_BONUS
        return bonus

    def _owns_words(self, i: int) -> bool:
        """ "Medinsky's remarks": whether somebody's words are spoken of."""
        return self.doc[i].dep_ == "poss" and self.doc[i].head.lemma_.lower() in lexicon("nouns")

    def _fronted(self, token: Token, fits: Callable[[Candidate], bool]) -> Mention | None:
        """ "In his speech, Medinsky said": the subject that a phrase before it hangs under."""
        subject = self.doc[binder_of(token) or token.i]
        if subject.i <= token.i or self.focus.quoted[token.i] or self.focus.quoted[subject.i] or any(
                other.dep_ in SUBJECTS for other in self.doc[token.sent.start:token.i]):
            return None
        if subject.i in self.namer.open and subject.i not in self.at and (found := self._resolve(subject)):
            self._keep(found)
        mention = self.at.get(subject.i)
        if mention is None or not fits(Candidate(0, mention.actors, subject.i)):
            return None
        return Mention(token.i, token.i + 1, mention.actors, "pronoun")

    def _ahead(self, token: Token, fits: Callable[[Candidate], bool]) -> Mention | None:
        """ "As he left, Medinsky said": the subject to come."""
        if token.head.dep_ not in ("advcl", "pcomp", "mark"):
            return None
        for i in range(token.i + 1, token.sent.end):
            if i in self.at and self.doc[i].dep_ in SUBJECTS and not self.focus.quoted[i] \
                    and fits(Candidate(0, self.at[i].actors, i)):
                return Mention(token.i, token.i + 1, self.at[i].actors, "pronoun")
        return None

    def _clashes(self, token: Token, i: int) -> bool:
        """An object pronoun is not its verb's subject; a subject pronoun not inside its own subject phrase."""
        if token.tag_ == "PRP$" or token.lower_.endswith("self"):
            return False
        other, verb = self.doc[i], token.head
        while other.dep_ in ("compound", "appos", "conj"):
            other = other.head
        while verb.dep_ in ("prep", "agent"):
            verb = verb.head
        return other.head == verb and other.dep_ in SUBJECTS and token.dep_ not in SUBJECTS

    # ---- quotations

    def _named_in_own_words(self, token: Token) -> frozenset[str]:
        """For the source of a quotation those named in it: nobody speaks of himself by name."""
        statement = self.by_source.get(token.i)
        if statement is None or not self._is_quoted(statement):
            return frozenset()
        inside = [i for start, end in statement.content for i in range(self._token_at(start), self._token_at(end))
                  if self.focus.quoted[i]]
        named = [self.at[i].actors for i in inside if i in self.at and self.at[i].how == "name"]
        named += [self.namer.open[i].options for i in inside if i in self.namer.open]
        return frozenset(actor for actors in named if len(actors) == 1 for actor in actors
                         if self.people.is_person(actor))

    def _is_quoted(self, statement: Statement) -> bool:
        return any(self.focus.quoted[self._token_at(start)] for start, _ in statement.content)

    def _speakers_at(self, token: Token) -> tuple[str, ...]:
        """Who says the quotation that a token stands in."""
        source = self._source_of(token)
        mention = self.at.get(source) if source is not None else None
        return mention.actors if mention else ()

    def _source_at(self, token: Token) -> str | None:
        """The last word of what stands as the source of the quotation that a token stands in."""
        source = self._source_of(token)
        return self.doc[source].lower_ if source is not None else None

    def _source_of(self, token: Token) -> int | None:
        if not self.focus.quoted[token.i]:
            return None
        return next((source for source, statement in self.by_source.items()
                     if any(start <= token.idx < end for start, end in statement.content)), None)
