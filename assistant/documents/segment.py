"""Cut running text into sentences, with offsets."""

from __future__ import annotations

import re

from assistant.records import Span

# After these a point ends no sentence.
_ABBREVIATIONS = re.compile(
    r"(?:\b(?:env|ex|max|min|cf|etc|approx|vs|resp|janv|févr|avr|juil|sept|oct|nov|déc|dec|jan|feb|mar|apr|jun|jul|aug|sep|no|nr|art|p|pp|M|Mme|Mr|Mrs|Dr|St|Ste|e\.g|i\.e|c\.-à-d|incl)|\b[A-Z])$"
)
_END = re.compile(r"(?<![.!?…])[.!?…]+[\"»”’)]*(?=[ \u00a0\u202f\t\n]+[\"«“(]?[A-ZÀ-Ý0-9+])|[;](?=[ \u00a0]+[A-ZÀ-Ý])|\n+")


def sentences(text: str) -> list[Span]:
    """The spans of the sentences of a text, without white space at their edges; a line end always ends one."""
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.group().startswith(".") and _ABBREVIATIONS.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        _add(text, start, match.end(), spans)
        start = match.end()
    _add(text, start, len(text), spans)
    return spans


def _add(text: str, start: int, end: int, spans: list[Span]) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if piece.strip():
        spans.append((start + left, start + len(piece.rstrip())))
