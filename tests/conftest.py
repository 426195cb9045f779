"""What several tests use: the seeds, loaded once."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

import workbench as wb

# the same examples on every run: what CI finds can be found again; `make fuzz` looks for new ones
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def cache_of_the_session(tmp_path_factory):
    """Tests, and the notebooks they run, share a cache of their own and leave the user's alone."""
    os.environ["WORKBENCH_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def seeds(cache_of_the_session) -> wb.Corpus:
    """The five seed articles with the project's registry and issues; its tables are made once a session."""
    return wb.load(ROOT / "seeds")
