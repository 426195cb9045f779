"""Parameters: read from the notebook, cast to their type, checked before anything runs."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

import workbench as wb
from workbench import tables
from workbench.run import parameters
from workbench.run.parameters import Parameter

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
CELL = '''actor: str = ""      # actor id; empty for all
top: int = 10          # how many
least: float = 0.5
plain = "not annotated, so not offered"
'''


def test_parameters_are_read_from_the_tagged_cell(tmp_path):
    cells = [new_code_cell("other: int = 1"), new_code_cell(CELL, metadata={"tags": ["parameters"]})]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL),
                   tmp_path / "a.ipynb")
    assert parameters.read_parameters(tmp_path / "a.ipynb") == {
        "actor": Parameter("actor", "str", "", "actor id; empty for all"),
        "top": Parameter("top", "int", 10, "how many"),
        "least": Parameter("least", "float", 0.5, ""),
    }


@pytest.mark.parametrize("text", ["", "no json", "[]", "{}"])
def test_a_file_that_is_no_notebook_is_named(tmp_path, text):
    (tmp_path / "a.ipynb").write_text(text)
    with pytest.raises(ValueError, match=r"a\.ipynb is not a notebook"):
        parameters.read_parameters(tmp_path / "a.ipynb")


@pytest.mark.parametrize(("type_", "given", "value"), [
    ("str", "abc", "abc"),
    ("str", "12", "12"),
    ("int", "12", 12),
    ("float", "0.5", 0.5),
    ("float", 1, 1.0),
    ("bool", "true", True),
    ("bool", "No", False),
    ("list", ["a"], ["a"]),
    ("list[str]", ["a"], ["a"]),
])
def test_values_take_their_type(type_, given, value):
    cast = parameters.cast(Parameter("p", type_, None), given)
    assert cast == value and type(cast) is type(value)


@pytest.mark.parametrize(("type_", "given"), [
    ("int", "abc"), ("int", "1.5"), ("int", True), ("float", "much"), ("bool", "perhaps"), ("str", 5), ("list", "a"),
])
def test_a_value_of_another_type_is_refused(type_, given):
    with pytest.raises(ValueError, match=f"parameter p must be of type {type_}"):
        parameters.cast(Parameter("p", type_, None), given)


@pytest.mark.parametrize(("values", "message"), [
    ({"actor": "kyif"}, "no actor 'kyif'. Did you mean kyiv\\? Those that exist: kyiv, moscow"),
    ({"actor": "x"}, "parameter actor: no actor 'x'"),
    ({"issue": "x"}, "no issue 'x'. Those that exist: borders"),
    ({"kind": "loud"}, "no kind 'loud'. Those that exist: direct, indirect, mixed"),
    ({"status": "maybe"}, "Those that exist: happened, planned"),
    ({"date_from": "last week"}, "'last week' is no day; write it as 2026-02-17"),
    ({"date_from": "2026-02-18", "date_to": "2026-02-17"}, "date_from .* is after date_to"),
])
def test_what_does_not_exist_is_refused_with_what_does(values, message):
    with pytest.raises(ValueError, match=message):
        parameters.check_values(values, actors=["moscow", "kyiv"], issues=["borders"])


@pytest.mark.parametrize("values", [
    {}, {"actor": "", "issue": "", "kind": "", "date_from": ""},
    {"actor": "kyiv", "issue": "borders", "kind": "direct", "status": "planned", "date_from": "2026-02-17"},
    {"top": 5},
])
def test_what_exists_is_accepted(values):
    parameters.check_values(values, actors=["kyiv"], issues=["borders"])


def test_ids_that_cannot_be_known_yet_are_not_refused():
    parameters.check_values({"actor": "anybody", "issue": "anything"})


EVENTS = tables.make("events", [
    {"event_id": "1", "label": "a", "actors": ["kyiv", "moscow"], "status": "happened"},
    {"event_id": "2", "label": "b", "actors": [], "status": "planned"},
    {"event_id": "3", "label": "c", "actors": ["kyiv"], "status": "planned"},
])


@pytest.mark.parametrize(("wanted", "ids"), [
    ({}, ["1", "2", "3"]),
    ({"actors": "", "status": ""}, ["1", "2", "3"]),
    ({"actors": "kyiv"}, ["1", "3"]),
    ({"actors": "kyiv", "status": "planned"}, ["3"]),
    ({"actors": "nobody"}, []),
    ({"claimed_by": "kyiv"}, []),
])
def test_choose(wanted, ids):
    assert wb.choose(EVENTS, **wanted)["event_id"].tolist() == ids


def test_choose_from_nothing_keeps_the_columns():
    assert wb.choose(tables.make("events"), actors="kyiv").columns.tolist() == tables.TABLES["events"].names
