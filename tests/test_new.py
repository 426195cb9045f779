"""A dispute of one's own: laid out by `workbench new`, filled by suggestions, read with no change of code."""

from pathlib import Path

import nbformat
import pytest

import workbench as wb
from workbench import tables
from workbench.compare.positions import tally_positions
from workbench.corpus import Corpus
from workbench.extract.issues_file import read_issues
from workbench.extract.reading import Settings
from workbench.extract.registry import Registry
from workbench.run.cli import main
from workbench.run.new_project import lay_out
from workbench.suggest import suggest_actors, suggest_issues

FERRIES = Path(__file__).parent.parent / "data" / "examples" / "ferries"


def test_a_new_folder_has_its_files_and_notebooks_set_to_them(tmp_path, capsys):
    assert main(["new", str(tmp_path / "my_dispute")]) == 0
    folder = tmp_path / "my_dispute"
    laid_out = {path.name for path in folder.iterdir()}
    assert laid_out >= {"articles", "actors.toml", "issues.toml", "articles.toml", "notebooks"}
    assert "workbench actors --suggest" in capsys.readouterr().out
    assert Registry.read(folder / "actors.toml").actors == {} and read_issues(folder / "issues.toml") == ()
    for path in sorted((folder / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        cell = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ()))
        assert 'corpus_folder: str = "articles"' in cell.source and 'actors_file: str = "actors.toml"' in cell.source
        assert not any(cell.get("outputs") for cell in notebook.cells)


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="choose another name"):
        lay_out(tmp_path)


def corpus_of(*bodies, actors=None, issues=()):
    articles = tables.make("articles", [{"article": f"a{number}", "body": body, "published_from": "unknown", "words": 9,
                                         "sha256": ""} for number, body in enumerate(bodies)])
    return Corpus({"articles": articles}, Settings.read(actors, issues))


MILL = (
    "Mill owner Maria Lindqvist rejected higher wages. Lindqvist blamed prices.",
    "Lindqvist has rejected higher wages again. The Weavers Union demanded higher wages. The Weavers Union struck.")


def test_suggested_actors_are_a_registry_to_edit(tmp_path):
    text = suggest_actors.write_toml(suggest_actors.suggest_actors(corpus_of(*MILL)))
    (tmp_path / "actors.toml").write_text(text, encoding="utf-8")
    found = Registry.read(tmp_path / "actors.toml").actors
    assert found["maria_lindqvist"].kind == "person" and found["maria_lindqvist"].name == "Maria Lindqvist"
    assert found["weavers_union"].kind == "organisation"
    assert "mentions in 2 articles, 1 statement\n# Mill owner Maria Lindqvist rejected higher wages.\n[maria_" in text
    assert found["maria_lindqvist"].roles == ("Mill owner",)


def test_actors_that_the_registry_holds_are_not_suggested():
    corpus = corpus_of(*MILL, actors={"ml": {"name": "Maria Lindqvist"}})
    assert [entry.id for entry in suggest_actors.suggest_actors(corpus)] == ["weavers_union"]


def test_suggested_phrases_are_what_is_wanted_or_rejected(tmp_path):
    corpus = corpus_of(*MILL)
    found = suggest_issues.suggest_issues(corpus)
    assert (found[0].phrase, len(found[0].places), found[0].articles) == ("higher wages", 3, 2)
    (tmp_path / "issues.toml").write_text(suggest_issues.write_toml(found, corpus), encoding="utf-8")
    assert read_issues(tmp_path / "issues.toml")[0].phrases == ("higher wages",)


def test_the_example_dispute_is_read_with_its_own_two_files():
    corpus = wb.load(FERRIES / "articles", actors=FERRIES / "actors.toml", issues=FERRIES / "issues.toml")
    tally = tally_positions(corpus.stances, corpus.copies)
    held = {(row.actor, row.issue): row.position for row in tally[::-1].itertuples()}
    assert held["seafarers_union", "pay_rise"] == "support"
    assert held["mona_tarrant", "night_crossings"] == "support"
    assert held["ruth_calder", "strike"] == "oppose"
    assert held["kettle_line", "arbitration"] == "support"
    his = corpus.stances.query("actor == 'edwin_pask' and issue == 'pay_rise'").merge(
        corpus.articles[["article", "published"]], on="article").sort_values("published")
    assert his["position"].tolist() == ["oppose", "conditional"]
    assert his["said_on"].fillna(his["published"]).astype(str).tolist() == ["2026-04-07", "2026-04-14"]
