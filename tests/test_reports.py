"""Reports for teams: each format is valid for any text, says where, and in one language."""

import json
import re
import shlex
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from assistant import lang, reports
from assistant.cli import app
from assistant.errors import ConfigError
from assistant.reports.base import clean
from assistant.reports.github import LIMIT, escaped
from tests.conftest import ROOT

DAY = ["--today", "2026-11-23"]
SAMPLES = ["data/samples/plan_marketing.fr.md", "data/samples/marketing_plan.en.md", "data/samples/goals.csv"]
NASTY = "Vendre plus \x00\x07\x0b\x1b[31m \ufffe \u202e <b>&amp;\"'</b> ]]> %0A::error::x | a\\|b *c* `d` [e](javascript:alert(1)) \N{PILE OF POO}"


def run(*arguments, stdin=None):
    """(status, standard output, standard error) of a call in this process."""
    done = CliRunner().invoke(app, [*map(str, arguments)], input=stdin, env={"LANG": "C.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def report(form, *arguments, stdin=None):
    return run("check", *DAY, "--format", form, *arguments, stdin=stdin)[1]


# GitHub ---------------------------------------------------------------------------------------------------------------


def test_escapes_of_workflow_commands():
    assert escaped("50%\r\n::a,b:c") == "50%25%0D%0A::a,b:c"
    assert escaped("50%\r\n::a,b:c", in_property=True) == "50%25%0D%0A%3A%3Aa%2Cb%3Ac"


def test_annotations_have_places(plan):
    lines = report("github", plan).splitlines()
    deadline = next(line for line in lines if "T001" in line)
    name = escaped(str(plan), in_property=True)
    assert deadline == f"::error file={name},line=5,col=3,endColumn=14,title=T001 no-deadline::Aucune échéance. «\u00a0Vendre plus\u00a0»"
    wrapped = next(line for line in lines if "T001" in line and "line=7" in line)
    assert "endLine=8" in wrapped
    assert "col=" not in wrapped.lower()


def test_annotations_stay_within_the_limits_of_a_step_and_nothing_is_lost():
    lines = report("github", "--lang", "fr", "--ignore", "P", "--lines", "-", stdin="Vendre plus\n" * 15).splitlines()
    for kind in ("error", "warning", "notice"):
        assert sum(line.startswith(f"::{kind} ") for line in lines) == LIMIT
    findings = len(json.loads(report("jsonl", "Vendre plus"))["findings"]) * 15
    assert len(lines) == findings + 2
    assert re.match(r"15 objectifs\u00a0: 45 erreurs, 15 alertes, 30 conseils\.", lines[-2])
    assert len(report("github", "Gagner 50 leads d'ici fin juin", "--select", "T").splitlines()) == 1


def test_no_text_makes_a_command():
    lines = report("github", "--lines", "-", stdin=(NASTY.replace("\x00", "") + " ##[error]x\n") * 15).splitlines()
    assert all("\x1b" not in line for line in lines)
    assert all(
        line.startswith(("::error title=", "::warning title=", "::notice title=")) or (line.lstrip()[:2] != "::" and "##[" not in line)
        for line in lines
    )
    assert not [line for line in lines if line.startswith("::") and "%0A::error::x" in line.replace("%250A", "")]


# JUnit ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [SAMPLES, [NASTY, "Sell more"]])
def test_junit_is_well_formed_and_counts(arguments):
    root = ElementTree.fromstring(report("junit", *arguments))
    cases = root.findall("testsuite/testcase")
    failed = [case for case in cases if case.find("failure") is not None]
    assert (int(root.get("tests")), int(root.get("failures"))) == (len(cases), len(failed))
    assert len(failed) > 0
    assert all(case.find("system-out").text for case in cases)
    if arguments is SAMPLES:
        assert [suite.get("name") for suite in root] == SAMPLES
        first = cases[0]
        assert (first.get("file"), first.get("line"), first.find("failure").get("type")) == (SAMPLES[0], "12", "M001,T001")


# Markdown -------------------------------------------------------------------------------------------------------------


def test_markdown_shows_any_text_as_it_is():
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(report("markdown", "--lang", "fr", NASTY, "Vendre plus"))
    rows = [t for t in tokens if t.type == "inline" and any("javascript" in c.content for c in t.children)]
    assert len(rows) == 2
    for row in rows:
        assert {c.type for c in row.children} <= {"text", "text_special"}
        assert "".join(c.content for c in row.children) == clean(NASTY).replace("\t", " ")
    assert not [c for t in tokens for c in t.children or () if c.type in ("html_inline", "link_open", "image")]
    head = next(i for i, t in enumerate(tokens) if t.type == "inline" and t.content == "S")
    cells = [t.content for t in tokens[head - 6 : head + 20] if t.type == "inline"]
    assert cells[:8] == ["Endroit", "Objectif", "S", "M", "A", "R", "T", "Score"]


def test_markdown_of_a_rewrite_has_questions_and_rewrite():
    out = run("rewrite", *DAY, "--format", "markdown", "Sell more")[1]
    assert "**SMART version**: Sell more" in out
    assert "\\[deadline\\]" in out
    assert "**To be asked**" in out


# All ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", reports.ONE_LANGUAGE)
@pytest.mark.parametrize(("code", "own", "foreign"), [("fr", "Aucune échéance", "No deadline"), ("en", "No deadline", "Aucune échéance")])
def test_a_report_speaks_one_language(form, code, own, foreign):
    for first in (
        ["--lang", code, "Vendre plus" if code == "fr" else "Sell more"],
        [*(SAMPLES if code == "fr" else [SAMPLES[1], SAMPLES[0]])],
    ):
        out = report(form, *first)
        assert own in out
        assert foreign not in out


def test_the_words_of_reports_are_the_same_keys_in_all_languages():
    first, *others = (lang.reports(code) for code in lang.available())
    for other in others:
        for table in ("text", "counts", "messages"):
            assert set(getattr(first, table)) == set(getattr(other, table))
        for key, text in (first.text | first.messages).items():
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", (other.text | other.messages)[key])), key


def test_french_signs_have_their_blank():
    texts = lang.reports("fr")
    said = [*texts.text.values(), *texts.messages.values(), *(v for c in texts.counts.values() for v in (c.none, c.one, c.many))]
    assert [s for s in said if re.search(r"(?<![\u00a0\u202f:])[;:!?%»](?!\w)|«(?!\u00a0)|'", s) and "✗" not in s] == []


@pytest.mark.parametrize("form", reports.ONE_LANGUAGE)
def test_the_screen_is_not_the_language_of_the_texts(form):
    out = report(form, "--screen", "fr", "Sell more")
    assert "Sell more" in out
    assert "Aucune échéance" in out
    assert "No deadline" not in out


def test_a_screen_that_cannot_be_is_refused():
    for arguments in (["--screen", "fr", "Sell more"], ["--screen", "xx", "--format", "html", "Sell more"]):
        done = CliRunner().invoke(app, ["check", *arguments])
        assert isinstance(done.exception, ConfigError)
        assert done.stdout == ""


@pytest.mark.parametrize("form", reports.FORMATS)
def test_a_goal_below_the_bar_is_told(form):
    goal = "Gagner 50 leads par mois afin de vendre plus"
    status, out, err = run("check", *DAY, "--ignore", "S,M,A,R,T", "--min-score", "90", "--format", form, goal)
    assert (status, err) == (1, "")
    if form in ("json", "jsonl"):
        assert json.loads(out)["findings"] == []  # the record has rules alone
    else:
        assert "sous la barre de 90" in out
        assert "min-score" in out


@pytest.mark.parametrize("form", reports.FORMATS)
def test_a_run_without_goals(form, tmp_path):
    path = tmp_path / "notes.md"
    path.write_text("# Notes\n\nIl fait beau.\n", "utf-8")
    status, _, err = run("check", *DAY, "--format", form, path)
    assert (status, err) == (0, "")


@pytest.mark.parametrize("form", ["text", "jsonl", "github"])
def test_lines_are_reported_as_they_come(form, monkeypatch, tmp_path):
    """A reporter that streams writes of each result before it sees the next."""
    from pathlib import Path

    from assistant import load
    from assistant.reports.base import Options
    from assistant.work import TextResult
    from tests.conftest import TODAY

    written = []
    analysis = load(today=TODAY).analyse("Vendre plus")
    if form == "text":
        monkeypatch.setattr(
            sys,
            "stdout",
            type(
                "Out",
                (),
                {"write": lambda self, s: written.append(s), "flush": lambda self: None, "isatty": lambda self: False, "encoding": "utf-8"},
            )(),
        )
    reporter = reports.reporter(form, Options(written.append, "fr", tmp_path, TODAY))
    for number in range(1, 4):
        reporter.add(TextResult(number, analysis, Path("goals.txt"), number, 0))
        assert "".join(written).count("Vendre plus") >= number


def test_places_of_lines(tmp_path):
    path = tmp_path / "goals.txt"
    path.write_bytes(b"Gagner 50 leads d'ici fin juin\r\nVendre plus\r\n")
    assert f"{path}:2\n" in report("text", "--lines", path)
    physical = json.loads(report("sarif", "--lines", path, "--select", "T001"))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert physical["region"] == {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 12, "charOffset": 32, "charLength": 11, "snippet": {"text": "Vendre plus"}}  # fmt: skip
    assert "line=2,col=1,endColumn=12" in report("github", "--lines", path)


def test_the_cell_of_a_table():
    assert "data/samples/goals.csv:B2: " in report("text", "data/samples/goals.csv")
    assert "file=data/samples/goals.csv,line=2,title=" in report("github", "data/samples/goals.csv")


@pytest.mark.parametrize("form", ["html", "markdown", "sarif", "junit"])
def test_rewrites_of_texts_are_written_to_a_file(form, tmp_path):
    out = tmp_path / "report"
    assert run("rewrite", *DAY, "--format", form, "-o", out, "Vendre plus")[0] == 0
    assert "Vendre plus" in out.read_text("utf-8")


def test_the_report_on_a_document_is_written_to_a_file(tmp_path):
    out = tmp_path / "report.html"
    assert run("rewrite", *DAY, "--format", "html", "-o", out, SAMPLES[0])[0] == 0
    assert out.read_text("utf-8").startswith("<!DOCTYPE html>")
    plan = tmp_path / "plan.smart.md"
    assert run("rewrite", *DAY, "-o", plan, SAMPLES[0])[0] == 0
    assert plan.read_text("utf-8").startswith("---\ntitle")


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_in_a_folder_of_a_checkout_paths_are_those_of_the_checkout(form, plan, monkeypatch):
    (plan.parent / "sub").mkdir()
    monkeypatch.chdir(plan.parent / "sub")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(plan.parent))
    plan.rename(plan.parent / "sub" / "plan.md")
    out = report(form, "plan.md")
    assert {"github": "file=sub/plan.md,", "sarif": '"uri": "sub/plan.md"'}[form] in out


def test_an_unknown_rule_in_a_mark_is_told_once_on_standard_error(tmp_path):
    path = tmp_path / "plan.md"
    path.write_text("- Vendre plus <!-- smartgoals: ignore T999 -->\n- Gagner plus <!-- smartgoals: ignore T999 -->\n", "utf-8")
    _, out, err = run("check", *DAY, "--lang", "fr", path)
    assert err.count("T999") == 1
    assert f"{path}:1:3" in err
    assert "T999" not in out


def test_the_pre_commit_hook_runs_on_sample_files():
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    entry = re.search(r"^  entry: (.+)$", hook, re.MULTILINE)[1]
    program, *arguments = shlex.split(entry)
    assert program == "smartgoals"
    done = subprocess.run([sys.executable, "-m", "assistant", *arguments, *DAY, *SAMPLES], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"goals.csv:B2" in done.stdout
    assert re.search(r"^  types_or: \[.*markdown.*csv.*\]$", hook, re.MULTILINE)
