"""The scorecard: score, five verdicts, realism, assumptions and findings."""

from __future__ import annotations

from assistant import lang
from assistant.records import CRITERIA, Analysis
from assistant.reports.base import clean, criterion_letter
from assistant.web.rendering import finding, render
from assistant.web.rendering import verdicts as told

BANDS = {"plausible": "met", "ambitious": "partial", "not-credible": "missing"}  # the colours of each band of realism


def verdicts(analysis: Analysis | None, code: str) -> str:
    """Score and verdicts; before there is a goal, what the five letters ask, so that nobody has to know them."""
    if analysis is None or not analysis.criteria:
        texts = lang.interface(code)
        asked = [{"letter": criterion_letter(n), "name": texts.text[n], "about": texts.web[f"about_{n}"]} for n in CRITERIA]
        return render("scorecard", code, score=None, asked=asked)
    return render("scorecard", code, score=analysis.score or 0, summary=_summary(analysis, code), verdicts=told(analysis, code))


def _summary(analysis: Analysis, code: str) -> str:
    """What the score comes to, in a few words."""
    web = lang.interface(code).web
    if analysis.rewrite and analysis.rewrite.placeholders:
        names = lang.interface(code).chat
        slots = dict.fromkeys(names.get(f"slot_{p.slot}", p.text.strip("[]")) for p in analysis.rewrite.placeholders)
        return web["still_missing"].format(list=", ".join(slots))
    return web["all_there" if analysis.smart else "to_better"]


def details(analysis: Analysis | None, code: str) -> str:
    """The pace behind the realism, the assumptions to be confirmed, and the findings with the ids of their rules."""
    if analysis is None or not analysis.criteria:
        return ""
    realism = _realism(analysis, code)
    assumptions = [(clean(a.value), clean(a.reason)) for a in (analysis.rewrite.assumptions if analysis.rewrite else ())]
    findings = [finding(f, code) for f in analysis.findings]
    if not (realism or assumptions or findings):
        return ""
    return render("details", code, realism=realism, assumptions=assumptions, findings=findings)


def _realism(analysis: Analysis, code: str) -> dict[str, str] | None:
    """The pace that the goal asks for against the usual one; the whole sum stands with the criterion."""
    found = analysis.realism
    if found is None or found.band == "unknown" or found.monthly_percent is None or found.plausible_monthly is None:
        return None
    web, number = lang.interface(code).web, lang.rules(code).number
    asked, usual = (number(round(abs(amount), 1)) for amount in (found.monthly_percent, found.plausible_monthly))
    return {"tag": BANDS[found.band], "band": web[f"band_{found.band}"], "pace": web["pace"].format(asked=asked, usual=usual)}
