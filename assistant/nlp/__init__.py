"""The only place that imports spaCy: loads one pipeline a language, with nothing but what the stages use."""

from __future__ import annotations

import importlib.util
import os
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from assistant import lang
from assistant.errors import ResourceError

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

# Entities, lemmas and dependencies are not used: our own stages find what they need from the parts of speech.
_SURROGATE = re.compile(r"[\ud800-\udfff]")  # spaCy cannot encode them; one character for one keeps the offsets
_UNBROKEN = re.compile(r"\S{120,}")
UNUSED = ("ner", "parser", "lemmatizer", "senter")


@cache
def pipeline(code: str) -> Pipeline:
    """The spaCy pipeline of a language, loaded once.

    Raises:
        ResourceError: none of the language's pipelines is installed.
    """
    names = lang.lexicon(code).spacy_models
    name = next((n for n in names if importlib.util.find_spec(n)), None)
    if name is None:
        wanted = " | ".join(n.replace("_", "-") for n in names)
        raise ResourceError(f"no spaCy pipeline for '{code}' is installed; install one of them: pip install {wanted}")
    os.environ.setdefault("SPACY_WARNING_IGNORE", "W008")
    import spacy

    make_tokenizer = lang.rules(code).tokenizer
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if make_tokenizer is None:
            return spacy.load(name, exclude=list(UNUSED))
        # the light language class skips the regular expression that costs two seconds when spaCy's own is imported
        return spacy.load(name, exclude=[*UNUSED, "tokenizer"], config={"nlp": {"lang": make_tokenizer()}})


def parse(texts: Iterable[str], code: str, batch_size: int = 256) -> Iterator[Doc]:
    """Tokenise and tag texts of one language, in order, in batches."""
    return pipeline(code).pipe((_readable(text) for text in texts), batch_size=batch_size)


def _readable(text: str) -> str:
    """The text as the tokeniser may see it, of the same length: a run without blanks that is longer than any word is one
    word, for splitting its affixes would take time that grows with its square."""
    return _UNBROKEN.sub(lambda run: "x" * len(run.group()), _SURROGATE.sub("\ufffd", text))
