"""The marks behind what was assumed: one for assumptions that stand together, naming them when they are several."""

from __future__ import annotations

import re
from functools import cache

from assistant import lang
from assistant.criteria.base import Context
from assistant.lang.realising import realiser
from assistant.rewriting.phrases import Request, set_type
from assistant.rewriting.pieces import Candidate, Piece

ALIASES = {"change": "target"}  # slots of one name in the mark


def with_marks(request: Request, candidate: Candidate) -> Candidate:
    """The candidate with its assumptions marked; assumptions with nothing of the author's between them share one mark."""
    out: list[Piece] = []
    group: list[str] = []
    last = 0  # where in `out` the mark of the open group belongs
    for piece in candidate:
        if piece.origin == "source" and piece.text.strip() and group and piece.slot != "metric":
            out.insert(last, _mark(request, group))
            group = []
        out.append(piece)
        if piece.origin == "assumption":
            name = ALIASES.get(piece.slot or "", piece.slot or "")
            group += [name] if name not in group else []
            last = len(out)
    if group:
        out.insert(last, _mark(request, group))
    return tuple(out)


def _mark(request: Request, slots: list[str]) -> Piece:
    templates = request.context.language.templates
    if len(slots) == 1:
        return Piece(templates.sentences["confirm"])
    names = realiser(request.context.language.code).listing([templates.marks[slot] for slot in slots])
    return Piece(set_type(request.context, templates.sentences["confirm_several"].format(slots=names)))


def is_marked(context: Context) -> bool:
    """Whether a text holds a mark of ours, and thus is a rewrite that waits to be confirmed."""
    return bool(pattern(context.language.code).search(context.text))


@cache
def pattern(code: str) -> re.Pattern[str]:
    """Finds the marks of a rewrite in a text, with the space before them."""
    say = lang.get(code).templates
    word = re.escape(say.sentences["confirm_several"].format(slots="").strip(" ()"))
    names = "|".join(sorted(map(re.escape, say.marks.values()), key=len, reverse=True))
    return re.compile(rf"[ ]\((?:(?:{names}|,|[ ]|\w{{1,3}})+[ ])?{word}\)")
