"""Milestones: values by hand, properties on any goal, days that people work on."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import ConfigError
from assistant.followup import SHAPES, Options, days, shapes
from assistant.followup.course import Course
from assistant.followup.planning import _on_the_way
from assistant.followup.rounding import step_of, value_at
from assistant.followup.wording import Wording
from assistant.lang import get
from assistant.pipeline import Assistant
from tests.conftest import TODAY

LINEAR = Assistant(today=TODAY, follow_up=Options("linear", 0))

# goal; kind; values, by hand (30-60-100 over n even steps: 1.2 t up to a half, then 0.2 + 0.8 t; whole percent)
BY_HAND = [
    # seven months: 17, 34, 51, 66, 77, 89 %
    ("Passer de 100 à 200 clients d'ici fin juin 2027", "level", [117, 134, 151, 166, 177, 189, 200]),
    # six months: 20, 40, 60, 73, 87 % of 10.5 points down
    ("Réduire l'abandon de panier de 70 % à 59,5 % en 6 mois", "level", [67.9, 65.8, 63.7, 62.3, 60.9, 59.5]),
    ("Atteindre une note de 4,5/5 (3,9 aujourd'hui) d'ici fin 2027", "level", [4.1, 4.3, 4.4, 4.5]),
    ("Augmenter le chiffre d'affaires de 120 000 € à 150 000 € d'ici fin 2027", "level", [129000, 138000, 144000, 150000]),
    ("Réduire le délai de réponse de 48 h à 24 h d'ici fin mars", "level", [41, 34, 29, 24]),
    ("Réduire le coût par lead de 12 € à 8,50 € d'ici fin mars", "level", [11, 9.9, 9.2, 8.5]),
    ("Increase our NPS from 45 to 60 by the end of March", "level", [50, 54, 57, 60]),
    ("Passer de 12 à 20 leads par mois d'ici fin mars", "pace", [14, 17, 18, 20]),
    ("Gagner 20 leads en 6 mois", "total", [4, 8, 12, 15, 17, 20]),
    ("Get 10 new five-star reviews in 3 months", "total", [4, 7, 10]),
    ("10 nouveaux avis Google d'ici fin mars", "total", [3, 6, 8, 10]),
    ("Collecter 20 000 € en 3 mois", "total", [8000, 14600, 20000]),
    ("Signer 3 partenariats d'ici fin juin", "total", [1, 2, 3]),  # 0.5, 1.0, 1.5, 2.0, 2.3, 2.7, 3: what repeats is left out
    ("50 leads générés d'ici fin mars", "total", [15, 30, 40, 50]),
    ("Self du siège : gaspillage à 70 g par plateau fin mars, vs 118", "level", [104, 89, 80, 70]),
    ("Win 2 new customers a month over the next 6 months", "held", [2, 4, 6, 8, 10, 12]),
    ("Read 2 books a month in the first half of 2027", "held", [2, 4, 6, 8, 10, 12]),
    ("Passer d'une marge de -5 % à 8 % d'ici fin 2027", "level", [-1.1, 2.8, 5.4, 8]),
    ("Publier 20 posts par mois pendant 6 mois", "held", [20, 40, 60, 80, 100, 120]),
    ("Réduire les dépenses de 20 % d'ici fin mars", "change", [-6, -12, -16, -20]),
    ("Augmenter le taux de conversion de 2 points d'ici fin mars", "change", [0.6, 1.2, 1.6, 2]),
    ("Passer de 100 à 150-200 clients d'ici fin mars", "level", [115, 130, 140, 150]),
    ("Lancer le nouveau site d'ici fin mars 2027", "deliverable", [None, None, None, None]),
    ("Gagner 50 leads d'ici le 24 novembre 2026", "total", [50]),
]  # fmt: skip


@pytest.mark.parametrize(("goal", "kind", "values"), BY_HAND)
def test_values_by_hand(helper, goal, kind, values):
    plan = helper.rewrite(goal, goal=True).follow_up
    assert (plan.kind, [m.value for m in plan.milestones]) == (kind, values)


@pytest.mark.parametrize(("goal", "code"), [
    ("Vendre plus", "no_deadline"),
    ("Gagner 50 leads", "no_deadline"),
    ("Gagner 50 leads avant le salon", "open_deadline"),
    ("Gagner 50 leads d'ici fin juin 2025", "past"),
    ("Améliorer le taux de conversion d'ici fin juin", "no_target"),
    ("Atteindre 500 abonnés Instagram en 12 mois", "no_baseline"),
    ("Obtenir un panier moyen de 60 € d'ici fin juin", "no_baseline"),
    ("Zéro réclamation d'ici fin juin", "no_baseline"),
    ("Reach 100 sales a month by the end of June 2027", "no_baseline_pace"),
    ("Générer 20 leads par mois d'ici fin juin 2027", "no_baseline_pace"),
    ("Attirer 1 000 visiteurs par jour d'ici fin juin", "no_baseline_pace"),
    ("Accueillir 25 familles chaque dimanche au brunch d'ici fin juin", "no_baseline_pace"),
    ("Accueillir 25 familles chaque dimanche au brunch jusqu'à fin juin", "odd_rhythm"),
    ("Publier 3 posts par jour jusqu'à fin juin", "daily"),
    ("Maintenir le taux de satisfaction à 90 % d'ici fin 2027", "kept"),
    ("Passer de 100 à 100 clients d'ici fin juin", "no_change"),
    ("Increase the open rate by 2% by the end of June", "ambiguous"),
])  # fmt: skip
def test_nothing_is_invented_and_it_says_why(helper, goal, code):
    analysis = helper.rewrite(goal, goal=True)
    assert (analysis.milestones, analysis.follow_up.none_code) == ((), code)
    assert analysis.follow_up.none_because == analysis.to_dict()["follow_up"]["none_because"]
    assert analysis.follow_up.none_because.startswith(("Pas de jalons\u00a0: ", "No milestones: "))
    assert bool(analysis.follow_up.reviews) == (code not in ("no_deadline", "open_deadline", "past"))


def test_the_sum_is_told(helper):
    steps = helper.rewrite("Réduire l'abandon de panier de 70 % à 59,5 % en 6 mois").milestones
    assert steps[0].sum == "20\u00a0% du chemin\u00a0: 70 − 0,2 × (70 − 59,5) = 67,9"
    assert steps[3].sum == "73\u00a0% du chemin\u00a0: 70 − 0,73 × (70 − 59,5) ≈ 62,3"  # 62.335
    below = helper.rewrite("Passer d'une marge de -5 % à 8 % d'ici fin 2027").milestones
    assert below[0].sum == "30\u00a0% du chemin\u00a0: −5 + 0,3 × (8 − (−5)) = −1,1"
    assert helper.rewrite("Win 50 leads by the end of March").milestones[0].sum == "30% of the way: 0.3 × 50 = 15"
    assert helper.rewrite("Win 2 new customers a month over the next 6 months").milestones[0].sum == "1 month × 2 = 2"


def test_a_flow_is_not_a_stock(helper):
    """20 leads in all, 20 a month reached from 12, 20 a month kept up: three plans."""
    in_all = helper.rewrite("Gagner 20 leads en 6 mois").milestones[-1]
    reached = helper.rewrite("Passer de 12 à 20 leads par mois en 6 mois").milestones[-1]
    kept_up = helper.rewrite("Générer 20 leads par mois pendant 6 mois").milestones[-1]
    assert [m.label for m in (in_all, reached, kept_up)] == [
        "Cible\u00a0: 20 au total", "Cible\u00a0: 20 par mois", "Cible\u00a0: 120 au total",
    ]  # fmt: skip


def test_a_cadence_of_the_means_makes_no_flow(helper):
    plan = helper.rewrite("Gagner 500 abonnés en 12 mois, en publiant 3 fois par semaine").follow_up
    assert (plan.kind, plan.target, plan.per) == ("total", 500, None)


def test_the_record_keeps_its_keys(helper):
    record = helper.rewrite("Passer de 100 à 200 clients d'ici fin juin 2027").to_dict()
    assert list(record["milestones"][0]) == ["date", "value", "label", "share", "sum", "review"]
    assert record["milestones"][0]["review"] == "2027-01-04"
    assert record["follow_up"]["rhythm"] == "monthly"


def test_answers_make_milestones(helper):
    answers = {"baseline": "2 %", "target": "3 %", "deadline": "fin juin 2027"}
    steps = helper.rewrite("Augmenter le taux de conversion", answers=answers).milestones
    assert (steps[0].value, steps[-1].value, steps[-1].date) == (2.2, 3.0, date(2027, 6, 30))


def test_assumptions_make_none(helper):
    assert helper.rewrite("Augmenter le taux de conversion", fill="suggest").milestones == ()


@pytest.mark.parametrize(("goal", "rhythm", "count"), [
    ("Win 100 leads by 24 December 2026", "weekly", 5),
    ("Win 100 leads by the end of May 2027", "monthly", 6),
    ("Win 100 leads by the end of 2028", "quarterly", 8),
    ("Win 100 leads by the end of 2031", "quarterly", 20),
])  # fmt: skip
def test_the_number_of_milestones_grows_with_the_horizon(helper, goal, rhythm, count):
    plan = helper.rewrite(goal).follow_up
    assert (plan.rhythm, len(plan.milestones)) == (rhythm, count)


def test_weekends_and_holidays_move_a_milestone_back(helper):
    french = helper.rewrite("Gagner 12 leads d'ici le 14 juillet 2027").follow_up
    assert (french.country, french.milestones[-1].date) == ("FR", date(2027, 7, 13))
    assert "14 juillet" in french.notes[-1]
    english = helper.rewrite("Win 12 leads by 14 July 2027").follow_up
    assert (english.country, english.milestones[-1].date) == ("GB-ENG", date(2027, 7, 14))
    american = Assistant(today=TODAY, follow_up=Options(country="US")).rewrite("Win 12 leads by 5 July 2027").follow_up
    assert american.milestones[-1].date == date(2027, 7, 2)  # Independence Day is kept on Monday the 5th
    plain = Assistant(today=TODAY, follow_up=Options(country="none")).rewrite("Gagner 12 leads d'ici le 14 juillet 2027").follow_up
    assert plain.milestones[-1].date == date(2027, 7, 14)


def test_an_unknown_country_is_told():
    with pytest.raises(ConfigError, match="country: 'ATLANTIS' is not known"):
        Assistant(today=TODAY, follow_up=Options(country="ATLANTIS")).rewrite("Gagner 50 leads d'ici fin juin")


def test_reviews_are_the_first_working_days(helper):
    reviews = helper.rewrite("Gagner 50 leads d'ici fin mars 2027").follow_up.reviews
    assert reviews == tuple(date(y, m, d) for y, m, d in ((2026, 12, 1), (2027, 1, 4), (2027, 2, 1), (2027, 3, 1), (2027, 4, 1)))


@pytest.mark.parametrize(("options", "expected"), [
    (Options("30-60-100"), (0.3, 0.6, 0.8, 1.0)),
    (Options("linear", 0), (0.25, 0.5, 0.75, 1.0)),
    (Options("linear", 20), (0.31, 0.62, 0.94, 1.0)),  # 0.25 / 0.8 …
    (Options("linear", 50), (0.5, 1.0, 1.0, 1.0)),
    (Options("s-curve", 0), (0.16, 0.5, 0.84, 1.0)),  # 3/16 − 2/64
    # December weighs as much as January to March together, so half is done by its end
    (Options("seasonal", 0, season_weights=(1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 3)), (0.5, 0.67, 0.83, 1.0)),
    (Options("seasonal", 0, season_weights=(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)), (0.26, 0.51, 0.74, 1.0)),  # no weight: even
])  # fmt: skip
def test_shapes_by_hand(options, expected):
    ends = (date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31))
    assert shapes.shares(date(2026, 11, 30), ends, options) == expected


def test_the_margin_leaves_time_at_the_end():
    steps = Assistant(today=TODAY, follow_up=Options("linear", 30)).rewrite("Win 100 leads by the end of June 2027").milestones
    assert [m.value for m in steps] == [20, 41, 61, 82, 100, 100]  # 1/7 ÷ 0.7 …; reached at the fifth, held at the end
    assert steps[-1].date == date(2027, 6, 30)


@pytest.mark.parametrize(("start", "target", "kind", "step"), [
    (0, 50, "count", "1"), (10000, 13000, "count", "10"), (3.9, 4.5, "rating", "0.1"), (70, 59.5, "percent", "0.1"), (1.5, 3, "percent", "0.1"),
    (2, 2.5, "percent", "0.01"), (0, 30, "percent", "1"), (12, 8.5, "money", "0.1"), (0.9, 0.5, "money", "0.01"), (0, 20000, "money", "100"),
    (2.5, 7.5, "count", "0.1"), (48, 24, "time", "1"),
])  # fmt: skip
def test_steps_suit_the_unit(start, target, kind, step):
    assert str(step_of(start, target, kind)) == step


amounts = st.one_of(st.integers(0, 10**7).map(float), st.floats(0, 1000).map(lambda x: round(x, 2)))
kinds = st.sampled_from(["count", "money", "percent", "rating", "points", "time"])


@given(amounts, amounts, st.floats(0, 1).map(lambda x: round(x, 2)), kinds)
def test_a_value_lies_on_the_way(start, target, share, kind):
    value, _ = value_at(start, target, share, step_of(start, target, kind))
    assert min(start, target) <= value <= max(start, target)


@settings(max_examples=200, deadline=None)
@given(
    amounts, amounts, kinds, st.integers(0, 3000), st.integers(0, 400), st.sampled_from(SHAPES), st.sampled_from([None, 0, 15, 50]),
    st.sampled_from(["FR", "GB-ENG", "US", "none"]),
)  # fmt: skip
def test_any_plan(start, target, kind, length, later, shape, margin, country):
    """Monotonic towards the target, which is last; days rise, none before the start or after the deadline, all working days."""
    if start == target:
        return
    begin = TODAY + timedelta(days=later)
    end = begin + timedelta(days=length)
    options = Options(shape, margin, country, tuple(range(12)))
    rhythm = days.rhythm_of(begin, end)
    when = days.milestone_days(begin, end, rhythm, country)
    parts = shapes.shares(begin, when, options)
    course = Course("level", start, target, kind, None, begin, end)
    made = _on_the_way(course, when, parts, days.review_days(begin, end, rhythm, country), Wording(get("fr"), course))
    values = [m.value for m in made]
    rising = sorted(values) if target > start else sorted(values, reverse=True)
    assert values == rising
    assert values[-1] == target
    assert len(made) <= days.MOST
    on = [m.date for m in made]
    assert all(a < b for a, b in pairwise(on))
    assert begin <= on[0]
    assert on[-1] <= end
    assert all(days.is_working_day(day, country) for day in on if day != end)
    if any(days.is_working_day(begin + timedelta(days=k), country) for k in range(min(length, 10) + 1)):
        assert days.is_working_day(on[-1], country)
    assert all(m.review is not None and m.review > m.date and days.is_working_day(m.review, country) for m in made)
