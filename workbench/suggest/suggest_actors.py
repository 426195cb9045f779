"""Actors that the articles name, as entries for a registry: read off the tables of a corpus."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.extract.name_forms import demonym_of, is_short, surname, words_of
from workbench.extract.people import is_person_noun, kinship_of
from workbench.extract.registry import Actor
from workbench.suggest.toml_entries import write_entries
from workbench.text.function_words import function_words
from workbench.text.spelling import fold

if TYPE_CHECKING:
    from workbench.corpus import Corpus

MOST_ACTORS = 60            # a file that an analyst reads through
STATEMENT_WEIGHT = 3        # of a statement beside a mention, in the order of actors
CLEAR_LEAD = 3              # how many times oftener than the next of the name somebody is mentioned, to be meant by it
LEAST_SHARE = 0.01          # of the articles that have to name an actor, in large corpora
NO_TITLE = function_words() | {"mr", "mrs", "ms"}
# who speaks for the state whose adjective stands before
OFFICES = ("president", "premier", "minister", "chancellor", "secretary", "spokesman", "spokeswoman", "ambassador",
           "envoy", "negotiator", "king", "queen")
TITLE_BEFORE = re.compile(r"((?:[A-Za-z][\w’'.-]*\s+){1,5})$")
MOST_ALIASES = 6
LEAD_CHARACTERS = 80        # before a name, where its title may stand
LONGEST_SAMPLE = 200        # characters


@dataclass
class Suggestion:
    """An actor the articles name: its forms, kinds, roles and pronouns with how often they stand there."""

    id: str
    kinds: Counter[str] = field(default_factory=Counter)
    pronouns: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)
    mentions: int = 0
    statements: int = 0
    sample: str = ""
    is_common: bool = False     # whether its last word stands in small letters somewhere: "Kettle Line"
    speaks_for: str | None = None

    @property
    def kind(self) -> str:
        """What its last word says, else the kind that most articles show."""
        if any(word in words_of("no_persons") or word.lower() in words_of("bodies") for word in self.name.split()[-1:]):
            return "organisation"
        if self.is_common and not self.pronouns and not self.titles:
            return "organisation"
        kind = max(self.kinds, key=lambda kind: (self.kinds[kind], kind), default="organisation")
        is_acronym = self.name.isupper() and len(re.sub(r"\W", "", self.name)) > 2
        return "organisation" if kind == "state" and is_acronym else kind

    @property
    def name(self) -> str:
        """Of a person the fullest form, else the most frequent."""
        is_person = bool(self.kinds["person"]) and self.kinds.most_common(1)[0][0] == "person"
        return max(self.names, key=lambda name: (is_person and len(name.split()), self.names[name], name))

    @property
    def pronoun(self) -> str | None:
        """What most articles that tell it say of a person; nothing where they disagree evenly."""
        common = self.pronouns.most_common(2)
        is_clear = bool(common) and (len(common) == 1 or common[0][1] > common[1][1])
        return common[0][0] if is_clear and self.kind == "person" else None

    @property
    def weight(self) -> int:
        return self.mentions + STATEMENT_WEIGHT * self.statements

    def take(self, other: Suggestion) -> None:
        """Adds all that is known of another, which is the same."""
        for name in ("kinds", "pronouns", "names", "titles"):
            getattr(self, name).update(getattr(other, name))
        self.articles |= other.articles
        self.mentions += other.mentions
        self.statements += other.statements
        self.sample = self.sample or other.sample


def suggest_actors(corpus: Corpus, least: int = 2, most: int = MOST_ACTORS) -> list[Suggestion]:
    """Find the actors that the articles name and the corpus' registry doesn't hold; variants are one actor.

    Parameters
    ----------
    corpus : articles, loaded with the registry that is known already, or without any
    least : how many mentions an actor must have
    most : how many actors at most

    Returns
    -------
    A suggestion per actor; who is mentioned and quoted most comes first.
    """
    held = _held_names(corpus)
    entries = [entry for entry in _collect(corpus) if fold(entry.name) not in held and entry.id not in held]
    merged = _merge(entries)
    fewest = max(1, round(LEAST_SHARE * len(corpus.articles)))
    frequent = [entry for entry in merged if entry.mentions >= least and len(entry.articles) >= fewest]
    chosen = sorted(frequent, key=lambda entry: (-entry.weight, entry.id))[:most]
    _find_states_of(chosen)
    return chosen


def _held_names(corpus: Corpus) -> set[str]:
    actors = corpus.actors.actors if corpus.actors is not None else {}
    return {*actors, *(fold(name) for actor in actors.values() for name in actor.names)}


def _collect(corpus: Corpus) -> Iterable[Suggestion]:
    """A suggestion for each id of `found_actors`, with what mentions and quotes show of it."""
    found: dict[str, Suggestion] = {}
    small = {word for body in corpus.articles["body"] for word in re.findall(r"\b[a-z]{3,}\b", body)}
    for row in corpus.found_actors.itertuples(index=False):
        if any(character.isalpha() for character in _bare(row.name)):
            entry = found.setdefault(row.actor, Suggestion(row.actor))
            entry.kinds[row.kind] += 1
            entry.names[_bare(row.name)] += 0
            entry.is_common |= " " in row.name and row.name.split()[-1].lower() in small
            if isinstance(row.pronoun, str):
                entry.pronouns[row.pronoun] += 1
    _count_mentions(corpus, found)
    for speakers in corpus.quotes["speakers"]:
        for speaker in speakers:
            if speaker in found:
                found[speaker].statements += 1
    return found.values()


def _count_mentions(corpus: Corpus, found: dict[str, Suggestion]) -> None:
    bodies = dict(zip(corpus.articles["article"], corpus.articles["body"], strict=True))
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in corpus.sentences.itertuples(index=False):
        spans[row.article].append((row.start, row.end))
    for row in corpus.mentions.itertuples(index=False):
        entry = found.get(row.actor) if isinstance(row.actor, str) else None
        if entry is None:
            continue
        entry.mentions += 1
        entry.articles.add(row.article)
        if row.how == "name" and _bare(row.text):
            body = bodies[row.article]
            entry.names[_bare(row.text)] += 1
            if title := _title_before(body[max(0, row.start - LEAD_CHARACTERS):row.start]):
                entry.titles[title] += 1
            entry.sample = entry.sample or " ".join(next(
                (body[start:end] for start, end in spans[row.article] if start <= row.start < end), "").split())


def _bare(name: str) -> str:
    """A name without an article before it, a stop or a possessive after it, initials joined: "F. B. I." as "FBI"."""
    name = re.sub(r"^(?:the|a|an)\s+", "", " ".join(name.split()), flags=re.I)
    name = re.sub(r"['’]s?$", "", name.strip(" .,;:")).strip()
    return re.sub(r"\b(?:[A-Z]\.?[ ]?){2,}(?=$|\s)", lambda found: re.sub(r"[. ]", "", found[0]), name) \
        if re.fullmatch(r"(?:[A-Z]\. ?)+[A-Z]?", name) else name


def _title_before(lead: str) -> str | None:
    """The words before a name that say who somebody is: "Ukrainian President", "mill owner"."""
    before = TITLE_BEFORE.search(lead.rsplit("\n", 1)[-1])
    words = before[1].split() if before else []
    last = words[-1].lower() if words else ""
    if not is_person_noun(last) or kinship_of(last) or last in function_words():
        return None
    first = len(words) - 1
    while first and words[first - 1].lower() not in NO_TITLE and (
            words[first - 1][0].isupper() or words[first - 1] in words_of("bodies")
            or is_person_noun(words[first - 1])):
        first -= 1
    return " ".join(words[first:])


# ---- one actor for all variants


def _merge(entries: Iterable[Suggestion]) -> list[Suggestion]:
    """The suggestions with the variants of one name under the most mentioned of them; no two of one name are left."""
    kept: list[Suggestion] = []
    by_key: dict[str, Suggestion] = {}
    for entry in sorted(entries, key=lambda entry: (" " not in entry.name, -entry.mentions, entry.id)):
        same = by_key.get(_key(entry.name)) or next((other for other in kept if _is_variant(entry, other)), None)
        if same is None:
            kept.append(entry)
            by_key[_key(entry.name)] = entry
        else:
            same.take(entry)
    kept = _join_last_names(kept)
    unique: dict[str, Suggestion] = {}
    for entry in kept:      # the fullest name may have changed while variants were taken in
        if (other := unique.setdefault(_key(entry.name), entry)) is not entry:
            other.take(entry)
    return list(unique.values())


def _key(name: str) -> str:
    """A name as the registry's checker compares it, and closer: no spaces or signs."""
    return re.sub(r"\W", "", fold(name))


def _is_variant(entry: Suggestion, other: Suggestion) -> bool:
    """Whether one is a short form of the other or spelt a letter apart, both of one kind."""
    return entry.kind == other.kind and (is_short(entry.name, other.name, entry.kind)
                                         or is_short(other.name, entry.name, entry.kind))


def _join_last_names(entries: list[Suggestion]) -> list[Suggestion]:
    """Puts "Smith" under the only Smith named in full, or one far ahead of the others; out goes who may be two."""
    full: dict[str, list[Suggestion]] = defaultdict(list)
    for entry in entries:
        if entry.kind == "person" and " " in entry.name:
            full[fold(surname(entry.name))].append(entry)
    kept = []
    for entry in entries:
        bearers = sorted(full.get(fold(entry.name), ()), key=lambda one: -one.mentions)
        if " " in entry.name or not bearers or entry.kind == "state":
            kept.append(entry)
        elif len(bearers) == 1 or bearers[0].mentions >= CLEAR_LEAD * bearers[1].mentions:
            bearers[0].take(entry)
    return kept


def _find_states_of(suggestions: list[Suggestion]) -> None:
    """Whom a person speaks for, where the title begins with a suggested state: "Ukrainian President"."""
    states = {entry.id: Actor(entry.id, entry.name, "state") for entry in suggestions if entry.kind == "state"}
    names = {fold(state.name): key for key, state in states.items()}
    for entry in suggestions:
        for title, _ in entry.titles.most_common() if entry.kind == "person" else ():
            first = re.sub(r"['’]s$", "", title.split()[0])
            state = demonym_of(first, states) or names.get(fold(first))
            if state is not None and " " in title and title.split()[-1].lower() in OFFICES:
                entry.speaks_for = state
                break


def _aliases_of(one: Suggestion) -> list[str]:
    """The other forms of a name but those that follow from it: a last name, the adjective of a state, two in one."""
    state = {one.id: Actor(one.id, one.name, "state")} if one.kind == "state" else {}
    own = {fold(one.name), *([fold(one.name.split()[-1])] if one.kind == "person" else [])}
    return [name for name, _ in one.names.most_common() if name and fold(name) not in own and " and " not in name
            and demonym_of(name, state) is None][:MOST_ALIASES]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def write_toml(suggestions: list[Suggestion]) -> str:
    """The suggestions as entries of actors.toml, each with how often it was seen and a sentence."""
    entries = []
    for one in suggestions:
        aliases = _aliases_of(one)
        fields = {"name": one.name, "kind": one.kind, "speaks_for": one.speaks_for, "aliases": aliases,
                  "roles": [title for title, _ in one.titles.most_common(3)] if one.kind == "person" else [],
                  "pronoun": one.pronoun}
        said = f", {_count(one.statements, 'statement')}" if one.statements else ""
        sample = one.sample[:LONGEST_SAMPLE] + ("…" if len(one.sample) > LONGEST_SAMPLE else "")
        seen = f"{_count(one.mentions, 'mention')} in {_count(len(one.articles), 'article')}{said}"
        entries.append((one.id, f"{seen}\n{sample}",
                        {name: value for name, value in fields.items() if value}))
    return write_entries(
        "Suggested from the articles, who matters most first: check kinds, put together what is one (move the name to\n"
        "aliases), take out what is no actor, and add speaks_for, roles, metonyms (a capital for its state), pronouns.",
        entries)
