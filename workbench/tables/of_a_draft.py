"""The tables of a draft, not of a corpus: what workbench/checking finds."""

from __future__ import annotations

from workbench.tables.columns import RULE, Column, Table

CHECKS = Table("checks", "What of a draft its sources bear out, and what not.", ("start", "end", "what", "verdict"), (
    Column("start", "integer", "first character of the words in the draft", required=True),
    Column("end", "integer", "character after the last one in the draft", required=True),
    Column("what", "text", "what is checked", ("quotation", "statement", "fact"), required=True),
    Column("verdict", "text", "what the sources say of it",
           ("verbatim", "supported", "told as fact", "altered", "other speaker", "other day", "out of its condition",
            "stronger", "only claimed", "disputed", "other", "not found"), required=True),
    Column("change", "text", "what is another", ("word", "omission", "addition", "joined", "negation", "number", "day",
                                                 "name", "cue", "modal", "condition", "claim")),
    Column("detail", "text", "the difference in words: source → draft"),
    Column("text", "text", "the draft's words", required=True),
    Column("speaker", "text", "who said it according to the draft"),
    Column("article", "text", "the source's article"),
    Column("source_start", "integer", "first character of the source's words in its body"),
    Column("source_end", "integer", "character after the source's words"),
    Column("evidence", "text", "the source's words"),
    Column("source_speaker", "text", "who said it according to the source, as written"),
    Column("source_said_on", "day", "day it was said, if the source tells"),
    Column("nearest", "pairs", "[article, sentence] of the nearest, where nothing is found"),
    Column("confidence", "number", "how sure the verdict is, 0 to 1", required=True), RULE))
BALANCE = Table("balance", "Whom a draft quotes, beside whom its sources quote.", ("actor",), (
    Column("actor", "text", "actor id", required=True),
    Column("words", "integer", "words of its statements in the draft", required=True),
    Column("source_words", "integer", "words of its statements in the sources", required=True),
    Column("independent_sources", "integer", "articles that have one, copies of one text counted once", required=True),
    Column("is_missing", "yes or no", "quoted by the sources, not by the draft", required=True)))
