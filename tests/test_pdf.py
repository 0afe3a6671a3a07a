"""PDF: text put together again; what comes back is a report."""

import io

import pytest

from assistant import documents, work
from tests.plans import pdf

PLANS = {"fr": (pdf.FRENCH, pdf.FRENCH_GOALS), "en": (pdf.ENGLISH, pdf.ENGLISH_GOALS)}


def result(helper, path, data):
    path.write_bytes(data)
    return work.document(helper, path, rewrite=True, fill="placeholder")


@pytest.mark.parametrize("code", PLANS)
def test_goals_pages_and_headings(helper, tmp_path, code):
    words, goals = PLANS[code]
    found = {g.block.text.removesuffix(g.block.beside): g for g in result(helper, tmp_path / "plan.pdf", pdf.plan(words, goals)).goals}
    assert set(found) == set(goals)
    assert [found[goal].block.where for goal in goals] == ["p. 1", "p. 1", "p. 1", "p. 2, A2", "p. 2, A3"]
    assert {found[goal].block.heading for goal in goals[:3]} == {(words[0], words[4])}
    assert found[goals[3]].analysis.criteria["time_bound"].status == "met"
    assert found[goals[3]].block.owner == "Léa"


@pytest.mark.parametrize("code", PLANS)
def test_the_report(helper, tmp_path, code):
    docx = pytest.importorskip("docx")
    read = result(helper, tmp_path / "plan.pdf", pdf.plan(*PLANS[code]))
    text = work.rewritten_bytes(read, suffix=".md").decode()
    word = work.rewritten_bytes(read, suffix=".docx")
    assert word == work.rewritten_bytes(read, suffix=".docx")
    shown = "\n".join(p.text for p in docx.Document(io.BytesIO(word)).paragraphs)
    for goal in read.goals:
        assert f"{goal.block.where} – {goal.block.text}" in shown
        assert f"## {goal.block.where} – {goal.block.text}" in text
        if goal.analysis.rewrite.changed:
            new = goal.analysis.rewrite.text.replace(goal.block.beside, "", 1) if goal.block.beside else goal.analysis.rewrite.text
            assert new in shown
    assert ("SMART: " in text) == (code == "en")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf.pdf("", picture=True), "scan"), (pdf.pdf(""), "empty"), (pdf.plan()[:400], "pdf_damaged"), (b"\x89PNG\r\n\x1a\n", "not_a_package"), (b"", "empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(tmp_path, data, reason):
    path = tmp_path / "plan.pdf"
    path.write_bytes(data)
    with pytest.raises(documents.Refusal) as caught:
        documents.read(path)
    assert caught.value.key == reason
