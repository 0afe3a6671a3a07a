"""Presentations and workbooks: what is found, what is written back, and that everything else stays."""

import io
import re

import pytest

from assistant import documents, work
from tests.plans import office, reader

# the library by which the tests read tells that it would lose the sparklines, which is why nothing is saved by it
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group")
DECKS = {"fr": (office.FRENCH_DECK, office.DECK_GOALS), "en": (office.ENGLISH_DECK, office.ENGLISH_DECK_GOALS)}
BOOKS = {"fr": (office.FRENCH_BOOK, office.BOOK_GOALS), "en": (office.ENGLISH_BOOK, office.ENGLISH_BOOK_GOALS)}


def own(goal):
    return goal.block.text.removesuffix(goal.block.beside)


def written(goal):
    return goal.analysis.rewrite.text.replace(goal.block.beside, "", 1) if goal.block.beside else goal.analysis.rewrite.text


def result(helper, path, data):
    path.write_bytes(data)
    return work.document(helper, path, rewrite=True, fill="placeholder")


@pytest.mark.parametrize("code", DECKS)
def test_goals_of_a_deck(helper, tmp_path, code):
    words, goals = DECKS[code]
    found = {own(g): g for g in result(helper, tmp_path / "deck.pptx", office.deck(words, goals)).goals}
    assert set(found) == set(goals)
    assert {found[goal].block.where for goal in goals[:3]} == {"slide 3"}
    assert found[goals[3]].block.where == "slide 4, A2"
    assert found[goals[3]].block.heading == (words[5],)
    assert found[goals[3]].analysis.criteria["time_bound"].status == "met"


@pytest.mark.parametrize("code", DECKS)
@pytest.mark.parametrize("mode", ["replace", "comment", "clean"])
def test_a_deck_is_rewritten_run_by_run(helper, tmp_path, code, mode):
    from pptx import Presentation

    before = office.deck(*DECKS[code])
    read = result(helper, tmp_path / "deck.pptx", before)
    after = work.rewritten_bytes(read, mode=mode)
    assert after == work.rewritten_bytes(read, mode=mode)
    changed = {own(g): written(g) for g in read.goals if mode != "comment"}
    looks = []
    for data in (before, after):
        looks.append([
            (p.text, [(r.font.bold, r.font.italic, r.font.size) for r in p.runs])
            for slide in Presentation(io.BytesIO(data)).slides for shape in slide.shapes if shape.has_text_frame for p in shape.text_frame.paragraphs
        ])  # fmt: skip
    assert [(changed.get(text, text), runs) for text, runs in looks[0]] == looks[1]
    notes = [s.notes_slide.notes_text_frame.text if s.has_notes_slide else "" for s in Presentation(io.BytesIO(after)).slides]
    assert DECKS[code][0][-1] in notes[2]
    assert ("SMART" in notes[2] and "SMART" in notes[3]) == (mode != "clean")
    assert notes[:2] == ["", ""]
    again = result(helper, tmp_path / "again.pptx", after)
    assert not any("notes" in g.block.where for g in again.goals)


@pytest.mark.parametrize("code", BOOKS)
def test_goals_of_a_workbook(helper, tmp_path, code):
    words, goals = BOOKS[code]
    found = {own(g): g for g in result(helper, tmp_path / "plan.xlsx", office.book(words, goals)).goals}
    assert set(found) == set(goals)
    assert [found[goal].block.where for goal in goals] == [*(f"{words[0]}!B{n}" for n in (4, 5, 6, 7)), f"{words[5]}!B1"]
    rate = found[goals[1]]
    assert "2027-12-31" in rate.analysis.text
    assert rate.block.owner == "Inès"
    assert {rate.analysis.criteria[name].status for name in ("measurable", "achievable", "time_bound")} == {"met"}
    assert not rate.analysis.rewrite.changed
    assert found[goals[2]].block.beside == found[goals[3]].block.beside == ""  # an empty cell is not the one above it


def test_a_workbook_gets_a_sheet(helper, tmp_path):
    from openpyxl import load_workbook

    before = office.book()
    read = result(helper, tmp_path / "plan.xlsx", before)
    after = work.rewritten_bytes(read)
    old, new = reader.parts(before), reader.parts(after)
    assert {n for n in old if old[n] != new[n]} == {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    sheet = load_workbook(io.BytesIO(after))["SMART"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Où", "Objectif", "Version SMART", "Score", "Critères et raisons")
    assert [row[:4] for row in rows[1:]] == [(g.block.where, g.block.text, written(g), g.analysis.score) for g in read.goals]
    again = work.rewritten_bytes(result(helper, tmp_path / "again.xlsx", after))
    assert "SMART 2" in load_workbook(io.BytesIO(again)).sheetnames


@pytest.mark.parametrize("mode", ["replace", "clean"])
def test_cells_are_patched_and_nothing_else(helper, tmp_path, mode):
    from openpyxl import load_workbook

    before = office.book()
    read = result(helper, tmp_path / "plan.xlsx", before)
    after = work.rewritten_bytes(read, mode=mode)
    old, new = reader.parts(before), reader.parts(after)
    cells = {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"}
    assert {n for n in old if old[n] != new[n]} - {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"} == cells
    pattern = rb'<c r="(?:B4|B7|B1)"[^>]*?>.*?</c>'
    for part in cells:
        assert re.sub(pattern, b"", old[part]) == re.sub(pattern, b"", new[part])
    assert b"<v>4</v>" in new["xl/worksheets/sheet1.xml"]
    assert b"sparkline" in new["xl/worksheets/sheet1.xml"]
    loaded = load_workbook(io.BytesIO(after), rich_text=True)
    for goal in read.goals:
        sheet, place = goal.block.where.split("!")
        assert str(loaded[sheet][place].value) == written(goal)
    bold = loaded["Objectifs"]["B7"].value
    assert [getattr(part, "font", None) is not None and bool(part.font.b) for part in bold if not isinstance(part, str)] == [True]
    assert ("SMART" in loaded.sheetnames) == (mode == "replace")


def test_other_modes_are_refused_with_the_possible_ones(helper, tmp_path):
    read = result(helper, tmp_path / "plan.xlsx", office.book())
    with pytest.raises(documents.Refusal, match="comment, replace, clean"):
        work.rewritten_bytes(read, mode="track")
