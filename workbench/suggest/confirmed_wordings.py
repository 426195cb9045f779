"""Wordings for issues.toml out of sentences that an analyst confirmed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workbench.suggest.suggest_issues import governed_phrases, stems_of
from workbench.syntax import parser

if TYPE_CHECKING:
    import pandas as pd

    from workbench.corpus import Corpus


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

    confirmed: dict[str, set[str]] = {}
    for line in corpus.reviews.standing:
        if line["layer"] == "stances" and line["verdict"] in ("right", "corrected", "missed"):
            row = {**line["row"], **line["to"]}
            confirmed.setdefault(row["issue"], set()).add(row["evidence"])
    known = {issue.id: [stems_of(phrase) for phrase in (*issue.phrases, *issue.against)]
             for issue in corpus.settings.issues}
    rows = []
    for issue, sentences in sorted(confirmed.items()):
        times, examples = Counter[str](), dict[str, str]()
        for sentence in sorted(sentences):
            for phrase in dict.fromkeys(governed_phrases(parser.parse(sentence, corpus.settings.pipeline))):
                times[phrase] += 1
                examples.setdefault(phrase, sentence)
        rows += [[issue, phrase, number, examples[phrase]] for phrase, number in times.items()
                 if not any(words <= stems_of(phrase) for words in known.get(issue, ()))]
    table = pd.DataFrame(rows, columns=["issue", "phrase", "times", "example"])
    return table.sort_values(["times", "issue", "phrase"], ascending=[False, True, True], ignore_index=True)
