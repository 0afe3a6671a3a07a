"""The theme of a wish: the field of the result that it is after, which decides what indicators and channels to propose.

A multinomial logistic regression on the words of the text, their beginnings, the classes of its nouns, and the names of the
catalogues (indicators, channels, keywords of the themes). `smartgoals train` fits the weights (`models/<code>/theme.json`);
without a model, or where it is unsure, the longest keyword decides.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache

from pydantic import TypeAdapter, ValidationError

from assistant.entities import channels, metrics, nouns
from assistant.entities.phrases import PhraseTable, words_of
from assistant.errors import ResourceError
from assistant.knowledge import knowledge
from assistant.lang.models import Language
from assistant.resources import model_file

MODEL = "theme.json"
BIAS = "bias"
NONE = "none"  # the class of wishes that fit no theme
THRESHOLD = 0.2  # of the likeliest theme; below it one in four is right, by cross-validation on train
SURE = 0.4  # of a theme on which an indicator may be assumed: nine in ten are right on dev, with a keyword that agrees as well
PIECES = (4, 5, 6)  # letters of the beginnings of words: "recru" stands for recruter, recrutement, recrute
WORDS = 60  # of a text that are read; a wish has twelve, and time must not grow with a page

Weights = dict[str, dict[str, float]]


class ThemeGrammar:
    """The features and trained weights of one language."""

    def __init__(self, language: Language) -> None:
        weights = _weights(language.code)
        self.names = tuple(weights.get(BIAS, ()))
        place = {theme: i for i, theme in enumerate(self.names)}
        self.bias = [weights[BIAS][theme] for theme in self.names]
        self.rows = {name: tuple((place[theme], w) for theme, w in row.items()) for name, row in weights.items() if name != BIAS}
        self.keywords = PhraseTable((keyword, name) for name, theme in language.themes.items() for keyword in (*theme.keywords, theme.name))
        self.kpis = metrics.finder(language.code).kpis
        self.channels = channels.finder(language.code).table
        self.classes = nouns.classes(language.code)
        self._of_word = lru_cache(maxsize=2**14)(self._shown)

    def features(self, text: str) -> set[str]:
        """What the text shows: words, beginnings of words, noun classes, catalogue entries and the themes that they belong to."""
        words = words_of(text)[:WORDS]
        out = {name for word in words for name in self._of_word(word.norm, word.raw)}
        out |= {"t=" + theme for _, _, theme in self.keywords.find(words)}
        data = knowledge()
        for _, _, kpi in self.kpis.find(words):
            out |= {"k=" + kpi, "kt=" + data.kpis[kpi].theme}
        for _, _, channel in self.channels.find(words):
            out |= {"h=" + channel, "hf=" + data.channels[channel].family}
        return out

    def _shown(self, norm: str, raw: str) -> tuple[str, ...]:
        kind = self.classes.of(raw)
        out = ("c=" + kind,) if kind != nouns.NONE else ()
        return out if norm.isdigit() else (*out, "w=" + norm, *("p=" + norm[:size] for size in PIECES if len(norm) > size))

    def scores(self, text: str) -> dict[str, float]:
        """The probability of each theme, and of `NONE`; empty without a model."""
        sums = self._sums(text)
        whole = sum(map(math.exp, sums))
        return {name: math.exp(value) / whole for name, value in zip(self.names, sums, strict=True)}

    def _sums(self, text: str) -> list[float]:
        sums = self.bias.copy()
        for name in self.features(text):
            for place, weight in self.rows.get(name, ()):
                sums[place] += weight
        return sums

    def by_keyword(self, text: str) -> str | None:
        """The theme of the longest keyword, None where there is none."""
        hits = self.keywords.find(words_of(text))
        return max(hits, key=lambda hit: hit[1] - hit[0])[2] if hits else None

    def of(self, text: str) -> str | None:
        """The likeliest theme of a text, that of its longest keyword where the model is unsure; None where neither can tell."""
        if self.names:
            sums = self._sums(text)
            top = max(sums)
            if math.exp(top) >= THRESHOLD * sum(map(math.exp, sums)):
                theme = self.names[sums.index(top)]
                return theme if theme != NONE else None
        return self.by_keyword(text)

    def sure(self, text: str, theme: str) -> bool:
        """Whether a theme is likely enough for its usual indicator to stand in a sentence, as an assumption."""
        scores = self.scores(text)
        likeliest = max(scores, key=scores.__getitem__, default=theme)
        return scores.get(theme, 0.0) >= SURE or (likeliest == theme == self.by_keyword(text))


def _weights(code: str) -> Weights:
    """The trained weights of a language, by feature and theme; empty without a model."""
    path = model_file(code, MODEL)
    if path is None:
        return {}
    try:
        weights = TypeAdapter(Weights).validate_json(path.read_bytes())
    except ValidationError:
        weights = {}
    bias = weights.get(BIAS, {})
    if not bias or not bias.keys() <= {*knowledge().themes, NONE} or any(not row.keys() <= bias.keys() for row in weights.values()):
        raise ResourceError(f"{code}/{path.name}: not a trained model of the themes at hand; rebuild it: smartgoals train")
    return weights


@cache
def grammar(language_code: str) -> ThemeGrammar:
    """The features and weights of a language, built once."""
    from assistant import lang

    return ThemeGrammar(lang.get(language_code))
