"""`workbench issues`: checks a file of issues, or suggests phrases from what actors want and reject."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from workbench import project
from workbench.suggest.suggest_actors import _key, _text, read_source

if TYPE_CHECKING:
    import pandas as pd
    from spacy.tokens import Token

    from workbench.extract.issues_file import Issue

REACH = 5  # words from a noun to the end of its prepositional phrase
KEPT = ("compound", "amod", "nmod", "poss", "nummod")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("articles", nargs="?", help="folder, file or glob of articles (default: articles or seeds)")
    parser.add_argument("--suggest", action="store_true", help="write phrases that the issues don't hold")
    parser.add_argument("--issues", help="the file of issues (default: the project's issues.toml)")
    parser.add_argument("--top", type=int, default=15, help="how many phrases at most (default: %(default)s)")


def run_command(args: argparse.Namespace) -> int:
    """Prints suggestions as TOML, or what the file holds."""
    from workbench.extract.issues_file import read_issues

    issues = read_issues(project.find(args.issues) if args.issues else project.data_file("issues.toml"))
    if not args.suggest:
        for issue in issues:
            sys.stdout.write(f"{issue.id:28} {issue.proposition}  ({len(issue.phrases)} phrases, "
                             f"{len(issue.against)} against)\n")
        return 0
    sys.stdout.write(write_toml(suggest_issues(read_source(args.articles), issues, args.top)))
    return 0


def suggest_issues(articles: pd.DataFrame, issues: tuple[Issue, ...] = (), top: int = 15,
                   pipeline: str | None = None) -> pd.DataFrame:
    """Phrases that may word an issue: what stance words govern ("rejected X", "demands for X"), and collocations.

    articles: the table; issues: those there are already, whose words are left out. Returns phrase, times, articles,
    why (`wanted or rejected`, `collocation`), example (a sentence), most frequent first.
    """
    import pandas as pd

    from workbench.compare.words import find_collocations
    from workbench.extract.reading import Settings
    from workbench.syntax import parser
    from workbench.text.stems import stem

    held = [{stem(word) for word in phrase.split()} for issue in issues for phrase in (*issue.phrases, *issue.against)]
    seen: dict[str, dict] = {}
    for article, body in zip(articles["article"], articles["body"], strict=True):
        for sentence in parser.parse(body, pipeline or Settings.pipeline).sents:
            for phrase in _governed(sentence):
                row = seen.setdefault(" ".join(stem(word) for word in phrase.split()), {
                    "phrase": phrase, "times": 0, "articles": set(), "why": "wanted or rejected",
                    "example": sentence.text.strip()})
                row["times"] += 1
                row["articles"].add(article)
    rows = [{**row, "articles": len(row["articles"])} for row in seen.values()]
    governed = {row["phrase"] for row in rows}
    for pair in find_collocations(articles, top=top).itertuples():
        if pair.words not in governed:
            rows.append({"phrase": pair.words, "times": pair.times, "articles": pair.articles, "why": "collocation",
                         "example": ""})
    new = [row for row in rows if not any(words <= {stem(word) for word in row["phrase"].split()} for words in held)]
    table = pd.DataFrame(new, columns=["phrase", "times", "articles", "why", "example"])
    table = table.sort_values(["why", "times", "articles", "phrase"], ascending=[False, False, False, True])
    return table.head(top).reset_index(drop=True)


def _governed(sentence) -> list[str]:
    """The noun phrases that stance words of a sentence govern, without articles and clauses."""
    from workbench.extract.stance.stance_words import operator_at

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
    from workbench.extract.stance.stance_words import lexicon

    if any(noun.lemma_.lower() in words for words in lexicon()["nouns"].values()):
        return ""
    first = next((child.left_edge.i for child in noun.lefts if child.dep_ in KEPT and child.pos_ != "PRON"), noun.i)
    last = noun.i
    for child in noun.rights:
        thing = next((below for below in child.children if below.dep_ == "pobj"), None)
        if child.dep_ == "prep" and thing is not None and thing.i - noun.i <= REACH:
            last = thing.i
            break
    return noun.doc[first:last + 1].text


def write_toml(phrases: pd.DataFrame) -> str:
    """The phrases as entries of issues.toml, to be put together and given a proposition."""
    parts = ["# Suggested from the articles: keep what is in dispute, put wordings of one issue together, and write\n"
             "# each proposition as a sentence with its actor: who does what to whom.\n"]
    for row in phrases.itertuples():
        key = "_".join("".join(char if char.isalnum() else " " for char in row.phrase.lower()).split()[:4])
        lines = [f"# {row.times} times in {row.articles} articles: {row.why}"]
        lines += [f"# {line}" for line in row.example.splitlines() if line]
        phrase = _text(row.phrase)
        lines += [f"[{_key(key)}]", f"name = {phrase}", 'proposition = ""', f"phrases = [{phrase}]"]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)
