"""Every table of the workbench, declared once: columns, type, meaning and key.

Code, tests, documentation and notebooks read these declarations. Names follow one rule: `start` and `end`
are characters of the article's body, half-open; `begin` and `finish` are days, both included; `*_start` and
`*_end` are the span of what `*` names.
"""

from __future__ import annotations

from workbench.tables.columns import RULE, Column, Table
from workbench.tables.of_a_draft import BALANCE, CHECKS


def _span(what: str) -> tuple[Column, Column]:
    return (
        Column("start", "integer", f"first character of {what} in the body", required=True),
        Column("end", "integer", f"character after the last one of {what} in the body", required=True),
    )


ARTICLE = Column("article", "text", "id of the article: its file's stem", required=True)
STAGES = ("announced", "expected", "planned", "moved", "cancelled", "denied", "began", "held", "happened", "ended")
CONFIDENCE = Column("confidence", "number", "how sure it is, from 0 to 1: of rows with 0.8 some 80 % are right on news "
                    "that was coded by reading")
REVIEWED = (
    Column("reviewed", "text", "what an analyst said of the row: right, corrected, added, or nothing"),
    Column("review_key", "text", "key of the judgement in data/reviews.jsonl, if there is one"),
)
SENTENCE = Column("evidence", "text", "the sentence that shows it, as it stands in the body", required=True,
                  stands="around the span")

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("articles", "One row an article, as it was taken in.", ("article",), (
            ARTICLE,
            Column("title", "text", "headline, without the site's name"),
            Column("standfirst", "text", "the sentence or two between headline and text"),
            Column("published", "day", "day of publication, if known or inferred"),
            Column("published_from", "text", "where the day comes from",
                   ("header", "dateline", "metadata", "inferred", "file name", "unknown"), required=True),
            Column("published_evidence", "text", "the words the day was read or inferred from"),
            Column("outlet", "text", "who published it"),
            Column("named_by_file", "texts", "columns whose value was read from the names of file and folders"),
            Column("authors", "texts", "persons who wrote it"),
            Column("url", "text", "canonical address"),
            Column("tags", "texts", "subjects the outlet gave it"),
            Column("language", "text", "ISO 639-1 code of the body's language"),
            Column("headings", "texts", "sub-headings, in order"),
            Column("body", "text", "the text that is analysed: paragraphs joined by an empty line", required=True),
            Column("origin", "stretches", "where each stretch of the body stood: dicts of start, end (body), "
                                          "from, to (characters of the decoded file); see intake/origin.py"),
            Column("removed", "stretches", "what was taken out: dicts of text, reason, from, to"),
            Column("words", "integer", "number of words of the body", required=True),
            Column("path", "text", "the file it came from"),
            Column("encoding", "text", "how the file's bytes were decoded"),
            Column("record", "text", "the record within the file, where a file holds several"),
            Column("sha256", "text", "hash of the file's bytes", required=True),
        )),
        Table("problems", "What could not be read, and what to do about it.", ("path", "record", "problem"), (
            Column("path", "text", "file or folder", required=True),
            Column("record", "text", "line, record or article within it"),
            Column("problem", "text", "what was found, and what to do", required=True),
        )),
        Table("sentences", "The sentences of each body.", ("article", "start"), (
            ARTICLE, *_span("the sentence"),
            Column("paragraph", "integer", "number of its paragraph, from 0", required=True),
        )),
        Table("mentions", "Where an actor is mentioned; a plural has a row for each actor.",
              ("article", "start", "end", "actor"), (
            ARTICLE, *_span("the mention"),
            Column("text", "text", "the words", required=True, stands="at the span"),
            Column("actor", "text", "actor id; none where it cannot be told who of `candidates` is meant"),
            Column("how", "text", "by what kind of words", ("name", "role", "pronoun", "metonym"), required=True),
            Column("candidates", "texts", "the actor ids between whom it cannot be told"),
        )),
        Table("found_actors", "Actors that an article names and the registry does not hold.", ("article", "actor"), (
            ARTICLE,
            Column("actor", "text", "actor id, made of the name", required=True),
            Column("name", "text", "the most complete name that the article has", required=True),
            Column("kind", "text", "what it is", ("person", "state", "organisation", "group"), required=True),
            Column("pronoun", "text", "he or she, where the article tells"),
        )),
        Table("times", "Temporal expressions, as TIMEX3.", ("article", "start", "end"), (
            ARTICLE, *_span("the expression"),
            Column("text", "text", "the words", required=True, stands="at the span"),
            Column("type", "text", "TIMEX3 type", ("DATE", "TIME", "DURATION", "SET"), required=True),
            Column("value", "text", "TIMEX3 value, ISO 8601; a range is an interval", required=True),
            Column("mod", "text", "TIMEX3 modifier: START, MID, END, APPROX, MORE_THAN, LESS_THAN, BEFORE, AFTER …"),
            Column("begin", "day", "first day meant, if known"),
            Column("finish", "day", "last day meant, if known"),
            Column("anchor", "text", "what it was resolved against: published, an earlier expression, or nothing"),
            RULE, *REVIEWED,
        )),
        Table("quotes", "Attributed statements: direct, mixed and indirect.", ("quote_id",), (
            Column("quote_id", "text", "article id and first character of the content", required=True),
            ARTICLE,
            Column("kind", "text", "all between quotation marks, partly, or not",
                   ("direct", "mixed", "indirect"), required=True),
            Column("speakers", "texts", "actor ids; empty for an unnamed or unresolved source"),
            Column("source", "text", "who said it, as written", stands="at its own span"),
            Column("source_kind", "text", "what the source is; none for a pronoun that may be anybody",
                   ("named", "role", "organisation", "anonymous", "document", "poll", "crowd")),
            Column("anonymity", "text", "why the source is unnamed, as written", stands="somewhere"),
            Column("source_start", "integer", "first character of the source"),
            Column("source_end", "integer", "character after the source"),
            Column("cue", "text", "the word that attributes, as written", stands="at its own span"),
            Column("cue_start", "integer", "first character of the cue"),
            Column("cue_end", "integer", "character after the cue"),
            Column("tone", "text", "tone of the cue: neutral, accuse, deny, threaten …"),
            Column("content", "texts", "what was said, in parts", stands="at its spans"),
            Column("content_spans", "spans", "[start, end] of each part"),
            Column("via", "text", "who passed it on, as written", stands="somewhere"),
            Column("addressee", "text", "to whom, as written", stands="somewhere"),
            Column("medium", "text", "where it was said, as written", stands="somewhere"),
            Column("said_on", "day", "day it was said, if the text tells"),
            RULE, *REVIEWED,
        )),
        Table("stances", "An actor supports, opposes, conditionally accepts or leaves open an issue.",
              ("article", "start", "end", "actor", "holder_text", "issue", "position"), (
            ARTICLE,
            Column("actor", "text", "actor id of the holder, if there is one"),
            Column("holder_text", "text", "the holder as written", stands="somewhere"),
            Column("said_by", "text", "actor id of who says so of the holder, where another does"),
            Column("issue", "text", "issue id", required=True),
            Column("position", "text", "towards the issue's proposition",
                   ("support", "oppose", "conditional", "unclear"), required=True),
            Column("basis", "text", "whose words show it",
                   ("own words", "reported speech", "narration"), required=True),
            Column("said_on", "day", "day it was said, if the text tells"),
            SENTENCE, *_span("the words that assert it"), RULE, CONFIDENCE, *REVIEWED,
        )),
        Table("relations", "Who speaks or acts for or against whom.", ("article", "start", "end", "holder", "target"), (
            ARTICLE,
            Column("holder", "text", "actor id", required=True),
            Column("target", "text", "actor id", required=True),
            Column("sign", "text", "for or against", ("positive", "negative"), required=True),
            SENTENCE, *_span("the words that show it"), RULE, CONFIDENCE, *REVIEWED,
        )),
        Table("event_mentions", "Dated clauses, from which events are merged.", ("article", "start", "end", "begin"), (
            ARTICLE, *_span("the clause"),
            Column("begin", "day", "first day, if the words tell one"),
            Column("finish", "day", "last day, if the words tell one"),
            Column("precision", "text", "how exactly it is dated", ("day", "range", "vague", "undated"), required=True),
            Column("dated", "text", "the words that date it"),
            Column("label", "text", "who did what, in the sentence's own words", required=True,
                   stands="in the evidence's words"),
            Column("predicate", "text", "lemma of the verb or noun that names the event", required=True),
            Column("kind", "text", "family of words the predicate is of, or itself", required=True),
            Column("actors", "texts", "actor ids that take part"),
            Column("status", "text", "past or announced", ("happened", "planned"), required=True),
            Column("stage", "text", "what the clause tells of the event", STAGES, required=True),
            Column("claimed_by", "texts", "actor ids in whose statement it stands"),
            Column("about", "texts", "lemmas of the label's content words"),
            SENTENCE, RULE,
        )),
        Table("quantities", "Numbers with what they count.", ("article", "start", "end"), (
            ARTICLE, *_span("the number and what it counts"),
            Column("text", "text", "the words", required=True, stands="at the span"),
            Column("low", "number", "smallest number meant", required=True),
            Column("high", "number", "largest number meant", required=True),
            Column("mod", "text", "TIMEX3's modifier for the number", ("MORE_THAN", "LESS_THAN", "APPROX")),
            Column("unit", "text", "lemma of the head noun counted", required=True),
            Column("predicate", "text", "lemma of the verb that says what became of them"),
            Column("agent", "text", "the word for who does it, as written"),
            Column("status", "text", "past, or planned and possible", ("happened", "planned")),
            Column("about", "texts", "content words of its clause: lemmas, and names as written"),
            Column("actors", "texts", "actor ids in the clause"),
            Column("begin", "day", "first day meant by the sentence's date, if it has one and no other"),
            Column("finish", "day", "last day meant by it"),
            SENTENCE, RULE,
        )),
        Table("events", "What happened or is planned, merged over articles.", ("event_id",), (
            Column("event_id", "text", "first day, kind of deed and a number", required=True),
            Column("begin", "day", "first day", required=True),
            Column("finish", "day", "last day", required=True),
            Column("precision", "text", "how exactly it is dated", ("day", "range", "vague"), required=True),
            Column("label", "text", "who did what, in a sentence's own words", required=True,
                   stands="in the evidence's words"),
            Column("predicate", "text", "lemma of the verb or noun that names the event, in the label", required=True),
            Column("kind", "text", "family of words the predicate is of, or itself"),
            Column("about", "texts", "lemmas of the content words of all its clauses' labels"),
            Column("actors", "texts", "actor ids"),
            Column("articles", "texts", "articles that report it"),
            Column("outlets", "texts", "their outlets"),
            Column("independent_sources", "integer", "articles, copies of one text counted once", required=True),
            Column("status", "text", "past or announced", ("happened", "planned"), required=True),
            Column("claimed_by", "texts", "actor ids in whose statement it stands, where all evidence does"),
            Column("evidence", "pairs", "[article, sentence] of each report", stands="in the articles"),
            Column("stages", "stretches", "dicts of stage, begin, finish, claimed_by, evidence"),
            Column("salience", "number", "how much it matters, 0 to 1: sources, tellings, headline or lead, kind"),
            *REVIEWED,
        )),
        Table("copies", "Pairs of articles that share text.", ("article", "copy_of"), (
            ARTICLE,
            Column("copy_of", "text", "the article it repeats", required=True),
            Column("shared", "number", "share of the shorter one's shingles found in the other, 0 to 1", required=True),
            Column("why", "text", "what tells the direction: earlier, longer, agency credit"),
        )),
        Table("utterances", "One utterance as several articles have it.", ("utterance_id",), (
            Column("utterance_id", "text", "speaker and a number", required=True),
            Column("speaker", "text", "actor id", required=True),
            Column("quote_ids", "texts", "its quotes"),
            Column("articles", "texts", "articles that carry it"),
            Column("wordings", "texts", "each quote's words, in the order of quote_ids", stands="at the quotes"),
            Column("forms", "texts", "each beside the fullest: whole, cut, changed, cut and changed, paraphrased"),
            Column("differs", "texts", "the words that differ, a pair a text: `a | b`"),
            Column("fullest", "text", "quote_id of the fullest wording"),
            Column("said_on", "day", "day it was said, if a text tells"),
        )),
        Table("disagreements", "The same thing counted or dated differently.", ("about", "articles"), (
            Column("about", "text", "what the claims are about", required=True),
            Column("articles", "texts", "article of each claim"),
            Column("claims", "texts", "each claim in its own words"),
            Column("evidence", "pairs", "[article, sentence] of each claim", stands="in the articles"),
            Column("kind", "text", "counted or dated differently", ("count", "date"), required=True),
        )),
    )
}

# kept beside the tables that are shown: with it a text is not parsed again when only other layers' inputs change
PARSES = Table("parses", "The parse of each body, see workbench/syntax/kept_parse.py.", ("article",), (
    ARTICLE, *(Column(name, "tokens", meaning, required=True) for name, meaning in (
        ("lengths", "characters"), ("spaces", "1 where a space follows"), ("lemmas", "lemma, _ for the word itself"),
        ("tags", "Penn Treebank tag"), ("pos", "universal part of speech"), ("deps", "relation to the head"),
        ("heads", "how many tokens on the head is"), ("entities", "label of the named entity, _ for none"),
        ("inside", "3 where a named entity begins, 1 within one, 2 outside"))),
))

BESIDE = {table.name: table for table in (PARSES, CHECKS, BALANCE)}


def find_table(name: str) -> Table:
    """The declaration of table `name`; KeyError where there is none."""
    return BESIDE.get(name) or TABLES[name]
