"""The rules by which a word shows an attitude of one mention towards another, and how the first of them is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.relations import attitudes, said_of, set_phrases
from workbench.extract.relations.attitude_words import Clue, first_words, keys_of, sign_of
from workbench.syntax.dependents import NOMINAL, VERBAL

if TYPE_CHECKING:
    from spacy.tokens import Token


class Rule(NamedTuple):
    """One way in which a word of the lexicon shows an attitude."""

    name: str
    kind: str                 # of the word in lexicons/relations.toml
    parts: tuple[str, ...]    # of speech that the word may be
    read: Callable[[Token, int, Token, Token], Clue | None]  # of the word, its sign, holder and target
    meaning: str              # in words, for `explain`
    is_first: bool = False    # whether the word only begins an entry: the rule looks up what follows

    def sign_of(self, word: Token) -> int:
        """The word's sign for this rule, 1 where the rule looks it up itself; 0 where the word is none for it."""
        if word.pos_ not in self.parts:
            return 0
        if self.is_first:
            return int(not first_words(self.kind).isdisjoint(keys_of(word)))
        return sign_of(self.kind, word)


Cues = list[tuple[Rule, list[tuple["Token", int]]]]  # of each rule the words it may read, with their signs

# in the order in which they are asked: the first that finds a clue decides
ATTITUDE_RULES = (
    Rule("verb", "verb", VERBAL, attitudes.read_verb, "{holder} does it to {target}"),
    Rule("felt", "felt", VERBAL, attitudes.read_feeling, "{target} makes {holder} feel it"),
    Rule("adjective", "adjective", ("ADJ", "VERB"), attitudes.read_adjective, "{holder} is it towards {target}"),
    Rule("phrase", "phrase", VERBAL, set_phrases.read_phrase, "{holder} does it to {target}", is_first=True),
    Rule("phrase back", "phrase_back", VERBAL, set_phrases.read_phrase_back, "{target} gets it from {holder}",
         is_first=True),
    Rule("noun", "noun", ("NOUN",), attitudes.read_noun, "it is {holder}'s and aimed at {target}"),
    Rule("verb with preposition", "verb_with", ("VERB",), attitudes.read_verb_with,
         "{holder} does it, and its preposition aims it at {target}", is_first=True),
    Rule("person", "person", NOMINAL, attitudes.read_person, "{holder} is one of {target}"),
    Rule("demand", "demand", ("VERB",), set_phrases.read_demand, "{holder} demands that {target} stop or go"),
    Rule("shunning", "contact", ("VERB",), set_phrases.read_shunning, "{holder} refuses it to {target}"),
    Rule("name", "naming", ("VERB",), said_of.read_name, "{holder} gives {target} a name that judges"),
)
TABLE_RULES = (
    *ATTITUDE_RULES,
    Rule("threat", "threat", ("VERB",), said_of.read_threat, "{holder} threatens what hangs on {target}"),
    Rule("accusation", "noun", ("NOUN",), said_of.read_accusation, "it is {holder}'s, and says so of {target}"),
    Rule("claim", "speech", ("VERB",), said_of.read_claim, "{holder} says so of {target}"),
)
# of these one in three to one in two is right: good for a guess at a sentence, not for the rows of a text
GUESSES = (
    Rule("reproach", "speech", ("VERB",), said_of.read_reproach, "{holder} says what {target} ought to do"),
    Rule("quotation", "speech", ("VERB",), said_of.read_quotation, "{holder} says what judges {target}"),
)

# what each rule sees, "said" for what a quotation asserts
MEANINGS = {rule.name: rule.meaning for rule in (*TABLE_RULES, *GUESSES)} | {
    "said": "{holder} asserts it of {target} in a quotation", "mutual": "{holder} and {target} do it to each other"}


def read_cues(words: Iterable[Token], rules: tuple[Rule, ...] = TABLE_RULES) -> Cues:
    """The words that each of the rules may read, with their signs: looked up once for all pairs of a sentence."""
    words = list(words)
    found = ((rule, [(word, sign) for word in words if (sign := rule.sign_of(word))]) for rule in rules)
    return [(rule, cues) for rule, cues in found if cues]


def between(words: Iterable[Token], one: Token, other: Token,
            rules: tuple[Rule, ...] = TABLE_RULES) -> tuple[Clue, Token] | None:
    """The clue that decides between the mentions headed by two tokens, and the one of them that holds it.

    The first rule that finds a clue in either direction decides, by the clue nearest to both mentions; a word
    that could be read both ways decides nothing. So the order of the two is never looked at.
    """
    return decide(read_cues(words, rules), one, other)


def decide(cues: Cues, one: Token, other: Token) -> tuple[Clue, Token] | None:
    """As `between`, of the cues of a sentence."""
    for rule, signed in cues:
        found = [(clue, holder) for holder, target in ((one, other), (other, one)) for word, sign in signed
                 if (clue := rule.read(word, sign, holder, target)) is not None]
        if not found:
            continue
        nearest = min((abs(clue.word.i - one.i) + abs(clue.word.i - other.i), clue.word.i) for clue, _ in found)
        clues = [(clue, holder) for clue, holder in found if clue.word.i == nearest[1]]
        if len({(clue.sign, holder.i) for clue, holder in clues}) == 1:
            clue, holder = clues[0]
            return (clue._replace(rule=rule.name), holder) if clue.sign else None
    return None
