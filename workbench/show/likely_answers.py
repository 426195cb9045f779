"""What a row to judge is likely to be instead, and what a missed row may hold: choices, one key each."""

from __future__ import annotations

from typing import Any, NamedTuple

from workbench import tables
from workbench.corpus import Corpus
from workbench.review import LAYERS
from workbench.review.draw import Question
from workbench.review.judgeable import Row, missed_row, span_of
from workbench.show.labels import article_record, name_actor, name_issue

ACTORS = ("speakers", "actor", "holder", "target")
FIELDS = {"quotes": ("speakers", "kind"), "stances": ("actor", "issue", "position"),
          "relations": ("holder", "target", "sign")}
NEAR_CHARACTERS = 400  # around a row: who is mentioned there may be meant


class Choice(NamedTuple):
    """What a key stands for: its label, and the values by column."""

    label: str
    values: dict[str, Any]


def likely_corrections(corpus: Corpus, question: Question) -> list[Choice]:
    """Other values of one column each: those a column declares, the issues, and the actors mentioned nearby."""
    layer, row = question.layer, question.row
    choices = []
    for column in sorted(LAYERS[layer].correctable, key=lambda column: column in (*ACTORS, "issue")):
        choices += [choice for choice in _choices(corpus, question, column)
                    if choice.values[column] != row.get(column)]
    return choices


def missed_fields(corpus: Corpus, question: Question) -> dict[str, list[Choice]]:
    """For each field of a row missed in the question's sentence, what it may be."""
    return {column: _choices(corpus, question, column) for column in FIELDS[question.layer]}


def row_missed_here(corpus: Corpus, question: Question, given: Row) -> Row:
    """The missed row as the table has it, the whole sentence its span."""
    layer, (article, start, end) = question.layer, question.draw["sentence"]
    words = article_record(corpus, article)["body"][start:end]
    return missed_row(layer, article, start, end, words, given | ({"holder_text": ""} if layer == "stances" else {}))


def _choices(corpus: Corpus, question: Question, column: str) -> list[Choice]:
    if column in ACTORS:
        return [Choice(f"{column}: {name_actor(corpus, actor)}", {column: [actor] if column == "speakers" else actor})
                for actor in _actors_near(corpus, question)]
    if column == "issue":
        return [Choice(f"issue: {name_issue(corpus, issue.id)}", {column: issue.id})
                for issue in corpus.settings.issues]
    values = tables.TABLES[question.layer].column(column).values
    return [Choice(f"{column}: {value}", {column: value}) for value in values]


def _actors_near(corpus: Corpus, question: Question) -> list[str]:
    """The actors mentioned in the sentence or around the row, nearest first."""
    row = question.row
    article = row["article"] if "article" in row else row["evidence"][0][0]
    body = article_record(corpus, article)["body"]
    start, end = (row["start"], row["end"]) if question.is_sentence else span_of(question.layer, row, body)
    here = corpus.mentions[(corpus.mentions["article"] == article) & corpus.mentions["actor"].notna()]
    near = sorted((max(start - last, first - end, 0), first, actor) for first, last, actor in
                  here[["start", "end", "actor"]].itertuples(index=False, name=None))
    return list(dict.fromkeys(actor for distance, _, actor in near if distance <= NEAR_CHARACTERS))
