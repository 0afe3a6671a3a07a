"""The questions of a whole plan: each asked once and answered for every goal that it concerns.

The order: the question that unblocks most goals first (goals with a verdict that its answer betters), then the one that adds
most points to their scores in all, then the one that concerns most goals.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from assistant import lang
from assistant.entities.phrases import normal
from assistant.knowledge import Kpi, knowledge
from assistant.records import Analysis, Question
from assistant.rewriting.gaps import SLOTS
from assistant.rewriting.values import tool_name

V = TypeVar("V")
SHARED = 2  # goals from which on a question without a gap behind it (tool, owner) is worth asking
MOST = 4
FIRST_MONTHS = (1, 4, 7, 9)  # in which fiscal years usually begin


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """One question to the author of a plan.

    Attributes:
        slot: what is asked: a slot of a goal, or fiscal_year, tool, owner.
        text: the question.
        goals: numbers (from 1) of the goals that the answer is put into.
        unblocks: numbers of those of which it betters a verdict.
        suggestions: answers to choose from.
        metric: the indicator that it is about, empty when it is about none.
        gain: points that a sound answer adds to the scores of its goals, in all.
    """

    slot: str
    text: str
    goals: tuple[int, ...]
    unblocks: tuple[int, ...] = ()
    suggestions: tuple[str, ...] = ()
    metric: str = ""
    gain: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "slot": self.slot,
            "text": self.text,
            "goals": list(self.goals),
            "unblocks": list(self.unblocks),
            "suggestions": list(self.suggestions),
            "metric": self.metric,
            "gain": self.gain,
        }


Asked = tuple[int, Analysis, Question]


def for_plan(analyses: Sequence[Analysis], *, screen: str | None = None, fiscal_known: bool = False) -> tuple[PlanQuestion, ...]:
    """The questions of a plan, those first that unblock most goals.

    Args:
        analyses: the texts of the plan in order, as `Assistant.rewrite` gives them (with their questions); what is no goal is
            passed over, but counts in the numbering.
        screen: the language to ask in; that of most goals when None.
        fiscal_known: whether the start of the fiscal year is set already.
    """
    goals = [(n, a) for n, a in enumerate(analyses, 1) if a.goal]
    if not goals:
        return ()
    code = screen or Counter(a.lang for _, a in goals).most_common(1)[0][0]
    asked: list[Asked] = [(n, a, q) for n, a in goals for q in a.questions]
    out = [*_deadline(code, asked), *_baselines(code, asked), *_singles(asked), *_tools(code, goals), *_owner(code, goals)]
    if not fiscal_known:
        out += _fiscal_year(code, goals)
    order = (*SLOTS, "fiscal_year", "tool", "owner")
    nameless = {q.goals: q.gain for q in out if q.slot == "metric"}

    def gain(q: PlanQuestion) -> float:
        return min(q.gain, nameless[q.goals] - 0.5) if q.slot == "target" and q.goals in nameless else q.gain  # after its indicator

    return tuple(sorted(out, key=lambda q: (-len(q.unblocks), -gain(q), -len(q.goals), order.index(q.slot), q.goals)))


def _made(slot: str, text: str, found: Sequence[Asked], suggestions: Iterable[str] = (), metric: str = "") -> PlanQuestion:
    unblocked = tuple(n for n, _, q in found if q.verdicts)
    gain = sum(q.gain for _, _, q in found)
    return PlanQuestion(slot, text, tuple(n for n, _, _ in found), unblocked, tuple(suggestions), metric, gain)


def _deadline(code: str, asked: Sequence[Asked]) -> list[PlanQuestion]:
    """One end for all goals that have none; a past one is a question of its goal alone."""
    open_ends = [(n, a, q) for n, a, q in asked if q.slot == "deadline" and not a.frame.deadline]
    past = [[item] for item in asked if item[2].slot == "deadline" and item[1].frame.deadline]
    out = [_made("deadline", q.text, group, q.suggestions) for group in past for _, _, q in group]
    if open_ends:
        texts, question = lang.advice(code).texts, open_ends[0][2]
        text = texts["plan_deadline"].format(count=len(open_ends)) if len(open_ends) > 1 else texts["plan_deadline_one"]
        out.append(_made("deadline", text, open_ends, question.suggestions))
    return out


def metric_key(analysis: Analysis) -> str:
    """By what the indicators of two goals are the same: catalogue id, audience and scope; empty without an indicator."""
    frame = analysis.frame
    if frame.metric is None or frame.fuzzy:
        return ""
    audience = " ".join(normal(frame.audience.text)) if frame.audience else ""
    scope = " ".join(normal(analysis.text[slice(*frame.scope)])) if frame.scope else ""
    channel = (frame.channel.id or frame.channel.text) if frame.channel else ""
    return "|".join((frame.metric.id or " ".join(normal(frame.metric.text)), audience, scope, channel))


def _baselines(code: str, asked: Sequence[Asked]) -> list[PlanQuestion]:
    """Today's value once for each indicator, however many goals name it for the same people and place."""
    groups = _grouped(((metric_key(a) or str(n), (n, a, q)) for n, a, q in asked if q.slot == "baseline"))
    texts, out = lang.advice(code).texts, []
    for group in groups:
        _, first, question = group[0]
        metric = first.frame.metric.text if first.frame.metric and not first.frame.fuzzy else ""
        tool = tool_name(_kpi(first), code)
        text = texts["plan_baseline_tool" if tool else "plan_baseline"].format(metric=metric, tool=tool) if metric else question.text
        out.append(_made("baseline", text, group, metric=metric))
    return out


def _singles(asked: Sequence[Asked]) -> list[PlanQuestion]:
    """What each goal lacks for itself: an indicator, a value to reach, whatever else would raise its score."""
    return [
        _made(q.slot, q.text, [(n, a, q)], q.suggestions, a.frame.metric.text if a.frame.metric and not a.frame.fuzzy else "")
        for n, a, q in asked
        if q.slot not in ("deadline", "baseline") and (q.gain > 0 or q.slot in ("metric", "target"))
    ]


def _tools(code: str, goals: Sequence[tuple[int, Analysis]]) -> list[PlanQuestion]:
    """Where indicators are read, once for those that are usually read in the same place."""
    named = [(n, a, _kpi(a)) for n, a in goals if a.frame.metric and not a.frame.fuzzy]
    groups = _grouped(((kpi.tools[0], (n, a, kpi)) for n, a, kpi in named if kpi and kpi.tools))
    texts, out = lang.advice(code).texts, []
    for group in groups:
        if len(group) < SHARED:
            continue
        metrics = list(dict.fromkeys(texts["quoted"].format(text=a.frame.metric.text) for _, a, _ in group if a.frame.metric))
        listed = lang.answer_words(code).join.format(first=", ".join(metrics[:-1]), last=metrics[-1]) if len(metrics) > 1 else metrics[0]
        tools = dict.fromkeys(lang.advice(code).tools.get(tool, tool) for _, _, kpi in group for tool in kpi.tools)
        text = texts["plan_tool"].format(metrics=listed)
        out.append(PlanQuestion("tool", text, tuple(n for n, _, _ in group), suggestions=tuple(tools)[:MOST]))
    return out


def _owner(code: str, goals: Sequence[tuple[int, Analysis]]) -> list[PlanQuestion]:
    ownerless = tuple(n for n, a in goals if not a.frame.owner)
    if len(ownerless) < SHARED:
        return []
    return [PlanQuestion("owner", lang.advice(code).texts["plan_owner"].format(count=len(ownerless)), ownerless)]


def _fiscal_year(code: str, goals: Sequence[tuple[int, Analysis]]) -> list[PlanQuestion]:
    """The month in which the fiscal year begins, when an end is told by it: until it is known, the calendar year is meant."""
    told = []
    for n, a in goals:
        words = "|".join(lang.get(a.lang).dates.fiscal)
        end = a.frame.deadline
        if end and re.search(rf"(?<!\w)(?:{words})", a.text[max(0, end.start - 24) : end.end], re.IGNORECASE):
            told.append(n)
    if not told:
        return []
    months = lang.advice(code).months
    text, proposals = lang.advice(code).texts["plan_fiscal_year"], tuple(months[m - 1] for m in FIRST_MONTHS)
    return [PlanQuestion("fiscal_year", text, tuple(told), tuple(told), proposals)]


def _grouped(pairs: Iterable[tuple[str, V]]) -> list[list[V]]:
    groups: dict[str, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return list(groups.values())


def _kpi(analysis: Analysis) -> Kpi | None:
    metric = analysis.frame.metric
    return knowledge().kpis.get(metric.id) if metric and metric.id else None
