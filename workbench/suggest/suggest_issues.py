"""Phrases that may word an issue: what actors in the articles want and reject, and words that go together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.compare.words import find_collocations
from workbench.extract.reading import Settings
from workbench.extract.stance.stance_words import lexicon, operator_at
from workbench.suggest.toml_entries import write_entries
from workbench.syntax import parser
from workbench.text.stems import stem

if TYPE_CHECKING:
    import pandas as pd
    from spacy.tokens import Span, Token

    from workbench.corpus import Corpus
    from workbench.extract.issues_file import Issue

REACH_WORDS = 5  # from a noun to the end of its prepositional phrase
MODIFIERS = ("compound", "amod", "nmod", "poss", "nummod")
COLUMNS = ["phrase", "times", "articles", "why", "example"]


def suggest_issues(articles: pd.DataFrame, issues: tuple[Issue, ...] = (), top: int = 15) -> pd.DataFrame:
    """Find phrases that may word an issue: what stance words govern ("rejected X", "demands for X"), and collocations.

    Parameters
    ----------
    articles : the table
    issues : those that are known already, whose words are left out
    top : how many phrases at most

    Returns
    -------
    A table of COLUMNS, most frequent first; why is "wanted or rejected" or "collocation", example is a sentence.
    """
    import pandas as pd

    held = [_stems(phrase) for issue in issues for phrase in (*issue.phrases, *issue.against)]
    rows = list(_count_governed(articles))
    governed = {row["phrase"] for row in rows}
    rows += [{"phrase": pair.words, "times": pair.times, "articles": pair.articles, "why": "collocation", "example": ""}
             for pair in find_collocations(articles, top=top).itertuples() if pair.words not in governed]
    new = [row for row in rows if not any(words <= _stems(row["phrase"]) for words in held)]
    table = pd.DataFrame(new, columns=COLUMNS)
    table = table.sort_values(["why", "times", "articles", "phrase"], ascending=[False, False, False, True])
    return table.head(top).reset_index(drop=True)


def suggest_confirmed(corpus: Corpus) -> pd.DataFrame:
    """Phrases for issues.toml out of sentences that an analyst confirmed for an issue, or found missed there.

    Offered is what stance words govern in them, as far as the issue has no wording for it yet.

    Returns
    -------
    issue, phrase, times (confirmed sentences that have it) and example, most frequent first.

    Examples
    --------
    >>> suggest_confirmed(corpus)  # doctest: +SKIP
    """
    import pandas as pd

    confirmed: dict[str, dict[str, str]] = {}  # issue → sentences, with an id each
    for line in corpus.reviews.standing:
        if line["layer"] == "stances" and line["verdict"] in ("right", "corrected", "missed"):
            row = {**line["row"], **line["to"]}
            confirmed.setdefault(row["issue"], {}).setdefault(row["evidence"], line["id"])
    known = {issue.id: [_stems(phrase) for phrase in (*issue.phrases, *issue.against)]
             for issue in corpus.settings.issues}
    rows = []
    for issue, sentences in sorted(confirmed.items()):
        found = _count_governed(pd.DataFrame({"article": sentences.values(), "body": sentences.keys()}))
        rows += [[issue, row["phrase"], row["articles"], row["example"]] for row in found
                 if not any(words <= _stems(row["phrase"]) for words in known.get(issue, ()))]
    table = pd.DataFrame(rows, columns=["issue", "phrase", "times", "example"])
    return table.sort_values(["times", "issue", "phrase"], ascending=[False, True, True], ignore_index=True)


def _stems(phrase: str) -> set[str]:
    return {stem(word) for word in phrase.split()}


def _count_governed(articles: pd.DataFrame) -> Iterator[dict]:
    """A row for each phrase that stance words govern somewhere, whatever its inflection."""
    seen: dict[str, dict] = {}
    for article, body in zip(articles["article"], articles["body"], strict=True):
        for sentence in parser.parse(body, Settings.pipeline).sents:
            for phrase in _governed(sentence):
                row = seen.setdefault(" ".join(stem(word) for word in phrase.split()), {
                    "phrase": phrase, "times": 0, "articles": set(), "why": "wanted or rejected",
                    "example": sentence.text.strip()})
                row["times"] += 1
                row["articles"].add(article)
    for row in seen.values():
        yield {**row, "articles": len(row["articles"])}


def _governed(sentence: Span) -> list[str]:
    """The noun phrases that stance words of a sentence govern, without articles and clauses."""
    found = []
    for token in sentence:
        if token.pos_ not in ("NOUN", "PROPN") or token.ent_type_ in ("PERSON", "DATE", "GPE", "TIME"):
            continue
        came, node, preps = token, token.head, list[str]()
        if came.dep_ == "pobj":
            preps, came, node = [node.lower_], node, node.head
        if came.dep_ not in ("dobj", "prep", "nsubjpass") or node == came:
            continue
        operator = operator_at(node, came, preps)
        phrase = _phrase(token)
        if operator is not None and operator.effect in ("support", "oppose") and " " in phrase:
            found.append(phrase)
    return found


def _phrase(noun: Token) -> str:
    """A noun with its modifiers and one prepositional phrase: "control of the port"; nothing for "demands for it"."""
    if any(noun.lemma_.lower() in words for words in lexicon()["nouns"].values()):
        return ""
    modifiers = (child for child in noun.lefts if child.dep_ in MODIFIERS and child.pos_ != "PRON")
    first = next((child.left_edge.i for child in modifiers), noun.i)
    last = noun.i
    for child in noun.rights:
        thing = next((below for below in child.children if below.dep_ == "pobj"), None)
        if child.dep_ == "prep" and thing is not None and thing.i - noun.i <= REACH_WORDS:
            last = thing.i
            break
    return noun.doc[first:last + 1].text


def write_toml(phrases: pd.DataFrame) -> str:
    """The phrases as entries of issues.toml, to be put together and given a proposition."""
    entries = []
    for row in phrases.itertuples():
        key = "_".join("".join(char if char.isalnum() else " " for char in row.phrase.lower()).split()[:4])
        entries.append((key, f"{row.times} times in {row.articles} articles: {row.why}\n{row.example}",
                        {"name": row.phrase, "proposition": "", "phrases": [row.phrase]}))
    return write_entries("Suggested from the articles: keep what is in dispute, put wordings of one issue together, "
                         "and write\neach proposition as a sentence with its actor: who does what to whom.", entries)
