"""What one file may cost in time, memory and size: a stranger's file that asks for more is a problem, not a load lost.

Numbers are far beyond what articles have. The seconds are of computing, not of waiting, so a busy machine changes
nothing; they begin anew with each article that comes in, so a large file of records has all the time it needs.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

SETTING = "WORKBENCH_SECONDS"   # for each article; "off" for no limit
SECONDS = 8.0
LARGEST_TEXT = 1_000_000        # characters of one article
LARGEST_PAGE = 20_000_000       # characters of a web page, with its markup
MOST_TAGS = 300_000             # of a web page
LARGEST_FILE = {"text": 4_100_000, "html": 40_000_000, "feeds": 50_000_000}  # bytes, by kind of file
MOST_VALUES = 3_000_000         # of one JSON document or line
MOST_TOLD = 100                 # records of one file that are told one by one
MOST_ARTICLES = 100_000         # of one file
MOST_MISSED = 10_000            # records of which none is an article: then the file is none of articles


class Unreadable(Exception):
    """A file or record that cannot be taken in; the message says what was found and what to do."""


class TimeUp(BaseException):
    """An article took too long. No Exception, which readers and the libraries they call would catch."""

    def __str__(self) -> str:
        return (f"takes more than {allowed_seconds():g} s of computing, as no article does: left out from there on; "
                f"save its text, or set {SETTING} to more seconds")


def allowed_seconds() -> float | None:
    """The seconds of computing that an article may take: WORKBENCH_SECONDS; None for "off"."""
    setting = os.environ.get(SETTING) or str(SECONDS)
    try:
        return None if setting == "off" else max(float(setting), 0.01)
    except ValueError:
        raise ValueError(f"{SETTING}={setting!r}: give a number of seconds, or off") from None


def check_size(what: str, size: int, most: int, remedy: str) -> None:
    """Raises Unreadable where there is more of something than articles have."""
    if size > most:
        raise Unreadable(f"{size:,} {what}, more than an article has ({most:,}): {remedy}")


def parse_json(text: str) -> Any:
    """The value of a JSON text; ValueError for what is none, is nested too deep or has too many values."""
    if text.count(",") + text.count("[") + text.count("{") > MOST_VALUES:
        raise ValueError(f"more than {MOST_VALUES:,} values")
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise ValueError(f"{error.msg} at character {error.pos}") from None
    except RecursionError:
        raise ValueError("nested too deep") from None


@contextmanager
def limited_time() -> Iterator[Callable[[], None]]:
    """Within it TimeUp is raised when the allowed seconds are over; what it gives, called, begins them anew."""
    seconds = allowed_seconds()
    if seconds is None:
        yield lambda: None
    elif hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        with _alarm(seconds) as again:
            yield again
    else:
        with _watch(seconds) as again:
            yield again


@contextmanager
def _alarm(seconds: float) -> Iterator[Callable[[], None]]:
    """By a signal, which interrupts a regular expression too."""
    def ring(*_: object) -> None:
        raise TimeUp

    def again() -> None:
        signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)  # and each second, should a library have swallowed it

    before = signal.signal(signal.SIGPROF, ring)
    try:
        again()
        yield again
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before or signal.SIG_DFL)


@contextmanager
def _watch(seconds: float) -> Iterator[Callable[[], None]]:
    """In another thread than the main one, and on Windows: between two steps of Python."""
    here = ctypes.c_ulong(threading.get_ident())
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    timer = threading.Timer(seconds, raise_in, (here, ctypes.py_object(TimeUp)))

    def again() -> None:
        nonlocal timer
        timer.cancel()
        timer = threading.Timer(seconds, raise_in, (here, ctypes.py_object(TimeUp)))
        timer.daemon = True
        timer.start()

    try:
        again()
        yield again
    finally:
        timer.cancel()
        raise_in(here, None)    # one that was on its way
