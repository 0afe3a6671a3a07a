"""A: within the means at hand. Baseline or means speak for it, arithmetic and limits against it; else it is unknown."""

from __future__ import annotations

import re

from assistant.criteria import capacity, limits, realism
from assistant.criteria.base import Context, Rule, once, verdict
from assistant.criteria.funnel import Shortfall, needs, read
from assistant.criteria.pace import is_comparison, months_left
from assistant.realism import Realism
from assistant.records import Span, Status, Verdict

__all__ = ["RULES", "assess", "judge", "months_left", "real_means"]

SHORT = 3.0  # months in which nobody goes from nothing to `CROWD`
CROWD = 1000.0


def judge(context: Context) -> Verdict:
    """Missing when a rule of this family finds an error, met by a baseline or means, unknown otherwise; with the sum where there is one."""
    frame = context.frame
    for rule in RULES:
        if context.is_fault(rule) and (span := rule.found(context)):
            return _fault(context, rule, span)
    sums = _with_band(context)
    if frame.baseline and frame.figure:
        return _told(context, "met", (frame.baseline.span,), "baseline", sums, baseline=frame.baseline.text)
    if real_means(context):
        means = context.text[slice(*frame.means)] if frame.means else ""
        return _told(context, "met", (frame.means or context.whole,), "means", sums, means=means)
    if frame.baseline:
        return _told(context, "met", (frame.baseline.span,), "baseline", sums, baseline=frame.baseline.text)
    if frame.means_figures:
        return _told(context, "met", (frame.means_figures[0].span,), "means", sums, means=frame.means_figures[0].text)
    return _told(context, "unknown", (), "unknown", sums)


def assess(context: Context) -> Realism:
    """The realism record of a goal; not credible too where a rule finds its figures impossible."""
    record = realism.assess(context).realism
    fault = next((r for r in RULES if context.is_fault(r) and r.id != "A005" and r.found(context)), None)
    if fault is None or record.band == "not-credible":
        return record
    return Realism("not-credible", record.total_percent, record.monthly_percent, record.months, record.plausible_monthly, record.source)


def _told(context: Context, status: Status, evidence: tuple[Span, ...], key: str, sums: str, **values: str) -> Verdict:
    made = verdict(context, "achievable", status, evidence, key, **values)
    return Verdict(made.status, made.score, made.evidence, f"{made.reason} {sums}") if sums else made


def _with_band(context: Context) -> str:
    """The sum with its band, as a sentence; empty where there is none."""
    found = realism.assess(context)
    if not found.sum:
        return ""
    word = context.screen.messages.reasons[f"achievable.band_{found.realism.band}"]
    return context.screen.messages.reasons["achievable.sum_sentence"].format(sum=found.sum, band=word)


def _fault(context: Context, rule: Rule, span: Span) -> Verdict:
    """The verdict of an error, with the sum that shows it."""
    frame, key = context.frame, rule.name.replace("-", "_")
    found = realism.assess(context)
    values = {
        "figure": frame.figure.text if frame.figure else context.text[slice(*span)],
        "date": frame.deadline.text if frame.deadline else "",
        "max": _bound(context),
        "quoted": context.text[slice(*span)],
        "sum": found.sum,
    }
    money = capacity.budget(context)
    values["means"] = money[0].text if money else ""
    if rule.id == "A001" and not (frame.figure and span == frame.figure.span):
        key = "more_than_all"
    elif rule.id == "A003" and not (found.sum and found.realism.band == "not-credible"):
        key = "out_of_volume"
    elif rule.id == "A007":
        return _sum_fault(context, span)
    return verdict(context, "achievable", "missing", (span,), key, **values)


def _sum_fault(context: Context, span: Span) -> Verdict:
    fmt, target = context.screen.rules, context.frame.target
    short = _shortfall(context)
    if short is None:
        payments = capacity.sum_of_means(context)
        total = fmt.figure(float(round(payments[0])), target.unit if target else None, "money") if payments else ""
        return verdict(
            context, "achievable", "missing", (span,), "payments_short", total=total, figure=target.text if target else "",
            means=payments[1].text if payments else "",
        )  # fmt: skip
    return verdict(context, "achievable", "missing", (span,), f"needs_{short.stage}", **_short_values(context, short))


@once
def _shortfall(context: Context) -> Shortfall | None:
    return next((s for s in needs(read(context)) if s.short), None)


def _short_values(context: Context, short: Shortfall) -> dict[str, str]:
    fmt = context.screen.rules
    return {"needed": fmt.number(float(round(short.needed))), "stated": fmt.number(float(round(short.stated or 0)))}


@once
def real_means(context: Context) -> bool:
    """Whether the means say more than where it happens: "via TikTok" is a place, "grâce à des relances par e-mail" an effort."""
    frame = context.frame
    if frame.means is None:
        return False
    start, end = frame.means
    rest = context.text[start:end]
    audience = frame.audience
    if audience and start < audience.start < end and len(context.text[start : audience.start].split()) <= 2 and not frame.means_figures:
        return False  # "a reputation with site managers" names whom, not by what
    channels = [e for e in context.entities if e.label == "CHANNEL" and start <= e.start < end]
    for entity in channels:
        rest = rest.replace(entity.text, " ")
    if not channels or len(re.findall(r"[^\W_]{4,}", rest)) > 1:
        return True
    cue = context.text[start : channels[0].start].strip().lower()
    return channels[0].text[:1].islower() and any(re.match(lever, cue) for lever in context.language.lexicon.lever_cues)


def _bound(context: Context) -> str:
    kpi, figure = context.kpi, context.frame.figure
    share = (kpi is not None and kpi.unit == "percent") or (figure is not None and figure.kind == "percent")
    return context.screen.rules.figure(_limit(context), "%" if share else None, "percent" if share else "count")


def _limit(context: Context) -> float:
    kpi, figure = context.kpi, context.frame.figure
    if figure and (limits.signed(figure) or figure.direction == "down"):
        return (kpi.lowest or 0.0) if kpi else 0.0
    if figure and figure.kind == "rating" and figure.unit and figure.unit[1:].isdigit():
        return float(figure.unit[1:])
    return next((b for b in (kpi.highest, kpi.lowest, kpi.max) if b is not None), 100.0) if kpi else 100.0


def _past_deadline(context: Context) -> Span | None:
    end = context.frame.deadline
    past = end is not None and end.end_date is not None and end.end_date < context.today
    return end.span if end and past and not is_comparison(context, end) else None


def _out_of_proportion(context: Context) -> Span | None:
    frame, found = context.frame, realism.assess(context)
    months = months_left(context)
    from_nothing = frame.baseline is not None and frame.baseline.amount == 0 and months is not None and months <= SHORT
    if from_nothing and frame.target and (frame.target.amount or 0) >= CROWD:
        return frame.target.span
    if found.realism.band == "not-credible":
        return (found.step.figure if found.step else frame.figure or frame.deadline).span  # type: ignore[union-attr]
    points = realism.too_many_points(context)
    return points.span if points else capacity.beyond_volume(context, days=False) or capacity.beyond_weight(context)


def _deadline_too_near(context: Context) -> Span | None:
    """A number that no week brings, wanted within days, or a standing fault gone within days."""
    return capacity.beyond_volume(context, days=True) or capacity.emptied_in_days(context)


def _ambitious(context: Context) -> Span | None:
    found = realism.assess(context)
    if found.realism.band != "ambitious" or not context.frame.figure:
        return None
    return found.step.figure.span if found.step else context.frame.figure.span


def _no_baseline(context: Context) -> Span | None:
    frame = context.frame
    return frame.figure.span if frame.figure and frame.metric and not frame.baseline else None


def _usual_level(context: Context) -> str:
    """The published level of an indicator, where the catalogue has one."""
    kpi = context.kpi
    if kpi is None or kpi.usual is None:
        return ""
    level = context.screen.rules.figure(kpi.usual, "%" if kpi.unit == "percent" else None, kpi.unit)
    return context.screen.messages.reasons["achievable.usual"].format(level=level, source=kpi.usual_source)


def _no_means(context: Context) -> Span | None:
    frame = context.frame
    return context.whole if not real_means(context) and not frame.means_figures else None


def _sum_detail(context: Context) -> str:
    found = realism.assess(context)
    return context.screen.messages.reasons["achievable.sum_alone"].format(sum=found.sum) if found.sum else ""


def _short_detail(context: Context) -> str:
    short = _shortfall(context)
    return context.screen.messages.reasons[f"achievable.needs_{short.stage}"].format(**_short_values(context, short)) if short else ""


RULES = (
    Rule("A001", "beyond-limit", "achievable", "error", limits.beyond),
    Rule("A002", "no-baseline", "achievable", "suggestion", _no_baseline, _usual_level),
    Rule("A003", "out-of-proportion", "achievable", "error", _out_of_proportion, _sum_detail),
    Rule("A004", "no-means", "achievable", "suggestion", _no_means),
    Rule("A005", "past-deadline", "achievable", "error", _past_deadline),
    Rule("A006", "means-too-small", "achievable", "error", capacity.means_too_small),
    Rule("A007", "effort-does-not-add-up", "achievable", "error", capacity.does_not_add_up, _short_detail),
    Rule("A008", "deadline-too-near", "achievable", "error", _deadline_too_near),
    Rule("A009", "ambitious", "achievable", "suggestion", _ambitious, _sum_detail),
    Rule("A010", "over-capacity", "achievable", "error", capacity.over_capacity),
)
