"""What a plan, a rule on plans and their findings are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant import lang
from assistant.criteria.funnel import Funnel
from assistant.lang.plan_models import PlanTexts
from assistant.records import Entity, Finding, Severity

QUOTED = 60  # characters of a goal that a message quotes
MOST_PRIORITIES = 3  # "two or three priorities at most": the usual advice of the guides


@dataclass(frozen=True, slots=True)
class PlanGoal:
    """What the rules on plans look at in one goal; keys are words in lower case, without accents and endings, so that they compare.

    Attributes:
        index: of the goal among the goals of the plan, from 0.
        where: its place for a person ("12:3", "B4", a line's number).
        heading: the headings above it, outermost first, with the bullets above it that are no goals.
        parent: index of the goal that it serves (indentation, numbering, objective and key results), else None.
        metric: catalogue id of its indicator, else its words; None without an indicator.
        figure: the target, else the change; `share` tells that it is a share of a whole ("60 % of the sales").
        end: the last day of its deadline; `end_named` tells that the text names the day or period (it is no duration).
        scope: what delimits it, by kind ("channel", "audience", "scope", "metric"): words.
        stages: funnel stages that it serves.
        funnel: the amounts of a funnel that it names, a month.
        words: its words, function words left out.
        owner: who answers for it, "" when nobody is named; `owner_known` tells whether its place could name one.
        ignored: ids of rules that the author has switched off for it.
    """

    index: int
    where: str
    text: str
    lang: str
    heading: tuple[str, ...] = ()
    parent: int | None = None
    metric: str | None = None
    metric_name: str = ""
    figure: Entity | None = None
    baseline: Entity | None = None
    share: bool = False
    start: date | None = None
    end: date | None = None
    end_named: bool = False
    cadence: str | None = None
    scope: Mapping[str, frozenset[str]] = field(default_factory=dict)
    stages: frozenset[str] = frozenset()
    funnel: Funnel = field(default_factory=Funnel)
    words: frozenset[str] = frozenset()
    owner: str = ""
    owner_known: bool = True
    ignored: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """The goals of one document or list.

    Attributes:
        goals: in reading order; a rule that was switched off for some is not shown those.
        today: the day from which deadlines were resolved.
        screen: language code in which findings are told.
        most_priorities: how many priorities a plan may have.
    """

    goals: tuple[PlanGoal, ...]
    today: date
    screen: str
    most_priorities: int = MOST_PRIORITIES

    @property
    def texts(self) -> PlanTexts:
        """What the rules say in the language of the screen."""
        return lang.plan_texts(self.screen)

    def quote(self, goal: PlanGoal) -> str:
        """A goal's words, cut where they are long, in the language's quotation marks."""
        text = " ".join(goal.text.split())
        short = text if len(text) <= QUOTED else text[:QUOTED].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
        return self.texts.quote.format(text=short)

    def quotes(self, goals: Iterable[PlanGoal]) -> str:
        """Several goals, quoted, with commas."""
        return ", ".join(self.quote(goal) for goal in goals)

    def day(self, day: date) -> str:
        """A day in words."""
        return lang.rules(self.screen).date(day.isoformat())

    def number(self, amount: float) -> str:
        """A figure as the language writes it."""
        return lang.rules(self.screen).number(amount)

    def above(self, goal: PlanGoal) -> PlanGoal | None:
        """The goal that a goal serves."""
        return next((g for g in self.goals if g.index == goal.parent), None) if goal.parent is not None else None

    def children(self, goal: PlanGoal) -> tuple[PlanGoal, ...]:
        """The goals that serve a goal."""
        return tuple(g for g in self.goals if g.parent == goal.index)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: the goals concerned, and the key and values of the sentence that says what exactly."""

    goals: tuple[int, ...]
    detail: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanRule:
    """One thing to find in a plan."""

    id: str
    name: str
    severity: Severity
    check: Callable[[Plan], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class PlanFinding(Finding):
    """What one rule found in a plan: `goals` are indices among its goals, `places` where they stand. `start` and `end` span the goal
    that carries it."""

    goals: tuple[int, ...]
    places: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {**Finding.to_dict(self), "goals": list(self.goals), "places": list(self.places)}
