"""The command line as a program: formats, exit statuses, bad input."""

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

DAY = ["--today", "2026-11-23"]


def run(*arguments, stdin=b"", **env):
    """(status, standard output, standard error) of a call."""
    environment = {**os.environ, "LANG": "C.UTF-8", **env}
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *arguments], input=stdin, capture_output=True, env=environment, cwd=ROOT, check=False
    )
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def one_line(err):
    """Whether standard error is one clear line of ours."""
    return err.startswith("smartgoals: ") and err.count("\n") == 1 and "Traceback" not in err


def test_the_designed_record():
    lines = "Augmenter le taux de conversion de 2% à 3,5% d'ici fin juin\nSell more shoes\n".encode()
    status, out, err = run("check", "--lines", "--format", "jsonl", *DAY, "-", stdin=lines)
    first, second = (json.loads(line) for line in out.splitlines())
    assert (status, err) == (1, "")
    assert list(first) == ["line", "text", "lang", "goal", "goal_score", "entities", "criteria", "score", "findings", "realism"]
    by_label = {(e["label"], e.get("role") or e.get("kind")): e for e in first["entities"]}
    assert by_label["FIGURE", "baseline"]["amount"] == 2.0
    assert by_label["FIGURE", "target"]["amount"] == 3.5
    assert by_label["DATE", "deadline"]["to"] == "2027-06-30"
    assert not {"CHANNEL", "AUDIENCE"} & {e["label"] for e in first["entities"]}
    assert [second["criteria"][c]["status"] for c in ("specific", "measurable", "achievable", "relevant", "time_bound")] == [
        "missing", "missing", "unknown", "unknown", "missing",
    ]  # fmt: skip
    assert {"S003", "M001", "T001"} <= {f["rule"] for f in second["findings"]}


def test_rewrite_record_has_the_designed_keys():
    status, out, _ = run("rewrite", "--format", "jsonl", *DAY, "Améliorer la visibilité sur Google")
    record = json.loads(out)
    assert status == 0
    assert list(record)[-3:] == ["questions", "rewrite", "milestones"]
    made = record["rewrite"]
    assert list(made) == ["text", "engine", "changed", "placeholders", "assumptions", "smart", "provenance", "style", "rejected"]
    assert {p["slot"] for p in made["placeholders"]} == {"metric", "baseline", "target", "deadline"}
    assert list(made["smart"]) == ["S", "M", "A", "R", "T"]
    assert all(made["smart"].values())
    suggested = {q["slot"] for q in record["questions"] if q["suggestions"]}
    assert {"metric", "target", "deadline"} <= suggested


def test_status_is_0_when_all_is_good():
    assert run("check", *DAY, "Gagner 50 leads d'ici fin juin")[0] == 0
    assert run("check", *DAY, "--min-score", "101", "Gagner 50 leads d'ici fin juin")[0] == 2


def test_piped_text_has_no_colour_codes():
    for command in ("check", "rewrite"):
        _, out, _ = run(command, *DAY, "Vendre plus")
        assert "\x1b" not in out
        assert "Spécifique" in out


def test_the_language_of_the_text_is_the_language_of_the_card():
    assert "Specific" in run("check", *DAY, "Sell more")[1]
    assert "Spécifique" in run("check", *DAY, "Vendre plus", LANG="en_GB.UTF-8")[1]


@pytest.mark.parametrize(("first", "second", "asked"), [
    ("Vendre plus", "Augmenter le taux de conversion", "Quelle échéance commune pour ces 2 objectifs"), ("Sell more", "Increase the conversion rate", "By when for these 2 goals?"),
])  # fmt: skip
def test_questions_of_a_plan(tmp_path, first, second, asked):
    path = tmp_path / "plan.md"
    path.write_text(f"# Plan\n\n- {first}\n- {second}\n", "utf-8")
    status, out, err = run("check", *DAY, "--questions", str(path))
    assert (status, err) == (0, "")
    assert out.startswith(f"1. {asked}")
    records = [json.loads(line) for line in run("check", *DAY, "--questions", "--format", "jsonl", str(path))[1].splitlines()]
    assert (records[0]["slot"], records[0]["goals"]) == ("deadline", [1, 2])


def test_answers_of_a_plan(tmp_path):
    path = tmp_path / "answers.json"
    path.write_text('{"deadline": "end of June", "goals": {"2": {"target": "about 40"}}}', "utf-8")
    out = run(
        "rewrite", *DAY, "--answers", str(path), "--lines", "--format", "jsonl", "-", stdin=b"Sell more\nIncrease the conversion rate\n"
    )[1]
    texts = [json.loads(line)["rewrite"]["text"] for line in out.splitlines()]
    assert texts[0].endswith("by the end of June")
    assert texts[1] == "Increase the conversion rate from [current value] to 40% by the end of June"
    path.write_text('{"deadlin": "x"}', "utf-8")
    status, _, err = run("rewrite", "--answers", str(path), "Sell more")
    assert status == 2
    assert one_line(err)
    assert "deadlin" in err


def test_select_and_ignore():
    rules = lambda *args: {f["rule"] for f in json.loads(run("check", *DAY, "--format", "jsonl", *args, "Vendre plus")[1])["findings"]}  # noqa: E731
    assert rules("--select", "T") == {"T001"}
    assert "T001" not in rules("--ignore", "T001,S")


@pytest.mark.parametrize("arguments", [
    ["check", ""], ["check", "   "], ["check"], ["check", "--lines"], ["check", "no_such_file.md"], ["check", "no/such/folder/plan.md"], ["check", "tests"],
    ["check", "pyproject.toml"], ["check", "--lines", "no_such_file"], ["check", "--today", "2026-13-01", "Vendre plus"], ["check", "--lang", "xx", "Vendre plus"],
    ["check", "--format", "yaml", "Vendre plus"], ["check", "--select", "Z9", "Vendre plus"], ["rewrite", "--fill", "guess", "Vendre plus"],
    ["rewrite", "--in-place", "Vendre plus"], ["rewrite", "-o", "/no/such/folder/out.md", "data/samples/plan_marketing.fr.md"], ["rules", "T999"],
    ["check", "--config", "no_such.toml", "Vendre plus"], ["rewrite", "-o", "data/samples/plan_marketing.fr.md", "data/samples/plan_marketing.fr.md"],
    ["rewrite", "-o", "out.txt", "data/samples/plan_marketing.fr.md"],
])  # fmt: skip
def test_bad_input_gets_one_line_and_status_2(arguments):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert one_line(err), err


@pytest.mark.parametrize(("name", "data"), [
    ("binary.md", bytes(range(256)) * 10), ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00"), ("utf16.txt", b"\xff\xfeV\x00e"), ("empty_lines.txt", b"\x00"),
    ("undecodable.md", b"Vendre plus \x81\x8d"),
])  # fmt: skip
def test_unreadable_files(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    status, out, err = run("check", str(path))
    assert (status, out) == (2, "")
    assert one_line(err), err


@pytest.mark.parametrize("data", [
    b"x" * 10_000_000, b"mots " * 2_000_000, "‮Vendre plus‬".encode(), "Продать больше".encode(), b"Vendre plus \r\nSell more\r\n", b"\xef\xbb\xbfVendre plus\n",
    "Vendre plus \N{PILE OF POO} \u0301".encode(), b"- \n* \n", b"a\n\n\nb\n",
])  # fmt: skip
def test_odd_lines_give_one_record_a_line(data):
    status, out, err = run("check", "--lines", "--format", "jsonl", *DAY, "-", stdin=data)
    records = [json.loads(line) for line in out.splitlines()]
    assert status in (0, 1)
    assert err == ""
    assert len(records) == len(data.decode("utf-8-sig").removesuffix("\n").split("\n"))


def test_lone_surrogates_and_odd_arguments():
    for argument in (b"Vendre plus \xff\xfe", b"Vendre plus" + b"\xed\xa0\x80"):
        done = subprocess.run(
            [sys.executable, "-m", "assistant", "check", "--format", "jsonl", argument], capture_output=True, cwd=ROOT, check=False
        )
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
        json.loads(done.stdout)


def test_configuration_file(tmp_path):
    config = tmp_path / "smartgoals.toml"
    config.write_text('today = 2026-11-23\nignore = ["A", "R"]\n', "utf-8")
    record = json.loads(run("check", "--config", str(config), "--format", "jsonl", "Gagner 50 leads d'ici juin")[1])
    assert record["findings"] == []
    config.write_text("tody = 2026-11-23\n", "utf-8")
    status, _, err = run("check", "--config", str(config), "Vendre plus")
    assert status == 2
    assert "tody" in err
    assert str(config) in err


def test_another_time_zone_changes_nothing():
    arguments = ("rewrite", "--format", "jsonl", *DAY, "Gagner 50 leads en 6 mois")
    assert run(*arguments, TZ="Pacific/Auckland") == run(*arguments, TZ="America/Los_Angeles")


def test_rules_are_listed_and_explained():
    status, out, _ = run("rules", "--lang", "fr")
    assert status == 0
    assert "T001" in out
    assert "Aucune échéance" in out
    assert "Why" in run("rules", "T002", "--lang", "en")[1]
