"""The only place that imports spaCy: loads one pipeline a language, with nothing but what the stages use."""

from __future__ import annotations

import importlib.util
import os
import re
import threading
import warnings
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from assistant import lang
from assistant.errors import ResourceError
from assistant.nlp.tokens import Reader, Token

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

# Entities, lemmas and dependencies are not used: our own stages find what they need from the parts of speech.
_SURROGATE = re.compile(r"[\ud800-\udfff]")  # spaCy cannot encode them; one character for one keeps the offsets
_UNBROKEN = re.compile(r"\S{120,}")
UNUSED = ("ner", "parser", "lemmatizer", "senter")
RULER = "attribute_ruler"  # asked token by token, see `Reader`
BATCH = 64  # texts that are tagged at once; the fastest of 32 to 256
KEPT = 50_000  # words of the texts that are kept for the next ones: more than a user's plans have, some 20 MB
_LOCK = threading.Lock()  # one batch at a time: spaCy frees what a batch needed while no other may run


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


def tokens(texts: Iterable[str], code: str, batch_size: int = BATCH) -> Iterator[list[Token]]:
    """Tokenise and tag texts of one language: the tokens of each, in order, read in batches.

    Safe to use from several threads. Memory does not grow with the texts: once `KEPT` new words are known, what further
    ones need is freed after their batch.
    """
    left = iter(texts)
    while batch := [_readable(text) for text in islice(left, batch_size)]:
        with _LOCK:
            found = _tagged(batch, code)
        yield from found


def _tagged(batch: list[str], code: str) -> list[list[Token]]:
    tagger, read = pipeline(code), _reader(code).tokens
    with tagger.memory_zone() if len(tagger.vocab.strings) > _known(code) + KEPT else nullcontext():
        return [read(doc) for doc in tagger.pipe(batch, batch_size=len(batch), disable=[RULER])]


@cache
def _reader(code: str) -> Reader:
    return Reader(pipeline(code).get_pipe(RULER))


@cache
def _known(code: str) -> int:
    """How many words the pipeline of a language knew when it was loaded."""
    return len(pipeline(code).vocab.strings)


def _readable(text: str) -> str:
    """The text as the tokeniser may see it, of the same length: a run without blanks that is longer than any word is one
    word, for splitting its affixes would take time that grows with its square."""
    return _UNBROKEN.sub(lambda run: "x" * len(run.group()), _SURROGATE.sub("\ufffd", text))
