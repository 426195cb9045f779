"""The timeline to other people's tools: TimelineJS's JSON (Knight Lab) and iCalendar (RFC 5545)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.export.extras import needs_extra
from workbench.text.calendar_days import tell_days

if TYPE_CHECKING:
    import pandas as pd

QUOTED_SENTENCES = 3  # of the evidence, shown with an event


def to_timelinejs(events: pd.DataFrame, title: str = "What happened when") -> dict[str, Any]:
    """Make TimelineJS 3's JSON of the table `events`: dates, headline, evidence, happened or planned as group.

    TimelineJS shows texts as HTML: all words that come from articles are escaped.

    Parameters
    ----------
    events : the table
    title : headline of the whole timeline

    Returns
    -------
    The object to be written as JSON.

    Examples
    --------
    >>> from workbench import tables
    >>> to_timelinejs(tables.make("events"))["events"]
    []
    """
    return {"title": {"text": {"headline": escape(title)}},
            "events": [_slide(row) for row in events.sort_values(["begin", "event_id"]).to_dict("records")]}


def save_timelinejs(events: pd.DataFrame, path: str | Path, title: str = "What happened when") -> Path:
    """Write what `to_timelinejs` returns to a file, and return its path."""
    path = Path(path)
    path.write_text(json.dumps(to_timelinejs(events, title), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _slide(row: Mapping[str, Any]) -> dict[str, Any]:
    told = "".join(f"<p>{escape(line)}</p>" for line in _lines(row))
    slide = {"unique_id": row["event_id"], "group": row["status"], "start_date": _date(row["begin"]),
             "display_date": escape(tell_days(row["begin"], row["finish"], row["precision"] == "vague")),
             "text": {"headline": escape(row["label"]), "text": told}}
    if row["finish"] != row["begin"]:
        slide["end_date"] = _date(row["finish"])
    return slide


def _date(day: pd.Timestamp) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _lines(row: Mapping[str, Any]) -> list[str]:
    """What stands with an event: its evidence, who claims it, how many sources it has."""
    lines = [f"“{sentence}” ({article})" for article, sentence in row["evidence"][:QUOTED_SENTENCES]]
    if row["claimed_by"]:
        lines.append(f"According to {', '.join(row['claimed_by'])}.")
    count = row["independent_sources"]
    return [*lines, f"{row['status'].capitalize()}; {count} independent source{'s' if count != 1 else ''}."]


def to_icalendar(events: pd.DataFrame, title: str = "What happened when") -> bytes:
    """Make an iCalendar file of the table `events`: all-day entries, plans as TENTATIVE, actors as categories.

    Parameters
    ----------
    events : the table
    title : name of the calendar

    Returns
    -------
    The bytes of the file.

    Raises
    ------
    ImportError
        The extra `calendar` is not installed.

    Examples
    --------
    >>> from workbench import tables
    >>> to_icalendar(tables.make("events")).splitlines()[0]
    b'BEGIN:VCALENDAR'
    """
    with needs_extra("calendar", "an iCalendar file"):
        from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//workbench//timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for row in events.sort_values(["begin", "event_id"]).to_dict("records"):
        calendar.add_component(_entry(row))
    return calendar.to_ical()


def _entry(row: Mapping[str, Any]) -> Any:
    from icalendar import Event

    entry = Event()
    # the same event has the same id in every export, so that a calendar replaces it
    entry.add("uid", hashlib.sha256(f"{row['event_id']} {row['label']}".encode()).hexdigest()[:32] + "@workbench")
    # not the clock: equal tables, equal files
    entry.add("dtstamp", datetime.combine(row["finish"].date(), time(), UTC))
    entry.add("dtstart", row["begin"].date())
    entry.add("dtend", row["finish"].date() + timedelta(days=1))  # the day after the last one
    entry.add("summary", row["label"])
    entry.add("description", "\n".join(_lines(row)))
    entry.add("status", "TENTATIVE" if row["status"] == "planned" else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    if row["actors"]:
        entry.add("categories", list(row["actors"]))
    return entry


def save_icalendar(events: pd.DataFrame, path: str | Path, title: str = "What happened when") -> Path:
    """Write what `to_icalendar` returns to a file, and return its path."""
    path = Path(path)
    path.write_bytes(to_icalendar(events, title))
    return path
