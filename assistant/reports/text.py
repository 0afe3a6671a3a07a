"""The scorecard for people: S M A R T with verdict and reason, findings, questions, rewrite with its gaps marked."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant import lang, profiles
from assistant.plan import PlanFinding
from assistant.profiles import Profile
from assistant.records import Analysis, Finding, Rewrite
from assistant.reports.base import STATUS_MARKS, Options, Result, clean
from assistant.reports.origins import legend, stretches
from assistant.work import DocumentResult, FoundGoal, TextResult

STATUS_STYLES = {"met": "green", "partial": "yellow", "missing": "red", "unknown": "dim"}
ORIGIN_STYLES = {"source": "", "answer": "green", "arithmetic": "cyan", "assumption": "magenta", "placeholder": "bold yellow"}
SEVERITY_STYLES = {"error": "red", "warning": "yellow", "suggestion": "cyan"}


def console() -> Console:
    """A console that colours only on a terminal and never takes goal texts for markup."""
    piped = not sys.stdout.isatty()
    return Console(highlight=False, emoji=False, markup=False, no_color=piped or None, width=120 if piped else None)


class Reporter:
    """Cards of texts, lines of findings for documents, before and after for rewritten ones; each as it comes, to standard output."""

    def __init__(self, options: Options) -> None:
        self.console, self.screen, self.profile = console(), options.screen, options.profile

    def add(self, result: Result) -> None:
        """Print the result."""
        if isinstance(result, TextResult):
            if result.path:
                self.console.print(Text(f"{result.path}:{result.line}", style="dim"), soft_wrap=True)
            scorecard(self.console, result.analysis, self.screen, self.profile)
            plan_findings(self.console, [result.analysis], "", self.screen)
        elif any(found.analysis.rewrite for found in result.goals):
            before_after(self.console, result, self.screen)
        else:
            document_findings(self.console, result, self.screen)
            judged = [found.analysis for found in result.goals]
            plan_findings(self.console, judged, str(result.path), self.screen)
            if judged and self.profile.name != profiles.DEFAULT:
                named = strings(judged[0], self.screen)["profile_named"]
                self.console.print(Text(named.format(name=self.profile.name), style="dim"))

    def close(self) -> None:
        """Nothing is left to print."""


def strings(analysis: Analysis, fallback: str, profile: Profile | None = None) -> Mapping[str, str]:
    """The profile's strings in the language of the text, else in the fallback language."""
    return (profile or profiles.default()).strings(analysis.lang if analysis.lang in lang.available() else fallback)


def shown(made: Rewrite) -> list[Text]:
    """The lines of a rewrite, each stretch in the colour of its origin (on a terminal)."""
    lines = [Text()]
    for stretch in stretches(made):
        for n, part in enumerate(stretch.text.split("\n")):
            if n:
                lines.append(Text())
            lines[-1].append(clean(part), style=ORIGIN_STYLES.get(stretch.origin or "", ""))
    return lines


def provenance(console: Console, made: Rewrite, say: Mapping[str, str]) -> None:
    """One line that says where each fact comes from; it is the legend of the colours as well."""
    line = Text(f"  {say['provenance']}{say['colon']}", style="dim")
    parts = [
        Text(f"{name}{say['colon']}", style="dim").append(listed, style=ORIGIN_STYLES[origin]) for origin, name, listed in legend(made, say)
    ]
    if parts:
        console.print(line.append_text(Text(say["origin_separator"], style="dim").join(parts)), soft_wrap=True)


def scorecard(console: Console, analysis: Analysis, fallback: str, profile: Profile | None = None) -> None:
    """Print one text's card."""
    say = strings(analysis, fallback, profile)
    console.print(Text(clean(analysis.text), style="bold"))
    if analysis.goal is None or not analysis.goal:
        console.print(Text(say["undecided" if analysis.goal is None else "not_a_goal"], style="yellow"))
        return
    table = Table(show_header=False, box=None, padding=(0, 1))
    for name, verdict in analysis.criteria.items():
        style = STATUS_STYLES[verdict.status]
        mark = Text(f"{STATUS_MARKS[verdict.status]} {say[verdict.status]}", style=style)
        table.add_row(Text(name[0].upper(), style="bold"), say[name], mark, Text(clean(verdict.reason)))
    console.print(table)
    console.print(Text(f"{say['score']} {analysis.score}/100", style="bold"), Text(say["legend"], style="dim"))
    if own := of_goal(analysis):
        console.print(Text(say["findings"], style="bold underline"))
        for finding in own:
            console.print(finding_line(say, finding))
    _rewrite(console, analysis, say)
    if analysis.questions:
        console.print(Text(say["questions"], style="bold underline"))
        for question in analysis.questions:
            hint = f" ({say['suggestions']} {' / '.join(question.suggestions)})" if question.suggestions else ""
            console.print(Text(f"  • {question.text}{hint}"))


def finding_line(say: Mapping[str, str], finding: Finding) -> Text:
    """ "  M001 error  message"."""
    line = Text(f"  {finding.rule} ")
    line.append(say[finding.severity], style=SEVERITY_STYLES[finding.severity])
    return line.append(f"  {finding.message}")


def unchanged_line(analysis: Analysis, say: Mapping[str, str]) -> Text:
    """Why a rewrite equals its text: it is SMART, or its fault is not a gap."""
    return Text(f"  {say['unchanged']}", style="green") if analysis.smart else Text(f"  {say['nothing_to_add']}", style="yellow")


def _rewrite(console: Console, analysis: Analysis, say: Mapping[str, str]) -> None:
    made = analysis.rewrite
    if made is None:
        return
    console.print(Text(say["rewrite"], style="bold underline"))
    if not made.changed:
        console.print(unchanged_line(analysis, say))
    else:
        for shown_line in shown(made):
            console.print(Text("  ").append_text(shown_line), soft_wrap=True)
        provenance(console, made, say)
    for letter, line in made.smart.items():
        console.print(Text(f"    {letter}  ", style="bold").append_text(Text(clean(line), style="not bold")))
    for assumption in made.assumptions:
        reason = f"{assumption.reason} ({say['source']}{say['colon']}{assumption.source})"
        console.print(Text(f"  {say['assumptions']}{say['colon']}{assumption.value} — {reason}"))
    _milestones(console, analysis, say)


def _milestones(console: Console, analysis: Analysis, say: Mapping[str, str]) -> None:
    """A line a milestone with its sum, then what has to be known; or why there are none."""
    plan = analysis.follow_up
    if analysis.milestones:
        console.print(Text(f"  {say['milestones']}{say['colon'].rstrip()}"))
        for milestone in analysis.milestones:
            line = Text(f"    {milestone.date.isoformat()}  {milestone.label}")
            console.print(line.append(f"  ({milestone.sum})" if milestone.sum else "", style="dim"), soft_wrap=True)
    for note in (*plan.notes, plan.none_because) if plan else ():
        if note:
            console.print(Text(f"    {note}", style="dim"), soft_wrap=True)


def document_findings(console: Console, result: DocumentResult, fallback: str) -> None:
    """Like a linter: one line a finding, with place, rule id, severity and message."""
    for found in result.goals:
        say = strings(found.analysis, fallback)
        for finding in of_goal(found.analysis):
            place = Text(f"{result.path}:{found.block.where}: ")
            console.print(place.append_text(finding_line(say, finding)), soft_wrap=True)
        quoted = clean(found.analysis.text)
        console.print(
            Text(f"{result.path}:{found.block.where}: {say['score']} {found.analysis.score}/100  {quoted}", style="dim"), soft_wrap=True
        )


def of_goal(analysis: Analysis) -> list[Finding]:
    """The findings on the goal alone."""
    return [finding for finding in analysis.findings if not isinstance(finding, PlanFinding)]


def plan_findings(console: Console, analyses: Sequence[Analysis], path: str, fallback: str) -> None:
    """What the goals of a plan show together, under a heading of its own, in the order of the rules."""
    carried = [f for analysis in analyses for f in analysis.findings if isinstance(f, PlanFinding)]
    if not carried:
        return
    codes = [a.lang for a in analyses if a.lang in lang.available()]
    say = lang.interface(max(sorted(set(codes)), key=codes.count) if codes else fallback).text
    console.print(Text(say["plan"], style="bold underline"))
    for finding in sorted(carried, key=lambda f: (f.rule, f.goals)):
        line = Text(f"{path}: " if path else "").append_text(finding_line(say, finding))
        if finding.places:
            line.append(f" ({say['plan_places'].format(places=', '.join(finding.places))})", style="dim")
        console.print(line, soft_wrap=True)


def before_after(console: Console, result: DocumentResult, fallback: str) -> None:
    """The goals of a document, before and after."""
    say = lang.interface(result.goals[0].analysis.lang if result.goals else fallback).text
    count = len(result.goals)
    key = "no_goals" if not count else "goals_found_one" if count == 1 else "goals_found"
    console.print(Text(say[key].format(count=count, path=result.path), style="bold"))
    for found in result.goals:
        _pair(console, found)


def _pair(console: Console, found: FoundGoal) -> None:
    analysis, made = found.analysis, found.analysis.rewrite
    say = lang.interface(analysis.lang).text
    console.print()
    heading = f"  ({' › '.join(found.block.heading)})" if found.block.heading else ""
    console.print(Text(f"{found.block.where}  {say['score']} {analysis.score}/100{heading}", style="dim"))
    console.print(Text(f"  {say['before']}: {clean(analysis.text)}"), soft_wrap=True)
    if made is not None and made.changed:
        for n, line in enumerate(shown(made)):
            console.print(Text("    " if n else f"  {say['after']}: ").append_text(line), soft_wrap=True)
        for assumption in made.assumptions:
            console.print(Text(f"    {say['assumptions']}: {assumption.value} — {assumption.reason}"), soft_wrap=True)
    else:
        console.print(Text(f"  {say['after']}:").append_text(unchanged_line(analysis, say)), soft_wrap=True)
