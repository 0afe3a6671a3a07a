"""French: verb forms, numbers and dates as written, elision and contraction, the complements that answers become."""

from __future__ import annotations

import re
from datetime import date

from assistant.lang.fr.tokenizer import register
from assistant.lang.models import LanguageRules

NBSP = "\u00a0"
NARROW = "\u202f"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
UNIT_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "%": "%", "d": "jours", "w": "semaines", "mo": "mois", "y": "ans", "stars": "étoiles"}

# Irregular verbs by their ending: what replaces it, as patterns. Longer endings first.
_IRREGULAR = {
    "être": "(?:être|suis|es|est|sommes|êtes|sont|serai|sera|serons|seront|soyons|soyez|soit|soient|étant)",
    "avoir": "(?:avoir|ai|a|avons|avez|ont|aurai|aura|aurons|auront|ayons|ayant)",
    "faire": "(?:faire|fais|fait|faisons|faites|font|ferai|fera|ferons|feront|faisant|fasse|fassent)",
    "aller": "(?:aller|vais|va|allons|allez|vont|irai|ira|irons|iront|allant)",
    "vouloir": "(?:vouloir|veux|veut|voulons|voulez|veulent|voudrai[st]?|voudrions|voulant)",
    "enir": "(?:enir|iens|ient|enons|enez|iennent|iendrai|iendra|iendrons|iendront|enant|ienne|iennent|enue?s?)",
    "uire": "(?:uire|uis|uit|uisons|uisez|uisent|uirai|uira|uirons|uiront|uisant|uise|uisent|uite?s?)",
    "eindre": "(?:eindre|eins|eint|eignons|eignez|eignent|eindrai|eindra|eindrons|eindront|eignant|eigne|eignent|einte?s?)",
    "oindre": "(?:oindre|oins|oint|oignons|oignez|oignent|oindrai|oindra|oindrons|oignant|ointe?s?)",
    "oître": "(?:oître|oitre|ois|oît|oit|oissons|oissez|oissent|oîtrai|oîtra|oîtrons|oissant|oisse)",
    "oitre": "(?:oître|oitre|oissons|oissant)",
    "mettre": "(?:mettre|mets|met|mettons|mettez|mettent|mettrai|mettra|mettrons|mettant|mette|mises?|mis)",
    "prendre": "(?:prendre|prends|prend|prenons|prenez|prennent|prendrai|prendra|prendrons|prenant|prenne|prises?|pris)",
    "quérir": "(?:quérir|quiers|quiert|quérons|quérez|quièrent|querrai|querra|querrons|quérant|quise?s?)",
    "vrir": "(?:vrir|vre|vres|vrons|vrez|vrent|vrirai|vrira|vrirons|vriront|vrant|verte?s?)",
    "frir": "(?:frir|fre|fres|frons|frez|frent|frirai|frira|frirons|frant|ferte?s?)",
    "cevoir": "(?:cevoir|çois|çoit|cevons|cevez|çoivent|cevrai|cevra|cevrons|cevant|çue?s?)",
    "crire": "(?:crire|cris|crit|crivons|crivez|crivent|crirai|crira|crirons|crivant|crive|crite?s?)",
    "lire": "(?:lire|lis|lit|lisons|lisez|lisent|lirai|lira|lirons|lisant|lue?s?)",
    "ourir": "(?:ourir|ours|ourt|ourons|ourez|ourent|ourrai|ourra|ourrons|ourant|ourue?s?)",
    "soudre": "(?:soudre|sous|sout|solvons|solvez|solvent|soudrai|soudra|soudrons|solvant|solue?s?)",
    "suivre": "(?:suivre|suis|suit|suivons|suivez|suivent|suivrai|suivra|suivrons|suivant|suivie?s?)",
    "boire": "(?:boire|bois|boit|buvons|buvez|boivent|boirai|boira|boirons|buvant|bue?s?)",
    "vaincre": "(?:vaincre|vaincs|vainc|vainquons|vainquez|vainquent|vaincrai|vaincra|vaincrons|vainquant|vaincue?s?)",
    "mouvoir": "(?:mouvoir|meus|meut|mouvons|mouvez|meuvent|mouvrai|mouvra|mouvrons|mouvant|mue?s?)",
    "ormir": "(?:ormir|ors|ort|ormons|ormez|orment|ormirai|ormira|ormirons|ormant|ormi)",
    "ortir": "(?:ortir|ors|ort|ortons|ortez|ortent|ortirai|ortira|ortirons|ortant|ortie?s?)",
    "partir": "(?:partir|pars|part|partons|partez|partent|partirai|partira|partirons|partant|partie?s?)",
    "servir": "(?:servir|sers|sert|servons|servez|servent|servirai|servira|servirons|servant|servie?s?)",
    "cueillir": "(?:cueillir|cueille|cueilles|cueillons|cueillez|cueillent|cueillerai|cueillera|cueillerons|cueillant|cueillie?s?)",
}  # fmt: skip
_ER = "(?:er|e|es|ons|eons|ez|ent|erai|era|erons|erez|eront|ant|eant|ée?s?)"
_IR = "(?:ir|is|it|issons|issez|issent|irai|ira|irons|irez|iront|issant|isse|ie?s?)"
_RE = "(?:re|s|ons|ez|ent|rai|ra|rons|rez|ront|ant|e|ue?s?)?"


def forms(infinitive: str) -> tuple[str, ...]:
    """Patterns of all simple forms of a verb; of a noun, singular and plural."""
    head, _, tail = infinitive.partition(" ")
    rest = f" {tail}" if tail else ""
    for ending, pattern in _IRREGULAR.items():
        if head.endswith(ending):
            return (re.escape(head.removesuffix(ending)) + pattern + rest,)
    if head.endswith("er"):
        stem = re.escape(head[:-2])
        stem = re.sub(r"[eé](?=[^aeiouyéè]{1,2}$)", "[eéè]", stem)
        stem = re.sub(r"c$", "[cç]", stem)
        stem = re.sub(r"([lt])$", r"\1{1,2}", stem) if re.search(r"el|et", stem[-2:]) else stem
        stem = re.sub(r"y$", "[yi]", stem)
        return (stem + _ER + rest,)
    if head.endswith("ir"):
        return (re.escape(head[:-2]) + _IR + rest,)
    if head.endswith("re"):
        return (re.escape(head[:-2]) + _RE + rest,)
    return (re.escape(head) + "s?" + rest,)


def number(amount: float) -> str:
    """1234.5 → "1 234,5" with a narrow non-breaking space."""
    text = f"{round(amount, 2):,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", NARROW).replace(".", ",")


def figure(amount: float, unit: str | None, kind: str) -> str:
    """The amount with its unit: "3,5 %", "20 000 €", "4,5/5", "2 points"."""
    text = number(amount)
    if unit is None:
        return text
    if unit.startswith("/"):
        return text + unit
    if unit == "points":
        return f"{text}{NBSP}point{'s' if abs(amount) >= 2 else ''}"
    return f"{text}{NBSP}{UNIT_SIGNS.get(unit, unit)}"


def day(iso: str) -> str:
    """2027-07-01 → "1er juillet 2027"."""
    value = date.fromisoformat(iso)
    return f"{'1er' if value.day == 1 else value.day} {MONTHS[value.month - 1]} {value.year}"


def _vowel(word: str) -> bool:
    return bool(re.match(r"[aeiouyàâéèêëîïôûœh]", word, re.IGNORECASE)) and not re.match(
        r"(?:h(?:uit|ausse|aut)|onze|oui|yaourt)", word, re.IGNORECASE
    )


def phrase(key: str, text: str) -> str:
    """Join a word to what follows: "de" with elision and contraction, "le" with the article that gender and number ask for.

    Args:
        key: "de", or an article by gender and number: "le.ms", "le.fs", "le.mp", "le.fp".
        text: what follows.
    """
    text = text.strip()
    if key == "de":
        for article, contracted in (("les ", "des "), ("le ", "du ")):
            if text.lower().startswith(article):
                return contracted + text[len(article) :]
        return f"d’{text}" if _vowel(text) else f"de {text}"
    if re.match(
        r"(?:le|la|les|un|une|des|du|notre|nos|mon|ma|mes|leur|leurs|votre|vos|ce|cette|ces|son|sa|ses)\s|l['’]", text, re.IGNORECASE
    ):
        return text
    gender = key.partition(".")[2] or "ms"
    if gender.endswith("p"):
        return f"les {text}"
    if _vowel(text):
        return f"l’{text}"
    return f"{'la' if gender[0] == 'f' else 'le'} {text}"


def deadline(answer: str) -> str:
    """Make an answer about the end a complement: "fin juin" → "d'ici fin juin", "6 mois" → "d'ici 6 mois", "T3" → "d'ici fin T3"."""
    text = answer.strip(" .!?")
    if re.match(r"(?:d['’] ?ici|avant|en|sous|au|à|pour|dans|sur|jusqu|le plus|courant|dès)\b", text, re.IGNORECASE):
        return text
    text = re.sub(r"^le (?=\d)", "", text)
    if re.match(r"\d{1,2}(?:er)?(?:[ /.-]|$)(?!mois|ans?\b|semaines?|jours?|trimestres?)", text) or re.match(r"\d{4}-\d", text):
        return f"d’ici le {text}"
    if re.match(rf"(?:{'|'.join(MONTHS)}|[TQSH]\d|20\d\d)\b", text, re.IGNORECASE):
        return f"d’ici fin {text}"
    if re.match(r"(?:rentrée|fin d(?:e|u|es)\b)", text, re.IGNORECASE):
        return f"d’ici la {text}"
    if re.match(r"(?:été|automne|hiver|an\b|année prochaine|été prochain)", text, re.IGNORECASE):
        return f"d’ici l’{text}"
    return f"d’ici {text}"


def audience(answer: str) -> str:
    """Make an answer about who is addressed a complement: "les PME" → "auprès des PME"."""
    text = answer.strip(" .!?")
    if re.match(r"(?:auprès|chez|pour|aux?|avec)\b", text, re.IGNORECASE):
        return text
    if re.match(r"(?:nos|notre|mes|mon|ma|vos|votre|leurs?|une?|des|du|d['’])\b", text, re.IGNORECASE):
        return f"auprès de {text}" if not text.lower().startswith(("des ", "du ", "d'", "d’")) else f"auprès {text}"
    if not re.match(r"(?:les?|la)\s|l['’]", text, re.IGNORECASE) and re.match(r"(?:[A-Z]{2,}|\w+[sx])\b", text):
        text = f"les {text}"
    return f"auprès {phrase('de', text)}"


def channel(answer: str) -> str:
    """Make an answer about the channel a complement: "LinkedIn" → "via LinkedIn"."""
    text = answer.strip(" .!?")
    if re.match(r"(?:via|sur|par|grâce|avec|en|dans|à|au|aux)\b", text, re.IGNORECASE):
        return text
    return f"via {text}"


def singulars(noun: str) -> tuple[str, ...]:
    """The singulars of a plural: journaux → journal, bateaux → bateau, taux → taux."""
    if noun.endswith("eaux"):
        return (noun[:-1],)
    if noun.endswith("aux"):
        return (noun[:-3] + "al", noun[:-1], noun[:-3] + "ail")
    return (noun[:-1],) if noun.endswith(("s", "x")) and len(noun) > 3 else ()


RULES = LanguageRules(
    forms=forms, number=number, date=day, figure=figure, phrase=phrase, deadline=deadline, audience=audience,
    channel=channel, singulars=singulars, tokenizer=register,
)  # fmt: skip
