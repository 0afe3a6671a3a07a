"""LibreOffice opens what is written: no error, and the same text when it tells which changes were made."""

import shutil
import subprocess

import pytest

from assistant import work
from assistant.documents.base import AUTHOR
from tests.plans import english, french, odt, office, reader
from tests.test_opendocument import texts as odt_texts

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")]
PLANS = {
    "fr.docx": french.plan, "en.docx": english.plan, "fr.odt": odt.plan, "en.odt": lambda: odt.plan(odt.ENGLISH, odt.ENGLISH_GOALS), "deck.pptx": office.deck,
    "book.xlsx": office.book,
}  # fmt: skip


@pytest.fixture(scope="module")
def written(helper, tmp_path_factory):
    """File name → the file with its goals rewritten."""
    folder, out = tmp_path_factory.mktemp("plans"), tmp_path_factory.mktemp("written")
    made = {}
    for name, plan in PLANS.items():
        (folder / name).write_bytes(plan())
        result = work.document(helper, folder / name, rewrite=True, fill="placeholder")
        made[name] = out / name
        made[name].write_bytes(work.rewritten_bytes(result, mode="replace" if name in ("deck.pptx", "book.xlsx") else None))
    return made


def converted(path, kind, folder):
    call = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        kind,
        "--outdir",
        str(folder),
        str(path),
    ]
    done = subprocess.run(call, capture_output=True, text=True, timeout=180, check=False)
    made = folder / f"{path.stem}.{kind}"
    assert made.is_file(), done.stderr
    return made.read_bytes()


@pytest.mark.parametrize("name", PLANS)
def test_it_opens_and_prints(written, tmp_path, name):
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(converted(written[name], "pdf", tmp_path))) as pdf:
        shown = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "[échéance]" in shown or "[deadline]" in shown or "[cible]" in shown


@pytest.mark.parametrize("name", ["fr.docx", "en.docx"])
def test_tracked_changes_of_word_mean_the_same_in_writer(written, tmp_path, name):
    data = converted(written[name], "odt", tmp_path)
    for view in ("accept", "reject"):
        ours = {" ".join(t.split()) for t in reader.texts(written[name].read_bytes(), view)}
        theirs = {" ".join(t.split()) for t in odt_texts(data, view, None)}
        changed = {t for t in ours if "[" in t} if view == "accept" else {t for t in ours if len(t) > 20}
        assert len(changed) > 5
        assert {t for t in changed - theirs if " – " not in t} == set()  # the running head stands in another part there


@pytest.mark.parametrize("name", ["fr.odt", "en.odt"])
def test_tracked_changes_of_writer_mean_the_same_in_word(written, tmp_path, name):
    data = converted(written[name], "docx", tmp_path)
    for view in ("accept", "reject"):
        ours = {" ".join(t.split()) for t in odt_texts(written[name].read_bytes(), view, None)}
        theirs = {" ".join(t.split()) for t in reader.texts(data, view)}
        assert {t for t in ours if len(t) > 12} - theirs == set()
    assert len(reader.comments(data, AUTHOR)) >= 5
