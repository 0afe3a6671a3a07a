"""Plans of other shapes (a town's strategy, a briefing note, OKRs, a charity's plan): a goal begins with the mark G."""

import io

G = "#G# "
T, H1, H2, P, B, TAB = "T", "H1", "H2", "P", "B", "TAB"
TOWN = [(T, "Stratégie de communication 2027 – Mairie de Saint-Lormel"),(H1, "1. Introduction"),
(P, "Saint-Lormel compte 8 400 habitants. Le site de la ville a reçu 61 000 visites en 2026, soit 12 % de plus qu’en 2025."),
(P, "La page Facebook rassemble 3 200 abonnés et le bulletin municipal est tiré à 4 000 exemplaires."),
(H1, "2. Diagnostic"),(B, "Taux de satisfaction : 64 % (enquête de mai 2026)"),(B, "Deux agents, dont un à mi-temps"),(B, "Budget : 38 000 € par an"),(B, "Le taux d’ouverture de la lettre d’information plafonne à 22 %"),
(H1, "3. Axes stratégiques"),(H2, "Axe 1 : mieux informer"),(P, G + "Faire passer le taux d’ouverture de la lettre d’information de 22 % à 30 % d’ici décembre 2027."),(P, "Les rubriques seront revues avec les élus."),
(P, G + "Porter à 5 000 le nombre d’abonnés Facebook avant l’été 2027."),(H2, "Axe 2 : associer les habitants"),(B, G + "Réunir 300 participants aux conseils de quartier en 2027"),(B, G + "Augmenter la participation des jeunes"),(B, G + "Recueillir plus d’avis sur les projets"),
(H1, "4. Calendrier"),(P, "Janvier : cadrage. Février : appel d’offres. Mars : lancement du nouveau site."),(H1, "5. Annexes"),(P, "Source : Insee, recensement 2023."),(B, "Liste des 14 associations partenaires")]  # fmt: skip
NOTE = [(T, "Note de cadrage – relance commerciale"),(P, "La direction a validé le 3 novembre une enveloppe de 45 000 €. Le chiffre d’affaires a reculé de 6 % au premier semestre."),(P, "Pourquoi maintenant ? Parce que nos deux principaux concurrents ont baissé leurs prix de 8 %."),
(P, "**Nos ambitions :**"),(B, G + "Reconquérir 60 anciens clients d’ici la fin du S1 2027"),(B, G + "Ramener le délai de réponse de 72 h à 24 h"),(B, G + "+15 % de devis signés au T2"),(B, G + "Mieux fidéliser les grands comptes"),
(P, "Moyens"),(B, "Un commercial supplémentaire recruté en septembre"),(B, "Un CRM (HubSpot) déployé en 2026"),(P, "Il ne faut pas oublier de prévenir les agences."),
(TAB, [("Action","Pilote","Budget"),("Campagne d’e-mailing","Julie","4 000 €"),("Salon Pollutec","Marc","12 000 €")]),
(TAB, [("Objectifs","KPI","Pilote","Date"),(G + "Développer les ventes additionnelles","panier moyen","Marc","31/12/2027"),(G + "Réduire les impayés","taux d’impayés","Julie","")])]  # fmt: skip
OKRS = [(T, "FY27 growth brief"),(H1, "Summary"),(P, "Revenue reached $4.2M in FY26, up 9% year on year. Churn stood at 3.1% a month and NPS at 41."),(P, "Our two largest competitors cut prices by 10% in March."),
(H1, "Objectives and key results"),(H2, "O1: Become the first choice of small agencies"),(B, G + "KR1: Raise NPS from 41 to 55 by Q4"),(B, G + "KR2: Grow agency accounts from 120 to 200 by the end of 2027"),(B, G + "KR3: Cut onboarding time from 14 days to 5"),
(H2, "O2: Build a healthier pipeline"),(B, G + "Generate 400 qualified leads a quarter"),(B, G + "Improve win rate"),(P, "We publish two webinars a month and attend four trade shows."),
(H1, "Risks"),(B, "Hiring may take longer than planned"),(B, "The ad budget of $60k is frozen until February"),(H1, "What we will stop"),(P, "We no longer aim for 1,000 self-serve sign-ups."),(H1, "Next steps"),(P, "Anna will present the dashboard on 12 January.")]  # fmt: skip
CHARITY = [(T, "Charity fundraising plan"),(P, "Last year 2,300 donors gave £310,000. The average gift was £135."),(H1, "Aims"),(P, G + "Raise £400,000 by March 2028."),(P, G + "We want to recruit 500 regular givers this year."),(P, "Our trustees met in October and approved a budget of £25,000."),
(TAB, [("Objective","Measure","Current","Target","By when","Lead"),(G + "Grow legacy giving","pledges","40","75","Dec 2027","Moira"),(G + "Retain more donors","retention rate","54%","62%","end of 2027","Sam")]),
(TAB, [("Month","Donations"),("January","£21,000"),("February","£18,500")]),(H1, "Background"),(B, "63% of donors are over 60"),(B, "Direct mail response rate: 4.1% in 2026"),(P, G + "Our ambition is to be the best-known hospice in the county.")]  # fmt: skip
PLANS = {"town": TOWN, "note": NOTE, "okrs": OKRS, "charity": CHARITY}


def plan(rows):
    """(the bytes of a Word document, the texts of its goals)."""
    from docx import Document

    made, goals = Document(), []

    def plain(text):
        if text.startswith(G):
            goals.append(text.removeprefix(G))
        return text.removeprefix(G)

    for kind, content in rows:
        if kind == TAB:
            table = made.add_table(len(content), len(content[0]))
            for row, texts in zip(table.rows, content, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = plain(text)
        elif kind == P and content.startswith("**"):
            made.add_paragraph().add_run(content.strip("*")).bold = True
        elif kind in (P, B):
            made.add_paragraph(plain(content), style="List Bullet" if kind == B else None)
        else:
            made.add_heading(content, 0 if kind == T else int(kind[1]))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue(), goals
