"""Saved web pages (tests/articles/pages): the workbench beside trafilatura alone."""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

PAGES = Path(__file__).resolve().parent.parent / "articles" / "pages"


def read_expected() -> tuple[dict[str, dict], dict[str, dict]]:
    """The pages by name, and the stories they tell."""
    expected = tomllib.loads((PAGES / "expected.toml").read_text(encoding="utf-8"))
    return expected["pages"], expected["stories"]


def take_in(html: str) -> dict[str, Any]:
    """What the workbench makes of a page."""
    from workbench.intake.article import compose
    from workbench.intake.html import draft_page

    row = compose(draft_page(html))
    return {"title": row.get("title"), "author": row.get("authors") or [], "day": row.get("published"),
            "text": "\n".join([row["body"], *row["headings"]])}


def take_in_alone(html: str) -> dict[str, Any]:
    """What trafilatura makes of it, by its own defaults."""
    from trafilatura import bare_extraction

    found = bare_extraction(html, with_metadata=True, include_comments=False)
    if found is None:
        return {"title": None, "author": [], "day": None, "text": ""}
    return {"title": found.title, "author": [name for name in (found.author or "").split("; ") if name],
            "day": found.date, "text": found.text or ""}


def count_words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def compare(page: dict[str, Any], story: dict[str, Any], got: dict[str, Any]) -> dict[str, float]:
    """The shares, 0 to 1, of one page: word F1 of the text, title, author, day, clutter kept out."""
    wanted, given = count_words(" ".join(story["text"])), count_words(got["text"])
    day = str(got["day"])[:10] if got["day"] else None
    return {
        "body, word F1": 2 * sum((wanted & given).values()) / (sum(wanted.values()) + sum(given.values())),
        "title": float(re.sub(r"\W+", " ", got["title"] or "") == re.sub(r"\W+", " ", story["title"])),
        "author": float(got["author"] == ([page["author"]] if "author" in page else [])),
        "day": float(day == page.get("day")),
        "clutter kept out": sum(part not in got["text"] for part in page["clutter"]) / len(page["clutter"]),
    }


def compare_all(system: Any) -> dict[str, dict[str, float]]:
    """The shares of every page, by its name."""
    pages, stories = read_expected()
    return {name: compare(page, stories[page["story"]], system((PAGES / f"{name}.html").read_text(encoding="utf-8")))
            for name, page in pages.items()}


def measure(corpora: Path | None = None) -> list[dict[str, Any]]:
    """One row a measure, in percent: the workbench's value; the aim is trafilatura's own."""
    ours, alone = compare_all(take_in), compare_all(take_in_alone)
    rows = []
    for name in next(iter(ours.values())):
        value, beside = (100 * sum(scores[name] for scores in side.values()) / len(side) for side in (ours, alone))
        rows.append({"layer": "intake", "measure": name, "corpus": f"{len(ours)} saved pages", "value": round(value, 1),
                     "aim": round(beside, 1), "beside": f"trafilatura alone {beside:.1f}"})
    return rows


def main() -> None:
    for row in measure():
        print(f"{row['measure']:20s} {row['value']:6.1f}   {row['beside']}")
    if "--misses" in sys.argv:
        for name, scores in compare_all(take_in).items():
            missed = {measured: round(score, 3) for measured, score in scores.items() if score < 0.999}
            if missed:
                print(name, missed)


if __name__ == "__main__":
    main()
