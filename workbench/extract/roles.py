"""Roles and bodies: "the Ukrainian leader", "its government", "the union", "his country"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.name_forms import demonym_of, words_of
from workbench.extract.name_mentions import Mention
from workbench.extract.registry import Actor
from workbench.text.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from workbench.extract.focus import Focus
    from workbench.extract.name_mentions import Namer

MODIFIERS = ("poss", "compound", "amod", "nmod")
INDEFINITE = ("a", "an", "no", "any", "another", "every")
DEFINITE = ("the", "his", "her", "its", "their")
NO_ROLE = ("compound", "attr", "appos", "oprd", "nmod")  # grammar in which a noun says what somebody is, not who


class Role(NamedTuple):
    """A role of the registry: whose, of which state or body, its head noun and its other words."""

    actor: str
    state: str | None
    head: str
    rest: frozenset[str]


class Roles:
    """The role phrases of one text; `recent` are the actors mentioned so far, the last one last."""

    def __init__(self, namer: Namer, focus: Focus, recent: dict[str, None]):
        self.namer, self.focus, self.recent = namer, focus, recent
        self.actors = namer.actors
        self.roles = [role for actor in list(self.actors.values()) for role in self._read(actor)]

    def find(self, noun: Token) -> Mention | None:
        """Whom the phrase of `noun` denotes by a role, as a body or as what somebody speaks for."""
        return self._role(noun) or self._body(noun) or self._own(noun)

    def _read(self, actor: Actor) -> Iterator[Role]:
        for role in actor.roles:
            words = [word.strip("'’,") for word in role.replace("’s", "").replace("'s", "").split()]
            states = {word: key for word in words if (key := self._state(word))}
            plain = [word.lower() for word in words if word not in states and word.lower() not in ("the", "a")]
            if plain:
                cut = next((plain.index(word) for word in ("of", "to") if word in plain), len(plain))
                head = plain[max(cut - 1, 0)]
                yield Role(actor.id, next(iter(states.values()), actor.speaks_for), head,
                           frozenset(plain) - {head, "of", "to", "for"})

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
            if child.dep_ in MODIFIERS and child.i < noun.i:
                found += self._state_at(child)
            if child.dep_ == "prep" and child.lower_ in ("of", "for"):
                for thing in child.children:
                    found += self._state_at(thing) or self.states_of(thing)
        return list(dict.fromkeys(found))

    def _state_at(self, token: Token) -> list[str]:
        if token.i in self.focus.demonyms:
            return [self.focus.demonyms[token.i]]
        mention = self.focus.at.get(token.i)
        return [mention.actor] if mention and self.actors[mention.actor].kind != "person" else []

    # ---- roles

    def _role(self, noun: Token) -> Mention | None:
        """A role with its state ("the Ukrainian leader"), or with "the" where its bearer is in focus."""
        if noun.tag_ in ("NNS", "NNPS") or noun.dep_ in NO_ROLE or self._is_named(noun) or self._is_anothers(noun):
            return None
        bearer = self._bearer(noun)
        if bearer is None or not self._says_no_more(noun, bearer):
            return None
        first = noun.left_edge.i if noun.left_edge.sent == noun.sent else noun.i
        return Mention(first, noun.i + 1, bearer, "role")

    def _is_named(self, noun: Token) -> bool:
        """Whether the role's bearer is named beside it."""
        return any(child.dep_ in ("compound", "appos") and child.i in self.focus.at
                   and self.actors[self.focus.at[child.i].actor].kind == "person" for child in noun.children)

    def _is_anothers(self, noun: Token) -> bool:
        """ "A former …", "the deputy …": but "prime" of a role that has it itself says nothing against it."""
        own = {word for role in self.roles if role.head == noun.lower_ for word in role.rest}
        return any(child.lower_ in words_of("others") - own or child.lower_ in INDEFINITE for child in noun.lefts)

    def _bearer(self, noun: Token) -> str | None:
        """The one whose role it is; of several the one mentioned last."""
        states = self.states_of(noun)
        options = {role.actor for role in self._fitting(noun) if not states or role.state in states}
        if states and len(options) < 2:
            return next(iter(options), None)
        if not states and any(child.lower_ in DEFINITE for child in noun.lefts):
            options |= {actor for actor in self.recent if noun.lower_ in self.namer.titles.get(actor, ())}
        elif not states:
            return None
        return next((actor for actor in reversed(self.recent) if actor in options), None)

    def _fitting(self, noun: Token) -> list[Role]:
        """The registry's roles all of whose words stand in the phrase."""
        words = {word for token in noun.subtree for word in (token.lower_, token.lemma_.lower())}
        return [role for role in self.roles if role.head == noun.lower_ and role.rest <= words]

    def _says_no_more(self, noun: Token, bearer: str) -> bool:
        """Whether all nouns before the head belong to the bearer's role: no "budget minister" for "minister"."""
        extra = {child.lower_ for child in noun.lefts if child.dep_ == "compound" and child.i not in self.focus.at
                 and child.i not in self.focus.demonyms}
        return not extra or any(extra <= role.rest for role in self.roles if role.actor == bearer)

    # ---- bodies

    def _body(self, noun: Token) -> Mention | None:
        """A state's government, delegation or forces: the state itself; "the union" for the one in focus."""
        before = {child.lower_ for child in noun.lefts}
        if noun.lower_ not in words_of("bodies") or noun.dep_ in ("compound", "nmod") \
                or before & words_of("others") or self._has_joined_states(noun):
            return None
        states = {actor for child in noun.lefts if child.dep_ in MODIFIERS for actor in self._state_at(child)}
        if len(states) == 1:
            return Mention(noun.left_edge.i, noun.i + 1, states.pop(), "metonym")
        is_plain = not any(child.dep_ in ("compound", "amod", "poss") for child in noun.lefts)
        body = self._body_in_focus(noun.lower_) if is_plain and before & {"the", "this"} and not states else None
        return Mention(noun.left_edge.i, noun.i + 1, body, "role") if body else None

    def _body_in_focus(self, word: str) -> str | None:
        """The body mentioned last whose name has `word` in it."""
        return next((actor for actor in reversed(self.recent) if self.actors[actor].kind != "person"
                     and word in fold(self.actors[actor].name).split()), None)

    def _has_joined_states(self, noun: Token) -> bool:
        """ "Russian and Ukrainian forces"."""
        return any(child.dep_ == "conj" and self._state_at(child) for state in noun.lefts for child in state.children)

    def _own(self, noun: Token) -> Mention | None:
        """ "His country": what the person speaks for."""
        for child in noun.lefts if noun.lower_ in words_of("own") else ():
            owner = self.focus.at.get(child.i)
            if child.dep_ == "poss" and owner is not None and self.actors[owner.actor].kind == "person":
                state = self.actors[owner.actor].speaks_for
                return Mention(noun.i, noun.i + 1, state, "role") if state else None
        return None
