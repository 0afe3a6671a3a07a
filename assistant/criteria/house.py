"""O: what an organisation may require of its goals. These rules are off unless a profile asks for them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from dateutil.relativedelta import relativedelta

from assistant import lang
from assistant.criteria.base import Context, Rule
from assistant.knowledge import knowledge
from assistant.records import Span

QUARTER = 3  # months


def _beyond_quarter(context: Context) -> Span | None:
    """A deadline after the end of the quarter that follows: key results are set for one quarter."""
    end = context.frame.deadline
    if end is None or end.end_date is None:
        return None
    return end.span if end.end_date > quarter_end(context.today + relativedelta(months=QUARTER)) else None


def quarter_end(day: date) -> date:
    """The last day of the calendar quarter of a day."""
    first = date(day.year, (day.month - 1) // QUARTER * QUARTER + 1, 1)
    return first + relativedelta(months=QUARTER, days=-1)


def _no_owner(context: Context) -> Span | None:
    return None if context.frame.owner else context.whole


def _no_tool(context: Context) -> Span | None:
    """A figure to be read on an indicator, and neither a known tool nor words such as "measured in"."""
    frame = context.frame
    if not frame.figure or not frame.metric:
        return None
    return None if _tools(context.language.code).search(context.text) else frame.metric.span


@cache
def _tools(code: str) -> re.Pattern[str]:
    local = lang.get(code).messages.tools
    named = {name for kpi in knowledge().kpis.values() for tool in kpi.tools for name in (tool, local.get(tool, tool))}
    names = sorted(named, key=len, reverse=True)
    cues = lang.plan_texts(code).tool_cues
    return re.compile(rf"(?<!\w)(?:{'|'.join((*map(re.escape, names), *cues))})(?!\w)", re.IGNORECASE)


RULES = (
    Rule("O001", "beyond-quarter", "time_bound", "warning", _beyond_quarter, source="doerr"),
    Rule("O002", "no-owner", "specific", "error", _no_owner, source="doran"),
    Rule("O003", "no-tool", "measurable", "error", _no_tool, source="guides"),
)
