"""The whole grammatical phrase of each slot of a goal, as pieces, from which any sentence engine builds its sentences.

What a sentence engine must provide is one method (protocol `Engine`): `propose(request)` yields candidates, best first. The
caller re-reads each with the verifier and takes the first that passes, so an engine may be bold; it is never trusted.
A candidate is made of

* the author's own stretches: `pieces.of_source(request.context, start, end)`;
* the phrases of `request.phrases`: `added` holds, by slot, what the goal lacks ("d’ici le 30 juin 2027", with an answer, an
  assumption or a placeholder in it), `said` what the goal says already, with its preposition or article ("sur Instagram");
* words of its own, as pieces without an origin: they may state no figure, date, metric, channel or audience.

An engine that generates text from a model gives it marks in the place of the phrases, and puts the phrases in afterwards:
`Phrases.by_slot()` lists them. Each phrase must stand in the candidate exactly once; `request.strict` asks the verifier for
the checks that only such text needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from assistant import lang
from assistant.criteria.base import Context
from assistant.entities import channels
from assistant.lang.realising import Realiser, realiser
from assistant.records import Entity, Span, Verdict
from assistant.rewriting import sums
from assistant.rewriting.amend import ARTICLE, lead_start
from assistant.rewriting.pieces import Candidate, Piece, of_source, slot_of, words
from assistant.rewriting.values import Values

LEAD = 24  # characters before a channel or audience in which its preposition and article stand
ENTITIES = frozenset({"audience", "channel", "owner"})  # complements of which a goal has one
COMPLEMENTS = ("audience", "channel", "means", "reason", "owner")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one goal.

    Attributes:
        added: slot → phrase of what the goal lacks: metric ("le taux de conversion"), pair ("de 1,2 % à 2 %"), at ("à 2 %"), by
            ("de 15 %"), today ("contre 1,2 % aujourd’hui"), deadline ("d’ici le 30 juin 2027"), until ("jusqu’au 30 juin 2027"),
            audience, channel, means, reason, owner; and the bare target, baseline and change.
        said: slot → phrase of what the goal says, with its lead.
        figure: which of pair, at, by, times says the figure; empty where none is lacking.
        direction: where the metric shall go: "up", "down", or None where nobody can tell.
    """

    added: Mapping[str, Candidate] = field(default_factory=dict)
    said: Mapping[str, Candidate] = field(default_factory=dict)
    figure: str = ""
    direction: str | None = None

    def by_slot(self) -> dict[str, Candidate]:
        """What a sentence must hold, by slot: what is said, and of what is added one phrase for the figure."""
        wanted = ("metric", self.figure, "deadline", *COMPLEMENTS)
        return {**self.said, **{slot: self.added[slot] for slot in wanted if slot in self.added}}


@dataclass(frozen=True, slots=True)
class Request:
    """What an engine is asked: a goal, what it lacks (weakest slot first), what fills the gaps, and how it shall be written.

    `keep_words` asks for the author's own words, to which gaps alone are added; `strict` tells that the text comes from a model.
    """

    context: Context
    verdicts: Mapping[str, Verdict]
    gaps: tuple[str, ...]
    values: Values
    phrases: Phrases
    keep_words: bool = False
    strict: bool = False


class Engine(Protocol):
    """What proposes sentences."""

    name: str

    def propose(self, request: Request) -> Iterable[Candidate]:
        """Candidates, best first; the first that the verifier passes is taken."""
        ...


def of_goal(context: Context, gaps: Iterable[str], values: Values) -> Phrases:
    """The phrases of a goal: what it says, and what its gaps, answers and assumptions add."""
    voice, gaps = realiser(context.language.code), tuple(gaps)
    added: dict[str, Candidate] = {}
    say = context.language.templates.sentences
    down = direction_of(context, values)
    figure = ""
    if "metric" in gaps:
        added["metric"] = (value(context, values, "metric"),)
        added["of_metric"] = around(context, voice.of(added["metric"][0].text), added["metric"][0])
    if "target" in gaps or values.change:
        figure = _figures(context, values, gaps, added)
    if "baseline" in values.given:
        added["today"] = filled(context, say["today"], baseline=(value(context, values, "baseline"),))
    if "deadline" in gaps:
        added |= _deadlines(context, voice, values)
    added |= _complements(context, voice, values)
    return Phrases(added, said(context), figure, down)


def direction_of(context: Context, values: Values) -> str | None:
    """Where the metric shall go: by the values themselves, a change's own sign, the indicator, the text."""
    if values.change:
        return "down" if values.change_down else "up"
    amounts = sums.amounts(context, values)
    if amounts and amounts[0] != amounts[1]:
        return "down" if amounts[1] < amounts[0] else "up"
    return values.kpi.direction if values.kpi else context.frame.direction


def value(context: Context, values: Values, slot: str) -> Piece:
    """What stands for a slot: an answer, an assumption, or its placeholder; an implied indicator points at the word that implies it."""
    origin = values.origins.get(slot, "placeholder")
    text = values.texts[slot]
    if origin not in ("answer", "placeholder"):
        text = set_type(context, text)
    return Piece(text, slot, origin, values.sources.get(slot), values.notes.get(slot, ""))


def set_type(context: Context, text: str) -> str:
    """Words of ours with the author's apostrophes and spaces."""
    return realiser(context.language.code).typeset(text, context.text)


def filled(context: Context, pattern: str, **slots: Candidate) -> Candidate:
    """A pattern with `{slot}` replaced by phrases; its own words are set as the author sets theirs."""
    out: list[Piece] = []
    for literal, slot in re.findall(r"([^{}]*)(?:\{(\w+)\}|$)", pattern):
        out += words(set_type(context, literal))
        out += slots.get(slot, ()) if slot else ()
    return tuple(out)


def around(context: Context, made: str, piece: Piece) -> Candidate:
    """A phrase that was made of a value: the value keeps its origin, the words before and behind it are ours."""
    at = made.find(piece.text)
    if at < 0:
        return (Piece(made, piece.slot, piece.origin, piece.source, piece.note),)
    return (*words(set_type(context, made[:at])), piece, *words(set_type(context, made[at + len(piece.text) :])))


def _figures(context: Context, values: Values, gaps: tuple[str, ...], added: dict[str, Candidate]) -> str:
    """Put the phrases of the figures; returns which of them says the figure."""
    say = context.language.templates.sentences
    if values.change:
        change = (Piece(values.change, "change", values.origins.get("target", "answer"), None, values.notes.get("target", "")),)
        added["change"] = change
        if change[0].origin == "assumption":
            change = (replace(change[0], text=set_type(context, values.change)),)
            added["change"] = change
        if values.times:
            added["times"] = change
            return "times"
        if values.relative:
            change = (replace(change[0], text=set_type(context, say["relative"].format(change=values.change))),)
        added["by"] = filled(context, say["by"], change=change)
        if total := sums.total(context, values):
            base, target = (value(context, values, "baseline"),), (total,)
            key = "pair_sum_down" if values.change_down else "pair_sum_up"
            added["pair"] = filled(context, say[key], baseline=base, target=target, change=change)
            return "pair"
        return "by"
    target = (value(context, values, "target"),)
    added["target"] = target
    added["at"] = filled(context, say["at"], target=target)
    if "baseline" in gaps or "baseline" in values.given:
        added["baseline"] = (value(context, values, "baseline"),)
        added["pair"] = filled(context, say["pair"], baseline=added["baseline"], target=target)
        added["today"] = filled(context, say["today"], baseline=added["baseline"])
        return "pair"
    return "at"


def _deadlines(context: Context, voice: Realiser, values: Values) -> dict[str, Candidate]:
    say, piece = context.language.templates.sentences, value(context, values, "deadline")
    if piece.origin == "placeholder":
        return {slot: filled(context, say[slot], deadline=(piece,)) for slot in ("deadline", "until")}
    return {
        "deadline": around(context, voice.deadline(piece.text), piece),
        "until": around(context, voice.until(piece.text), piece),
    }


def _complements(context: Context, voice: Realiser, values: Values) -> dict[str, Candidate]:
    """Answers about audience, channel, means, reason and owner that the text does not hold yet."""
    out: dict[str, Candidate] = {}
    for slot in COMPLEMENTS:
        answer = values.texts.get(slot, "")
        told = slot in ENTITIES and getattr(context.frame, slot)
        if slot not in values.given or told or not answer or answer in context.text:
            continue
        made = _by_catalogue(context, answer) if slot == "channel" else getattr(voice, slot)(answer)
        out[slot] = around(context, made if made[:1] in ", (" else f" {made}", value(context, values, slot))
    return out


def _by_catalogue(context: Context, answer: str) -> str:
    """A channel with the preposition that the catalogue gives it ("en magasin"), else the usual one."""
    identity = channels.finder(context.language.code).identify(answer)
    entry = context.language.channels.get(identity) if identity else None
    if entry and entry.name.casefold() == answer.casefold():
        return entry.with_preposition
    return realiser(context.language.code).channel(answer)


def said(context: Context) -> dict[str, Candidate]:
    """What the goal's text says, by slot, each with its article or preposition; figures that belong together make one phrase."""
    frame, text = context.frame, context.text
    out: dict[str, Candidate] = {}
    if frame.metric:
        out["metric"] = of_source(
            context, _before(text, frame.metric, "|".join(context.language.lexicon.noun_phrase.articles)), frame.metric.end
        )
    figures = [e for e in (frame.baseline, frame.target, frame.change) if e]
    if figures:
        start, end = min(e.start for e in figures), max(e.end for e in figures)
        apart = any(e.label != "FIGURE" and start < e.start < end for e in context.entities)
        for entity in figures if apart else figures[:1]:
            span = entity.span if apart else (start, end)
            out["figure" if not apart else slot_of(entity)] = of_source(context, *span)
    if frame.deadline:
        out["deadline"] = of_source(context, lead_start(context, frame.deadline), frame.deadline.end)
    if frame.cadence:
        out["cadence"] = of_source(context, *frame.cadence.span)
    words_of_answers = lang.answer_words(context.language.code)
    for slot, leads in (("audience", words_of_answers.audience_leads), ("channel", words_of_answers.channel_leads)):
        entity = getattr(frame, slot)
        if entity:
            articles = "|".join(context.language.lexicon.noun_phrase.articles)
            lead = rf"(?:{'|'.join(leads)})[ ](?:(?:{articles})[ ]?)?|(?:{articles})"
            out[slot] = of_source(context, _before(text, entity, lead, LEAD), entity.end)
    for slot in ("means", "reason"):
        zone: Span | None = getattr(frame, slot)
        if zone:
            out[slot] = of_source(context, *zone)
    return out


def _before(text: str, entity: Entity, lead: str, reach: int = ARTICLE) -> int:
    """Where an entity's article or preposition begins; accents of the lead do not count."""
    start = max(0, entity.start - reach)
    plain = text[start : entity.start].translate(_PLAIN)
    found = re.search(rf"(?<!\w)(?:{lead})[ ]?$", plain, re.IGNORECASE)
    return start + found.start() if found else entity.start


_PLAIN = str.maketrans("àâéèêëîïôùûç’", "aaeeeeiiouuc'")
