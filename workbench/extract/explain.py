"""Why a row is there: the steps that made it, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from workbench.extract.layers import LAYERS, find_layer, find_layers
from workbench.extract.reading import Reading, Row, Settings
from workbench.extract.relations.find_relations import relations_with_rows
from workbench.extract.relations.rules import MEANINGS
from workbench.extract.stance.find_stances import find_stances, stances_with_rows
from workbench.extract.stance.judged_by_model import RULE as MODEL

if TYPE_CHECKING:
    from workbench.extract.stance.judging_state import Judgement

Namer = Callable[[str], str]
KEYS = ("quote_id", "start", "end", "actor", "holder_text", "issue", "position", "holder", "target", "sign")
# what a step of a stance does, by its name
STANCE_STEPS = {
    "wording": "“{word}” words the issue",
    "support": "“{word}” is for what it governs",
    "oppose": "“{word}” is against what it governs",
    "open": "“{word}” leaves open what it governs",
    "flip": "“{word}” turns round what it governs",
    "good": "“{word}” judges it well",
    "bad": "“{word}” judges it badly",
    "against": "“{word}” stands with “against”",
    "negation": "“{word}” is negated: turned round",
    "not denied": "“{word}” is negated: not to do it is no stance",
    "doubtful": "“{word}” is negated: a double negation leaves it open",
    "in condition": "it stands in the condition of “{word}”",
    "under condition": "“{word}” makes it conditional",
    "left open": "“{word}” leaves the question open",
    "condition": "“{word}” asks for it as a condition",
    "duty": "“{word}” calls it a duty",
    "decision": "“{word}” decides it",
    "refusal": "“{word}” refuses it",
    "assertion": "“{word}” asserts it",
    "act": "“{word}” is the deed itself",
    "put first": "“{word}” puts it first",
}


def explain(layer: str, row: Mapping[str, Any], text: str, published: date | None = None,
            settings: Settings | None = None, name: Namer = str) -> list[str]:
    """Tell the steps that made a row, in order.

    The text is read again: a moment for one row on demand, too long for all rows of a corpus.

    Parameters
    ----------
    layer : "stances", "relations", "quotes" or "event_mentions"
    row : mapping
        A row of that layer as the table has it.
    text : str
        The body of the row's article.
    published : date, optional
    settings : Settings, optional
        The actors and issues with which the row was made.
    name : function of an actor's id, optional
        How the steps are to call an actor; by its id otherwise.

    Returns
    -------
    list of str
        Nothing for a row that the rules don't make: an analyst added or corrected it.

    Raises
    ------
    ValueError
        For a layer whose rows can't be explained.
    """
    if layer not in EXPLAINED:
        raise ValueError(f"rows of {layer!r} can't be explained; those of {' and '.join(EXPLAINED)} can")
    reading = Reading(row.get("article", "text"), text, published, settings or Settings())
    find_layers(reading, LAYERS[layer].needs)
    found = (steps for made, steps in EXPLAINED[layer](reading, name)
             if all(made[key] == _plain(row.get(key)) for key in KEYS if key in made))
    return next(found, [])


def _plain(value: Any) -> Any:
    """A value of a table's row as rows have it before they are put into a table: None for NaN."""
    return None if value != value else value


def _explained_stances(reading: Reading, name: Namer) -> Iterator[tuple[Row, list[str]]]:
    for row in find_stances(reading):
        if row["rule"] == MODEL:
            words = reading.text[row["start"]:row["end"]]
            yield row, [f"“{words}” words the issue, and no rule judges it",
                        f"the trained model reads it so, told as {row['basis']}",
                        f"so: {_holder(row, name)}, {row['position']}"]
    for row, judgement in stances_with_rows(reading):
        steps = [STANCE_STEPS[step.name].format(word=step.word) for step in judgement.trail]
        yield row, [*steps, _whose(row, judgement, name), f"so: {_holder(row, name)}, {row['position']}"]


def _holder(row: Row, name: Namer) -> str:
    return row["holder_text"] or (name(row["actor"]) if row["actor"] else "nobody named")


def _whose(row: Row, judgement: Judgement, name: Namer) -> str:
    """How the stance came to its holder, and in whose words it stands."""
    if judgement.holder is None:
        holder = "it is the speaker's, for nobody else is named"
    else:
        holder = f"“{judgement.holder.text}” holds it as doer or owner of “{judgement.decider.text}”"
    said_by = f" by {name(row['said_by'])}" if row["said_by"] else ""
    return f"{holder}; told as {row['basis']}{said_by}"


def _explained_relations(reading: Reading, name: Namer) -> Iterator[tuple[Row, list[str]]]:
    for row, relation in relations_with_rows(reading):
        clue = relation.clue
        as_self = f", as “{relation.said_as}”" if relation.said_as else ""
        names = {"holder": f"{name(row['holder'])}{as_self}", "target": f"“{relation.target.head.text}”"}
        yield row, [f"“{clue.word.text}” shows it: {MEANINGS[clue.rule].format(**names)}",
                    f"so: {name(row['holder'])}, {row['sign']} towards {name(row['target'])}"]


def _explained_quotes(reading: Reading, name: Namer) -> Iterator[tuple[Row, list[str]]]:
    for row in find_layer(reading, "quotes"):
        who = ", ".join(map(name, row["speakers"]))
        by = next((mention["how"] for mention in reading.rows["mentions"] if row["source_start"] is not None
                   and row["source_start"] <= mention["start"] and mention["end"] <= row["source_end"]
                   and mention["actor"] in row["speakers"]), "what stands around it")
        source = (f"“{row['source']}” is its source" if row["source"] else "no source stands beside it") + (
            f": {who}, by {by}" if who else ", nobody that is known")
        yield row, [f"“{row['cue']}” attributes it, as {row['rule']}" if row["cue"]
                    else f"no word attributes it: {row['rule']}",
                    source, f"so: {who or row['source'] or 'nobody named'}, {row['kind']}"]


def _explained_events(reading: Reading, name: Namer) -> Iterator[tuple[Row, list[str]]]:
    for row in find_layer(reading, "event_mentions"):
        days = " to ".join(dict.fromkeys(f"{row[end]:%Y-%m-%d}" for end in ("begin", "finish") if row[end]))
        claimants = ", ".join(map(name, row["claimed_by"]))
        claimed = [f"it stands in what is said by {claimants}"] if claimants else []
        yield row, [f"“{row['predicate']}” names the deed" + (f", of the kind “{row['kind']}”"
                                                              if row["kind"] != row["predicate"] else ""),
                    f"“{row['dated']}” dates it: {days or 'no day'}" if row["dated"] else "no words date it",
                    *claimed, f"so: {row['stage']}, {row['status']}"]


EXPLAINED: dict[str, Callable[[Reading, Namer], Iterator[tuple[Row, list[str]]]]] = {
    "stances": _explained_stances, "relations": _explained_relations, "quotes": _explained_quotes,
    "event_mentions": _explained_events}
