"""`check`: a draft against the sources it was written from, every verdict with the words of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from workbench import tables
from workbench.checking.attributions import Finding, check_attribution, name_speaker
from workbench.checking.check_balance import weigh
from workbench.checking.check_quotations import check_wording
from workbench.checking.check_statements import check_content, find_told, judge_fact, nearly_best
from workbench.checking.draft_parts import Draft, Part
from workbench.checking.source_index import Place, SourceIndex
from workbench.checking.verdicts import WRONG
from workbench.show.labels import names_of
from workbench.text.calendar_days import read_day

if TYPE_CHECKING:
    import pandas as pd

    from workbench.corpus import Corpus

NEAREST = 3             # sentences shown for what is not found

Row = dict[str, Any]


class Checked:
    """A draft that was checked: its text, the tables `checks` and `balance`, and the names of actors and articles."""

    def __init__(self, text: str, checks: pd.DataFrame, balance: pd.DataFrame, names: Mapping[str, str]):
        self.text, self.checks, self.balance, self.names = text, checks, balance, names

    @property
    def faults(self) -> pd.DataFrame:
        """The rows that find something wrong."""
        return self.checks[self.checks["verdict"].isin(WRONG)]

    def __repr__(self) -> str:
        counts = self.checks["verdict"].value_counts()
        return f"<Checked: {', '.join(f'{number} {verdict}' for verdict, number in counts.items()) or 'nothing'}>"

    def _repr_html_(self) -> str:
        from workbench.checking.check_report import draw

        return draw(self)


def check(text: str, corpus: Corpus, published: str | date | None = None) -> Checked:
    """Check a draft against its sources.

    Parameters
    ----------
    text
        The draft; its characters are those that `start` and `end` of the rows count.
    corpus
        The sources, analysed.
    published
        The day the draft is of, from which "on Friday" counts; without it that of the newest source.

    Returns
    -------
    The tables `checks` and `balance`, and the draft's text.

    Raises
    ------
    TypeError
        `text` is not a str.
    ValueError
        The corpus has no articles.

    Examples
    --------
    >>> import pandas as pd
    >>> import workbench as wb
    >>> source = pd.DataFrame({"text": ["“The bridge is not safe,” the engineer Ada Holm said on Friday."]})
    >>> wb.check("“The bridge is safe,” Ada Holm said.", wb.load(source)).faults[["verdict", "change"]].values.tolist()
    [['altered', 'negation']]
    """
    if not isinstance(text, str):
        raise TypeError(f"a draft to check is a str, not {type(text).__name__}: read files with read_draft()")
    if corpus.articles.empty:
        raise ValueError("no articles to check against: give the corpus the draft was written from")
    day = read_day(published, "published") or read_day(corpus.articles["published"].max(), "published")
    index, draft = SourceIndex(corpus), Draft(text, day, corpus.settings)
    rows = [row for part in draft.parts() for row in _check_part(part, draft, index)]
    return Checked(text, tables.make("checks", rows), tables.make("balance", weigh(draft, corpus)), names_of(corpus))


def _check_part(part: Part, draft: Draft, index: SourceIndex) -> Iterator[Row]:
    if part.what == "quotation":
        faults, places = check_wording(part, draft, index)
        good = "verbatim"
    else:
        told = nearly_best(find_told(part.words, index))
        places = [one.within for one in told]
        faults = list(check_content(part, told, draft, index))
        good = "supported"
    if not places:
        yield _not_found(part, draft, index)
        return
    # who said a quotation that is put together is told with its parts
    if not any(fault.change == "joined" for fault in faults):
        faults += check_attribution(part, places, draft, index)
    if part.what == "fact" and not any(fault.verdict == "altered" for fault in faults):
        judged = judge_fact(part, told, index)
        faults += [judged] if judged.verdict != "told as fact" or not faults else []
    elif not faults:
        faults = [_find_nothing(part, good, places[0], index)]
    for fault in faults:
        yield _describe(part, fault, draft, index)


def _find_nothing(part: Part, good: str, place: Place, index: SourceIndex) -> Finding:
    """What is told where nothing is wrong; a source may have the words without quotation marks."""
    if part.what == "quotation" and not index.texts[place.article].is_quoted(*index.span_of(place)):
        return Finding(good, "not between quotation marks in the source", place, "words of the article", 0.6)
    return Finding(good, "", place, "same words", 1.0)


def _describe(part: Part, found: Finding, draft: Draft, index: SourceIndex) -> Row:
    source, (start, end) = index.texts[found.place.article], index.span_of(found.place)
    said = next(iter(index.statements_at(found.place)), None)
    return {**_describe_part(part, draft), "verdict": found.verdict, "change": found.change, "detail": found.detail,
            "article": source.article, "source_start": start, "source_end": end,
            "evidence": source.body[start:end], "source_speaker": name_speaker(said) if said else None,
            "source_said_on": said["said_on"] if said else None,
            "confidence": round(min(found.confidence, 1.0), 2), "rule": found.rule}


def _describe_part(part: Part, draft: Draft) -> Row:
    return {"start": part.start, "end": part.end, "what": part.what, "text": draft.text[part.start:part.end],
            "speaker": name_speaker(part.row) if part.row else None}


def _not_found(part: Part, draft: Draft, index: SourceIndex) -> Row:
    nearest = [index.places[number] for _, number in index.rank_sentences(part.words, NEAREST)]
    return {**_describe_part(part, draft), "verdict": "not found", "nearest": _shown(nearest, index),
            "confidence": 0.5, "rule": "no sentence of the sources is near enough"}


def _shown(places: Sequence[Place], index: SourceIndex) -> list[list[str]]:
    return [[index.texts[place.article].article,
             index.texts[place.article].body[slice(*index.span_of(place))]] for place in places]
