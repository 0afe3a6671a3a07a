"""What fills a gap: an answer of the user, an assumption that is declared and marked, or a placeholder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from assistant import lang
from assistant.criteria.achievable import months_left
from assistant.criteria.base import Context
from assistant.entities import calendar, figures, metrics
from assistant.knowledge import EDITORIAL, Kpi, knowledge
from assistant.records import Assumption

DEFAULT_PACE = 3.0  # percent a month for a metric that the catalogue does not know; editorial estimate
SHORTEST = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Values:
    """The text that stands for each slot, and the assumptions behind it.

    `change` holds a difference ("15 %") when one is given instead of a target value.
    """

    texts: Mapping[str, str]
    assumptions: tuple[Assumption, ...] = ()
    change: str | None = None
    change_down: bool = False
    given: frozenset[str] = field(default_factory=frozenset)


def next_deadline(context: Context) -> str:
    """The first quarter end that leaves at least four months, as an ISO day."""
    day = context.today + SHORTEST
    last = calendar.current("Q", day).last
    return (last or day).isoformat()


def metric_phrase(context: Context, identity: str) -> str:
    """A KPI's name with its article, as a sentence takes it."""
    name = context.language.kpis[identity]
    return context.language.rules.phrase(f"le.{name.gender}{name.number}", name.name)


def assumed_change(context: Context, identity: str | None, months: float) -> tuple[float, bool, float]:
    """(percent, whether it is a fall, pace a month): the plausible pace over the months, rounded to 5 below and 10 above."""
    kpi = knowledge().kpis.get(identity) if identity else None
    pace = kpi.pace if kpi else DEFAULT_PACE
    total = min(pace * months, 40.0 if kpi and kpi.direction == "down" else 100.0)
    step = 5 if total < 50 else 10
    down = (kpi.direction == "down") if kpi else context.frame.direction == "down"
    return max(float(step), round(total / step) * step), down, pace


def tool_name(kpi: Kpi | None, code: str) -> str | None:
    """The first tool that reads a KPI, as a language calls it."""
    if kpi is None or not kpi.tools:
        return None
    return lang.advice(code).tools.get(kpi.tools[0], kpi.tools[0])


def confirmed(context: Context, answer: str) -> str:
    """An answer without the mark of what was assumed and not confirmed yet."""
    return answer.removesuffix(context.language.templates.sentences["confirm"])


def resolve(context: Context, gaps: list[str], answers: Mapping[str, str], fill: str) -> Values:
    """Decide what stands for each gap: an answer first, then (with fill "suggest") an assumption, else the placeholder."""
    language = context.language
    texts: dict[str, str] = dict(language.templates.placeholders)
    given = frozenset(slot for slot, answer in answers.items() if answer.strip())
    marked = {slot: confirmed(context, answers[slot].strip()) for slot in given}
    notes = lang.advice(context.screen.code).texts["assumption"], context.screen.templates.suggestions["source_editorial"]
    assumed = tuple(Assumption(slot, bare, *notes) for slot, bare in marked.items() if bare != answers[slot].strip())
    values = Values(texts, assumed, given=given)
    for slot in given:
        texts[slot] = answers[slot].strip().rstrip(".!?").strip()
    if "metric" in given:
        texts["metric"] = language.rules.phrase("le.ms", texts["metric"])
    if "target" in given:
        values = _target_or_change(context, values, texts["target"])
    if fill != "suggest":
        return values
    return _assume(context, [gap for gap in gaps if gap not in given], values, texts)


def _target_or_change(context: Context, values: Values, answer: str) -> Values:
    """ "+15 %" is a change; "15 %" is one too when the indicator itself is not a percentage."""
    found = figures.grammar(context.language.code).find(answer, [])
    identity = metrics.finder(context.language.code).identify(values.texts["metric"]) if "metric" in values.given else None
    kpi = knowledge().kpis.get(identity) if identity else context.kpi
    if not found:
        return values
    figure = found[0]
    start = figures.grammar(context.language.code).find(values.texts["baseline"], []) if "baseline" in values.given else []
    base = start[0] if start else context.frame.baseline
    relative = figure.kind in ("percent", "points") and not (kpi and kpi.unit == "percent") and not (base and base.kind == "percent")
    if figure.kind == "multiplier" or not (figure.direction or relative):
        return values
    bare = re.sub(r"^[+−–-]\s?", "", answer)
    return replace(
        values, change=bare, change_down=figure.direction == "down" or (not figure.direction and context.frame.direction == "down")
    )


def _assume(context: Context, open_gaps: list[str], values: Values, texts: dict[str, str]) -> Values:
    language, made = context.language, []
    notes, confirm = language.templates.suggestions, language.templates.sentences["confirm"]
    frame = context.frame
    identity = frame.metric.id if frame.metric and not frame.fuzzy else None
    if "metric" in open_gaps and frame.theme:
        identity = knowledge().themes[frame.theme].kpis[0]
        phrase = metric_phrase(context, identity)
        texts["metric"] = phrase if "target" in open_gaps else phrase + confirm
        reason = notes["assumption_metric"].format(theme=language.themes[frame.theme].name)
        made.append(Assumption("metric", phrase, reason, notes["source_catalogue"]))
    iso = next_deadline(context)
    months = months_left(context)
    if "deadline" in open_gaps:
        day = language.rules.date(iso)
        texts["deadline"] = day
        made.append(Assumption("deadline", day, notes["assumption_deadline"], notes["source_calendar"]))
    if months is None:
        months = (calendar.date.fromisoformat(iso) - context.today).days / 30.4
    known_metric = "metric" not in open_gaps or bool(identity)
    if "target" in open_gaps and "baseline" not in values.given and known_metric:
        percent, down, pace = assumed_change(context, identity, months)
        text = language.rules.figure(percent, "%", "percent")
        values = replace(values, change=text + confirm, change_down=down)
        numbers = {"pace": language.rules.number(pace), "figure": text, "months": language.rules.number(round(months))}
        kpi = knowledge().kpis.get(identity) if identity else None
        published = kpi is not None and kpi.pace_source != EDITORIAL
        source = kpi.pace_source if kpi and published else notes["source_editorial"]
        made.append(Assumption("figure", text, notes["assumption_target"].format(**numbers), source))
    return replace(values, assumptions=(*values.assumptions, *made))
