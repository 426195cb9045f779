"""Roles, pronouns and other noun phrases: whom they stand for, by state, gender, number and focus.

After Hobbs (1978) and centering: the candidates of the sentence and the three before it, subjects before others,
the nearest sentence first; a pronoun is never the subject of its own clause's verb.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from workbench.extract.name_forms import demonym_of, lexicon
from workbench.extract.name_mentions import Mention, Namer
from workbench.text.spelling import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

SENTENCES_BACK = 3
IN_FOCUS = 100  # mentions looked at: more of them come between only in a list, or in a text made to keep us busy
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
NOMINAL = (*SUBJECTS, "dobj", "dative", "pobj", "conj", "appos")  # where "the French" are people, not an adjective
PERSONAL = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she",
            "herself": "she"}
IMPERSONAL = ("it", "its", "itself")
PLURAL = ("they", "them", "their", "theirs", "themselves")


@cache
def words_of(group: str, key: str = "words") -> frozenset[str]:
    """A group of the lexicon as a set."""
    return frozenset(lexicon()[group][key])


class Resolver:
    """The mentions of one text that are no names."""

    def __init__(self, namer: Namer):
        self.doc = namer.doc
        self.namer = namer
        self.actors = namer.actors
        self.at: dict[int, Mention] = {}
        self.places: list[int] = []  # first tokens of what may be a candidate, in order
        for mention in namer.mentions:
            self._place(mention)
        self.demonyms = {token.i: actor for token in self.doc if token.i not in self.at
                         and (actor := demonym_of(token.text, namer.actors))}
        self.places = sorted({*self.places, *self.demonyms})
        self.roles = self._roles()
        self.sentence = {token.i: number for number, sentence in enumerate(self.doc.sents) for token in sentence}
        self.sentences = list(self.doc.sents)
        self.quoted = _quoted(self.doc)
        # how many sentences that count, and how many paragraphs' ends, stand before each sentence and token
        self.telling = [0, *accumulate(not self._is_quoted(number) for number in range(len(self.sentences)))]
        self.breaks = [0, *accumulate("\n\n" in token.text for token in self.doc)]
        self.named: dict[str, None] = {}  # whom the text has mentioned so far, the last one last
        for token in self.doc:  # left to right: what was resolved before is in focus
            if token.i not in self.at and (found := self._resolve(token)):
                self._place(found)
            if token.i in self.at:
                self.named.pop(self.at[token.i].actor, None)
                self.named[self.at[token.i].actor] = None

    @property
    def mentions(self) -> list[Mention]:
        return sorted(set(self.at.values()), key=lambda mention: mention.first)

    def _place(self, mention: Mention) -> None:
        for i in range(mention.first, mention.last):
            self.at[i] = mention
        insort(self.places, mention.first)

    # ---- one token

    def _resolve(self, token: Token) -> Mention | None:
        word = token.lower_
        if word in PERSONAL:
            actor = self._antecedent(token, lambda key: self._is_person(key, PERSONAL[word]))
            return Mention(token.i, token.i + 1, actor, "pronoun") if actor else None
        if word in IMPERSONAL:
            actor = None if self._stands_for_nothing(token) else \
                self._antecedent(token, lambda key: self.actors[key].kind in ("state", "organisation", "group"))
            return Mention(token.i, token.i + 1, actor, "pronoun") if actor else None
        if word in PLURAL:
            actor = self._antecedent(token, lambda key: (self.actors[key].pronoun or "they") == "they"
                                     and (self.actors[key].kind == "group" or self.actors[key].pronoun is not None))
            return Mention(token.i, token.i + 1, actor, "pronoun") if actor else None
        if token.i in self.demonyms and (token.dep_ in NOMINAL and (token.text.endswith("s") or self._has_the(token))):
            return Mention(token.i, token.i + 1, self.demonyms[token.i], "name")
        if token.pos_ in ("NOUN", "PROPN"):
            return self._role(token) or self._body(token) or self._own(token)
        return None

    def _has_the(self, token: Token) -> bool:
        return any(child.lower_ == "the" for child in token.lefts)

    def _is_person(self, actor: str, pronoun: str) -> bool:
        return self.actors[actor].kind == "person" and self.actors[actor].pronoun in (pronoun, None)

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
        start = self.sentences[max(0, self.sentence[token.i] - 1)].start
        for i in range(token.i - 1, start - 1, -1):
            other = self.doc[i]
            if other.dep_ in SUBJECTS and other not in above and other.pos_ in ("NOUN", "PROPN", "PRON"):
                return other.pos_ == "NOUN" and other.tag_ == "NN" and i not in self.at
        return False

    # ---- focus

    def candidates(self, token: Token) -> list[tuple[float, str, int]]:
        """(salience, actor, token) of each mention before `token` in its sentence and the three before."""
        here = self.sentence[token.i]
        found = []
        last = bisect_left(self.places, token.i)
        first = max(bisect_left(self.places, self._focus_start(token)), last - IN_FOCUS)
        for i in dict.fromkeys(self.places[first:last]):
            mention = self.at.get(i)
            if mention is not None and mention.first == i:
                root = self.doc[mention.first:mention.last].root
                found.append((self._salience(root, token, here), mention.actor, root.i))
            elif i in self.demonyms:
                found.append((self._salience(self.doc[i], token, here) - 0.2, self.demonyms[i], i))
        return found

    def _focus_start(self, token: Token) -> int:
        """The first token of the sentence SENTENCES_BACK before; sentences that only go on quoting don't count."""
        here = self.sentence[token.i]
        number = bisect_left(self.telling, self.telling[here] - SENTENCES_BACK + 1, 0, here + 1) - 1
        return self.sentences[max(number, 0)].start

    def _is_quoted(self, number: int) -> bool:
        sentence = self.sentences[number]
        return self.quoted[sentence.start] and self.quoted[max(sentence.end - 2, sentence.start)]

    def _distance(self, number: int, here: int) -> int:
        return max(0, self.telling[here] - self.telling[number])

    def _salience(self, root: Token, token: Token, here: int) -> float:
        head = _phrase_head(root)
        score = -1.0 * self._distance(self.sentence[root.i], here)
        if self.breaks[token.i] > self.breaks[root.i]:
            score -= 0.2
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
        if self.quoted[root.i] and not self.quoted[token.i]:
            score -= 0.6
        return score + 0.0005 * (root.i - token.i)

    def _antecedent(self, token: Token, fits) -> str | None:
        scored = [(score, actor) for score, actor, i in self.candidates(token)
                  if fits(actor) and not self._clashes(token, i)]
        if scored:
            return max(scored, key=lambda item: item[0])[1]
        # "As he left, Medinsky said": the subject to come
        ahead = [self.at[i].actor for i in range(token.i + 1, token.sent.end) if i in self.at
                 and self.doc[i].dep_ in SUBJECTS and fits(self.at[i].actor) and not self.quoted[i]]
        return ahead[0] if ahead and token.head.dep_ in ("advcl", "pcomp", "mark") else None

    def _clashes(self, token: Token, i: int) -> bool:
        """An object pronoun is not its verb's subject; a subject pronoun not inside its own subject phrase."""
        if token.tag_ == "PRP$" or token.lower_.endswith("self"):
            return False
        other, verb = _phrase_head(self.doc[i]), token.head
        while verb.dep_ in ("prep", "agent"):
            verb = verb.head
        return other.head == verb and other.dep_ in SUBJECTS and token.dep_ not in SUBJECTS

    def in_focus(self, token: Token, kinds: tuple[str, ...], count: int) -> list[str]:
        """The `count` actors of these kinds named last before `token`, in order of the text; none if too few."""
        seen: dict[str, int] = {}
        pair: list[str] = []
        for i in range(token.i):
            mention = self.at.get(i)
            if mention is None or mention.first != i or self.actors[mention.actor].kind not in kinds:
                continue
            root = self.doc[mention.first:mention.last].root
            if root.dep_ in ("compound", "npadvmod", "nmod", "amod"):
                continue  # "US-brokered talks", "the US president" are not about the US
            joined = [self.at[child.i].actor for child in root.children if child.dep_ == "conj" and child.i in self.at]
            if len(joined) == count - 1 and all(self.actors[actor].kind in kinds for actor in joined):
                pair = [mention.actor, *joined]  # "Russia and Ukraine": a pair until another one comes
            seen[mention.actor] = i
        if pair:
            return pair
        last = sorted(seen, key=lambda actor: -seen[actor])[:count]
        return sorted(last, key=lambda actor: seen[actor]) if len(last) == count else []

    # ---- roles and bodies

    def _roles(self) -> list[tuple[str, str | None, str, frozenset[str]]]:
        """Each role of the registry as (actor, state, head noun, its other words)."""
        roles = []
        for actor in list(self.actors.values()):
            for role in actor.roles:
                words = [word.strip("'’,") for word in role.replace("’s", "").replace("'s", "").split()]
                state = next((key for word in words if (key := self._state(word))), None)
                plain = [word.lower() for word in words if not self._state(word) and word.lower() not in ("the", "a")]
                if plain:
                    cut = plain.index("of") if "of" in plain else plain.index("to") if "to" in plain else len(plain)
                    head = plain[max(cut - 1, 0)]
                    rest = frozenset(plain) - {head, "of", "to", "for"}
                    roles.append((actor.id, state or actor.speaks_for, head, rest))
        return roles

    def _state(self, word: str) -> str | None:
        """Id of the state or body that a word names or is the adjective of."""
        ids = self.namer.forms.ids.get(fold(word), [])
        if word[:1].isupper() and len(ids) == 1 and self.actors[ids[0]].kind != "person":
            return ids[0]
        return demonym_of(word, self.actors)

    def states_of(self, noun: Token) -> list[str]:
        """States and bodies that stand before or after `noun` as its own: "Russia's", "Russian", "of Russia", "its"."""
        found = []
        for child in noun.children:
            if child.dep_ in ("poss", "compound", "amod", "nmod") and child.i < noun.i:
                found += self._state_at(child)
            if child.dep_ == "prep" and child.lower_ in ("of", "for"):
                for thing in child.children:
                    found += self._state_at(thing) or self.states_of(thing)
        return list(dict.fromkeys(found))

    def _state_at(self, token: Token) -> list[str]:
        if token.i in self.demonyms:
            return [self.demonyms[token.i]]
        mention = self.at.get(token.i)
        return [mention.actor] if mention and self.actors[mention.actor].kind != "person" else []

    def _role(self, noun: Token) -> Mention | None:
        """A role with its state ("the Ukrainian leader"), or with "the" where its bearer is in focus."""
        if any(child.dep_ in ("compound", "appos") and child.i in self.at and
               self.actors[self.at[child.i].actor].kind == "person" for child in noun.children) \
                or noun.dep_ in ("compound", "attr", "appos", "oprd", "nmod") or noun.tag_ in ("NNS", "NNPS"):
            return None
        before = list(noun.lefts)
        own = {word for _, _, head, rest in self.roles if head == noun.lower_ for word in rest}  # "prime minister"
        if any(child.lower_ in words_of("others") - own or child.lower_ in ("a", "an", "no", "any", "another", "every")
               for child in before):
            return None
        words = {token.lower_ for token in noun.subtree} | {token.lemma_.lower() for token in noun.subtree}
        states = self.states_of(noun)
        fitting = [(actor, state) for actor, state, head, rest in self.roles
                   if head == noun.lower_ and rest <= words]
        extra = {child.lower_ for child in before if child.dep_ == "compound" and child.i not in self.at
                 and child.i not in self.demonyms}
        if states:
            options = [actor for actor, state in fitting if state in states]
        elif any(child.lower_ in ("the", "his", "her", "its", "their") for child in before):
            recent = list(reversed(self.named))
            options = [actor for actor in recent if actor in {name for name, _ in fitting}
                       or noun.lower_ in self.namer.titles.get(actor, ())][:1]
        else:
            options = []
        options = list(dict.fromkeys(options))
        if len(options) > 1:  # of several bearers the one in focus
            options = [actor for actor in reversed(self.named) if actor in options][:1]
        if len(options) != 1 or (extra and not any(extra <= rest for actor, _, _, rest in self.roles
                                                   if actor == options[0])):
            return None
        return Mention(noun.left_edge.i if noun.left_edge.sent == noun.sent else noun.i, noun.i + 1, options[0], "role")

    def _body(self, noun: Token) -> Mention | None:
        """A state's government, delegation or forces: the state itself; "the union" for the one in focus."""
        word = noun.lower_
        if word not in words_of("bodies"):
            return None
        if noun.dep_ in ("compound", "nmod") or any(child.lower_ in words_of("others") for child in noun.lefts):
            return None
        states = [actor for child in noun.lefts if child.dep_ in ("poss", "compound", "amod", "nmod")
                  for actor in self._state_at(child) if self.actors[actor].kind in ("state", "organisation", "group")]
        if any(child.dep_ == "conj" and self._state_at(child) for state in noun.lefts for child in state.children):
            return None  # "Russian and Ukrainian forces"
        if len(set(states)) == 1:
            return Mention(noun.left_edge.i, noun.i + 1, states[0], "metonym")
        if states or not any(child.lower_ in ("the", "this") for child in noun.lefts) or \
                any(child.dep_ in ("compound", "amod", "poss") for child in noun.lefts):
            return None
        named = [actor for actor in reversed(self.named)
                 if self.actors[actor].kind != "person" and word in fold(self.actors[actor].name).split()]
        return Mention(noun.left_edge.i, noun.i + 1, named[0], "role") if named else None

    def _own(self, noun: Token) -> Mention | None:
        """ "His country": what the person speaks for."""
        if noun.lower_ not in words_of("own"):
            return None
        for child in noun.lefts:
            owner = self.at.get(child.i)
            if child.dep_ == "poss" and owner is not None and self.actors[owner.actor].kind == "person":
                state = self.actors[owner.actor].speaks_for
                return Mention(noun.i, noun.i + 1, state, "role") if state else None
        return None


def _phrase_head(token: Token) -> Token:
    """The head of the noun phrase that a name is the head, title, possessor or apposition of."""
    while token.dep_ in ("compound", "appos", "nmod", "poss", "amod", "conj") \
            and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
        token = token.head
    return token


def _quoted(doc) -> list[bool]:
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
