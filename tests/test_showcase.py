"""The pages of sample rewrites are what the program writes today."""

import pytest

from eval.showcase import FOLDER, PAGES, page


@pytest.mark.parametrize("which", PAGES, ids=lambda p: p.code)
def test_the_page_is_what_the_program_writes(which):
    text = page(which)
    assert text == (FOLDER / which.name).read_text("utf-8"), "write it again: python -m eval.showcase"
    assert text.count("\n- ") == len(which.samples) == 20
