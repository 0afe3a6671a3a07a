"""The verifier: re-reads a rewrite with the extractor and says what is wrong with it. It cannot be switched off.

Every candidate of every engine must keep the author's facts (`lost`), add none (`invented`), carry a true trace (`untraced`), not
move against its figures (`against`) and stay within bounds (`oversized`). Text that a model wrote (`Request.strict`) must besides
hold each slot exactly once, repeat no phrase, and stay in its language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from assistant import lang, language
from assistant.criteria.aims import verbs
from assistant.criteria.base import Context
from assistant.records import Entity
from assistant.rewriting import sums
from assistant.rewriting.movement import goes, moves, ways
from assistant.rewriting.phrases import Request
from assistant.rewriting.pieces import Candidate, text_of, traces

_DIGITS = re.compile(r"\d+")
LONG, KEPT = 4, 0.5  # letters of a word that says something; share of them that a model must keep
GRAM = 4  # words of a phrase that may stand once
FACTOR, MARGIN = 2, 400  # a rewrite has at most FACTOR times the author's characters, those of the answers, and MARGIN
KNOWN = frozenset({"answer", "arithmetic", "assumption"})


def problems(request: Request, candidate: Candidate, reread: Sequence[Entity]) -> list[str]:
    """What a candidate breaks, empty when it may be shown.

    Args:
        request: the goal and what may be said beside it.
        candidate: the rewrite, in pieces.
        reread: what the extractor finds in the rewrite's text.
    """
    context, text = request.context, text_of(candidate)
    faults = [
        *lost(context.entities, text),
        *invented(context, candidate, reread),
        *untraced(context, candidate),
        *against(request, candidate),
        *oversized(context.text, candidate),
    ]
    if request.strict:
        faults += [*misplaced(request, candidate), *turned(request, candidate), *unmoved(request, candidate)]
        faults += [*repeated(context.text, text), *foreign(context, text), *unknown(context, candidate, reread)]
        faults += [*dropped(context.text, text), *odd(candidate)]
    return faults


def lost(entities: Sequence[Entity], candidate: str) -> list[str]:
    """Entities of the source that do not stand in the candidate as the author wrote them, as often as there."""
    return [f"lost: {text}" for text, count in Counter(e.text for e in entities).items() if _count(text, candidate) < count]


def _count(text: str, whole: str) -> int:
    """How often a text stands in another as words of its own: "50" does not stand in "500"."""
    if whole.count(text) == 0:
        return 0
    before = r"(?<![\d.,])" if text[:1].isdigit() else r"(?<!\w)" if text[:1].isalpha() else ""
    behind = r"(?!\d)" if text[-1:].isdigit() else r"(?!\w)" if text[-1:].isalpha() else ""
    return len(re.findall(before + re.escape(text) + behind, whole)) or whole.count(text)


def invented(context: Context, candidate: Candidate, reread: Sequence[Entity]) -> list[str]:
    """Numbers that stand in the candidate more often than their origins bring them, and figures or dates that no origin touches."""
    text = text_of(candidate)
    allowed = numbers(context.language.code, context.text)
    for piece in candidate:
        if piece.origin in KNOWN:
            allowed += numbers(context.language.code, piece.text)
    found = [f"invented: {run}" for run, count in numbers(context.language.code, text).items() if count > allowed[run]]
    traced = _traced(candidate)
    ours = context.language.templates.sentences["today"].casefold()
    for entity in reread:
        if entity.label == "DATE" and entity.text.casefold().replace("'", "’") in ours:
            continue  # "today", beside today's value
        if entity.label in ("FIGURE", "DATE") and not any(traced[slice(*entity.span)]):
            found.append(f"invented: {entity.text}")
    return found


def _traced(candidate: Candidate) -> bytearray:
    """One mark for each character of the text that has an origin."""
    marks = bytearray(len(text_of(candidate)))
    for trace in traces(candidate):
        marks[trace.start : trace.end] = b"\x01" * (trace.end - trace.start)
    return marks


def numbers(code: str, text: str) -> Counter[str]:
    """The numbers of a text, in digits or spelled in words, and how often each stands there."""
    return Counter([*_DIGITS.findall(text), *(word.casefold() for word in _spelled(code).findall(text))])


@cache
def _spelled(code: str) -> re.Pattern[str]:
    """Number words, without those that are articles as well ("un", "one")."""
    figures = lang.get(code).figures
    alone = "|".join(figures.not_alone)
    counted = [word for word in (*figures.number_words, *figures.ratios, *figures.multipliers) if not re.fullmatch(alone, word)]
    return re.compile(rf"(?<![\w'’-])(?:{'|'.join(sorted(counted, key=len, reverse=True))})(?![\w'’-])", re.IGNORECASE)


def untraced(context: Context, candidate: Candidate) -> list[str]:
    """Pieces whose trace is wrong: an author's piece that does not stand at its place, words of ours that hold a number."""
    out = []
    for piece in candidate:
        implied = piece.slot == "metric"  # rests on a verb of the author, and does not repeat it
        said = context.text[slice(*piece.source)] if piece.source else ""
        if piece.origin == "source" and not implied and said.casefold() != piece.text.casefold():
            out.append(f"untraced: {piece.text}")
        if piece.origin in (None, "placeholder") and numbers(context.language.code, piece.text):
            out.append(f"untraced: {piece.text}")
    return out


def against(request: Request, candidate: Candidate) -> list[str]:
    """A verb of ours that moves one way while the figures move the other."""
    amounts = sums.amounts(request.context, request.values)
    if amounts is None or amounts[0] == amounts[1]:
        return []
    code, wrong = request.context.language.code, "verbs_down" if amounts[1] > amounts[0] else "verbs_up"
    right = "verbs_up" if wrong == "verbs_down" else "verbs_down"
    for piece in candidate:
        found = verbs(code, wrong).search(piece.text) if piece.origin is None else None
        if found and not verbs(code, right).search(piece.text) and not verbs(code, "verbs_reach").fullmatch(found.group()):
            return [f"direction: {found.group()}"]
    return []


def oversized(source: str, candidate: Candidate) -> list[str]:
    """A text out of proportion to what was to be said."""
    said = sum(len(piece.text) for piece in candidate if piece.origin in KNOWN)
    return ["length"] if len(text_of(candidate)) > FACTOR * len(source) + said + MARGIN else []


def misplaced(request: Request, candidate: Candidate) -> list[str]:
    """Slots that do not stand in a candidate exactly once; one that is said in several stretches ("40 leads | par mois") is not amiss."""
    text, phrases, out = text_of(candidate), request.phrases.by_slot(), []
    whole = " \n ".join(text_of(phrase) for phrase in phrases.values())
    for slot, phrase in phrases.items():
        for piece in phrase:
            if piece.slot is None or piece.origin is None:
                continue
            count, expected = _count(piece.text, text), _count(piece.text, whole)
            if not count and Counter(piece.text.split()) <= Counter(" ".join(p.text for p in candidate if p.slot == piece.slot).split()):
                continue
            if not 1 <= count <= max(expected, 1):
                out.append(f"slot {slot}: {count} times")
                break
    return out


def turned(request: Request, candidate: Candidate) -> list[str]:
    """A verb of the model that moves the indicator where it shall not go; the figures alone cannot tell when one is a change."""
    direction = request.phrases.direction
    if direction is None or request.phrases.figure == "at":
        return []
    code, other = request.context.language.code, "up" if direction == "down" else "down"
    said = text_of(piece for piece in candidate if piece.slot is None)
    if goes(code, direction, said):
        return []
    if request.phrases.figure == "by":
        return ["direction: not said"]  # "by 15 %" needs a verb or noun that tells which way
    own = " ".join(piece.text for piece in candidate if piece.origin is None)
    found = next((m for way in ways(code, other) if (m := way.search(own))), None)
    return [f"direction: {found.group()}"] if found and not verbs(code, "verbs_reach").fullmatch(found.group()) else []


def unmoved(request: Request, candidate: Candidate) -> list[str]:
    """An indicator and where it shall go without a word between them that moves it ("Tenir nos clients le panier moyen de 40 à 50 €")."""
    if request.phrases.figure not in ("pair", "by", "at") or "metric" not in request.phrases.by_slot():
        return []
    code, said = request.context.language.code, " ".join(piece.text for piece in candidate if piece.slot is None)
    counted = request.phrases.figure == "at" and verbs(code, "verbs_acquire", "verbs_reach", "verbs_deliver").search(said)
    return [] if counted or moves(code, said) else ["verb: none that moves the indicator"]


def dropped(source: str, text: str) -> list[str]:
    """Whether most of what the author wrote is gone: words of `LONG` letters or more count, by their beginnings (they may be inflected)."""
    ours = {word[:LONG] for word in _long(source)}
    kept = ours & {word[:LONG] for word in _long(text)}
    gone = [word for word in _long(source) if word[:LONG] not in kept]
    return [f"dropped: {', '.join(gone)}"] if len(kept) < KEPT * len(ours) else []


def _long(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) >= LONG]


def odd(candidate: Candidate) -> list[str]:
    """Signs in words of the model that no goal is written with, and the author's capital in the midst of a sentence."""
    own = "".join(piece.text for piece in candidate if piece.origin is None)
    out = [f"sign: {sign}" for sign in dict.fromkeys(re.findall(r"[^\w\s,;:.!?…’'\"«»“”()&/–—-]|_", own))]
    at = 0
    for piece in candidate:
        inside = text_of(candidate)[:at].rstrip()
        opens = piece.source is not None and piece.source[0] == 0 and re.match(r"[^\W\d_][^\W\d_A-Z]", piece.text)
        if opens and piece.text[:1].isupper() and inside and inside[-1] not in ".!?:":
            out.append(f"capital: {piece.text.split()[0]}")
        at += len(piece.text)
    return out


def repeated(source: str, text: str) -> list[str]:
    """Phrases of `GRAM` words that stand in a text more often than once, and than in the author's."""
    grams, ours = _grams(text), _grams(source)
    return [f"repeated: {' '.join(gram)}" for gram, count in grams.items() if count > max(1, ours[gram])]


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return Counter(tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1))


def foreign(context: Context, text: str) -> list[str]:
    """Whether a text has left its language; what cannot be told is let pass."""
    found = language.detect(text)
    return [f"language: {found}"] if found not in (context.language.code, lang.UNDECIDED) else []


def unknown(context: Context, candidate: Candidate, reread: Sequence[Entity]) -> list[str]:
    """Metrics, channels and audiences read in words that have no origin."""
    traced = _traced(candidate)
    return [f"invented: {e.text}" for e in reread if e.label in ("METRIC", "CHANNEL", "AUDIENCE") and not any(traced[slice(*e.span)])]
