"""Whole plans: what goals show together, and what is no fault."""

import json

import pytest

from assistant import lang, plan, work
from assistant.pipeline import Assistant
from tests.conftest import ROOT, TODAY
from tests.test_cli import DAY, run

SAMPLES = sorted((ROOT / "data" / "samples").iterdir())
PAIRS = [(code, rule.id) for code in lang.available() for rule in plan.RULES]


def found(tmp_path, text, code="auto", name="plan.md"):
    """(rule, indices of the goals) of each finding of a plan."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    result = work.document(Assistant(today=TODAY, lang=code), path, rewrite=False, fill="placeholder")
    return sorted((f.rule, f.goals) for g in result.goals for f in g.analysis.findings if isinstance(f, plan.PlanFinding))


def rules(*args, **kwargs):
    return {rule for rule, _ in found(*args, **kwargs)}


@pytest.mark.parametrize("code", lang.available())
def test_each_rule_has_texts_and_no_text_lacks_a_rule(code):
    assert set(lang.plan_texts(code).rules) == {rule.id for rule in plan.RULES}


def test_languages_say_the_same_things():
    first, *others = (lang.plan_texts(code) for code in lang.available())
    for other in others:
        assert set(first.stages) == set(other.stages)
        assert {k: set(r.details) for k, r in first.rules.items()} == {k: set(r.details) for k, r in other.rules.items()}


@pytest.mark.parametrize(("code", "rule"), PAIRS)
def test_failing_example_fails(tmp_path, code, rule):
    assert rule in rules(tmp_path, lang.plan_texts(code).rules[rule].failing, code)


@pytest.mark.parametrize(("code", "rule"), PAIRS)
def test_passing_example_passes_all_rules(tmp_path, code, rule):
    assert rules(tmp_path, lang.plan_texts(code).rules[rule].passing, code) <= ({"P005"} if rule in ("P006", "P008") else set())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_no_false_alarm_on_the_sample_plans(helper, path):
    goals = work.document(helper, path, rewrite=False, fill="placeholder").goals
    assert [f for g in goals for f in g.analysis.findings if isinstance(f, plan.PlanFinding)] == []


QUIET = [
    # another day, channel, audience, place, starting value, cadence: no contradiction
    "- Porter le taux de conversion à 3 % d'ici fin mars 2027\n- Porter le taux de conversion à 4 % d'ici fin juin 2027",
    "- Gagner 60 leads via LinkedIn d'ici fin juin 2027\n- Gagner 40 leads grâce au blog d'ici fin juin 2027",
    "- Gagner 60 clients à Lyon d'ici fin 2027\n- Gagner 40 clients à Nantes d'ici fin 2027",
    "- Win 60 leads among dentists by June 2027\n- Win 40 leads among architects by June 2027",
    "## Lyon\n\n- Gagner 60 clients d'ici fin 2027\n\n## Nantes\n\n- Gagner 40 clients d'ici fin 2027",
    # milestones grow to the whole, they do not add up to it
    "- Gagner 100 clients d'ici fin décembre 2027\n  - Gagner 30 clients d'ici fin mars 2027\n  - Gagner 60 clients d'ici fin juin 2027",
    # a part that is stated alone
    "- Gagner 100 leads d'ici fin juin 2027\n- Gagner 60 leads via LinkedIn d'ici fin juin 2027",
    "- Réaliser 60 % du chiffre d'affaires en ligne d'ici fin 2027\n- Réaliser 40 % du chiffre d'affaires en boutique d'ici fin 2027",
    # a rate and a count, a change and a level
    "- Augmenter le chiffre d'affaires de 20 % d'ici fin 2027\n- Atteindre un panier moyen de 60 € d'ici juin 2027",
    "- Fidéliser nos clients\n- Fidéliser nos salariés",
]  # fmt: skip


@pytest.mark.parametrize("text", QUIET)
def test_what_is_no_fault_is_not_told(tmp_path, text):
    assert found(tmp_path, f"# Plan 2027\n\n{text}\n") == []


LOUD = [
    ("P001", "## Objectifs de vente\n\n- Porter le panier moyen à 50 € d'ici juin 2027\n\n## Priorités\n\n- Porter le panier moyen à 55 € d'ici juin 2027", (0, 1)),
    ("P002", "- Win 100 customers by the end of 2027\n- Win 70 customers in Leeds by the end of 2027\n- Win 60 customers in York by the end of 2027", (0, 1, 2)),
    ("P002", "- Réaliser 70 % du chiffre d'affaires en ligne d'ici fin 2027\n- Réaliser 50 % du chiffre d'affaires en boutique d'ici fin 2027", (0, 1)),
    ("P003", "## T1 2027\n\n- Gagner 20 clients d'ici fin mars 2027\n- Gagner 50 leads d'ici fin juin 2027", (1,)),
    ("P003", "O1: Win 100 customers by the end of March 2027\n\nKR1.1: Generate 300 leads by the end of June 2027", (0, 1)),
    ("P003", "1. Gagner 100 clients d'ici fin mars 2027\n   - Obtenir 300 leads d'ici fin juin 2027", (0, 1)),
    ("P004", "- Fidéliser nos clients\n- Fidéliser les clients", (0, 1)),
    ("P009", "- Atteindre un chiffre d'affaires de 50 000 € d'ici juin 2027\n- Atteindre un chiffre d'affaires de 80 000 $ d'ici fin 2027", (0, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "goals"), LOUD)
def test_what_is_a_fault_is_told_with_its_goals(tmp_path, rule, text, goals):
    assert found(tmp_path, f"# Plan 2027\n\n{text}\n") == [(rule, goals)]


def test_groups_under_headings_are_the_priorities(tmp_path):
    groups = "".join(
        f"## Équipe {name}\n\n- Gagner 20 clients d'ici fin {month} 2027\n\n"
        for name, month in zip("ABCD", ("mars", "mai", "juin", "août"), strict=True)
    )
    assert found(tmp_path, groups) == [("P005", (0, 1, 2, 3))]
    # bullets that are no goals group those under them
    nested = "# Objectifs\n\n- Acquisition\n  - Gagner 20 clients d'ici mars 2027\n  - Gagner 50 leads d'ici mai 2027\n- Fidélité\n  - Réduire le taux de churn à 5 % d'ici juin 2027\n  - Atteindre un NPS de 60 d'ici août 2027\n"
    assert "P005" not in rules(tmp_path, nested)


def test_ignore_marks_hold_for_plans(tmp_path):
    text = "- Fidéliser nos clients\n- Fidéliser les clients <!-- smartgoals: ignore P004 -->\n"
    assert "P004" in rules(tmp_path, text.replace("P004", "P001"))
    assert "P004" not in rules(tmp_path, text)


def test_what_a_message_quotes_can_be_shown(tmp_path):
    path = tmp_path / "plan.md"
    path.write_text("- Fidéliser nos clients \x1b[31m\u202e\n- Fidéliser nos clients \x1b[31m\u202e\n", "utf-8")
    out = run("check", "--format", "jsonl", "--select", "P", *DAY, str(path))[1]
    (message,) = [f["message"] for line in out.splitlines() for f in json.loads(line)["findings"] if f["rule"] == "P004"]
    assert not set(message) & set("\x1b\u202e")


def test_a_long_list_is_no_plan():
    assistant = Assistant(today=TODAY)
    analysis = assistant.analyse("Gagner 50 leads d'ici juin 2027", goal=True)
    gathering = plan.Gathering(today=TODAY)
    for number in range(5000):
        gathering.add(plan.Item(analysis, str(number)))
    assert plan.check(gathering.plan()) == ()


def test_documents_carry_their_findings(tmp_path):
    path = tmp_path / "plan.md"
    path.write_text("# Objectifs\n\n- Fidéliser nos clients\n- Fidéliser les clients\n", "utf-8")
    document = json.loads(run("check", "--format", "json", *DAY, str(path))[1])["documents"][0]
    last = document["findings"][-1]
    assert (last["rule"], last["where"], last["goals"], last["places"]) == ("P004", "3:3", [0, 1], ["3:3", "4:3"])
    status, out, _ = run("check", *DAY, "--select", "P", str(path))
    assert status == 0
    assert "Le plan dans son ensemble" in out
    assert "P004 alerte" in out
    assert "P004" not in run("check", *DAY, "--ignore", "P", str(path))[1]


def test_lines_are_one_plan():
    lines = b"Raise the conversion rate to 3% by June 2027\nRaise the conversion rate to 4% by June 2027\n"
    status, out, _ = run("check", "--lines", "--select", "P", *DAY, "-", stdin=lines)
    assert status == 1
    assert out.rstrip().endswith("P001 error  Two targets for one indicator. “conversion rate”: 3%, 4%. (see 1, 2)")
    records = [json.loads(line) for line in run("check", "--lines", "--format", "jsonl", *DAY, "-", stdin=lines)[1].splitlines()]
    assert len(records) == 2
    told = [[(f["rule"], f["goals"], f["places"]) for f in record["findings"] if f["rule"] == "P001"] for record in records]
    assert told == [[], [("P001", [0, 1], ["1", "2"])]]


@pytest.mark.parametrize("form", ["sarif", "github", "junit", "html", "markdown"])
def test_reports_for_teams_show_them(tmp_path, form):
    path = tmp_path / "plan.md"
    path.write_text(lang.plan_texts("en").rules["P001"].failing, "utf-8")
    status, out, _ = run("check", *DAY, "--format", form, "--screen", "en", str(path))
    assert status == 1
    assert "Two targets for one indicator" in out


def test_a_baseline_and_severities_hold_for_plans(tmp_path):
    path, baseline = tmp_path / "plan.md", tmp_path / "baseline.json"
    path.write_text(lang.plan_texts("en").rules["P001"].failing, "utf-8")
    assert run("check", *DAY, "--select", "P", str(path))[0] == 1
    assert run("check", *DAY, "--select", "P", "--write-baseline", str(baseline), str(path))[0] == 0
    assert run("check", *DAY, "--select", "P", "--baseline", str(baseline), str(path))[0] == 0
    (tmp_path / "smartgoals.toml").write_text('severity = { P001 = "off" }\n', "utf-8")
    assert "P001" not in run("check", *DAY, "--config", str(tmp_path / "smartgoals.toml"), str(path))[1]


def test_rules_on_plans_are_listed_and_explained():
    assert "P001" in run("rules", "--lang", "fr")[1]
    assert "Doran, 1981" in run("rules", "p001", "--lang", "en")[1]


FUNNELS = [
    # short: visits for leads, leads for customers, customers for revenue
    ("fr", "- Atteindre 1 000 visites par mois d'ici juin\n- Porter le taux de conversion à 2 % d'ici juin\n- Gagner 40 clients par mois d'ici juin", {"P010"}, "2 000"),
    ("en", "- Reach 1,000 visits a month by June\n- Raise the conversion rate to 2% by June\n- Win 40 customers a month by June", {"P010"}, "2,000"),
    ("en", "- Win 60 leads a month by June\n- Raise the win rate to 20% by June\n- Win 30 customers a month by June", {"P010"}, "150"),
    # enough, another place, another time, a stage told by a change
    ("fr", "- Atteindre 3 000 visites par mois d'ici juin\n- Porter le taux de conversion à 2 % d'ici juin\n- Gagner 40 clients par mois d'ici juin", set(), ""),
    ("fr", "- Atteindre 1 000 visites par mois d'ici décembre 2026\n- Porter le taux de conversion à 2 % d'ici décembre 2027\n- Gagner 40 clients par mois d'ici décembre 2028", set(), ""),
    ("en", "- Increase organic traffic by 30% by June\n- Raise the conversion rate to 2% by June\n- Win 40 customers a month by June", set(), ""),
    # one stage without any figure
    ("en", "- Raise the conversion rate to 2% by June\n- Win 40 customers a month by June", {"P011"}, "2,000"),
    ("fr", "- Porter le taux de conversion à 2 % d'ici juin\n- Gagner 40 clients par mois d'ici juin", {"P011"}, "2 000"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "expected", "needed"), FUNNELS)
def test_the_goals_of_a_plan_share_one_funnel(tmp_path, code, text, expected, needed):
    path = tmp_path / "plan.md"
    path.write_text(text, "utf-8")
    result = work.document(Assistant(today=TODAY, lang=code), path, rewrite=False, fill="placeholder")
    findings = [f for g in result.goals for f in g.analysis.findings if f.rule in ("P010", "P011")]
    assert {f.rule for f in findings} == expected
    assert all(needed in f.message.replace("\u202f", " ") for f in findings)
