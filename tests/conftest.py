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


@pytest.fixture
def plan(tmp_path):
    """A plan with two equal goals, a wrapped one and one that is SMART."""
    path = tmp_path / "mon plan é.md"
    path.write_text(
        "# Plan\n\n## Objectifs\n\n- Vendre plus\n- Vendre plus\n- Augmenter le taux de\n  conversion\n- Passer le panier moyen de 41 € à 45 € d'ici fin juin 2027\n",
        "utf-8",
    )
    return path
