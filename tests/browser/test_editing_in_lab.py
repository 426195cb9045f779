"""An analyst in JupyterLab sets the two files right: renames, merges, words an issue beside its matches, and saves."""

import tomllib

from playwright.sync_api import expect

from .conftest import PATIENCE, find_barriers

SET_UP = """import shutil
import workbench as wb
from workbench import show
for name in ("actors", "issues"): shutil.copy(f"data/{name}.toml", f"{name}_edited.toml")
corpus = wb.load("seeds")"""
LISTEN = """() => {
  window.fired = [];
  window.jupyterapp.commands.commandExecuted.connect((_, command) => { window.fired.push(command.id); });
}"""


def test_rename_merge_word_an_issue_and_save(lab, project):
    page = lab.page
    lab.open(project.write("editing.ipynb", SET_UP, "show.edit_actors(corpus, 'actors_edited.toml')",
                           "show.edit_issues(corpus, 'issues_edited.toml')"))
    lab.run_all()
    actors, issues = (page.locator(".wb-explorer.jupyter-widgets").nth(number) for number in range(2))
    issues.locator(".wb-matches").wait_for(timeout=PATIENCE)
    page.evaluate(LISTEN)

    actors.get_by_label("Actors", exact=True).select_option("Kyrylo Budanov · person · 2 mentions")
    name = actors.get_by_label("Name", exact=True)
    expect(name).to_have_value("Kyrylo Budanov", timeout=PATIENCE)
    name.fill("Kyrylo B. dd x Budanov")  # in Lab these keys would delete and cut cells
    name.press("Enter")
    actors.get_by_text("rename [kyrylo_budanov]").wait_for()
    actors.get_by_label("Is the same as", exact=True).select_option("Rustem Umerov")
    actors.get_by_role("button", name="Merge", exact=True).click()
    actors.get_by_text("merge [kyrylo_budanov] into [rustem_umerov]").wait_for()
    actors.get_by_role("button", name="Save", exact=True).click()
    actors.get_by_text("Written into actors_edited.toml").wait_for()
    written = (project.folder / "actors_edited.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(written)
    assert {"Kyrylo B. dd x Budanov", "Kyrylo Budanov"} <= set(entries["rustem_umerov"]["aliases"])
    assert "kyrylo_budanov" not in entries and "# ---- media" in written

    # the sentences beside follow each key
    issues.get_by_label("Issues", exact=True).select_option("Buffer zone")
    expect(issues.get_by_label("Name", exact=True)).to_have_value("Buffer zone", timeout=PATIENCE)
    found = issues.locator(".wb-matches p").first
    found.get_by_text("of all 5 articles").wait_for(timeout=PATIENCE)
    before = int(found.locator("b").inner_text().split()[0])
    wordings = issues.get_by_label("Wordings of it", exact=True)
    wordings.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("\ntalks in Geneva")
    issues.locator(".wb-matches p", has_text="talks in Geneva").first.wait_for()
    page.wait_for_function("""before => { const found = [...document.querySelectorAll('.wb-matches p b')][0];
      return parseInt(found.innerText) > before; }""", arg=before)
    issues.get_by_label("Wordings against", exact=True).fill("neutral zone")
    issues.get_by_role("alert").get_by_text("stands in phrases and in against").wait_for()
    issues.get_by_label("Wordings against", exact=True).fill("")
    issues.get_by_role("button", name="Save", exact=True).click()
    issues.get_by_text("Written into issues_edited.toml").wait_for()
    written = (project.folder / "issues_edited.toml").read_text(encoding="utf-8")
    phrases = tomllib.loads(written)["buffer_zone"]["phrases"]
    assert phrases[-1] == "talks in Geneva" and phrases[0] == "buffer zone"
    lab.keep_picture("editing")
    assert find_barriers(page, ".wb-explorer.jupyter-widgets") == ""
    assert [command for command in page.evaluate("() => window.fired") if command.startswith("notebook:")] == []
    assert lab.errors == [] and lab.abroad == []
