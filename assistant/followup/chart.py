"""The trajectory of a goal: today, milestones, target and starting value, laid out so that no text lies on another or on the line."""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise

from assistant import lang
from assistant.followup.drawing import WIDTH, Dot, Drawing, Label, Line, balanced, meet, text_width
from assistant.followup.entries import Entry
from assistant.followup.wording import amount_in_words
from assistant.lang.followup import FollowUpTexts, follow_up
from assistant.schedule import FollowUp

EDGE, BOTTOM = 40.0, 464.0
TITLE, TEXT, SMALL = 22.0, 15.0, 13.0
TICKS = 4
AIR = 0.12  # of the height of the plot, above and below the way
Box = tuple[float, float, float, float]


def can_be_drawn(plan: FollowUp) -> bool:
    """Whether there is a figure to draw: milestones with values, and time to reach them in."""
    return bool(plan.milestones) and plan.milestones[-1].value is not None and plan.start is not None and plan.deadline is not None


def trajectory(entry: Entry, *, today: date, code: str) -> Drawing:
    """Lay out the chart of one goal.

    Args:
        entry: a goal for which `can_be_drawn` holds.
        today: the day of the call; it stands at the left where the way begins later.
        code: language of the words in the chart.

    Raises:
        ValueError: there is nothing to draw.
    """
    if not can_be_drawn(entry.follow_up):
        raise ValueError("nothing to draw: the follow-up has no milestones with values")
    return _Chart(entry, today, code).draw()


class _Chart:
    def __init__(self, entry: Entry, today: date, code: str) -> None:
        self.entry, self.plan, self.today, self.code = entry, entry.follow_up, today, code
        self.words: FollowUpTexts = follow_up(code)
        self.rules = lang.rules(code)
        self.points = [(m.date, float(m.value or 0.0)) for m in self.plan.milestones]
        self.begin = self.plan.start or today
        self.first_value = self.plan.baseline or 0.0
        self.target = self.points[-1][1]
        self.end = max(self.plan.deadline or today, self.points[-1][0])
        # a way that begins much later is drawn from its beginning, or today would squeeze it into a corner
        soon = (self.begin - today).days <= (self.end - self.begin).days / 2
        self.left_day = min(today, self.begin) if soon else self.begin
        self.ticks = _ticks(min(self.first_value, self.target), max(self.first_value, self.target))
        self.title = balanced(entry.text, TITLE, WIDTH - 2 * EDGE, bold=True)
        self.top = 92.0 + 27.0 * len(self.title)
        self.left = EDGE + 14 + max(text_width(self.value(t, signed=True), SMALL) for t in self.ticks)
        self.right = WIDTH - EDGE - 24
        self.taken: list[Box] = []

    def value(self, amount: float, *, signed: bool = False) -> str:
        text = amount_in_words(self.rules, amount, self.plan.unit, str(self.plan.figure))
        return f"+{text}" if signed and self.plan.kind == "change" and amount > 0 else text

    def x(self, day: date) -> float:
        span = max((self.end - self.left_day).days, 1)
        return self.left + (self.right - self.left) * (day - self.left_day).days / span

    def y(self, amount: float) -> float:
        low, high = self.first_value, self.target
        low, high = min(low, high), max(low, high)
        room = (high - low) * AIR
        return BOTTOM - (BOTTOM - self.top) * (amount - low + room) / (high - low + 2 * room)

    def draw(self) -> Drawing:
        parts: list[Line | Dot | Label] = [
            *(Label(EDGE, 52 + 27 * i, line, TITLE, bold=True) for i, line in enumerate(self.title)),
            *self._grid(), *self._levels(), *self._way(), *self._days(),
            Label(EDGE, 50 + 27 * len(self.title), self.words.text["legend"], SMALL, "quiet"),
        ]  # fmt: skip
        return Drawing(tuple(parts), self.words.text["chart_title"], self._description(), self.code)

    def _grid(self) -> list[Line | Label]:
        made: list[Line | Label] = []
        for tick in self.ticks:
            y = self.y(tick)
            if self.top <= y <= BOTTOM:
                made.append(Line(((self.left, y), (self.right, y)), "grid"))
                made.append(Label(self.left - 10, y + SMALL * 0.35, self.value(tick, signed=True), SMALL, "quiet", "end"))
        return made

    def _levels(self) -> list[Line | Label]:
        """The target at the left, where the way is far from it, the starting value at the right; each above its line, or else below."""
        made: list[Line | Label] = []
        way = self._at()
        unknown = self.plan.kind == "change"
        levels = (
            ("target", self.target, (9.0, 5.0), f"{self.words.text['target']} · {self._whole_value(self.target)}"),
            ("quiet", self.first_value, (2.0, 4.0), self.words.text["baseline_unknown"] if unknown
             else f"{self.words.text['baseline']} · {self._whole_value(self.first_value)}"),
        )  # fmt: skip
        for colour, amount, dash, text in levels:
            y = self.y(amount)
            made.append(Line(((self.left, y), (self.right, y)), colour, 1.6, dash))
            left, right = (self.left + 8, "start"), (self.right, "end")
            sides: list[tuple[float, str]] = [left, right] if colour == "target" else [right, left]
            labels = [Label(x, at, text, TEXT, colour, anchor, bold=colour == "target")  # type: ignore[arg-type]
                      for at in (y - 7, y + 7 + TEXT * 0.8) for x, anchor in sides]  # fmt: skip
            label = next((one for one in labels if self._is_free(one, way, levels=False)), labels[0])
            self.taken.append(label.box)
            made.append(label)
        return made

    def _is_free(self, label: Label, way: list[tuple[float, float]], *, levels: bool = True) -> bool:
        """Whether a label lies on no other, not on the way, and on neither level."""
        _, top, _, bottom = label.box
        lines = (self.y(self.target), self.y(self.first_value)) if levels else ()
        return not (any(meet(label.box, box) for box in self.taken) or _crossed(label.box, way) or any(top < y < bottom for y in lines))

    def _at(self) -> list[tuple[float, float]]:
        """The corners of the way."""
        return [(self.x(self.begin), self.y(self.first_value)), *((self.x(day), self.y(amount)) for day, amount in self.points)]

    def _whole_value(self, amount: float) -> str:
        """The value with what it counts, as the milestones say it."""
        per = self.words.per.get(str(self.plan.per))
        text = self.value(amount, signed=True)
        if per and self.plan.kind in ("pace", "level"):
            return self.words.text["pace"].format(value=text, per=per)
        return self.words.text["total"].format(value=text) if self.plan.kind in ("total", "held") and amount else text

    def _way(self) -> list[Line | Dot | Label]:
        at = self._at()
        falls = self.target < self.first_value
        made: list[Line | Dot | Label] = [
            Line(((self.left, self.top), (self.left, BOTTOM)), "quiet", 1.2),
            Line(tuple(at), "way", 3.0),
            Dot(*at[0], 6.0, "way", hollow=True),
            *(Dot(*point, 5.0, "way") for point in at[1:-1]),
            Dot(*at[-1], 7.0, "target"),
        ]
        # above the way and on its empty side: left of a rise, right of a fall
        shift, anchor = (9.0, "start") if falls else (-9.0, "end")
        for (x, y), (_, amount) in list(zip(at[1:], self.points, strict=True))[:-1]:
            label = Label(x + shift, y - 7, self.value(amount, signed=True), TEXT, "way", anchor, bold=True)  # type: ignore[arg-type]
            self._place(label, made, at)
        return made

    def _place(self, label: Label, made: list[Line | Dot | Label], way: list[tuple[float, float]]) -> None:
        """Add a label unless it would lie on another, on the way, or outside the plot."""
        left, top, right, _ = label.box
        if self._is_free(label, way) and left >= self.left + 2 and right <= self.right + 10 and top >= self.top - 4:
            self.taken.append(label.box)
            made.append(label)

    def _days(self) -> list[Line | Label]:
        """Days of the milestones under the plot, with years where they change; the ends first, for they must not be missing."""
        made: list[Line | Label] = [Line(((self.left, BOTTOM), (self.right, BOTTOM)), "quiet", 1.2)]
        text = self.words.text
        first = (self.today, text["today"]) if self.left_day == self.today else (self.begin, text["beginning"])
        days = [first, (self.end, text["deadline"]), *((day, "") for day, _ in self.points if day != self.end)]
        if self.left_day < self.begin:
            days.insert(2, (self.begin, text["beginning"]))
        taken: list[Box] = []
        shown: list[tuple[date, Label]] = []
        for day, name in days:
            x = self.x(day)
            wide = max(text_width(self._day(day), SMALL), text_width(name, SMALL, bold=True)) / 2
            at = min(max(x, EDGE + wide), WIDTH - EDGE / 2 - wide)
            label = Label(at, BOTTOM + 20, self._day(day), SMALL, "ink", "middle")
            box = (at - wide - 5, label.box[1], at + wide + 5, label.box[3])
            if any(meet(box, other) for other in taken):
                continue
            taken.append(box)
            shown.append((day, label))
            made += [Line(((x, BOTTOM), (x, BOTTOM + 5)), "quiet", 1.2), label]
            if name:
                made.append(Label(at, BOTTOM + 54, name, SMALL, "ink", "middle", bold=True))
        year = 0
        for day, label in sorted(shown, key=lambda entry: entry[0]):
            if day.year != year or day == self.end:
                made.append(Label(label.x, BOTTOM + 37, str(day.year), SMALL, "quiet", "middle"))
            year = day.year
        return made

    def _day(self, day: date) -> str:
        return self.words.short_date.format(day=day.day, month=self.words.month_names[day.month - 1])

    def _description(self) -> str:
        """The chart in a sentence."""
        text, steps = self.words.text, self.plan.milestones[:-1]
        values = {
            "goal": self.entry.text,
            "start": self._whole_value(self.first_value),
            "begin": self.rules.date(self.begin.isoformat()),
            "last": self._whole_value(self.target),
            "end": self.rules.date(self.points[-1][0].isoformat()),
            "steps": ", ".join(
                text["alt_step"].format(value=self.value(float(m.value or 0), signed=True), day=self.rules.date(m.date.isoformat()))
                for m in steps
            ),
        }
        return text["alt" if steps else "alt_bare"].format(**values)


def _crossed(box: Box, way: list[tuple[float, float]]) -> bool:
    """Whether the way runs through a box, looked at every two units."""
    for (x0, y0), (x1, y1) in pairwise(way):
        steps = max(int(math.hypot(x1 - x0, y1 - y0) / 2), 1)
        for i in range(steps + 1):
            x, y = x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps
            if box[0] < x < box[2] and box[1] < y < box[3]:
                return True
    return False


def _ticks(low: float, high: float) -> tuple[float, ...]:
    """Round values from at or above `low` to at most `high`: multiples of 1, 2 or 5 times a power of ten."""
    span = high - low
    raw = span / TICKS
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= raw * 0.999)
    first = math.ceil(round(low / step, 9))
    return tuple(round(k * step, 10) for k in range(first, math.floor(round(high / step, 9)) + 1)) or (low,)
