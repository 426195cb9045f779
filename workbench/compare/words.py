"""Which words mark a corpus: collocations, keyness and concordance, with nltk and without downloads."""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

import pandas as pd

from workbench.text.function_words import stop_words
from workbench.text.stems import stem

# words of letters, with inner apostrophes and hyphens: "Russia's", "US-brokered"
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


def _words(body: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in WORD.findall(body)]


def find_collocations(articles: pd.DataFrame, least: int = 3, top: int = 20) -> pd.DataFrame:
    """Pairs of words that stand together more often than chance: columns words, times, articles, score.

    Parameters
    ----------
    least : times a pair must occur
    top : pairs returned at most, those with the highest score (log-likelihood ratio, Dunning 1993) first

    Examples
    --------
    >>> import pandas as pd
    >>> bodies = pd.DataFrame({"article": ["a"], "body": ["Peace talks fail. Peace talks resume. Peace talks end."]})
    >>> find_collocations(bodies)["words"].tolist()
    ['peace talks']
    """
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    skip = stop_words()
    texts = [_words(body) for body in articles["body"]]
    finder = BigramCollocationFinder.from_documents(texts)
    finder.apply_freq_filter(least)
    finder.apply_word_filter(lambda word: word in skip or len(word) < 3)
    pairs = [set(pairwise(text)) for text in texts]
    scored = sorted(finder.score_ngrams(BigramAssocMeasures.likelihood_ratio), key=lambda item: (-item[1], item[0]))
    rows = [(" ".join(pair), finder.ngram_fd[pair], sum(pair in seen for seen in pairs), round(score, 1))
            for pair, score in scored[:top]]
    return pd.DataFrame(rows, columns=["words", "times", "articles", "score"])


def measure_keyness(articles: pd.DataFrame, chosen: Iterable[str], top: int = 20) -> pd.DataFrame:
    """Words that mark the `chosen` articles against all others: columns word, here, elsewhere, score.

    The score is log-likelihood (Rayson and Garside 2000), of words more frequent here; above 6.63 is p < 0.01.
    """
    counts, chosen = _count_words(articles), set(chosen)
    here, elsewhere = (sum((counts[article] for article in counts if (article in chosen) == is_here), Counter())
                       for is_here in (True, False))
    rows = _compare_counts(here, here + elsewhere, top)
    return pd.DataFrame(rows, columns=["word", "here", "elsewhere", "score"])


def mark_articles(articles: pd.DataFrame, top: int = 8, by: str = "article") -> pd.DataFrame:
    """The words that mark each article, or each outlet, against all others: columns `by`, words."""
    counts: dict[str, Counter[str]] = {}
    everywhere: Counter[str] = Counter()
    for key, count in zip(articles[by], _count_words(articles).values(), strict=True):
        if isinstance(key, str):
            counts.setdefault(key, Counter()).update(count)
        everywhere.update(count)
    size = everywhere.total()
    rows = [(key, [word for word, *_ in _compare_counts(here, everywhere, top, size)]) for key, here in counts.items()]
    return pd.DataFrame(rows, columns=[by, "words"])


def _count_words(articles: pd.DataFrame) -> dict[str, Counter[str]]:
    """How often each article has each word of content."""
    skip = stop_words()
    return {article: Counter(word for word in _words(body) if word not in skip and len(word) > 2)
            for article, body in zip(articles["article"], articles["body"], strict=True)}


def _compare_counts(here: Counter[str], everywhere: Counter[str], top: int,
                    size: int | None = None) -> list[tuple[str, int, int, float]]:
    """Words more frequent here than elsewhere: word, here, elsewhere, score. size: words everywhere, if counted."""
    n = here.total()
    m = (everywhere.total() if size is None else size) - n
    rows = [(word, a, elsewhere, round(_log_likelihood(a, elsewhere, n, m), 1))
            for word, a in here.items() if m and a / n > (elsewhere := everywhere[word] - a) / m]
    return heapq.nsmallest(top, rows, key=lambda row: (-row[3], row[0]))


def _log_likelihood(a: int, b: int, n: int, m: int) -> float:
    """Of a word seen `a` times in `n` words and `b` times in `m` others."""
    expected = n * (a + b) / (n + m), m * (a + b) / (n + m)
    return 2 * sum(seen * math.log(seen / should) for seen, should in zip((a, b), expected, strict=True) if seen)


def find_concordance(articles: pd.DataFrame, term: str, width: int = 60) -> pd.DataFrame:
    """Where `term` stands, inflected too: columns article, start, left, word, right.

    Parameters
    ----------
    term : a word or phrase; its words are matched by their Snowball stems, so "concession" finds "concessions"
    width : characters shown to the left and to the right

    Examples
    --------
    >>> import pandas as pd
    >>> bodies = pd.DataFrame({"article": ["a"], "body": ["They rejected all concessions."]})
    >>> find_concordance(bodies, "concession")["word"].tolist()
    ['concessions']
    """
    wanted = [stem(word) for word in _words(term)]
    rows: list[tuple[str, int, str, str, str]] = []
    for article, body in zip(articles["article"], articles["body"], strict=True):
        found = list(WORD.finditer(body))
        stems = [stem(match.group()) for match in found]
        for i in range(len(stems) - len(wanted) + 1 if wanted else 0):
            if stems[i:i + len(wanted)] == wanted:
                start, end = found[i].start(), found[i + len(wanted) - 1].end()
                rows.append((article, start, " ".join(body[max(0, start - width):start].split()), body[start:end],
                             " ".join(body[end:end + width].split())))
    return pd.DataFrame(rows, columns=["article", "start", "left", "word", "right"])
