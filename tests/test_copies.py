"""Who repeats whom, and how many independent sources that leaves."""

import pytest

from workbench import tables
from workbench.compare.independence import count_independent, trace_sources


def pairs(*rows):
    """The table `copies` of these (article, copy_of) pairs."""
    return tables.make("copies", [{"article": copy, "copy_of": source, "shared": 1.0} for copy, source in rows])


@pytest.mark.parametrize(("copies", "articles", "count", "why"), [
    ([], [], 0, "nothing"),
    ([], ["a", "b"], 2, "no copies: each is a source"),
    ([("b", "a")], ["a", "b"], 1, "an article and its copy"),
    ([("b", "a")], ["b"], 1, "a copy alone is still one source"),
    ([("b", "a"), ("c", "b")], ["a", "c"], 1, "a copy of a copy"),
    ([("b", "a"), ("c", "a")], ["b", "c"], 1, "two copies of a text that is not among them"),
    ([("r", "a"), ("r", "b")], ["r", "a", "b"], 2, "a round-up of two reports adds none"),
    ([("r", "a"), ("r", "b")], ["r", "a"], 1, "a round-up beside one of them"),
    ([("r", "a"), ("r", "b")], ["r", "x"], 2, "a round-up beside a stranger"),
    ([("a", "r"), ("b", "r")], ["a", "b"], 1, "two briefs of one long report"),
    ([("a", "b"), ("b", "a")], ["a", "b", "b"], 1, "a circle ends"),
])
def test_copies_of_one_text_count_once(copies, articles, count, why):
    sources = trace_sources(pairs(*copies))
    assert count_independent(articles, sources) == count, why
    assert count_independent(reversed(articles), sources) == count, why
