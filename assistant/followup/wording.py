"""What a milestone says: its label, its sum, and the notes beside the plan."""

from __future__ import annotations

from datetime import date

from assistant.followup.course import Course
from assistant.followup.options import SHAPES, Options
from assistant.lang.followup import FollowUpTexts, follow_up
from assistant.lang.models import Language, LanguageRules

MINUS = "−"


def amount_in_words(rules: LanguageRules, amount: float, unit: str | None, kind: str) -> str:
    """The figure as the language writes it; money has two decimals or none, and the minus is a true one."""
    text, number = rules.figure(abs(amount), unit, kind), rules.number(abs(amount))
    if kind == "money" and round(abs(amount) * 10, 6).is_integer() and not round(abs(amount), 6).is_integer():
        text = text.replace(number, number + "0", 1)
    return (MINUS if amount < 0 else "") + text


class Wording:
    """The texts of one course in one language."""

    def __init__(self, screen: Language, course: Course) -> None:
        self.rules, self.course = screen.rules, course
        self.words: FollowUpTexts = follow_up(screen.code)
        self.text = self.words.text
        self.template = screen.templates.milestone

    def value(self, amount: float) -> str:
        """The value with what it counts: "14 a month", "150 in all", "+9%"."""
        course = self.course
        text = self.figure(amount)
        if course.kind == "change":
            return self.text["difference"].format(value=text if amount < 0 else f"+{text}")
        if course.kind == "pace" or (course.kind == "level" and course.per):
            return self.text["pace"].format(value=text, per=self.words.per[str(course.per)])
        return self.text["total"].format(value=text) if course.kind in ("total", "held") else text

    def figure(self, amount: float) -> str:
        """The bare figure with its unit."""
        return amount_in_words(self.rules, amount, self.course.unit, self.course.figure)

    def label(self, amount: float, last: bool) -> str:
        """The label of a milestone; the last one is the target."""
        return (self.text["target_label"] if last else self.template).format(value=self.value(amount))

    def time(self, part: float) -> str:
        """The label of a step of a deliverable: a share of the time, for nothing else is known of it."""
        return self.text["time_end" if part == 1 else "time"].format(share=self.rules.figure(round(part * 100), "%", "percent"))

    def sum(self, part: float, amount: float, exact: bool) -> str:
        """The arithmetic: "30% of the way: 70 − 0.3 × (70 − 59.5) ≈ 66.9"."""
        if part == 1:
            return ""
        course, number = self.course, self._number
        share, bare = number(part), number(amount)
        first, last = (f"({number(end)})" if end < 0 else number(end) for end in (course.start, course.target))
        if course.start == 0:
            body = f"{share} × {last}"
        elif course.target < course.start:
            body = f"{number(course.start)} {MINUS} {share} × ({number(course.start)} {MINUS} {last})"
        else:
            body = f"{number(course.start)} + {share} × ({number(course.target)} {MINUS} {first})"
        done = self.rules.figure(round(part * 100), "%", "percent")
        return self.text["sum"].format(share=done, sum=f"{body} {'=' if exact else '≈'} {bare}")

    def added_up(self, count: int, amount: float) -> str:
        """The arithmetic of a flow that is kept up: "3 months × 20 = 60"."""
        units = self.words.periods[str(self.course.per)].split("|")
        periods = units[min(count, len(units)) - 1].format(n=self.rules.number(count))
        return f"{periods} × {self._number(self.course.target)} = {self._number(amount)}"

    def _number(self, amount: float) -> str:
        return (MINUS if amount < 0 else "") + self.rules.number(abs(amount))

    def notes(self, options: Options, last: date) -> tuple[str, ...]:
        """What the reader has to know beside the milestones."""
        course, text = self.course, self.text
        said = []
        if course.note:
            said.append(text[course.note].format(value=self.figure(course.target)))
        if course.kind == "change":
            said.append(text["relative"])
        if course.kind == "held":
            said.append(text["held"].format(value=self.figure(course.target), per=self.words.per[str(course.per)]))
        elif course.kind == "deliverable":
            said.append(text["deliverable"])
        elif options.shape == SHAPES[0] and options.margin is None:
            said.append(text["shape_pattern"])
        elif options.kept_free:
            said.append(text["margin"].format(share=self.rules.figure(options.kept_free, "%", "percent")))
        if last != course.end:
            said.append(text["moved"].format(end=self.rules.date(course.end.isoformat()), day=self.rules.date(last.isoformat())))
        return tuple(said)
