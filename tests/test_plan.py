"""Whole plans: what goals show together, and what is no fault."""

import pytest

from assistant import lang, plan, work
from assistant.pipeline import Assistant
from tests.conftest import ROOT, TODAY

SAMPLES = sorted((ROOT / "data" / "samples").iterdir())
PAIRS = [(code, rule.id) for code in lang.available() for rule in plan.RULES]


def found(tmp_path, text, code="auto", name="plan.md"):
    """(rule, indices of the goals) of each finding of a plan."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    result = work.document(Assistant(today=TODAY, lang=code), path, rewrite=False, fill="placeholder")
    return [(f.rule, f.goals) for f in result.findings]


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
    assert work.document(helper, path, rewrite=False, fill="placeholder").findings == ()
