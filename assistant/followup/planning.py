"""From a goal to its follow-up: milestones with their sums, reviews, and what has to be said beside them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from assistant.criteria.base import Context
from assistant.followup import days, rounding, shapes
from assistant.followup.course import Course, read
from assistant.followup.options import DEFAULT, SHAPES, Options
from assistant.followup.wording import Wording
from assistant.lang.followup import follow_up
from assistant.schedule import FollowUp, Milestone

MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12}
DAYS_OF = {"W": 7, "M": 30, "Q": 91, "H": 182, "Y": 365}
STEPS_OF_A_DELIVERABLE = 4
SHORT = 14  # days below which a deliverable has one step, and twice that below which it has two


def plan(context: Context, options: Options = DEFAULT) -> FollowUp:
    """The follow-up of a goal; without milestones where they would have to be invented, and then it says why.

    Args:
        context: the analysed goal.
        options: shape, margin and country; the language's own country where none is chosen.

    Raises:
        ConfigError: the country is not known.
    """
    country = options.country or follow_up(context.language.code).country
    course = read(context)
    if isinstance(course, str):
        return _without(context, course, country)
    days.check_country(country)
    if course.kind == "held":
        return _held(context, course, country)
    rhythm = days.rhythm_of(course.begin, course.end)
    if course.kind == "deliverable":
        when = _quarters(course, country)
        parts: tuple[float, ...] = tuple((k + 1) / len(when) for k in range(len(when)))
    else:
        when = days.milestone_days(course.begin, course.end, rhythm, country)
        parts = shapes.shares(course.begin, when, options)
    reviews = days.review_days(course.begin, course.end, rhythm, country)
    say = Wording(context.screen, course)
    made = _on_the_way(course, when, parts, reviews, say)
    figure = course.kind != "deliverable"
    return FollowUp(
        course.kind, made, options.shape if figure else "", options.kept_free if figure else 0,
        course.start if figure else None, course.target if figure else None, course.figure or None, course.unit, course.per,
        course.begin, course.end, rhythm, reviews, country, notes=say.notes(options, made[-1].date),
    )  # fmt: skip


def _on_the_way(
    course: Course, when: tuple[date, ...], parts: tuple[float, ...], reviews: tuple[date, ...], say: Wording
) -> tuple[Milestone, ...]:
    """A milestone a day, left out where rounding leaves nothing new to reach."""
    if course.kind == "deliverable":
        return tuple(
            Milestone(day, None, say.time(part), round(part, 4), "", _next(reviews, day)) for day, part in zip(when, parts, strict=True)
        )
    # points of a score are whole, points of a rate are not; without a starting value they may be either
    figure = "percent" if course.kind == "change" and course.figure == "points" else course.figure
    step = rounding.step_of(course.start, course.target, figure)
    made: list[Milestone] = []
    before = course.start
    for day, part in zip(when, parts, strict=True):
        last = day == when[-1]
        amount, exact = (course.target, True) if last else rounding.value_at(course.start, course.target, part, step)
        if not last and (amount == before or (amount == course.target and part < 1)):
            continue
        made.append(Milestone(day, amount, say.label(amount, last), part, say.sum(part, amount, exact), _next(reviews, day)))
        before = amount
    return tuple(made)


def _quarters(course: Course, country: str) -> tuple[date, ...]:
    """The days at a quarter, half, three quarters and the whole of the time, on working days."""
    length = (course.end - course.begin).days
    steps = 1 if length < SHORT else 2 if length < 2 * SHORT else STEPS_OF_A_DELIVERABLE
    on_the_way = [days.working_day_before(course.begin + length * days.DAY * k // steps, country) for k in range(1, steps)]
    last = days.last_day(course.begin, course.end, country)
    rising = all(a < b for a, b in zip([course.begin, *on_the_way], [*on_the_way, last], strict=True))
    return (*on_the_way, last) if rising else (last,)


def _held(context: Context, course: Course, country: str) -> FollowUp:
    """A flow that is kept up: after k periods there are k times as many."""
    unit, size = str(course.per), DAYS_OF[str(course.per)]
    ends: list[date] = []
    while (close := _after(course.begin, unit, len(ends) + 1) - days.DAY) <= course.end:
        ends.append(close)
    if not ends:
        return _without(context, "too_short", country)
    rhythm = days.rhythm_of(course.begin, course.end)
    step = max(1, round({"weekly": 7, "monthly": 30, "quarterly": 91}[rhythm] / size))
    step *= -(-len(ends) // (step * days.MOST))
    reviews = days.review_days(course.begin, course.end, rhythm, country)
    say = Wording(context.screen, course)
    made: list[Milestone] = []
    last_day = days.last_day(course.begin, course.end, country)
    for count in range(step, len(ends), step):
        day = days.working_day_before(ends[count - 1], country)
        if 2 * (len(ends) - count) < step or not course.begin < day < last_day or (made and day <= made[-1].date):
            continue
        made.append(_so_many(course, say, day, count, len(ends), reviews))
    made.append(_so_many(course, say, last_day, len(ends), len(ends), reviews))
    return FollowUp(
        "held", tuple(made), SHAPES[1], 0, 0.0, made[-1].value, course.figure, course.unit, course.per, course.begin, course.end, rhythm,
        reviews, country, notes=say.notes(DEFAULT, last_day),
    )  # fmt: skip


def _so_many(course: Course, say: Wording, day: date, count: int, periods: int, reviews: tuple[date, ...]) -> Milestone:
    amount = float(Decimal(str(course.target)) * count)
    last = count == periods
    return Milestone(day, amount, say.label(amount, last), round(count / periods, 4), say.added_up(count, amount), _next(reviews, day))


def _after(begin: date, unit: str, count: int) -> date:
    return begin + (relativedelta(weeks=count) if unit == "W" else relativedelta(months=MONTHS[unit] * count))


def _next(reviews: tuple[date, ...], day: date) -> date | None:
    return next((review for review in reviews if review > day), None)


def _without(context: Context, code: str, country: str) -> FollowUp:
    """No milestones, and why; the reviews all the same where there is an end to come."""
    because = follow_up(context.screen.code).none_because[code]
    end = context.frame.deadline.end_date if context.frame.deadline else None
    if end is None or code in ("no_deadline", "past", "too_far"):
        return FollowUp(country=country, none_because=because, none_code=code)
    days.check_country(country)
    rhythm = days.rhythm_of(context.today, end)
    reviews = days.review_days(context.today, end, rhythm, country)
    return FollowUp(
        start=context.today, deadline=end, rhythm=rhythm, reviews=reviews, country=country, none_because=because, none_code=code
    )
