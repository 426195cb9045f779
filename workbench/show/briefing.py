"""The first page of a report: findings in sentences, each made from rows and leading to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from workbench.corpus import Corpus
from workbench.show.escape import plain
from workbench.show.evidence import sentence_spans
from workbench.show.findings import list_news
from workbench.show.labels import article_record, count, name_actor, name_issue, tell_proposition
from workbench.show.report_rows import Carried
from workbench.text.calendar_days import tell_days

MOST_EVENTS, MOST_ACTORS, MOST_ISSUES, MOST_LINES = 8, 8, 5, 10
VERDICT_WORDS = 6  # of words between marks that are a verdict rather than a statement
BETWEEN_MARKS = re.compile(r"[“\"]([^“”\"]{3,80})[”\"]")
# how well a position is shown, the best first, and how that is said
BASES = {"own words": "in own words", "reported speech": "as reported", "narration": "as the article tells"}
SAID = {"support": "for", "oppose": "against", "conditional": "on conditions", "unclear": "undecided"}
Pair = tuple[Mapping[str, Any], Mapping[str, Any]]  # a row and what the page carries of it


@dataclass(frozen=True)
class Line:
    """A sentence that leads to its rows, and what is told beside it."""

    text: str
    address: str
    told: str = ""


@dataclass(frozen=True)
class Grid:
    """Lines side by side."""

    title: str
    heads: list[str]
    rows: list[tuple[str, list[list[Line]]]]


@dataclass(frozen=True)
class Part:
    """One heading of the briefing with what stands below it."""

    title: str
    lead: str = ""
    lines: list[Line] = field(default_factory=list)
    grid: Grid | None = None


def make_briefing(corpus: Corpus, carried: Carried, since: str = "") -> list[Part]:
    """The parts of a briefing that have something to tell, in the order they are read.

    Parameters
    ----------
    since : a day, or the tables of an earlier report, to tell what is new since then, as `list_news` takes it
    """
    events, quotes = carried.rows["events"], carried.rows["quotes"]
    dated = [pair for pair in events if pair[0]["precision"] != "vague"]
    past = [pair for pair in dated if pair[0]["status"] == "happened"]
    last = corpus.articles["published"].max()
    ahead = [pair for pair in events if pair[0]["status"] == "planned" and not pair[0]["finish"] < last]
    parts = [
        Part("What is new", "What the articles bring that no earlier one told.", _tell_news(corpus, carried, since)),
        Part("What happened", "What most sources tell of what happened, and when.", _tell_events(corpus, past)),
        Part("What is next", "What was announced and was still ahead when the last article came out.",
             _tell_events(corpus, ahead)),
        Part("Demands side by side", "The best sentence for each position; none where no article shows one.",
             grid=_lay_out_demands(corpus, carried.rows["stances"])),
        Part("Verdicts in their own words", "Short words in quotation marks, the latest first.",
             _tell_verdicts(corpus, quotes)),
        Part("Numbers, and who claims them", "", _tell_numbers(corpus, carried.rows["quantities"])),
        Part("Who is quoted", "", _tell_speakers(corpus, quotes)),
    ]
    return [part for part in parts if part.lines or part.grid]


def _tell_news(corpus: Corpus, carried: Carried, since: str) -> list[Line]:
    """Of each kind of news the first few, each with the row it is."""
    rows = {row["event_id"]: (row["label"], f"#{there['id']}") for row, there in carried.rows["events"]}
    rows |= {row["quote_id"]: (f"{there['cells'][1]}: {' … '.join(row['content'])}", f"#{there['id']}")
             for row, there in carried.rows["quotes"]}
    rows |= {article["article"]: (article["title"] or article["name"], f"#{article['id']}")
             for article in carried.page["articles"]}
    lines = []
    for what, group in list_news(corpus, since).groupby("what", sort=False):
        for key, label in group[["id", "label"]].head(MOST_LINES).itertuples(index=False):
            if what == "moved position":
                actor, issue, position = key.rsplit(":", 2)
                text = f"{name_actor(corpus, actor)} on {name_issue(corpus, issue)}: now {SAID.get(position, position)}"
                address = "#stances?" + urlencode({"actor": actor, "issue": issue, "kind": position})
            else:
                text, address = rows.get(key, (label, "#events"))
            lines.append(Line(" ".join(plain(label if what == "resolved plan" else text).split()), address, str(what)))
    return lines


def _tell_events(corpus: Corpus, events: Iterable[Pair]) -> list[Line]:
    most = sorted(events, key=lambda pair: (-pair[0]["independent_sources"], -len(pair[0]["articles"])))[:MOST_EVENTS]
    lines = []
    for row, carried in sorted(most, key=lambda pair: pair[0]["begin"]):
        number, independent = len(row["articles"]), row["independent_sources"]
        told = f"told by {number} of {count(len(corpus.articles), 'article')}"
        if independent < number:
            told += f", {independent} of them independent" if independent > 1 else ", all of one text"
        if row["claimed_by"]:
            told += f"; says {', '.join(name_actor(corpus, actor) for actor in row['claimed_by'])}"
        days = tell_days(row["begin"], row["finish"], row["precision"] == "vague")
        lines.append(Line(f"{days}: {plain(row['label'])}", f"#{carried['id']}", told))
    return lines


def _lay_out_demands(corpus: Corpus, stances: Sequence[Pair]) -> Grid | None:
    """Actor × issue: for each position the sentence that shows it best, the proposition above."""
    known = [pair for pair in stances if isinstance(pair[0]["actor"], str)]
    issues = [issue for issue, _ in Counter(row["issue"] for row, _ in known).most_common(MOST_ISSUES)]
    actors = [actor for actor, _ in Counter(row["actor"] for row, _ in known).most_common(MOST_ACTORS)]
    if not issues:
        return None
    heads = ["Actor", *(f"{name_issue(corpus, issue)}: “{tell_proposition(corpus, issue)}”" for issue in issues)]
    rows = [(name_actor(corpus, actor), [_fill_cell(corpus, known, actor, issue) for issue in issues])
            for actor in actors]
    return Grid("For or against each proposition", heads, rows)


def _fill_cell(corpus: Corpus, stances: Sequence[Pair], actor: str, issue: str) -> list[Line]:
    here = [pair for pair in stances if (pair[0]["actor"], pair[0]["issue"]) == (actor, issue)]
    lines = []
    for position, number in Counter(row["position"] for row, _ in here).most_common():
        row, carried = min((pair for pair in here if pair[0]["position"] == position),
                           key=lambda pair: (list(BASES).index(pair[0]["basis"]), len(pair[0]["evidence"])))
        more = "#stances?" + urlencode({"actor": actor, "issue": issue, "kind": position})
        by = f"as {name_actor(corpus, row['said_by'])} says" if isinstance(row["said_by"], str) else BASES[row["basis"]]
        lines += [Line(f"{SAID.get(position, position)}: {' '.join(plain(row['evidence']).split())}",
                       f"#{carried['id']}", by)]
        if number > 1:
            lines.append(Line(f"all {number}", more))
    return lines


def _tell_verdicts(corpus: Corpus, quotes: Sequence[Pair]) -> list[Line]:
    """Who called it what: a few words in marks within a statement, each once."""
    lines: dict[tuple[str, str], Line] = {}
    for row, carried in reversed(quotes):
        body = article_record(corpus, row["article"])["body"]
        who = ", ".join(name_actor(corpus, actor) for actor in row["speakers"])
        if not who or row["kind"] != "mixed":
            continue
        for start, end in row["content_spans"]:
            for found in BETWEEN_MARKS.finditer(body[start:end]):
                words = plain(found[1]).strip(" ,.;")
                if len(words.split()) <= VERDICT_WORDS:
                    sentence = _sentence_at(corpus, row["article"], start, body)
                    lines.setdefault((who, words.lower().replace("-", "")), Line(
                        f"“{words}”: {who}", f"#{carried['id']}", sentence))
    return list(lines.values())[:MOST_LINES]


def _sentence_at(corpus: Corpus, article: str, start: int, body: str) -> str:
    span = next(((first, last) for first, last in sentence_spans(corpus, article) if first <= start < last), None)
    return " ".join(plain(body[slice(*span)]).split()) if span else ""


def _tell_numbers(corpus: Corpus, quantities: Sequence[Pair]) -> list[Line]:
    """Each number once, with who says it and the sentence; what is counted most comes first."""
    units = Counter(row["unit"] for row, _ in quantities)
    lines: dict[tuple, Line] = {}
    for row, carried in sorted(quantities, key=lambda pair: (-units[pair[0]["unit"]], pair[0]["unit"])):
        who = ", ".join(name_actor(corpus, actor) for actor in dict.fromkeys(row["claimed_by"]))
        lines.setdefault((row["low"], row["high"], row["unit"], who), Line(
            f"{plain(row['text'])}: {who or 'told by the article itself'}", f"#{carried['id']}",
            " ".join(plain(row["evidence"]).split())))
    return list(lines.values())[:MOST_LINES]


def _tell_speakers(corpus: Corpus, quotes: Sequence[Pair]) -> list[Line]:
    speakers = Counter(actor for row, _ in quotes for actor in row["speakers"])
    articles: dict[str, set[str]] = {}
    for row, _ in quotes:
        for actor in row["speakers"]:
            articles.setdefault(actor, set()).add(row["article"])
    return [Line(f"{name_actor(corpus, actor)}: {count(number, 'statement')}", "#quotes?" + urlencode({"actor": actor}),
                 f"in {len(articles[actor])} of {count(len(corpus.articles), 'article')}")
            for actor, number in speakers.most_common(MOST_EVENTS)]
