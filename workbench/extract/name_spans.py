"""Where a parse shows names: of people, by entity, title or grammar, and of bodies, by entity; datelines, headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from workbench.extract.name_forms import lexicon, words_of
from workbench.text.spelling import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

LOCATIVE = ("in", "near", "outside", "across", "around", "at")  # "in Moscow" is a place, "by Moscow" a state
TIMES = ("DATE", "TIME")
# capitals, perhaps a region, a day or an agency, and a dash: "VELM, March 3 - ", "KALB (AP)—"
DATELINE = re.compile(r"^[ ]*[A-Z][A-Z'’./ ]{2,40}(?:, [\w. ]{1,30}?)?(?: \([A-Z][\w ]{1,20}\))?"
                      r"(?: ?(?:--|[–—_]) ?| - )", re.MULTILINE)
LINE = re.compile(r"[^\n]+")
LEAST_HEADING_WORDS = 3
CAPITAL_SHARE, SENTENCE_SHARE = 0.6, 0.85  # of a heading's longer words, and where it ends like a sentence
NO_PERSON = ("GPE", "LOC", "FAC", "EVENT", *TIMES, "NORP", "PRODUCT", "LAW", "WORK_OF_ART")


def person_spans(doc: Doc) -> list[tuple[int, int]]:
    """Tokens [first, last) of each person's name: of two words or more, or of one with a title before it."""
    spans = {*_named_entities(doc), *_after_titles(doc), *_subject_pairs(doc)}
    return sorted(((first, last) for first, last in spans if (last - first > 1 and is_persons(doc[last - 1].text))
                   or (last - first == 1 and titled(doc, first))), key=lambda span: (span[0], -span[1]))


def is_persons(last_word: str) -> bool:
    """Whether a name that ends with a word can be a person's: no "Wall Street"."""
    return last_word not in words_of("no_persons")


def _named_entities(doc: Doc) -> Iterator[tuple[int, int]]:
    """The parser's people, trimmed to capitalised words without titles."""
    small = words_of("particles") | {"-"}
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            first = entity.start
            while first < entity.end and (not doc[first].text[0].isupper() or is_title(doc[first].text)):
                first += 1
            last = first
            while last < entity.end and (doc[last].text[0].isupper() or doc[last].text in small):
                last += 1
            yield first, last


def _after_titles(doc: Doc) -> Iterator[tuple[int, int]]:
    """Names after a title: "Mr. Smith", "Governor Ann Lee"."""
    for token in doc[1:]:
        if is_name(token) and token.ent_type_ != "ORG" and not is_title(token.text) and titled(doc, token.i):
            last = token.i + 1
            while last < len(doc) and doc[last].tag_ == "NNP" and doc[last].is_title \
                    and doc[last].ent_type_ not in (*TIMES, "GPE"):
                last += 1
            yield token.i, last


def _subject_pairs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Two capitalised words that are a subject or an apposition, whatever the parser's entities say."""
    for token in doc[1:]:
        first = doc[token.i - 1]
        if token.dep_ in ("nsubj", "appos") and is_name(token) and is_name(first) and not is_title(first.text) \
                and first.dep_ == "compound" and first.head == token \
                and (not first.i or not is_name(doc[first.i - 1])) \
                and not any(child.lower_ in ("the", "a", "an") for child in token.lefts):
            yield first.i, token.i + 1


def acting_names(doc: Doc) -> set[str]:
    """Folded names of the entities that somewhere do something, as a verb's subject or its agent."""
    return {fold(bare(entity)) for entity in doc.ents if not is_located(entity) and any(
        token.dep_ == "nsubj" or (token.dep_ == "pobj" and token.head.dep_ == "agent") for token in entity)}


def is_body(entity: Span, acting: set[str]) -> bool:
    """Whether an entity is the name of a body: an organisation, or a place or one-word person that acts."""
    name = bare(entity)
    if entity.label_ != "ORG" and (entity.label_ not in ("GPE", "PERSON") or is_located(entity)
                                   or fold(name) not in acting):
        return False
    return name[:1].isupper() and not is_title(name) and not (entity.label_ == "PERSON" and len(entity) > 1)


def is_part_of_other_name(span: Span, known: Iterable[str]) -> bool:
    """ "Washington" in "Washington Post", "Mexico" in "New Mexico": another name around this one.

    known: folded names that stand for themselves.
    """
    doc, root = span.doc, span.root
    return (span.end < len(doc) and _is_begun_by(doc[span.end], root)) or (
        span.start > 0 and _is_ended_by(doc[span.start - 1], root, known))


def _is_begun_by(after: Token, root: Token) -> bool:
    """Whether a name goes on from `root` with the word `after`."""
    return after.tag_ in ("NNP", "NNPS") and after.is_title and not is_title(after.text) \
        and root.dep_ == "compound" and root.head.i >= after.i \
        and after.ent_type_ not in ("PERSON", *TIMES) and root.ent_type_ not in ("GPE", "NORP")


def _is_ended_by(before: Token, root: Token, known: Iterable[str]) -> bool:
    """Whether a name that began with the word `before` goes on with `root`."""
    return before.dep_ == "compound" and before.head.i == root.i and before.tag_ == "NNP" and before.is_title \
        and before.ent_type_ == root.ent_type_ != "" and before.ent_iob_ != "O" and root.ent_iob_ == "I" \
        and fold(before.text) not in known


def names_a_thing(doc: Doc, last: int) -> bool:
    """ "Trump Tower", "Trump Jr": whether the surname that ends before `last` stands inside a longer name."""
    if last >= len(doc):
        return False
    after, word = doc[last], doc[last - 1]
    return after.lower_.strip(".") in ("jr", "sr", "junior", "senior") or (
        after.tag_ in ("NNP", "NNPS") and after.is_title and not is_title(after.text)
        and word.dep_ == "compound" and word.head.i == after.i and after.ent_type_ not in (*TIMES, "PERSON"))


def dateline_ends(text: str) -> dict[int, int]:
    """Where each dateline begins and ends, in characters."""
    return {match.start(): match.end() for match in DATELINE.finditer(text)}


def heading_spans(text: str) -> list[tuple[int, int]]:
    """Lines In Title Case, whose capitals tell nothing of names, in characters."""
    found = []
    for line in LINE.finditer(text):
        words = re.findall(r"[^\W\d_]{4,}", line.group())
        is_sentence = line.group().rstrip()[-1:] in ".!?:,”\""
        if len(words) >= LEAST_HEADING_WORDS and sum(word[0].isupper() for word in words) >= \
                (SENTENCE_SHARE if is_sentence else CAPITAL_SHARE) * len(words):
            found.append(line.span())
    return found


def is_located(entity: Span) -> bool:
    """Whether a place stands behind "in", "near" …"""
    return entity.start > 0 and entity.doc[entity.start - 1].lower_ in LOCATIVE


def bare(entity: Span) -> str:
    """An entity's text without article and possessive."""
    return re.sub(r"^[Tt]he\s+|['’]s?$", "", entity.text).strip()


def is_name(token: Token) -> bool:
    """Whether a capitalised word can be part of a person's name."""
    return token.tag_ == "NNP" and token.is_title and token.is_alpha and token.ent_type_ not in NO_PERSON


def is_title(word: str) -> bool:
    """Whether a word stands before names and is no part of them: "Mr.", "President"."""
    titles = lexicon()["titles"]
    return any(word in titles[kind] for kind in ("any", "he", "she"))


def titled(doc: Doc, first: int) -> bool:
    """Whether a title stands before the token `first`."""
    return first > 0 and is_title(doc[first - 1].text) and doc[first - 1].is_title


def without_titles(name: str) -> str:
    """A name without the titles before it: "Lorch" of "Ms Lorch"."""
    words = name.split()
    while len(words) > 1 and is_title(words[0]):
        words = words[1:]
    return " ".join(words)


def gender_of_name(name: str) -> str | None:
    """The pronoun that a person's first name gives away."""
    first = name.split()[0] if " " in name else ""
    return next((pronoun for pronoun in ("he", "she") if first in words_of("first_names", pronoun)), None)


def gender_of(words: set[str]) -> str | None:
    """The pronoun, "he" or "she", that titles and nouns in small letters give away; None where they give none."""
    titles, genders = lexicon()["titles"], lexicon()["genders"]
    for pronoun in ("he", "she"):
        if words & {title.lower() for title in titles[pronoun]} or words & set(genders[pronoun]):
            return pronoun
    return None
