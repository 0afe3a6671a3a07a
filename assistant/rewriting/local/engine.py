"""The engine `model`: proposes what a local language model writes; the verifier judges it, and the template stands behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from assistant import lang
from assistant.criteria.aims import verbs
from assistant.resources import Resource, read_model
from assistant.rewriting import sums
from assistant.rewriting.local import filling, loading, prompt, weights
from assistant.rewriting.local.decoding import Task, Writer
from assistant.rewriting.local.filling import Gathered
from assistant.rewriting.local.prompt import Pair
from assistant.rewriting.movement import goes, moves
from assistant.rewriting.phrases import Request
from assistant.rewriting.pieces import Candidate

_FIGURE = re.compile(r"\{(?:pair|change|target)\}")


class ModelEngine:
    """Sentences of a local model.

    Args:
        writer: the loaded model.
    """

    name = "model"

    def __init__(self, writer: Writer) -> None:
        self.writer = writer

    def propose(self, request: Request) -> Iterable[Candidate]:
        """What the model writes, best first; nothing for a goal whose phrases it has no names for."""
        return self.propose_all([request])[0]

    def propose_all(self, requests: Sequence[Request]) -> list[list[Candidate]]:
        """The same for many goals at once, which takes little longer than for one."""
        gathered = [filling.gather(request) for request in requests]
        tasks = [
            Task(r.context.language.code, g.goal, tuple(g.phrases), spoiler(r, g)) for r, g in zip(requests, gathered, strict=True) if g
        ]
        written = iter(self.writer.write(tasks))
        return [
            [filling.filled(request, found, text) for text in next(written) if text] if found else []
            for request, found in zip(requests, gathered, strict=True)
        ]


def spoiler(request: Request, gathered: Gathered) -> Callable[[str], bool]:
    """What tells that the beginning of a sentence cannot be saved.

    It writes out what a phrase holds, so that it would stand there twice; or gains, sells or keeps an indicator that is measured
    ("vendre le taux de réachat"); or moves it the wrong way, or has come to the figure without a word that moves it.
    """
    code = request.context.language.code
    held = {p.text.strip() for phrase in gathered.phrases.values() for p in phrase if p.slot and p.text.strip()}
    said = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(text) for text in sorted(held, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
    governs = re.compile(rf"{verbs(code, 'verbs_acquire', 'verbs_keep').pattern.pattern}[ ](?:\w+[ ])?\{{metric\}}", re.IGNORECASE)
    amounts = sums.amounts(request.context, request.values)
    way = request.phrases.direction if amounts is None or amounts[0] == amounts[1] else "up" if amounts[1] > amounts[0] else "down"
    wrong, right = ("verbs_up", "verbs_down") if way == "down" else ("verbs_down", "verbs_up")
    turns, fits = (verbs(code, wrong), verbs(code, right)) if way else (None, None)

    def spoilt(text: str) -> bool:
        figure = _FIGURE.search(text)
        before = text[: figure.start()] if figure else ""
        if figure and "metric" in gathered.phrases:
            told = goes(code, way, before) if way and "change" in figure.group() else moves(code, before)
            if not told:
                return True
        astray = turns is not None and fits is not None and turns.search(text) and not fits.search(text)
        return bool(said.search(text) or governs.search(text) or astray)

    return spoilt


def number_words() -> dict[str, tuple[str, ...]]:
    """By language code, the words that always stand for a number ("trois", but not "un", nor "neuf", which is also "new")."""
    tables = {code: lang.get(code).figures for code in lang.available()}
    return {code: tuple(w for w in table.number_words if w not in table.not_alone) for code, table in tables.items()}


class Example(Resource):
    """A goal and its sentence with names in braces."""

    goal: str
    text: str


class Examples(Resource):
    """The file `model_examples.toml` of a language."""

    examples: tuple[Example, ...]


@cache
def examples() -> tuple[Pair, ...]:
    """What a model that was not tuned is shown: the examples of all languages that have any."""
    out = []
    for code in lang.available():
        path = lang.FOLDER / code / "model_examples.toml"
        listed = read_model(path, Examples).examples if path.is_file() else ()
        out += [Pair(code, e.goal, tuple(prompt.names_in(e.text)), e.text) for e in listed]
    return tuple(out)


def load(model: str | None = None, *, tuned: bool = True) -> ModelEngine:
    """The engine with a model in memory.

    Args:
        model: a folder, an id of the hub, or None for the default weights with the project's adapter.
        tuned: False leaves the adapter out.

    Raises:
        ConfigError: the extra, the weights or the adapter are missing, or they do not fit; says how to mend it.
        InputError: the cache cannot be written.
    """
    weights.check_libraries()
    folder = weights.locate(model)
    own = loading.adapter() if model is None and tuned else None
    base, tokenizer = loading.base(folder, device="cuda" if loading.has_gpu() else "cpu")
    if own:
        base = loading.with_adapter(base, own)
    return ModelEngine(Writer(base, tokenizer, examples=() if own else examples(), number_words=number_words()))
