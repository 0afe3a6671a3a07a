"""The check of grammar by outside tools: what is counted, and that the tools find what is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

import pytest

from eval.grammar import CHECKERS, Fault, MissingChecker, grammalecte, harper, main, new_faults


def every_double(texts: Sequence[str]) -> list[list[Fault]]:
    return [[Fault("double", a, "") for a, b in zip(text.split(), text.split()[1:], strict=False) if a == b] for text in texts]


@pytest.mark.parametrize(
    ("before", "after", "fresh"),
    [
        ("sell the the shoes", "sell the the shoes by June", []),
        ("sell the the shoes", "sell the the shoes, the the best, by by June", ["the", "by"]),
        ("sell shoes", "sell shoes shoes", ["shoes"]),
    ],
)
def test_what_the_author_wrote_is_not_counted(before: str, after: str, fresh: list[str]) -> None:
    assert [fault.words for fault in new_faults([before], [after], every_double)[0]] == fresh


def test_harper_finds_a_wrong_article_and_no_fault_in_a_good_goal() -> None:
    wrong, good = harper(["Write an report by 30 June 2027", "Raise the conversion rate from 2% to 3% by 30 June 2027"])
    assert wrong
    assert not good


@pytest.mark.skipif(shutil.which("grammalecte-cli") is None, reason="grammalecte-cli, a Debian package, is not installed; .ci/run does it")
def test_grammalecte_finds_a_wrong_agreement_and_no_fault_in_a_good_goal() -> None:
    texts = ["Augmenter le réservations de 15 %", "", "Porter le taux de conversion de 2 % à 3 % d'ici le 30 juin 2027", "Vendre un bougie"]
    wrong, empty, good, last = grammalecte(texts)
    assert {fault.words for fault in wrong} >= {"réservations"}
    assert not empty
    assert not good
    assert last


def test_a_missing_checker_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def missing(_: Sequence[str]) -> list[list[Fault]]:
        raise MissingChecker("grammalecte-cli is missing: apt-get install grammalecte-cli")

    monkeypatch.setitem(CHECKERS, "fr", missing)
    assert main(["--lang", "fr", "--split", "dev"]) == 2
    assert capsys.readouterr().err == "grammalecte-cli is missing: apt-get install grammalecte-cli\n"
