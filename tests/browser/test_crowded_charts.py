"""Charts of many articles: no label lies on another, none is cut, and every chart keeps to a notebook's width."""

import pytest
from crowd import make_crowd
from text_overlaps import find_overlaps

from workbench import show
from workbench.compare.channels import trace_channels
from workbench.show.labels import name_articles
from workbench.show.theme import make_svg

WIDEST = 900  # pixels: beside Lab's prompt at 1,400, with its own frame to scroll in on a phone


def draw_all(number):
    made, names = make_crowd(number)
    propositions = {key: f"The two sides agree on it in full: {name}" for key, name in names.items() if "issue" in key}
    articles, stances, quotes = made["articles"], made["stances"], made["quotes"]
    names |= name_articles(articles)
    channels = trace_channels(quotes, articles, made["copies"])
    show.use_theme()
    return [show.draw_corpus(articles, names), show.draw_presence(made["mentions"], names, articles),
            show.draw_timeline(made["events"], articles, names), show.draw_reach(made["times"], articles, names),
            show.draw_speakers(quotes, names), show.draw_tones(quotes, names),
            show.draw_positions(stances, made["copies"], names, propositions),
            show.draw_moves(stances, articles, names), show.draw_relations(made["relations"], names),
            show.draw_shared_text(made["copies"], articles, names), show.draw_channels(channels, names, articles=articles),
            show.draw_network(stances, names)]


@pytest.mark.parametrize("number", [5, 168, 1000])
def test_no_label_lies_on_another_and_none_is_cut(browser, number):
    page = browser.new_page()
    svgs = [make_svg(chart.to_dict()) for chart in draw_all(number)]
    page.set_content("".join(f"<div>{svg}</div>" for svg in svgs))
    assert page.locator("body > div > svg").count() == len(svgs)
    assert find_overlaps(page) == []
    widths = page.locator("body > div > svg").evaluate_all(
        "all => all.map(svg => [svg.getAttribute('aria-label').split('.')[0], svg.getBoundingClientRect().width])")
    page.close()
    assert [width for width in widths if width[1] > WIDEST] == []
