"""Goals that are several: cut where one ends and the next begins, each part rewritten, and put together again.

"parts" keeps one sentence with the author's joints; "split" makes one sentence a part. A deadline that the last part names holds
for all, and a verb that the first part names holds for those that have none ("augmenter les ventes de 10 % et les leads de 20 %").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.criteria import wording
from assistant.criteria.aims import verbs
from assistant.criteria.base import Context
from assistant.records import Span
from assistant.rewriting.amend import lead_start
from assistant.rewriting.pieces import Candidate, Piece, joined, of_source, words

COMPOUNDS = ("parts", "split")
SHARED = frozenset({"deadline"})  # slots whose answer holds for every part
TRAILING = frozenset({"audience", "channel", "means", "reason", "owner", "tool"})  # and for the last


@dataclass(frozen=True, slots=True)
class Part:
    """One goal of several: its text as a goal of its own, and which spans of the author's text it is made of, in order.

    `own` is its own span among them, `joint` what stands between it and the part before it.
    """

    text: str
    spans: tuple[Span, ...]
    own: Span
    joint: Span | None = None

    def moved(self, candidate: Candidate) -> Candidate:
        """A rewrite of the part, whose sources are those of the author's whole text."""
        out: list[Piece] = []
        for piece in candidate:
            if piece.source is None:
                out.append(piece)
                continue
            start, end = piece.source
            at = 0
            for a, b in self.spans:
                low, high = max(start, at), min(end, at + b - a)
                if low < high:
                    whole = piece.text if high - low == end - start else piece.text[low - start : high - start]
                    out.append(replace(piece, text=whole, source=(a + low - at, a + high - at)))
                at += b - a
        return tuple(out)


def parts_of(context: Context) -> tuple[Part, ...]:
    """The goals of which a text is made; empty when it is one."""
    joints = [place for place, _ in wording.joints(context)]
    if not joints:
        return ()
    start, end = context.whole
    edges = [start, *(edge for joint in joints for edge in joint), end]
    cuts = [_trimmed(context.text, edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    if any(a >= b for a, b in cuts):
        return ()
    verb = _verb_of(context, cuts[0])
    last = context.frame.deadline
    deadline = (lead_start(context, last), last.end) if last and cuts[-1][0] < last.start else None
    out = []
    for n, cut in enumerate(cuts):
        spans = [cut]
        if n and verb and not _has_verb(context, cut):
            spans.insert(0, (verb[0], verb[1] + 1))
        if deadline and n < len(cuts) - 1 and not _has_end(context, cut):
            spans.append((deadline[0] - 1, deadline[1]))
        out.append(Part("".join(context.text[a:b] for a, b in spans), tuple(spans), cut, joints[n - 1] if n else None))
    return tuple(out)


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return start + len(part) - len(part.lstrip(" ,;")), start + len(part.rstrip(" ,;:.!"))


def _verb_of(context: Context, cut: Span) -> Span | None:
    """The verb that opens the first part."""
    action = context.frame.action
    return action if action and cut[0] == action[0] and context.text[action[1] : action[1] + 1] == " " else None


def _has_verb(context: Context, cut: Span) -> bool:
    groups = ("verbs_up", "verbs_down", "verbs_acquire", "verbs_keep", "verbs_reach", "verbs_deliver", "verbs_act")
    first = " ".join(context.text[slice(*cut)].split()[:2])
    return bool(verbs(context.language.code, *groups).search(first))


def _has_end(context: Context, cut: Span) -> bool:
    ends = ("deadline", "duration", "period")
    return any(e.label == "DATE" and e.kind in ends and cut[0] <= e.start < cut[1] for e in context.entities)


def answers_for(answers: Mapping[str, str], gaps: list[list[str]]) -> list[dict[str, str]]:
    """The answers of each part: a deadline holds for all, complements for the last, a value for the first part that lacks it."""
    out: list[dict[str, str]] = [{} for _ in gaps]
    for slot, answer in answers.items():
        if slot in SHARED:
            takers = range(len(gaps))
        elif slot in TRAILING:
            takers = range(len(gaps) - 1, len(gaps))
        else:
            first = next((n for n, lacking in enumerate(gaps) if slot in lacking), None)
            takers = range(0) if first is None else range(first, first + 1)
        for n in takers:
            out[n][slot] = answer
    return out


def together(context: Context, parts: tuple[Part, ...], made: list[Candidate], *, split: bool) -> Candidate:
    """The rewritten parts as one text: one sentence each, or one sentence with the author's joints."""
    end = context.whole[1]
    stop = context.text[end - 1 : end] if context.text[end - 1 : end] in ".!" else ""
    out: list[Piece] = []
    for n, (part, candidate) in enumerate(zip(parts, made, strict=True)):
        pieces = joined(part.moved(candidate))
        if split:
            out += [*words(". " if n else ""), *_capital(pieces)]
            continue
        if part.joint:
            between = context.text[slice(*part.joint)]
            out += [*words("" if between[:1] in ",;" else " "), Piece(between, None, "source", part.joint), Piece(" ")]
        out += [p for p in pieces if p.source is None or (part.own[0] <= p.source[0] and p.source[1] <= part.own[1])]
    out += words(stop or ("." if split else ""))
    return (*of_source(context, 0, context.whole[0]), *out, *of_source(context, end, len(context.text)))


def _capital(pieces: Candidate) -> Candidate:
    first = next((i for i, p in enumerate(pieces) if p.text.strip()), 0)
    piece = pieces[first]
    return (*pieces[:first], replace(piece, text=piece.text[:1].upper() + piece.text[1:]), *pieces[first + 1 :])


def has_colon(candidate: Candidate) -> bool:
    """Whether a part says its figures behind a colon, so that nothing can be joined to it in one sentence."""
    return any(piece.slot == "colon" for piece in candidate)
