"""French verbs: the few simple forms that a goal needs, from the infinitive."""

from __future__ import annotations

import re

# infinitive ending → stems of "nous", "je/il" ("-s/-t" added where the form has none) and of the future.
_STEMS = {
    "atteindre": ("atteign", "attein", "atteindr"), "tenir": ("ten", "tien", "tiendr"), "venir": ("ven", "vien", "viendr"),
    "faire": ("fais", "fai", "fer"), "mettre": ("mett", "met", "mettr"), "prendre": ("pren", "prend", "prendr"),
    "uire": ("uis", "ui", "uir"), "crire": ("criv", "cri", "crir"), "lire": ("lis", "li", "lir"), "dire": ("dis", "di", "dir"),
    "suivre": ("suiv", "sui", "suivr"), "vivre": ("viv", "vi", "vivr"), "joindre": ("joign", "join", "joindr"),
    "vrir": ("vr", "vre", "vrir"),
    "frir": ("fr", "fre", "frir"), "quérir": ("quér", "quier", "querr"),
    "courir": ("cour", "cour", "courr"),
    "partir": ("part", "par", "partir"),
    "sortir": ("sort", "sor", "sortir"), "servir": ("serv", "ser", "servir"), "dormir": ("dorm", "dor", "dormir"),
    "sentir": ("sent", "sen", "sentir"), "cevoir": ("cev", "çoi", "cevr"), "voir": ("voy", "voi", "verr"), "aître": ("aiss", "aî", "aîtr"),
    "oître": ("oiss", "oî", "oîtr"), "peindre": ("peign", "pein", "peindr"),
    "soudre": ("solv", "sou", "soudr"),
    "boire": ("buv", "boi", "boir"),
    "cueillir": ("cueill", "cueille", "cueiller"), "vaincre": ("vainqu", "vainc", "vaincr"), "battre": ("batt", "bat", "battr"),
}  # fmt: skip
_IRREGULAR = {
    "être": {"we": "nous sommes", "I": "je suis", "one": "on est", "will": "nous serons", "thou": "sois", "you": "soyez", "let": "soyons"},
    "avoir": {"we": "nous avons", "I": "j’ai", "one": "on a", "will": "nous aurons", "thou": "aie", "you": "ayez", "let": "ayons"},
    "faire": {"you": "faites", "I": "je fais", "thou": "fais", "one": "on fait"},
}
_PARTICIPLES = {"être": "étant", "avoir": "ayant", "savoir": "sachant"}


def conjugate(infinitive: str, voice: str) -> str:
    """The form of a verb in a voice, with its pronoun: ("porter", "we") → "nous portons"; unknown voices leave the infinitive."""
    head, _, tail = infinitive.partition(" ")
    rest = f" {tail}" if tail else ""
    if voice in _IRREGULAR.get(head, {}):
        return _IRREGULAR[head][voice] + rest
    we, one, future = _stems(head)
    soft = _soft(we)
    if head.endswith("er") or one.endswith("e"):
        present = one if one.endswith("e") else one + "e"
        thou = first = third = present
    else:
        first = thou = one + "s"
        third = one if one[-1:] in "td" else one + "t"
    forms = {
        "we": f"nous {soft}ons", "let": f"{soft}ons", "you": f"{we}ez", "thou": thou, "I": _elided("je", first), "one": f"on {third}",
        "will": f"nous {future}ons",
    }  # fmt: skip
    return forms.get(voice, head) + rest


def participle(infinitive: str) -> str | None:
    """ "relancer" → "relançant"; None for a word that is no infinitive."""
    if infinitive in _PARTICIPLES:
        return _PARTICIPLES[infinitive]
    if not re.search(r"(?:er|ir|re|oir)$", infinitive):
        return None
    return _soft(_stems(infinitive)[0]) + "ant"


def _stems(infinitive: str) -> tuple[str, str, str]:
    for ending, (we, one, future) in _STEMS.items():
        if infinitive.endswith(ending):
            head = infinitive.removesuffix(ending)
            return head + we, head + one, head + future
    if infinitive.endswith("er"):
        stem = infinitive[:-2]
        strong = re.sub(r"e([^aeiouyéè])$", r"è\1", stem)
        strong = re.sub(r"é([^aeiouyéè]{1,2})$", r"è\1", strong) if strong == stem else strong
        if re.search(r"(?:pp|j)el$|jet$", stem):
            strong = stem + stem[-1]
        strong = re.sub(r"(?<=[ou])y$", "i", strong)
        return stem, strong, (strong if "é" not in stem[-3:] else stem) + "er"
    if infinitive.endswith("oir"):
        return infinitive[:-3], infinitive[:-3], infinitive
    if infinitive.endswith("ir"):
        return infinitive[:-2] + "iss", infinitive[:-1], infinitive
    return infinitive[:-2], infinitive[:-2], infinitive[:-1]


def _soft(stem: str) -> str:
    """The stem before o or a: "lanc" → "lanç", "engag" → "engage"."""
    if stem.endswith("c"):
        return stem[:-1] + "ç"
    return stem + "e" if stem.endswith("g") else stem


def _elided(pronoun: str, form: str) -> str:
    return f"j’{form}" if re.match(r"[aeiouyéèêàâh]", form) else f"{pronoun} {form}"
