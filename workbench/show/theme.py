"""One look for all charts, and the renderer that shows them offline: in Lab, papermill, nbval and HTML.

Altair 6 writes Vega-Lite 6 and its own renderers fetch a library; JupyterLab 4 renders Vega-Lite 5 by itself.
So a chart is put out three times: its SVG (stored notebook, offline HTML), its specification labelled version 5
(Lab draws it with tooltips, the report's pages too), and its description in words (screen readers, terminals, nbval).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from workbench.show.escape import html, plain
from workbench.show.fast_imports import spare_grammars
from workbench.show.vega_library import VEGALITE

NAME = "workbench"
SPEC_TYPE = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"  # a name, never fetched

WIDTH_PIXELS = 560   # of a plot beside its labels: readable at Lab's default width
ROW_PIXELS = 24      # of a row of a chart with names at its side

# Okabe and Ito's palette, which the common kinds of colour-blindness tell apart; never the only sign of anything
BLUE, ORANGE, GREEN, PINK, YELLOW, SKY, RED, GREY = (
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#B8A800", "#56B4E9", "#D55E00", "#767676")
PALETTE = [BLUE, ORANGE, GREEN, PINK, SKY, RED, YELLOW, GREY]
INK, QUIET, LINE = "#1F2328", "#59636E", "#D8DEE4"

# value -> (colour, Vega shape): one meaning has one colour and one shape in every chart
POSITIONS = {"support": (BLUE, "triangle-up"), "oppose": (RED, "triangle-down"),
             "conditional": (ORANGE, "diamond"), "unclear": (GREY, "circle")}
# the same, to write on
PALE = {"support": "#B3D5E8", "oppose": "#F2CFB3", "conditional": "#F8E2B3", "unclear": "#D6D6D6"}
KINDS = {"direct": BLUE, "mixed": SKY, "indirect": ORANGE}
SIGNS = {"positive": (BLUE, "triangle-up"), "negative": (RED, "triangle-down")}


def use_theme() -> None:
    """Makes the workbench's look and renderer Altair's own for this session; a notebook's set-up calls it."""
    with spare_grammars():
        import altair as alt

    alt.theme.register(NAME, enable=True)(look)
    alt.renderers.register(NAME, bundle)
    alt.renderers.enable(NAME)
    # "between $5 million and $10 million" is no mathematics
    pd.set_option("display.html.use_mathjax", False)


def look() -> Any:
    """The theme, as Altair wants it: a function that returns the configuration."""
    font = "Helvetica, Arial, 'Liberation Sans', sans-serif"
    return {"config": {
        "background": "white",
        "font": font,
        "view": {"stroke": None, "continuousWidth": WIDTH_PIXELS, "continuousHeight": 240},
        "padding": 8,
        "title": {"anchor": "start", "fontSize": 15, "fontWeight": 600, "color": INK, "offset": 12,
                  "subtitleFontSize": 12, "subtitleColor": QUIET, "subtitlePadding": 5},
        "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": 400, "labelColor": INK,
                 "titleColor": QUIET, "gridColor": LINE, "domainColor": LINE, "tickColor": LINE,
                 "labelLimit": 230, "titlePadding": 8},
        "axisY": {"grid": False, "ticks": False, "domain": False, "labelPadding": 6},
        "legend": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": 400, "labelColor": INK,
                   "titleColor": QUIET, "orient": "top", "symbolSize": 110, "offset": 6, "labelLimit": 260},
        "range": {"category": PALETTE},
        "point": {"size": 90, "filled": True, "opacity": 0.9},
        "bar": {"color": BLUE},
        "rule": {"color": QUIET},
        "text": {"fontSize": 12, "color": INK},
    }}


def bundle(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
    """What a notebook stores of a chart: SVG, specification for Lab, description."""
    spec = make_plain(spec)
    return {
        "image/svg+xml": make_svg(spec),
        SPEC_TYPE: {**spec, "$schema": SCHEMA},
        "text/plain": spec.get("description", "a chart"),
    }


def make_svg(spec: dict[str, Any]) -> str:
    """The chart as SVG, with its description as text alternative; no font or picture is fetched."""
    import vl_convert

    spec = make_plain(spec)  # vl-convert ends the whole process at a control character
    svg = vl_convert.vegalite_to_svg(spec, vl_version=VEGALITE, allowed_base_urls=[])
    return svg.replace("<svg ", f'<svg role="img" aria-label="{html(spec.get("description", "a chart"))}" ', 1)


def make_plain(spec: Any) -> Any:
    """`spec` with every text in it as `escape.plain` has it: article text brings control characters along."""
    if isinstance(spec, dict):
        return {key: make_plain(value) for key, value in spec.items()}
    if isinstance(spec, list):
        return [make_plain(value) for value in spec]
    return plain(spec) if isinstance(spec, str) else spec
