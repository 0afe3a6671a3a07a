"""A plan from upload to download, and what is said to a file that cannot be read."""

import io
import zipfile

import docx
import pytest

from tests.conftest import ROOT

SAMPLES = [("fr-FR", "plan_marketing.fr.md", "Garder", "Modifier"), ("en-GB", "marketing_plan.en.md", "Keep", "Edit")]


def upload(you, path):
    you.tab("Plan")
    you.page.locator("input[type=file]").first.set_input_files(path)


@pytest.mark.parametrize(("locale", "name", "keep", "edit"), SAMPLES)
def test_a_plan_from_upload_to_download(visit, locale, name, keep, edit):
    you = visit(locale)
    upload(you, ROOT / "data" / "samples" / name)
    goals = you.page.locator("#sg-plan .sg-planned")
    goals.first.wait_for(timeout=30000)
    assert goals.count() >= 8
    assert you.page.locator("#sg-plan .sg-heat tbody tr").count() == goals.count()
    you.page.locator("#sg-goal-1 [data-act=rejected]").click()
    you.page.wait_for_selector("#sg-goal-1 [data-act=rejected][aria-pressed=true]")
    second = you.page.locator("#sg-goal-2")
    second.get_by_text(edit, exact=True).click()
    own = "Gagner 300 abonnés d’ici fin juin 2027" if locale == "fr-FR" else "Win 300 followers by the end of June 2027"
    second.locator("textarea").fill(own)
    second.locator("[data-act=edited]").click()
    you.page.wait_for_selector(f"#sg-goal-2 .sg-new >> text={own[:18]}")
    saved, data = you.save("#sg-plan-document")
    stem, suffix = name.rsplit(".", 1)
    assert saved == f"{stem}.smart.{suffix}"
    before = (ROOT / "data" / "samples" / name).read_text("utf-8")
    text = data.decode()
    assert own in text
    first = before.splitlines()[10].lstrip("- ")
    assert first in text  # what was rejected stays as it was
    assert "[" in text
    for kind, start in (("html", b"<!doctype html>"), ("markdown", b"# "), ("csv", b"\xef\xbb\xbf")):
        assert you.save(f"#sg-plan-{kind}")[1].lower().startswith(start)
    assert you.save("#sg-plan-calendar")[1].startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(("locale", "goal"), [("fr-FR", "Augmenter le taux de conversion"), ("en-GB", "Increase the conversion rate")])
def test_a_word_document_comes_back_with_tracked_changes(visit, tmp_path, locale, goal):
    path = tmp_path / "plan.docx"
    made = docx.Document()
    made.add_heading("Objectifs" if locale == "fr-FR" else "Goals", 1)
    made.add_paragraph(goal, style="List Bullet")
    made.save(str(path))
    you = visit(locale)
    upload(you, path)
    you.page.locator("#sg-plan .sg-planned").first.wait_for(timeout=30000)
    name, data = you.save("#sg-plan-document")
    assert name == "plan.smart.docx"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read("word/document.xml").decode()
    assert "<w:ins " in text
    assert "conversion" in text


def test_an_answer_goes_into_all_goals_that_it_concerns(visit):
    you = visit("en-GB")
    you.tab("Plan")
    you.page.fill("#sg-paste textarea", "Goals:\n- Win 50 new customers\n- Raise the open rate to 30%\n")
    you.page.click("#sg-read")
    question = you.page.locator("#sg-plan input[data-question]").first
    question.wait_for(timeout=30000)
    question.fill("end of June")
    question.press("Enter")
    you.page.wait_for_function(
        "document.querySelectorAll('.sg-new').length === 2 && ![...document.querySelectorAll('.sg-new')].some(e => e.innerText.includes('['))"
    )


@pytest.mark.parametrize(("locale", "name", "content", "words"), [
    ("fr-FR", "vide.md", "", "vide"), ("en-GB", "image.md", "\x00\x01\x02\xff" * 50, "image.md"), ("fr-FR", "rien.txt", "Il fait beau.", "aucun objectif"),
])  # fmt: skip
def test_what_cannot_be_read_is_told_in_the_users_language(visit, tmp_path, locale, name, content, words):
    path = tmp_path / name
    path.write_bytes(content.encode("latin-1"))
    you = visit(locale)
    upload(you, path)
    told = you.page.locator("#sg-plan [role=alert]")
    told.wait_for(timeout=30000)
    assert words in told.inner_text().replace("\u00a0", " ")
    assert "smartgoals-" not in told.inner_text()  # no path of the server


def test_a_file_that_is_too_large_is_told(visit, tmp_path):
    path = tmp_path / "plan.txt"
    path.write_bytes(b"Sell more.\n" * 1_100_000)
    you = visit("fr-FR")
    upload(you, path)
    you.page.wait_for_selector("#sg-live >> text=trop lourd")
