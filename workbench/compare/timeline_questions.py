"""Questions to a timeline: what became of plans, what one source alone has, what sources date differently, how far
articles look back and ahead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from workbench.compare.timeline import family_of

if TYPE_CHECKING:
    import pandas as pd

SLACK = timedelta(days=1)        # a plan counts as carried out a day late
NEAR = timedelta(days=31)        # reports of one event are dated no further apart
ALIKE = 0.75                     # share of the shorter one's words that two reports dated differently share


def select_events(events: pd.DataFrame, actor: str = "", status: str = "", begin: str = "",
                  finish: str = "") -> pd.DataFrame:
    """The events with an actor, of a status (`happened`, `planned`), from the day `begin` to `finish`, by date.

    An empty text sets no limit; an event that lies partly between the days counts. Raises ValueError for an
    unknown status.
    """
    if status not in ("", "happened", "planned"):
        raise ValueError(f"no status {status!r}: it is happened or planned, or nothing for both")
    kept = events
    if actor:
        kept = kept[[actor in actors for actors in kept["actors"]]]
    if status:
        kept = kept[kept["status"] == status]
    if begin:
        kept = kept[kept["finish"] >= begin]
    if finish:
        kept = kept[kept["begin"] <= finish]
    return kept.sort_values(["begin", "finish", "event_id"], ignore_index=True)


def follow_plans(events: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """What was announced, and whether the articles then report it.

    Columns: those of the planned event (event_id, label, begin, finish, actors, articles), `outcome` (`reported`,
    `not reported`, `still ahead`: it ends after the last article was published), and `reported_as`, `reported_label`
    of the event that carries it out: within its days or one later, by an actor of the plan, in the same kind of deed.
    """
    import pandas as pd

    last = articles["published"].max()
    happened = [row for row in _rows(events) if row["status"] == "happened" and _kinds(row)[0] != "say"]
    names = ["event_id", "label", "begin", "finish", "actors", "articles"]
    made = []
    for plan in (row for row in _rows(events) if row["status"] == "planned"):
        best = max((row for row in happened if _carries_out(row, plan)), default=None,
                   key=lambda row: (len(set(plan["about"]) & set(row["about"])), row["event_id"]))
        ahead = pd.isna(last) or plan["finish"] > last
        made.append({name: plan[name] for name in names} | {
            "outcome": "reported" if best else "still ahead" if ahead else "not reported",
            "reported_as": best["event_id"] if best else None, "reported_label": best["label"] if best else None})
    return pd.DataFrame(made, columns=[*names, "outcome", "reported_as", "reported_label"])


def _carries_out(row: Mapping[str, Any], plan: Mapping[str, Any]) -> bool:
    in_time = plan["begin"] <= row["begin"] and row["finish"] <= plan["finish"] + SLACK
    shares_actor = not plan["actors"] or not set(plan["actors"]).isdisjoint(row["actors"])
    return in_time and shares_actor and not set(_kinds(plan)).isdisjoint(_kinds(row))


def find_single_source(events: pd.DataFrame) -> pd.DataFrame:
    """The events that only one independent source has; copies of its text count with it."""
    return events[events["independent_sources"] == 1].reset_index(drop=True)


def find_dated_differently(events: pd.DataFrame) -> pd.DataFrame:
    """Pairs of events that seem to be one, put on different days by different articles.

    They share an actor, the kind of deed and three quarters of the shorter one's words, lie within a month of each
    other, neither's days hold the other's, and no article has both. Columns: event_id, label, begin, finish,
    articles of the one, the same with `other_` of the other, `days_apart`.
    """
    import pandas as pd

    names = ("event_id", "label", "begin", "finish", "articles")
    made = [{name: one[name] for name in names} | {f"other_{name}": other[name] for name in names}
            | {"days_apart": (other["begin"] - one["begin"]).days} for one, other in _near_pairs(events)]
    columns = [*names, *(f"other_{name}" for name in names), "days_apart"]
    return pd.DataFrame(made, columns=columns).sort_values(["begin", "event_id", "other_event_id"], ignore_index=True)


def _near_pairs(events: pd.DataFrame) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Pairs looked up by actor, kind of deed and status, so that the work grows with the events of a month."""
    groups: dict[tuple, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(_rows(events), key=lambda row: (row["begin"], row["event_id"])):
        for actor in row["actors"]:
            groups[actor, _kinds(row)[0], row["status"]].append(row)
    seen = set()
    for group in groups.values():
        for number, one in enumerate(group):
            for other in group[number + 1:]:
                if other["begin"] - one["begin"] > NEAR:
                    break
                key = one["event_id"], other["event_id"]
                if key not in seen and _is_one_dated_twice(one, other):
                    seen.add(key)
                    yield one, other


def _is_one_dated_twice(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if set(one["articles"]) & set(other["articles"]) or other["begin"] <= one["finish"]:
        return False
    words, others = set(one["about"]), set(other["about"])
    return len(words & others) >= max(3, ALIKE * min(len(words), len(others)))


def measure_horizons(times: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """How far each article looks back and ahead from the day it was published.

    Columns: article, outlet, published, `earliest`, `latest` (days its dates name), `days_back`, `days_ahead` (0 where
    it doesn't), `dates` (how many), `ahead` (how many of them lie after publication). Articles whose day of
    publication isn't known, and those without a date, have missing values.
    """
    import pandas as pd

    dates = times[times["type"].isin(["DATE", "TIME"]) & times["begin"].notna()]
    dates = dates.merge(articles[["article", "published"]], on="article")
    dates["ahead"] = dates["begin"] > dates["published"]
    found = dates.groupby("article", as_index=False).agg(
        earliest=("begin", "min"), latest=("finish", "max"), dates=("begin", "size"), ahead=("ahead", "sum"))
    horizons = articles[["article", "outlet", "published"]].merge(found, on="article", how="left")
    horizons["days_back"] = (horizons["published"] - horizons["earliest"]).dt.days.clip(lower=0).astype("Int64")
    horizons["days_ahead"] = (horizons["latest"] - horizons["published"]).dt.days.clip(lower=0).astype("Int64")
    for name in ("dates", "ahead"):
        horizons[name] = pd.to_numeric(horizons[name]).fillna(0).astype("Int64")
    return horizons[["article", "outlet", "published", "earliest", "latest", "days_back", "days_ahead", "dates",
                     "ahead"]]


def _kinds(row: Mapping[str, Any]) -> list[str]:
    """The kinds of deed an event's words tell of: that of its predicate first."""
    families = family_of()
    found = [families.get(row["predicate"], row["predicate"])]
    found += [families[lemma] for lemma in row["about"] if lemma in families]
    return list(dict.fromkeys(kind for kind in found if kind != "say" or kind == found[0]))


def _rows(events: pd.DataFrame) -> list[dict[str, Any]]:
    return events.to_dict("records")
