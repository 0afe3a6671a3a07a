"""The trained spans: a linear-chain conditional random field that decides metrics, channels and audiences.

Its evidence: words, noun classes, names of the catalogues, dates and figures with their roles (stacking as in Wolpert 1992).
Without a trained model of a language the grammar's own spans stand. `smartgoals train` rebuilds the models.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path

from assistant.entities import audiences, channels, metrics, nouns
from assistant.entities.crf import Model
from assistant.entities.phrases import PhraseTable, folded, normal, words_of
from assistant.entities.tokens import Token
from assistant.lang.models import Language
from assistant.records import Entity
from assistant.resources import model_file

LABELS = ("METRIC", "CHANNEL", "AUDIENCE")  # what the model decides; figures and dates are the grammar's
MODEL = "spans.crf"
REACH = 3  # tokens on either side whose evidence a token sees


def hints(tokens: Sequence[Token], entities: Sequence[Entity]) -> list[str]:
    """What is known of each token before the model decides: "I-FIGURE-target", "B-DATE", "B-CADENCE", "O"."""
    out = ["O"] * len(tokens)
    for entity in entities:
        name = f"{entity.label}-{entity.role}" if entity.label == "FIGURE" else entity.label
        if entity.label == "DATE":
            name = "CADENCE" if entity.kind == "cadence" else "DATE"
        prefix = "B-"
        for i, token in enumerate(tokens):
            if token.start < entity.end and entity.start < token.end:
                out[i] = prefix + name
                prefix = "I-"
    return out


def tags(tokens: Sequence[Token], spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """The labels of the tokens (BIO) for character spans (start, end, label)."""
    out = ["O"] * len(tokens)
    for start, end, label in spans:
        prefix = "B-"
        for i, token in enumerate(tokens):
            if token.start < end and start < token.end:
                out[i] = prefix + label
                prefix = "I-"
    return out


class Features:
    """The features of the tokens of a text, in the language's own words."""

    def __init__(self, language: Language) -> None:
        finder = metrics.finder(language.code)
        # first match wins: a channel's name, an indicator's name, an indicator's head
        self.tables = ((channels.finder(language.code).table, "channel"), (finder.kpis, "kpi"), (finder.heads, "head"))
        grammar = audiences.grammar(language.code)
        self.nouns = nouns.classes(language.code)
        self.people = ((grammar.strong, "strong"), (grammar.weak, "weak"))
        heads = (*language.audiences.heads, *language.audiences.weak_heads)
        self.nearly = _nearly(self.tables, [re.sub(r"\W", "", head) for head in heads if not set(" (") & set(head)])

    def of(self, text: str, tokens: Sequence[Token], entities: Sequence[Entity]) -> list[list[str]]:
        """One list of feature names a token; `entities` are dates and figures with their roles."""
        n = len(tokens)
        hint = hints(tokens, entities)
        known, people = self._catalogue(text, tokens), self._people(text, tokens)
        word = [t.text.lower() for t in tokens]
        near = [self.nearly(t.text) if k == "-" else "=" for t, k in zip(tokens, known, strict=True)]
        pos = [t.pos for t in tokens]
        bare = [folded(t.text) for t in tokens]
        kind = [self.nouns.of(t.text) for t in tokens]
        out = []
        for i, token in enumerate(tokens):
            w, p, h, k = word[i], pos[i], hint[i], known[i]
            shape = ("X" if token.text[:1].isupper() else "x") + ("A" if len(w) > 1 and token.text.isupper() else "")
            row = [
                "bias", "w=" + w, "s3=" + w[-3:], "s4=" + w[-4:], "sh=" + shape, "p=" + p, "t=" + token.tag, "h=" + h, "k=" + k,
                "a=" + people[i], f"ah={people[i]}{h}", f"phk={p}|{h}|{k}", "n=" + near[i], f"nh={near[i]}{h}",
                "u=" + bare[i], "p3=" + bare[i][:3], "p4=" + bare[i][:4], "p5=" + bare[i][:5], "s5=" + bare[i][-5:],
                "c=" + kind[i], f"ch={kind[i]}|{h}", f"cp={kind[i]}|{p}",
            ]  # fmt: skip
            if i == 0:
                row.append("first")
            for d in range(-REACH, REACH + 1):
                j = i + d
                if d == 0:
                    continue
                if not 0 <= j < n:
                    row.append(f"{d}=end")
                    continue
                row += (f"{d}h={hint[j]}", f"{d}k={known[j]}")
                if abs(d) <= 2:
                    row += (f"{d}w={word[j]}", f"{d}p={pos[j]}", f"{d}c={kind[j]}", f"{d}cc={kind[j]}|{kind[i]}")
                if abs(d) == 1:
                    row += (
                        f"{d}a={people[j]}", f"{d}hp={hint[j]}|{p}", f"{d}pp={pos[j]}|{p}", f"{d}hh={hint[j]}|{h}", f"{d}wh={word[j]}|{h}",
                        f"{d}wp={word[j]}|{p}", f"{d}kk={known[j]}|{k}", f"{d}wc={word[j]}|{kind[i]}", f"{d}s={bare[j][-3:]}",
                    )  # fmt: skip
            if i >= 2:
                row += (f"-2-1w={word[i - 2]} {word[i - 1]}", f"-2-1p={pos[i - 2]}{pos[i - 1]}{p}")
            out.append(row)
        return out

    def _catalogue(self, text: str, tokens: Sequence[Token]) -> list[str]:
        out = ["-"] * len(tokens)
        words = words_of(text)
        for table, name in self.tables:
            for first, last, _ in table.find(words):
                _mark(out, tokens, words[first].start, words[last - 1].end, name)
        return out

    def _people(self, text: str, tokens: Sequence[Token]) -> list[str]:
        out = ["-"] * len(tokens)
        for pattern, name in self.people:
            for match in pattern.finditer(text):
                _mark(out, tokens, *match.span(), name)
        return out


def _nearly(tables: Sequence[tuple[PhraseTable, str]], people: Sequence[str]) -> Callable[[str], str]:
    """Tells which list has a word that differs from a given one by one letter dropped, doubled, changed or swapped: a slip."""
    index: dict[str, str] = {}
    exact: set[str] = set()
    words = [(w, name) for table, name in tables for w in table.words()] + [("".join(normal(w)), "people") for w in people]
    for word, name in words:
        exact.add(word)
        if len(word) >= 6:
            for key in _deletes(word):
                index.setdefault(key, name)

    @lru_cache(maxsize=8192)
    def nearly(text: str) -> str:
        word = "".join(normal(text))
        if word in exact or not 6 <= len(word) <= 24:
            return "-"
        return next((index[key] for key in _deletes(word) if key in index), "-")

    return nearly


def _deletes(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _mark(out: list[str], tokens: Sequence[Token], start: int, end: int, name: str) -> None:
    for i, token in enumerate(tokens):
        if token.start < end and start < token.end and out[i] == "-":
            out[i] = name


class SpanTagger:
    """The trained model of one language.

    Raises:
        ResourceError: the file is not a CRFsuite model.
    """

    def __init__(self, language: Language, path: Path) -> None:
        self.features = Features(language)
        self.model = Model(path)

    def find(self, text: str, tokens: Sequence[Token], entities: Sequence[Entity]) -> list[tuple[int, int, str]]:
        """Character spans (start, end, label) in order; `entities` are what the grammar found."""
        if not tokens:
            return []
        found: list[tuple[int, int, str]] = []
        for token, tag in zip(tokens, self.model.tag(self.features.of(text, tokens, entities)), strict=True):
            if tag == "O":
                continue
            if tag.startswith("I-") and found and found[-1][2] == tag[2:] and token.start - found[-1][1] <= 1:
                found[-1] = (found[-1][0], token.end, tag[2:])
            else:
                found.append((token.start, token.end, tag[2:]))
        return found


@cache
def tagger(language_code: str) -> SpanTagger | None:
    """The trained tagger of a language, loaded once; None when none has been trained."""
    from assistant import lang

    path = model_file(language_code, MODEL)
    return SpanTagger(lang.get(language_code), path) if path else None
