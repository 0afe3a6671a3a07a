"""Dates: span, kind and last day of expressions, today being 2026-11-23."""

import pytest

from assistant import lang
from assistant.entities import calendar, dates, feasts
from eval.dataset import load
from tests.conftest import TODAY

FRENCH = [
    ("d'ici fin juin", "fin juin", "deadline", "2027-06-30"),
    ("avant le 15 mars", "15 mars", "deadline", "2027-03-14"),
    ("avant juin", "juin", "deadline", "2027-05-31"),
    ("d'ici la fin du T3", "fin du T3", "deadline", "2027-09-30"),
    ("d'ici la fin de l'année", "fin de l'année", "deadline", "2026-12-31"),
    ("avant la fin du premier semestre", "fin du premier semestre", "deadline", "2027-06-30"),
    ("en 6 mois", "6 mois", "duration", "2027-05-23"),
    ("au cours des 12 prochains mois", "12 prochains mois", "duration", "2027-11-23"),
    ("sous quinze jours", "quinze jours", "duration", "2026-12-08"),
    ("d'ici un an et demi", "un an et demi", "duration", "2028-05-23"),
    ("en 2027", "2027", "period", "2027-12-31"),
    ("au T3", "T3", "period", "2027-09-30"),
    ("ce trimestre", "ce trimestre", "period", "2026-12-31"),
    ("cet été", "cet été", "period", "2027-09-22"),
    ("d'ici l'été", "été", "deadline", "2027-06-21"),
    ("avant l'été", "été", "deadline", "2027-06-20"),
    ("d'ici la rentrée", "rentrée", "deadline", "2027-08-31"),
    ("avant les soldes d'hiver", "soldes d'hiver", "deadline", "2027-01-05"),
    ("à horizon 2028", "2028", "deadline", "2028-12-31"),
    ("pendant l'exercice 2027", "exercice 2027", "period", "2027-12-31"),
    ("le 30/06/2027", "30/06/2027", "deadline", "2027-06-30"),
    ("entre janvier et mars", "janvier et mars", "period", "2027-03-31"),
    ("mi-mars", "mi-mars", "deadline", "2027-03-15"),
    ("d'ici Pâques", "Pâques", "deadline", "2027-03-28"),
    ("d'ici vendredi prochain", "vendredi prochain", "deadline", "2026-11-27"),
    ("au plus tard le 1er septembre 2027", "1er septembre 2027", "deadline", "2027-09-01"),
    ("2 fois par semaine", "2 fois par semaine", "cadence", None),
    ("3 posts/semaine", "/semaine", "cadence", None),
    ("depuis 2024", "2024", "start", None),
    ("à partir de mars", "mars", "start", None),
    ("avant le salon", "salon", "deadline", None),
    ("31 février", "31 février", "deadline", None),
    ("le 45/13/2026", "45/13/2026", "deadline", None),
]
ENGLISH = [
    ("by the end of Q3", "end of Q3", "deadline", "2027-09-30"),
    ("by June", "June", "deadline", "2027-06-30"),
    ("before June 15", "June 15", "deadline", "2027-06-14"),
    ("by 2028", "2028", "deadline", "2028-12-31"),
    ("over the next 18 months", "next 18 months", "duration", "2028-05-23"),
    ("within 90 days", "90 days", "duration", "2027-02-21"),
    ("over the next two quarters", "next two quarters", "duration", "2027-05-23"),
    ("in a year", "a year", "duration", "2027-11-23"),
    ("by EOY", "EOY", "deadline", "2026-12-31"),
    ("H1 2027", "H1 2027", "period", "2027-06-30"),
    ("next quarter", "next quarter", "period", "2027-03-31"),
    ("from May to July", "May to July", "period", "2027-07-31"),
    ("before Christmas", "Christmas", "deadline", "2026-12-24"),
    ("by summer", "summer", "deadline", "2027-06-21"),
    ("this summer", "this summer", "period", "2027-09-22"),
    ("by March 31, 2027", "March 31, 2027", "deadline", "2027-03-31"),
    ("by 03/15/2027", "03/15/2027", "deadline", "2027-03-15"),
    ("15/03/2027", "15/03/2027", "deadline", "2027-03-15"),
    ("by Black Friday", "Black Friday", "deadline", "2026-11-27"),
    ("by the end of next month", "end of next month", "deadline", "2026-12-31"),
    ("by next Friday", "next Friday", "deadline", "2026-11-27"),
    ("3 times a week", "3 times a week", "cadence", None),
    ("weekly", "weekly", "cadence", None),
    ("since 2024", "2024", "start", None),
    ("before the trade show", "trade show", "deadline", None),
]


@pytest.mark.parametrize(("code", "text", "span", "kind", "last"), [("fr", *c) for c in FRENCH] + [("en", *c) for c in ENGLISH])
def test_expression(code, text, span, kind, last):
    found = dates.grammar(code).find(text, TODAY)
    assert [(e.text, e.kind, e.end_date and e.end_date.isoformat()) for e in found] == [(span, kind, last)]


@pytest.mark.parametrize(
    ("code", "text"),
    [("en", "I may run more"), ("fr", "T5"), ("fr", "2027 leads"), ("en", "answer within 4 hours"), ("fr", "en moins de 4 jours")],
)
def test_no_date(code, text):
    assert dates.grammar(code).find(text, TODAY) == []


@pytest.mark.parametrize("year", range(2024, 2034))
def test_sales_periods_follow_the_law(year):
    winter, summer = feasts.EVENTS["sales_winter"](year), feasts.EVENTS["sales_summer"](year)
    assert winter[0].weekday() == summer[0].weekday() == 2
    assert winter[0].day <= 12
    assert 22 <= summer[0].day <= 28


PARTS = [
    ("fr", "boucler lundi en huit", "2026-12-07"), ("fr", "boucler dans la première quinzaine d'avril", "2027-04-15"),
    ("fr", "boucler la deuxième semaine de mai", "2027-05-14"), ("fr", "boucler la semaine du 7 décembre", "2026-12-13"),
    ("fr", "boucler le dernier jour de février 2028", "2028-02-29"), ("fr", "sur la période 2027-2029", "2029-12-31"),
    ("fr", "sur l'année scolaire 2026-2027", "2027-08-31"), ("fr", "sur la saison 2026/2027", None), ("fr", "vendre 20 lots ce week-end", "2026-11-29"),
    ("fr", "vendre 20 lots le week-end prochain", None), ("fr", "finir dans dix-huit mois", "2028-05-23"), ("fr", "finir d'ici le 15", "2026-12-15"),
    ("fr", "finir au bout de deux ans", "2028-11-23"), ("en", "finish in the first half of April", "2027-04-15"),
    ("en", "finish in the last week of May", "2027-05-31"), ("en", "finish the week of December 7", "2026-12-13"),
    ("en", "sell 20 lots from July 13 to 15", "2027-07-15"), ("en", "sell 20 lots July 1-10, 2027", "2027-07-10"),
    ("en", "in the 2027-2029 period", "2029-12-31"), ("en", "in the 2026/27 season", None), ("en", "finish by the end of 2Q27", "2027-06-30"),
    ("en", "finish by New Year's Day", "2027-01-01"), ("en", "finish the day after tomorrow", "2026-11-25"), ("en", "finish by the 15th", "2026-12-15"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "last"), PARTS)
def test_parts_of_months_and_stretches_of_years(code, text, last):
    (entity,) = dates.grammar(code).find(text, TODAY)
    assert (entity.end_date and entity.end_date.isoformat()) == last


@pytest.mark.parametrize(("reckoning", "code", "text", "last"), [
    (calendar.Reckoning(), "en", "close by 3/4/2027", "2027-04-03"),
    (calendar.Reckoning(day_first=False), "en", "close by 3/4/2027", "2027-03-04"),
    (calendar.Reckoning(day_first=False), "fr", "finir avant le 25/12/2027", "2027-12-24"),
    (calendar.Reckoning(fiscal_start=4), "en", "close in FY2027", "2027-03-31"),
    (calendar.Reckoning(fiscal_start=4), "en", "close by FY27 Q2", "2026-09-30"),
    (calendar.Reckoning(fiscal_start=4), "en", "close in Q4 of fiscal year 2027", "2027-03-31"),
    (calendar.Reckoning(), "en", "close by FY27 Q2", "2027-06-30"),
    (calendar.Reckoning(), "en", "close by the end of FY27 H1", "2027-06-30"),
    (calendar.Reckoning(fiscal_start=7), "fr", "finir au T2 de l'exercice 2026-2027", "2026-12-31"),
    (calendar.Reckoning(), "fr", "finir au T2 FY27", "2027-06-30"),
    (calendar.Reckoning(fiscal_start=4), "en", "close by the end of the fiscal year", "2027-03-31"),
    (calendar.Reckoning(fiscal_start=4), "en", "close by the end of the year", "2026-12-31"),
    (calendar.Reckoning(fiscal_start=7), "fr", "finir sur l'exercice 2027", "2027-06-30"),
    (calendar.Reckoning(fiscal_start=7), "fr", "finir en 2027", "2027-12-31"),
    (calendar.Reckoning(fiscal_start=7), "fr", "finir d'ici la fin de l'exercice", "2027-06-30"),
])  # fmt: skip
def test_day_first_and_fiscal_year_by_setting(reckoning, code, text, last):
    (entity,) = dates.grammar(code, reckoning).find(text, TODAY)
    assert entity.end_date.isoformat() == last


@pytest.mark.parametrize("code", lang.available())
def test_the_gates_hide_no_match(code):
    grammar = dates.grammar(code, calendar.PLAIN)
    texts = [
        *[r.text for r in load(["train"]) if r.lang == code][::4],
        "D’ICI LE 3ÈME TRIMESTRE 2027",
        "BY THE 3RD QUARTER OF 2027",
        "٣ mois",
        "",
    ]
    hidden = [(text, pattern.match) for text in texts for i, pattern in enumerate(grammar.patterns)
              if i not in set(grammar.gates.open(text)) and grammar.compiled(i).search(text)]  # fmt: skip
    assert hidden == []
    assert sum(len(grammar.gates.open(text)) for text in texts) < len(texts) * len(grammar.patterns) / 2, "they keep most patterns shut"
