"""Fixtures that all tests share."""

from datetime import date
from pathlib import Path

import pytest

from assistant.pipeline import Assistant

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def helper() -> Assistant:
    """An assistant on the day of the annotated set."""
    return Assistant(today=TODAY)
