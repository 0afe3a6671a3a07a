"""What fills a gap: an answer of the user, an assumption that is declared and marked, or a placeholder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from assistant import lang, themes
from assistant.criteria.achievable import months_left
from assistant.criteria.base import Context
from assistant.entities import calendar, channels, figures, metrics
from assistant.knowledge import EDITORIAL, Kpi, knowledge
from assistant.lang.realising import realiser
from assistant.records import Assumption, Span
from assistant.rewriting.gaps import keeps

DEFAULT_PACE = 3.0  # percent a month for a metric that the catalogue does not know; editorial estimate
SHORTEST = timedelta(days=120)
TOO_WIDE = frozenset({"personal"})  # themes of which no indicator is the usual one
KEEPING = frozenset({"loyalty", "people", "product"})  # themes whose first indicator tells how many stay


@dataclass(frozen=True, slots=True)
class Values:
    """The text that stands for each slot, and where it comes from.

    Attributes:
        texts: slot → text, the placeholder where nothing is known.
        assumptions: what was assumed, with reason and source.
        change: a difference ("15 %") where one is given instead of a target value; `change_down` tells that it is a fall,
            `times` that it is a factor, `relative` that it is a percentage of a percentage.
        given: the slots that were answered.
        origins, notes, sources: slot → where its text comes from, why, and the author's word that implies it.
        kpi: the indicator that the answers or assumptions name, None where that of the text holds.
    """

    texts: Mapping[str, str]
    assumptions: tuple[Assumption, ...] = ()
    change: str | None = None
    change_down: bool = False
    times: bool = False
    relative: bool = False
    given: frozenset[str] = field(default_factory=frozenset)
    origins: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Span] = field(default_factory=dict)
    kpi: Kpi | None = None

    def filled(self, slot: str) -> bool:
        """Whether something other than its placeholder stands for a slot."""
        return self.origins.get(slot, "placeholder") != "placeholder"


def next_deadline(context: Context) -> str:
    """The first quarter end that leaves at least four months, as an ISO day."""
    day = context.today + SHORTEST
    last = calendar.current("Q", day).last
    return (last or day).isoformat()


def assumed_change(context: Context, kpi: Kpi | str | None, months: float) -> tuple[float, bool, float]:
    """(percent, whether it is a fall, pace a month): the plausible pace over the months, rounded to 5 below and 10 above."""
    kpi = knowledge().kpis.get(kpi) if isinstance(kpi, str) else kpi
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


def metric_phrase(context: Context, identity: str) -> str:
    """A KPI's name as a sentence takes it: with its article, a number of things as "the number of …"."""
    name, voice = context.language.kpis[identity], realiser(context.language.code)
    if name.number == "p" and knowledge().kpis[identity].unit == "count":
        return voice.number_of(name.name)
    return voice.definite(name.name, name.gender, name.number)


def named(context: Context, answer: str) -> tuple[str, str | None]:
    """An answer about the indicator as a sentence takes it, and its id in the catalogue."""
    language, voice = context.language, realiser(context.language.code)
    identity = metrics.finder(language.code).identify(answer)
    articles = "|".join(language.lexicon.noun_phrase.articles)
    if re.match(rf"(?:{articles})(?:[ ]|(?<=['’]))", answer, re.IGNORECASE):
        return voice.lower(answer), identity
    known = channels.finder(language.code).identify(answer.split()[0]) or not answer.split()[0][1:].islower()
    entry = language.kpis.get(identity) if identity else None
    same = entry is not None and entry.name.split()[0].casefold() == answer.split()[0].casefold()
    gender, number = (entry.gender, entry.number) if entry and same else voice.guess(answer)
    bare = answer if known else voice.lower(answer)
    if number == "p" and (identity is None or knowledge().kpis[identity].unit == "count"):
        return voice.number_of(bare), identity
    return voice.definite(bare, gender, number), identity


def confirmed(context: Context, answer: str) -> str:
    """An answer without the mark of what was assumed and not confirmed yet."""
    return answer.removesuffix(context.language.templates.sentences["confirm"])


def resolve(context: Context, gaps: list[str], answers: Mapping[str, str], fill: str) -> Values:
    """Decide what stands for each gap: an answer first, then (with fill "suggest") an assumption, else the placeholder."""
    texts: dict[str, str] = dict(context.language.templates.placeholders)
    given = frozenset(slot for slot, answer in answers.items() if answer.strip())
    notes = lang.advice(context.screen.code).texts["assumption"], context.screen.templates.suggestions["source_editorial"]
    assumed, origins, reasons = [], {}, {}
    for slot in sorted(given):
        said = answers[slot].strip()
        bare = confirmed(context, said)
        texts[slot] = bare.rstrip(".!?").strip() or bare
        origins[slot] = "answer"
        if bare != said:
            origins[slot], reasons[slot] = "assumption", notes[0]
            assumed.append(Assumption(slot, bare, *notes))
    values = Values(texts, tuple(assumed), given=given, origins=origins, notes=reasons)
    if "metric" in given:
        texts["metric"], identity = named(context, texts["metric"])
        values = replace(values, kpi=knowledge().kpis.get(identity) if identity else None)
    elif "metric" in gaps:
        values = _implied(context, values, texts)
    if "target" in given:
        values = _target_or_change(context, values, texts["target"])
    if fill != "suggest":
        return values
    return _assume(context, [gap for gap in gaps if gap not in given], values, texts)


def _implied(context: Context, values: Values, texts: dict[str, str]) -> Values:
    """The indicator that the goal's own verb counts ("sell" → sales): no assumption, for the author has said it."""
    action, table = context.frame.action, context.language.templates.implied
    if action is None or (context.frame.metric and context.frame.fuzzy):
        return values
    said = context.text[slice(*action)].lower()
    for verb, identity in table.items():
        if any(re.fullmatch(form, said) for form in context.language.rules.forms(verb) or (verb,)):
            texts["metric"] = metric_phrase(context, identity)
            note = context.screen.templates.suggestions["implied"].format(verb=context.text[slice(*action)])
            return replace(
                values, kpi=knowledge().kpis[identity], origins={**values.origins, "metric": "source"},
                sources={**values.sources, "metric": action}, notes={**values.notes, "metric": note},
            )  # fmt: skip
    return values


def _target_or_change(context: Context, values: Values, answer: str) -> Values:
    """ "+15 %" is a change; "15 %" is one too when the indicator itself is not a percentage."""
    found = figures.grammar(context.language.code).find(answer, [])
    kpi = values.kpi or context.kpi
    if not found:
        return values
    figure = found[0]
    start = figures.grammar(context.language.code).find(values.texts["baseline"], []) if "baseline" in values.given else []
    base = start[0] if start else context.frame.baseline
    if figure.kind == "multiplier":
        amount = figure.amount or 0.0
        shown = context.language.rules.number(amount if amount >= 1 or not amount else 1 / amount)
        return replace(values, change=shown if amount else answer, change_down=0 < amount < 1, times=bool(amount))
    relative = figure.kind in ("percent", "points") and not (kpi and kpi.unit == "percent") and not (base and base.kind == "percent")
    if not (figure.direction or relative):
        return values
    bare = re.sub(r"^[+−–-]\s?", "", answer)
    return replace(
        values, change=bare, change_down=figure.direction == "down" or (not figure.direction and context.frame.direction == "down")
    )


def _assume(context: Context, open_gaps: list[str], values: Values, texts: dict[str, str]) -> Values:
    language, made = context.language, []
    frame = context.frame
    told = context.screen.templates.suggestions
    origins, reasons = dict(values.origins), dict(values.notes)

    def assume(slot: str, text: str, reason: str, source: str, named_as: str = "") -> None:
        made.append(Assumption(named_as or slot, text, reason, source))
        origins[slot], reasons[slot] = "assumption", f"{reason} ({source})"

    identity = frame.metric.id if frame.metric and not frame.fuzzy else None
    if "metric" in open_gaps and not values.filled("metric") and (identity := theme_kpi(context)):
        texts["metric"] = metric_phrase(context, identity)
        reason = told["assumption_metric"].format(theme=context.screen.themes[knowledge().kpis[identity].theme].name)
        assume("metric", texts["metric"], reason, told["source_catalogue"])
    kpi = values.kpi or (knowledge().kpis.get(identity) if identity else None)
    iso = next_deadline(context)
    months = months_left(context)
    if "deadline" in open_gaps:
        texts["deadline"] = language.rules.date(iso)
        assume("deadline", texts["deadline"], told["assumption_deadline"], told["source_calendar"])
    if months is None:
        months = (calendar.date.fromisoformat(iso) - context.today).days / 30.4
    known_metric = "metric" not in open_gaps or origins.get("metric", "placeholder") != "placeholder"
    known_way = kpi is not None or frame.direction is not None
    if "target" in open_gaps and "baseline" not in values.given and known_metric and known_way:
        percent, down, pace = assumed_change(context, kpi, months)
        text = language.rules.figure(percent, "%", "percent")
        values = replace(values, change=text, change_down=down, relative=kpi is not None and kpi.unit == "percent")
        rules = context.screen.rules
        numbers = {"pace": rules.number(pace), "figure": rules.figure(percent, "%", "percent"), "months": rules.number(round(months))}
        source = kpi.pace_source if kpi and kpi.pace_source != EDITORIAL else told["source_editorial"]
        assume("target", text, told["assumption_target"].format(**numbers), source, "figure")
    return replace(values, assumptions=(*values.assumptions, *made), origins=origins, notes=reasons, kpi=kpi)


def theme_kpi(context: Context) -> str | None:
    """The indicator usual for the goal's theme; of people who are to be kept, how many stay. None where the theme is doubtful.

    Where the text says up or down, it is the theme's first indicator that is meant to go that way.
    """
    name = context.frame.theme
    theme = knowledge().themes.get(name) if name else None
    if name is None or theme is None or name in TOO_WIDE:
        return None
    named = context.kpi is not None and context.kpi.theme == name
    if not named and not themes.grammar(context.language.code).sure(context.text, name):
        return None
    if keeps(context) and context.frame.theme not in KEEPING:
        return "retention-rate"
    way = context.frame.direction
    return next((kpi for kpi in theme.kpis if way in (None, knowledge().kpis[kpi].direction)), None)
