"""Statements whose content hangs on a cue verb: clauses, infinitives, objects, and clauses the cue stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.quotes.cues import verb_cue
from workbench.extract.quotes.frames import Complement, find_complements, find_misparsed, find_set_off
from workbench.extract.quotes.phrases import characters, child
from workbench.extract.quotes.sources import outer_speaker, quoted_saying, source_of
from workbench.extract.quotes.statement import Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from workbench.extract.quotes.cues import Cue


FINITE = {"VBD", "VBZ", "VBP", "MD"}


def find_indirect(doc: Doc, quoted: list[bool]) -> list[Statement]:
    """The statements that cue verbs outside quotation marks take as complements."""
    found: dict[int, Statement] = {}
    governors: dict[int, Token] = {}
    for verb in doc:
        cue = verb_cue(verb.lemma_)
        if cue is None or quoted[verb.i] or verb.pos_ not in {"VERB", "AUX"} or verb.dep_ in {"aux", "auxpass", "amod"}:
            continue
        if quoted_saying(verb) is not None:
            continue
        complement = find_set_off(verb) if "predicate" in cue.takes else None
        complement = complement or next((one for one in find_complements(verb) if accepts(cue, one)), None)
        if complement is None and "clause" in cue.takes:
            complement = find_misparsed(verb)
        if complement is None:
            continue
        if complement.frame not in {"raised", "raised-passive", "passive", "as-inserted", "as-it"}:
            complement = cut_coordinate(doc, verb, complement, quoted, governors)
        statement = build(doc, verb, cue, complement)
        governor = governors.get(verb.i)
        if governor is not None and governor.i in found and child(verb, "nsubj") is None:
            statement.source = found[governor.i].source
        elif verb.tag_ == "VBG" and (outer := outer_speaker(verb)) is not None and not quoted[outer.i]:
            statement.source = source_of(outer)
        if _is_asked(verb) and statement.rule in {"clause", "infinitive", "about"}:
            statement.rule, statement.source = "asked", None
        if statement.content:
            found[verb.i] = statement
    return list(found.values())


def _is_asked(verb: Token) -> bool:
    """"Asked whether …", "when asked about …": by whom is not said, and least of all by the subject beside it."""
    passive = verb.tag_ == "VBN" and (verb.dep_ == "advcl" or child(verb, "nsubjpass") is not None)
    return passive and verb.lemma_ == "ask" and child(verb, "nsubj", "agent") is None


def accepts(cue: Cue, complement: Complement) -> bool:
    """Does the lexicon say that `cue` reports with a complement of this frame?"""
    frame, takes = complement.frame, cue.takes
    if frame in {"inserted", "as-inserted"}:
        return "clause" in takes
    if frame == "as-it":
        return bool(takes & {"clause", "as-it"})
    if frame == "object-clause":
        return "addressee" in takes or "predicate" in takes
    if "predicate" in takes and frame in {"clause", "object-to"} and complement.head.i > complement.ranges[0][0] \
            and child(complement.head, "nsubj", "nsubjpass") is not None and complement.head.tag_ not in FINITE:
        return True
    if frame == "object" and "predicate" in takes and "object" not in takes:
        first, last = complement.ranges[0]
        return any(token.is_quote for token in complement.head.doc[first:last])
    if frame == "object":
        return "object" in takes and "addressee" not in takes
    if frame == "predicate":
        return bool(takes & {"predicate", "object"})
    if frame.startswith("object-") and frame != "object-to":
        return "object" in takes or frame in takes
    if frame == "raised-passive":
        return bool(takes & {"clause", "infinitive", "predicate", "object-to"})
    if frame == "passive":
        return "object" in takes or ("predicate" in takes and complement.head.dep_ == "prep")
    if frame == "object-to" and "infinitive" in takes and "clause" not in takes:
        return _wants_of(complement)
    return frame in takes


def _wants_of(complement: Complement) -> bool:
    """"wants Rome to pay", but not "wants a treaty to end the war": is the one who is to act somebody?"""
    doer = child(complement.head, "nsubj") or child(complement.head.head, "dobj")
    return doer is not None and (doer.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"} or doer.pos_ == "PRON")


def cut_coordinate(doc: Doc, verb: Token, complement: Complement, quoted: list[bool],
                   governors: dict[int, Token]) -> Complement:
    """Ends the content before a second cue that goes with `verb`: "said it was late, adding that …".

    The parser hangs such a verb into the clause before it as often as not. What is cut off gets `verb`'s source.
    """
    first, last = complement.ranges[-1]
    if first < verb.i:
        return complement
    for token in doc[max(first, complement.head.i) + 1:last]:
        if not quoted[token.i] and _opens_contrast(doc, token):
            return complement._replace(ranges=[*complement.ranges[:-1], (first, token.i)])
        if quoted[token.i] or verb_cue(token.lemma_) is None or child(token, "nsubj", "nsubjpass") is not None:
            continue
        border = _border(doc, token, first)
        if border is None:
            continue
        joined = _tense(token) == _tense(verb) and doc[border].lower_ in {"and", "but", "or"} and token.dep_ == "conj"
        trailing = token.tag_ == "VBG" and doc[border].text in {",", "–", "—", "-"}
        if (joined and _is_parallel(token, complement)) or trailing:
            governors[token.i] = verb
            return complement._replace(ranges=[*complement.ranges[:-1], (first, border)])
    return complement


def _opens_contrast(doc: Doc, token: Token) -> bool:
    """Does a clause of the reporter's own begin here: "…, but they remain apart", "…, despite Rome warning that …"?"""
    if token.i == 0 or doc[token.i - 1].text != ",":
        return False
    if token.lower_ == "but":
        return any(other.dep_ == "conj" and other.i > token.i and child(other, "nsubj", "nsubjpass", "expl") is not None
                   for other in token.head.children)
    return token.lower_ in {"despite", "with"} and any(
        other.tag_ == "VBG" and verb_cue(other.lemma_) is not None for other in doc[token.i + 1:token.i + 10])


def _tense(verb: Token) -> str:
    """Tag of the finite word of the verb's group: "did not say" is as past as "said"."""
    finite = child(verb, "aux", "auxpass")
    return finite.tag_ if finite is not None else verb.tag_


def _border(doc: Doc, token: Token, first: int) -> int | None:
    """The comma or conjunction before `token`, with at most two adverbs between them."""
    for index in range(token.i - 1, max(first, token.i - 4), -1):
        if doc[index].text in {",", "–", "—", "-"} or doc[index].lower_ in {"and", "but", "or"}:
            return index
        if doc[index].pos_ not in {"ADV", "SCONJ", "AUX", "PART"} and not doc[index].is_quote:
            return None
    return None


def _is_parallel(token: Token, complement: Complement) -> bool:
    """Does the coordinated verb go with the cue rather than with the verb of the content?"""
    cue = verb_cue(token.lemma_)
    return complement.head.tag_ != token.tag_ or (cue is not None and "clause" in cue.takes)


def build(doc: Doc, verb: Token, cue: Cue, complement: Complement) -> Statement:
    """The statement that `verb` makes of its complement."""
    ranges = complement.ranges
    if complement.frame == "object-clause" and child(verb, "dobj") is not None:
        ranges = [(complement.head.left_edge.i, complement.head.right_edge.i + 1)]
    if complement.frame == "predicate":
        ranges = _quoted_predicate(doc, complement) or ranges
    spans = [span for span in (characters(doc, *part) for part in ranges) if span]
    return Statement(content=spans, rule=complement.frame, cue=(verb.idx, verb.idx + len(verb)), cue_token=verb,
                     source=None if complement.frame == "raised" else source_of(verb), tone=cue.tone, lemma=cue.lemma)


def _quoted_predicate(doc: Doc, complement: Complement) -> list[tuple[int, int]] | None:
    """The predicate alone where it is a quoted adjective: of "called the talks in Rome “difficult”" the last word.

    With a noun ("called the talks in Rome “a farce”") the object belongs to what was said.
    """
    first, last = complement.ranges[0][0], complement.ranges[-1][1]
    edge = complement.head.left_edge.i
    opening = next((index for index in range(max(edge - 1, first + 1), min(edge + 4, last))
                    if doc[index].text in {"“", "\"", "``", "«", "‘"}), None)
    if opening is None or any(doc[index].pos_ in {"NOUN", "PROPN", "VERB"} for index in range(opening, last)):
        return None
    while doc[opening - 1].dep_ in {"det", "amod", "advmod"} and opening - 1 > first:
        opening -= 1
    words = [sum(doc[index].is_alpha for index in range(*part)) for part in ((first, opening), (opening, last))]
    return [(opening, last)] if words[1] < words[0] else None
