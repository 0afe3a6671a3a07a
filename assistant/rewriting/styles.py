"""How a rewrite is laid out: a sentence, a card (the sentence as title over the five lines), or an objective with key results."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.criteria.base import Context
from assistant.records import Span
from assistant.rewriting.phrases import filled
from assistant.rewriting.pieces import Candidate, Piece, of_source, words

STYLES = ("sentence", "card", "okr")
_LABELLED = re.compile(r"\A\s*(?:KR|O|OKR)\s?\d*\s?[:.–-]", re.IGNORECASE)


def laid_out(context: Context, sentences: Sequence[Candidate], lines: Mapping[str, Candidate], style: str) -> Candidate:
    """A rewrite in a style.

    Args:
        context: the goal.
        sentences: its rewrite, one candidate a goal of a compound one.
        lines: the five lines, in the language of the goal.
        style: one of `STYLES`.
    """
    whole = tuple(piece for n, sentence in enumerate(sentences) for piece in (*words(" " if n else ""), *sentence))
    if style == "card":
        say = context.language.templates.styles["line"]
        rows = [filled(context, say, letter=(Piece(letter),), line=line) for letter, line in lines.items()]
        return (*_stripped(whole), *(piece for row in rows for piece in (Piece("\n"), *row)))
    if style == "okr" and not _LABELLED.match(context.text):
        return _okr(context, sentences)
    return whole


def _okr(context: Context, sentences: Sequence[Candidate]) -> Candidate:
    say = context.language.templates.styles
    heads, results = zip(*(_cut(context, sentence) for sentence in sentences), strict=True)
    objective = heads[0] if len(heads) == 1 and heads[0] else _objective(context)
    out = [*filled(context, say["objective"], text=_stripped(objective))]
    for number, result in enumerate(results, 1):
        label = say["key_result"].replace("{number}", "\x00")
        row = filled(context, label, text=_capital(_stripped(result)))
        out += [
            Piece("\n"),
            *(
                replace(p, text=p.text.replace("\x00", str(number)), slot="label") if p.origin is None and "\x00" in p.text else p
                for p in row
            ),
        ]
    return tuple(out)


def _cut(context: Context, sentence: Candidate) -> tuple[Candidate, Candidate]:
    """The author's wish before the colon, and what shall be reached behind it."""
    at = next((n for n, piece in enumerate(sentence) if piece.slot == "colon"), None)
    return ((), sentence) if at is None else (sentence[:at], sentence[at + 1 :])


def _objective(context: Context) -> Candidate:
    """The author's own words without deadline, means and figures where they stand at the end; else all of them."""
    frame = context.frame
    if frame.reason:
        return of_source(context, *frame.reason)
    start, end = context.whole
    starts: list[int] = [e.start for e in (frame.baseline, frame.target, frame.change) if e and e.start > start]
    stop = min([end, *starts])
    text = re.sub(r"(?<![\s,;:(–—-])[\s,;:(–—-]+(?:\w{1,3}['’]?\s?)?$\n?", "", context.text[start:stop])
    return of_source(context, start, start + len(text)) if len(text.split()) > 1 else of_source(context, start, end)


def _stripped(candidate: Candidate) -> Candidate:
    """Without blanks at the edges and a closing full stop."""
    pieces = [p for p in candidate if p.text]
    while pieces and not pieces[0].text.strip():
        pieces.pop(0)
    if pieces:
        pieces[0] = _cut_piece(pieces[0], len(pieces[0].text) - len(pieces[0].text.lstrip()), len(pieces[0].text))
    while pieces and not pieces[-1].text.rstrip(" .\n"):
        pieces.pop()
    if pieces:
        pieces[-1] = _cut_piece(pieces[-1], 0, len(pieces[-1].text.rstrip(" .\n")))
    return tuple(pieces)


def _cut_piece(piece: Piece, start: int, end: int) -> Piece:
    source: Span | None = piece.source
    if source and source[1] - source[0] == len(piece.text):
        source = source[0] + start, source[0] + end
    return replace(piece, text=piece.text[start:end], source=source)


def _capital(candidate: Candidate) -> Candidate:
    first, *rest = candidate or (Piece(""),)
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *rest)


def is_styled(context: Context) -> bool:
    """Whether a text is a card or an OKR of ours, which is not laid out again."""
    say = context.language.templates.styles
    marks = [say["line"].format(letter=letter, line="") for letter in "SMART"]
    marks.append(say["key_result"].format(number=1, text=""))
    marks, lines = ([re.sub(r"\s", " ", line) for line in group] for group in (marks, context.text.split("\n")))
    found = sum(any(line.startswith(mark) for line in lines) for mark in marks)
    return found >= len(marks) - 1 or any(line.startswith(marks[-1]) for line in lines)
