"""What several tests use: the seeds, loaded once."""

from pathlib import Path

import pytest

import workbench as wb

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def seeds() -> wb.Corpus:
    """The five seed articles with the project's registry and issues; its tables are made once a session."""
    return wb.load(ROOT / "seeds")
