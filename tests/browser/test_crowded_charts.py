"""Charts of many articles: no label lies on another, none is cut, and every chart keeps to a notebook's width.

`tests/benchmarks/crowded.py` does the same for other numbers of articles, `crowded_reports.py` for whole reports.
"""

from crowd import draw_crowd
from text_overlaps import find_overlaps

WIDEST = 900  # pixels: beside Lab's prompt at 1,400, with its own frame to scroll in on a phone


def test_no_label_lies_on_another_and_none_is_cut(browser):
    page = browser.new_page()
    svgs = draw_crowd(400)
    page.set_content("".join(f"<div>{svg}</div>" for svg in svgs))
    charts = page.locator("body > div > svg")
    assert charts.count() == len(svgs) == 12
    assert find_overlaps(page) == []
    widths = charts.evaluate_all(
        "all => all.map(svg => [svg.getAttribute('aria-label').split('.')[0], svg.getBoundingClientRect().width])")
    page.close()
    assert [width for width in widths if width[1] > WIDEST] == []


def test_labels_that_lie_on_each_other_or_are_cut_are_found(browser):
    page = browser.new_page()
    words = [("30", "20", "one"), ("34", "24", "two"), ("30", "60", "below"), ("190", "60", "beyond the edge")]
    texts = "".join(f'<text x="{x}" y="{y}">{word}</text>' for x, y, word in words)
    page.set_content(f'<svg aria-label="Signs. More" width="200" height="80">{texts}'
                     '<g transform="rotate(-30)"><text x="60" y="90">turned</text></g></svg>')
    assert find_overlaps(page) == ["Signs: cut: beyond the edge", "Signs: one | two"]
    page.close()
