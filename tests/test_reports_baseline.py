"""Baselines and the settings that go with reports."""

import json
import re

import pytest

from assistant import baseline, config
from assistant.errors import ConfigError
from tests.conftest import ROOT
from tests.test_reports import DAY, run

PLAN = "# Objectifs\n\n- Vendre plus\n- Vendre plus\n- Améliorer la visibilité sur Google\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.md").write_text(PLAN, "utf-8")
    return tmp_path


def write(place, *more):
    status, out, err = run("check", *DAY, "--lang", "fr", "plan.md", "--write-baseline", "base.json", *more)
    assert (status, out) == (0, "")
    assert "base.json" in err


def check(*more):
    return run("check", *DAY, "--lang", "fr", "plan.md", "--baseline", "base.json", "--format", "jsonl", *more)


def findings(out):
    return [f["rule"] for line in out.splitlines() for f in json.loads(line)["findings"]]


def test_known_findings_do_not_fail(place):
    write(place)
    status, out, err = check()
    assert (status, findings(out)) == (0, [])
    assert "constats connus de la référence" in err


@pytest.mark.parametrize("change", [
    lambda t: t.replace("# Objectifs\n", "# Objectifs\n\nUn mot d'abord.\n"), lambda t: t.replace("- Améliorer", "1. Améliorer"),
    lambda t: t.replace("Vendre plus", "vendre  plus."), lambda t: t.replace("\n", "\r\n"),
])  # fmt: skip
def test_moved_and_reset_goals_stay_known(place, change):
    write(place)
    (place / "plan.md").write_bytes(change(PLAN).encode())
    assert check()[0] == 0


def test_a_new_goal_fails_and_so_does_one_more_of_a_known_one(place):
    write(place)
    (place / "plan.md").write_text(PLAN + "- Gagner des clients\n", "utf-8")
    status, out, _ = check("--select", "T")
    assert (status, findings(out)) == (1, ["T001"])
    (place / "plan.md").write_text(PLAN + "- Vendre plus\n", "utf-8")
    status, out, _ = check("--select", "T")
    assert (status, findings(out)) == (1, ["T001"])


def test_stale_entries_are_told_on_standard_error(place):
    write(place)
    (place / "plan.md").write_text(PLAN.replace("- Vendre plus\n", "", 1), "utf-8")
    status, out, err = check("--select", "T")
    assert (status, findings(out)) == (0, [])
    assert err.count("périmé") == 1
    assert "plan.md\u00a0: T001" in err


def test_messages_speak_the_language_of_the_plan_where_the_environment_speaks_none(place):
    assert "Référence écrite" in run("check", *DAY, "plan.md", "--write-baseline", "base.json")[2]
    assert "ne sont pas montrés" in run("check", *DAY, "plan.md", "--baseline", "base.json")[2]


def test_what_was_not_looked_at_is_not_stale(place):
    write(place)
    (place / "other.md").write_text("- Gagner 50 leads d'ici fin juin\n", "utf-8")
    assert "périmé" not in run("check", *DAY, "--lang", "fr", "other.md", "--baseline", "base.json")[2]
    (place / "plan.md").unlink()
    assert "périmé" in run("check", *DAY, "--lang", "fr", "other.md", "--baseline", "base.json")[2]


def test_a_baseline_holds_from_any_folder(place, monkeypatch):
    write(place)
    (place / "sub").mkdir()
    monkeypatch.chdir(place / "sub")
    assert run("check", *DAY, "../plan.md", "--baseline", "../base.json")[0] == 0


def test_the_bar_of_the_score_is_part_of_it(place):
    write(place, "--min-score", "60")
    assert check("--min-score", "60")[0] == 0
    write(place)
    assert check("--min-score", "60")[0] == 1


def test_texts_and_lines_have_baselines_too(place):
    assert run("check", *DAY, "--lines", "-", "--write-baseline", "b.json", stdin="Vendre plus\n")[0] == 0
    assert run("check", *DAY, "--lines", "-", "--baseline", "b.json", stdin="Gagner 50 leads en 6 mois\nVendre plus\n")[0] == 0
    assert run("check", *DAY, "--lines", "-", "--baseline", "b.json", stdin="Gagner plus\n")[0] == 1


def test_the_file_is_sorted_and_the_same_each_time(place):
    write(place)
    first = (place / "base.json").read_bytes()
    write(place)
    assert (place / "base.json").read_bytes() == first
    entries = json.loads(first)["findings"]
    assert entries == sorted(entries, key=lambda e: (e["path"], baseline.normalised(e["goal"]), e["rule"]))
    assert {e["rule"]: e.get("count") for e in entries if e["goal"] == "Vendre plus"}["T001"] == 2


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (None, "--write-baseline"),
        ("{", "not a baseline"),
        ('{"version": 2, "findings": []}', "version"),
        ('{"version": 1, "findings": [{"path": "a"}]}', "findings.0.rule"),
    ],
)
def test_a_bad_baseline_is_one_clear_line(tmp_path, content, hint):
    path = tmp_path / "base.json"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(ConfigError, match=hint) as caught:
        baseline.read(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_settings_for_format_baseline_and_severity(place):
    write(place)
    (place / "smartgoals.toml").write_text('format = "jsonl"\nbaseline = "base.json"\n', "utf-8")
    (place / "sub").mkdir()
    status, out, _ = run("check", *DAY, "plan.md")
    assert (status, findings(out)) == (0, [])
    (place / "smartgoals.toml").write_text(
        'format = "jsonl"\n[severity]\nT = "suggestion"\nT001 = "off"\nM001 = "warning"\nS003 = "suggestion"\n', "utf-8"
    )
    status, out, _ = run("check", *DAY, "Vendre plus chaque mois", "Vendre plus")
    found = {f["rule"]: f["severity"] for line in out.splitlines() for f in json.loads(line)["findings"]}
    assert (status, found["T002"], found["M001"]) == (0, "suggestion", "warning")
    assert "T001" not in found
    assert run("check", *DAY, "--format", "text", "Vendre plus")[1].startswith("Vendre plus\n")


@pytest.mark.parametrize(("content", "hint"), [
    ('frmat = "json"', "'frmat' \\(did you mean 'format'"), ('min_score = 3', "did you mean 'min-score'"), ('format = "sarf"', "did you mean 'sarif'"),
    ('severity = "error"', "table of rules"), ('[severity]\nT1 = "error"', "'T1' is not"), ('[severity]\nT001 = "fatal"', "severity.T001"), ("baseline = 3", "expected a text"),
])  # fmt: skip
def test_faults_in_settings_name_the_key(tmp_path, content, hint):
    path = tmp_path / "smartgoals.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(ConfigError, match=hint):
        config.load(path)


def test_the_settings_of_the_readme_are_right(tmp_path):
    block = re.search(r"```toml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)[1]
    (tmp_path / "pyproject.toml").write_text(block, "utf-8")
    settings = config.load(tmp_path / "pyproject.toml")
    assert (settings.min_score, settings.severity) == (60, {"T": "error", "A002": "warning", "R001": "off"})
    assert settings.baseline == tmp_path / "goals-baseline.json"
