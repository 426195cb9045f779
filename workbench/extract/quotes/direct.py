"""Quotations and the clause beside them that says whose words they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.quotes.cues import verb_cue, words
from workbench.extract.quotes.marked_text import ends_sentence
from workbench.extract.quotes.neighbours import find_label, source_before, source_behind
from workbench.extract.quotes.sources import outer_speaker, quoted_saying, source_of
from workbench.extract.quotes.statement import Statement
from workbench.syntax.dependents import VERBAL, child, children
from workbench.syntax.subjects import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from workbench.extract.quotes.cues import Cue
    from workbench.extract.quotes.marked_text import MarkedText
    from workbench.extract.quotes.quotation_marks import Quotation
    from workbench.extract.quotes.statement import Span

# farthest cue from its quotation: a clause with a long apposition or adjunct still fits
REACH_TOKENS = 40
TITLE_WORDS = 8  # a title is shorter
AFTER_COMMA = ("that", "where", "who")  # of the words that open a further clause, those that go on with what was said


class Attribution(NamedTuple):
    """The verb that attributes a quotation, its source and the rule that found them."""

    verb: Token
    source: Span | None
    rule: str = "quotation"


class Setting(NamedTuple):
    """A quotation between its neighbours: where the last one ended and the next begins, and the tokens beside it."""

    quotation: Quotation
    since: int
    until: int
    last: int   # the token after those before it
    first: int  # the token behind it


def find_direct(marked: MarkedText) -> list[Statement]:
    """The statements made of whole quotations that a verb beside them attributes."""
    found: dict[int, Statement] = {}
    for number in range(len(marked.quotations)):
        setting = _setting(marked, number)
        attribution = _attribute(marked, setting)
        if attribution is None:
            continue
        verb, source, rule = attribution
        span = _whole(marked, setting, verb)
        if verb.i in found:
            found[verb.i].content.append(span)
        else:
            cue = verb_cue(verb.lemma_)
            found[verb.i] = Statement([span], rule, verb, source, cue.tone if cue else "neutral")
    return list(found.values())


def _setting(marked: MarkedText, number: int) -> Setting:
    quotation = marked.quotations[number]
    until = next((other.start for other in marked.quotations[number + 1:number + 4]
                  if not _is_title(marked.words_of(other).rstrip(".,"))), len(marked.text))
    return Setting(quotation, marked.quotations[number - 1].end if number else 0, until,
                   marked.token_at(quotation.start), marked.token_at(quotation.end))


def _attribute(marked: MarkedText, setting: Setting) -> Attribution | None:
    """The clause behind the quotation or, where it doesn't end like a part of one, the clause before."""
    if marked.words_of(setting.quotation)[-1:] == ",":
        return _behind(marked, setting) or _before(marked, setting)
    return _before(marked, setting) or _behind(marked, setting)


# ---- the clause behind


def _behind(marked: MarkedText, setting: Setting) -> Attribution | None:
    """"…," she said / "…," said the minister: a clause right behind a quotation that ends like a part of it."""
    inner = marked.words_of(setting.quotation).rstrip(" ’'")
    tail = marked.text[setting.quotation.end:setting.quotation.end + 2].lstrip()
    midway = not marked.begins_sentence(setting.quotation)
    # "“It is late” Lee said", "“It is late.” Lee said.": the comma forgotten, or a full stop for it
    careless = inner[-1:] not in tuple(",?!—–-…") and not tail.startswith(",")
    first = _clause_start(marked, setting)
    if not setting.quotation.closed or not inner or (careless and midway) or first is None:
        return None
    for token in _until(marked.doc[first:first + REACH_TOKENS], setting.until):
        if token.text == ":":
            return None
        if token.pos_ not in VERBAL or token.dep_ in {"aux", "auxpass", "relcl", "amod", "compound"}:
            continue
        if (saying := quoted_saying(token)) is not None:
            return Attribution(saying, source_of(saying))
        if _describes_source(token, first):
            continue
        if _opens_other_clause(token) or not _closes(marked, setting, token, first, midway, careless):
            return None
        return Attribution(token, source_behind(marked.doc, token, first))
    return None


def _clause_start(marked: MarkedText, setting: Setting) -> int | None:
    """The first word of the clause behind the quotation; None where a sentence ends there or a further clause opens."""
    for token in _until(marked.doc[setting.first:], setting.until):
        if not token.is_punct and not token.is_space:
            return None if token.lower_ in words("connectives") else token.i
    return None


def _until(tokens: Iterable[Token], until: int) -> Iterator[Token]:
    """The tokens up to the sentence's end and before the character `until`."""
    for token in tokens:
        if token.idx >= until or ends_sentence(token):
            return
        yield token


def _describes_source(verb: Token, first: int) -> bool:
    """Whether a participle is said of the source: "Lee, wearing a hat, said", "the bill passed in May says"."""
    set_off = verb.i > first + 1 and verb.nbor(-1).text == ","
    if _is_bare_participle(verb) and verb_cue(verb.lemma_) is None and set_off:
        return True
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


def _opens_other_clause(verb: Token) -> bool:
    return _is_bare_participle(verb) and verb.dep_ not in {"ROOT", "acl"}


def _is_bare_participle(verb: Token) -> bool:
    return verb.tag_ in {"VBG", "VBN"} and child(verb, "aux", "auxpass") is None


def _closes(marked: MarkedText, setting: Setting, verb: Token, first: int, midway: bool, careless: bool) -> bool:
    """Whether the clause of a verb can close the sentence that the quotation began."""
    if verb_cue(verb.lemma_) is None and (midway or not _clause_begins(verb, first)):
        return False
    if (midway or careless) and any(word.i > verb.i for word in children(verb, "ccomp", "dobj", "xcomp")):
        return False
    return not careless or _says_no_more(marked, verb, setting.until)


def _says_no_more(marked: MarkedText, verb: Token, until: int) -> bool:
    """Whether the sentence of a plain "said" ends before the next quotation, as one that says who said the last."""
    cue = verb_cue(verb.lemma_)
    if cue is None or cue.tone != "neutral" or (cue.takes and "clause" not in cue.takes):
        return False
    rest = marked.doc[verb.i + 1:verb.i + REACH_TOKENS]
    return any(ends_sentence(token) for token in rest if token.idx < until) \
        and not any(token.lower_ == "that" for token in rest[:1])


def _clause_begins(verb: Token, first: int) -> bool:
    """Whether the clause of a verb, with its subject, begins right at the token `first`."""
    subject = child(verb, *SUBJECTS, "expl")
    return subject is not None and min(subject.left_edge.i, verb.i) <= first + 1


# ---- the clause before


def _before(marked: MarkedText, setting: Setting) -> Attribution | None:
    """She said: "…" / telling reporters, "…": a clause that a comma or colon ends before the quotation."""
    since, last = setting.since, setting.last
    sign = marked.text[max(since, setting.quotation.start - 3):setting.quotation.start].rstrip()[-1:]
    if sign not in {",", ":"}:
        return _without_comma(marked, setting)
    while last > 1 and marked.doc[last - 1].is_space:  # a colon introduces a paragraph too
        last -= 1
    if sign == ":" and (label := find_label(marked, last, since)) is not None:
        return Attribution(*label, rule="label")
    root = None
    for token in _verbs_before(marked, last, since):
        cue = verb_cue(token.lemma_) if token.pos_ == "VERB" else None
        if cue is not None and _takes_quotation(token, cue):
            return _introduced(marked, token, since, last)
        if root is None and child(token, "nsubj") is not None:
            root = token
    return Attribution(root, source_of(root), "colon") if sign == ":" and root is not None else None


def _without_comma(marked: MarkedText, setting: Setting) -> Attribution | None:
    """She said “…”: a verb of saying right before the quotation, which is no title."""
    verb = marked.doc[setting.last - 1] if setting.last else None
    if verb is None or verb.pos_ != "VERB" or marked.quoted[verb.i] or _is_title(marked.words_of(setting.quotation)):
        return None
    cue = verb_cue(verb.lemma_)
    takes_quotation = cue is not None and not _qualifies(verb) and (not cue.takes or "clause" in cue.takes)
    return Attribution(verb, source_of(verb)) if takes_quotation else None


def _verbs_before(marked: MarkedText, last: int, since: int) -> Iterator[Token]:
    """The verbs of the sentence before the token `last` and after the character `since`, the nearest first."""
    for token in reversed(marked.doc[max(0, last - REACH_TOKENS):last]):
        if token.idx < since or ends_sentence(token):
            return
        if token.pos_ in VERBAL and token.dep_ not in {"aux", "auxpass"} and not marked.quoted[token.i]:
            yield token


def _introduced(marked: MarkedText, verb: Token, since: int, last: int) -> Attribution:
    """By whom a verb before the quotation has it said; a question put to somebody by nobody named."""
    if verb.lemma_ == "ask" and child(verb, "nsubjpass") is not None:
        return Attribution(verb, source_of(verb), "asked")
    outer = outer_speaker(verb)
    said = outer if outer is not None and not marked.quoted[outer.i] else verb
    return Attribution(verb, source_of(said) or source_before(marked.doc, verb, since, last))


def _takes_quotation(verb: Token, cue: Cue) -> bool:
    """Not a verb that only names ("call", "describe"), nor "seem", nor "put" without "it"."""
    if "as-it" in cue.takes:
        thing = child(verb, "dobj")
        return thing is not None and thing.lower_ == "it"
    return cue.tone != "seem" and ("predicate" not in cue.takes or "clause" in cue.takes)


def _qualifies(verb: Token) -> bool:
    """Whether a verb says of which noun it is, not who speaks: "a sign that read “…”", "a film called “…”"."""
    if verb.dep_ == "relcl":
        subject = child(verb, "nsubj")
        return subject is None or subject.tag_ in {"WDT", "WP"}
    return verb.dep_ == "acl"


def _is_title(quoted: str) -> bool:
    """Whether it is the title of a work rather than something said: “War and Peace”."""
    names = [word for word in quoted.split() if len(word) > 3]
    return bool(names) and all(word[0].isupper() for word in names) and quoted[-1].isalnum() \
        and len(quoted.split()) < TITLE_WORDS


# ---- how much was said


def _whole(marked: MarkedText, setting: Setting, verb: Token) -> Span:
    """The quotation with the rest of its sentence where it is only the end or the middle of what was said."""
    quotation = setting.quotation
    if marked.begins_sentence(quotation):
        return quotation.start, quotation.end
    if verb.idx > quotation.start:
        return _sentence_before(marked, setting), quotation.end
    return quotation.start, _sentence_behind(marked, setting)


def _sentence_before(marked: MarkedText, setting: Setting) -> int:
    """The first character of the sentence in which the quotation stands."""
    doc, index = marked.doc, setting.last
    while index > 0 and doc[index - 1].idx >= setting.since and not ends_sentence(doc[index - 1]) \
            and not doc[index].is_sent_start:
        index -= 1
    while index < setting.last and (not doc[index].is_alpha or doc[index].lower_ in {"but", "and", "so"}):
        index += 1
    return min(setting.quotation.start, doc[index].idx)


def _sentence_behind(marked: MarkedText, setting: Setting) -> int:
    """The character after the sentence in which the quotation stands, where that goes on with what was said."""
    end, rest = setting.quotation.end, marked.doc[setting.first:]
    goes_on = len(rest) and rest[0].is_alpha and rest[0].ent_type_ not in {"DATE", "TIME"} \
        and rest[0].lower_ not in words("connectives") - set(AFTER_COMMA) \
        and marked.words_of(setting.quotation)[-1:] not in {",", ".", "!", "?"}
    for token in _until(rest, setting.until) if goes_on else ():
        end = token.idx + len(token)
    return end
