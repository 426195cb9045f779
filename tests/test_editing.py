"""actors.toml and issues.toml edited: comments stay, names are not lost, and what is refused changes no byte."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.edit.edit_actors import list_same_names, merge_actors, rename_actor, split_actor
from workbench.edit.edit_entries import add_entry, remove_entry, set_fields
from workbench.edit.edited_file import ChangedOnDiskError, EditedFile
from workbench.edit.entry_texts import comments_of, join_entries, split_entries
from workbench.extract.issues_file import read_issues
from workbench.extract.registry import Registry

ACTORS = '''# Who is who; kept by Ada

# ---- persons

# 31 mentions
# "Obama spoke."
[barack_obama]
name = "Barack Obama"   # as the papers have it
kind = "person"
aliases = [
    "Mr Obama", "B. Obama",   # the wires
    # formal
    "President Obama",
]

# 12 mentions
[obama]
name = "Obama"
kind = "organisation"      # wrong
roles = ["US President"]
speaks_for = "us"
note = "twice?"

# ---- states

[us]
name = "United States"
kind = "state"

[rhodes]
name = "Ben Rhodes"
speaks_for = "obama"       # his adviser
note = """
[not a header]
# not a comment"""
'''


def test_a_renamed_actor_keeps_the_old_name_as_an_alias_and_every_comment():
    text = rename_actor(ACTORS, "barack_obama", "Barack H. Obama")
    entry = tomllib.loads(text)["barack_obama"]
    assert entry["name"] == "Barack H. Obama" and "Barack Obama" in entry["aliases"]
    assert comments_of(text) == comments_of(ACTORS)
    assert rename_actor(text, "barack_obama", "Barack Obama").count('"Barack Obama"') == 1


def test_a_merge_keeps_all_names_roles_comments_and_who_spoke_for_the_one_that_goes():
    text = merge_actors(ACTORS, "obama", "barack_obama")
    actors = Registry.read(tomllib.loads(text)).actors
    assert "obama" not in actors and actors["rhodes"].speaks_for == "barack_obama"
    one = actors["barack_obama"]
    assert one.aliases == ("Mr Obama", "B. Obama", "President Obama", "Obama")
    assert (one.kind, one.roles, one.speaks_for) == ("person", ("US President",), "us")
    assert comments_of(ACTORS) <= comments_of(text)  # "# 12 mentions" too, now with the one it is about
    assert "# of [obama], now here: kind = 'organisation'" in text and "note = 'twice?'" in text
    assert text.index("# 12 mentions") < text.index("[barack_obama]") < text.index("# ---- states")


def test_two_who_speak_for_each_other_are_merged_without_speaking_for_themselves():
    text = '[a]\nname = "A"\nspeaks_for = "b"\n\n[b]\nname = "B"\n'
    for gone, kept in (("a", "b"), ("b", "a")):
        actor, = Registry.read(tomllib.loads(merge_actors(text, gone, kept))).actors.values()
        assert actor.speaks_for is None and set(actor.names) == {"A", "B"}


def test_a_split_gives_the_names_and_roles_chosen_to_a_second_actor_beside_the_first():
    merged = merge_actors(ACTORS, "obama", "barack_obama")
    text, new = split_actor(merged, "barack_obama", "Michelle Obama", ["B. Obama", "Obama", "US President"])
    actors = Registry.read(tomllib.loads(text)).actors
    assert new == "michelle_obama" and actors[new].aliases == ("B. Obama", "Obama")
    assert (actors[new].roles, actors[new].speaks_for) == (("US President",), "us")
    assert actors["barack_obama"].aliases == ("Mr Obama", "President Obama") and not actors["barack_obama"].roles
    assert list(actors).index(new) == list(actors).index("barack_obama") + 1
    assert comments_of(merged) == comments_of(text)  # "# the wires" too, whose name went
    assert list_same_names(text, new) == []
    for name, theirs, message in (("", ["Obama"], "needs a name"), ("Michelle", [], "choose the names")):
        with pytest.raises(ValueError, match=message):
            split_actor(merged, "barack_obama", name, theirs)


def test_entries_are_added_and_taken_out_with_their_own_comment_and_no_other():
    text = add_entry(ACTORS, "fbi", {"name": "F.B.I.", "kind": "organisation", "aliases": []})
    assert text.startswith(ACTORS) and tomllib.loads(text)["fbi"] == {"name": "F.B.I.", "kind": "organisation"}
    assert remove_entry(text, "fbi").rstrip() == ACTORS.rstrip()
    gone = remove_entry(ACTORS, "obama")
    assert comments_of(ACTORS) - comments_of(gone) == comments_of("# 12 mentions\n# wrong\n")
    assert "# ---- states\n\n[us]" in gone
    assert add_entry("", "a", {"name": "A"}) == '[a]\nname = "A"\n'
    assert tomllib.loads(add_entry('[a]\nname = "A"', "b", {"name": "B"})) == {"a": {"name": "A"}, "b": {"name": "B"}}


LINES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(name=LINES, aliases=st.lists(LINES, unique=True, max_size=6))
def test_any_text_comes_back_as_it_was_given_and_nothing_else_changes(name, aliases):
    text = set_fields(ACTORS, "barack_obama", {"name": name, "aliases": aliases})
    before, after = tomllib.loads(ACTORS), tomllib.loads(text)
    assert after["barack_obama"]["name"] == name and after["barack_obama"].get("aliases", []) == aliases
    assert {**before, "barack_obama": 0} == {**after, "barack_obama": 0}
    assert comments_of(ACTORS) <= comments_of(text)
    assert join_entries(split_entries(text)) == text


@pytest.mark.parametrize("text", ['a.name = "A"\n', 'a = {name = "A"}\n',
                                  '[b.x]\n\n[a]\nname = "A"\n\n[b]\nname = "B"\n'])
def test_what_is_written_in_an_unusual_way_is_left_to_a_person(text):
    with pytest.raises(ValueError, match="edit it by hand"):
        set_fields(text, "b" if "[b]" in text else "a", {"name": "C"})


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "actors.toml"
    path.write_bytes(ACTORS.encode())
    return EditedFile(path, Registry.read)


@pytest.mark.parametrize(("edit", "message"), [
    (lambda text: set_fields(text, "obama", {"name": ""}), r"\[obama\]: no name"),
    (lambda text: set_fields(text, "obama", {"name": "Barack Obama"}), "the full name 'Barack Obama' is also that of"),
    (lambda text: set_fields(text, "obama", {"kind": "cloud"}), "use one of person, state"),
    (lambda text: set_fields(text, "us", {"speaks_for": "us"}), "speaks for itself"),
    (lambda text: remove_entry(text, "us"), "speaks_for = 'us' is no actor of this file"),
    (lambda text: set_fields(text, "us", {"name": "\ud800"}), "surrogates"),
    (lambda text: text.replace("United States", "Utah"), "by hand"),  # of an entry that the change says it leaves alone
])
def test_a_refused_change_leaves_text_and_file_byte_for_byte(file, edit, message):
    with pytest.raises(ValueError, match=message):
        file.change(edit, ["obama"] if message == "by hand" else ["obama", "us"], "a change")
    assert file.text == ACTORS and file.changes == [] and file.path.read_bytes() == ACTORS.encode()


def test_changes_are_undone_one_by_one_and_written_together(file):
    file.change(lambda text: rename_actor(text, "us", "U"), ["us"], "rename us")
    file.change(lambda text: rename_actor(text, "us", "USA"), ["us"], "rename us")  # typed on: one step
    file.change(lambda text: remove_entry(text, "rhodes"), ["rhodes"], "remove rhodes")
    assert file.changes == ["rename us", "remove rhodes"] and file.path.read_bytes() == ACTORS.encode()
    assert file.undo() == "remove rhodes"
    file.save()
    assert tomllib.loads(file.path.read_text())["us"]["name"] == "USA" and file.changes == []
    with pytest.raises(ValueError, match="nothing was changed"):
        file.undo()


@pytest.mark.parametrize("theirs", [b'[us]\nname = "America"\n', None])
def test_a_file_that_changed_on_disk_is_never_written_over(file, theirs):
    file.change(lambda text: rename_actor(text, "us", "USA"), ["us"], "rename us")
    file.path.unlink() if theirs is None else file.path.write_bytes(theirs)
    with pytest.raises(ChangedOnDiskError, match="on disk since it was read here"):
        file.save()
    assert file.path.exists() is (theirs is not None) and file.changes == ["rename us"]
    if theirs:
        assert file.path.read_bytes() == theirs
        file.read_again()
        assert file.entries == {"us": {"name": "America"}} and file.changes == []


@pytest.mark.parametrize("written", [b"\xef\xbb\xbf" + ACTORS.replace("\n", "\r\n").encode(), ACTORS.rstrip().encode()])
def test_line_ends_and_byte_order_mark_stay_those_of_the_file(tmp_path, written):
    path = tmp_path / "actors.toml"
    path.write_bytes(written)
    file = EditedFile(path, Registry.read)
    file.change(lambda text: set_fields(text, "us", {"kind": "group"}), ["us"], "kind")
    file.save()
    assert path.read_bytes() == written.replace(b'kind = "state"', b'kind = "group"')


def test_a_wording_on_both_sides_of_an_issue_is_refused_and_a_good_one_kept(tmp_path):
    path = tmp_path / "issues.toml"
    path.write_text('# mine\n[dam]\nproposition = "Ruvia builds the dam"  # who does what\nphrases = ["the dam"]\n')
    file = EditedFile(path, read_issues)
    with pytest.raises(ValueError, match="'the dam' stands in phrases and in against"):
        file.change(lambda text: set_fields(text, "dam", {"against": ["The dam"]}), ["dam"], "against")
    file.change(lambda text: set_fields(text, "dam", {"against": ["stop the dam"]}), ["dam"], "against")
    assert file.save().read_text() == ('# mine\n[dam]\nproposition = "Ruvia builds the dam"  # who does what\n'
                                       'phrases = ["the dam"]\nagainst = ["stop the dam"]\n')


def test_a_file_that_cannot_be_used_is_refused_by_name(tmp_path):
    path = tmp_path / "actors.toml"
    path.write_text("[a]\n")
    with pytest.raises(ValueError, match=r"^actors\.toml: \[a\]: no name"):
        EditedFile(path, Registry.read)
    with pytest.raises(FileNotFoundError):
        EditedFile(tmp_path / "none.toml", Registry.read)
