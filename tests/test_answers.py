"""What answers mean: tables in both languages, and any text at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import answers, lang, questions
from assistant.entities import figures
from assistant.records import Question

NB = "\u00a0"
GOALS = {"fr": "Augmenter le taux de conversion", "en": "Increase the conversion rate"}
STARTS = {"fr": {"baseline": "12 %"}, "en": {"baseline": "12%"}}
BOTH = {"fr": {"baseline": "12 %", "target": "20 %"}, "en": {"baseline": "12%", "target": "20%"}}

# (asked slot, answer, kind, values or hint); a "*" before the slot: baseline and target were answered before
FRENCH = [
    ("target", "30% ?", "values", {"target": "30%"}),
    ("target", "environ 30", "values", {"target": f"30{NB}%"}),
    ("target", "disons 20 %", "values", {"target": "20 %"}),
    ("target", "on vise 18 % environ", "values", {"target": "18 %"}),
    ("target", "20", "values", {"target": f"20{NB}%"}),
    ("target", "trente pour cent", "values", {"target": f"30{NB}%"}),
    ("target", "+5 points", "values", {"target": "+5 points"}),
    ("target", "5 points de plus", "values", {"target": "+5 points"}),
    ("target", "20 % de plus", "values", {"target": "+20 %"}),
    ("target", "augmenter de 20 %", "values", {"target": "+20 %"}),
    ("target", "moins de 20 %", "values", {"target": "moins de 20 %"}),
    ("target", "entre 20 et 25 %", "values", {"target": f"20–25{NB}%"}),
    ("target", "doubler", "values", {"target": f"24{NB}%"}),
    ("target", "oui, 18 %", "values", {"target": "18 %"}),
    ("target", "2", "choice", {"target": f"16{NB}%"}),
    ("target", "la deuxième", "choice", {"target": f"16{NB}%"}),
    ("target", "option 3", "choice", {"target": f"17{NB}%"}),
    ("target", "la dernière", "choice", {"target": f"17{NB}%"}),
    ("target", f"16{NB}%{NB}: +4{NB}points", "choice", {"target": f"16{NB}%"}),
    ("target", "les deux", "not_understood", "hint_one"),
    ("target", "20 ou 30", "not_understood", "hint_one"),
    ("target", "banane", "not_understood", "hint_target"),
    ("target", "20 % d'ici juin sur LinkedIn", "values", {"target": "20 %", "deadline": "d'ici juin", "channel": "sur LinkedIn"}),
    ("target", "20 %, auprès des PME", "values", {"target": "20 %", "audience": "PME"}),
    ("target", "de 2 à 4 %", "correction", {"baseline": f"2{NB}%", "target": "4 %"}),
    ("target", "13 % aujourd'hui, 20 % visés", "correction", {"baseline": "13 %", "target": "20 %"}),
    ("target", "6 mois", "values", {"deadline": "6 mois"}),
    ("target", "Gagner 200 abonnés Instagram d'ici mars", "new_goal", {}),
    ("target", "nouvel objectif : Gagner 20 clients", "new_goal", {}),
    ("target", "je ne sais pas", "dont_know", {}),
    ("target", "aucune idée", "dont_know", {}),
    ("target", "?", "dont_know", {}),
    ("target", "je n'ai pas ce chiffre", "dont_know", {}),
    ("target", "passe", "skip", {}),
    ("audience", "peu importe", "skip", {}),
    ("audience", "tout le monde", "skip", {}),
    ("target", "oui", "agree", {}),
    ("target", "non", "refuse", {}),
    ("target", "annule", "undo", {}),
    ("target", "retour", "undo", {}),
    ("target", "undo", "undo", {}),
    ("target", "Recommencer", "restart", {}),
    ("target", "stop", "stop", {}),
    ("target", "C'est bon.", "stop", {}),
    ("deadline", "fin juin", "values", {"deadline": "fin juin"}),
    ("deadline", "d'ici l'été", "values", {"deadline": "d'ici l'été"}),
    ("deadline", "vers fin juin", "values", {"deadline": "fin juin"}),
    ("deadline", "disons à la rentrée", "values", {"deadline": "à la rentrée"}),
    ("deadline", "pour septembre", "values", {"deadline": "septembre"}),
    ("deadline", "sous 3 mois", "values", {"deadline": "sous 3 mois"}),
    ("deadline", "dans un an", "values", {"deadline": "dans un an"}),
    ("deadline", "30/06/2027", "values", {"deadline": "30/06/2027"}),
    ("deadline", "T3", "values", {"deadline": "T3"}),
    ("deadline", "2", "choice", {"deadline": "30 juin 2027"}),
    ("deadline", "juin 2025", "not_understood", "hint_past"),
    ("deadline", "tous les mois", "not_understood", "hint_cadence"),
    ("deadline", "dès que possible", "not_understood", "hint_deadline"),
    ("deadline", "20 %", "values", {"target": "20 %"}),
    ("baseline", "12", "values", {"baseline": f"12{NB}%"}),
    ("baseline", "on est à 12 %", "values", {"baseline": "12 %"}),
    ("baseline", "rien", "values", {"baseline": f"0{NB}%"}),
    ("metric", "disons le taux de clic", "values", {"metric": "le taux de clic"}),
    ("metric", "augmenter le chiffre d'affaires", "values", {"metric": "le chiffre d'affaires"}),
    ("channel", "sur LinkedIn", "values", {"channel": "sur LinkedIn"}),
    ("channel", "1 et 2", "choice", {"channel": "boutique en ligne et relances automatiques"}),
    ("channel", "les deux", "not_understood", "hint_choice"),
    ("audience", "les PME de moins de 50 salariés", "values", {"audience": "les PME de moins de 50 salariés"}),
    ("means", "un stagiaire d'ici juin", "values", {"means": "un stagiaire d'ici juin"}),
    ("means", "publier 2 articles par semaine", "values", {"means": "publier 2 articles par semaine"}),
    ("reason", "augmenter le chiffre d'affaires", "values", {"reason": "augmenter le chiffre d'affaires"}),
    ("*deadline", "non, plutôt 25 %", "correction", {"target": "25 %"}),
    ("*deadline", "en fait 25", "correction", {"target": f"25{NB}%"}),
    ("*deadline", "25 % plutôt", "correction", {"target": "25 %"}),
    ("*deadline", "en fait pour septembre", "values", {"deadline": "septembre"}),
    ("*deadline", "finalement sur LinkedIn", "values", {"channel": "sur LinkedIn"}),
    ("*deadline", "en fait le taux de clic", "correction", {"metric": "le taux de clic"}),
    ("*deadline", "la cible : 25", "correction", {"target": f"25{NB}%"}),
    ("*deadline", "valeur actuelle 13", "correction", {"baseline": f"13{NB}%"}),
    ("*deadline", "non, la deuxième", "choice", {"deadline": "30 juin 2027"}),
    ("*deadline", "en fait je ne sais pas", "dont_know", {}),
]  # fmt: skip
ENGLISH = [
    ("target", "30% ?", "values", {"target": "30%"}),
    ("target", "about 30", "values", {"target": "30%"}),
    ("target", "let's say 20%", "values", {"target": "20%"}),
    ("target", "I'd say 18% or so?", "values", {"target": "18%"}),
    ("target", "20", "values", {"target": "20%"}),
    ("target", "thirty percent", "values", {"target": "30%"}),
    ("target", "+5 points", "values", {"target": "+5 points"}),
    ("target", "5 points more", "values", {"target": "+5 points"}),
    ("target", "20% more", "values", {"target": "+20%"}),
    ("target", "increase by 20%", "values", {"target": "+20%"}),
    ("target", "under 20%", "values", {"target": "under 20%"}),
    ("target", "between 20 and 25%", "values", {"target": "20–25%"}),
    ("target", "double it", "values", {"target": "24%"}),
    ("target", "yes, 18%", "values", {"target": "18%"}),
    ("target", "2", "choice", {"target": "16%"}),
    ("target", "the second one", "choice", {"target": "16%"}),
    ("target", "option 3", "choice", {"target": "17%"}),
    ("target", "the last one", "choice", {"target": "17%"}),
    ("target", "16%: +4 points", "choice", {"target": "16%"}),
    ("target", "both", "not_understood", "hint_one"),
    ("target", "20 or 30", "not_understood", "hint_one"),
    ("target", "banana", "not_understood", "hint_target"),
    ("target", "20% by June on LinkedIn", "values", {"target": "20%", "deadline": "by June", "channel": "on LinkedIn"}),
    ("target", "20%, among SMEs", "values", {"target": "20%", "audience": "SMEs"}),
    ("target", "from 2 to 4%", "correction", {"baseline": "2%", "target": "4%"}),
    ("target", "13% today, 20% hoped for", "correction", {"baseline": "13%", "target": "20%"}),
    ("target", "6 months", "values", {"deadline": "6 months"}),
    ("target", "Win 200 Instagram followers by March", "new_goal", {}),
    ("target", "new goal: Win 20 customers", "new_goal", {}),
    ("target", "I don't know", "dont_know", {}),
    ("target", "I don’t know yet", "dont_know", {}),
    ("target", "no idea", "dont_know", {}),
    ("target", "not sure", "dont_know", {}),
    ("target", "?", "dont_know", {}),
    ("target", "pass", "skip", {}),
    ("target", "skip this one", "skip", {}),
    ("audience", "doesn't matter", "skip", {}),
    ("audience", "everyone", "skip", {}),
    ("target", "yes", "agree", {}),
    ("target", "sounds good", "agree", {}),
    ("target", "no", "refuse", {}),
    ("target", "undo", "undo", {}),
    ("target", "go back", "undo", {}),
    ("target", "Start over", "restart", {}),
    ("target", "stop", "stop", {}),
    ("target", "That's it.", "stop", {}),
    ("deadline", "end of June", "values", {"deadline": "end of June"}),
    ("deadline", "by summer", "values", {"deadline": "by summer"}),
    ("deadline", "around the end of June", "values", {"deadline": "end of June"}),
    ("deadline", "let's say before Christmas", "values", {"deadline": "before Christmas"}),
    ("deadline", "for September", "values", {"deadline": "September"}),
    ("deadline", "within 3 months", "values", {"deadline": "within 3 months"}),
    ("deadline", "in a year", "values", {"deadline": "in a year"}),
    ("deadline", "15 June 2027", "values", {"deadline": "15 June 2027"}),
    ("deadline", "Q3", "values", {"deadline": "Q3"}),
    ("deadline", "2", "choice", {"deadline": "30 June 2027"}),
    ("deadline", "June 2025", "not_understood", "hint_past"),
    ("deadline", "every month", "not_understood", "hint_cadence"),
    ("deadline", "as soon as possible", "not_understood", "hint_deadline"),
    ("deadline", "20%", "values", {"target": "20%"}),
    ("baseline", "12", "values", {"baseline": "12%"}),
    ("baseline", "we're at 12%", "values", {"baseline": "12%"}),
    ("baseline", "nothing yet", "values", {"baseline": "0%"}),
    ("metric", "I'd say the click rate", "values", {"metric": "the click rate"}),
    ("metric", "increase revenue", "values", {"metric": "revenue"}),
    ("channel", "on LinkedIn", "values", {"channel": "on LinkedIn"}),
    ("channel", "1 and 2", "choice", {"channel": "online shop and reminder emails"}),
    ("channel", "both", "not_understood", "hint_choice"),
    ("audience", "SMEs with fewer than 50 staff", "values", {"audience": "SMEs with fewer than 50 staff"}),
    ("means", "an intern by June", "values", {"means": "an intern by June"}),
    ("means", "publish 2 articles a week", "values", {"means": "publish 2 articles a week"}),
    ("reason", "to increase revenue", "values", {"reason": "to increase revenue"}),
    ("*deadline", "no, rather 25%", "correction", {"target": "25%"}),
    ("*deadline", "actually 25", "correction", {"target": "25%"}),
    ("*deadline", "25% instead", "correction", {"target": "25%"}),
    ("*deadline", "actually by September", "values", {"deadline": "by September"}),
    ("*deadline", "in the end on LinkedIn", "values", {"channel": "on LinkedIn"}),
    ("*deadline", "actually the click rate", "correction", {"metric": "the click rate"}),
    ("*deadline", "the target is 25", "correction", {"target": "25%"}),
    ("*deadline", "current value 13", "correction", {"baseline": "13%"}),
    ("*deadline", "no, the second one", "choice", {"deadline": "30 June 2027"}),
    ("*deadline", "actually I don't know", "dont_know", {}),
]  # fmt: skip
TABLE = [("fr", *row) for row in FRENCH] + [("en", *row) for row in ENGLISH]
MADE = {}


def situation(helper, code, slot, given):
    """What is known when a question about a slot is open."""
    key = (code, slot, tuple(given.items()))
    if key not in MADE:
        analysis = helper.analyse(GOALS[code], goal=True)
        context = helper.context(analysis)
        known = questions.answered(context, given)
        made = questions.suggest(known, slot)
        question = Question(slot, "", tuple(s.shown for s in made), tuple(s.value for s in made))
        MADE[key] = answers.Ask(known, context.frame, question, given, analyse=helper.analyse)
    return MADE[key]


@pytest.mark.parametrize(("code", "slot", "text", "kind", "expected"), TABLE)
def test_an_answer_means(helper, code, slot, text, kind, expected):
    before = BOTH[code] if slot.startswith("*") else STARTS[code] if slot == "target" else {}
    reading = answers.read(situation(helper, code, slot.removeprefix("*"), before), text)
    assert (reading.kind, reading.hint or dict(reading.values)) == (kind, expected)


def test_the_tables_are_large_enough_for_both_languages():
    assert min(len(FRENCH), len(ENGLISH)) >= 60


def test_a_bare_number_is_the_value_unless_that_goes_the_wrong_way(helper):
    small = answers.read(situation(helper, "en", "target", {"baseline": "1%"}), "2")
    assert (small.kind, dict(small.values)) == ("values", {"target": "2%"})


def test_every_hint_has_a_text():
    for code in lang.available():
        chat = lang.interface(code).chat
        assert all(f"hint_{name}" in chat for name in ("target", "baseline", "deadline", "choice", "one", "past", "cadence"))


PIECES = st.sampled_from([
    "20 %", "30", "d'ici juin", "fin juin", "by June", "sur LinkedIn", "on LinkedIn", "en fait", "actually", "non,", "no,", "les deux", "both", "2", "cible :", "target is",
    "auprès des PME", "among SMEs", "le taux de clic", "annule", "je ne sais pas", "oui", "nouvel objectif :", "?", "«", "\u202f", "6 mois", "de", "à", "→", "ou", "pour", "x2",
])  # fmt: skip
ANYTHING = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=6).map(" ".join))
SLOTS = ("metric", "target", "baseline", "deadline", "audience", "channel", "means", "reason")


@given(text=ANYTHING, slot=st.sampled_from(SLOTS), code=st.sampled_from(["fr", "en"]), before=st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_text_touches_only_what_is_asked_or_named(helper, text, slot, code, before):
    given_before = BOTH[code] if before else {}
    ask = situation(helper, code, slot, given_before)
    reading = answers.read(ask, text)
    plain = " ".join(text.split()).casefold()
    for name, value in reading.values.items():
        assert value.strip()
        if name == slot:
            continue
        if name in ("channel", "audience", "deadline"):
            assert value.casefold() in plain  # named, in the words of the user
        elif name in ("target", "baseline"):
            assert figures.grammar(code).find(text, [])
        else:
            assert reading.kind == "correction"
    if reading.kind == "choice":
        assert set(reading.values) == {slot}
    elif reading.kind not in ("values", "correction"):
        assert not reading.values
