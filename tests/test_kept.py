"""Files read before come from the cache, and are the same."""

import pandas as pd
import pytest

from workbench.intake import cached_files, read_articles
from workbench.store.cache import Cache


@pytest.fixture
def folder(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "strike.txt").write_text("Dockers strike\nMarch 3, 2025\n\nDockers in the port of Brandholm went on "
                                      "strike on Monday. They want higher pay.\n", encoding="utf-8")
    (texts / "empty.txt").write_bytes(b"")
    return texts


@pytest.fixture
def read(monkeypatch):
    """The names of the files that were really read, as they are."""
    names = []
    find = cached_files.read_file

    def noting(path, *rest):
        names.append(path.name)
        return find(path, *rest)

    monkeypatch.setattr(cached_files, "read_file", noting)
    return names


def test_a_second_time_no_file_is_read_again_and_the_tables_are_the_same(folder, tmp_path, read):
    first = read_articles(folder, cache=Cache(tmp_path / "cache"))
    assert read == ["empty.txt", "strike.txt"]
    again = read_articles(folder, cache=Cache(tmp_path / "cache"))
    assert read == ["empty.txt", "strike.txt"]
    for one, other in zip(first, again, strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert first[1]["path"].str.endswith("empty.txt").tolist() == [True]


def test_a_changed_file_is_read_again(folder, tmp_path, read):
    read_articles(folder, cache=Cache(tmp_path / "cache"))
    (folder / "empty.txt").write_text("The strike ended on Tuesday, the port authority said. Work began again at noon.")
    read.clear()
    articles, problems = read_articles(folder, cache=Cache(tmp_path / "cache"))
    assert read == ["empty.txt"]
    assert articles["article"].tolist() == ["empty", "strike"] and problems.empty
