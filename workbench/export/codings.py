"""Codings by hand, out of and into other people's tools: each anchored exactly in its article, or listed as not.

A coding is a span with values by column, such as actor, issue and position. The file's ending tells the format:
.dna (Discourse Network Analyzer), .qdpx (REFI-QDA: MAXQDA, ATLAS.ti, NVivo), .json (W3C web annotations), .tsv or a
folder of them (WebAnno TSV 3, INCEpTION), .csv.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench import tables
from workbench.export.coding_files import read_csv, read_w3c, write_csv, write_w3c
from workbench.export.coding_model import COLUMNS, Coding, Document
from workbench.export.dna import save_dna
from workbench.export.dna_codings import read_dna
from workbench.export.refi_qda import read_qdpx, write_qdpx
from workbench.export.webanno import read_webanno, write_webanno

if TYPE_CHECKING:
    import pandas as pd

    from workbench.corpus import Corpus

BY_HAND = "coded by hand"
OVERLAP = 0.5  # of the characters either has, from which a coding is of the machine's row


class Format(NamedTuple):
    """How a kind of file is written and read; `write` gets documents and codings."""

    write: Callable[[Path, list[Document], list[Coding], str], None] | None
    read: Callable[..., list[Coding]]


FORMATS = {".qdpx": Format(write_qdpx, read_qdpx), ".json": Format(write_w3c, read_w3c),
           ".jsonld": Format(write_w3c, read_w3c), ".csv": Format(write_csv, read_csv),
           ".tsv": Format(write_webanno, read_webanno), "": Format(write_webanno, read_webanno),
           ".dna": Format(None, read_dna)}


def save_codings(corpus: Corpus, path: str | Path, layer: str = "stances") -> Path:
    """Write the rows of a layer as codings for another tool.

    Parameters
    ----------
    path
        The file; its ending tells the format. A folder (no ending) gets a WebAnno TSV file for each article.
    layer
        stances or relations; a .dna file has stances.

    Raises
    ------
    ValueError
        There is no such format, or the layer has no codings.

    Examples
    --------
    >>> save_codings(corpus, "positions.qdpx")  # doctest: +SKIP
    """
    path = Path(path)
    form = _format_of(path)
    _check_layer(layer)
    path.parent.mkdir(parents=True, exist_ok=True)
    if form.write is None:
        return save_dna(corpus, path)
    documents = [Document(*row) for row in corpus.articles[["article", "body"]].itertuples(index=False, name=None)]
    names = tables.TABLES[layer].names
    codings = [Coding(row["article"], row["start"], row["end"], None,
                      {name: row[name] for name in COLUMNS[layer] if row[name] is not None})
               for row in tables.plain(layer, corpus.table(layer)[names].to_dict("records"))]
    form.write(path, documents, codings, layer)
    return path


def load_codings(corpus: Corpus, path: str | Path, layer: str = "stances") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read codings and anchor each in its article.

    A coding is anchored where its document's text is the article's, or where its words stand exactly once in the
    article it names; nothing is guessed.

    Returns
    -------
    The codings as rows (article, start, end, coder and the layer's columns), and those not anchored: document, words,
    values, why.

    Raises
    ------
    FileNotFoundError, ValueError
        There is no such file; there is no such format, or it does not hold what it should.
    """
    import pandas as pd

    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"no codings in {path}: there is no such file or folder")
    form = _format_of(path)
    _check_layer(layer)
    anchor = _Anchor(corpus)
    rows, lost = [], []
    for coding in form.read(path, corpus, layer):
        values, why = _check_values(corpus, layer, coding)
        place = coding.wrong or why or anchor.find(coding)
        if isinstance(place, tuple):
            rows.append({"article": place[0], "start": place[1], "end": place[2], "coder": coding.coder, **values})
        else:
            lost.append([coding.document, coding.words or "", str(coding.values), place])
    return (pd.DataFrame(rows, columns=["article", "start", "end", "coder", *COLUMNS[layer]]),
            pd.DataFrame(lost, columns=["document", "words", "values", "why"]))


def add_codings(corpus: Corpus, path: str | Path, layer: str = "stances", who: str | None = None,
                complete: bool = False) -> pd.DataFrame:
    """Take codings in as judgements: they measure the machine at once (`wb.measure_precision`).

    A row that says the same of overlapping words is right, one with other values is corrected, and a coding without a
    row is missed by the machine.

    Parameters
    ----------
    who
        The coder where the file names none.
    complete
        Whether the coded articles are coded throughout: then the machine's other rows in them are wrong.

    Returns
    -------
    The codings that could not be anchored, with the reason.
    """
    from workbench.review.judgeable import LAYERS, missed_row

    coded, lost = load_codings(corpus, path, layer)
    found = corpus.as_found(layer).to_dict("records")
    taken: set[int] = set()
    for coding in coded.astype(object).where(coded.notna(), None).to_dict("records"):
        coder = coding.pop("coder") or who
        number = _row_of(coding, found, taken)
        if number is None:
            body = corpus.articles.loc[corpus.articles["article"] == coding["article"], "body"].iloc[0]
            start, end = coding["start"], coding["end"]
            given = {name: value for name, value in coding.items() if value is not None}
            corpus.review(layer, missed_row(layer, coding["article"], start, end, body[start:end], given), "missed",
                          who=coder, note=BY_HAND)
            continue
        taken.add(number)
        given = {name: coding[name] for name in LAYERS[layer].correctable if coding.get(name) is not None
                 and str(coding[name]) != str(found[number][name])}
        corpus.review(layer, found[number], "corrected" if given else "right", given or None, who=coder, note=BY_HAND)
    for number, row in enumerate(found):
        if complete and number not in taken and row["article"] in set(coded["article"]):
            corpus.review(layer, row, "wrong", who=who, note=BY_HAND)
    return lost


def _row_of(coding: dict[str, Any], found: list[dict[str, Any]], taken: Iterable[int]) -> int | None:
    """The machine's row of the same words; of several, the one that agrees in most."""
    best: tuple[int, float, int] | None = None
    for number, row in enumerate(found):
        if row["article"] != coding["article"] or number in taken:
            continue
        both = min(row["end"], coding["end"]) - max(row["start"], coding["start"])
        share = both / max(1, max(row["end"], coding["end"]) - min(row["start"], coding["start"]))
        same = sum(str(row.get(name)) == str(value) for name, value in coding.items())
        # two positions on one issue may stand in one sentence: what the row is about has to agree
        if share > OVERLAP and all(str(row.get(name)) == str(coding[name]) for name in ("issue",) if name in coding):
            best = max(filter(None, (best, (same, share, -number))))
    return -best[2] if best else None


def _format_of(path: Path) -> Format:
    suffix = "" if path.is_dir() else path.suffix.lower()
    if suffix not in FORMATS:
        raise ValueError(f"no codings in files that end in {suffix!r}; there are "
                         f"{', '.join(filter(None, FORMATS))}, or a folder of WebAnno .tsv files")
    return FORMATS[suffix]


def _check_layer(layer: str) -> None:
    if layer not in COLUMNS:
        raise ValueError(f"no codings of {layer!r}; there are codings of {', '.join(COLUMNS)}")


def _check_values(corpus: Corpus, layer: str, coding: Coding) -> tuple[dict[str, Any], str]:
    """The values of the layer's columns; and why they are none, if so."""
    values = {name: value for name, value in coding.values.items() if name in COLUMNS[layer]}
    for column in tables.TABLES[layer].columns:
        value = values.get(column.name)
        if column.values and value is not None and value not in column.values:
            return values, f"{column.name} {value!r} is none of {', '.join(column.values)}"
        if column.required and column.name in ("issue", "position", "holder", "target", "sign") and value is None:
            return values, f"it has no {column.name}"
    issues = {issue.id for issue in corpus.settings.issues}
    if issues and "issue" in values and values["issue"] not in issues:
        return values, f"no issue {values['issue']!r} in issues.toml"
    return values, ""


class _Anchor:
    """Where a coding stands in the corpus."""

    def __init__(self, corpus: Corpus):
        self.bodies = dict(zip(corpus.articles["article"], corpus.articles["body"], strict=True))
        self.by_body = {body: article for article, body in self.bodies.items()}
        titles = corpus.articles.dropna(subset=["title"]).drop_duplicates("title", keep=False)
        self.by_title = dict(zip(titles["title"], titles["article"], strict=True))

    def find(self, coding: Coding) -> tuple[str, int, int] | str:
        """Article, start and end; or why there are none."""
        if coding.text is not None and coding.text in self.by_body:
            return self._stands(self.by_body[coding.text], coding)
        article = coding.document if coding.document in self.bodies else self.by_title.get(coding.document)
        if article is None:
            return "its document is no article of this corpus"
        return self._stands(article, coding)

    def _stands(self, article: str, coding: Coding) -> tuple[str, int, int] | str:
        body = self.bodies[article]
        start, end = coding.start, coding.end
        if start is not None and end is not None and 0 <= start < end <= len(body) and (
                body[start:end] == coding.words if coding.words else coding.text == body):
            return article, start, end
        if not coding.words:
            return "its characters are not those of the article, and it has no words to look for"
        if (number := body.count(coding.words)) == 1:
            return article, body.index(coding.words), body.index(coding.words) + len(coding.words)
        return f"its words stand {number} times in the article" if number else "its words do not stand in the article"
