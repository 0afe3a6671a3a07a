"""The commands on documents: what a person types and gets."""

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.plans import english, office, pdf, reader

ENGLISH = {**os.environ, "LANG": "en_GB.UTF-8", "LC_ALL": ""}


def run(*arguments, env=ENGLISH):
    return subprocess.run(
        [sys.executable, "-m", "assistant", *map(str, arguments)], capture_output=True, text=True, cwd=ROOT, env=env, check=False
    )


def test_check_tells_page_or_paragraph_and_the_record_has_the_heading(tmp_path):
    (tmp_path / "plan.docx").write_bytes(english.plan())
    done = run("check", tmp_path / "plan.docx", "--format", "jsonl", "--today", "2026-11-23")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert records[0]["where"] == "Awareness goals ¶ 1"
    assert records[0]["heading"] == ["Marketing plan 2027", "Where we stand", "Awareness goals"]
    assert {r["text"] for r in records} >= set(english.GOALS[:4])


def test_rewrite_writes_the_same_format_or_says_how(tmp_path):
    (tmp_path / "plan.docx").write_bytes(english.plan())
    (tmp_path / "plan.pdf").write_bytes(pdf.plan(pdf.ENGLISH, pdf.ENGLISH_GOALS))
    out = tmp_path / "out.docx"
    assert run("rewrite", tmp_path / "plan.docx", "-o", out, "--today", "2026-11-23").returncode == 0
    assert reader.revisions(out.read_bytes(), "smartgoals")
    assert run("rewrite", tmp_path / "plan.docx", "-o", out, "--mode", "clean").returncode == 0
    assert not reader.revisions(out.read_bytes(), "smartgoals")
    assert run("rewrite", tmp_path / "plan.pdf", "-o", tmp_path / "plan.smart.md").returncode == 0
    assert (tmp_path / "plan.smart.md").read_text("utf-8").startswith("# SMART goals of plan.pdf")
    for arguments, words in (
        ((tmp_path / "plan.docx", "-o", tmp_path / "x.pdf"), "name it *.docx"), ((tmp_path / "plan.pdf", "-o", tmp_path / "x.pdf"), "*.docx or *.md"),
        ((tmp_path / "plan.pdf", "--in-place"), "never written over"), ((tmp_path / "plan.docx", "-o", out, "--mode", "trak"), "did you mean 'track'"),
    ):  # fmt: skip
        done = run("rewrite", *arguments)
        assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
        assert words in done.stderr


@pytest.mark.parametrize(("flag", "changed"), [(("--in-cell",), True), ((), False)])
def test_in_cell(tmp_path, flag, changed):
    (tmp_path / "plan.xlsx").write_bytes(office.book())
    out = tmp_path / "out.xlsx"
    assert run("rewrite", tmp_path / "plan.xlsx", "-o", out, *flag, "--today", "2026-11-23").returncode == 0
    assert (
        reader.parts(out.read_bytes())["xl/worksheets/sheet1.xml"] != reader.parts(office.book())["xl/worksheets/sheet1.xml"]
    ) == changed
