"""Reading in a child process: the same document, and limits that hold."""

import pytest

from assistant import documents, work
from assistant.documents import sandbox
from tests.plans import english, odt, office, pdf
from tests.plans.word import bullet, docx

PLANS = {
    "plan.docx": english.plan,
    "plan.odt": odt.plan,
    "plan.pptx": office.deck,
    "plan.xlsx": office.book,
    "plan.pdf": pdf.plan,
    "plan.md": lambda: b"# Goals\n\n- Sell more\n",
}


@pytest.mark.parametrize("name", PLANS)
def test_the_same_document_comes_back(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(PLANS[name]())
    assert sandbox.read(path).blocks == documents.read(path).blocks


def test_it_is_written_as_well(helper, tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(english.plan())
    one, two = (work.document(helper, path, rewrite=True, fill="placeholder", read=read) for read in (documents.read, sandbox.read))
    assert work.rewritten_bytes(one) == work.rewritten_bytes(two)


def test_refusals_come_back(tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(b"x")
    with pytest.raises(documents.Refusal) as caught:
        sandbox.read(path)
    assert caught.value.key == "not_a_package"


@pytest.mark.parametrize(("seconds", "megabytes", "reasons"), [(0.05, 2000, {"too_slow"}), (60, 180, {"too_hungry"})])
def test_limits_hold(tmp_path, seconds, megabytes, reasons):
    path = tmp_path / "plan.docx"
    path.write_bytes(docx(*(bullet(f"Sell {i} bikes") for i in range(60_000))))
    with pytest.raises(documents.Refusal) as caught:
        sandbox.read(path, seconds=seconds, megabytes=megabytes)
    assert caught.value.key in reasons
