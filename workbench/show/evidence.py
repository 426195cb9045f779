"""A row's evidence: its sentence in its paragraph, with the words that count marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import pandas as pd

from workbench.compare.copies import CREDIT
from workbench.corpus import Corpus
from workbench.show.escape import html, plain
from workbench.show.labels import (
    TOWARDS,
    article_record,
    cite,
    day,
    describe_article,
    describe_short,
    locate_words,
    name_actor,
    name_issue,
    tell_proposition,
)
from workbench.show.spans import STYLE, Mark, mark_spans
from workbench.text.calendar_days import tell_days
from workbench.text.spelling import plain_marks

_sentences: WeakKeyDictionary[Corpus, dict[str, list[tuple[int, int]]]] = WeakKeyDictionary()  # a report asks for all
COPIED_SENTENCES = 3  # of a copy that are shown at the least
SHORTEST_COPIED_CHARACTERS = 20  # a shorter sentence stands in many articles


class Passage(NamedTuple):
    """Paragraphs of one article, [start, end) of its body, and what is marked in them."""

    article: str
    start: int
    end: int
    marks: list[Mark]


@dataclass(frozen=True)
class Card:
    """What a card says, before anything draws it: a notebook does in HTML, a report's page in its own script."""

    title: str
    facts: dict[str, str]
    passages: list[Passage]
    citation: str
    cited: list[tuple[str, int, int]]  # article and [start, end) of its body: the words that the row stands on


@dataclass(frozen=True)
class Evidence:
    """What there is to show for a row or an article; a notebook shows it as HTML, a terminal as text."""

    html: str
    text: str
    citation: str = ""

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def show_evidence(corpus: Corpus, layer: str, row: int | Mapping[str, Any]) -> Evidence:
    """The evidence of one row, as a card: its sentence in its paragraph, with what the rule saw marked in it.

    Parameters
    ----------
    layer : quotes, stances, relations, times, mentions, quantities, events, utterances, disagreements or copies
    row : a row of that table, or its position in it

    Raises
    ------
    ValueError, IndexError : for another layer; for a position the table does not have
    """
    if layer not in _CARDS:
        raise ValueError(f"no evidence cards for {layer!r}; there are cards for {', '.join(_CARDS)}")
    row = getattr(corpus, layer).iloc[row] if isinstance(row, int) else row
    return _draw_card(corpus, make_card(corpus, layer, row))


def make_card(corpus: Corpus, layer: str, row: Mapping[str, Any]) -> Card:
    """What the card of one row of a layer that has cards says."""
    return _CARDS[layer](corpus, dict(row))


def show_sentence(corpus: Corpus, row: Mapping[str, Any]) -> Evidence:
    """A card of one sentence (article, start, end) in its paragraph, the rows found in it left unmarked."""
    article, start, end = row["article"], row["start"], row["end"]
    words = article_record(corpus, article)["body"][start:end]
    passage = frame_passage(corpus, article, start, end, [Mark(start, end, "happening", "look here")])
    citation = cite(corpus, article, start, end, words)
    return _draw_card(corpus, _make_card("What is missing here?", [passage], citation, {}, [(article, start, end)]))


def tell_why(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a card says of why the row is there: heading and words."""
    return {"rule": row.get("rule"), "reviewed": row.get("reviewed")}


def frame_passage(corpus: Corpus, article: str, start: int, end: int, marks: list[Mark],
                  mark_sentences: bool = True) -> Passage:
    """The paragraphs around [start, end), its sentences marked besides `marks`."""
    body = article_record(corpus, article)["body"]
    begin, finish = body.rfind("\n\n", 0, start), body.find("\n\n", end)
    spans = [Mark(first, last, "sentence") for first, last in sentence_spans(corpus, article)
             if first < end and last > start] if mark_sentences else []
    return Passage(article, 0 if begin < 0 else begin + 2, len(body) if finish < 0 else finish, [*spans, *marks])


def sentence_spans(corpus: Corpus, article: str) -> list[tuple[int, int]]:
    """First character, and the one after the last, of each sentence of an article."""
    if corpus not in _sentences:
        spans: dict[str, list[tuple[int, int]]] = {}
        for name, *span in corpus.sentences[["article", "start", "end"]].itertuples(index=False, name=None):
            spans.setdefault(name, []).append((int(span[0]), int(span[1])))
        _sentences[corpus] = spans
    return _sentences[corpus].get(article, [])


# layer -> how its span is marked (see spans.STYLE), and the label beside it; `name` turns actor ids into names
_LABELS: dict[str, tuple[str, Callable[[Mapping[str, Any], Callable[[Any], str]], str]]] = {
    "stances": ("stance", lambda row, name: f"{name(row['actor']) or plain(row['holder_text'])}: {row['position']}"),
    "relations": ("relation", lambda row, name: " ".join((
        name(row["holder"]), TOWARDS[row["sign"]], name(row["target"])))),
    "times": ("time", lambda row, name: row["value"]),
    "mentions": ("mention", lambda row, name: "" if name(row["actor"]) == row["text"] else name(row["actor"])),
    "event_mentions": ("happening", lambda row, name: f"{row['status']} {day(row['begin'])}"),
    "quantities": ("quantity", lambda row, name: plain(row["unit"])),
}


def mark_row(corpus: Corpus, layer: str, row: Mapping[str, Any]) -> list[Mark]:
    """What to mark for one row of an extracted layer."""
    name = partial(name_actor, corpus)
    if layer != "quotes":
        role, label = _LABELS[layer]
        return [Mark(int(row["start"]), int(row["end"]), role, label(row, name))]
    who = ", ".join(map(name, row["speakers"]))
    parts = {"source": f"speaker: {who}" if who else "source, no known actor", "cue": "cue"}
    return [*(Mark(int(row[f"{part}_start"]), int(row[f"{part}_end"]), part, label)
              for part, label in parts.items() if pd.notna(row[f"{part}_start"])),
            *(Mark(int(start), int(end), "content", f"{row['kind']} statement") for start, end in row["content_spans"])]


def _make_card(title: str, passages: list[Passage], citation: str, facts: Mapping[str, Any],
               cited: list[tuple[str, int, int]]) -> Card:
    """A card with those of the facts that are known."""
    known = {name: words for name, value in facts.items() if (words := plain(value))}
    return Card(plain(title), known, passages, citation, cited)


def _draw_card(corpus: Corpus, card: Card) -> Evidence:
    line = " · ".join(f"{html(name)}: <b>{html(words)}</b>" for name, words in card.facts.items())
    parts = [f"<h3>{html(card.title)}</h3>" + (f'<p class="wb-meta">{line}</p>' if line else "")]
    texts = []
    for article, start, end, marks in card.passages:
        record = article_record(corpus, article)
        parts.append(f'<p class="wb-meta">{describe_article(record)}</p><p class="wb-text" data-article="'
                     f'{html(article)}">{mark_spans(record["body"], start, end, marks)}</p>')
        texts.append(plain(record["body"][start:end]))
    parts.append(f'<p class="wb-meta">Cite as: <cite>{html(card.citation)}</cite></p>')
    lines = [*(f"{name}: {words}" for name, words in card.facts.items()), *texts, plain(card.citation)]
    return Evidence(f'{STYLE}<div class="wb wb-card tex2jax_ignore mathjax_ignore">{"".join(parts)}</div>',
                    "\n  ".join([card.title, *lines]), card.citation)


def _quote(corpus: Corpus, row: Mapping[str, Any]) -> Card:
    speaker = (", ".join(name_actor(corpus, actor) for actor in row["speakers"]) or plain(row["source"])
               or "source not given")
    starts, ends = zip(*row["content_spans"], strict=True)
    cited = row["article"], int(min(starts)), int(max(ends))
    citation = cite(corpus, *cited, " … ".join(row["content"]), speaker, row["said_on"])
    facts = {"kind": row["kind"], "as written": row["source"], "source": row["source_kind"],
             "unnamed because": row["anonymity"], "cue": row["cue"], "via": row["via"],
             "to": row["addressee"], "in": row["medium"], "said on": day(row["said_on"], ""), **tell_why(row)}
    return _make_card(f"{speaker}, {row['kind']} statement", [_quote_passage(corpus, row)], citation, facts, [cited])


def _quote_passage(corpus: Corpus, row: Mapping[str, Any]) -> Passage:
    marks = mark_row(corpus, "quotes", row)
    first, last = min(mark.start for mark in marks), max(mark.end for mark in marks)
    return frame_passage(corpus, row["article"], first, last, marks)


def _span(layer: str, corpus: Corpus, row: Mapping[str, Any]) -> Card:
    """The card of a layer whose rows are one span of the body."""
    article, start, end = row["article"], int(row["start"]), int(row["end"])
    marks = mark_row(corpus, layer, row)
    title = {"stances": lambda: f"{marks[0].label} · {name_issue(corpus, row['issue'])}",
             "times": lambda: f"{plain(row['text'])}: {plain(row['value'])}",
             "mentions": lambda: f"{plain(row['text'])}: {name_actor(corpus, row['actor'])}",
             "quantities": lambda: plain(row["text"])}
    body = article_record(corpus, article)["body"]
    words = row.get("evidence") or body[start:end]
    first = max(body.rfind(words, 0, start + len(words)), 0)
    cited = article, first, first + len(words)
    said_by = name_actor(corpus, row.get("said_by"))
    facts = {"proposition": tell_proposition(corpus, row.get("issue")), "basis": row.get("basis"),
             "said by": said_by, "type": row.get("type"),
             "said on": day(row.get("said_on"), ""), "how": row.get("how"), "anchor": row.get("anchor"),
             **tell_why(row)}
    return _make_card(title.get(layer, lambda: marks[0].label)(),
                      [frame_passage(corpus, article, start, end, marks)],
                      cite(corpus, *cited, words, said_by or ""), facts, [cited])


def _show_reports(corpus: Corpus, title: str, pairs: Any, facts: Mapping[str, Any]) -> Card:
    """A card of [article, sentence] pairs, each sentence marked; one that is not in its body is left out."""
    passages: list[Passage] = []
    cited: list[tuple[str, int, int]] = []
    citation = "no sentence of this corpus"
    for article, sentence in pairs:
        start = article_record(corpus, article)["body"].find(sentence)
        if start >= 0:
            end = start + len(sentence)
            citation = citation if passages else cite(corpus, article, start, end, sentence)
            passages.append(frame_passage(corpus, article, start, end, [Mark(start, end, "happening", "report")]))
            cited.append((article, start, end))
    return _make_card(title, passages, citation, facts, cited)


def _event(corpus: Corpus, row: Mapping[str, Any]) -> Card:
    days = tell_days(row["begin"], row["finish"], row["precision"] == "vague")
    stages = " → ".join(dict.fromkeys(stage["stage"] for stage in row["stages"]))
    facts = {"status": row["status"], "stages": stages, "dated": row["precision"],
             "independent sources": row["independent_sources"],
             "claimed by": ", ".join(name_actor(corpus, actor) for actor in row["claimed_by"]), **tell_why(row)}
    return _show_reports(corpus, f"{days}: {plain(row['label'])}", row["evidence"], facts)


def _disagreement(corpus: Corpus, row: Mapping[str, Any]) -> Card:
    title = f"{plain(row['about'])}: {' / '.join(map(plain, row['claims']))}"
    return _show_reports(corpus, title, row["evidence"], {"differ in": row["kind"]})


def _utterance(corpus: Corpus, row: Mapping[str, Any]) -> Card:
    quotes = corpus.quotes[corpus.quotes["quote_id"].isin(list(row["quote_ids"]))].to_dict("records")
    cards = [_quote(corpus, quote) for quote in quotes]
    return _make_card(f"{name_actor(corpus, row['speaker'])}, as {len(quotes)} articles have it",
                      [passage for card in cards for passage in card.passages], cards[0].citation if cards else "",
                      {"differs": "; ".join(map(plain, row["differs"]))},
                      [place for card in cards for place in card.cited])


def _copy(corpus: Corpus, row: Mapping[str, Any]) -> Card:
    passages, places = [], []
    for article, other in ((row["article"], row["copy_of"]), (row["copy_of"], row["article"])):
        body, squeezed = article_record(corpus, article)["body"], _squeeze(article_record(corpus, other)["body"])
        marks = [Mark(start, end, "shared", "in both") for start, end in sentence_spans(corpus, article)
                 if end - start > SHORTEST_COPIED_CHARACTERS and _squeeze(body[start:end]) in squeezed]
        first, last = (marks[0].start, marks[:COPIED_SENTENCES][-1].end) if marks else (0, 0)
        passages.append(frame_passage(corpus, article, first, last, marks, mark_sentences=False))
        places.append(locate_words(corpus, article, passages[-1].start, passages[-1].end))
    named = describe_short(corpus, row["article"], row["copy_of"])
    title = f"{named}: the first repeats the second" if row.get("why") == CREDIT else f"{named} carry one text"
    return _make_card(title, passages, " and ".join(places),
                      {"shared": f"{row['shared']:.0%} of the shorter one", "why": row.get("why")},
                      [passage[:3] for passage in passages])


def _squeeze(text: str) -> str:
    """Text as two outlets would both set it: quotation marks, dashes and spaces of one kind."""
    return " ".join(plain_marks(text).replace("--", "-").split())


_CARDS: dict[str, Callable[[Corpus, Mapping[str, Any]], Card]] = {
    "quotes": _quote, **{layer: partial(_span, layer)
                        for layer in ("stances", "relations", "times", "mentions", "quantities")},
    "events": _event, "utterances": _utterance, "disagreements": _disagreement, "copies": _copy,
}
