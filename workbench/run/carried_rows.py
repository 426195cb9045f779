"""The rows in a report's page as they are read back: a report may come from anybody, so their form is checked."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, NonNegativeInt, model_validator


class CarriedArticle(BaseModel):
    """An article of a report."""

    article: str
    file: str
    record: str
    sha256: str
    body: str


class CarriedRow(BaseModel):
    """A row of a report: where its words stand, and the paragraphs around them, by the place of their article."""

    id: str
    title: str
    cited: list[list[NonNegativeInt]]                                             # article, start, end, from, to
    passages: list[tuple[NonNegativeInt, NonNegativeInt, NonNegativeInt, list[Any]]]  # article, start, end, marks

    @model_validator(mode="after")
    def has_places(self) -> CarriedRow:
        """Raises ValueError for a place that is none."""
        if any(len(cited) < 3 for cited in self.cited):
            raise ValueError("a place without article, start and end")
        return self

    def places(self) -> list[int]:
        """The places of its articles."""
        return sorted({cited[0] for cited in self.cited} | {passage[0] for passage in self.passages})


class CarriedLayer(BaseModel):
    """The rows of one table."""

    title: str
    rows: list[CarriedRow]


class CarriedRows(BaseModel):
    """Everything that `show.report_rows.collect_rows` put into a page, as far as it is compared with files."""

    articles: list[CarriedArticle]
    layers: list[CarriedLayer]

    @model_validator(mode="after")
    def knows_its_articles(self) -> CarriedRows:
        """Raises ValueError for a row of an article that the report does not carry."""
        if any(place >= len(self.articles) for layer in self.layers for row in layer.rows for place in row.places()):
            raise ValueError("a row of an article that is not there")
        return self
