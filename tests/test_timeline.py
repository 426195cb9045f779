"""Events: which clauses of which articles tell of one event, and what a timeline answers."""

import json
import os
import subprocess
import sys
from datetime import date

import pandas as pd
import pytest
from icalendar import Calendar
from table_schema import validate

from workbench import export, tables
from workbench.compare import timeline as module
from workbench.compare import timeline_questions
from workbench.compare.plans import follow_plans
from workbench.compare.timeline import blocks, build_timeline
from workbench.extract.event_kinds import family_of
from workbench.store.parquet_files import write_table


def clause(article, label, day="2025-06-02", finish=None, predicate="attack", actors=("rebels",),
           status="happened", about=None, claimed_by=(), start=0, stage=None, precision=None, kind=None):
    return {"article": article, "start": start, "end": start + len(label),
            "begin": pd.Timestamp(day) if day else pd.NaT,
            "finish": pd.Timestamp(finish or day) if day else pd.NaT,
            "precision": precision or ("range" if finish else "day" if day else "undated"), "label": label,
            "predicate": predicate, "kind": kind or family_of("verbs").get(predicate, predicate),
            "stage": stage or ("announced" if status == "planned" else "happened"),
            "actors": list(actors), "status": status, "claimed_by": list(claimed_by),
            "about": sorted(about or [word.lower() for word in label.split() if len(word) > 4]),
            "evidence": f"{label} on {day}.", "rule": "dated verb"}


def articles(*names, published="2025-06-04", outlet="Courier"):
    return tables.make("articles", [{"article": name, "outlet": outlet, "published": published, "body": "", "words": 0,
                                     "published_from": "header", "sha256": name} for name in names])


def timeline(*clauses, copies=()):
    names = sorted({row["article"] for row in clauses})
    return build_timeline(tables.make("event_mentions", clauses), articles(*names), tables.make("copies", copies))


@pytest.mark.parametrize("one, other, events", [
    # the same deed by the same actor on the same day
    (clause("a", "Rebels attacked the airport"), clause("b", "Rebels attacked the airport"), 1),
    # in other words: one family of verbs
    (clause("a", "Rebels attacked the main airport"),
     clause("b", "The main airport was shelled by rebels", predicate="shell"), 1),
    # another place, another actor, another day, another deed: another event
    (clause("a", "Rebels attacked Goma"), clause("b", "Rebels attacked Bukavu"), 2),
    (clause("a", "Rebels attacked the airport"), clause("b", "Pirates attacked the harbour", actors=["pirates"]), 2),
    (clause("a", "Rebels attacked the airport"), clause("b", "Rebels attacked the airport", day="2025-06-03"), 2),
    (clause("a", "Rebels attacked the airport"), clause("b", "Rebels left the airport", predicate="leave"), 2),
    # a plan and what came of it, on its day or one later
    (clause("a", "Rebels will attack the airport", status="planned"), clause("b", "Rebels attacked the airport"), 1),
    (clause("a", "Rebels will attack the airport", status="planned"),
     clause("b", "Rebels attacked the airport", day="2025-06-03"), 1),
    # the month by one, the day by another; and the month before
    (clause("a", "Delegates met in Oslo", predicate="meet", actors=["norway"]),
     clause("b", "Delegates met in Oslo", "2025-06-01", "2025-06-30", "meet", ["norway"], precision="vague"), 1),
    (clause("a", "Delegates met in Oslo", predicate="meet", actors=["norway"]),
     clause("b", "Delegates met in Oslo", "2025-05-01", "2025-05-31", "meet", ["norway"], precision="vague"), 2),
    # a second round is not the third
    (clause("a", "Delegates met in Oslo for the second round", predicate="meet", actors=["norway"]),
     clause("b", "Delegates met in Oslo for the third round", predicate="meet", actors=["norway"]), 2),
    # one ruling of one court a month, however it is told
    (clause("a", "The court froze his shares", predicate="freeze", actors=["court"], kind="rule"),
     clause("b", "Its decision on the widow", "2025-06-01", "2025-06-30", "decision", ["court"], kind="rule",
            precision="vague"), 1),
    # two statements of one speaker on one day, and one statement twice
    (clause("a", "The mayor said the bridge will close", predicate="say", actors=["mayor"]),
     clause("b", "The mayor said taxes rise again", predicate="say", actors=["mayor"]), 2),
    (clause("a", "The mayor said the northern bridge will close", predicate="say", actors=["mayor"]),
     clause("b", "The mayor announced closure of the northern bridge will follow", predicate="announce",
            actors=["mayor"], about=["northern", "bridge", "close", "follow", "mayor"]), 1),
    # a meeting of several days, however it is told of
    (clause("a", "Delegates will hold a round in Oslo", "2025-06-09", "2025-06-11", "hold", ["norway"], "planned",
            kind="meet"),
     clause("b", "The conference will last three days", "2025-06-09", "2025-06-11", "last", ["norway"], "planned",
            kind="meet"), 1),
])
def test_what_is_one_event(one, other, events):
    assert len(timeline(one, other)) == events
    assert len(timeline(other | {"article": "a"}, one | {"article": "b"})) == events


def test_one_event_keeps_all_its_evidence_and_counts_copies_once():
    clauses = [clause(name, "Rebels attacked the airport") for name in "abc"]
    event, = timeline(*clauses, copies=[{"article": "b", "copy_of": "a", "shared": 0.9}]).itertuples()
    assert (event.articles, event.outlets, event.independent_sources) == (["a", "b", "c"], ["Courier"], 2)
    assert [article for article, _ in event.evidence] == ["a", "b", "c"]


def test_an_event_is_a_claim_only_where_all_its_evidence_is():
    claimed = clause("a", "Rebels attacked the airport", claimed_by=["army"])
    told = clause("b", "Rebels attacked the airport")
    assert timeline(claimed)["claimed_by"].tolist() == [["army"]]
    assert timeline(claimed, told)["claimed_by"].tolist() == [[]]


def test_no_clauses_no_events():
    assert timeline().empty and list(timeline().columns)[:2] == ["event_id", "begin"]


def test_blocks_built_apart_give_the_same_events():
    told = [clause(name, f"Rebels attacked the airport {number}", day=f"2025-06-{day:02d}")
            for day in (1, 2, 3) for number, name in enumerate("abc")]
    rows = tables.make("event_mentions", told)
    everything, copies = articles("a", "b", "c"), tables.make("copies")
    whole = build_timeline(rows, everything, copies)
    apart = pd.concat([build_timeline(part, everything, copies) for _, part in rows.groupby(blocks(rows, everything))])
    pd.testing.assert_frame_equal(whole, apart.reset_index(drop=True))


def test_the_events_of_the_seeds(seeds):
    validate("events", seeds.events)
    is_geneva = (seeds.events["kind"] == "meet") & (seeds.events["begin"] >= "2026-02-16")
    talks, = seeds.events[is_geneva].to_dict("records")
    assert talks["finish"].day == 18 and len(talks["articles"]) == 5 and talks["independent_sources"] == 4
    assert [(stage["stage"], stage["begin"]) for stage in talks["stages"]] == [
        ("announced", "2026-02-17"), ("held", "2026-02-17"), ("ended", "2026-02-18")]


def test_questions_to_a_timeline():
    plan = clause("a", "Delegates will meet in Oslo", "2025-06-03", predicate="meet", actors=["norway"],
                  status="planned")
    done = clause("b", "Delegates met in Oslo", "2025-06-03", predicate="meet", actors=["norway"])
    missed = clause("a", "Rebels will leave Goma", "2025-06-02", predicate="leave", status="planned")
    ahead = clause("b", "Rebels will return", "2025-06-20", predicate="return", status="planned")
    late = clause("c", "Rebels bombed the northern airport road", "2025-06-01")
    early = clause("d", "Rebels bombed the northern airport road", "2025-05-31")
    off = [clause(name, "Judges will rule on the ban", "2025-06-03", predicate="rule", actors=["court"],
                  status="planned", stage=stage) for name, stage in (("a", "planned"), ("c", "cancelled"))]
    moved = [clause(name, "Voters will elect a mayor", day, predicate="elect", actors=["town"], status="planned",
                    stage=stage) for name, day, stage in (("a", "2025-06-03", "planned"), ("c", "2025-06-20", "moved"))]
    events = timeline(plan, done, missed, ahead, late, early, *off, *moved)
    followed = follow_plans(events, articles("a", "b", "c")).set_index("label")
    assert followed["outcome"].to_dict() == {
        "Delegates met in Oslo": "kept", "Rebels will leave Goma": "dropped", "Rebels will return": "still ahead",
        "Judges will rule on the ban": "cancelled", "Voters will elect a mayor": "moved"}
    kept = followed.loc["Delegates met in Oslo"]
    assert (kept["announced"], kept["announced_in"]) == ("Delegates will meet in Oslo on 2025-06-03.", "a")
    assert (kept["became"], kept["became_in"]) == ("Delegates met in Oslo on 2025-06-03.", "b")
    assert len(timeline_questions.find_single_source(events)) == 4
    planned = timeline_questions.select_events(events, actor="norway", status="planned")
    assert planned["label"].tolist() == []
    assert len(timeline_questions.select_events(events, begin="2025-06-02", finish="2025-06-03")) == 3
    with pytest.raises(ValueError, match="no status 'maybe'"):
        timeline_questions.select_events(events, status="maybe")


SAME_ROWS = """
import sys
from pathlib import Path
from workbench.compare.timeline import build_timeline
from workbench.compare.utterances import match_utterances
from workbench.store.parquet_files import read_table
folder, seed = Path(sys.argv[1]), int(sys.argv[2])
given = {name: read_table(name, folder / f"{name}.parquet").sample(frac=1, random_state=seed)
         for name in ("event_mentions", "quotes", "articles", "copies")}
print(build_timeline(given["event_mentions"], given["articles"], given["copies"]).to_json(),
      match_utterances(given["quotes"], given["articles"]).to_json())
"""


def test_the_same_rows_whatever_the_hash_seed_and_the_order_of_articles(seeds, tmp_path):
    for name in ("event_mentions", "quotes", "articles", "copies"):
        write_table(name, tmp_path / f"{name}.parquet", getattr(seeds, name))
    told = {subprocess.run([sys.executable, "-c", SAME_ROWS, tmp_path, seed], check=True, capture_output=True,
                           env={**os.environ, "PYTHONHASHSEED": seed}).stdout for seed in ("1", "2", "3")}
    assert len(told) == 1


HOSTILE = clause("a", "<script>alert(1)</script> attacked the airport", "2025-06-02", "2025-06-03")


def test_timelinejs_is_valid_json_and_escaped(tmp_path):
    written = json.loads(export.save_timelinejs(timeline(HOSTILE), tmp_path / "t.json").read_text(encoding="utf-8"))
    slide, = written["events"]
    assert slide["start_date"] == {"year": 2025, "month": 6, "day": 2} and slide["end_date"]["day"] == 3
    assert slide["display_date"] == "2 to 3 June 2025" and "<script" not in json.dumps(written)


def test_icalendar_reads_back(tmp_path):
    plan = clause("a", "Delegates will meet, all; in Oslo", "2025-06-09", status="planned", actors=["norway"])
    path = export.save_icalendar(timeline(HOSTILE, plan), tmp_path / "t.ics")
    first, second = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (date(2025, 6, 2), date(2025, 6, 4))
    assert first["STATUS"] == "CONFIRMED"
    assert (str(second["SUMMARY"]), second["STATUS"]) == ("Delegates will meet, all; in Oslo", "TENTATIVE")
    assert path.read_bytes() == export.to_icalendar(timeline(HOSTILE, plan))  # equal tables, equal files


def test_a_busy_day_is_merged_without_comparing_all_pairs(monkeypatch):
    rows = [clause(f"a{n}", f"Rebels attacked village{n % 300} yesterday", about=["village", f"v{n % 300}"], start=n)
            for n in range(3000)]
    compared = []
    original = module.is_same_event
    monkeypatch.setattr(module, "is_same_event", lambda one, other: compared.append(1) or original(one, other))
    timeline(*rows)
    assert len(compared) < 3000 * module.MOST_EVENTS_COMPARED * module.MOST_CLAUSES_COMPARED
