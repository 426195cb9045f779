"""Judging in JupyterLab with the keyboard alone: every key reaches the queue, and none of Lab's shortcuts fires."""

import json

from .conftest import PATIENCE

SET_UP = "import workbench as wb\nfrom workbench import show\ncorpus = wb.load('seeds')"
SOURCES = "() => window.jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.toJSON().source)"
LISTEN = """() => {
  window.fired = [];
  window.jupyterapp.commands.commandExecuted.connect((_, done) => {
    if (!/^(apputils|docmanager):/.test(done.id)) window.fired.push(done.id);  // Lab's own saving
  });
}"""
QUEUE = "queue = show.check(corpus, ['quotes'], number=24)\nqueue"


def test_twenty_rows_are_judged_with_the_keyboard_alone(lab, project):
    page = lab.page
    lab.open(project.write("check.ipynb", SET_UP, QUEUE, "kept = 'below the queue'"))
    lab.run_all()
    queue = page.locator(".wb-check")
    queue.wait_for(timeout=PATIENCE)
    journal = project.folder / "data" / "reviews.jsonl"
    before = len(journal.read_text(encoding="utf-8").splitlines()) if journal.exists() else 0
    cells = page.evaluate(SOURCES)
    page.evaluate(LISTEN)

    def press(*keys, place):
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_function("place => document.querySelector('.wb-check').dataset.place === place", arg=str(place))

    queue.focus()
    for number in range(1, 18):                 # of Lab's keys, 1 to 3 make a heading of the cell
        press("2" if number % 5 == 0 else "1", place=number)
    press("3", "1", place=18)                   # corrected to the likeliest
    press("u", place=17)
    page.keyboard.press("n")
    page.keyboard.type("a dd x z b")            # as a note; in Lab these would insert, delete, cut and undo cells
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.wb-said').innerText.startsWith('Noted')")
    press("4", place=18)
    press("1", place=19)
    press("3", "2", place=20)
    for key in ("x", "d", "d", "a", "b", "m", "z"):  # no keys of the queue, and still not Lab's
        page.keyboard.press(key)
    lines = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()[before:]]
    assert [line["verdict"] for line in lines].count("undo") == 1 and len(lines) == 22
    assert lines[19]["note"] == "a dd x z b" and lines[19]["verdict"] == "unsure"
    assert all(line["draw"]["order"] == "at random" for line in lines if line["verdict"] != "undo")
    assert page.evaluate("() => window.fired") == [] and lab.errors == []
    assert cells == page.evaluate(SOURCES)
