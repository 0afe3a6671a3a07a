"""Agreement of two annotators: figures on hand-made couples, and the annotation kept in the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval import agreement

FIRST = """\
@ fr-a-001 partial sales S+ M+ A? R? T-
Signer [12](FIGURE count target) [clients](METRIC)

@ fr-a-002 nongoal sales
Nous avons signé [12](FIGURE count unknown) clients
"""
SECOND = FIRST.replace("A?", "A+").replace("clients\n\n", "clients\n\n").replace("[clients](METRIC)\n", "clients\n")


def write(root: Path, first: str, second: str) -> Path:
    for side, text in (("first", first), ("second", second)):
        (root / side).mkdir()
        (root / side / "fr.goals").write_text(text, "utf-8")
    return root


def test_agreement_counts_criteria_and_spans(tmp_path: Path) -> None:
    couples = agreement.load(write(tmp_path, FIRST, SECOND))
    found = {name: (n, value) for name, _, n, value, _, _ in agreement.figures(couples)}
    assert found["FIGURE F1"] == (2, 1.0)
    assert found["METRIC F1"] == (1, 0.0)
    assert found["goal or not κ"] == (2, 1.0)
    assert found["achievable κ"][1] < 1 <= found["specific κ"][1]
    assert [line.split("\t")[1] for line in agreement.differences(couples)] == ["achievable", "spans"]


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (FIRST.replace("fr-a-002", "fr-a-003"), "by one annotator only: fr-a-002, fr-a-003"),
        (FIRST.replace("Nous avons", "On a"), "the texts differ: fr-a-002"),
    ],
)
def test_what_cannot_be_compared_is_said(tmp_path: Path, second: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        agreement.load(write(tmp_path, FIRST, second))
