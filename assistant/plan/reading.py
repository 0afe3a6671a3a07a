"""From analyses with their places to a plan: who serves whom, what delimits each goal, and words that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from assistant import lang
from assistant.criteria import funnel
from assistant.criteria.base import Context
from assistant.criteria.funnel import Funnel
from assistant.entities.phrases import normal
from assistant.entities.zones import grammar as zones_of
from assistant.plan.base import MOST_PRIORITIES, Plan, PlanGoal
from assistant.plan.funnel import stages_of
from assistant.records import Analysis, Entity

LARGEST = 500  # goals; a longer list is a table of goals, not a plan that somebody follows
NESTED = 2  # columns by which a bullet stands further right than the one that it belongs to
# "1.2 Gagner", "O1 :", "KR 1.2." The capital behind a dotted number keeps "1.5 million" out.
_NUMBER = re.compile(
    r"\s{0,40}(?:(?P<kind>O|KR)\s?(?P<okr>\d{1,2}(?:\.\d{1,2})?)\b|(?P<dotted>\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s{1,9}(?=[A-ZÀ-Ý]\w))"
)
_COLUMN = re.compile(r"\d{1,9}:(\d{1,9})")
_INDENT = re.compile(r"\s{0,40}(?:[-*•–]\s{1,9})?")


@dataclass(frozen=True, slots=True)
class Item:
    """One text of a plan, a goal or not, with its place.

    Attributes:
        owner: who answers for it where the format says so (a table's column), "" or None when it does not.
        owner_known: whether the text, or a column that is read, could name an owner.
    """

    analysis: Analysis
    where: str
    heading: tuple[str, ...] = ()
    owner: str | None = None
    owner_known: bool = True
    ignored: frozenset[str] = frozenset()


class Gathering:
    """Takes the texts of a plan as they come and keeps of each what the rules need; nothing once there are too many."""

    def __init__(self, *, today: date, screen: str = "auto", most_priorities: int = MOST_PRIORITIES) -> None:
        self.today, self.screen, self.most_priorities = today, screen, most_priorities
        self._goals: list[PlanGoal] = []
        self._places: list[tuple[int, tuple[str, ...], int | None, str]] = []  # open bullets: column, heading, goal, text
        self._numbers: dict[tuple[str, str], int] = {}
        self._over = False

    def add(self, item: Item) -> None:
        """Take one text."""
        if self._over or item.analysis.goal is None:
            return
        column = _column(item)
        while self._places and (self._places[-1][1] != item.heading or self._places[-1][0] > column - NESTED):
            self._places.pop()
        heading = item.heading + tuple(text for _, _, goal, text in self._places if goal is None)
        parents = [goal for _, _, goal, _ in self._places if goal is not None]
        index = len(self._goals) if item.analysis.goal else None
        self._places.append((column, item.heading, index, item.analysis.text))
        if index is None:
            return
        goal = goal_of(item, index, self.today)
        numbered, parent = self._numbered(item.analysis.text, index)
        self._goals.append(replace(goal, heading=heading, parent=parent if numbered else parents[-1] if parents else None))
        if len(self._goals) > LARGEST:
            self._goals.clear()
            self._over = True

    def _numbered(self, text: str, index: int) -> tuple[bool, int | None]:
        """(whether the text's own number tells its rank, index of the goal above it)."""
        match = _NUMBER.match(text)
        if match is None:
            return False, None
        if match["kind"]:
            number = match["okr"]
            if match["kind"] == "O":
                self._numbers = {("O", number): index, ("O", "last"): index}
                return True, None
            above = self._numbers.get(("O", number.split(".")[0])) if "." in number else None
            return True, above if above is not None else self._numbers.get(("O", "last"))
        number = match["dotted"]
        self._numbers["", number] = index
        return "." in number, self._numbers.get(("", number.rpartition(".")[0]))

    def plan(self) -> Plan:
        """The plan of what was taken."""
        codes = [goal.lang for goal in self._goals]
        most = max(sorted(set(codes)), key=codes.count) if codes else lang.available()[0]
        return Plan(tuple(self._goals), self.today, most if self.screen == "auto" else self.screen, self.most_priorities)


def _column(item: Item) -> int:
    match = _COLUMN.fullmatch(item.where)
    if match:
        return int(match[1])
    indent = _INDENT.match(item.analysis.text)
    return len(indent.group()) if indent else 0


def goal_of(item: Item, index: int, today: date) -> PlanGoal:
    """What the rules need of one goal."""
    analysis, frame = item.analysis, item.analysis.frame
    text, end = analysis.text, frame.deadline
    metric, rest = _metric(frame.metric, analysis.lang) if frame.metric and not frame.fuzzy else (None, frozenset())
    scope = {
        "channel": _words(frame.channel.text if frame.channel else "", analysis.lang),
        "audience": _words(frame.audience.text if frame.audience else "", analysis.lang),
        "scope": _words(text[slice(*frame.scope)] if frame.scope else "", analysis.lang),
        "metric": rest,
    }
    figure = frame.figure
    return PlanGoal(
        index=index, where=item.where, text=text, lang=analysis.lang, metric=metric, metric_name=frame.metric.text if frame.metric else "",
        figure=figure, baseline=frame.baseline, share=figure is not None and _is_share(figure, text, analysis.lang),
        start=end.start_date if end and end.kind == "period" else None, end=end.end_date if end else None,
        end_named=end is not None and end.kind != "duration", cadence=frame.cadence.iso or frame.cadence.text if frame.cadence else None,
        scope=scope, stages=stages_of(frame), funnel=_funnel(analysis, today), words=_words(_without_dates(analysis), analysis.lang),
        owner=item.owner or (text[slice(*frame.owner)] if frame.owner else ""), owner_known=item.owner_known, ignored=item.ignored,
    )  # fmt: skip


def _funnel(analysis: Analysis, today: date) -> Funnel:
    language = lang.get(analysis.lang)
    return funnel.read(Context(analysis.text, analysis.frame, analysis.entities, language, today, language))


def _metric(entity: Entity, code: str) -> tuple[str, frozenset[str]]:
    """(catalogue id or words of an indicator, the words by which it is narrower than the catalogue's)."""
    words = _words(entity.text, code)
    if entity.id is None:
        return " ".join(sorted(words)), frozenset()
    name, *synonyms = _names(entity.id, code)
    if name < words:
        return entity.id, words - name
    if words in (name, *synonyms) or entity.text in lang.get(code).kpis[entity.id].abbreviations:
        return entity.id, frozenset()
    inside = max((synonym for synonym in synonyms if synonym <= words), key=len, default=frozenset())
    return entity.id, words - inside


@cache
def _names(identity: str, code: str) -> tuple[frozenset[str], ...]:
    entry = lang.get(code).kpis[identity]
    return tuple(_words(name, code) for name in (entry.name, *entry.synonyms, *entry.aliases))


@cache
def _function_words(code: str) -> frozenset[str]:
    return frozenset(word for phrase in lang.lexicon(code).function_words for word in normal(phrase))


def _words(text: str, code: str) -> frozenset[str]:
    return frozenset(word for word in normal(text) if len(word) > 1 or word.isdigit()) - _function_words(code)


def _without_dates(analysis: Analysis) -> str:
    """The text without what closes it, which is compared by its day: "d'ici fin juin" and "avant le 1er juillet" are one."""
    end = analysis.frame.deadline
    if end is None or end.end_date is None:
        return analysis.text
    start = zones_of(analysis.lang).lead_start(analysis.text, end)
    return f"{analysis.text[:start]} {analysis.text[end.end :]}"


def _is_share(figure: Entity, text: str, code: str) -> bool:
    links = "|".join(lang.plan_texts(code).share_links)
    return (
        figure.kind == "percent" and figure.role != "change" and re.match(rf"\s*(?:{links})", text[figure.end :], re.IGNORECASE) is not None
    )


def headings_differ(first: PlanGoal, second: PlanGoal) -> bool:
    """Whether headings put two goals into different scopes ("Lyon", "Nantes"), not merely into different themes."""
    return _heading_words(first) != _heading_words(second)


def _heading_words(goal: PlanGoal) -> frozenset[str]:
    own = _words(" ".join(goal.heading), goal.lang)
    return frozenset(word for word in own if word not in _plain_words(goal.lang) and not word.isdigit())


@cache
def _plain_words(code: str) -> frozenset[str]:
    """Words of headings that say nothing of a scope: generic ones, and those of the themes."""
    themes = [word for theme in lang.get(code).themes.values() for word in (theme.name, *theme.keywords)]
    return frozenset(word for phrase in (*lang.plan_texts(code).plain_headings, *themes) for word in normal(phrase))


def same_scope(first: PlanGoal, second: PlanGoal) -> bool:
    """Whether nothing tells two goals apart but their figures: channel, audience, scope, headings."""
    return first.lang == second.lang and dict(first.scope) == dict(second.scope) and not headings_differ(first, second)


def same_kind(first: Entity, second: Entity) -> bool:
    """Whether two figures can be compared: kind, unit, and role."""
    return (first.kind, first.unit, first.role) == (second.kind, second.unit, second.role)


def clusters(goals: Sequence[PlanGoal], alike: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Groups of goals that pairs of positions tie together, each in order."""
    root = list(range(len(goals)))

    def find(i: int) -> int:
        while root[i] != i:
            i = root[i]
        return i

    for a, b in alike:
        low, high = sorted((find(a), find(b)))
        root[high] = low
    groups: dict[int, list[int]] = {}
    for i in range(len(goals)):
        groups.setdefault(find(i), []).append(i)
    return [tuple(members) for members in groups.values() if len(members) > 1]


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())
