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
from assistant.rewriting.local import prompt
from assistant.rewriting.marking import is_marked, with_marks
from assistant.rewriting.phrases import Request, around, set_type
from assistant.rewriting.pieces import Candidate, Piece, joined, of_source, text_of, words
from assistant.rewriting.relations import LABEL, layout_of

NAME_OF = {"at": "target", "by": "change", "pair": "pair"}  # how `phrases` calls the phrase of a figure → how the model does
COMPLEMENTS = ("audience", "channel", "means", "reason")
LEAD = 24  # characters before a figure in which its preposition stands
SAID = 4  # characters of a stretch that is worth tracing to the goal
_WORD = re.compile(r"\w[\w’'-]*\W*|\W+")
_APOSTROPHE = re.compile("[’']")
_PARTS = re.compile(r"\{(\w+)\}|([^{}]+)")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the model is told of a goal.

    Attributes:
        goal: its text without the label, with names where it says a phrase.
        phrases: by the name that the model knows, the phrase that it stands for.
        label: what stands before the goal ("KR1: ").
        end: closing marks and blanks.
        owner: who is responsible, put behind the sentence, for the model has no name for it.
        capital: whether the goal begins with one.
    """

    goal: str
    phrases: Mapping[str, Candidate]
    label: Candidate
    end: Candidate
    owner: Candidate
    capital: bool


def gather(request: Request) -> Gathered | None:
    """The phrases of a goal under the model's names; None where one of them has none, so that no sentence of the model can hold it.

    That is so for goals that lack nothing, that ask for more of a thing by a share, that are to keep their words, that hold gaps of an
    earlier rewrite, or whose figures or dates stand in no phrase (a second figure, a habit), and for multipliers, which the model was
    not tuned on.
    """
    context = request.context
    nothing_to_add = not request.gaps and not request.phrases.added
    waits = placeholders_in(context.text, context.language) or is_marked(context.text, context.language.code)
    if nothing_to_add or request.keep_words or waits:
        return None
    added, said = request.phrases.added, request.phrases.said
    layout = layout_of(request)
    named: dict[str, Candidate] = {}
    if figure := request.phrases.figure:
        counted = layout.relations[0] == "count"
        if figure not in NAME_OF or (counted and (figure != "at" or "target" not in layout.slots)):
            return None
        if counted:
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
        phrase = added.get(slot) or (said.get(slot) if _stands_apart(request, slot) else None)
        if phrase and not _within(phrase, named.values()):
            named[slot] = phrase
    if not _all_told(request, named):
        return None
    last = "deadline" if "deadline" in named else next(iter(named))
    named[last] = (*named[last], *_today(request))
    label = LABEL.match(context.text)
    start = label.end() if label else 0
    return Gathered(
        _with_names(request, named, start), named, of_source(context, 0, start), layout.end, added.get("owner", ()), layout.capital
    )


def _stands_apart(request: Request, slot: str) -> bool:
    """Whether what the goal says of a slot is a phrase of its own: a channel or audience without preposition is part of another one."""
    entity = request.context.frame.channel if slot == "channel" else request.context.frame.audience if slot == "audience" else None
    if entity is None:
        return True
    lead = text_of(request.phrases.said[slot]).removesuffix(entity.text).strip()
    return bool(lead) and not re.fullmatch("|".join(request.context.language.lexicon.noun_phrase.articles), lead, re.IGNORECASE)


def _with_names(request: Request, named: Mapping[str, Candidate], start: int) -> str:
    """The goal as the model reads it, from `start` on: where it says a phrase itself, the phrase's name stands in its place.

    Else the model would copy the words and write the name besides. Braces of the author's own are no names.
    """
    text, at, out = request.context.text, start, ""
    spans = {name: [p.source for p in phrase if p.source] for name, phrase in named.items()}
    if "count" in named and (metric := request.phrases.said.get("metric")):
        spans["count"] = [p.source for p in (*named["count"], *metric) if p.source]
    elif metric := request.phrases.said.get("metric"):
        spans["metric"] = [p.source for p in metric if p.source]
    for name, found in sorted(spans.items(), key=lambda item: min(item[1], default=(0, 0))):
        if found and min(found)[0] >= at:
            out += prompt.as_data(text[at : min(found)[0]], trim=False) + f"{{{name}}}"
            at = max(end for _, end in found)
    return (out + prompt.as_data(text[at:], trim=False)).strip()


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
    return with_marks(request, (*gathered.label, *_capital(body, gathered.capital), *gathered.owner, *gathered.end))


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
    """An indicator behind words that its article does not stand behind: contracted with a preposition ("de le" → "du"), as the language's
    realiser writes the two, or left out behind another determiner ("notre le" → "notre")."""
    named = [piece for piece in phrase if piece.slot]
    if len(named) != 1 or not body:
        return phrase
    context = request.context
    voice, said, before = realiser(context.language.code), text_of(phrase), text_of(body)
    for make in (voice.of, voice.to):
        for preposition in {make(letter).removesuffix(letter) for letter in ("x", "a")}:
            lead = re.search(rf"(?<!\w){_APOSTROPHE.sub(_APOSTROPHE.pattern, preposition)}$", before, re.IGNORECASE)
            if lead and make(said) != preposition + said:
                _cut(body, len(before) - lead.start())
                return around(context, make(said), named[0])
    determiners = alternation((*context.language.lexicon.noun_phrase.articles, *context.language.dates.determiners))
    return (named[0],) if re.search(rf"(?<!\w)(?:{determiners})[ ]?$", before, re.IGNORECASE) else phrase


def _cut(body: list[Piece], length: int) -> None:
    """Take so many characters off the end of a sentence."""
    while length > 0:
        last = body.pop()
        if len(last.text) > length:
            source = (last.source[0], last.source[1] - length) if last.source else None
            body.append(replace(last, text=last.text[:-length], source=source))
        length -= len(last.text)


def _capital(body: list[Piece], wanted: bool) -> list[Piece]:
    """A capital at the beginning where the goal has one; the author's own words are traced on but for that letter."""
    for number, piece in enumerate(body):
        if wanted and piece.text.strip():
            first, rest = piece.text[:1], piece.text[1:]
            if piece.origin != "source":
                body[number] = replace(piece, text=first.upper() + rest)
            elif piece.slot is None and piece.source and not first.isupper():
                body[number : number + 1] = [Piece(first.upper()), replace(piece, text=rest, source=(piece.source[0] + 1, piece.source[1]))]
            break
    return body
