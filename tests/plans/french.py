"""A French marketing plan in Word, with everything that people leave in such files; GOALS is what a reader calls goals."""

from tests.plans.word import BOLD, BREAK, ITALIC, RED, bookmark, box, bullet, commented, deleted, docx, field, inserted, link, note, p, run, split, table

GOALS = (
    "Améliorer la visibilité de l’atelier sur Google",
    "Être plus présents sur les réseaux sociaux",
    "Gagner 500 abonnés Instagram d’ici fin juin 2027 en publiant trois fois par semaine",
    "Vendre plus sur la boutique en ligne",
    "Passer le taux de conversion de 1,8 % à 2,5 % d’ici la fin du T3 2027",
    "Réduire le taux d’abandon de panier de 15 % grâce à des relances par e-mail",
    "Décrocher des contrats auprès des hôtels de la région",
    "Fidéliser nos clients",
    "Augmenter le taux de réachat",
    "Améliorer la note moyenne sur Google",
    "Obtenir 30 avis cinq étoiles",
    "Nous voulons aussi doubler le nombre d’inscrits à la newsletter avant la fin de l’année 2027.",
    "Recruter dix nouveaux revendeurs en Bretagne.",
    "Développer la marque",
)


def plan():
    """The bytes of the plan."""
    return docx(
        p("Plan marketing 2027", style="Title"),
        p("L’Atelier Brume fabrique des bougies artisanales à Nantes. En 2026, la boutique en ligne a réalisé 182 000 € de ventes et le panier moyen s’établit à 41 €."),
        p("Le marché de la bougie parfumée a progressé de 8 % en 2025 ; selon l’étude Xerfi, il devrait atteindre 1,2 milliard d’euros en 2028."),
        p("Contexte", style="Titre1"),
        p("Notre équipe compte quatre personnes. Le budget publicitaire est de 1 200 € par mois, validé en octobre.", note(1)),
        bullet("Trafic du site : 12 400 visites par mois en moyenne"),
        bullet("Panier moyen : 41 €, contre 38 € en 2025"),
        bullet("Le fichier clients contient 5 200 adresses"),
        p("Objectifs de notoriété", style="Titre1"),
        bullet(split(GOALS[0], 4, 13, 29)),
        bullet(run("Être plus "), run("présents", BOLD), run(" sur les "), link("réseaux sociaux")),
        bullet(bookmark("cible", split(GOALS[2], 7, 11, 20))),
        p("Objectifs de vente", style="Titre1"),
        bullet(BREAK, commented(5, run("Vendre plus"), run(" sur la boutique en ligne", ITALIC))),
        bullet(run("Passer le taux de conversion de 1,8 % à "), deleted("2,2 %"), inserted("2,5 %"), run(" d’ici la fin du T3 2027")),
        bullet(run("Réduire le taux d’abandon de panier de "), field("REF cible", "15 %", RED), run(" grâce à des relances par e-mail")),
        bullet(run("Décrocher des contrats", BOLD), note(2), run(" auprès des hôtels de la région")),
        p("Objectifs de fidélité", style="Titre1"),
        table(
            ("Objectif", "Indicateur", "Actuel", "Cible", "Échéance", "Responsable"),
            (GOALS[7], "taux de réachat", "18 %", "24 %", "31/12/2027", "Inès"),
            (GOALS[8], "", "", "24 %", "fin 2027", "Nadia"),
            (p(split(GOALS[9], 3, 9)), "note moyenne", "", "à définir", "", ""),
            (GOALS[10], "", "", "", "juin 2027", "Paul"),
        ),
        p("Tableau 1 : suivi des objectifs de fidélité", style="Legende"),
        p("Budget", style="Titre1"),
        table(("Poste", "Montant 2026", "Montant 2027"), ("Publicité", "12 000 €", "14 400 €"), ("Salons", "3 500 €", "4 000 €"), ("Total", "15 500 €", "18 400 €")),
        p("Perspectives", style="Titre1"),
        p("La newsletter compte 1 900 inscrits. ", GOALS[11], " Elle part chaque premier lundi du mois."),
        p(run("Nous comptons "), box(p(GOALS[12])), run("sur un réseau de 40 revendeurs.")),
        p("Rappel", style="Titre2"),
        p("Le plan 2026 a été tenu : 300 nouveaux clients et 2 salons. Faut-il ouvrir une boutique à Rennes ?"),
        p(commented(6, GOALS[13])),
        p(commented(7, "Devenir la marque préférée des Nantais.")),
        footnotes=("Budget adopté par le conseil du 12 octobre 2026.", "Douze hôtels ont été visités en 2026."),
        comments=((5, "À chiffrer avec Paul ?"), (6, "smartgoals: ignore T001"), (7, "smartgoals: ignore")),
        header="Atelier Brume – plan marketing 2027",
    )  # fmt: skip
