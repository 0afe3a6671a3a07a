"""The marks behind what was assumed: one for assumptions that stand together, naming them when they are several."""

from __future__ import annotations

import re
from functools import cache

from assistant import lang
from assistant.lang.realising import realiser
from assistant.rewriting.phrases import Request, set_type
from assistant.rewriting.pieces import Candidate, Piece

NEAR = 80  # characters of the author's between two assumptions that share one mark
ALIASES = {"change": "target"}  # slots of one name in the mark


def with_marks(request: Request, candidate: Candidate) -> Candidate:
    """The candidate with its assumptions marked; those that stand near each other share one mark, which names them."""
    out: list[Piece] = []
    group: list[str] = []
    last = since = 0  # where in `out` the mark of the open group belongs, and how much of the author's text stands behind it
    for piece in candidate:
        since += len(piece.text) if piece.origin == "source" else 0
        if group and since > NEAR and piece.origin == "assumption":
            out.insert(last, _mark(request, group))
            group = []
        out.append(piece)
        if piece.origin == "assumption":
            name = ALIASES.get(piece.slot or "", piece.slot or "")
            group += [name] if name not in group else []
            last, since = len(out), 0
    if group:
        out.insert(last, _mark(request, group))
    return tuple(out)


def _mark(request: Request, slots: list[str]) -> Piece:
    templates = request.context.language.templates
    if len(slots) == 1:
        return Piece(templates.sentences["confirm"])
    names = realiser(request.context.language.code).listing([name for slot, name in templates.marks.items() if slot in slots])
    return Piece(set_type(request.context, templates.sentences["confirm_several"].format(slots=names)))


def is_marked(text: str, code: str) -> bool:
    """Whether a text holds a mark of ours, and thus is a rewrite that waits to be confirmed."""
    return bool(pattern(code).search(text))


@cache
def pattern(code: str) -> re.Pattern[str]:
    """Finds the marks of a rewrite in a text, with the space before them."""
    say = lang.get(code).templates
    word = re.escape(say.sentences["confirm_several"].format(slots="").strip(" ()"))
    names = "|".join(sorted(map(re.escape, say.marks.values()), key=len, reverse=True))
    return re.compile(rf"[ ]\((?:(?:{names}|,|[ ]|\w{{1,3}})+[ ])?{word}\)")
