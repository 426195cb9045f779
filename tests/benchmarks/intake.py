"""Saved web pages (tests/articles): the workbench beside trafilatura alone.

Those of pages_kept_back are of other content systems than those of pages, and no rule was made on them.

    python tests/benchmarks/intake.py [--misses]      # what is missed of the first ones, never of those kept back
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

ARTICLES = Path(__file__).resolve().parent.parent / "articles"
AIMS = {"body, word F1": 95, "title": 92, "author": 85, "day": 95, "clutter kept out": 95}


def read_expected(folder: Path) -> dict[str, dict[str, Any]]:
    """What must come in of the pages of a folder, by name: title, authors, day, text; and the clutter that may not."""
    expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    pages = {}
    for name, page in expected["pages"].items():
        story = expected["stories"][page["story"]]
        text = [*page.get("also", []), *story["text"][:page.get("paragraphs")]]
        authors = page.get("authors") or ([page["author"]] if "author" in page else [])
        pages[name] = {**page, "title": story["title"], "authors": authors, "text": text}
    return pages


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


def compare(page: dict[str, Any], got: dict[str, Any]) -> dict[str, float]:
    """The shares, 0 to 1, of one page: word F1 of the text, title, author, day, clutter kept out."""
    wanted, given = count_words(" ".join(page["text"])), count_words(got["text"])
    day = str(got["day"])[:10] if got["day"] else None
    shares = {
        "body, word F1": 2 * sum((wanted & given).values()) / (sum(wanted.values()) + sum(given.values())),
        "title": float(re.sub(r"\W+", " ", got["title"] or "") == re.sub(r"\W+", " ", page["title"])),
        "author": float(got["author"] == page["authors"]),
        "day": float(day == page.get("day")),
        "clutter kept out": sum(part not in got["text"] for part in page["clutter"]) / len(page["clutter"]),
    }
    assert list(shares) == list(AIMS)
    return shares


def compare_all(folder: Path, system: Any) -> dict[str, dict[str, float]]:
    """The shares of every page of a folder, by its name."""
    return {name: compare(page, system((folder / f"{name}.html").read_text(encoding="utf-8")))
            for name, page in read_expected(folder).items()}


def measure(corpora: Path | None = None) -> list[dict[str, Any]]:
    """One row a measure and folder, in percent: the workbench's value, and trafilatura's own beside it."""
    rows = []
    for folder, said in (("pages", "saved pages"), ("pages_kept_back", "saved pages, kept back")):
        ours, alone = (compare_all(ARTICLES / folder, system) for system in (take_in, take_in_alone))
        for name, aim in AIMS.items():
            value, beside = (100 * sum(scores[name] for scores in side.values()) / len(side) for side in (ours, alone))
            rows.append({"layer": "intake", "measure": name, "corpus": f"{len(ours)} {said}", "value": round(value, 1),
                         "aim": aim, "beside": f"trafilatura alone {beside:.1f}"})
    return rows


def main() -> None:
    for row in measure():
        print(f"{row['corpus']:24s} {row['measure']:20s} {row['value']:6.1f}   {row['beside']}")
    if "--misses" in sys.argv:
        for name, scores in compare_all(ARTICLES / "pages", take_in).items():
            missed = {measured: round(score, 3) for measured, score in scores.items() if score < 0.999}
            if missed:
                print(name, missed)


if __name__ == "__main__":
    main()
