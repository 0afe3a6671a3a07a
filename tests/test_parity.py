"""Both languages know the same: one goal said in either gets the same verdicts and rules."""

from collections import Counter
from datetime import date

import pytest

from assistant import lang
from assistant.entities.phrases import normal
from assistant.knowledge import knowledge
from assistant.pipeline import Assistant

TODAY = date(2026, 11, 23)
SHARED = {("turnover",)}  # of staff or of money: told by the figures
# Of each unit: from and to, as English and French say them, upwards.
VALUES = {
    "percent": (("10%", "12%"), ("10 %", "12 %")),
    "rating": (("4.1", "4.4"), ("4,1", "4,4")),
    "money": (("€10,000", "€11,000"), ("10 000 €", "11 000 €")),
    "time": (("10 hours", "12 hours"), ("10 heures", "12 heures")),
    "points": (("30", "34"), ("30", "34")),
    "count": (("200", "220"), ("200", "220")),
}


def the(entry):
    """A French indicator with its article."""
    if entry.number == "p":
        return f"les {entry.name}"
    if entry.name[0].lower() in "aeéiouh":
        return f"l'{entry.name}"
    return f"{'la' if entry.gender == 'f' else 'le'} {entry.name}"


def couples():
    """(English, French) goals on every indicator of the catalogue: with values, without, with means and a purpose."""
    english, french = lang.get("en").kpis, lang.get("fr").kpis
    for identity, kpi in knowledge().kpis.items():
        up = kpi.direction != "down"
        (low, high), (bas, haut) = VALUES.get(kpi.unit, VALUES["count"])
        one, two, un, deux = (low, high, bas, haut) if up else (high, low, haut, bas)
        verb, verbe = ("Increase", "Augmenter") if up else ("Reduce", "Réduire")
        name, nom = english[identity].name, the(french[identity])
        yield f"{verb} {name} from {one} to {two} by June 2027", f"{verbe} {nom} de {un} à {deux} d'ici juin 2027"
        yield f"{verb} {name}", f"{verbe} {nom}"
        yield (
            f"{verb} {name} by 10% within 6 months through LinkedIn to finance the new shop",
            f"{verbe} {nom} de 10 % en 6 mois via LinkedIn pour financer la nouvelle boutique",
        )


def outcome(helper, text):
    analysis = helper.analyse(text, goal=True)
    return {name: v.status for name, v in analysis.criteria.items()}, {f.rule for f in analysis.findings}


def test_a_goal_on_any_indicator_gets_the_same_verdicts_and_rules_in_both_languages():
    english, french = Assistant(today=TODAY, lang="en"), Assistant(today=TODAY, lang="fr")
    pairs = list(couples())
    differing = [(e, f) for e, f in pairs if outcome(english, e) != outcome(french, f)]
    assert len(differing) <= 0.02 * len(pairs), differing


@pytest.mark.parametrize("code", ["en", "fr"])
def test_a_name_belongs_to_one_indicator(code):
    owners = {}
    for identity, entry in lang.get(code).kpis.items():
        for name in (entry.name, *entry.synonyms, *entry.aliases):
            owners.setdefault(normal(name), set()).add(identity)
    assert {name for name, ids in owners.items() if len(ids) > 1} - SHARED <= {("conversion",)}  # singular and plural are two indicators


def test_both_languages_have_about_as_many_names_for_each_indicator():
    count = {code: Counter({i: len({e.name, *e.synonyms, *e.aliases}) for i, e in lang.get(code).kpis.items()}) for code in ("en", "fr")}
    poor = [i for i in count["en"] if min(count["en"][i], count["fr"][i]) * 2.5 < max(count["en"][i], count["fr"][i])]
    assert not poor


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("Grow turnover to £500k by December 2027", "revenue"),
        ("Bring turnover down from 34% to 25% by the end of 2027", "staff-turnover"),
        ("Bring the share of pupils who read well from 61% to 75% by June 2027", None),
        ("Cut the paediatric A&E wait from 3 h 10 to 2 h by 30 November 2027", "waiting-time"),
        ("Cut cost per qualified lead from €40 to €30 by June 2027", "cost-per-lead"),
    ],
)
def test_an_indicator_is_identified_by_its_own_words_and_figures(text, identity):
    assert Assistant(today=TODAY, lang="en").analyse(text, goal=True).frame.metric.id == identity


@pytest.mark.parametrize(
    ("code", "text", "means"),
    [
        ("en", "Have 38% of shoppers reorder within 90 days in 2027", None),
        ("fr", "Ne pas dépasser deux accidents avec arrêt sur les chantiers en 2027", None),
        ("fr", "10 000 ventes sur Amazon d'ici Noël en partant de 6 par mois", None),
        ("en", "Get the manager job before October, by taking the course on Tuesday evenings", "by taking the course on Tuesday evenings"),
        ("fr", "Réduire les pannes de 20 % d'ici juin, avec un contrat d'entretien", "avec un contrat d'entretien"),
    ],
)
def test_a_cue_of_means_is_a_word_of_its_own(code, text, means):
    found = Assistant(today=TODAY, lang=code).analyse(text, goal=True).frame.means
    assert (found and text[slice(*found)]) == means


@pytest.mark.parametrize(
    ("code", "text", "status"),
    [
        ("en", "Bring down the fleet's maintenance cost in Q4 2027", "met"),
        ("fr", "Faire baisser le coût de maintenance de la flotte au T4 2027", "met"),
        ("en", "Increase our company's sales", "partial"),
        ("fr", "Augmenter les ventes de notre entreprise", "partial"),
        ("fr", "Une attente plus courte au standard", "met"),
        ("en", "Launch a help centre for landlords by mid-April to reduce phone calls", "met"),
        ("fr", "Lancer un centre d'aide pour les bailleurs d'ici mi-avril afin de réduire les appels", "met"),
        ("en", "Keep business customers informed by email during outages", "missing"),
        ("fr", "Garder les familles informées par e-mail pendant les travaux", "missing"),
        ("en", "Find better clients", "partial"),
        ("en", "Sell more shoes", "missing"),
        ("fr", "Vendre plus de chaussures", "missing"),
    ],
)
def test_what_delimits_an_indicator_is_the_same_in_both_languages(code, text, status):
    assert Assistant(today=TODAY, lang=code).analyse(text, goal=True).criteria["specific"].status == status


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("en", "Increase press mentions from 200 to 220 by June 2027", True),  # "Mention" is a tool, "mentions" are none
        ("en", "Increase press mentions from 200 to 220 by June 2027, read in Mention", False),
        ("en", "KR2: switchboard waiting time from 3 min 30 to 1 min by April", True),
        ("fr", "KR2 : temps d'attente au standard de 3 min 30 à 1 min d'ici avril", True),
        ("fr", "Limiter les départs d'infirmières à quatre en 2027, contre onze en 2026", True),
    ],
)
def test_the_tool_that_reads_an_indicator_is_asked_for_alike(code, text, found):
    findings = Assistant(today=TODAY, lang=code).analyse(text, goal=True).findings
    assert ("M005" in {f.rule for f in findings}) == found
