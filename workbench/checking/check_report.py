"""A checked draft for eyes and other tools: HTML with the draft beside its evidence, JSON, and SARIF for editors."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from workbench import tables
from workbench.checking.verdicts import GRAVE, WRONG
from workbench.show.escape import html, plain

if TYPE_CHECKING:
    from workbench.checking.check_draft import Checked

# verdict -> class of its mark; where several stand over one word, the first of these
BORNE_OUT = ("verbatim", "supported", "told as fact")
KINDS = {**{verdict: "grave" if verdict in GRAVE else "doubtful" for verdict in WRONG}, "not found": "unknown",
         **dict.fromkeys(BORNE_OUT, "good")}
ORDER = ("grave", "doubtful", "unknown", "good")
LEVELS = {"grave": "error", "doubtful": "warning", "unknown": "note", "good": "none"}
SIGNS = {"grave": "✗", "doubtful": "!", "unknown": "?", "good": "✓"}    # colour is never the only sign

STYLE = """
.wb-draft { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 2rem; line-height: 1.5;
  font-family: Helvetica, Arial, 'Liberation Sans', sans-serif; color: #1F2328; max-width: 90rem; margin: auto; }
.wb-draft .draft { white-space: pre-wrap; overflow-wrap: anywhere; font-family: Georgia, serif; }
.wb-draft a { color: inherit; text-decoration: none; }
.wb-draft .grave { background: #FBE0D0; border-bottom: 2px solid #D55E00; }
.wb-draft .doubtful { background: #FCF0CF; border-bottom: 2px dashed #8A6D00; }
.wb-draft .unknown { border-bottom: 2px dotted #767676; }
.wb-draft .good { border-bottom: 1px solid #009E73; }
.wb-draft section { border: 1px solid #D8DEE4; border-radius: 6px; padding: .5rem .8rem; margin-bottom: .8rem; }
.wb-draft section:target { outline: 3px solid #0072B2; }
.wb-draft h3 { font-size: 1rem; margin: 0; } .wb-draft h3 span { padding: 0 .3rem; border: 0; }
.wb-draft p, .wb-draft blockquote { margin: .3rem 0; } .wb-draft small { color: #59636E; }
.wb-draft table { border-collapse: collapse; } .wb-draft td, .wb-draft th { padding: .1rem .6rem; text-align: left; }
@media (max-width: 50rem) { .wb-draft { grid-template-columns: minmax(0, 1fr); } }
"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body>{body}</body></html>
"""


def draw_page(checked: Checked, title: str) -> str:
    """The report as a page of its own, which loads and runs nothing."""
    return PAGE.format(title=html(title), body=draw(checked))


def draw(checked: Checked) -> str:
    """The draft on the left, what the sources say on the right, as HTML."""
    rows = _rows(checked)
    cards = "".join(draw_card(number, row) for number, row in enumerate(rows))
    return (f'<style>{STYLE}</style><div class="wb-draft tex2jax_ignore mathjax_ignore"><div>'
            f'<h2>Draft</h2><div class="draft">{_mark(checked.text, rows)}</div></div>'
            f"<div><h2>Evidence</h2><p>{html(summarise(checked))}</p>{cards}{_draw_balance(checked)}</div></div>")


def summarise(checked: Checked) -> str:
    """How many verdicts of each kind, in a line."""
    counts = checked.checks["verdict"].value_counts()
    return ", ".join(f"{counts[verdict]} {verdict}" for verdict in KINDS if verdict in counts) or "nothing to check"


def _rows(checked: Checked) -> list[dict[str, Any]]:
    return tables.plain("checks", checked.checks.to_dict("records"))


def _mark(text: str, rows: Sequence[dict[str, Any]]) -> str:
    """The draft with a link from each stretch to the gravest of its verdicts."""
    borders = sorted({0, len(text), *(row[border] for row in rows for border in ("start", "end"))})
    parts = []
    for start, end in pairwise(borders):
        here = [(ORDER.index(KINDS[row["verdict"]]), number) for number, row in enumerate(rows)
                if row["start"] <= start and end <= row["end"]]
        words = html(text[start:end])
        if here:
            kind, number = min(here)
            words = f'<a href="#check{number}" class="{ORDER[kind]}">{words}</a>'
        parts.append(words)
    return "".join(parts)


def name_verdict(row: Mapping[str, Any]) -> str:
    """A verdict and what was changed: `altered (negation)`."""
    return f"{row['verdict']} ({row['change']})" if row["change"] else str(row["verdict"])


def draw_card(number: int, row: dict[str, Any]) -> str:
    """One verdict with the draft's words and the sources', as HTML; the draft's mark leads to `number`."""
    kind = KINDS[row["verdict"]]
    verdict = f'<span class="{kind}">{SIGNS[kind]} {html(name_verdict(row))}</span>'
    lines = [f'<section id="check{number}"><h3>{verdict} '
             f'<small>{html(row["what"])}, characters {row["start"]}–{row["end"]}</small></h3>',
             f"<p>{html(row['text'])}</p>"]
    if row["detail"]:
        lines.append(f"<p><strong>{html(row['detail'])}</strong></p>")
    if row["article"]:
        who = ", ".join(html(one) for one in (row["source_speaker"], row["source_said_on"]) if one)
        lines.append(f"<blockquote>{html(row['evidence'])}</blockquote><small>{html(row['article'])}, characters "
                     f"{row['source_start']}–{row['source_end']}{'; ' + who if who else ''}</small>")
    if row["nearest"]:
        lines += ["<p>Nearest:</p>", *(f"<blockquote>{html(words)} <small>{html(article)}</small></blockquote>"
                                       for article, words in row["nearest"])]
    return "".join([*lines, f"<br><small>rule: {html(row['rule'])}; sure to {row['confidence']:.2f}</small></section>"])


def _draw_balance(checked: Checked) -> str:
    rows = "".join(
        f"<tr><td>{html(checked.names.get(row['actor'], row['actor']))}</td><td>{row['words']}</td>"
        f"<td>{row['source_words']}</td><td>{row['independent_sources']}</td>"
        f"<td>{'not quoted' if row['is_missing'] else ''}</td></tr>"
        for row in tables.plain("balance", checked.balance.to_dict("records")))
    return ("<h2>Who is quoted</h2><table><tr><th>actor</th><th>words here</th><th>in the sources</th>"
            f"<th>independent sources</th><th></th></tr>{rows}</table>")


def as_json(checked: Checked) -> str:
    """Both tables as JSON; days are ISO text."""
    return json.dumps({name: tables.plain(name, getattr(checked, name).to_dict("records"))
                       for name in ("checks", "balance")}, ensure_ascii=False, indent=1, default=str) + "\n"


def as_sarif(checked: Checked, path: str) -> str:
    """What is wrong or not found as SARIF 2.1.0, which editors show beside the text, by characters of the draft."""
    rows = [row for row in _rows(checked) if KINDS[row["verdict"]] != "good"]
    results = [{"ruleId": row["verdict"], "level": LEVELS[KINDS[row["verdict"]]],
                "message": {"text": tell(row)},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": path}, "region": {
                    "charOffset": row["start"], "charLength": row["end"] - row["start"],
                    "startLine": checked.text.count("\n", 0, row["start"]) + 1,
                    "startColumn": row["start"] - checked.text.rfind("\n", 0, row["start"])}}}]} for row in rows]
    rules = [{"id": verdict} for verdict in dict.fromkeys(row["verdict"] for row in rows)]
    run = {"tool": {"driver": {"name": "workbench check", "rules": rules}}, "columnKind": "unicodeCodePoints",
           "results": results}
    return json.dumps({"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": [run]},
                      ensure_ascii=False, indent=1) + "\n"


def tell(row: dict[str, Any]) -> str:
    """One verdict in a line of plain text."""
    where = f" [{row['article']}:{row['source_start']}-{row['source_end']}]" if row["article"] else ""
    detail = f": {row['detail']}" if row["detail"] else ""
    return plain(" ".join(f"{row['what']} {name_verdict(row)}{detail}{where}".split()))
