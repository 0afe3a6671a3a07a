"""Make the page of sample rewrites, 20 a language: `python -m eval.showcase`. A test holds `data/samples/rewrites.*.md` to it."""

# ruff: noqa: E501 - a sample a line
from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.pipeline import Assistant
from eval.predict import TODAY

FOLDER = Path(__file__).resolve().parent.parent / "data" / "samples"


@dataclass(frozen=True)
class Sample:
    """A goal, and what its author answered; without answers the gaps stay marked, or are filled with assumptions."""

    goal: str
    answers: Mapping[str, str] = field(default_factory=dict)
    fill: str = "placeholder"


@dataclass(frozen=True)
class Page:
    """The samples of one language, and the words around them."""

    name: str
    code: str
    title: str
    about: str
    headings: tuple[str, str, str]
    samples: tuple[Sample, ...]


FRENCH = Page(
    "rewrites.fr.md", "fr", "# Vingt réécritures",
    "Page produite par `python -m eval.showcase`, jour de référence : 23 novembre 2026. Chaque objectif est suivi de sa réécriture.",
    ("## Avec les réponses de l’auteur", "## Avec des trous marqués", "## Avec des hypothèses à confirmer"),
    (
        Sample("Vendre plus de bougies", {"metric": "bougies vendues par mois", "baseline": "40", "target": "60", "deadline": "30 juin 2027", "means": "deux offres par semaine"}),
        Sample("Être plus visible sur Google", {"metric": "trafic organique", "target": "+30 %", "deadline": "d’ici 6 mois", "means": "quatre articles par mois"}),
        Sample("Améliorer le taux d’ouverture de la newsletter", {"baseline": "21 %", "target": "25 %", "deadline": "fin mai", "means": "un seul sujet par envoi"}),
        Sample("Réduire les abandons de panier", {"metric": "taux d’abandon de panier", "baseline": "70 %", "target": "59,5 %", "deadline": "fin mai 2027", "means": "des relances par e-mail"}),
        Sample("Fidéliser nos clients", {"metric": "taux de réachat", "baseline": "18 %", "target": "24 %", "deadline": "fin 2027", "reason": "dépendre moins de la publicité"}),
        Sample("Recruter des soudeurs", {"target": "3", "deadline": "avant l’été", "channel": "les lycées professionnels"}),
        Sample("Lancer un podcast", {"metric": "écoutes par épisode", "target": "500", "deadline": "fin juin"}),
        Sample("Avoir de bons avis Google", {"metric": "note moyenne", "baseline": "4,1/5", "target": "4,5/5", "deadline": "fin du T3", "means": "un SMS 48 h après chaque chantier"}),
        Sample("Répondre plus vite aux clients", {"metric": "délai de première réponse", "baseline": "9 heures", "target": "4 heures", "deadline": "fin mars"}),
        Sample("Augmenter nos demandes de devis", {"target": "+25 %", "deadline": "d’ici 6 mois", "audience": "les artisans du bâtiment"}),
        Sample("Développer la notoriété de la boutique"), Sample("Gagner 500 abonnés Instagram"), Sample("Atteindre 4,5/5 sur Google"),
        Sample("Publier un article par semaine"), Sample("Diminuer le taux de rebond de 10 %"), Sample("Moins d’absentéisme dans l’atelier"),
        Sample("Attirer plus de visiteurs au musée", fill="suggest"), Sample("Baisser le coût par lead des campagnes Google Ads", fill="suggest"),
        Sample("Augmenter le panier moyen avant Noël", fill="suggest"), Sample("Faire revenir les clients du salon", fill="suggest"),
    ),
)  # fmt: skip
ENGLISH = Page(
    "rewrites.en.md", "en", "# Twenty rewrites",
    "Made by `python -m eval.showcase`; today is 23 November 2026. Each goal is followed by its rewrite.",
    ("## With the author’s answers", "## With marked gaps", "## With assumptions to be confirmed"),
    (
        Sample("Sell more candles", {"metric": "number of candles sold a month", "baseline": "40", "target": "60", "deadline": "30 June 2027", "means": "two offers a week"}),
        Sample("Be more visible on Google", {"metric": "organic traffic", "target": "+30%", "deadline": "within 6 months", "means": "four articles a month"}),
        Sample("Improve the open rate of our newsletter", {"baseline": "21%", "target": "25%", "deadline": "end of May", "means": "one subject per mailing"}),
        Sample("Fewer abandoned carts", {"metric": "cart abandonment rate", "baseline": "70%", "target": "59.5%", "deadline": "31 May 2027", "means": "e-mail reminders"}),
        Sample("Keep our customers", {"metric": "repeat purchase rate", "baseline": "18%", "target": "24%", "deadline": "end of 2027", "reason": "depend less on advertising"}),
        Sample("Hire welders", {"target": "3", "deadline": "before the summer", "channel": "trade schools"}),
        Sample("Launch a podcast", {"metric": "plays per episode", "target": "500", "deadline": "end of June"}),
        Sample("Get good Google reviews", {"metric": "average rating", "baseline": "4.1/5", "target": "4.5/5", "deadline": "end of Q3", "means": "a text message 48 hours after each job"}),
        Sample("Answer customers faster", {"metric": "first response time", "baseline": "9 hours", "target": "4 hours", "deadline": "end of March"}),
        Sample("Get more quote requests", {"target": "+25%", "deadline": "within 6 months", "audience": "building contractors"}),
        Sample("Build awareness of the shop"), Sample("Gain 500 Instagram followers"), Sample("Reach 4.5/5 on Google"),
        Sample("Publish one article a week"), Sample("Cut the bounce rate by 10%"), Sample("Less absenteeism in the workshop"),
        Sample("Attract more visitors to the museum", fill="suggest"), Sample("Lower the cost per lead of our Google Ads campaigns", fill="suggest"),
        Sample("Increase the average basket before Christmas", fill="suggest"), Sample("Bring our salon customers back", fill="suggest"),
    ),
)  # fmt: skip
PAGES = (FRENCH, ENGLISH)


def page(which: Page) -> str:
    """The page as Markdown."""
    helper = Assistant(today=TODAY, lang=which.code)
    kinds = ([s for s in which.samples if s.answers], [s for s in which.samples if not s.answers and s.fill == "placeholder"],
             [s for s in which.samples if s.fill == "suggest"])  # fmt: skip
    out = [which.title, which.about]
    for heading, samples in zip(which.headings, kinds, strict=True):
        rows = []
        for sample in samples:
            made = helper.rewrite(sample.goal, goal=True, answers=sample.answers, fill=sample.fill).rewrite
            if made is None:
                raise RuntimeError(f"no rewrite: {sample.goal}")
            rows.append(f"- {sample.goal}  \n  **{made.text}**")
        out += [heading, "\n".join(rows)]
    return "\n\n".join(out) + "\n"


def main() -> int:
    """Write the pages."""
    for which in PAGES:
        (FOLDER / which.name).write_text(page(which), "utf-8")
        print(FOLDER / which.name, file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
