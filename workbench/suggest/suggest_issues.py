"""Issues that may be in dispute: what actors in the articles want and reject, with both sides and all wordings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from textwrap import shorten
from typing import TYPE_CHECKING

from workbench.extract.people import is_person_noun
from workbench.extract.stance.stance_words import lexicon, operator_at
from workbench.lexicons import read_lexicon
from workbench.suggest.demanded_clauses import EFFECTS, read_demand
from workbench.suggest.toml_entries import write_entries
from workbench.text.function_words import function_words
from workbench.text.stems import stem

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from workbench.corpus import Corpus

MOST_MODIFIERS = 2
PREPOSITIONS = ("of", "on", "for", "to", "against", "over")
REACH_WORDS = 5  # from a noun to the end of its prepositional phrase
MODIFIERS = ("compound", "amod", "nmod")
NO_MODIFIERS = ("CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "DATE", "TIME")
NO_HEADS = (*NO_MODIFIERS, "PERSON", "GPE", "NORP")
LIGHT_WORDS = function_words("adverbs", "quantifiers", "negations") | {
    "new", "first", "last", "other", "further", "such", "same", "own", "big", "great", "good", "full", "possible",
    "immediate", "latest", "recent", "proposed", "planned", "potential", "so-called", "any", "current", "final",
    "future", "early"}
MOST_WORDINGS = 6
LONGEST_SAMPLE = 240
LEAST_TIMES, LEAST_TIMES_OF_A_WORD = 3, 4


@dataclass
class Place:
    """One place that may word an issue: its phrase, and who is for or against it there."""

    article: str
    phrase: str
    stems: frozenset[str]
    head: str
    effect: str         # support, oppose, or nothing where the phrase only stands there
    holder: str | None
    sentence: str
    determiner: str
    is_deed: bool = False   # whether the phrase is a verb with whom or what it is done to


@dataclass
class Suggestion:
    """An issue with its wordings and where each side was heard."""

    phrase: str
    places: list[Place] = field(default_factory=list)

    @property
    def articles(self) -> int:
        return len({place.article for place in self.places})

    def holders(self, effect: str) -> Counter[str]:
        """Who is for it (support) or against it (oppose), how often."""
        return Counter(place.holder for place in self.places if place.effect == effect and place.holder)

    def count(self, effect: str) -> int:
        return sum(place.effect == effect for place in self.places)

    @property
    def weight(self) -> float:
        """What is argued about comes first: both sides heard, by several actors, in many articles."""
        sides = self.count("support"), self.count("oppose")
        holders = len({*self.holders("support"), *self.holders("oppose")})
        return (sum(sides) + 0.5 * self.articles) * (1 + 2 * min(1, min(sides))) * (1 + 0.5 * min(holders, 4))

    @property
    def wordings(self) -> list[str]:
        """The phrases of its places, no two of the same stems, the most frequent first."""
        seen: dict[frozenset[str], Counter[str]] = defaultdict(Counter)
        for place in self.places:
            seen[stems_of(place.phrase)][place.phrase] += 1
        order = sorted(seen.values(), key=lambda phrases: (-phrases.total(), min(phrases)))
        return [phrases.most_common(1)[0][0] for phrases in order][:MOST_WORDINGS]

    @property
    def proposition(self) -> str:
        """A sentence to edit: what those who are for it want."""
        if any(place.is_deed for place in self.places if place.phrase == self.phrase):
            return f"Somebody should {self.phrase}"
        determiners = Counter(place.determiner for place in self.places)
        article = determiners.most_common(1)[0][0]
        return f"There should be {article + ' ' if article else ''}{self.phrase}"


def suggest_issues(corpus: Corpus, top: int = 15) -> list[Suggestion]:
    """Find what is in dispute: what stance words govern ("rejected X", "demands for X") and what is proposed.

    Parameters
    ----------
    corpus : articles, loaded with the issues that are known already, whose words are left out
    top : how many issues at most

    Returns
    -------
    A suggestion an issue, what is argued about most first.
    """
    held = [stems_of(phrase) for issue in corpus.settings.issues for phrase in (*issue.phrases, *issue.against)]
    finder = _Finder(corpus)
    places = [place for article, doc in corpus.parses() for place in finder.find(article, doc)]
    places = [place for place in places if not any(words <= place.stems for words in held if words)]
    issues = [issue for issue in _group(places) if _is_argued(issue)]
    return sorted(issues, key=lambda issue: (-issue.weight, issue.phrase))[:top]


def stems_of(phrase: str) -> frozenset[str]:
    return frozenset(stem(word) for word in phrase.replace("-", " ").split() if word.lower() not in function_words())


def governed_phrases(doc: Doc) -> Iterator[str]:
    """The noun phrases that stance words govern: "rejected control of the port"."""
    for token in doc:
        if token.pos_ in ("NOUN", "PROPN") and token.ent_type_ not in NO_HEADS and _effect_on(token):
            phrase = _phrase(token)
            if " " in phrase:
                yield phrase


def _is_argued(issue: Suggestion) -> bool:
    """Whether somebody takes a stance on it that stands in several articles, or often."""
    is_often = len(issue.places) >= (LEAST_TIMES if " " in issue.phrase else LEAST_TIMES_OF_A_WORD)
    return any(place.effect for place in issue.places) and (is_often or (issue.articles > 1 and " " in issue.phrase))


def _group(places: list[Place]) -> list[Suggestion]:
    """Places by what they have in common: each goes to the shortest phrase whose stems it has all, of its head."""
    times = Counter(place.stems for place in places)
    issues: dict[frozenset[str], Suggestion] = {}
    by_head: dict[str, list[frozenset[str]]] = defaultdict(list)
    for place in places:
        if place.stems not in by_head[place.head]:
            by_head[place.head].append(place.stems)
    for place in places:
        fitting = [stems for stems in by_head[place.head] if stems <= place.stems and min(times[stems], len(stems)) > 1]
        key = min(fitting, key=lambda stems: (len(stems), -times[stems], sorted(stems)), default=place.stems)
        issues.setdefault(key, Suggestion("")).places.append(place)
    for key, issue in issues.items():
        issue.phrase = Counter(place.phrase for place in issue.places if place.stems == key).most_common(1)[0][0]
    return list(issues.values())


class _Finder:
    """Finds the places of each article, and who speaks there."""

    def __init__(self, corpus: Corpus):
        self.issue_nouns = frozenset(read_lexicon("issues")["proposals"]["words"])
        stance_nouns = frozenset(word for words in lexicon()["nouns"].values() for word in words)
        self.not_issues = frozenset(read_lexicon("issues")["general"]["words"]) | (stance_nouns - self.issue_nouns)
        self.speakers: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for row in corpus.quotes[["article", "content_spans", "speakers"]].itertuples(index=False):
            self.speakers[row.article] += [(start, end, row.speakers[0]) for start, end in row.content_spans
                                           if row.speakers]
        self.mentions: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for row in corpus.mentions.dropna(subset=["actor"])[["article", "start", "actor"]].itertuples(index=False):
            self.mentions[row.article].append((row.start, row.actor))

    def find(self, article: str, doc: Doc) -> Iterator[Place]:
        """The places of one article."""
        for token in doc:
            for place in (self._deed_at(article, token), self._noun_at(article, token)):
                if place is not None:
                    yield place

    def _deed_at(self, article: str, verb: Token) -> Place | None:
        """The place where a deed is demanded or refused."""
        demand = read_demand(verb)
        if demand is None:
            return None
        deed, thing = stem(demand.deed), self._who_is(article, demand.thing) or stem(demand.thing.lower_)
        return Place(article, demand.phrase, frozenset({deed, thing}), deed, demand.effect, self._holder(article, verb),
                     verb.sent.text.strip(), "", is_deed=True)

    def _noun_at(self, article: str, token: Token) -> Place | None:
        """The place where a noun stands that may word an issue."""
        if token.pos_ not in ("NOUN", "PROPN") or token.ent_type_ in NO_HEADS or token.dep_ == "compound":
            return None
        lemma = token.lemma_.lower()
        if not token.is_alpha or lemma in self.not_issues or is_person_noun(lemma):
            return None
        phrase = _phrase(token)
        stems = self._stems(article, token, phrase)
        if len(stems) < 2 and not (stems and lemma in self.issue_nouns):
            return None
        first = next((child.lower_ for child in token.lefts if child.dep_ == "det"), "")
        determiner = "" if token.tag_ in ("NNS", "NNPS") or not first else _article_for(phrase)
        return Place(article, phrase, stems, stem(lemma), _effect_on(token), self._holder(article, token),
                     token.sent.text.strip(), determiner)

    def _stems(self, article: str, noun: Token, phrase: str) -> frozenset[str]:
        """The stems of a phrase; of "return of the boy" what a deed done to him has, so that both are one issue."""
        last = noun.doc[min(noun.i + len(_after(noun)), len(noun.doc) - 1)]
        is_of = noun.i + 1 < len(noun.doc) and noun.nbor().lower_ == "of" and last.dep_ == "pobj"
        actor = self._who_is(article, last) if is_of else None
        return frozenset({stem(noun.lemma_.lower()), actor}) if actor else stems_of(phrase)

    def _who_is(self, article: str, noun: Token) -> str | None:
        """The actor whom a noun denotes, so that "the boy" and his name are one."""
        end = noun.idx + len(noun)
        return next((actor for start, actor in self.mentions[article] if noun.left_edge.idx <= start < end), None)

    def _holder(self, article: str, token: Token) -> str | None:
        """Who speaks where the phrase stands in a statement, else who is named first before it in its sentence."""
        speaker = next((who for start, end, who in self.speakers[article] if start <= token.idx < end), None)
        before = [actor for start, actor in self.mentions[article] if token.sent.start_char <= start < token.idx]
        return speaker or (before[0] if before else None)


def _article_for(phrase: str) -> str:
    return "an" if phrase[0].lower() in "aeiou" else "a"


def _effect_on(token: Token) -> str:
    """Whether a stance word supports or opposes what a noun names: "support", "oppose" or nothing."""
    came, node, preps = token, token.head, list[str]()
    if came.dep_ == "pobj":
        preps, came, node = [node.lower_], node, node.head
    if came.dep_ not in ("dobj", "prep", "nsubjpass") or node == came:
        return ""
    operator = operator_at(node, came, preps)
    return EFFECTS.get(operator.effect, "") if operator is not None else ""


def _phrase(noun: Token) -> str:
    """A noun with the modifiers that tell it from others, and one prepositional phrase: "control of the port"."""
    modifiers = [child for child in noun.lefts if child.dep_ in MODIFIERS and _tells_apart(child)]
    first = min((child.left_edge.i for child in modifiers[-MOST_MODIFIERS:]), default=noun.i)
    words = [token.text_with_ws for token in noun.doc[first:noun.i] if (token.lower_ not in LIGHT_WORDS
             and token.ent_type_ not in NO_MODIFIERS and token.dep_ not in ("det", "poss", "case", "nummod")
             and not token.is_punct) or token.text == "-"]
    return "".join([*words, noun.text_with_ws, *(token.text_with_ws for token in _after(noun))]).strip()


def _tells_apart(modifier: Token) -> bool:
    """Whether a modifier is part of the issue's name: no number, no "new", no member of a list."""
    return not (modifier.conjuncts or modifier.like_num or modifier.pos_ == "PRON"
                or modifier.ent_type_ in NO_MODIFIERS or modifier.lower_ in LIGHT_WORDS)


def _after(noun: Token) -> list[Token]:
    """The prepositional phrase that says what a proposal is of or on: "on night ferries"."""
    for child in noun.rights:
        thing = next((below for below in child.children if below.dep_ == "pobj"), None)
        if child.i == noun.i + 1 and child.dep_ == "prep" and child.lower_ in PREPOSITIONS and thing is not None \
                and thing.i - noun.i <= REACH_WORDS and thing.ent_type_ not in NO_MODIFIERS and thing.pos_ != "PRON":
            return [token for token in noun.doc[child.i:thing.i + 1] if token.is_alpha or token.text == "-"]
    return []


def write_toml(issues: list[Suggestion], corpus: Corpus) -> str:
    """The suggestions as entries of issues.toml, each with who is for and against it and a sentence of both."""
    entries, taken, names = [], set[str](), _names_of(corpus)
    for issue in issues:
        key = _id_of(issue.phrase, taken)
        taken.add(key)
        remarks = [f"{len(issue.places)} times in {issue.articles} articles"]
        for word, effect in (("for", "support"), ("against", "oppose")):
            sample = next((place.sentence for place in issue.places if place.effect == effect), None)
            if sample is not None:
                who = ", ".join(f"{names.get(one, one)} ({number})" for one, number in
                                issue.holders(effect).most_common(3))
                remarks.append(f"{word} ({issue.count(effect)}){': ' + who if who else ''}: "
                               f"{shorten(sample, LONGEST_SAMPLE, placeholder=' …')}")
        entries.append((key, "\n".join(remarks), {"name": issue.phrase[0].upper() + issue.phrase[1:],
                                                  "proposition": issue.proposition, "phrases": issue.wordings,
                                                  "against": []}))
    return write_entries(
        "Suggested from the articles, what is argued about most first: keep what is in dispute, put wordings of one\n"
        "issue together, write each proposition as a sentence with its actor (who does what to whom), and put\n"
        "wordings that oppose it by themselves under `against`.", entries)


def _names_of(corpus: Corpus) -> dict[str, str]:
    """Id → name of every actor."""
    known = corpus.actors.actors.values() if corpus.actors is not None else ()
    return dict(zip(corpus.found_actors["actor"], corpus.found_actors["name"], strict=True)) | {
        actor.id: actor.name for actor in known}


def _id_of(phrase: str, taken: set[str]) -> str:
    words = "".join(character if character.isalnum() else " " for character in phrase.lower()).split()
    key, number = "_".join(words[:4]) or "issue", 2
    first = key
    while key in taken:
        key, number = f"{first}_{number}", number + 1
    return key
