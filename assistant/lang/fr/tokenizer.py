"""A light French language class for spaCy: elision and punctuation, without the two-second import of spaCy's own.

spaCy's `fr` class compiles one giant regular expression of hyphenated words on import. Tags need only that "l'" and
"d'" are split off and that hyphenated words stay whole, as in the treebank the pipeline was trained on.
"""

from __future__ import annotations

CODE = "smart_fr"


def register() -> str:
    """Register the class with spaCy (once) and return its code."""
    import spacy
    from spacy.lang.char_classes import ALPHA, CONCAT_QUOTES, LIST_ELLIPSES, LIST_ICONS, LIST_PUNCT, LIST_QUOTES
    from spacy.language import BaseDefaults, Language

    if CODE in spacy.registry.languages:
        return CODE
    elision = r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]"

    class SmartFrenchDefaults(BaseDefaults):
        prefixes = [  # noqa: RUF012 (spaCy declares them so)
            *LIST_PUNCT,
            *LIST_ELLIPSES,
            *LIST_QUOTES,
            *LIST_ICONS,
            r"\+(?=\d)",
            f"(?i:{elision})(?=[{ALPHA}])",
            "€",
            r"\$",
            "£",
            "→",
        ]
        suffixes = [  # noqa: RUF012
            *LIST_PUNCT,
            *LIST_ELLIPSES,
            *LIST_QUOTES,
            *LIST_ICONS,
            "%",
            "€",
            r"\$",
            "£",
            "/",
            rf"(?<=[{ALPHA}0-9%)])\.",
        ]
        infixes = [  # noqa: RUF012
            *LIST_ELLIPSES,
            r"(?<=[0-9])[+*^](?=[0-9-])",
            f"(?<=[{ALPHA}])[{CONCAT_QUOTES},:;()/](?=[{ALPHA}0-9])",
            "→",
        ]
        token_match = None
        url_match = None
        tokenizer_exceptions = {}  # noqa: RUF012

    class SmartFrench(Language):
        lang = CODE
        Defaults = SmartFrenchDefaults

    spacy.registry.languages.register(CODE, func=SmartFrench)
    return CODE
