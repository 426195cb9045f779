"""Articles that try to be more than read: what a page, a chart, a terminal, a spreadsheet or a path might obey."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

OWNED = "window.owned=1"       # what runs, if anything runs, leaves a mark in the page
ABROAD = "evil.invalid"        # what fetches, asks for this host

INPUTS: dict[str, str] = {
    "script": f"<script>{OWNED}</script>",
    "image": f'<img src=x onerror="{OWNED}">',
    "out of an attribute": f'"\'><svg onload={OWNED}>',
    "out of an element": f"</script></style></textarea></title><script>{OWNED}</script>",
    "address that runs": f"javascript:{OWNED}",
    "frame": f'<iframe srcdoc="<script>parent.{OWNED}</script>"></iframe>',
    "style from abroad": f"<style>@import url(http://{ABROAD}/a.css);</style><i style=background:url(//{ABROAD}/b)>",
    "entities": f"&lt;script&gt;{OWNED}&lt;/script&gt; &#60;img src=x onerror={OWNED}&#62;",
    "comment": "<!-- --> <![CDATA[ ]]> -->",
    "Markdown link": f"[here](javascript:{OWNED}) ![x](http://{ABROAD}/c.png) <http://{ABROAD}>",
    "Markdown marks": "**bold** `code` # head\n> cite\n\n---\n| a | b |\n|---|---|\n| c | d |",
    "LaTeX": r"$\href{javascript:window.owned=1}{x}$ and $$\sum$$ and \(\class{y}{z}\) and \begin{align}a\end{align}",
    "Vega expression": f"datum.x'];{OWNED};// {{\"signal\": \"{OWNED}\", \"expr\": \"{OWNED}\"}}",
    "terminal codes": f"\x1b[31mred\x1b[0m \x1b]8;;http://{ABROAD}\x07link\x1b]8;;\x07 \x9b2J \x07",
    "backwards": "\u202egnp.exe\u202c \u2066isolate\u2069 \u202b",
    "formula": f'=HYPERLINK("http://{ABROAD}","x")',
    "formula with a plus": "+1+cmd|'/C calc'!A0",
    "formula with an at": "@SUM(1+1)",
    "path": "../../../../../../tmp/owned",
    "file name": "a\nb/../c\x00d",
    "templates": "{{7*7}} {% include '/etc/passwd' %} {config} %s %(x)s ${7*7} {0.__class__}",
}

ACTORS = {
    "smith": {"name": f'Ada Smith <img src=x onerror="{OWNED}">', "kind": "person", "aliases": ["Ada Smith"]},
    "jones": {"name": f"[Bo Jones](javascript:{OWNED}) $x$", "kind": "person", "aliases": ["Bo Jones"]},
    "norland": {"name": "=1+1 \u202eNorland\x1b[31m", "kind": "state", "aliases": ["Norland"]},
}
ISSUES = {"quota": {"name": f"Fish quota <script>{OWNED}</script> $y$", "proposition": "Norland keeps the fish quota",
                    "phrases": ["the fish quota", "Norland keeps the fish quota"]}}


def write_body(hostile: str) -> str:
    """A text with something for every layer, with the hostile words in quotes, sources and narration."""
    return (f"Ada Smith of Norland met Bo Jones on February 16, 2026, over the fish quota {hostile}.\n\n"
            f"“We will not sign {hostile},” Ada Smith said on Monday. Bo Jones, {hostile}, told reporters that Norland "
            f"had broken its word {hostile}. Ada Smith opposes the fish quota. Bo Jones supports the fish quota. "
            f"At least 12 boats were seized on Sunday, Norland said.\n\n"
            f"Ada Smith condemned Bo Jones. The talks will resume on March 3, 2026, Bo Jones said.")


def make_records() -> list[dict[str, Any]]:
    """A record for every three inputs, to spare the parser; the same words in every column an article may have."""
    inputs = list(INPUTS.values())
    records = []
    for number in range(0, len(inputs), 3):
        hostile = " ".join(inputs[number:number + 3])
        records.append({"text": write_body(hostile), "title": hostile, "outlet": inputs[number],
                        "url": f"javascript:{OWNED}" if number else f"https://example.org/{hostile}",
                        "published": f"2026-02-{17 + number % 3}", "authors": [hostile], "tags": [hostile]})
    return records


def write_corpus(folder: Path) -> Path:
    """The records as JSON lines in `folder`, files with hostile names beside them, a registry and issues."""
    folder.mkdir(parents=True, exist_ok=True)
    articles = folder / "articles"
    articles.mkdir(exist_ok=True)
    with (articles / "records.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in make_records())
    for name in ("=1+1", "..", "a\nb", f"<img src=x onerror={OWNED}>".replace("/", ""), "-rf", "x' OR 1"):
        (articles / f"{name}.txt").write_text("Ada Smith said that the fish quota was a theft.", encoding="utf-8")
    for name, entries in (("actors", ACTORS), ("issues", ISSUES)):
        lines = [f"[{key}]\n" + "".join(f"{column} = {json.dumps(value)}\n" for column, value in entry.items())
                 for key, entry in entries.items()]
        (folder / f"{name}.toml").write_text("\n".join(lines), encoding="utf-8")
    return articles
