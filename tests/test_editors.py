"""The editors of actors.toml and issues.toml without a browser: what fields, buttons and keys do to the files."""

import tomllib

import pytest

import workbench as wb
from workbench import show
from workbench.edit.live_matches import SentenceFinder
from workbench.extract.stance.find_stances import Stances
from workbench.extract.stance.issue_wordings import find_wordings
from workbench.show.explorers.edit_issues_panel import SECONDS_AT_ONCE

ACTORS = """# ours
[ann]
name = "Ann Lee"     # the mayor
kind = "person"
speaks_for = "town"

[lee]
name = "A. Lee"
aliases = ["Ann Lee-Ray"]

[town]
name = "Holm"
kind = "state"
"""
ISSUES = """# ours
[bridge]
name = "The bridge"
proposition = "Holm builds the bridge"   # who does what
phrases = ["new bridge"]
"""
TEXTS = {"one": "Ann Lee said Holm must build the bridge. “The new bridge <b>pays</b>,” she said.",
         "two": "Bo Ray rejects a toll. A new bridge costs too much, Bo Ray said."}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Two articles."""
    folder = tmp_path_factory.mktemp("articles")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(f"{name}\n\n{text}\n")
    return wb.load(folder, actors=tomllib.loads(ACTORS), issues=tomllib.loads(ISSUES))


@pytest.fixture
def project(corpus, tmp_path):
    """A folder with the two files, and the corpus."""
    (tmp_path / "actors.toml").write_text(ACTORS)
    (tmp_path / "issues.toml").write_text(ISSUES)
    return tmp_path, corpus


@pytest.fixture
def actors(project):
    folder, corpus = project
    return show.edit_actors(corpus, folder / "actors.toml"), folder / "actors.toml"


@pytest.fixture
def issues(project):
    folder, corpus = project
    return show.edit_issues(corpus, folder / "issues.toml"), folder / "issues.toml"


def test_rename_merge_and_save(actors):
    editor, file = actors
    assert "<mark>Ann Lee</mark>" in editor.page.html and editor.key == "ann"
    editor.fields["name"].control.value = "Ann Le"
    editor.fields["name"].control.value = "Ann Ray"      # a slip mended leaves no alias of its own
    assert editor.fields["aliases"].control.value == "Ann Lee"
    editor.list.value = "lee"
    editor.other.value = "ann"
    editor.merge_button.click()
    assert editor.key == "ann" and "merge [lee] into [ann]" in editor.status.value
    assert file.read_text() == ACTORS
    editor.save_button.click()
    entries = tomllib.loads(file.read_text())
    assert entries["ann"]["aliases"] == ["Ann Lee", "A. Lee", "Ann Lee-Ray"] and "lee" not in entries
    assert "# ours" in file.read_text() and "# the mayor" in file.read_text() and "All is saved" in editor.status.value


def test_kind_whom_they_speak_for_split_add_remove_and_undo(actors):
    editor, file = actors
    editor.list.value = "lee"
    editor.fields["kind"].control.value = "group"
    editor.fields["speaks_for"].control.value = "town"
    editor.fields["roles"].control.value = "envoy\n\n  harbour master \n"
    editor.theirs.value, editor.called.value = ("Ann Lee-Ray", "envoy"), "Ann Lee-Ray"
    editor.split_button.click()
    assert editor.key == "ann_lee_ray" and editor.fields["roles"].control.value == "envoy"
    editor.new.value = "Bo Ray"
    editor.add_button.click()
    assert editor.key == "bo_ray" and "Bo Ray" in editor.list.label
    editor.remove_button.click()
    editor.undo_button.click()
    editor.find.value = "ray"
    assert {key for _, key in editor.list.options} == {"ann_lee_ray", "bo_ray"}
    editor.save_button.click()
    entries = tomllib.loads(file.read_text())
    assert entries["lee"] == {"name": "A. Lee", "kind": "group", "speaks_for": "town", "roles": ["harbour master"]}
    assert entries["ann_lee_ray"]["speaks_for"] == "town" and entries["bo_ray"]["kind"] == "person"


def test_what_is_refused_is_said_beside_the_field_and_not_saved(actors):
    editor, file = actors
    editor.fields["roles"].control.value = "mayor"
    editor.fields["name"].control.value = " "
    assert "no name: add name" in editor.fields["name"].said.value
    editor.save_button.click()
    assert "nothing was written: what stands in Name cannot be taken" in editor.status.value
    assert file.read_text() == ACTORS
    editor.fields["name"].control.value = "A. Lee"
    assert "the full name" in editor.fields["name"].said.value and "merge the two" in editor.fields["name"].said.value
    editor.list.value = "town"
    editor.remove_button.click()
    assert "no actor of this file" in editor.status.value and 'role="alert"' in editor.status.value
    for button in (editor.merge_button, editor.split_button, editor.add_button):
        editor.tell("")
        button.click()
        assert 'role="alert"' in editor.status.value
    editor.save_button.click()
    assert tomllib.loads(file.read_text())["ann"]["roles"] == ["mayor"]


def test_another_window_that_wrote_meanwhile_is_not_written_over(actors):
    editor, file = actors
    editor.fields["roles"].control.value = "mayor"
    file.write_text(ACTORS + "# theirs\n")
    editor.save_button.click()
    assert "was changed on disk since it was read here" in editor.status.value
    assert file.read_text() == ACTORS + "# theirs\n"
    editor.again_button.click()
    assert "1 change left out" in editor.status.value and editor.fields["roles"].control.value == ""


def test_sentences_that_would_match_follow_the_wordings_as_they_are_typed(issues):
    editor, file = issues
    assert "<b>3 sentences</b> in 2 articles would match, of all 2 articles" in editor.page.html
    assert "new <b>" not in editor.page.html and "&lt;b&gt;pays" in editor.page.html
    editor.fields["phrases"].control.value = "new bridge\ntoll"
    assert "<b>4 sentences</b>" in editor.page.html and "toll <b>1</b>" in editor.page.html
    editor.fields["phrases"].control.value = "new bridge\ntoll\ntunnel"
    assert "<mark>toll</mark>" in editor.page.html and "tunnel <b>none</b>" in editor.page.html
    editor.fields["against"].control.value = "Toll"
    assert "stands in phrases and in against" in editor.fields["against"].said.value
    editor.fields["phrases"].control.value = "new bridge"      # what was refused stands now
    assert editor.fields["against"].said.value == "" and "against it: Toll" in editor.page.html
    editor.save_button.click()
    entry = tomllib.loads(file.read_text())["bridge"]
    assert (entry["phrases"], entry["against"]) == (["new bridge"], ["Toll"]) and "# who does what" in file.read_text()


def test_an_issue_is_added_named_and_removed(issues):
    editor, _ = issues
    editor.new.value = "Holm takes a toll"
    editor.add_button.click()
    editor.fields["name"].control.value = "Toll "
    assert editor.fields["name"].control.value == "Toll " and editor.list.label == "Toll"  # nobody's space is taken
    assert editor.file.entries["holm_takes_a_toll"] == {"name": "Toll", "proposition": "Holm takes a toll"}
    editor.remove_button.click()
    assert list(editor.file.entries) == ["bridge"] and editor.key == "bridge"
    editor.remove_button.click()
    assert editor.page.html == "" and editor.key == ""


def test_matches_are_the_extractions_own(seeds):
    finder = SentenceFinder(seeds)
    own = {}
    for reading in seeds.readings():
        stances = Stances(reading)
        for sentence in reading.doc.sents:
            for mention in find_wordings(sentence, stances.thread.wordings, reading.cast,
                                         stances.thread.known(sentence)):
                own.setdefault(mention.issue, set()).add((reading.article, sentence.text))
    assert sum(map(len, own.values())) > 30
    for issue in seeds.settings.issues:
        search = finder.search(issue)
        while not search.is_done:
            search.go_on(0)
        assert {(one.article, one.text) for one in search.sentences} == own[issue.id]
        assert search.count == len(own[issue.id]) >= max(search.counts.values())


def test_a_search_is_bounded_in_articles_and_time_and_says_so(seeds):
    finder = SentenceFinder(seeds, most_articles=2)
    search = finder.search(seeds.settings.issues[0])
    search.go_on(0)
    assert (search.looked, search.is_done) == (1, False)
    search.go_on(SECONDS_AT_ONCE * 100)
    assert (search.looked, search.is_done, finder.all_articles) == (2, True, 5)


def test_hostile_names_are_only_ever_read(project):
    folder, corpus = project
    (folder / "actors.toml").write_text('["<img src=x>"]\nname = "<script>alert(1)</script>"\n')
    editor = show.edit_actors(corpus, folder / "actors.toml")
    bundle = editor._repr_mimebundle_()
    assert "<script" not in bundle["text/html"] and "&lt;script&gt;" in bundle["text/html"]
    editor.fields["kind"].control.value = "state"
    editor.remove_button.click()
    assert "<img" not in editor.status.value and "&lt;img src=x&gt;" in editor.status.value


def test_without_a_file_it_says_how_to_get_one(project):
    folder, corpus = project
    for edit, command in ((show.edit_actors, "actors"), (show.edit_issues, "issues")):
        with pytest.raises(FileNotFoundError, match=f"`workbench {command} --suggest` writes one"):
            edit(corpus, folder / "none.toml")


def test_how_the_files_fit_the_articles_is_told(project):
    _, corpus = project
    wordings = show.count_wordings(corpus)
    assert wordings["sentences"].tolist() == [1, 2]
    assert show.list_unmentioned(corpus)["actor"].tolist() == ["lee"]
    assert show.list_unfiled(corpus)["name"].tolist() == ["Bo Ray"]
    assert "**3 actors** on file, 1 of them in no article; articles name 1 other; most often Bo Ray (2)" in \
        show.tell_setup(corpus, wordings).data
    compared = show.compare_setups(corpus, corpus)
    assert (compared["before"] == compared["after"]).all() and "stances on The bridge" in set(compared["what"])
