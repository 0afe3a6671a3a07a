"""Make the sample plans in Word: `python -m eval.samples`. The same input gives the same bytes; a test holds them to this script."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm

from assistant.documents.guard import stamped

FOLDER = Path(__file__).resolve().parent.parent / "data" / "samples"
DAY = datetime(2026, 11, 23)


@dataclass(frozen=True)
class Plan:
    """One sample: what stands in it, in order; "*" in a goal marks where bold begins and ends."""

    name: str
    author: str
    title: str
    intro: tuple[str, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    table_heading: str
    table: tuple[tuple[str, ...], ...]
    ignored: str
    last: tuple[str, str]


FRENCH = Plan(
    "plan_marketing.fr.docx", "Nadia", "Plan marketing 2027 – Atelier Brume",
    ("L’Atelier Brume fabrique des bougies artisanales à Nantes. En 2026, la boutique en ligne a réalisé 182 000 € de ventes et le panier moyen s’établit à 41 €.",
     "Le marché de la bougie parfumée a progressé de 8 % en 2025 ; l’atelier compte quatre personnes."),
    (("Objectifs de notoriété", ("*Améliorer la visibilité* sur Google", "Être plus présents sur les réseaux sociaux",
                                 "Gagner *500 abonnés Instagram* d’ici fin juin 2027 en publiant trois fois par semaine")),
     ("Objectifs de vente", ("Vendre plus sur la boutique en ligne", "Passer le taux de conversion de 1,8 % à 2,5 % d’ici la fin du T3 2027",
                             "Réduire le *taux d’abandon de panier* de 15 % grâce à des relances par e-mail", "Décrocher des contrats auprès des hôtels de la région"))),
    "Objectifs de fidélité",
    (("Objectif", "Indicateur", "Actuel", "Cible", "Échéance", "Responsable"), ("Fidéliser nos clients", "taux de réachat", "18 %", "24 %", "fin 2027", "Inès"),
     ("Obtenir une note moyenne de 4,7/5 sur Google", "", "", "", "à définir", "Paul"), ("Envoyer une newsletter par mois", "", "", "", "", "Nadia")),
    "Devenir la marque préférée des Nantais.",
    ("Budget", "Le budget publicitaire est de 1 200 € par mois, validé en octobre."),
)  # fmt: skip
ENGLISH = Plan(
    "marketing_plan.en.docx", "Tom", "Marketing plan 2027 – Fernhill Cycles",
    ("Fernhill Cycles repairs and sells bikes in Leeds. In 2026 the workshop handled 3,100 repairs and the average rating stood at 4.3.",
     "The UK market for electric bikes grew by 12% in 2025; the team has five people."),
    (("Awareness goals", ("*Be more visible* on Google", "Grow our presence on social media", "Gain *400 Instagram followers* by the end of June 2027 by posting twice a week")),
     ("Sales goals", ("Sell more electric bikes", "Move the conversion rate from 1.2% to 2% by the end of Q3 2027", "Increase *online bookings* by 30% through the website",
                      "Win contracts with local companies"))),
    "Loyalty goals",
    (("Goal", "Indicator", "Baseline", "Target", "Deadline", "Owner"), ("Keep our customers", "repeat purchase rate", "22%", "30%", "end of 2027", "Ann"),
     ("Reach an average rating of 4.6/5", "", "", "", "tbd", "Tom"), ("Send one newsletter a month", "", "", "", "", "Ann")),
    "Become the best-loved bike shop in Yorkshire.",
    ("Budget", "The advertising budget is £900 a month, agreed in October."),
)  # fmt: skip


def made(plan: Plan) -> bytes:
    """The bytes of a sample."""
    document = Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = plan.author
    properties.title, properties.comments = plan.title, ""
    properties.created = properties.modified = DAY
    document.add_heading(plan.title, 0)
    for text in plan.intro:
        document.add_paragraph(text)
    for heading, goals in plan.sections:
        document.add_heading(heading, 1)
        for goal in goals:
            paragraph = document.add_paragraph(style="List Bullet")
            for i, piece in enumerate(goal.split("*")):
                if piece:
                    paragraph.add_run(piece).bold = True if i % 2 else None
    document.add_heading(plan.table_heading, 1)
    table = document.add_table(len(plan.table), len(plan.table[0]), style="Light Grid Accent 1")
    table.autofit = False
    for row, cells in zip(table.rows, plan.table, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for i, column in enumerate(table.columns):
        width = Cm(5.5) if i == 0 else Cm(2.2)
        for cell in column.cells:
            cell.width = width
    paragraph = document.add_paragraph(style="Normal")
    comment = document.add_comment(paragraph.add_run(plan.ignored), "smartgoals: ignore", plan.author, plan.author[:1])
    comment._comment_elm.set(qn("w:date"), DAY.isoformat() + "Z")
    document.add_heading(plan.last[0], 1)
    document.add_paragraph(plan.last[1])
    out = io.BytesIO()
    document.save(out)
    return stamped(out.getvalue())


def main() -> None:
    """Write both samples in data/samples."""
    for plan in (FRENCH, ENGLISH):
        (FOLDER / plan.name).write_bytes(made(plan))
        sys.stdout.write(f"{FOLDER / plan.name}\n")


if __name__ == "__main__":
    main()
