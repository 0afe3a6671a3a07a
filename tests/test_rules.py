"""Every rule has texts and two examples in every language, and the examples do what they say."""

from dataclasses import replace

import pytest

from assistant import criteria, lang, profiles

ALL_ON = replace(profiles.default(), severities={})
PAIRS = [(code, rule.id) for code in lang.available() for rule in criteria.RULES]


@pytest.mark.parametrize("code", lang.available())
def test_each_rule_has_texts_and_no_text_lacks_a_rule(code):
    assert set(lang.get(code).messages.rules) == {rule.id for rule in criteria.RULES}


@pytest.mark.parametrize(("code", "rule"), PAIRS)
def test_failing_example_fails(helper, code, rule):
    text = lang.get(code).messages.rules[rule].failing
    assert rule in {f.rule for f in type(helper)(today=helper.today, lang=code, profile=ALL_ON).analyse(text, goal=True).findings}


@pytest.mark.parametrize(("code", "rule"), PAIRS)
def test_passing_example_passes(helper, code, rule):
    text = lang.get(code).messages.rules[rule].passing
    assert rule not in {f.rule for f in type(helper)(today=helper.today, lang=code, profile=ALL_ON).analyse(text, goal=True).findings}


@pytest.mark.parametrize("code", lang.available())
def test_examples_are_read_in_their_language(code):
    from assistant.language import detect

    wrong = [t for r in lang.get(code).messages.rules.values() for t in (r.passing, r.failing) if detect(t) != code]
    assert wrong == []


def test_score_is_the_weighted_mean_of_what_is_known(helper):
    analysis = helper.analyse("Gagner 50 leads d'ici fin juin")
    assert analysis.criteria["achievable"].status == analysis.criteria["relevant"].status == "unknown"
    assert analysis.score == 100
