"""The 120 hardest expressions: where dateparser, Recognizers-Text and Duckling go wrong or stay silent. Today is 2026-11-23."""

import pytest

# language, text, label, span, kind, value: last day of a DATE (None: the text cannot tell), amount of a FIGURE, or (amount, upper end)
DATES = [
    ("fr", "Lancer l'offre au T3", "T3", "period", "2027-09-30"),
    ("fr", "Lancer l'offre au 3e trimestre 2027", "3e trimestre 2027", "period", "2027-09-30"),
    ("fr", "Lancer l'offre au troisième trimestre", "troisième trimestre", "period", "2027-09-30"),
    ("fr", "Boucler le dossier d'ici fin T1", "fin T1", "deadline", "2027-03-31"),
    ("fr", "Boucler le dossier d'ici T4 2026", "T4 2026", "deadline", "2026-12-31"),
    ("fr", "Boucler le dossier avant le T2", "T2", "deadline", "2027-03-31"),
    ("fr", "Boucler le dossier au second semestre", "second semestre", "period", "2026-12-31"),
    ("fr", "Boucler le dossier au S1 2027", "S1 2027", "period", "2027-06-30"),
    ("fr", "Boucler le dossier d'ici la fin du semestre", "fin du semestre", "deadline", "2026-12-31"),
    ("fr", "Boucler le dossier dans les 12 prochains mois", "12 prochains mois", "duration", "2027-11-23"),
    ("fr", "Boucler le dossier au cours des deux prochains trimestres", "deux prochains trimestres", "duration", "2027-05-23"),
    ("fr", "Boucler le dossier sous une quinzaine", "une quinzaine", "duration", "2026-12-08"),
    ("fr", "Boucler le dossier d'ici 18 mois", "18 mois", "duration", "2028-05-23"),
    ("fr", "Boucler le dossier en deux ans et demi", "deux ans et demi", "duration", "2029-05-23"),
    ("fr", "Boucler le dossier d'ici trois semaines", "trois semaines", "duration", "2026-12-14"),
    ("fr", "Boucler le dossier avant la rentrée", "rentrée", "deadline", "2027-08-30"),
    ("fr", "Boucler le dossier pour la rentrée 2028", "rentrée 2028", "deadline", "2028-08-31"),
    ("fr", "Vendre le stock pendant les soldes d'hiver", "soldes d'hiver", "period", "2027-02-02"),
    ("fr", "Vendre le stock avant les soldes d'été", "soldes d'été", "deadline", "2027-06-22"),
    ("fr", "Vendre le stock pour le Black Friday", "Black Friday", "deadline", "2026-11-27"),
    ("fr", "Vendre le stock avant Noël", "Noël", "deadline", "2026-12-24"),
    ("fr", "Vendre le stock d'ici la Saint-Valentin", "Saint-Valentin", "deadline", "2027-02-14"),
    ("fr", "Vendre le stock d'ici la fête des mères", "fête des mères", "deadline", "2027-05-30"),
    ("fr", "Vendre le stock d'ici la Toussaint", "Toussaint", "deadline", "2027-11-01"),
    ("fr", "Tenir la marge sur l'exercice 2027", "exercice 2027", "period", "2027-12-31"),
    ("fr", "Tenir la marge en 2027", "2027", "period", "2027-12-31"),
    ("fr", "Tenir la marge à l'horizon 2030", "2030", "deadline", "2030-12-31"),
    ("fr", "Livrer courant mars", "courant mars", "period", "2027-03-31"),
    ("fr", "Livrer mi-avril", "mi-avril", "deadline", "2027-04-15"),
    ("fr", "Livrer début juin", "début juin", "deadline", "2027-06-10"),
    ("fr", "Livrer fin 2027", "fin 2027", "deadline", "2027-12-31"),
    ("fr", "Livrer entre janvier et mars", "janvier et mars", "period", "2027-03-31"),
    ("fr", "Livrer de mai à juillet 2027", "mai à juillet 2027", "period", "2027-07-31"),
    ("fr", "Livrer au plus tard le 15/03/2027", "15/03/2027", "deadline", "2027-03-15"),
    ("fr", "Livrer le 2027-03-15", "2027-03-15", "deadline", "2027-03-15"),
    ("fr", "Livrer avant le 1er septembre", "1er septembre", "deadline", "2027-08-31"),
    ("fr", "Livrer la semaine 12", "semaine 12", "period", "2027-03-28"),
    ("fr", "Livrer le mois prochain", "mois prochain", "period", "2026-12-31"),
    ("fr", "Livrer d'ici la fin du mois", "fin du mois", "deadline", "2026-11-30"),
    ("fr", "Livrer cet automne", "cet automne", "period", "2026-12-20"),
    ("fr", "Livrer avant l'assemblée générale", "assemblée générale", "deadline", None),
    ("fr", "Livrer le 31 février", "31 février", "deadline", None),
    ("fr", "Gagner 10 leads dici fin fevrier", "fin fevrier", "deadline", "2027-02-28"),
    ("en", "Close the file by the end of Q3", "end of Q3", "deadline", "2027-09-30"),
    ("en", "Close the file by Q2", "Q2", "deadline", "2027-06-30"),
    ("en", "Close the file in the third quarter of 2027", "third quarter of 2027", "period", "2027-09-30"),
    ("en", "Close the file before Q3", "Q3", "deadline", "2027-06-30"),
    ("en", "Close the file by EOQ", "EOQ", "deadline", "2026-12-31"),
    ("en", "Close the file by EOM", "EOM", "deadline", "2026-11-30"),
    ("en", "Close the file by EOY 2027", "EOY 2027", "deadline", "2027-12-31"),
    ("en", "Close the file in H2 2027", "H2 2027", "period", "2027-12-31"),
    ("en", "Close the file by year end", "year end", "deadline", "2026-12-31"),
    ("en", "Close the file by the end of the fiscal year", "end of the fiscal year", "deadline", "2026-12-31"),
    ("en", "Close the file in FY2027", "FY2027", "period", "2027-12-31"),
    ("en", "Close the file over the next two quarters", "next two quarters", "duration", "2027-05-23"),
    ("en", "Close the file within a fortnight", "a fortnight", "duration", "2026-12-07"),
    ("en", "Close the file in the next year and a half", "next year and a half", "duration", "2028-05-23"),
    ("en", "Close the file within the next 18 months", "next 18 months", "duration", "2028-05-23"),
    ("en", "Close the file within six weeks", "six weeks", "duration", "2027-01-04"),
    ("en", "Close the file by mid-May", "mid-May", "deadline", "2027-05-15"),
    ("en", "Close the file by early June", "early June", "deadline", "2027-06-10"),
    ("en", "Close the file by late March", "late March", "deadline", "2027-03-31"),
    ("en", "Close the file before Easter", "Easter", "deadline", "2027-03-27"),
    ("en", "Close the file before Thanksgiving", "Thanksgiving", "deadline", "2026-11-25"),
    ("en", "Close the file by back-to-school", "back-to-school", "deadline", "2027-08-31"),
    ("en", "Close the file by Labor Day", "Labor Day", "deadline", "2027-09-06"),
    ("en", "Close the file from May to July", "May to July", "period", "2027-07-31"),
    ("en", "Close the file between January and March", "January and March", "period", "2027-03-31"),
    ("en", "Close the file on 3/15/2027", "3/15/2027", "deadline", "2027-03-15"),
    ("en", "Close the file on March 3rd, 2027", "March 3rd, 2027", "deadline", "2027-03-03"),
    ("en", "Close the file on the 1st of September", "1st of September", "deadline", "2027-09-01"),
    ("en", "Close the file by next Friday", "next Friday", "deadline", "2026-11-27"),
    ("en", "Close the file this autumn", "this autumn", "period", "2026-12-20"),
    ("en", "Close the file by winter 2027", "winter 2027", "deadline", "2027-12-21"),
    ("en", "Close the file by the end of the decade", "end of the decade", "deadline", "2029-12-31"),
    ("en", "Close the file in week 12", "week 12", "period", "2027-03-28"),
    ("en", "Close the file by 2030", "2030", "deadline", "2030-12-31"),
    ("en", "Close the file before the trade show", "trade show", "deadline", None),
    ("en", "Close the file by February 30", "February 30", "deadline", None),
]  # fmt: skip
FIGURES = [
    ("fr", "Atteindre deux mille cinq cents abonnés", "deux mille cinq cents", "count", 2500),
    ("fr", "Atteindre quatre-vingt-dix-sept adhérents", "quatre-vingt-dix-sept", "count", 97),
    ("fr", "Atteindre soixante et onze adhérents", "soixante et onze", "count", 71),
    ("fr", "Atteindre 20 000 € de ventes", "20 000 €", "money", 20000),
    ("fr", "Atteindre 1 250 000 visites", "1 250 000", "count", 1250000),
    ("fr", "Atteindre 1,2 M€ de ventes", "1,2 M€", "money", 1.2e6),
    ("fr", "Atteindre 3 Mds d'euros de ventes", "3 Mds d'euros", "money", 3e9),
    ("fr", "Atteindre 45 k€ de MRR", "45 k€", "money", 45000),
    ("fr", "Passer de 2% à 3,5%", "3,5%", "percent", 3.5),
    ("fr", "Réduire les coûts d'un tiers", "un tiers", "ratio", 1 / 3),
    ("fr", "Réduire les coûts de trois quarts", "trois quarts", "ratio", 0.75),
    ("fr", "Réduire de moitié les coûts", "moitié", "ratio", 0.5),
    ("fr", "Signer une douzaine de clients", "une douzaine", "count", 12),
    ("fr", "Décupler le trafic", "Décupler", "multiplier", 10),
    ("fr", "Vendre deux fois plus", "deux fois plus", "multiplier", 2),
    ("fr", "Ventes x3 en un an", "x3", "multiplier", 3),
    ("fr", "Gagner 50 pb de marge", "50 pb", "points", 50),
    ("fr", "Gagner 2,5 pts de marge", "2,5 pts", "points", 2.5),
    ("fr", "Tenir une note de 4,5/5", "4,5/5", "rating", 4.5),
    ("fr", "Satisfaire 9 clients sur 10", "9 clients sur 10", "ratio", 0.9),
    ("fr", "Obtenir de 10 à 15 leads", "10", "count", 10),
    ("fr", "Répondre en moins de 4 h", "4 h", "time", 4),
    ("en", "Reach two thousand five hundred subscribers", "two thousand five hundred", "count", 2500),
    ("en", "Reach a couple of hundred members", "a couple of hundred", "count", 200),
    ("en", "Raise $1.2m in donations", "$1.2m", "money", 1.2e6),
    ("en", "Raise USD 40k in donations", "USD 40k", "money", 40000),
    ("en", "Raise 2 million pounds", "2 million pounds", "money", 2e6),
    ("en", "Cut costs by a third", "a third", "ratio", 1 / 3),
    ("en", "Cut churn by 50 bps", "50 bps", "points", 50),
    ("en", "Cut churn by 1.5 pp", "1.5 pp", "points", 1.5),
    ("en", "Grow from 31 to 40%", "40%", "percent", 40),
    ("en", "Grow sales tenfold", "tenfold", "multiplier", 10),
    ("en", "Make sales 10x", "10x", "multiplier", 10),
    ("en", "Halve the backlog", "Halve", "multiplier", 0.5),
    ("en", "Sign half a dozen clients", "half a dozen", "count", 6),
    ("en", "Hold a 3:1 pipeline ratio", "3:1", "ratio", 3),
    ("en", "Hold a rating of 4.6 out of 5", "4.6 out of 5", "rating", 4.6),
    ("en", "Get 9 out of 10 customers to renew", "9 out of 10", "ratio", 0.9),
    ("en", "Reach 1,250,000 visits", "1,250,000", "count", 1250000),
    ("en", "Reply in under 90 minutes", "90 minutes", "time", 90),
    ("en", "Reach 12.5k followers", "12.5k", "count", 12500),
]  # fmt: skip


def found(helper, lang, text, label):
    helper = type(helper)(today=helper.today, lang=lang)
    return [e for e in helper.analyse(text, goal=True).entities if e.label == label]


@pytest.mark.parametrize(("lang", "text", "span", "kind", "last"), DATES)
def test_dates(helper, lang, text, span, kind, last):
    assert [(e.text, e.kind, e.end_date and e.end_date.isoformat()) for e in found(helper, lang, text, "DATE")] == [(span, kind, last)]


@pytest.mark.parametrize(("lang", "text", "span", "kind", "amount"), FIGURES)
def test_figures(helper, lang, text, span, kind, amount):
    entity = next((e for e in found(helper, lang, text, "FIGURE") if e.text == span), None)
    assert entity is not None
    assert (entity.kind, entity.amount) == (kind, pytest.approx(amount, rel=1e-3))


def test_there_are_120():
    assert len(DATES) + len(FIGURES) == 120
