"""The evidence by which the trained spans are decided: the features of a token and of those around it.

A feature is a string; its spelling is part of the trained models. Features come in groups that hang on few things (a word and
its part of speech, two neighbours), so that what a group says needs to be worked out once for all tokens alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from assistant.entities import audiences, channels, metrics, nouns
from assistant.entities.phrases import PhraseTable, folded, normal, words_of
from assistant.entities.tokens import Token
from assistant.lang.models import Language
from assistant.records import Entity

DISTANCES = (-3, -2, -1, 1, 2, 3)  # of the tokens whose evidence a token sees
Group = Callable[..., tuple[str, ...]]
Key = tuple[object, ...]


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
        return [[name for group, key in token for name in group(*key)] for token in self.groups(text, tokens, entities)]

    def groups(self, text: str, tokens: Sequence[Token], entities: Sequence[Entity]) -> list[list[tuple[Group, Key]]]:
        """The features of each token as groups, each a function and what it is to be told: the same for many tokens."""
        n = len(tokens)
        hint, known, people = hints(tokens, entities), self._catalogue(text, tokens), self._people(text, tokens)
        kind = [self.nouns.of(t.text) for t in tokens]
        seen = [(t.text.lower(), t.pos, hint[i], known[i], people[i], kind[i]) for i, t in enumerate(tokens)]
        far = [(hint[i], known[i]) for i in range(n)]
        near = [(word, pos, h, k, c) for word, pos, h, k, _, c in seen]
        out: list[list[tuple[Group, Key]]] = []
        for i, token in enumerate(tokens):
            row: list[tuple[Group, Key]] = [(self.own, (token.text, token.pos, token.tag, hint[i], known[i], people[i]))]
            if i == 0:
                row.append((first, ()))
            _, p, h, k, _, c = seen[i]
            for d in DISTANCES:
                j = i + d
                if not 0 <= j < n:
                    row.append((end, (d,)))
                elif d in (-1, 1):
                    row.append((beside, (d, seen[j], tokens[j].text, p, h, k, c)))
                elif d in (-2, 2):
                    row.append((close, (d, near[j], c)))
                else:
                    row.append((apart, (d, far[j])))
            if i >= 2:
                row.append((pair, (seen[i - 2][0], seen[i - 1][0], tokens[i - 2].pos, tokens[i - 1].pos, p)))
            out.append(row)
        return out

    def own(self, text: str, p: str, tag: str, h: str, k: str, people: str) -> tuple[str, ...]:
        """What a token is: word, beginnings and endings, shape, parts of speech, class of noun, what is known of it."""
        w, bare, kind = text.lower(), folded(text), self.nouns.of(text)
        shape = ("X" if text[:1].isupper() else "x") + ("A" if len(w) > 1 and text.isupper() else "")
        near = self.nearly(text) if k == "-" else "="
        return (
            "bias", "w=" + w, "s3=" + w[-3:], "s4=" + w[-4:], "sh=" + shape, "p=" + p, "t=" + tag, "h=" + h, "k=" + k,
            "a=" + people, f"ah={people}{h}", f"phk={p}|{h}|{k}", "n=" + near, f"nh={near}{h}",
            "u=" + bare, "p3=" + bare[:3], "p4=" + bare[:4], "p5=" + bare[:5], "s5=" + bare[-5:],
            "c=" + kind, f"ch={kind}|{h}", f"cp={kind}|{p}",
        )  # fmt: skip

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


def first() -> tuple[str, ...]:
    """The features of the first token beside its own."""
    return ("first",)


def end(d: int) -> tuple[str, ...]:
    """The features of a place beyond the text."""
    return (f"{d}=end",)


def apart(d: int, other: Sequence[str]) -> tuple[str, ...]:
    """What stands three tokens away: (hint, catalogue)."""
    return f"{d}h={other[0]}", f"{d}k={other[1]}"


def close(d: int, other: Sequence[str], kind: str) -> tuple[str, ...]:
    """What stands two tokens away: (word, part of speech, hint, catalogue, class), with the class of the token."""
    word, pos, hint, known, c = other
    return f"{d}h={hint}", f"{d}k={known}", f"{d}w={word}", f"{d}p={pos}", f"{d}c={c}", f"{d}cc={c}|{kind}"


def beside(d: int, other: Sequence[str], text: str, p: str, h: str, k: str, kind: str) -> tuple[str, ...]:
    """What stands right beside: (word, part of speech, hint, catalogue, people, class), and pairs of it with the token's own."""
    word, pos, hint, known, people, c = other
    return (
        *close(d, (word, pos, hint, known, c), kind),
        f"{d}a={people}", f"{d}hp={hint}|{p}", f"{d}pp={pos}|{p}", f"{d}hh={hint}|{h}", f"{d}wh={word}|{h}",
        f"{d}wp={word}|{p}", f"{d}kk={known}|{k}", f"{d}wc={word}|{kind}", f"{d}s={folded(text)[-3:]}",
    )  # fmt: skip


def pair(one: str, two: str, pos1: str, pos2: str, p: str) -> tuple[str, ...]:
    """The two tokens before."""
    return f"-2-1w={one} {two}", f"-2-1p={pos1}{pos2}{p}"


def _nearly(tables: Sequence[tuple[PhraseTable, str]], people: Sequence[str]) -> Callable[[str], str]:
    """Tells which list has a word that differs from a given one by one letter dropped, doubled, changed or swapped: a slip."""
    index: dict[str, str] = {}
    exact: set[str] = set()
    words = [(w, name) for table, name in tables for w in sorted(table.words())] + [("".join(normal(w)), "people") for w in people]
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


def _deletes(word: str) -> list[str]:
    return [word, *(word[:i] + word[i + 1 :] for i in range(len(word)))]


def _mark(out: list[str], tokens: Sequence[Token], start: int, end: int, name: str) -> None:
    for i, token in enumerate(tokens):
        if token.start < end and start < token.end and out[i] == "-":
            out[i] = name
