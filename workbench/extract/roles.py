"""Roles and bodies: "the Ukrainian leader", "Ann's father", "its government", "the union", "his country"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.name_forms import words_of
from workbench.extract.name_mentions import Mention
from workbench.extract.name_spans import gender_of
from workbench.extract.people import POSSESSIVE, is_person_noun, kinship_of, left_words, noun_of, start_of
from workbench.extract.registry_roles import Role, roles_of
from workbench.text.spelling import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

    from workbench.extract.focus import Focus
    from workbench.extract.name_mentions import Namer

MODIFIERS = ("poss", "compound", "amod", "nmod")
INDEFINITE = ("a", "an", "no", "any", "another", "every", "one", "some")
NO_ROLE = ("compound", "attr", "oprd", "nmod")  # grammar in which a noun says what somebody is, not who


class Roles:
    """The role phrases of one text."""

    def __init__(self, namer: Namer, focus: Focus):
        self.namer, self.focus = namer, focus
        self.people, self.actors = namer.people, namer.actors
        self.first_named: dict[str, int] = {}
        for mention in sorted(focus.placed.values(), key=lambda mention: mention.first):
            self.first_named.setdefault(mention.actors[0], mention.first)
        self.roles = roles_of(namer.registry)
        for role in self.roles:
            for owner in role.owners if kinship_of(role.head) else ():
                self.people.note_kin(owner, role.head, role.actor)

    def find(self, noun: Token, speakers: tuple[str, ...] = ()) -> Mention | None:
        """Whom the phrase of `noun` denotes: beside a name, by a role, as kin, as a body, as what somebody speaks for.

        speakers: who says the quotation that it stands in, if any.
        """
        return self._beside_name(noun, speakers) or self._role(noun) or self._kin(noun, speakers) \
            or self._body(noun) or self._own(noun)

    # ---- owners

    def owners_of(self, noun: Token, speakers: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Those that stand before or after `noun` as its own: "Russia's", "Russian", "of Russia", "its", "her"."""
        found: list[str] = []
        first = noun.doc[start_of(noun)]
        for child in (*noun.children, *(first.children if first.i < noun.i else ())):
            if child.dep_ in MODIFIERS and child.i < noun.i:
                if child.lower_ in ("my", "our"):
                    found += speakers
                else:
                    found += self._related(child) if child.lower_ == "whose" else self._actors_at(child)
            if child.dep_ == "prep" and child.lower_ in ("of", "for"):
                for thing in child.children:
                    found += self._actors_at(thing) or self.owners_of(thing, speakers)
        return tuple(dict.fromkeys(found))

    def _related(self, whose: Token) -> tuple[str, ...]:
        """Those whom "whose" stands for."""
        clause = next((token for token in whose.ancestors if token.dep_ == "relcl"), None)
        return self._actors_at(clause.head) if clause is not None else ()

    def _actors_at(self, token: Token) -> tuple[str, ...]:
        if token.i in self.focus.demonyms:
            return (self.focus.demonyms[token.i],)
        mention = self.focus.at.get(token.i)
        return mention.actors if mention else ()

    def _person_at(self, token: Token) -> str | None:
        actors = self._actors_at(token)
        return actors[0] if len(actors) == 1 and self.people.is_person(actors[0]) else None

    # ---- beside a name

    def _beside_name(self, noun: Token, speakers: tuple[str, ...]) -> Mention | None:
        """ "Ann's father, Bo Lee", "Bo Lee, the father of Ann": says whose kin somebody is, and denotes them."""
        person, word = self._person_beside(noun), noun_of(noun)
        if person is None or not is_person_noun(word) or not self.people.fits(person, gender_of({word})):
            return None
        owners = self.owners_of(noun, speakers)
        for owner in owners if kinship_of(word) else ():
            if owner != person:
                self.people.note_kin(owner, word, person)
                self.people.introduced_by.setdefault(person, owner)
        if not owners and left_words(noun).isdisjoint(("the", *POSSESSIVE)):
            return None
        return self._mention(noun, person)

    def _person_beside(self, noun: Token) -> str | None:
        """The person whose name stands beside `noun` and says the same."""
        named = next((child for child in noun.children if child.dep_ == "appos" and self._person_at(child)), None)
        if named is None and (noun.dep_ == "appos" or (noun.dep_ == "compound" and kinship_of(noun_of(noun)))):
            named = noun.head
        return self._person_at(named) if named is not None else None

    def _mention(self, noun: Token, *actors: str, how: str = "role", candidates: tuple[str, ...] = ()) -> Mention:
        first = start_of(noun)
        edge = self.focus.doc[first].left_edge if first < noun.i else noun.left_edge
        first = min(first, edge.i) if edge.sent == noun.sent else first
        while first < noun.i and (self.focus.doc[first].is_punct or self.focus.doc[first].is_space):
            first += 1
        return Mention(first, noun.i + 1, actors, how, candidates)

    # ---- roles

    def _role(self, noun: Token) -> Mention | None:
        """A role with its owner ("the Ukrainian leader"), or with "the" where one bearer is in the text."""
        if noun.dep_ in NO_ROLE or self._has_title(noun) or self._is_anothers(noun):
            return None
        options = self._bearers(noun)
        options = self._last_of(options, noun)
        if len(options) > 1:
            return self._mention(noun, candidates=tuple(sorted(options)))
        return self._mention(noun, options[0]) if options else None

    def _last_of(self, options: list[str], noun: Token) -> list[str]:
        """Of several bearers the one mentioned last; both of two that were mentioned together."""
        for mention in self.focus.before(noun.i) if len(options) > 1 else ():
            if together := [actor for actor in (*mention.actors, *self._joined_with(mention)) if actor in options]:
                return together
        return options

    def _joined_with(self, mention: Mention) -> tuple[str, ...]:
        root = self.focus.root(mention)
        return self._actors_at(root.head) if root.dep_ == "conj" else ()

    def _has_title(self, noun: Token) -> bool:
        """Whether the noun is the title of a name."""
        return any(child.dep_ == "compound" and self._person_at(child) for child in noun.children)

    def _is_anothers(self, noun: Token) -> bool:
        """ "A former …", "the deputy …": but "prime" of a role that has it itself says nothing against it."""
        own = {word for role in self.roles if role.head == noun.lower_ for word in role.rest}
        own |= words_of("former") if "former" in own else set()
        return not self._words_before(noun).isdisjoint((words_of("others") - own) | set(INDEFINITE))

    def _bearers(self, noun: Token) -> list[str]:
        """Those whose role it is."""
        owners, before = set(self.owners_of(noun)), self._words_before(noun)
        is_owned = any(child.dep_ == "poss" for child in noun.lefts)
        if not owners and not is_owned and before.isdisjoint(("the", "this")):
            return self._crowd(noun)
        words = {word for token in noun.subtree for word in (token.lower_, token.lemma_.lower())}
        words |= {"former"} if (words | before) & words_of("former") else set()
        fitting = self._fitting(noun, owners, words)
        most = max((len(role.rest) for role in fitting), default=0)
        options = list(dict.fromkeys(role.actor for role in fitting if len(role.rest) == most))
        if owners:
            return options
        told = options if most else []  # by more than the bare head
        return told if is_owned else self._in_the_text(noun, words, options, told)

    def _in_the_text(self, noun: Token, words: set[str], options: list[str], told: list[str]) -> list[str]:
        """The bearers that the text names; else the only one there is."""
        titled = [] if told else self._titled(noun, words)
        here = [actor for actor in dict.fromkeys([*options, *titled]) if actor in self.people.named]
        return here or (told if len(told) == 1 else []) or self._by_head(noun, words)

    def _fitting(self, noun: Token, owners: set[str], words: set[str]) -> list[Role]:
        """The registry's roles that a phrase can tell of, by its head, its words and its owners."""
        return [role for role in self.roles if role.head == noun.lower_ and role.rest <= words
                and (not owners or role.owners & owners or len(role.rest) > 1)
                and self._agrees(noun, role.actor) and self._says_no_more(noun, role.actor)]

    def _titled(self, noun: Token, words: set[str]) -> list[str]:
        """Those whom the text has named with the title."""
        title = f"former {noun.lower_}" if "former" in words else noun.lower_
        return [actor for actor in self.people.named if title in self.people.titles.get(actor, ())
                and self._says_no_more(noun, actor)]

    def _by_head(self, noun: Token, words: set[str]) -> list[str]:
        """ "The minister" for whose role is "defence minister" and who is named in the text, where it says no more."""
        if "former" in words or any(child.dep_ not in ("det", "punct") for child in noun.children):
            return []
        return list(dict.fromkeys(role.actor for role in self.roles if role.head == noun.lower_
                                  and role.actor in self.people.named and self._agrees(noun, role.actor)
                                  and not role.rest & words_of("former")))

    def _words_before(self, noun: Token) -> set[str]:
        """The words before a noun, and what a hyphen joins to it."""
        return left_words(noun) | set(noun_of(noun).split("-")[:-1])

    def _agrees(self, noun: Token, actor: str) -> bool:
        """A plural is the role of a group."""
        return noun.tag_ not in ("NNS", "NNPS") or self.actors[actor].kind == "group"

    def _crowd(self, noun: Token) -> list[str]:
        """ "Protesters", "other supporters": a group whose role is the bare plural."""
        return [role.actor for role in self.roles if noun.tag_ == "NNS" and role.head == noun.lower_
                and {child.lower_ for child in noun.lefts} == role.rest and self._agrees(noun, role.actor)]

    def _says_no_more(self, noun: Token, bearer: str) -> bool:
        """Whether all nouns before the head belong to the bearer's role: no "budget minister" for "minister"."""
        begins = start_of(noun)
        extra = {child.lower_ for child in noun.lefts if child.dep_ == "compound" and child.i < begins
                 and child.i not in self.focus.at and child.i not in self.focus.demonyms}
        return extra <= self.people.titles.get(bearer, set()) or any(
            extra <= role.rest for role in self.roles if role.actor == bearer)

    # ---- kin

    def _kin(self, noun: Token, speakers: tuple[str, ...]) -> Mention | None:
        """ "Her father", "the boy's great-uncle", "the daughter"."""
        word, before = noun_of(noun), left_words(noun)
        if kinship_of(word) is None or noun.dep_ in NO_ROLE:
            return None
        owners = self.owners_of(noun, speakers)
        if not before.isdisjoint((words_of("others") | {*INDEFINITE, "new"}) - {"late"}):
            return None
        found = list(dict.fromkeys(self._kin_of(owners, noun)))
        if len(found) > 1:
            return self._mention(noun, candidates=tuple(sorted(found)))
        if found and len(owners) == 1:
            self.people.note_kin(owners[0], word, found[0])
        return self._mention(noun, found[0]) if found else None

    def _kin_of(self, owners: tuple[str, ...], noun: Token) -> list[str]:
        """The kin of the owners; without any, all that the text names and calls so."""
        word = noun_of(noun)
        if owners:
            near = self._near(noun)
            return [one for owner in owners for one in self.people.kin_of(owner, word, near)]
        if "the" in left_words(noun) and not any(child.dep_ in ("poss", "prep") for child in noun.children):
            return [one for one in self.people.kin_called(word) if one in self.people.named]
        return []

    def _near(self, noun: Token) -> list[str]:
        """The persons named before a noun and in its paragraph and the next."""
        breaks = self.focus.breaks
        return [actor for actor, first in self.first_named.items() if breaks[first] <= breaks[noun.i] + 1]

    # ---- bodies

    def _body(self, noun: Token) -> Mention | None:
        """A state's government, delegation or forces: the state itself; "the union" for the one in focus."""
        before = {child.lower_ for child in noun.lefts}
        if noun.lower_ in words_of("companies") and (found := self._company(noun)):
            return self._mention(noun, found)
        if noun.lower_ not in words_of("bodies") or noun.dep_ in ("compound", "nmod") \
                or before & words_of("others") or self._has_joined_states(noun):
            return None
        states = self._states_before(noun)
        if len(states) == 1:
            return self._mention(noun, states.pop(), how="metonym")
        body = self._body_in_focus(noun) if before & {"the", "this"} and not states else None
        return self._mention(noun, body) if body else None

    def _states_before(self, noun: Token) -> set[str]:
        """Those that are no persons and stand before a noun as its own."""
        return {actor for child in noun.lefts if child.dep_ in MODIFIERS for actor in self._actors_at(child)
                if not self.people.is_person(actor)}

    def _body_in_focus(self, noun: Token) -> str | None:
        """The body mentioned last whose name has the noun in it; of a noun with "the" alone before it."""
        if any(child.dep_ in ("compound", "amod", "poss") for child in noun.lefts):
            return None
        bodies = (actor for mention in self.focus.before(noun.i) for actor in mention.actors
                  if not self.people.is_person(actor))
        return next((body for body in bodies if noun.lower_ in fold(self.actors[body].name).split()), None)

    def _company(self, noun: Token) -> str | None:
        """ "The company": the only organisation that the paragraph and the one before name."""
        if noun.dep_ in ("compound", "nmod") or not any(child.lower_ == "the" for child in noun.lefts) or any(
                child.dep_ in ("compound", "amod", "poss", "prep", "relcl", "acl") for child in noun.children):
            return None
        breaks, found = self.focus.breaks, set()
        for mention in self.focus.before(noun.i):
            if breaks[noun.i] - breaks[mention.first] > 1:
                break
            found |= {actor for actor in mention.actors if self.actors[actor].kind == "organisation"}
        return found.pop() if len(found) == 1 else None

    def _has_joined_states(self, noun: Token) -> bool:
        """ "Russian and Ukrainian forces"."""
        return any(child.dep_ == "conj" and self._actors_at(child) for state in noun.lefts for child in state.children)

    def _own(self, noun: Token) -> Mention | None:
        """ "His country", "her boss": whom or what the person speaks for."""
        if noun.lower_ not in words_of("own") | words_of("bosses"):
            return None
        owners = [self._person_at(child) for child in noun.lefts if child.dep_ == "poss"]
        owner = next(filter(None, owners), None)
        served = self.actors[owner].speaks_for if owner else None
        return Mention(noun.i, noun.i + 1, (served,), "role") if served else None
