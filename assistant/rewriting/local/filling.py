"""Between a goal's phrases and the names that the model knows: which name stands for which phrase, and the sentence with them put in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assistant.criteria.base import Context
from assistant.entities.numbers import alternation
from assistant.lang.realising import realiser
from assistant.records import Entity
from assistant.rewriting.gaps import acquires, placeholders_in
from assistant.rewriting.marking import is_marked, with_marks
from assistant.rewriting.phrases import Request, around, set_type
from assistant.rewriting.pieces import Candidate, Piece, joined, of_source, text_of, words
from assistant.rewriting.relations import LABEL, layout_of

NAME_OF = {"at": "target", "by": "change", "pair": "pair"}  # how `phrases` calls the phrase of a figure → how the model does
COMPLEMENTS = ("audience", "channel", "means", "reason")
LEAD = 24  # characters before a figure in which its preposition stands
SAID = 4  # characters of a stretch that is worth tracing to the goal
_WORD = re.compile(r"\w[\w’'-]*\W*|\W+")
_PARTS = re.compile(r"\{(\w+)\}|([^{}]+)")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the model is told of a goal.

    Attributes:
        goal: its text without label and closing mark.
        phrases: by the name that the model knows, the phrase that it stands for.
        label: what stands before the goal ("KR1: ").
        end: closing marks and blanks.
        owner: who is responsible, put behind the sentence, for the model has no name for it.
    """

    goal: str
    phrases: Mapping[str, Candidate]
    label: Candidate
    end: Candidate
    owner: Candidate


def gather(request: Request) -> Gathered | None:
    """The phrases of a goal under the model's names; None where one of them has none, so that no sentence of the model can hold it.

    That is so for goals that lack nothing, that are to keep their words, that hold gaps of an earlier rewrite, or whose figures or dates
    stand in no phrase (a second figure, a habit), and for multipliers, which the model was not tuned on.
    """
    context = request.context
    nothing_to_add = not request.gaps and not request.phrases.added
    if nothing_to_add or request.keep_words or placeholders_in(context.text, context.language) or is_marked(context):
        return None
    added, said = request.phrases.added, request.phrases.said
    layout = layout_of(request)
    named: dict[str, Candidate] = {}
    if figure := request.phrases.figure:
        if figure not in NAME_OF:
            return None
        if layout.relations[0] == "count" and figure == "at" and "target" in layout.slots:
            named["count"] = (*layout.slots["target"], Piece(" "), *layout.slots["bare"])
        else:
            named[NAME_OF[figure]] = added[figure]
    elif not _said_figure(request, named):
        return None
    metric = added.get("metric") or said.get("metric")
    if metric and "count" not in named:
        named["metric"] = metric if "metric" in added else _with_article(request, metric)
    elif not metric and "count" not in named:
        return None
    for slot in ("deadline", *COMPLEMENTS):
        phrase = added.get(slot) or said.get(slot)
        if phrase and not _within(phrase, named.values()):
            named[slot] = phrase
    if not _all_told(request, named):
        return None
    last = "deadline" if "deadline" in named else next(iter(named))
    named[last] = (*named[last], *_today(request))
    label = LABEL.match(context.text)
    start = label.end() if label else 0
    end = text_of(layout.end)
    goal = context.text[start:].rstrip()
    return Gathered(goal, named, of_source(context, 0, start), layout.end if end else (), added.get("owner", ()))


def _with_article(request: Request, phrase: Candidate) -> Candidate:
    """The author's indicator as a sentence takes it: with an article where it has none, as a number where it is things that are gained."""
    context = request.context
    metric = context.frame.metric
    if metric is None:
        return phrase
    voice = realiser(context.language.code)
    name = context.language.kpis.get(metric.id or "")
    if acquires(context):
        made = voice.number_of(metric.text)
    elif text_of(phrase) != metric.text:
        return phrase
    else:
        gender, number = (name.gender, name.number) if name else voice.guess(metric.text)
        made = voice.definite(metric.text, gender, number)
    return around(context, made, Piece(metric.text, "metric", "source", metric.span))


def _today(request: Request) -> Candidate:
    """Today's value behind a change, where it was answered and the goal does not tell it."""
    if "today" not in request.phrases.added or request.phrases.figure == "pair" or request.context.frame.baseline:
        return ()
    return (Piece(", "), *request.phrases.added["today"])


def _said_figure(request: Request, named: dict[str, Candidate]) -> bool:
    """Put the phrase of the figure that the goal tells itself; whether there is one that the model has a name for."""
    context, frame = request.context, request.context.frame
    figure = frame.figure
    if figure is None or figure.kind in ("multiplier", "ratio"):
        return False
    metric = frame.metric
    if metric and not frame.baseline and figure.end < metric.start and not context.text[figure.end : metric.start].strip():
        named["count"] = of_source(context, figure.start, metric.end)
        return True
    words_of = context.language.figures
    if frame.baseline:
        first, last = sorted((frame.baseline, figure), key=lambda e: e.start)
        start = _lead(context.text, first, words_of.pair_from)
        if first is not frame.baseline or start == first.start or re.search(r"[.;!?]", context.text[first.end : last.start]):
            return False
        named["pair"] = of_source(context, start, last.end)
        return True
    name = "change" if figure is frame.change else "target"
    start = _lead(context.text, figure, words_of.change_before if name == "change" else words_of.target_before)
    if start == figure.start:
        return False
    named[name] = of_source(context, start, figure.end)
    return True


def _lead(text: str, entity: Entity, leads: Iterable[str]) -> int:
    """Where the preposition before a figure begins; the figure's own start where there is none."""
    start = max(0, entity.start - LEAD)
    found = re.search(rf"(?<!\w)(?:{alternation(tuple(leads))})[ \u00a0]?$", text[start : entity.start], re.IGNORECASE)
    return start + found.start() if found else entity.start


def _within(phrase: Candidate, others: Iterable[Candidate]) -> bool:
    """Whether the author's words of a phrase stand in another one already."""
    spans = [p.source for other in others for p in other if p.source]
    return any(p.source and any(p.source[0] < end and p.source[1] > start for start, end in spans) for p in phrase)


def _all_told(request: Request, named: Mapping[str, Candidate]) -> bool:
    """Whether each figure and date of the goal stands in a phrase: the model cannot write one itself."""
    spans = [p.source for phrase in named.values() for p in phrase if p.source]
    return all(
        any(start <= e.start and e.end <= end for start, end in _united(spans))
        for e in request.context.entities
        if e.label in ("FIGURE", "DATE")
    )  # fmt: skip


def _united(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def filled(request: Request, gathered: Gathered, template: str) -> Candidate:
    """A sentence of the model with its phrases put in, its words set as the author sets theirs, label and closing mark kept."""
    context = request.context
    body: list[Piece] = []
    for name, literal in _PARTS.findall(template.rstrip(" .!;")):
        if literal:
            body += _credited(context, set_type(context, literal))
        else:
            phrase = gathered.phrases.get(name, ())
            body += _joined(body, _contracted(request, body, phrase) if name == "metric" else phrase)
    return with_marks(request, (*gathered.label, *_capital(body), *gathered.owner, *gathered.end))


def _credited(context: Context, literal: str) -> Candidate:
    """Words of the model, those that the goal says just so traced to it: what it says of itself is not the model's invention."""
    out: list[Piece] = []
    parts, at = _WORD.findall(literal), 0
    while at < len(parts):
        run, found = "", None
        for end in range(len(parts), at, -1):
            run = "".join(parts[at:end]).rstrip()
            if len(run) >= SAID and (found := re.search(rf"(?<!\w){re.escape(run)}(?!\w)", context.text)):
                break
        if found:
            whole = "".join(parts[at:end])
            out += [Piece(run, None, "source", found.span()), *words(whole[len(run) :])]
            at = end
        else:
            out.append(Piece(parts[at]))
            at += 1
    return joined(out)


def _joined(before: list[Piece], phrase: Candidate) -> Candidate:
    """A phrase without the blank or comma that it begins with, where the sentence has one; with a space where it has none."""
    if not phrase:
        return ()
    first, last = phrase[0], text_of(before[-1:])
    text = first.text
    if last.endswith((", ", ": ", "\u00a0: ")) or not before:
        text = text.lstrip(" ,")
    elif last.endswith(" ") and text.startswith(","):
        before[-1] = replace(before[-1], text=last.rstrip(" "))
    elif last.endswith(" "):
        text = text.lstrip(" ")
    return (replace(first, text=text), *phrase[1:]) if text else phrase[1:]


def _contracted(request: Request, body: list[Piece], phrase: Candidate) -> Candidate:
    """An indicator behind words that the language contracts with its article ("de le" → "du"), as its realiser writes the two."""
    named = [piece for piece in phrase if piece.slot]
    if len(named) != 1 or not body or body[-1].slot:
        return phrase
    voice, said, last = realiser(request.context.language.code), text_of(phrase), body[-1]
    for make in (voice.of, voice.to):
        preposition = make("x").removesuffix("x").strip()
        lead = re.search(rf"(?<!\w){re.escape(preposition)}[ ]$", last.text, re.IGNORECASE)
        if lead and make(said) != f"{preposition} {said}":
            body[-1] = replace(last, text=last.text[: lead.start()], source=None, origin=None)
            return around(request.context, make(said), named[0])
    return phrase


def _capital(body: list[Piece]) -> list[Piece]:
    """A capital at the beginning, unless the author's own words stand there."""
    for number, piece in enumerate(body):
        if piece.text.strip():
            if piece.origin != "source":
                body[number] = replace(piece, text=piece.text[:1].upper() + piece.text[1:])
            break
    return body
