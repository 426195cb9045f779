"""Texts of a drawn chart that lie on each other, or are cut at its edge: measured in a browser, turned labels too."""

from __future__ import annotations

from typing import Any

# of a text's box, whose upper and lower part hold no letter, so much less at either end (a share of its height)
MEASURE = """(root) => {
  const SLACK = 0.2, EDGE = 1.5;
  const corners = (text) => {
    const box = text.getBBox(), matrix = text.getScreenCTM(), slack = SLACK * box.height;
    return [[box.x, box.y + slack], [box.x + box.width, box.y + slack],
            [box.x + box.width, box.y + box.height - slack], [box.x, box.y + box.height - slack]]
      .map(([x, y]) => { const at = new DOMPoint(x, y).matrixTransform(matrix); return [at.x, at.y]; });
  };
  // two turned boxes are apart if a line along a side of one of them parts them
  const apart = (one, other) => [one, other].some((box) => [0, 1].some((side) => {
    const [a, b] = [box[side], box[side + 1]], across = [b[1] - a[1], a[0] - b[0]];
    const length = Math.hypot(...across) || 1;
    const along = (points) => points.map(([x, y]) => (x * across[0] + y * across[1]) / length);
    const [mine, theirs] = [along(one), along(other)];
    return Math.max(...mine) <= Math.min(...theirs) + 1 || Math.max(...theirs) <= Math.min(...mine) + 1;
  }));
  const found = [];
  for (const svg of root.querySelectorAll("svg")) {
    if (svg.parentElement.closest("svg") || !svg.getBoundingClientRect().width) continue;
    const title = svg.getAttribute("aria-label")?.split(".")[0] ?? "a chart";
    const edge = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")]
      .filter((text) => text.textContent.trim() && getComputedStyle(text).opacity !== "0" && text.getBBox().width)
      .map((text) => ({ words: text.textContent, box: corners(text) }));
    for (const { words, box } of texts) {
      if (box.some(([x, y]) => x < edge.left - EDGE || x > edge.right + EDGE || y < edge.top - EDGE
                               || y > edge.bottom + EDGE)) found.push(`${title}: cut: ${words}`);
    }
    texts.forEach((one, place) => texts.slice(place + 1).forEach((other) => {
      if (!apart(one.box, other.box)) found.push(`${title}: ${one.words} | ${other.words}`);
    }));
  }
  return found;
}"""


def find_overlaps(page: Any, selector: str = "body") -> list[str]:
    """A line for each pair of texts of one chart that lie on each other, and for each text that is cut.

    Parameters
    ----------
    page
        A page of Playwright with charts as SVG elements.
    selector
        In what part of it.
    """
    return page.locator(selector).first.evaluate(MEASURE)
