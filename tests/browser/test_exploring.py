"""An analyst at work in JupyterLab: brush, click, choose a row, correct it, come back and find it kept."""

import json

import pytest

SET_UP = "import workbench as wb\nfrom workbench import show\nshow.use_theme()\ncorpus = wb.load('seeds')"


@pytest.fixture
def explorer(lab, project):
    """Opens the explorer that `call` makes and waits until its charts stand."""
    def show(call):
        lab.open(project.write("explorer.ipynb", SET_UP, f"explorer = {call}\nexplorer"))
        lab.run_all()
        lab.wait_for_charts()
        return lab.page.locator(".wb-explorer.jupyter-widgets")
    return show


def cells(panel, column):
    return panel.locator(f"tbody tr td:nth-child({column})").all_inner_texts()


def wait_for_choice(panel, parameter):
    """Waits until the printed line names the parameter and the table has as many rows as it says."""
    panel.page.wait_for_function("""(parameter) => {
      const line = document.querySelector(".wb-line");
      return line.querySelector("code").innerText.includes(parameter)
        && line.querySelector("b").innerText === document.querySelector(".wb-rows").dataset.rows;
    }""", arg=parameter)


def headless(lab, code):
    """What `code` prints in a console of the same kernel: the same corpus, without any widget."""
    return lab.page.evaluate(
        """async (code) => {
          const kernel = window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel;
          let printed = '';
          const future = kernel.requestExecute({code, store_history: false});
          future.onIOPub = (message) => { printed += message.content.text ?? message.content.evalue ?? ''; };
          await future.done;
          return printed;
        }""", code)


def test_brush_click_choose_correct_reload_and_find_it_kept(lab, project, explorer):
    page = lab.page
    panel = explorer("show.explore_quotes(corpus)")

    # brush the last day of the chart: the table follows, and the printed line gives the same rows headless
    everything = int(panel.locator(".wb-line b").first.inner_text())
    area = panel.locator(".vega-embed svg .mark-group.role-frame .background").first.bounding_box()
    page.mouse.move(area["x"] + area["width"] * 0.84, area["y"] + 60)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] - 2, area["y"] + 60, steps=4)
    page.mouse.up()
    wait_for_choice(panel, "date_from")
    days = set(cells(panel, 1))
    assert len(days) == 1 and int(panel.locator(".wb-line b").first.inner_text()) < everything
    line = panel.locator(".wb-line code").first.inner_text()
    printed = headless(lab, f"print(list({line}.index) == list(explorer.rows.index), len({line}))")
    assert printed.strip() == f"True {panel.locator('.wb-line b').first.inner_text()}"

    # click the bar of the most frequent speaker: the table follows
    panel.locator(".vega-embed").nth(1).locator("path[aria-roledescription=bar]").first.click()
    wait_for_choice(panel, "actor=")
    chosen = panel.get_by_label("Actor", exact=True).evaluate("list => list.selectedOptions[0].innerText")
    speaker = " ".join(chosen.split()[:-1])  # without the count; ipywidgets writes no-break spaces
    assert [cell for cell in cells(panel, 2) if speaker not in cell] == []

    # choose a row with the keyboard: its card marks the words in their sentence
    first = panel.locator("tbody tr").first
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    panel.locator(".wb-card .wb-sentence").first.wait_for()
    assert panel.locator(".wb-card .wb-content").count() >= 1 and speaker in panel.locator(".wb-card h3").inner_text()
    panel.get_by_role("button", name="Copy as citation").click()
    panel.get_by_text("Copied.").wait_for()
    cited = page.evaluate("() => navigator.clipboard.readText()")
    assert speaker in cited and "seeds/" in cited and "characters" in cited
    lab.keep_picture("explorer", panel)

    # correct it: the kind, then the table and the file say so
    kind = cells(panel, 3)[0]
    corrected = "mixed" if kind != "mixed" else "direct"
    words = cells(panel, 4)[0]
    panel.get_by_label("Correct", exact=True).select_option("kind")
    panel.get_by_label("to", exact=True).select_option(corrected)
    panel.get_by_role("button", name="Save correction").click()
    panel.get_by_text("Kept: corrected, by anna").wait_for()
    line = json.loads((project.folder / "data" / "reviews.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (line["who"], line["to"], line["row"]["kind"]) == ("anna", {"kind": corrected}, kind)

    # another session finds it kept
    panel = explorer(f"show.explore_quotes(corpus, kind={corrected!r})")
    rows = list(zip(cells(panel, 4), cells(panel, 6), strict=True))
    assert (words, "corrected") in rows
    assert lab.errors == [] and lab.abroad == []


def test_missed_words_are_selected_in_the_article_and_added(lab, project, explorer):
    panel = explorer("show.explore_quotes(corpus)")
    panel.locator("tbody tr").first.click()
    panel.get_by_role("button", name="Whole article").click()
    piece = panel.locator(".wb-article .wb-text [data-start]").first
    piece.wait_for()
    words = piece.evaluate("""(piece) => {
      const range = document.createRange();
      range.selectNodeContents(piece);
      const selection = document.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      piece.dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
      return piece.innerText;
    }""")
    panel.get_by_text("To add: ").wait_for()
    panel.get_by_role("button", name="Add", exact=True).click()
    panel.get_by_text("Added to the quotes.").wait_for()
    line = json.loads((project.folder / "data" / "reviews.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (line["verdict"], line["words"].strip()) == ("missed", words.strip())
    panel.get_by_role("button", name="Undo my last").click()
    panel.get_by_text("Taken back.").wait_for()
    assert lab.errors == [] and lab.abroad == []


def test_rows_are_searched_and_put_in_order_and_a_row_found_that_way_opens(lab, explorer):
    panel = explorer("show.explore_quotes(corpus)")
    panel.get_by_label("Search these rows").fill("big mistake")
    lab.page.wait_for_function("""() => {
      const rows = [...document.querySelectorAll('.wb-rows tbody tr')];
      return rows.length && rows.every((row) => row.innerText.includes("big mistake"));
    }""")
    panel.locator("tbody tr").first.click()
    panel.locator(".wb-card .wb-content", has_text="big mistake").first.wait_for()
    panel.get_by_label("Search these rows").fill("")
    lab.page.wait_for_function("document.querySelector('.wb-rows').dataset.rows === "
                               "document.querySelector('.wb-line b').innerText")
    panel.get_by_role("button", name="Speaker", exact=True).click()
    panel.locator("th[aria-sort=ascending]").wait_for()
    lab.page.wait_for_function("""() => {
      const cells = [...document.querySelectorAll('.wb-rows tbody td:nth-child(2)')];
      const who = cells.map((cell) => cell.innerText.toLowerCase());
      return who.every((one, n) => !n || who[n - 1] <= one);
    }""")
    panel.get_by_role("button", name="Next rows").click()
    panel.get_by_text("rows 51–").wait_for()
    assert lab.errors == [] and lab.abroad == []


def test_a_chart_saves_as_picture_and_an_empty_selection_says_so(lab, explorer):
    panel = explorer("show.explore_quotes(corpus)")
    panel.get_by_label("Save this chart as PNG or SVG").first.click()
    for label, ending, begins in (("Save as SVG", ".svg", b"<svg"), ("Save as PNG", ".png", b"\x89PNG")):
        with lab.page.expect_download() as waiting:
            panel.get_by_text(label).first.click()
        name, path = waiting.value.suggested_filename, waiting.value.path()
        assert name.endswith(ending) and path.read_bytes()[:len(begins)] == begins
    panel.get_by_label("Date from", exact=True).fill("1999-01-01")
    panel.get_by_label("Date to", exact=True).fill("1999-01-02")
    panel.get_by_text("No quotes with date from 1999-01-01").wait_for()
    panel.get_by_role("button", name="Show all").focus()
    lab.page.keyboard.press("Enter")
    panel.locator("tbody tr").first.wait_for()
    assert lab.errors == [] and lab.abroad == []


@pytest.mark.parametrize("focus", ["row", "list", "button"])
def test_keys_pressed_in_an_explorer_are_no_shortcuts_of_lab(lab, explorer, focus):
    panel = explorer("show.explore_quotes(corpus)")
    first = panel.locator("tbody tr").first
    first.click()
    within = {"row": first, "list": panel.locator("select").first, "button": panel.get_by_role("button", name="Right")}
    within[focus].focus()
    cells = lab.page.locator(".jp-Notebook .jp-Cell")
    before = cells.count()
    for key in ("d", "d", "x", "z", "a", "b", "o"):
        lab.page.keyboard.press(key)
    # a shortcut that Lab does know shows that it has had time to act on the others
    lab.page.locator(".jp-Notebook .jp-Cell .jp-InputPrompt").first.click()
    lab.page.keyboard.press("a")
    lab.page.wait_for_function("count => document.querySelectorAll('.jp-Notebook .jp-Cell').length > count", arg=before)
    assert cells.count() == before + 1
