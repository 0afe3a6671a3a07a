"""The pairs that the product must handle: each lever's vague wish gets a rewrite, and its S, M, A, R, T filled or asked for."""

import pytest

from assistant.pipeline import Assistant
from tests.conftest import TODAY

# lever, vague wish, what its author answers (facts of the pair)
PAIRS = {
    "fr": [
        ("SEO", "Être plus visible sur Google", {"metric": "trafic organique", "target": "+30 %", "deadline": "6 mois", "means": "le budget SEO prévu", "reason": "attirer des leads"}),
        ("SEA", "Obtenir des leads par la publicité payante", {"target": "50 leads", "channel": "Google Ads", "deadline": "fin juin 2027", "reason": "augmenter le chiffre d'affaires en ligne"}),
        ("social", "Être présent et engageant sur les réseaux sociaux", {"metric": "abonnés Instagram", "target": "+500", "deadline": "12 mois", "means": "du temps en interne", "reason": "faire vivre la communauté"}),
        ("e-mail", "Garder le contact avec nos clients", {"metric": "taux d'ouverture", "target": "+2 points", "deadline": "6 mois", "means": "une campagne ciblée par semaine", "reason": "fidéliser et vendre"}),
        ("content", "Publier un article de blog par semaine", {"deadline": "12 mois", "means": "deux heures de rédaction par semaine", "reason": "attirer un trafic qualifié"}),
        ("reputation", "Avoir de bons avis Google", {"metric": "note moyenne", "baseline": "3,6/5", "target": "4/5", "deadline": "3 mois", "means": "demander un avis à chaque client"}),
        ("influence", "Travailler avec des influenceurs", {"metric": "partenariats", "target": "3", "deadline": "fin mars 2027", "means": "des codes promo suivis"}),
        ("marketplace", "Vendre sur Amazon", {"target": "100 ventes par mois", "deadline": "fin 2027", "means": "un stock réservé", "reason": "diversifier les canaux"}),
        ("e-commerce", "Moins de paniers abandonnés", {"metric": "taux d'abandon de panier", "baseline": "70 %", "target": "59,5 %", "deadline": "6 mois", "means": "des e-mails de relance"}),
        ("B2B services", "Plus de démos", {"target": "+25 %", "deadline": "6 mois", "means": "tester deux boutons d'appel", "channel": "la page de tarifs"}),
        ("inbound", "Améliorer le taux de conversion du site", {"baseline": "1,5 %", "target": "3 %", "deadline": "12 mois"}),
        ("crowdfunding", "Collecter des dons", {"target": "20 000 €", "deadline": "3 mois"}),
        ("local services", "Plus de réservations en ligne", {"target": "+30 %", "deadline": "un an"}),
        ("members", "Gagner des adhérents", {"baseline": "100", "target": "150", "deadline": "3 mois"}),
        ("start-up", "Avoir plus d'utilisateurs", {"baseline": "100", "target": "500", "deadline": "6 mois"}),
    ],
    "en": [
        ("SEO", "Be more visible on Google", {"metric": "organic traffic", "target": "+30%", "deadline": "6 months", "means": "the SEO budget at hand", "reason": "to attract leads"}),
        ("SEA", "Get leads from paid ads", {"target": "50 leads", "deadline": "end of June 2027", "reason": "to increase online revenue"}),
        ("social", "Be present and engaging on social media", {"metric": "Instagram followers", "target": "+500", "deadline": "12 months", "means": "in-house time", "reason": "to keep the community alive"}),
        ("e-mail", "Keep in touch with our customers", {"metric": "open rate", "target": "+2 points", "deadline": "6 months", "means": "one targeted campaign a week"}),
        ("content", "Publish one blog article a week", {"deadline": "12 months", "means": "two hours of writing a week", "reason": "to attract qualified traffic"}),
        ("reputation", "Get good Google reviews", {"metric": "average rating", "baseline": "3.6/5", "target": "4/5", "deadline": "3 months", "means": "ask every customer for a review"}),
        ("influence", "Work with influencers", {"metric": "partnerships", "target": "3", "deadline": "end of March 2027", "means": "tracked promo codes"}),
        ("marketplace", "Sell on Amazon", {"target": "100 sales a month", "deadline": "end of 2027", "means": "organise stock and shipping", "reason": "to diversify our channels"}),
        ("e-commerce", "Fewer abandoned carts", {"metric": "cart abandonment rate", "baseline": "70%", "target": "59.5%", "deadline": "6 months", "means": "e-mail reminders"}),
        ("B2B services", "More demos", {"target": "+25%", "deadline": "6 months", "means": "test two calls to action"}),
        ("inbound", "Improve the conversion rate of the site", {"baseline": "1.5%", "target": "3%", "deadline": "12 months"}),
        ("crowdfunding", "Raise donations", {"target": "€20,000", "deadline": "3 months"}),
        ("local services", "More online bookings", {"target": "+30%", "deadline": "a year"}),
        ("members", "Win members", {"baseline": "100", "target": "150", "deadline": "3 months"}),
        ("start-up", "Have more users", {"baseline": "100", "target": "500", "deadline": "6 months"}),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("code", "lever", "wish", "answers"), [(code, *pair) for code, pairs in PAIRS.items() for pair in pairs])
def test_each_lever_gets_a_rewrite_with_every_letter_told(code, lever, wish, answers):
    helper = Assistant(today=TODAY, lang=code)
    for analysis in (
        helper.rewrite(wish, goal=True),
        helper.rewrite(wish, goal=True, fill="suggest"),
        helper.rewrite(wish, goal=True, answers=answers),
    ):
        made = analysis.rewrite
        assert made.changed, lever
        assert list(made.smart) == list("SMART")
        assert all(line.strip() for line in made.smart.values()), (lever, made.smart)
    assert not made.placeholders or {"baseline", "metric"} >= {p.slot for p in made.placeholders}, made.text
    for slot in ("target", "baseline", "deadline"):
        if slot in answers:
            assert answers[slot].lstrip("+").split()[0] in made.text, (slot, made.text)
    assert answers["deadline"] in made.smart["T"]


@pytest.mark.parametrize(("text", "rhythm"), [
    ("Gagner 50 leads en 4 semaines", "chaque semaine"), ("Gagner 50 leads en 6 mois", "chaque mois"), ("Gagner 50 leads d'ici fin 2028", "chaque trimestre"), ("Win 50 leads in 3 weeks", "every week"),
])  # fmt: skip
def test_the_rhythm_of_reviews_follows_the_time(helper, text, rhythm):
    assert rhythm in helper.rewrite(text, goal=True).rewrite.smart["T"]


@pytest.mark.parametrize("fill", ["placeholder", "suggest"])
@pytest.mark.parametrize("text", ["Lancer un blog", "Vendre plus", "Launch a blog", "Sell more"])
def test_the_lines_show_a_figure_where_the_sentence_does(helper, text, fill):
    made = helper.rewrite(text, fill=fill, goal=True).rewrite
    shown = any(t.slot == "change" for t in made.provenance)
    assert shown == any(c.isdigit() for c in made.smart["M"].split("·")[0])
