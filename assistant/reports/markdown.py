"""Markdown: summary, table of verdicts, findings, questions and rewrite of each goal; made for a pull request or a step's summary."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant import lang
from assistant.reports.base import STATUS_MARKS, Entry, Options, Result, criterion_letter, on_one_line, place_in_words, told_from
from assistant.reports.origins import legend
from assistant.reports.summary import Summary

# What begins a mark-up in CommonMark, its tables, or GitHub's mentions; "." and "-" only matter at the start of a line, where
# no text of a user stands.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#!|~&@])")


def escaped(text: str) -> str:
    """A text that shows as it is, on one line, in a table or out of it."""
    return _SPECIAL.sub(r"\\\1", on_one_line(text)).strip()


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of cells that are escaped already."""
    heads = list(head)
    lines = [heads, ["---"] * len(heads), *(list(row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


class Reporter:
    """Keeps the goals: the summary comes first."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.results: list[Result] = []

    def add(self, result: Result) -> None:
        """Keep the result."""
        self.results.append(result)

    def close(self) -> None:
        """Write the report."""
        summary, texts, say = Summary(self.results), self.options.texts, self.options.say
        day = texts.text["of_day"].format(day=summary.day(self.options))
        parts = [f"# {texts.text['title']}", " · ".join(map(escaped, (*summary.names(self.options), day)))]
        if not summary.goals:
            parts.append(texts.text["no_goals"])
        else:
            labels, figures = zip(*summary.figures(self.options), strict=True)
            parts += [f"## {texts.text['summary']}", table(labels, [figures])]
            parts.append(f"## {texts.text['heat_map']}")
            letters = [criterion_letter(name) for name in summary.goals[0].analysis.criteria]
            rows = (self._row(entry) for entry in summary.goals)
            parts += [table([texts.text["place"], texts.text["goal"], *letters, say["score"]], rows), texts.text["heat_map_note"]]
            parts.append(f"## {texts.text['in_detail']}")
            for entry in summary.goals:
                parts += self._goal(entry)
        if summary.others:
            parts.append(texts.counts["not_goals"].of(summary.others))
        parts.append(f"_{texts.text['made_with'].format(version=self.options.version)}_")
        self.options.write("\n\n".join(parts) + "\n")

    def _place(self, entry: Entry) -> str:
        if entry.path is None:
            return escaped(place_in_words(entry, self.options))
        return escaped(f"{told_from(entry.path, self.options.root)}:{entry.where}")

    def _row(self, entry: Entry) -> list[str]:
        marks = [f"{escaped(STATUS_MARKS[v.status])} {self.options.say[v.status]}" for v in entry.analysis.criteria.values()]
        return [self._place(entry), escaped(entry.analysis.text), *marks, str(entry.analysis.score)]

    def _goal(self, entry: Entry) -> list[str]:
        analysis, say, texts = entry.analysis, self.options.say, self.options.texts
        day = lang.rules(self.options.screen).date
        parts = [f"### {escaped(analysis.text)}", f"{self._place(entry)} · {say['score']} {analysis.score}/100"]
        if entry.heading:
            parts[-1] += f" · {' › '.join(escaped(name) for name in entry.heading)}"
        verdicts = (
            [say[name], f"{escaped(STATUS_MARKS[v.status])} {say[v.status]}", escaped(v.reason)] for name, v in analysis.criteria.items()
        )
        parts.append(table([texts.text["criterion"], texts.text["verdict"], texts.text["reason"]], verdicts))
        if analysis.findings:
            found = ([escaped(f.rule), say[f.severity], escaped(f.message)] for f in analysis.findings)
            parts.append(table([texts.text["rule"], texts.text["severity"], texts.text["message"]], found))
        made = analysis.rewrite
        if made is not None:
            new = "<br>".join(map(escaped, made.text.split("\n")))
            line = new if made.changed else say["unchanged" if analysis.smart else "nothing_to_add"]
            parts.append(texts.text["labelled"].format(label=f"**{say['rewrite']}**", value=line))
            parts.append(self._list(say["provenance"], (f"{name}{say['colon']}{listed}" for _, name, listed in legend(made, say))))
            parts += [self._list(say["assumptions"], (f"{a.value} — {a.reason} ({a.source})" for a in made.assumptions))]
        parts.append(self._list(say["questions"], (q.text for q in analysis.questions)))
        parts.append(self._list(say["milestones"], (f"{day(m.date.isoformat())} · {m.label}" for m in analysis.milestones)))
        return [part for part in parts if part]

    def _list(self, label: str, lines: Iterable[str]) -> str:
        items = [f"- {escaped(line)}" for line in lines]
        return "\n".join([f"**{label}**", "", *items]) if items else ""
