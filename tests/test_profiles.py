"""Profiles: what they change, what is refused, and the score."""

import itertools
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import criteria, lang, plan, profiles, work
from assistant.criteria.base import STATUS_SCORES
from assistant.errors import ConfigError
from assistant.pipeline import Assistant
from assistant.records import CRITERIA
from tests.conftest import TODAY
from tests.test_cli import DAY, one_line, run

NAMES = profiles.built_in()
LADDER = ("missing", "partial", "met")
FAST = "Augmenter le trafic organique de 80 % en un mois"


def weights():
    """Five positive whole numbers that sum to 100."""
    cuts = st.lists(st.integers(1, 99), min_size=4, max_size=4, unique=True).map(sorted)
    return cuts.map(lambda c: dict(zip(CRITERIA, (b - a for a, b in itertools.pairwise([0, *c, 100])), strict=True)))


def any_profile():
    """The profiles of the package, and any other weights."""
    return st.one_of(st.sampled_from(NAMES).map(profiles.load), weights().map(lambda w: replace(profiles.default(), weights=w)))


def statuses():
    return st.fixed_dictionaries({name: st.sampled_from([*LADDER, "unknown"]) for name in CRITERIA})


def score(profile, status):
    return profile.score({name: STATUS_SCORES[s] for name, s in status.items()})


@given(any_profile(), statuses(), st.sampled_from(CRITERIA))
def test_raising_a_criterion_never_lowers_the_score(profile, status, name):
    scores = [score(profile, {**status, name: step}) for step in LADDER]
    assert scores == sorted(scores)
    assert score(profile, {**status, name: "unknown"}) <= scores[-1]


@given(any_profile(), statuses())
def test_unknown_neither_adds_nor_blames(profile, status):
    known = {name: s for name, s in status.items() if s != "unknown"}
    assert score(profile, status) == score(profile, known)
    assert 0 <= score(profile, status) <= 100


@pytest.mark.parametrize("name", NAMES)
def test_no_combination_of_statuses_breaks_the_order(name):
    profile = profiles.load(name)
    for values in itertools.product([*LADDER, "unknown"], repeat=5):
        status = dict(zip(CRITERIA, values, strict=True))
        here = score(profile, status)
        for criterion in CRITERIA:
            if status[criterion] in ("missing", "partial"):
                assert score(profile, {**status, criterion: LADDER[LADDER.index(status[criterion]) + 1]}) >= here


@pytest.mark.parametrize("name", NAMES)
def test_built_in_profiles(name):
    profile = profiles.load(name)
    assert sum(profile.weights.values()) == 100
    assert all(profile.criterion(code, c).name and profile.criterion(code, c).definition for code in lang.available() for c in CRITERIA)
    ids = {rule.id for rule in (*criteria.RULES, *plan.RULES)}
    assert {r for r in profile.severities if len(r) > 1} <= ids


@pytest.mark.parametrize("code", lang.available())
def test_the_default_profile_calls_the_criteria_as_the_interface_does(code):
    assert {c: profiles.default().criterion(code, c).name for c in CRITERIA} == {c: lang.interface(code).text[c] for c in CRITERIA}


def judged(text, name):
    return Assistant(today=TODAY, profile=profiles.load(name)).analyse(text, goal=True)


def severities(text, name):
    return {f.rule: f.severity for f in judged(text, name).findings}


def test_okr_welcomes_ambition_and_wants_from_to_within_the_quarter():
    assert (severities(FAST, "default")["A003"], severities(FAST, "okr")["A003"]) == ("error", "warning")
    assert (judged(FAST, "default").criteria["achievable"].status, judged(FAST, "okr").criteria["achievable"].status) == (
        "missing",
        "unknown",
    )
    assert severities("Gagner 50 leads d'ici fin 2027", "okr") | {"A002": "error", "O001": "warning"} == severities(
        "Gagner 50 leads d'ici fin 2027", "okr"
    )
    assert "O001" not in severities("Gagner 50 leads d'ici fin mars 2027", "okr")
    assert "A002" not in severities("Passer le taux de conversion de 2 % à 3 % d'ici fin mars 2027", "okr")


def test_strict_requires_baseline_tool_and_owner():
    found = severities("Gagner 50 leads d'ici fin juin", "strict")
    assert (found["A002"], found["O002"], found["O003"]) == ("error", "error", "error")
    text = "Passer le taux de conversion de 2 % à 3 % d'ici fin juin, mesuré dans Google Analytics (responsable : Léa)"
    assert not {"A002", "O002", "O003"} & set(severities(text, "strict"))
    assert not {r for r in severities("Gagner 50 leads d'ici fin juin", "default") if r.startswith("O")}


def test_an_owner_in_a_column_of_its_own_is_an_owner(tmp_path):
    path = tmp_path / "goals.csv"
    path.write_text("Objectif;Responsable\nGagner 50 leads d'ici fin juin;Léa\nGagner 20 clients d'ici fin juin;\n", "utf-8")
    result = work.document(Assistant(today=TODAY, profile=profiles.load("strict")), path, rewrite=False, fill="placeholder")
    assert ["O002" in {f.rule for f in g.analysis.findings} for g in result.goals] == [False, True]
    told = [(f.rule, f.severity, f.goals) for g in result.goals for f in g.analysis.findings if isinstance(f, plan.PlanFinding)]
    assert told == [("P007", "error", (1,))]


OWN = """
base = "okr"
[weights]
specific = 30
measurable = 30
achievable = 10
relevant = 10
time_bound = 20
[severities]
S = "off"
[switches]
require = ["owner"]
most-priorities = 5
[texts.fr.achievable]
name = "Acceptable"
"""


def test_a_file_of_ones_own(tmp_path):
    path = tmp_path / "maison.toml"
    path.write_text(OWN, "utf-8")
    profile = profiles.load(str(path))
    assert (profile.name, profile.okr, profile.most_priorities, profile.weights["specific"]) == ("maison", True, 5, 30)
    assert profile.criterion("fr", "achievable").name == "Acceptable"
    assert profile.criterion("fr", "achievable").definition == profiles.load("okr").criterion("fr", "achievable").definition
    assert (profile.severity("S001", "warning"), profile.severity("O002", "error"), profile.severity("A003", "error")) == (
        "off",
        "error",
        "warning",
    )


@pytest.mark.parametrize(("text", "message"), [
    ("wieghts = 1", "wieghts.*'weights'"), ("base = 'okrr'", "base.*'okr'"), ("[weights]\nspecific = 100", "weights.measurable"),
    ("[weights]\nspecific = 25\nmeasurable = 25\nachievable = 15\nrelevant = 10\ntime_bound = 26", "sum to 100, not 101"),
    ("[weights]\nspecific = 0\nmeasurable = 50\nachievable = 15\nrelevant = 10\ntime_bound = 25", "weights.specific"),
    ("[weights]\nspecifik = 25", "specifik.*'specific'"), ("[severities]\nT01 = 'error'", "severities.T01.*'T0"), ("[severities]\nT001 = 'eror'", "T001.*'error'"),
    ("[switches]\nokr = 1", "switches.okr"), ("[switches]\nrequire = ['tol']", "require.*'tool'"), ("[switches]\nmost-priorities = 0", "most-priorities"),
    ("[texts.fr.relevent]\nname = 'x'", "relevent.*'relevant'"), ("[texts.de.relevant]\nname = 'x'", "texts.de"), ("[texts.fr.relevant]\nnam = 'x'", "nam.*'name'"),
    ("[texts.fr.relevant]\nname = ''", "texts.fr.relevant.name"), ("[", "not valid TOML"), ("weights = 3", "weights"),
])  # fmt: skip
def test_a_wrong_file_is_told_with_file_key_and_nearest_known_key(tmp_path, text, message):
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=message) as caught:
        profiles.load(str(path))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_command_line_names_the_profile(tmp_path):
    _, out, _ = run("check", "--profile", "okr", *DAY, FAST)
    assert "Ambitieux" in out
    assert "Profil\u00a0: okr" in out
    assert "S 25, M 30, A 10, R 15, T 20" in out
    assert json.loads(run("check", "--profile", "okr", "--format", "json", *DAY, FAST)[1])["profile"] == "okr"
    assert "Ambitious" in run("check", "--profile", "okr", *DAY, "Increase organic traffic by 30% in 6 months")[1]
    assert "profile" not in json.loads(run("check", "--format", "json", *DAY, FAST)[1])
    (tmp_path / "maison.toml").write_text(OWN, "utf-8")
    (tmp_path / "smartgoals.toml").write_text('profile = "maison.toml"\n', "utf-8")
    assert "Acceptable" in run("check", "--config", str(tmp_path / "smartgoals.toml"), *DAY, FAST)[1]


def test_documents_name_the_profile():
    for form, shown in (("json", '"profile": "strict"'), ("text", "Profil\u00a0: strict"), ("jsonl", '"profile": "strict"')):
        assert shown in run("check", "--profile", "strict", "--format", form, *DAY, "data/samples/plan_marketing.fr.md")[1]


@pytest.mark.parametrize("name", ["okrr", "no_such.toml", ""])
def test_an_unknown_profile_is_one_line(name):
    status, out, err = run("check", "--profile", name, *DAY, "Vendre plus")
    assert (status, out) == (2, "")
    assert one_line(err), err


def test_profiles_are_listed_and_shown():
    assert {line.split()[0] for line in run("profiles", "--lang", "fr")[1].splitlines()} == set(NAMES)
    assert "Ambitieux (poids 10)" in run("profiles", "okr", "--lang", "fr")[1]
    assert "Requires: baseline, tool, owner" in run("profiles", "strict", "--lang", "en")[1]
    assert run("profiles", "okrr")[0] == 2
