"""A row's evidence: its sentence in its paragraph, the words that count marked, and where exactly they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import project
from workbench.show.escape import html, link, plain
from workbench.show.spans import STYLE, Mark, mark_spans
from workbench.text.spelling import plain_marks

if TYPE_CHECKING:
    from workbench.corpus import Corpus

Row = Mapping[str, Any]
SHARED = 3  # sentences of a copy to show


@dataclass(frozen=True)
class Passage:
    """Paragraphs of one article, [start, end) of its body, and what is marked in them."""

    article: str
    start: int
    end: int
    marks: list[Mark]


@dataclass(frozen=True)
class Evidence:
    """What there is to show for one row; a notebook shows it as a card, a terminal as text."""

    title: str
    passages: list[Passage]
    citation: str
    facts: dict[str, str] = field(default_factory=dict)
    _corpus: Any = field(default=None, repr=False)

    def _repr_html_(self) -> str:
        facts = "".join(f" · {html(name)}: <b>{html(value)}</b>" for name, value in self.facts.items() if value)
        parts = [f'<h3>{html(self.title)}</h3><p class="wb-meta">{facts[3:]}</p>' if facts else
                 f"<h3>{html(self.title)}</h3>"]
        for passage in self.passages:
            record = article_record(self._corpus, passage.article)
            text = mark_spans(record["body"], passage.start, passage.end, passage.marks)
            parts.append(f'<p class="wb-meta">{describe_article(record)}</p>'
                         f'<p class="wb-text" data-article="{html(passage.article)}">{text}</p>')
        parts.append(f'<p class="wb-meta">Cite as: <cite>{html(self.citation)}</cite></p>')
        return f'{STYLE}<div class="wb wb-card tex2jax_ignore mathjax_ignore">{"".join(parts)}</div>'

    def __repr__(self) -> str:
        lines = [plain(self.title), *(f"  {name}: {plain(value)}" for name, value in self.facts.items() if value)]
        for passage in self.passages:
            body = article_record(self._corpus, passage.article)["body"]
            lines.append("  " + plain(body[passage.start:passage.end]))
        return "\n".join([*lines, "  " + plain(self.citation)])


def show_evidence(corpus: Corpus, layer: str, row: int | Row) -> Evidence:
    """The evidence of one row, as a card: its sentence in its paragraph, with what the rule saw marked in it.

    layer: quotes, stances, relations, times, mentions, events, utterances, disagreements or copies.
    row: a row of that table, or its position in it.
    Raises ValueError for another layer, IndexError for a position the table does not have.

    >>> show_evidence(corpus, "quotes", 0)  # doctest: +SKIP
    """
    if layer not in _MAKERS:
        raise ValueError(f"no evidence cards for {layer!r}; there are cards for {', '.join(_MAKERS)}")
    chosen = getattr(corpus, layer).iloc[row] if isinstance(row, int) else row
    return _MAKERS[layer](corpus, dict(chosen))


def name_actor(corpus: Corpus, actor: Any) -> str:
    """The name of an actor by id, as the registry has it; the id itself where the registry does not know it."""
    known = corpus.actors.actors.get(actor) if corpus.actors is not None and isinstance(actor, str) else None
    return plain(known.name if known else actor)


def name_issue(corpus: Corpus, issue: str) -> str:
    """The name of an issue by id; the id itself where no such issue was given."""
    return plain(next((known.name for known in corpus.settings.issues if known.id == issue), issue))


def article_record(corpus: Corpus, article: str) -> Row:
    """One article's row. Raises KeyError, naming some that exist."""
    found = corpus.articles.loc[corpus.articles["article"] == article]
    if found.empty:
        raise KeyError(f"no article {article!r} in this corpus; the first ones are "
                       f"{corpus.articles['article'].head(5).tolist()}")
    return found.iloc[0].to_dict()


def describe_article(record: Row) -> str:
    """HTML: headline (a link where the address is a plain one), outlet, date."""
    title = plain(record["title"]) or plain(record["article"])
    outlet = html(record["outlet"]) or "outlet unknown"
    return " · ".join([link(record["url"], title), outlet, day(record["published"])])


def day(value: Any) -> str:
    """A day as ISO text, or that it is unknown."""
    return "date unknown" if value is None or value != value else str(value)[:10]


def cite(corpus: Corpus, article: str, start: int, end: int, words: str, speaker: str = "", said_on: Any = None) -> str:
    """A citation: speaker, words, outlet, day, and the file and characters where it stands."""
    record = article_record(corpus, article)
    quoted = " ".join(plain(words).split())
    quoted = f"“{_single_marks(quoted)}”"
    known = said_on is not None and said_on == said_on
    parts = [f"{speaker}: {quoted}" if speaker else quoted, plain(record["outlet"]) or "outlet unknown",
             f"said {day(said_on)}, published {day(record['published'])}" if known else day(record["published"]),
             locate_words(corpus, article, start, end)]
    return ". ".join(parts)


def _single_marks(words: str) -> str:
    """Words to stand between double quotation marks: without marks around them, those inside single."""
    if words[:1] in "“\"«" and words[-1:] in "”\"»":
        words = words[1:-1]
    return words.replace("“", "‘").replace("”", "’").replace('"', "'")


def locate_words(corpus: Corpus, article: str, start: int, end: int) -> str:
    """File and characters of [start, end) of the body: `seeds/000.txt, characters 120–180`."""
    places = corpus.locate(article, start, end)
    if not places:
        return f"{plain(article)}, characters {start}–{end} of the text"
    path, root = Path(places[0][0]), project.root()
    if root is not None and path.is_absolute() and path.is_relative_to(root):
        path = path.relative_to(root)
    return f"{plain(path.as_posix())}, characters {places[0][1]}–{places[-1][2]}"


def frame_passage(corpus: Corpus, article: str, start: int, end: int, marks: list[Mark],
                  mark_sentences: bool = True) -> Passage:
    """The paragraphs around [start, end), its sentences marked besides `marks`."""
    body = article_record(corpus, article)["body"]
    begin = body.rfind("\n\n", 0, start)
    finish = body.find("\n\n", end)
    sentences = corpus.sentences
    here = sentences[(sentences["article"] == article) & (sentences["start"] < end) & (sentences["end"] > start)]
    spans = [Mark(int(first), int(last), "sentence")
             for first, last in zip(here["start"], here["end"], strict=True)] if mark_sentences else []
    return Passage(article, 0 if begin < 0 else begin + 2, len(body) if finish < 0 else finish, [*spans, *marks])


def mark_row(layer: str, row: Row, name: Callable[[Any], str] = plain) -> list[Mark]:
    """What to mark for one row of an extracted layer; `name` turns actor ids into names."""
    if layer == "quotes":
        who = ", ".join(map(name, row["speakers"]))
        marks = [Mark(int(row[f"{part}_start"]), int(row[f"{part}_end"]), part, label)
                 for part, label in (("source", f"speaker: {who}" if who else "source, no known actor"), ("cue", "cue"))
                 if _known(row[f"{part}_start"])]
        return marks + [Mark(int(start), int(end), "content", f"{row['kind']} statement")
                        for start, end in row["content_spans"]]
    label = {
        "stances": lambda: f"{name(row['actor']) or plain(row['holder_text'])}: {row['position']}",
        "relations": lambda: f"{name(row['holder'])}: {row['sign']} to {name(row['target'])}",
        "times": lambda: row["value"],
        "mentions": lambda: "" if name(row["actor"]) == row["text"] else name(row["actor"]),
        "event_mentions": lambda: f"{row['status']} {day(row['begin'])}",
        "quantities": lambda: plain(row["unit"]),
    }[layer]()
    role = {"stances": "stance", "relations": "relation", "times": "time", "mentions": "mention",
            "event_mentions": "event", "quantities": "quantity"}[layer]
    return [Mark(int(row["start"]), int(row["end"]), role, label)]


def _known(value: Any) -> bool:
    import pandas as pd

    return not pd.isna(value)


def _quote(corpus: Corpus, row: Row) -> Evidence:
    names = [name_actor(corpus, actor) for actor in row["speakers"]]
    speaker = ", ".join(names) or plain(row["source"]) or "source not given"
    spans = row["content_spans"]
    start, end = int(min(span[0] for span in spans)), int(max(span[1] for span in spans))
    marks = mark_row("quotes", row, lambda actor: name_actor(corpus, actor))
    first, last = min([start, *(mark.start for mark in marks)]), max([end, *(mark.end for mark in marks)])
    facts = {"kind": row["kind"], "as written": plain(row["source"]), "cue": plain(row["cue"]),
             "via": plain(row["via"]), "to": plain(row["addressee"]), "in": plain(row["medium"]),
             "said on": day(row["said_on"]) if _known(row["said_on"]) else "", **_trail(row)}
    return Evidence(f"{speaker}, {row['kind']} statement", [frame_passage(corpus, row["article"], first, last, marks)],
                    cite(corpus, row["article"], start, end, " … ".join(row["content"]), speaker, row["said_on"]),
                    facts, corpus)


def _span(layer: str, title: Callable[[Corpus, Row], str]) -> Callable[[Corpus, Row], Evidence]:
    def show(corpus: Corpus, row: Row) -> Evidence:
        article, start, end = row["article"], int(row["start"]), int(row["end"])
        marks = mark_row(layer, row, lambda actor: name_actor(corpus, actor))
        body = article_record(corpus, article)["body"]
        words = row.get("evidence") or body[start:end]
        first = max(body.rfind(words, 0, start + len(words)), 0)
        facts = {"basis": row.get("basis"), "said by": name_actor(corpus, row.get("said_by")), "type": row.get("type"),
                 "said on": day(row["said_on"]) if _known(row.get("said_on")) else "",
                 "how": row.get("how"), "anchor": row.get("anchor"), **_trail(row)}
        return Evidence(title(corpus, row), [frame_passage(corpus, article, start, end, marks)],
                        cite(corpus, article, first, first + len(words), words),
                        {name: plain(value) for name, value in facts.items() if value is not None}, corpus)
    return show


def _trail(row: Row) -> dict[str, str]:
    return {"rule": plain(row.get("rule")), "reviewed": plain(row.get("reviewed"))}


def _pairs(corpus: Corpus, pairs: Any) -> list[Passage]:
    """A passage for each [article, sentence], the sentence marked; one that is not in its body is left out."""
    passages = []
    for article, sentence in pairs:
        start = article_record(corpus, article)["body"].find(sentence)
        if start >= 0:
            end = start + len(sentence)
            passages.append(frame_passage(corpus, article, start, end, [Mark(start, end, "event", "report")]))
    return passages


def _event(corpus: Corpus, row: Row) -> Evidence:
    days = day(row["begin"]) if row["begin"] == row["finish"] else f"{day(row['begin'])} to {day(row['finish'])}"
    facts = {"status": row["status"], "dated": row["precision"], "independent sources": str(row["independent_sources"]),
             "claimed by": ", ".join(name_actor(corpus, actor) for actor in row["claimed_by"]), **_trail(row)}
    return Evidence(f"{days}: {plain(row['label'])}", _pairs(corpus, row["evidence"]),
                    _cite_first(corpus, row["evidence"]), facts, corpus)


def _disagreement(corpus: Corpus, row: Row) -> Evidence:
    return Evidence(f"{plain(row['about'])}: {' / '.join(map(plain, row['claims']))}", _pairs(corpus, row["evidence"]),
                    _cite_first(corpus, row["evidence"]), {"differ in": row["kind"]}, corpus)


def _cite_first(corpus: Corpus, pairs: Any) -> str:
    for article, sentence in pairs:
        start = article_record(corpus, article)["body"].find(sentence)
        if start >= 0:
            return cite(corpus, article, start, start + len(sentence), sentence)
    return "no sentence of this corpus"


def _utterance(corpus: Corpus, row: Row) -> Evidence:
    quotes = corpus.quotes[corpus.quotes["quote_id"].isin(list(row["quote_ids"]))]
    cards = [_quote(corpus, quote) for quote in quotes.to_dict("records")]
    return Evidence(f"{name_actor(corpus, row['speaker'])}, as {len(cards)} articles have it",
                    [passage for card in cards for passage in card.passages],
                    next((card.citation for card in cards), ""),
                    {"differs": "; ".join(map(plain, row["differs"]))}, corpus)


def _copy(corpus: Corpus, row: Row) -> Evidence:
    passages = []
    for article, other in ((row["article"], row["copy_of"]), (row["copy_of"], row["article"])):
        body, theirs = (article_record(corpus, name)["body"] for name in (article, other))
        marks = _shared_sentences(corpus, article, body, theirs)
        first, last = (marks[0].start, marks[min(SHARED, len(marks)) - 1].end) if marks else (0, 0)
        passages.append(frame_passage(corpus, article, first, last, marks, mark_sentences=False))
    return Evidence(f"{plain(row['article'])} repeats {plain(row['copy_of'])}", passages,
                    f"{locate_words(corpus, row['article'], passages[0].start, passages[0].end)} and "
                    f"{locate_words(corpus, row['copy_of'], passages[1].start, passages[1].end)}",
                    {"shared": f"{row['shared']:.0%} of the shorter one", "why": plain(row.get("why"))}, corpus)


def _shared_sentences(corpus: Corpus, article: str, body: str, theirs: str) -> list[Mark]:
    squeezed = _squeeze(theirs)
    here = corpus.sentences[corpus.sentences["article"] == article]
    return [Mark(int(start), int(end), "shared", "in both")
            for start, end in zip(here["start"], here["end"], strict=True)
            if end - start > 20 and _squeeze(body[start:end]) in squeezed]


def _squeeze(text: str) -> str:
    """Text as two outlets would both set it: quotation marks, dashes and spaces of one kind."""
    return " ".join(plain_marks(text).replace("--", "-").split())


_MAKERS: dict[str, Callable[[Corpus, Row], Evidence]] = {
    "quotes": _quote,
    "stances": _span("stances", lambda corpus, row: f"{name_actor(corpus, row['actor']) or plain(row['holder_text'])}: "
                                                    f"{row['position']} · {name_issue(corpus, row['issue'])}"),
    "relations": _span("relations", lambda corpus, row: f"{name_actor(corpus, row['holder'])}: {row['sign']} "
                                                        f"to {name_actor(corpus, row['target'])}"),
    "times": _span("times", lambda corpus, row: f"{plain(row['text'])}: {plain(row['value'])}"),
    "mentions": _span("mentions", lambda corpus, row: f"{plain(row['text'])}: {name_actor(corpus, row['actor'])}"),
    "events": _event,
    "utterances": _utterance,
    "disagreements": _disagreement,
    "copies": _copy,
}
