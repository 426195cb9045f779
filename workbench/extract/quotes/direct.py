"""Quotations and the clause beside them that says whose words they are."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.quotes.cues import verb_cue
from workbench.extract.quotes.neighbours import find_label, source_before, source_behind
from workbench.extract.quotes.phrases import SUBJECTS, child, text_of
from workbench.extract.quotes.sources import outer_speaker, quoted_saying, source_of
from workbench.extract.quotes.statement import Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from workbench.extract.quotes.cues import Cue
    from workbench.extract.quotes.quotation_marks import Quotation
    from workbench.extract.quotes.statement import Span

BOUNDARIES = {".", "?", "!", ";"}
# farthest cue from its quotation, in tokens: a clause with a long apposition or adjunct still fits
REACH = 40
# longest stretch between a statement and the quotation that goes on with it, in characters
GAP = 400
# how far a pull quote is looked for from the words it repeats, in characters
PULL = 20_000
# words that open a further clause behind a quotation: what follows them attributes something else
CONNECTIVES = {"and", "but", "or", "as", "since", "because", "while", "although", "though", "when", "where", "which",
               "who", "that", "if", "after", "before", "until", "yet", "so"}


class Attribution(NamedTuple):
    """The verb that attributes a quotation, its source and the rule that found them."""

    verb: Token
    source: Span | None
    rule: str


def find_direct(doc: Doc, quotations: list[Quotation], quoted: list[bool]) -> list[Statement]:
    """Statements made of whole quotations that a verb beside them attributes."""
    starts = [token.idx for token in doc]
    by_cue: dict[int, Statement] = {}
    for number, quotation in enumerate(quotations):
        until = next((other.start for other in quotations[number + 1:number + 4] if not _is_title(
            text_of(doc)[other.inner_start:other.inner_end].rstrip(".,"))), len(text_of(doc)))
        since = quotations[number - 1].end if number else 0
        first = bisect_left(starts, quotation.end)
        last = bisect_left(starts, quotation.start)
        found = _attribute(doc, quotation, (first, last), (since, until), quoted)
        if found is None:
            continue
        span = _whole(doc, quotation, found, last, since, first, until)
        verb = found.verb
        if verb.i in by_cue:
            by_cue[verb.i].content.append(span)
            continue
        cue = verb_cue(verb.lemma_)
        by_cue[verb.i] = Statement([span], found.rule, (verb.idx, verb.idx + len(verb)), verb, found.source,
                                   cue.tone if cue else "neutral", verb.lemma_.lower())
    return list(by_cue.values())


def _attribute(doc: Doc, quotation: Quotation, tokens: tuple[int, int], limits: Span,
               quoted: list[bool]) -> Attribution | None:
    """The clause behind the quotation or, where it doesn't end like a part of one, the clause before."""
    (first, last), (since, until) = tokens, limits
    if quotation.inner_end and text_of(doc)[quotation.inner_end - 1] != ",":
        return _before(doc, quotation, last, since, quoted) or _behind(doc, quotation, first, until)
    return _behind(doc, quotation, first, until) or _before(doc, quotation, last, since, quoted)


def _behind(doc: Doc, quotation: Quotation, first: int, until: int) -> Attribution | None:
    """"…," she said / "…," said the minister: a clause right behind a quotation that ends like a part of it."""
    text = text_of(doc)
    inner = text[quotation.inner_start:quotation.inner_end].rstrip(" ’'")
    tail = text[quotation.end:quotation.end + 2].lstrip()
    midway = not _begins_sentence(text, quotation)
    # "“It is late” Lee said", "“It is late.” Lee said.": the comma forgotten, or a full stop for it
    careless = inner[-1:] not in tuple(",?!—–-…") and not tail.startswith(",")
    if not quotation.closed or not inner or (careless and midway):
        return None
    while first < len(doc) and (doc[first].is_punct or doc[first].is_space) and doc[first].idx < until:
        if "\n" in doc[first].text or doc[first].text in BOUNDARIES:
            return None
        first += 1
    if first >= len(doc) or doc[first].lower_ in CONNECTIVES:
        return None
    for token in doc[first:first + REACH]:
        if token.idx >= until or "\n" in token.text or token.text in BOUNDARIES or token.text == ":":
            return None
        if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"aux", "auxpass", "relcl", "amod", "compound"}:
            continue
        if (saying := quoted_saying(token)) is not None:
            return Attribution(saying, source_of(saying), "quotation")
        bare = token.tag_ in {"VBG", "VBN"} and child(token, "aux", "auxpass") is None
        if bare and verb_cue(token.lemma_) is None and token.i > first + 1 and doc[token.i - 1].text == ",":
            continue  # said of the source: "Lee, wearing a hat, said"
        if bare and token.dep_ not in {"ROOT", "acl"}:
            return None
        if token.dep_ == "acl" and token.tag_ == "VBN":
            continue
        if verb_cue(token.lemma_) is None and (midway or not _clause_begins(token, first)):
            return None
        if (midway or careless) and any(other.dep_ in {"ccomp", "dobj", "xcomp"} and other.i > token.i
                                        for other in token.children):
            return None
        if careless and not _says_no_more(doc, token, until):
            return None
        return Attribution(token, source_behind(doc, token, first), "quotation")
    return None


def _says_no_more(doc: Doc, verb: Token, until: int) -> bool:
    """Does the sentence of a plain "said" end before the next quotation, as one that says who said the last does?"""
    cue = verb_cue(verb.lemma_)
    if cue is None or cue.tone != "neutral" or (cue.takes and "clause" not in cue.takes):
        return False
    rest = doc[verb.i + 1:verb.i + REACH]
    return any(token.text in BOUNDARIES or "\n" in token.text for token in rest if token.idx < until) \
        and not any(token.lower_ == "that" for token in rest[:1])


def _whole(doc: Doc, quotation: Quotation, found: Attribution, last: int, since: int, first: int,
           until: int) -> Span:
    """The quotation with the rest of its sentence where it is only the end or the middle of what was said."""
    text = text_of(doc)
    start, end = quotation.start, quotation.end
    if _begins_sentence(text, quotation):
        return start, end
    if found.verb.idx > quotation.start:
        index = last
        while index > 0 and doc[index - 1].idx >= since and doc[index - 1].text not in BOUNDARIES \
                and "\n" not in doc[index - 1].text and not doc[index].is_sent_start:
            index -= 1
        while index < last and (not doc[index].is_alpha or doc[index].lower_ in {"but", "and", "so"}):
            index += 1
        return min(start, doc[index].idx), end
    closed = text[quotation.inner_end - 1:quotation.inner_end] in {",", ".", "!", "?"}
    if first < len(doc) and doc[first].is_alpha and not closed and doc[first].ent_type_ not in {"DATE", "TIME"} \
            and doc[first].lower_ not in CONNECTIVES - {"that", "where", "who"}:
        while first < len(doc) and doc[first].idx < until and doc[first].text not in BOUNDARIES \
                and "\n" not in doc[first].text:
            end = doc[first].idx + len(doc[first])
            first += 1
    return start, end


def _clause_begins(verb: Token, first: int) -> bool:
    """Does the clause of `verb`, with its subject, begin right at the token `first`?"""
    subject = child(verb, *SUBJECTS)
    return subject is not None and min(subject.left_edge.i, verb.i) <= first + 1


def _before(doc: Doc, quotation: Quotation, last: int, since: int, quoted: list[bool]) -> Attribution | None:
    """She said: "…" / telling reporters, "…": a clause that a comma or colon ends before the quotation."""
    before = text_of(doc)[max(since, quotation.start - 3):quotation.start].rstrip()
    sign = before[-1:]
    if sign not in {",", ":"}:
        if not last or _is_title(text_of(doc)[quotation.inner_start:quotation.inner_end]):
            return None
        verb = doc[last - 1]
        cue = verb_cue(verb.lemma_) if verb.pos_ == "VERB" and not quoted[verb.i] else None
        if cue is not None and not _qualifies(verb) and (not cue.takes or "clause" in cue.takes):
            return Attribution(verb, source_of(verb), "quotation")
        return None
    while last > 1 and doc[last - 1].is_space:  # a colon introduces a paragraph too
        last -= 1
    if sign == ":" and (label := find_label(doc, last, since)) is not None:
        return Attribution(*label, "label")
    root = None
    for token in reversed(doc[max(0, last - REACH):last]):
        if token.idx < since or "\n" in token.text or token.text in BOUNDARIES:
            break
        if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"aux", "auxpass"} or quoted[token.i]:
            continue
        if token.pos_ == "VERB" and (cue := verb_cue(token.lemma_)) is not None and _takes_quotation(token, cue):
            if token.lemma_ == "ask" and child(token, "nsubjpass") is not None:
                return Attribution(token, source_of(token), "asked")
            outer = outer_speaker(token)
            said = outer if outer is not None and not quoted[outer.i] else token
            return Attribution(token, source_of(said) or source_before(doc, token, since, last), "quotation")
        if root is None and child(token, "nsubj") is not None:
            root = token
    if sign == ":" and root is not None:
        return Attribution(root, source_of(root), "colon")
    return None


def _qualifies(verb: Token) -> bool:
    """Does the verb say of which noun it is, rather than who speaks: "a sign that read “…”", "a film called “…”"?"""
    if verb.dep_ == "relcl":
        subject = child(verb, "nsubj")
        return subject is None or subject.tag_ in {"WDT", "WP"}
    return verb.dep_ == "acl"


def add_followers(doc: Doc, statements: list[Statement], quotations: list[Quotation]) -> None:
    """Gives a quotation that nothing attributes to the statement right before it.

    It stands behind the sentence that attributes the one before, or is a paragraph of its own behind that paragraph.
    """
    text, starts = text_of(doc), [token.idx for token in doc]
    taken = sorted(span for statement in statements for span in statement.content)
    free = [quotation for quotation in quotations if not _overlaps(quotation, taken)]
    by_reach = sorted(statements, key=lambda statement: statement.reach)
    for quotation in free:
        if not _begins_sentence(text, quotation):
            continue
        index = bisect_left(by_reach, quotation.start + 1, key=lambda statement: statement.reach)
        near = [place for place in range(max(0, index - 3), index)
                if _follows(doc, starts, by_reach[place], quotation)]
        if near:
            place = next((place for place in near if by_reach[place].rule == "quotation"), near[-1])
            chosen = by_reach.pop(place)
            chosen.content = sorted([*chosen.content, (quotation.start, quotation.end)])
            by_reach.insert(index - 1, chosen)


def _overlaps(quotation: Quotation, taken: list[Span]) -> bool:
    index = bisect_left(taken, (quotation.end, 0))
    return any(end > quotation.start for _, end in taken[max(0, index - 8):index])


def _follows(doc: Doc, starts: list[int], statement: Statement, quotation: Quotation) -> bool:
    text = text_of(doc)
    gap = text[statement.reach:quotation.start]
    if len(gap) > GAP:
        return False
    line = gap.find("\n")
    head = gap if line < 0 else gap[:line]
    inside = doc[bisect_left(starts, statement.reach):bisect_left(starts, statement.reach + len(head.rstrip()))]
    while len(inside) and inside[-1].is_quote:  # the sentence ends inside a title's marks: on “The Hour.”
        inside = inside[:-1]
    if any(token.text in BOUNDARIES for token in inside[:-1]):
        return False
    if line < 0:
        return True
    alone = text[quotation.end:quotation.end + 1] in {"\n", ""}
    if not alone or gap[line:].strip() or statement.rule not in {"quotation", "clause"}:
        return False
    # a pull quote repeats the text, mostly not far from it
    return text.find(text[quotation.inner_start:quotation.inner_end], max(0, quotation.start - PULL),
                     quotation.end + PULL) == quotation.inner_start


def _is_title(words: str) -> bool:
    """Is it the title of a work rather than something said: “War and Peace”?"""
    names = [word for word in words.split() if len(word) > 3]
    return bool(names) and all(word[0].isupper() for word in names) and words[-1].isalnum() and len(words.split()) < 8


def _takes_quotation(verb: Token, cue: Cue) -> bool:
    """Not a verb that only names ("call", "describe"), nor "seem", nor "put" without "it"."""
    if "as-it" in cue.takes:
        thing = child(verb, "dobj")
        return thing is not None and thing.lower_ == "it"
    return cue.tone != "seem" and ("predicate" not in cue.takes or "clause" in cue.takes)


def _begins_sentence(text: str, quotation: Quotation) -> bool:
    """Does the quotation begin a sentence of its own, rather than go on with the one it stands in?"""
    first = text[quotation.inner_start:quotation.inner_end].lstrip()[:1]
    if not (first.isupper() or first in "[…'‘(." or first.isdigit()):
        return False
    before = text[max(0, quotation.start - 4):quotation.start]
    return "\n" in before or not before.strip() or before.rstrip()[-1] in ".!?…:,;—–-”\"’')"
