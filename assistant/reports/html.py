"""One page for people: self-contained, readable without a script, in one language, in light and dark, on paper and on a telephone.

jinja2 fills the template and escapes every text; what this file makes is data, never markup.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from assistant.lang import available, rules
from assistant.records import Analysis, Rewrite, Span
from assistant.reports.base import SEVERITIES, STATUS_MARKS, Entry, Options, Result, clean, criterion_letter, place_in_words, told_from
from assistant.reports.origins import Stretch, legend, stretches
from assistant.reports.summary import BINS, Summary


@cache
def _template() -> Template:
    loader = PackageLoader("assistant.reports")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).get_template(
        "report.html.jinja"
    )


class Reporter:
    """Keeps the goals: the summary comes first."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.results: list[Result] = []

    def add(self, result: Result) -> None:
        """Keep the result."""
        self.results.append(result)

    def close(self) -> None:
        """Write the page."""
        self.options.write(_template().render(_page(Summary(self.results), self.options)) + "\n")


def _page(summary: Summary, options: Options) -> dict[str, Any]:
    say, texts = options.say, options.texts
    statuses = summary.statuses()
    return {
        "lang": options.screen,
        "text": texts.text,
        "say": say,
        "names": [clean(name) for name in summary.names(options)],
        "day": texts.text["of_day"].format(day=summary.day(options)),
        "figures": summary.figures(options),
        "criteria": [
            {"key": name, "letter": criterion_letter(name), "name": say[name], "shares": _shares(counts, say)}
            for name, counts in statuses.items()
        ],
        "marks": [{"status": status, "mark": mark, "name": say[status]} for status, mark in STATUS_MARKS.items()],
        "chart": _chart(summary.bins()),
        "groups": _groups(summary.goals, options),
        "others": texts.counts["not_goals"].of(summary.others),
        "made_with": texts.text["made_with"].format(version=options.version),
    }


def _shares(counts: Mapping[str, int], say: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"status": s, "mark": m, "name": say[s], "count": counts[s]} for s, m in STATUS_MARKS.items() if counts[s]]


def _chart(bins: Sequence[int]) -> list[dict[str, Any]]:
    """The bars of the distribution: heights in hundredths of the highest."""
    highest = max(bins, default=0) or 1
    step = 100 // BINS
    return [
        {"low": n * step, "high": (n + 1) * step - 1 if n < BINS - 1 else 100, "count": count, "height": round(100 * count / highest)}
        for n, count in enumerate(bins)
    ]


def _groups(goals: Iterable[Entry], options: Options) -> list[dict[str, Any]]:
    """The goals by file, in order; texts of their own make one group."""
    groups: dict[str, dict[str, Any]] = {}
    for number, entry in enumerate(goals, 1):
        name = clean(told_from(entry.path, options.root)) if entry.path else options.texts.text["texts"]
        groups.setdefault(name, {"name": name, "goals": []})["goals"].append(_goal(number, entry, options))
    return list(groups.values())


def _goal(number: int, entry: Entry, options: Options) -> dict[str, Any]:
    analysis, say = entry.analysis, options.say
    verdicts = [
        {
            "letter": criterion_letter(name),
            "name": say[name],
            "status": verdict.status,
            "mark": STATUS_MARKS[verdict.status],
            "verdict": say[verdict.status],
            "reason": clean(verdict.reason),
        }
        for name, verdict in analysis.criteria.items()
    ]
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    findings = sorted(analysis.findings, key=lambda f: order[f.severity])
    return {
        "id": f"g{number}",
        "text": clean(analysis.text),
        "lang": analysis.lang if analysis.lang in available() else None,
        "pieces": pieces(analysis),
        "where": place_in_words(entry, options),
        "heading": [clean(name) for name in entry.heading],
        "score": analysis.score or 0,
        "verdicts": verdicts,
        "findings": [{"rule": f.rule, "severity": f.severity, "name": say[f.severity], "message": clean(f.message)} for f in findings],
        "questions": [{"text": clean(q.text), "suggestions": [clean(s) for s in q.suggestions]} for q in analysis.questions],
        "rewrite": _rewrite(analysis.rewrite, say) if analysis.rewrite else None,
        "unchanged": say["unchanged" if analysis.smart else "nothing_to_add"],
        "milestones": [
            {"iso": m.date.isoformat(), "day": rules(options.screen).date(m.date.isoformat()), "label": clean(m.label)}
            for m in analysis.milestones
        ],
    }


def _rewrite(made: Rewrite, say: Mapping[str, str]) -> dict[str, Any]:
    return {
        "changed": made.changed,
        "lines": [
            [{"text": clean(text), "origin": stretch.origin, "note": clean(stretch.note)} for text, stretch in line]
            for line in _by_line(made)
        ],
        "legend": [{"origin": origin, "name": name, "listed": listed} for origin, name, listed in legend(made, say)],
        "smart": [(letter, clean(line)) for letter, line in made.smart.items()],
        "assumptions": [{"value": clean(a.value), "reason": clean(a.reason), "source": clean(a.source)} for a in made.assumptions],
    }


def _by_line(made: Rewrite) -> list[list[tuple[str, Stretch]]]:
    """The stretches of a rewrite line by line."""
    lines: list[list[tuple[str, Stretch]]] = [[]]
    for stretch in stretches(made):
        for n, text in enumerate(stretch.text.split("\n")):
            if n:
                lines.append([])
            if text:
                lines[-1].append((text, stretch))
    return lines


def pieces(analysis: Analysis) -> list[dict[str, Any]]:
    """The text cut at the edges of the evidence, each piece with the letters of the criteria that rest on it."""
    text = analysis.text
    spans: list[tuple[Span, str]] = [(span, criterion_letter(name)) for name, v in analysis.criteria.items() for span in v.evidence]
    edges = sorted({0, len(text), *(min(edge, len(text)) for span, _ in spans for edge in span)})
    cut = []
    for a, b in itertools.pairwise(edges):
        letters = [letter for (start, end), letter in spans if start <= a and b <= end]
        cut.append({"text": clean(text[a:b]), "letters": "".join(dict.fromkeys(letters))})
    return cut
