"""Each table holds what it declares."""

import pandas as pd
import pytest
from pandera.errors import SchemaErrors
from table_schema import validate

from workbench import tables


@pytest.mark.parametrize("name", tables.TABLES)
def test_an_empty_table_has_its_columns_and_is_valid(name):
    frame = tables.make(name)
    assert frame.columns.tolist() == tables.TABLES[name].names
    validate(name, frame)


@pytest.mark.parametrize("name", tables.TABLES)
def test_every_table_of_the_seeds_is_valid(seeds, name):
    validate(name, getattr(seeds, name))


def test_missing_values_are_missing_and_lists_are_empty():
    quotes = tables.make("quotes", [{"quote_id": "a:0", "article": "a", "kind": "direct", "rule": "r", "source": None}])
    assert quotes["source"].isna().all() and quotes["said_on"].isna().all()
    assert quotes["speakers"].tolist() == [[]]


def test_a_value_that_does_not_fit_names_table_and_column():
    with pytest.raises(ValueError, match="table times, column begin"):
        tables.make("times", [{"begin": "next Tuesday"}])


def test_validation_names_a_span_that_runs_backwards():
    row = {"article": "a", "start": 5, "end": 2, "text": "x", "actor": "y", "how": "name"}
    with pytest.raises(SchemaErrors, match="start after end"):
        validate("mentions", tables.make("mentions", [row]))


def test_conform_keeps_further_columns_behind():
    frame = pd.DataFrame({"note": ["n"], "path": ["a.txt"], "problem": ["empty"]})
    assert tables.conform("problems", frame).columns.tolist() == ["path", "record", "problem", "note"]
