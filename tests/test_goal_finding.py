"""Finding goals in plans: precision and recall over all formats, both languages, and plans of other shapes."""

import pytest

from assistant import work
from tests.plans import english, french, odt, office, pdf, shapes

FORMATS = {
    "fr.docx": (french.plan, french.GOALS), "en.docx": (english.plan, english.GOALS), "fr.odt": (odt.plan, odt.FRENCH_GOALS),
    "en.odt": (lambda: odt.plan(odt.ENGLISH, odt.ENGLISH_GOALS), odt.ENGLISH_GOALS), "fr.pptx": (office.deck, office.DECK_GOALS),
    "en.pptx": (lambda: office.deck(office.ENGLISH_DECK, office.ENGLISH_DECK_GOALS), office.ENGLISH_DECK_GOALS), "fr.xlsx": (office.book, office.BOOK_GOALS),
    "en.xlsx": (lambda: office.book(office.ENGLISH_BOOK, office.ENGLISH_BOOK_GOALS), office.ENGLISH_BOOK_GOALS), "fr.pdf": (pdf.plan, pdf.FRENCH_GOALS),
    "en.pdf": (lambda: pdf.plan(pdf.ENGLISH, pdf.ENGLISH_GOALS), pdf.ENGLISH_GOALS),
}  # fmt: skip
SHAPES = {f"{name}.docx": (lambda rows=rows: shapes.plan(rows)[0], shapes.plan(rows)[1]) for name, rows in shapes.PLANS.items()}


@pytest.mark.parametrize("plans", [FORMATS, SHAPES], ids=["formats", "shapes"])
def test_precision_and_recall(helper, tmp_path, plans):
    right = found = wanted = 0
    wrong = []
    for name, (make, goals) in plans.items():
        path = tmp_path / name
        path.write_bytes(make())
        got = [g.block.text.removesuffix(g.block.beside) for g in work.document(helper, path, rewrite=False, fill="placeholder").goals]
        right, found, wanted = right + len(set(got) & set(goals)), found + len(got), wanted + len(goals)
        wrong += [(name, text) for text in set(got) ^ set(goals)]
    assert wanted > 20
    assert right / found >= 0.95, wrong
    assert right / wanted >= 0.95, wrong
