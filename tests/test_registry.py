"""A registry says at once what is wrong with it: file, entry, remedy."""

import pytest

from workbench.extract.registry import Registry
from workbench.text.spelling import fold

GOOD = """
[jane_doe]
name = "Jane Doe"
speaks_for = "norway"
aliases = ["J. Doe"]
note = "the analyst's own field"

[norway]
name = "Norway"
kind = "state"
"""

BAD = [
    # what stands in the file, what the error must name
    # a slip of the pen
    ("[a]\nname = 'A'\nspeaks_for = 'norwya'\n[norway]\nname = 'Norway'\n",
     r"actors\.toml, \[a\]: speaks_for = 'norwya'.*did you mean 'norway'"),
    ("[a]\nname = 'A'\nspeaks_for = 'b'\n", r"\[a\]: speaks_for = 'b'.*add \[b\]"),
    ("[a]\nname = 'A'\nspeaks_for = 'a'\n", r"\[a\]: speaks for itself"),
    ("[a]\nname = 'Jane Doe'\n[b]\nname = 'jane doe'\n",
     r"\[b\]: the full name 'jane doe' is also that of \[a\]: merge"),
    ("[a]\nname = 'A'\nkind = 'country'\n", r"\[a\]: kind = 'country': use one of person, state"),
    ("[a]\nkind = 'state'\n", r"\[a\]: no name"),
    ("[a]\nname = 'A'\nalias = ['B']\n", r"\[a\]: unknown field 'alias': did you mean 'aliases'"),
    ("[a]\nname = 'A'\naliases = 'B'\n", r"\[a\]: aliases = 'B' is not a list"),
    ("[a]\nname = 'A'\nspeaks_for = 3\n", r"\[a\]: speaks_for = 3 is not a text"),
    ("[a]\nname = 'A'\npronoun = 'him'\n", r"\[a\]: pronoun = 'him': use one of he"),
    ("name = 'A'\n", r"name = 'A' stands outside an entry"),
    ("[a]\nname = A\n", r"actors\.toml: not valid TOML.*line 2"),
]


def write(tmp_path, text):
    path = tmp_path / "actors.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_registry_is_read_and_keeps_to_its_fields(tmp_path):
    registry = Registry.read(write(tmp_path, GOOD))
    assert list(registry.actors) == ["jane_doe", "norway"]
    assert registry.actors["jane_doe"].kind == "person" and registry.actors["jane_doe"].aliases == ("J. Doe",)
    assert registry.stands_for("jane_doe") == "norway" and registry.stands_for("norway") == "norway"


@pytest.mark.parametrize("text, message", BAD)
def test_a_bad_entry_names_file_entry_and_remedy(tmp_path, text, message):
    with pytest.raises(ValueError, match=message):
        Registry.read(write(tmp_path, text))


def test_a_missing_or_wrongly_encoded_file_says_so(tmp_path):
    with pytest.raises(FileNotFoundError, match="workbench actors --suggest"):
        Registry.read(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b'[a]\nname = "Andr\xe9"\n')
    with pytest.raises(ValueError, match=r"latin\.toml: not UTF-8 at byte"):
        Registry.read(tmp_path / "latin.toml")


def test_no_registry_is_none_and_an_empty_one_is_empty(tmp_path):
    assert Registry.read(None) is None
    assert Registry.read(write(tmp_path, "")).actors == {}


@pytest.mark.parametrize("one, other", [("Zelenskyy", "Zelenskiy"), ("U.S.", "US"), ("Erdoğan", "Erdogan")])
def test_spellings_of_one_name_fold_to_one_key(one, other):
    assert fold(one) == fold(other)
