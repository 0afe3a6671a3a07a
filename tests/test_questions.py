"""Questions: their order by computed gain, suggestions with their sums, the questions of a plan, answers from a file."""

import json

import pytest

from assistant import dialogue, lang, questions
from assistant.answers.file import load_answers
from assistant.entities.calendar import Reckoning
from assistant.errors import ConfigError, InputError
from assistant.pipeline import Assistant
from assistant.rewriting.gaps import gaps_of
from eval.dataset import load
from tests.conftest import TODAY

NB = "\u00a0"
VAGUE = ["Vendre plus", "Augmenter le taux de conversion", "Gagner 50 leads", "Fidéliser nos clients", "Améliorer la satisfaction client",
         "Sell more", "Improve visibility on Google", "Increase the conversion rate", "Keep our customers", "Win 20 customers"]  # fmt: skip
SOUND = {
    "fr": {"metric": "le taux de réachat", "target": "24 %", "baseline": "20 %", "deadline": "fin juin 2027", "means": "en appelant chaque client", "reason": "réduire la publicité", "audience": "les PME", "channel": "LinkedIn"},
    "en": {"metric": "the repeat rate", "target": "24%", "baseline": "20%", "deadline": "end of June 2027", "means": "by calling each customer", "reason": "to spend less on ads", "audience": "SMEs", "channel": "LinkedIn"},
}  # fmt: skip


def asked(helper, text, **given):
    return helper.rewrite(text, answers=given, goal=True).questions


def test_the_first_question_raises_the_score_most(helper):
    """On every goal of the development set and the vague ones, but for an indicator that a value waits for."""
    texts = [r.text for r in load(["dev"])[::9] if r.goal] + VAGUE
    checked = 0
    for text in texts:
        analysis = helper.rewrite(text, goal=True)
        if analysis.lang not in lang.available() or len(analysis.questions) < 2:
            continue
        context = questions.answered(helper.context(analysis), {})
        left = [q.slot for q in analysis.questions]
        worths = {slot: questions.worth(context, slot, left) for slot in left}
        first = analysis.questions[0]
        assert worths[first.slot].gain == max(w.gain for w in worths.values()), text
        assert first.gain == questions.effect(context, first.slot).gain
        if first.slot != "metric":
            assert first.gain == max(questions.effect(context, slot).gain for slot in left), text
        checked += 1
    assert checked > 50


@pytest.mark.parametrize("text", VAGUE)
def test_the_gain_is_the_one_that_the_scorecard_shows(helper, text):
    """The first question that settles a criterion by itself: the score of the rewrite, read anew, rises by its gain."""
    before = helper.analyse(text, goal=True)
    question = next(q for q in asked(helper, text) if q.slot in ("deadline", "metric"))
    state = dialogue.State(before.lang, text, {question.slot: SOUND[before.lang][question.slot]})
    context = helper.context(before)
    gain = questions.effect(questions.answered(context, {}), question.slot).gain
    rise = dialogue.card(helper, state).score - before.score
    # who is kept may be read as those addressed once the rewrite names an indicator, which settles more than was promised
    assert rise == gain or (text == "Keep our customers" and rise > gain)


def test_all_gains_lead_to_a_full_score(helper):
    for text in VAGUE:
        analysis = helper.rewrite(text, goal=True)
        assert analysis.score + sum(q.gain for q in analysis.questions) in (99, 100, 101), text  # rounded at each step


def test_nothing_is_asked_that_the_text_or_an_answer_tells(helper):
    for record in load(["dev"])[::15]:
        if not record.goal:
            continue
        analysis = Assistant(today=TODAY, lang=record.lang).rewrite(record.text, goal=True)
        slots = [q.slot for q in analysis.questions]
        assert len(slots) == len(set(slots))
        frame, context = analysis.frame, helper.context(analysis)
        told = {s for s in ("audience", "means", "reason", "baseline") if getattr(frame, s)}
        assert not told & set(slots), record.text
        assert set(gaps_of(context, analysis.criteria)) - {"baseline"} <= set(slots), record.text
    for slot, value in SOUND["fr"].items():
        assert slot not in [q.slot for q in asked(helper, "Vendre plus", **{slot: value})]


@pytest.mark.parametrize(("text", "given", "slot", "expected"), [
    ("Augmenter le taux de conversion", {"baseline": "12 %"}, "target", (f"14{NB}%{NB}: +2{NB}points", f"16{NB}%{NB}: +4{NB}points", f"17{NB}%{NB}: +5{NB}points")),
    ("Increase the conversion rate", {"baseline": "2%"}, "target", ("2.3%: +0.3 points", "2.6%: +0.6 points", "2.9%: +0.9 points")),
    ("Improve our average rating", {"baseline": "4.6/5"}, "target", ("4.7/5: +0.1", "4.8/5: +0.2", "4.9/5: +0.3")),
    ("Reduce the churn rate", {"baseline": "8%"}, "target", ("7%: −1 point", "6%: −2 points", "5%: −3 points")),
            ("Gagner des clients", {"metric": "clients", "baseline": "2"}, "target", (f"3{NB}: +1", f"4{NB}: +2", f"5{NB}: +3")),
    ("Sell more", {}, "metric", ("revenue", "new customers", "orders", "average basket")),
    ("Vendre plus", {}, "deadline", (f"31 mars 2027{NB}: dans 4 mois", f"30 juin 2027{NB}: dans 7 mois", f"31 décembre 2027{NB}: dans 13 mois")),
])  # fmt: skip
def test_suggestions_are_made_from_what_is_known(helper, text, given, slot, expected):
    context = questions.answered(helper.context(helper.analyse(text, goal=True)), given)
    shown = tuple(s.shown for s in questions.suggest(context, slot))
    assert shown == expected


def test_a_fiscal_year_gives_its_end(helper):
    context = helper.context(helper.analyse("Sell more", goal=True))
    assert "31 March 2027" in [s.value for s in questions.suggest(context, "deadline", Reckoning(fiscal_start=4))]


def test_channels_reach_the_audience(helper):
    question = next(q for q in asked(helper, "Gagner 50 clients auprès des seniors sur TikTok d'ici fin juin") if q.slot == "channel")
    assert "TikTok" in question.text
    assert not {"TikTok", "Instagram", "Snapchat"} & set(question.suggestions)


def test_reasons_and_means_fit_the_theme(helper):
    def of(text, slot):
        return tuple(s.value for s in questions.suggest(helper.context(helper.analyse(text, goal=True)), slot))

    for slot in ("reason", "means"):
        seen = {
            of(text, slot) for text in ("Vendre plus", "Réduire le taux de churn", "Réduire l'absentéisme", "Obtenir plus d'avis Google")
        }
        assert len(seen) == 4


def test_suggestions_are_two_to_four_where_there_are_any(helper):
    for text in VAGUE:
        for question in asked(helper, text):
            assert len(question.suggestions) in (0, 2, 3, 4), (text, question)
            assert len(question.values) == len(question.suggestions)


@pytest.mark.parametrize(("text", "slot", "answer", "expected"), [
    ("Gagner 50 leads d'ici fin juin 2025", "deadline", "fin juin 2027", "Gagner 50 leads d'ici fin juin 2027"),
    ("Augmenter le trafic de 500 % en un mois", "target", "20 %", "Augmenter le trafic de 20 % en un mois"),
    ("Win 50 customers among seniors on TikTok by June", "channel", "Facebook", "Win 50 customers among seniors on Facebook by June"),
])  # fmt: skip
def test_a_fault_of_the_text_gives_way_to_the_answer(helper, text, slot, answer, expected):
    assert slot in [q.slot for q in asked(helper, text)]
    assert helper.rewrite(text, answers={slot: answer}, goal=True).rewrite.text == expected


PLAN = [
    "Augmenter le taux de conversion",
    "Vendre plus",
    "Porter le taux de conversion à 4 %",
    "Nous avons vendu 300 bougies",
    "Gagner 20 leads pendant l'exercice 2027",
]


def test_the_questions_of_a_plan_are_asked_once(helper):
    made = questions.for_plan([helper.rewrite(text) for text in PLAN])
    first = made[0]
    assert (first.slot, first.goals) == ("deadline", (1, 2, 3))
    assert [(q.slot, q.goals) for q in made if q.metric == "taux de conversion" and q.slot == "baseline"] == [("baseline", (1, 3))]
    assert next(q for q in made if q.slot == "fiscal_year").goals == (5,)
    assert next(q for q in made if q.slot == "owner").goals == (1, 2, 3, 5)
    assert [len(q.unblocks) for q in made] == sorted((len(q.unblocks) for q in made), reverse=True)
    slots = [q.slot for q in made if q.goals == (2,)]
    assert slots.index("metric") < slots.index("target")
    assert json.loads(json.dumps([q.to_dict() for q in made]))[0]["goals"] == [1, 2, 3]
    assert questions.for_plan([]) == ()


FILE = """
deadline = "disons fin juin"
owner = "Claire"
fiscal_year = "avril"
[metrics."taux de conversion"]
baseline = 2
[goals.2]
metric = "le chiffre d'affaires"
target = "environ +20 %"
"""


def test_answers_of_a_plan_come_from_a_file(helper, tmp_path):
    path = tmp_path / "answers.toml"
    path.write_text(FILE, "utf-8")
    given = load_answers(path)
    assert given.fiscal_start == 4
    made = []
    for number, text in enumerate(PLAN, 1):
        analysis = helper.analyse(text)
        answers = given.for_goal(number, analysis, helper.context(analysis)) if analysis.goal else {}
        made.append(helper.rewritten(analysis, answers=answers).rewrite.text)
    assert made[0] == f"Augmenter le taux de conversion de 2{NB}% à [cible] d’ici fin juin (responsable{NB}: Claire)"
    assert made[1] == f"Vendre plus{NB}: d’ici fin juin, augmenter le chiffre d'affaires de 20 % (responsable{NB}: Claire)"
    assert made[2] == f"Porter le taux de conversion à 4 % d’ici fin juin, contre 2{NB}% aujourd’hui (responsable : Claire)"
    assert made[3] == PLAN[3]
    assert made[4] == f"{PLAN[4]} (responsable{NB}: Claire)"


@pytest.mark.parametrize(("name", "text", "error", "said"), [
    ("a.toml", "deadlin = 'x'", ConfigError, "deadlin: unknown slot"), ("a.toml", "[goals.x]\ntarget = '1'", ConfigError, "goals.x"),
    ("a.toml", "target = []", ConfigError, "target: expected"), ("a.toml", "target = ", InputError, "neither TOML nor JSON"), ("a.json", "[1]", ConfigError, "expected slots"),
    ("a.toml", "fiscal_year = 'soon'", ConfigError, "fiscal_year"), ("a.toml", "metrics = 'x'", ConfigError, "metrics: expected"),
])  # fmt: skip
def test_a_fault_in_a_file_of_answers_is_named(tmp_path, name, text, error, said):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(error, match=said):
        load_answers(path)
    with pytest.raises(InputError, match="cannot be read"):
        load_answers(tmp_path / "missing.toml")
