"""The goal in five lines, S, M, A, R, T, each filled or saying what is to be given; as pieces, so that a card keeps their origins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from assistant.criteria.base import Context
from assistant.entities import dates
from assistant.knowledge import Kpi
from assistant.lang.models import Language
from assistant.records import Span, Verdict
from assistant.rewriting import sums
from assistant.rewriting.phrases import filled, set_type, value
from assistant.rewriting.pieces import Candidate, Piece, of_source, text_of, words
from assistant.rewriting.values import Values, tool_name

DAYS_A_MONTH = 30.44
CADENCE = 40  # characters between a figure and the rhythm that belongs to it
WEEKLY_BELOW, MONTHLY_BELOW = 1.5, 12.0  # months: reviews are weekly under six weeks, monthly up to a year, else quarterly


def breakdown(
    context: Context, verdicts: Mapping[str, Verdict], gaps: list[str], values: Values, language: Language | None = None
) -> dict[str, Candidate]:
    """One line a letter, told in a language (that of the screen when None)."""
    lines = _Lines(context, verdicts, gaps, values, language or context.screen)
    return {"S": lines.specific(), "M": lines.measurable(), "A": lines.achievable(), "R": lines.relevant(), "T": lines.time_bound()}


def texts(lines: Mapping[str, Candidate]) -> dict[str, str]:
    """The lines as plain texts."""
    return {letter: text_of(line) for letter, line in lines.items()}


class _Lines:
    """The makers of the lines of one goal."""

    def __init__(self, context: Context, verdicts: Mapping[str, Verdict], gaps: list[str], values: Values, language: Language) -> None:
        self.context, self.verdicts, self.gaps, self.values, self.frame = context, verdicts, gaps, values, context.frame
        self.language, self.say = language, language.templates.smart

    def _put(self, key: str, **slots: Candidate) -> Candidate:
        return filled(self.context, self.say[key], **slots)

    def _value(self, slot: str, name: str = "") -> Candidate:
        """What fills a slot; an assumption with its mark."""
        piece = value(self.context, self.values, slot)
        mark = words(set_type(self.context, self.say["mark"])) if piece.origin == "assumption" else ()
        return (replace(piece, slot=name or slot), *mark)

    def _from_text(self, span: Span) -> Candidate:
        return of_source(self.context, *span)

    def specific(self) -> Candidate:
        frame = self.frame
        line: Candidate
        if "metric" in self.gaps:
            metric = self._value("metric") if self.values.filled("metric") else words(self.say["metric_gap"])
            if frame.deliverable:
                made = self._from_text(self._clause())
                line = self._put("deliverable", deliverable=made, metric=metric) if self.values.filled("metric") else made
            else:
                line = metric
        else:
            subject = frame.metric.span if frame.metric else self._clause()
            line = self._from_text(subject)
        if frame.scope and frame.metric and "metric" not in self.gaps:
            line = (*line, *self._put("scope", scope=self._from_text(frame.scope)))
        for slot, entity in (("channel", frame.channel), ("audience", frame.audience)):
            if entity and text_of(line).find(entity.text) < 0:
                line = (*line, *self._put(slot, **{slot: self._from_text(entity.span)}))
            elif not entity and slot in self.values.given:
                line = (*line, *self._put(slot, **{slot: self._value(slot)}))
        return line

    def _clause(self) -> Span:
        """The goal's own words, where neither an indicator nor a deliverable can be told."""
        start, end = self.context.whole
        stops = [zone[0] for zone in (self.frame.means, self.frame.reason) if zone and zone[0] > start]
        if self.frame.deadline and self.frame.deadline.start > start:
            stops.append(self.frame.deadline.start)
        text = self.context.text[start : min([end, *stops])]
        return (start, start + len(text.rstrip(" ,;:.!"))) if len(stops) == 0 or text.strip() else (start, end)

    @property
    def _kpi(self) -> Kpi | None:
        if "metric" in self.gaps:
            return self.values.kpi
        return self.context.kpi

    def measurable(self) -> Candidate:
        return (*self._figure(), *self._tool())

    def _figure(self) -> Candidate:
        frame, values = self.frame, self.values
        if values.change:
            change: Candidate = (
                Piece(values.change, "change", values.origins.get("target", "answer"), None, values.notes.get("target", "")),
            )
            mark = words(set_type(self.context, self.say["mark"])) if change[0].origin == "assumption" else ()
            if total := sums.total(self.context, values):
                return self._put("pair_sum", baseline=self._value("baseline"), target=(total,), change=change)
            way = "down" if values.change_down else "up"
            return (*self._put(f"times_{way}" if values.times else way, change=change), *mark)
        base = self._from_text(frame.baseline.span) if frame.baseline else self._value("baseline") if values.filled("baseline") else ()
        if "target" in self.gaps or frame.figure is None:
            if values.filled("target"):
                target = self._value("target")
                return self._put("pair", baseline=base, target=target) if base else target
            if base:
                return self._put("from_gap", baseline=base)
            if frame.figure is None and "target" not in self.gaps and frame.deliverable:
                return words(self.say["done"])
            key = "result_gap" if frame.deliverable else "figure_gap" if "baseline" in self.gaps else "target_gap"
            return words(self.say[key])
        figure, cadence = frame.figure, frame.cadence
        near = cadence is not None and figure.end <= cadence.start <= figure.end + CADENCE
        target = self._from_text((figure.start, cadence.end if near and cadence else figure.end))
        if frame.change and figure.kind in ("percent", "points") and figure.text[:1].isdigit() and self.frame.direction:
            return self._put(self.frame.direction, change=target)
        return self._put("pair", baseline=base, target=target) if base and frame.target else target

    def _tool(self) -> Candidate:
        if "tool" in self.values.given:
            return self._put("tool", tool=self._value("tool"))
        name = tool_name(self._kpi, self.language.code)
        # a tool of the catalogue is a name, whatever digits it has ("Google Analytics 4")
        return self._put("tool", tool=(Piece(name, "tool"),)) if name else words(set_type(self.context, self.say["tool_gap"]))

    def achievable(self) -> Candidate:
        verdict, frame, values = self.verdicts["achievable"], self.frame, self.values
        if verdict.status == "missing":
            return words(verdict.reason)
        means = self._value("means") if "means" in values.given else self._from_text(frame.means) if frame.means else ()
        base = self._from_text(frame.baseline.span) if frame.baseline else self._value("baseline") if values.filled("baseline") else ()
        if not means and frame.means_figures:
            means = self._from_text(frame.means_figures[0].span)
        if means:
            return self._put("means", means=means)
        if base:
            return (*self._put("from", baseline=base), *words(set_type(self.context, self.say["means_gap"])))
        return words(self.say["achievable_gap"])

    def relevant(self) -> Candidate:
        verdict = self.verdicts["relevant"]
        if verdict.status == "missing":
            return words(verdict.reason)
        if "reason" in self.values.given:
            return self._value("reason")
        if self.frame.reason:
            return self._from_text(self.frame.reason)
        return words(verdict.reason) if verdict.status == "met" else words(self.say["relevant_gap"])

    def time_bound(self) -> Candidate:
        frame, values = self.frame, self.values
        end: date | None
        if frame.deadline:
            line, end = self._from_text(frame.deadline.span), frame.deadline.end_date
        elif values.filled("deadline"):
            line, end = self._value("deadline"), self._end_of(values.texts["deadline"])
        else:
            return words(self.say["time_bound_gap"])
        rhythm = words(self.say[_rhythm((end - self.context.today).days / DAYS_A_MONTH if end else None)])
        return self._put("time_bound", date=line, rhythm=rhythm)

    def _end_of(self, answer: str) -> date | None:
        text = self.context.language.rules.deadline(answer)
        found = dates.grammar(self.context.language.code).find(text, self.context.today)
        return next((d.end_date for d in found if d.end_date), None)


def _rhythm(months: float | None) -> str:
    if months is None:
        return "monthly"
    return "weekly" if months < WEEKLY_BELOW else "quarterly" if months > MONTHLY_BELOW else "monthly"
