"""Every explorer with a chosen row; the README's pictures are these: WORKBENCH_PICTURES=docs, then pytest this file."""

from .test_exploring import SET_UP

EXPLORERS = ("explore_corpus", "explore_timeline", "explore_quotes", "explore_stances", "explore_sources")


def test_every_explorer_stands_and_opens_a_card(lab, project):
    lab.open(project.write("all.ipynb", SET_UP, *(f"show.{function}(corpus)" for function in EXPLORERS)))
    lab.run_all()
    lab.wait_for_charts()
    panels = lab.page.locator(".wb-explorer.jupyter-widgets")
    assert panels.count() == len(EXPLORERS)
    for number, function in enumerate(EXPLORERS):
        panel = panels.nth(number)
        row = panel.locator("tbody tr").nth(2 if function == "explore_quotes" else 0)
        if not row.count():
            assert panel.get_by_text("There are no").count()
            continue
        row.click()
        panel.locator(".wb-card, .wb-article").first.wait_for()
        assert row.get_attribute("aria-selected") == "true"
        lab.keep_picture(function, panel)
    assert lab.errors == [] and lab.abroad == []
