"""Figures: span, kind, value, role."""

import pytest

from assistant.pipeline import Assistant
from tests.conftest import TODAY

CASES = [
    ("fr", "Passer de 2 % à 3,5 %", [("2 %", "percent", 2.0, "baseline"), ("3,5 %", "percent", 3.5, "target")]),
    ("fr", "Réduire les coûts de 10 à 15 %", [("10", "percent", 10.0, "baseline"), ("15 %", "percent", 15.0, "target")]),
    ("fr", "Une hausse de 10 à 15 %", [("10 à 15 %", "percent", 10.0, "change")]),
    ("fr", "Atteindre 20 000 € de CA", [("20 000 €", "money", 20000.0, "target")]),
    ("fr", "Lever 1,5 M€", [("1,5 M€", "money", 1.5e6, "target")]),
    ("fr", "Gagner deux mille cinq cents abonnés", [("deux mille cinq cents", "count", 2500.0, "target")]),
    ("fr", "Signer une dizaine de contrats", [("une dizaine", "count", 10.0, "target")]),
    ("fr", "Obtenir une note de 4,5/5", [("4,5/5", "rating", 4.5, "target")]),
    ("fr", "Doubler les ventes", [("Doubler", "multiplier", 2.0, "change")]),
    ("fr", "Gagner 3 points de NPS", [("3 points", "points", 3.0, "change")]),
    ("fr", "+500 abonnés", [("+500", "count", 500.0, "change")]),
    ("fr", "Ramener le délai de 48 h à 12 h", [("48 h", "time", 48.0, "baseline"), ("12 h", "time", 12.0, "target")]),
    ("fr", "Atteindre 30 ventes contre 12 aujourd'hui", [("30", "count", 30.0, "target"), ("12", "count", 12.0, "baseline")]),
    ("en", "Raise it from 31 to 40%", [("31", "percent", 31.0, "baseline"), ("40%", "percent", 40.0, "target")]),
    ("en", "Cut costs by 10 to 15%", [("10 to 15%", "percent", 10.0, "change")]),
    ("en", "Reach $40k in sales", [("$40k", "money", 40000.0, "target")]),
    ("en", "Raise £2.5m", [("£2.5m", "money", 2.5e6, "target")]),
    ("en", "NPS 45 → 60", [("45", "points", 45.0, "baseline"), ("60", "points", 60.0, "target")]),
    ("en", "Halve the scrap rate", [("Halve", "multiplier", 0.5, "change")]),
    ("en", "Answer 9 out of 10 tickets", [("9 out of 10", "ratio", 0.9, "target")]),
    ("en", "Win twenty-five customers", [("twenty-five", "count", 25.0, "target")]),
    ("en", "10x our traffic", [("10x", "multiplier", 10.0, "change")]),
    ("en", "Win 50 leads by publishing 4 articles", [("50", "count", 50.0, "target"), ("4", "count", 4.0, "means")]),
]


@pytest.mark.parametrize(("code", "text", "expected"), CASES)
def test_figures(helper, code, text, expected):
    helper = type(helper)(today=helper.today, lang=code)
    found = [e for e in helper.analyse(text, goal=True).entities if e.label == "FIGURE"]
    assert [(e.text, e.kind, e.amount, e.role) for e in found] == expected


@pytest.mark.parametrize("text", ["KR2: NPS", "GA4", "T3", "iso 9001", "B2B", "N+1", "top 10", "24/7", "1er"])
def test_names_are_no_figures(helper, text):
    helper = type(helper)(today=helper.today, lang="fr")
    assert not [e for e in helper.analyse(text, goal=True).entities if e.label == "FIGURE"]


@pytest.mark.parametrize("text", ["10^500 leads", "−0 %", "9" * 400 + " leads", "٣٤ leads", "1" + ",000" * 300])
def test_odd_numbers_do_no_harm(helper, text):
    for entity in helper.analyse(f"Gagner {text}", goal=True).entities:
        assert f"Gagner {text}"[entity.start : entity.end] == entity.text


@pytest.mark.parametrize(("lang", "text", "wanted"), [
    ("fr", "12 contrats d'entretien avant Pâques, 30 visites par semaine", ["target", "means"]),
    ("fr", "Ouvrir l'atelier avant juin, 20 k€ étant réservés", ["means"]),
    ("fr", "D'ici fin juin, 40 inscriptions", ["target"]),
    ("fr", "Diviser par deux les pannes du four (14 h en mai)", ["change", "baseline"]),
    ("fr", "Ramener l'attente de 3 jours à 18 heures", ["baseline", "target"]),
    ("fr", "Faire monter la note de 3,2 à 4/5", ["baseline", "target"]),
    ("fr", "Doubler les visites, soit 30 par mois au lieu de 15", ["change", "target", "baseline"]),
    ("en", "Sign 9 wholesalers before Easter, 25 calls a week", ["target", "means"]),
    ("en", "Raise £5,000 on Crowdfunder by June", ["target"]),
    ("en", "20 calls a month by April, $70/mo on the listing", ["target", "means"]),
    ("en", "We aim for 2,500 downloads of the podcast by July", ["target"]),
])  # fmt: skip
def test_roles_beside_the_aim(helper, lang, text, wanted):
    helper = type(helper)(today=helper.today, lang=lang)
    assert [e.role for e in helper.analyse(text, goal=True).entities if e.label == "FIGURE"] == wanted


@pytest.mark.parametrize(
    ("code", "text", "number", "noun"),
    [
        ("fr", "Réduire les délais de 10 jours à 6 jours ; recruter 3 soudeurs d'ici septembre", "3", "soudeurs"),
        ("fr", "Augmenter la production de 20 % en 2027 et recruter 3 soudeurs", "3", "soudeurs"),
        ("en", "Cut lead times from 10 days to 6 and train 3 welders", "3", "welders"),
        ("en", "Cut lead times from 10 days to 6. hire 3 apprentices for line 2", "3", "apprentices"),
    ],
)
def test_who_is_gained_in_a_second_clause_is_counted(code, text, number, noun):
    found = Assistant(today=TODAY, lang=code).analyse(text, goal=True).entities
    assert ("FIGURE", number, "target") in {(e.label, e.text, e.role) for e in found}
    assert ("METRIC", noun) in {(e.label, e.text) for e in found}


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Organiser une porte ouverte en mars", []),
        ("Gagner 30 clients par mois avec une porte ouverte", ["30"]),
        ("Monter une équipe qui se réunit chaque semaine", []),
        ("Créer une page pour chaque mois", []),
        ("Faire une porte ouverte par trimestre", ["une"]),
    ],
)
def test_an_article_is_a_number_only_where_a_cadence_repeats_its_noun(text, figures):
    assert [e.text for e in Assistant(today=TODAY, lang="fr").analyse(text, goal=True).entities if e.label == "FIGURE"] == figures
