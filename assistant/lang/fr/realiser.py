"""French sentences: voices, articles, elision and contraction, complements, typography.

Conjugation follows the three groups; verbs that do not are listed with their stems (Bescherelle, La Conjugaison pour tous).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import lang
from assistant.lang.fr import rules
from assistant.lang.fr.verbs import conjugate, participle
from assistant.lang.realising import Realiser

NBSP = "\u00a0"
_DETERMINED = re.compile(
    r"(?:le|la|les|un|une|des|du|notre|nos|mon|ma|mes|leurs?|votre|vos|ton|ta|tes|ce|cet|cette|ces|son|sa|ses|aucun|aucune|"
    r"chaque|plusieurs|quelques|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|cent)\s|[ld]['’]|\d",
    re.IGNORECASE,
)  # fmt: skip
_ADVERBIAL = re.compile(
    r"(?:en \w+ant\b|en \w+|grâce|avec|via|par|au moyen|à l['’]aide|sans|à raison|à coups? de|sur|dans|chez|selon|depuis|à)(?![\w-])",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(
    r"\A(?:(?:se|s['’]|nous|me|m['’]|ne pas|y|en)\s?)?(?P<verb>[a-zà-ÿ]{2,}(?:er|ir|re|oir))\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_NOT_VERBS_WORDS = (
    "atelier chantier courrier papier calendrier dossier panier poster hiver plaisir avenir loisir soir livre offre centre "
    "titre cadre membre nombre lettre salaire formulaire questionnaire anniversaire partenaire commentaire semestre trimestre "
    "horaire inventaire notaire encadre couloir devoir tiroir miroir rendez quatre chiffre théâtre filtre ordre timbre chambre coffre "
    "septembre octobre novembre décembre hier dernier premier métier quartier fichier clavier ouvrier courtier mobilier cahier hôtelier "
    "stagiaire intérimaire prestataire annuaire honoraire sommaire exemplaire séminaire webinaire itinéraire locataire bénévole"
)
_NOT_VERBS = frozenset(_NOT_VERBS_WORDS.split())
_FEMININE = re.compile(
    r"(?:[st]ion|(?<!com)(?<!cô)(?<!é)té|ance|ence|ette|tude|ure|ie|ise|ée|ade|ille|esse|aison|ude|ale|ne|ve|che|nde|ce|eur de)s?$",
    re.IGNORECASE,
)  # fmt: skip
_MASCULINE = re.compile(
    r"(?:lycée|musée|service|exercice|silence|commerce|domaine|siècle|programme|problème|magazine|bénéfice|indice|incendie)s?$",
    re.IGNORECASE,
)
_SINGULAR_S_WORDS = "taux prix temps mois cas avis délai accès succès progrès poids pas corps repas cours débours bras nps ens tems"
_SINGULAR_S = frozenset(_SINGULAR_S_WORDS.split())
_BARE_PLURALS = re.compile(
    r"(?:ventes|réservations|commandes|dons|impressions|retombées|recherches|pages|émissions|heures|coûts|frais|dépenses|charges|"
    r"revenus|recettes|impayés|stocks?|déchets|délais|pertes|marges|économies|performances|livraisons)\b", re.IGNORECASE
)  # fmt: skip
# What may stand before the clause that says what to do: "d’ici juin, …", "avec le nouvel entrepôt, …".
_OPENER = re.compile(r"^(?:d'ici|avec|avant|en|pour|dans|sur|grâce|cette|au|à|dès|sous|cet)\b[^,:]{2,60},\s+")


def voice(text: str) -> str:
    """The voice of a goal: by its subject, else by the form of its first word."""
    opening = _OPENER.sub("", text.strip().lower().replace("’", "'"))
    first = re.match(r"[\wà-ÿ'-]+", opening)
    word = first.group() if first else ""
    if re.match(r"nous (?!vou[ld]|souhait|aimer|dev|allons|compt|cherch|espér|prévoy|pouv|av)\w+(?:er|dr|uir|crir)ons\b", opening):
        return "will"
    if re.match(r"nous (?!vou[ld]|souhait|aimer|dev|allons|compt|cherch|espér|prévoy|pouv|av|somm)(?:nous )?\w+ons\b", opening):
        return "we"
    if re.match(r"(?:on|nous|je|j'|il faut|jdois|jvoudrais|que|faut)", opening) and not re.match(r"objectif", opening):
        return "infinitive"
    if word.endswith("ez") and len(word) > 4 and word not in ("chez", "assez"):
        return "you"
    if re.fullmatch(r"[a-zà-ÿ]{4,}ons", word) and _stem_is_verb(word[:-3]):
        return "let"
    if _is_infinitive(word) or re.match(
        r"(?:(?:ne pas|ne plus|mieux|se|me|nous|bien|y|en) |s'|m'|n')+[a-zà-ÿ]+(?:er|ir|re|oir)\b", opening
    ):
        return "infinitive"
    return "noun"


def _is_infinitive(word: str) -> bool:
    return bool(re.fullmatch(r"[a-zà-ÿ]{2,}(?:er|ir|re|oir)", word)) and word not in _NOT_VERBS


def _stem_is_verb(stem: str) -> bool:
    return any(re.fullmatch(form, stem + "ons") for verb in lang.lexicon("fr").verbs for form in rules.forms(verb))


def definite(noun: str, gender: str, number: str) -> str:
    """ "taux de conversion" → "le taux de conversion"."""
    return rules.phrase(f"le.{'f' if gender == 'f' else 'm'}{number}", noun)


def guess(noun: str) -> tuple[str, str]:
    """Gender and number of an unknown noun phrase, by the ending of its first noun."""
    head = next((w for w in re.findall(r"[\wà-ÿ-]+", noun) if w.lower() not in ("nouveaux", "nouvelles", "nouvelle", "nouveau")), noun)
    low = head.lower()
    plural = low[-1:] in "sx" and low not in _SINGULAR_S and not head.isupper()
    feminine = bool(_FEMININE.search(low)) and not _MASCULINE.search(low)
    return ("f" if feminine else "m"), ("p" if plural else "s")


def number_of(noun: str) -> str:
    """ "abonnés" → "le nombre d’abonnés"; sums and flows that stand by themselves ("les ventes") keep their article."""
    if _BARE_PLURALS.match(noun) or noun.lower().startswith("nombre"):
        return definite(noun, "m", "s" if noun.lower().startswith("nombre") else "p")
    return f"le nombre {of(noun)}"


def of(phrase: str) -> str:
    """ "le taux" → "du taux", "abonnés" → "d’abonnés"."""
    return rules.phrase("de", phrase)


def to(phrase: str) -> str:
    """ "le 30 juin" → "au 30 juin", "les clients" → "aux clients", "fin juin" → "à fin juin"."""
    for article, contracted in (("les ", "aux "), ("le ", "au ")):
        if phrase.lower().startswith(article):
            return contracted + phrase[len(article) :]
    return f"à {phrase}"


def until(answer: str) -> str:
    """The end of a habit: "30 juin 2027" → "jusqu’au 30 juin 2027", "6 mois" → "pendant 6 mois"."""
    made = rules.deadline(answer)
    bare = re.sub(r"^(?:d['’] ?ici|avant|jusqu['’](?:à|au|en)|pour|au plus tard)\s+", "", made, flags=re.IGNORECASE)
    duration = re.sub(r"^(?:à|en|sous|dans|pendant|sur|les)\s+", "", bare, flags=re.IGNORECASE)
    if re.match(r"(?:\d+|un|une|deux|trois|quatre|cinq|six|neuf|douze|dix-huit)\s+(?:mois|ans?|semaines?|jours?|trimestres?)\b", duration):
        return f"pendant {duration}"
    if re.match(r"(?:en|courant|sur|dans|pendant|au|à)\b", made, re.IGNORECASE):
        return made
    return re.sub(r"^(?:à|au)\b", lambda m: f"jusqu’{m.group()}", to(bare))


def means(answer: str) -> str:
    """ "relancer les clients" → ", en relançant les clients"; "deux heures par semaine" → ", avec deux heures par semaine"."""
    text = answer.strip(" .!?")
    if _ADVERBIAL.match(text):
        return f", {_lower(text)}"
    if _DETERMINED.match(text):
        return f", avec {_lower(text)}"
    found = _INFINITIVE.match(text)
    if found and found["verb"].lower() not in _NOT_VERBS and (form := participle(found["verb"].lower())):
        before = text[: found.start("verb")].lower()
        return f", en {before}{form}{found['rest']}"
    return f" (moyens{NBSP}: {text})"


def reason(answer: str) -> str:
    """ "réduire les coûts" → ", pour réduire les coûts"."""
    text = answer.strip(" .!?")
    if re.match(r"(?:pour|afin|en vue|dans le but|car|parce|puisque|histoire)\b", text, re.IGNORECASE):
        return f", {_lower(text)}"
    found = _INFINITIVE.match(text)
    if found and found["verb"].lower() not in _NOT_VERBS:
        return f", pour {_lower(text)}"
    adverb = re.match(r"(?:mieux|plus|ne pas|ne plus|moins|bien)\s+[a-zà-ÿ]+(?:er|ir|re|oir)\b", text, re.IGNORECASE)
    if adverb or re.match(r"(?:le|la|les|un|une|notre|nos|mon|ma|mes|des)\s|l['’]", text, re.IGNORECASE):
        return f", pour {_lower(text)}"
    return f" (finalité{NBSP}: {text})"


def owner(answer: str) -> str:
    """ "Léa" → " (responsable : Léa)"."""
    return f" (responsable{NBSP}: {answer.strip(' .!?')})"


def listing(parts: Sequence[str]) -> str:
    """ "a, b et c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} et {parts[-1]}"


def typeset(words: str, source: str) -> str:
    """Our words with the author's apostrophe and the author's space before high punctuation; else ’ and U+00A0."""
    apostrophe = "’" if "’" in source or not re.search(r"\w'\w", source) else "'"
    words = re.sub(r"['’]", apostrophe, words)
    space = re.search(r"[\w)\]»]([ \u00a0\u202f])[:;!?%€]", source)
    return re.sub(r"[ \u00a0\u202f](?=[:;!?%€])", space.group(1) if space else NBSP, words)


def _lower(text: str) -> str:
    """The text as it goes on inside a sentence; names and abbreviations keep their capitals."""
    first = re.match(r"[\wà-ÿÀ-Ÿ'’-]+", text)
    word = first.group() if first else ""
    return text if word[1:2].isupper() or word[1:] != word[1:].lower() else text[:1].lower() + text[1:]


REALISER = Realiser(
    voice=voice, verb=conjugate, definite=definite, guess=guess, number_of=number_of, of=of, to=to, deadline=rules.deadline, until=until,
    means=means, reason=reason, audience=rules.audience, channel=rules.channel, owner=owner,
    more=r"(?:(?:encore|toujours|beaucoup|un peu|bien|nettement) )?(?:plus|davantage) (?:de |d['’])|des |d['’]autres |quelques "
    r"|de (?=nouve|autres|bons|bonnes|vrais)",
    listing=listing, typeset=typeset, lower=_lower,
)  # fmt: skip
