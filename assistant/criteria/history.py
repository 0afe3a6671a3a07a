"""A goal against the user's own history: where the trend alone leads by the deadline, and how much more is asked for."""

from __future__ import annotations

from assistant import lang
from assistant.criteria.base import Context
from assistant.criteria.pace import Step, months_left, relative, steps, value
from assistant.entities import metrics
from assistant.entities.phrases import normal, words_of
from assistant.realism import Band, Realism
from assistant.records import Entity
from assistant.trend import Series, Trend, fit

BEYOND = 3.0  # times the best that history (or, where that is flat, the usual pace) lets expect; editorial estimate
UNNAMED_SLACK = 2.0  # factor within which a stated starting value must lie of a series without a name
DEFAULT_PACE = 3.0  # as in realism.py


def matching(context: Context) -> Series | None:
    """The series about the goal's indicator: by catalogue entry, else by name; a single one without a name fits any indicator."""
    history, metric = context.history, context.frame.metric
    if history is None or metric is None:
        return None
    for series in history.series:
        if series.name and (normal(series.name) == normal(metric.text) or (metric.id and metric.id in _identities(series.name))):
            return series
    return history.series[0] if len(history.series) == 1 and not history.series[0].name else None


def _identities(name: str) -> set[str]:
    """The catalogue ids that a series' name has in any language."""
    found = set()
    for code in lang.available():
        words = words_of(name)
        found |= {identity for _, _, identity in metrics.finder(code).kpis.find(words)}
    return found


def judged_by_history(context: Context) -> tuple[Realism, Step | None, str] | None:
    """(record, step, sum) by the user's own figures; None when there are none for this goal or it has no end or figure."""
    series, months = matching(context), months_left(context, flow=False)
    trend = fit(series, context.today) if series and months is not None else None
    if series is None or trend is None or months is None:
        return None
    wanted = _wanted(context, trend)
    if wanted is None or trend.level <= 0 or wanted < 0:
        return None
    baseline = context.frame.baseline and value(context.frame.baseline)
    if not series.name and baseline and not trend.level / UNNAMED_SLACK <= baseline[1] <= trend.level * UNNAMED_SLACK:
        return None
    band, best = _band(context, trend, wanted, months)
    span = max(months, 0.25)
    total = (wanted / trend.level - 1) * 100
    monthly = ((wanted / trend.level) ** (1 / span) - 1) * 100
    usual = (max(best / trend.level, 0.0) ** (1 / span) - 1) * 100
    return Realism(band, total, monthly, months, abs(usual), "history"), None, _sum(context, trend, wanted, months)


def _wanted(context: Context, trend: Trend) -> float | None:
    """The value aimed at, on the scale of the series."""
    frame = context.frame
    target: Entity | None = frame.target
    if target is not None and target.amount is not None:
        both = next((s for s in steps(context) if s.figure == target), None)
        if both and both.target is not None:
            return both.target
        scaled = value(target)
        far = scaled is None or not trend.level / 100 <= scaled[1] <= trend.level * 1000
        return None if far or scaled is None else scaled[1]
    if frame.change is None:
        return None
    if frame.change.kind in ("count", "money") and frame.change.amount is not None:
        return trend.level + (-frame.change.amount if (frame.change.direction or frame.direction) == "down" else frame.change.amount)
    ratio = relative(frame.change, frame.baseline, frame.direction)
    return None if ratio is None else trend.level * ratio


def _band(context: Context, trend: Trend, wanted: float, months: float) -> tuple[Band, float]:
    """(band, the best value that the trend lets expect). More time never makes it worse: the better of today's and the last edge counts."""
    falls = wanted < trend.level
    if falls == (context.frame.direction == "up") and context.frame.direction and wanted != trend.level and not context.frame.baseline:
        return "plausible", trend.level  # it is reached already
    edge = 1 if falls else 2
    edges = (trend.at(0.0)[edge], trend.at(months)[edge])
    best = min(*edges, trend.level) if falls else max(*edges, trend.level)
    needed, own = abs(wanted - trend.level), abs(best - trend.level)
    pace = context.kpi.pace if context.kpi else DEFAULT_PACE
    usual = trend.level * (1 - (1 - pace / 100) ** months if falls else (1 + pace / 100) ** min(months, 1200.0) - 1)
    if needed <= own:
        return "plausible", best
    return ("ambitious" if needed <= BEYOND * max(own, usual) else "not-credible"), best


def _sum(context: Context, trend: Trend, wanted: float, months: float) -> str:
    say, fmt = context.screen.messages.reasons, context.screen.rules
    figure = context.frame.figure
    unit, kind = (figure.unit, figure.kind or "count") if figure and figure.role == "target" else (None, "count")
    if unit is None and context.kpi and context.kpi.unit == "percent":
        unit, kind = "%", "percent"

    def written(amount: float) -> str:
        return fmt.figure(float(round(amount)) if abs(amount) >= 100 else round(amount, 1), unit if unit != "x" else None, kind)

    middle, low, high = trend.at(months)
    deadline = context.frame.deadline
    day = fmt.date(deadline.end_date.isoformat()) if deadline and deadline.end_date else ""
    return say["achievable.sum_history"].format(
        points=fmt.number(trend.points), level=written(trend.level), middle=written(middle), low=written(low), high=written(high), day=day,
        target=written(wanted),
    )  # fmt: skip
