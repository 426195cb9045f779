"""Statements whose content hangs on a verb: on a cue, or on one that calls something in quoted words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.quotes.cues import verb_cue, words
from workbench.extract.quotes.frames import Complement, find_complements, find_misparsed, find_set_off
from workbench.extract.quotes.sources import outer_speaker, quoted_saying, source_of
from workbench.extract.quotes.statement import Statement
from workbench.syntax.dependents import VERBAL, child, children
from workbench.syntax.predicates import FINITE_TAGS
from workbench.syntax.subjects import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from workbench.extract.quotes.cues import Cue
    from workbench.extract.quotes.marked_text import MarkedText

# which constructions of the lexicon let a cue report with a complement of a frame; the other frames need their own
ANY_OF = {
    "inserted": {"clause"}, "as-inserted": {"clause"}, "as-it": {"clause", "as-it"},
    "object-clause": {"addressee", "predicate"}, "predicate": {"predicate", "object"},
    "raised-passive": {"clause", "infinitive", "predicate", "object-to"},
}
# frames whose content stands around the cue, so that a second cue behind it does not end it
AROUND_CUE = {"raised", "raised-passive", "passive", "as-inserted", "as-it"}
DASHES = {",", "–", "—", "-"}
CONJUNCTIONS = {"and", "but", "or"}
QUOTED_AS_TOKENS = 5   # between "as" and the quotation: "as having only a “minimal” effect"
CONTRAST_TOKENS = 10  # behind "despite" or "with": "…, despite Rome warning that …"


def find_indirect(marked: MarkedText) -> list[Statement]:
    """The statements that cue verbs outside quotation marks take as complements."""
    found: dict[int, Statement] = {}
    governors: dict[int, Token] = {}  # of a verb whose content is cut off another's, that other verb
    for verb in marked.doc:
        cue = verb_cue(verb.lemma_)
        if cue is None or not _may_report(marked, verb):
            continue
        complement = _reported(verb, cue)
        if complement is None:
            continue
        if complement.frame not in AROUND_CUE:
            complement = _cut_coordinate(marked, verb, complement, governors)
        statement = _build(marked, verb, cue, complement)
        governor = governors.get(verb.i)
        if governor is not None and governor.i in found and child(verb, "nsubj") is None:
            statement.source = found[governor.i].source
        elif verb.tag_ == "VBG" and (outer := outer_speaker(verb)) is not None and not marked.quoted[outer.i]:
            statement.source = source_of(outer)
        if statement.rule in {"clause", "about"} and _is_asked(verb):
            statement.rule, statement.source = "asked", None
        if statement.content:
            found[verb.i] = statement
    return list(found.values())


def _may_report(marked: MarkedText, verb: Token) -> bool:
    return verb.pos_ in VERBAL and verb.dep_ not in {"aux", "auxpass", "amod"} and not marked.quoted[verb.i] \
        and quoted_saying(verb) is None


def _reported(verb: Token, cue: Cue) -> Complement | None:
    """What a verb reports: the likeliest complement that its cue takes, or one that the parser hung elsewhere."""
    complement = find_set_off(verb) if "predicate" in cue.takes else None
    complement = complement or next((one for one in find_complements(verb) if _accepts(cue, one)
                                    and not _is_no_report(verb, cue, one)), None)
    return find_misparsed(verb) if complement is None and "clause" in cue.takes else complement


def _is_asked(verb: Token) -> bool:
    """"Asked whether …", "when asked about …": by whom is not said, and least of all by the subject beside it."""
    passive = verb.tag_ == "VBN" and (verb.dep_ == "advcl" or child(verb, "nsubjpass") is not None)
    return passive and verb.lemma_ == "ask" and child(verb, "nsubj", "agent") is None


def _accepts(cue: Cue, complement: Complement) -> bool:
    """Whether the lexicon says that a cue reports with a complement of its frame."""
    frame, takes = complement.frame, cue.takes
    if "predicate" in takes and _is_small_clause(complement):
        return True
    if frame in ANY_OF:
        return bool(takes & ANY_OF[frame])
    if frame == "object":
        return "addressee" not in takes if "object" in takes else "predicate" in takes and _is_quoted(complement)
    if frame == "passive":
        return "object" in takes or ("predicate" in takes and complement.head.dep_ == "prep")
    if frame == "object-to":
        return _wants_of(complement) if "infinitive" in takes and "clause" not in takes else frame in takes
    return frame in takes or ("object" in takes and frame.startswith("object-"))


def _is_no_report(verb: Token, cue: Cue, complement: Complement) -> bool:
    """"Said little", "asked to comment", and what is seen or has no mark before its verb."""
    if complement.frame == "infinitive":
        return _is_asked(verb)
    if complement.frame == "object" and complement.head.lower_ in words("amounts"):
        return True
    return _is_perceived(cue, complement) or _is_joined(verb, complement)


def _is_perceived(cue: Cue, complement: Complement) -> bool:
    """"Was found clinging to a raft", "has seen him catapulted to fame": what is seen is no report."""
    head = complement.head
    return cue.lemma in words("perceiving") and head.pos_ == "VERB" and head.tag_ in {"VBG", "VBN"} \
        and child(head, "aux", "auxpass", "mark") is None and child(head, "nsubjpass") is None


def _is_joined(verb: Token, complement: Complement) -> bool:
    """"The heirs sued, a charge Lee denied": no mark parts what stands before from a verb that would report it."""
    subject = child(verb, "nsubj")
    if complement.frame != "clause" or complement.head.i > verb.i or subject is None:
        return False
    thing = child(verb, "dobj")
    return thing is not None and thing.i == subject.left_edge.i - 1 and thing.pos_ == "NOUN"


def _is_small_clause(complement: Complement) -> bool:
    """"Declared [the port to be “finished”]": a subject and what it is called, which the parser takes for a clause."""
    head = complement.head
    return (complement.frame in {"clause", "object-to"} and head.i > complement.ranges[0][0]
            and child(head, "nsubj", "nsubjpass") is not None and head.tag_ not in FINITE_TAGS)


def _is_quoted(complement: Complement) -> bool:
    return any(token.is_quote for token in complement.head.doc[slice(*complement.ranges[0])])


def _wants_of(complement: Complement) -> bool:
    """"wants Rome to pay", but not "wants a treaty to end the war": is the one who is to act somebody?"""
    doer = child(complement.head, "nsubj") or child(complement.head.head, "dobj")
    return doer is not None and (doer.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"} or doer.pos_ == "PRON")


# ---- where the content ends before a second cue


def _cut_coordinate(marked: MarkedText, verb: Token, complement: Complement, governors: dict[int, Token]) -> Complement:
    """Ends the content before a second cue that goes with the verb: "said it was late, adding that …".

    The parser hangs such a verb into the clause before it as often as not. What is cut off gets the verb's source.
    """
    doc = marked.doc
    first, last = complement.ranges[-1]
    for token in doc[max(first, complement.head.i) + 1:last] if first >= verb.i else ():
        if marked.quoted[token.i]:
            continue
        border = token.i if _opens_contrast(token) else _second_report(verb, token, complement, first)
        if border is None:
            continue
        if border != token.i:
            governors[token.i] = verb
        return complement._replace(ranges=[*complement.ranges[:-1], (first, border)])
    return complement


def _opens_contrast(token: Token) -> bool:
    """Whether a clause of the reporter's own begins: "…, but they remain apart", "…, despite Rome warning that …"."""
    if token.i == 0 or token.nbor(-1).text != ",":
        return False
    if token.lower_ == "but":
        return any(other.i > token.i and child(other, *SUBJECTS, "expl") is not None
                   for other in children(token.head, "conj"))
    return token.lower_ in {"despite", "with"} and any(
        other.tag_ == "VBG" and verb_cue(other.lemma_) for other in token.doc[token.i + 1:token.i + CONTRAST_TOKENS])


def _second_report(verb: Token, token: Token, complement: Complement, first: int) -> int | None:
    """The comma or conjunction before a second cue that reports beside the verb; None where it reports nothing."""
    cue = verb_cue(token.lemma_)
    if cue is None:
        return None
    subject = child(token, "nsubj", "nsubjpass")
    if subject is not None:
        return _comma_before(subject.left_edge) if _reports_beside(token, cue) else None
    if (border := _border(token, first)) is None:
        return None
    if token.tag_ == "VBG" and token.doc[border].text in DASHES:
        return border
    joined = _tense(token) == _tense(verb) and token.doc[border].lower_ in CONJUNCTIONS and token.dep_ == "conj"
    # it goes with the cue rather than with the verb of the content
    parallel = complement.head.tag_ != token.tag_ or "clause" in cue.takes
    return border if joined and parallel else None


def _reports_beside(token: Token, cue: Cue) -> bool:
    return token.dep_ == "conj" and "clause" in cue.takes and child(token, "ccomp") is not None


def _comma_before(first: Token) -> int | None:
    """The comma of ", and the clerk said": with a subject of its own the second report goes with the first."""
    before = first.doc[max(0, first.i - 2):first.i].text.split()
    return first.i - 2 if before[:1] == [","] and before[-1].lower() in CONJUNCTIONS else None


def _tense(verb: Token) -> str:
    """Tag of the finite word of the verb's group: "did not say" is as past as "said"."""
    return (child(verb, "aux", "auxpass") or verb).tag_


def _border(token: Token, first: int) -> int | None:
    """The comma or conjunction before a token, with at most two adverbs between them."""
    for word in reversed(token.doc[max(first, token.i - 4) + 1:token.i]):
        if word.text in DASHES or word.lower_ in CONJUNCTIONS:
            return word.i
        if word.pos_ not in {"ADV", "SCONJ", "AUX", "PART"} and not word.is_quote:
            return None
    return None


# ---- the statement


def _build(marked: MarkedText, verb: Token, cue: Cue, complement: Complement) -> Statement:
    ranges = complement.ranges
    if complement.frame == "object-clause" and child(verb, "dobj") is not None:
        ranges = [(complement.head.left_edge.i, complement.head.right_edge.i + 1)]
    if complement.frame == "predicate":
        ranges = _quoted_predicate(complement) or ranges
    source = None if complement.frame == "raised" else source_of(verb)
    return Statement(marked.spans(*ranges), complement.frame, verb, source, cue.tone)


def _quoted_predicate(complement: Complement) -> list[tuple[int, int]] | None:
    """The predicate alone where it is a quoted adjective: of "called the talks in Rome “difficult”" the last word.

    With a noun ("called the talks in Rome “a farce”") the object belongs to what was said.
    """
    doc, edge = complement.head.doc, complement.head.left_edge.i
    first, last = complement.ranges[0][0], complement.ranges[-1][1]
    opening = next((token.i for token in doc[max(edge - 1, first + 1):min(edge + 4, last)]
                    if token.text in {"“", "\"", "``", "«", "‘"}), None)
    if opening is None or any(token.pos_ in {"NOUN", "PROPN", "VERB"} for token in doc[opening:last]):
        return None
    while doc[opening - 1].dep_ in {"det", "amod", "advmod"} and opening - 1 > first:
        opening -= 1
    before, behind = doc[first:opening], doc[opening:last]
    is_shorter = sum(token.is_alpha for token in behind) < sum(token.is_alpha for token in before)
    return [(opening, last)] if is_shorter else None


# ---- quoted words without a cue


def find_quoted_as(marked: MarkedText) -> Iterator[Statement]:
    """The statements in which only marks tell whose words follow "as": "waved off the delay as “minimal”"."""
    for token in marked.doc:
        verb = token.head if token.head.dep_ != "dobj" else token.head.head
        if token.lower_ != "as" or verb.pos_ != "VERB" or verb.i > token.i or not _opens_quotation(marked, token) \
                or marked.quoted[token.i] or marked.quoted[verb.i] or child(token, *SUBJECTS, "expl") is not None:
            continue
        thing = next((other for other in children(verb, "dobj") if verb.i < other.i < token.i), None)
        source = source_of(verb)
        if source is not None and thing is not None:
            yield Statement(marked.spans((thing.left_edge.i, token.right_edge.i + 1)), "as-quoted", verb, source)


def _opens_quotation(marked: MarkedText, preposition: Token) -> bool:
    """Whether a quotation of small letters, so no title or name, opens right behind."""
    last = min(preposition.right_edge.i + 1, preposition.i + 1 + QUOTED_AS_TOKENS, len(marked.doc) - 1)
    mark = next((token for token in marked.doc[preposition.i + 1:last] if token.is_quote), None)
    return mark is not None and marked.doc[mark.i + 1].text[:1].islower()
