"""The scorecard: score, five verdicts, realism, findings. Markup is made with `markupsafe`, so that every value is escaped."""

from __future__ import annotations

from markupsafe import Markup

from assistant import lang
from assistant.records import Analysis, Verdict
from assistant.reports.base import STATUS_MARKS, clean, criterion_letter

_GAUGE = Markup(
    '<svg class="sg-gauge" viewBox="0 0 120 70" role="img" aria-label="{label}">'
    '<path class="sg-track" d="M10 62a50 50 0 0 1 100 0" pathLength="100"/>'
    '<path class="sg-fill" d="M10 62a50 50 0 0 1 100 0" pathLength="100" stroke-dasharray="{score} 100"/>'
    '<text x="60" y="60" aria-hidden="true">{score}</text></svg>'
)
_VERDICT = Markup(
    '<li class="sg-verdict"><span class="sg-letter sg-{status}" aria-hidden="true">{letter}</span><div><p class="sg-line"><strong>{name}</strong> '
    '<span class="sg-tag sg-{status}"><span aria-hidden="true">{mark} </span>{verdict}</span></p><p class="sg-reason">{reason}</p></div></li>'
)


def verdicts(analysis: Analysis | None, code: str) -> str:
    """Score and verdicts; before there is a goal, what the five letters ask, so that nobody has to know them."""
    texts = lang.interface(code)
    say, web = texts.text, texts.web
    if analysis is None or not analysis.criteria:
        rows = Markup("").join(
            Markup(
                '<li class="sg-verdict"><span class="sg-letter sg-unknown" aria-hidden="true">{}</span><div><p class="sg-line"><strong>{}</strong></p>'
                '<p class="sg-reason">{}</p></div></li>'
            ).format(criterion_letter(name), say[name], web[f"about_{name}"])
            for name in ("specific", "measurable", "achievable", "relevant", "time_bound")
        )
        return str(Markup('<div class="sg-card"><p class="sg-soft">{}</p><ul>{}</ul></div>').format(web["card_empty"], rows))
    score = analysis.score or 0
    gauge = _GAUGE.format(label=web["score_of"].format(score=score), score=score)
    words = Markup('<div class="sg-score">{}<p><strong>{}</strong><br><span class="sg-soft">{}</span></p></div>').format(
        gauge, web["score_of"].format(score=score), _verdict_on(analysis, code)
    )
    listed = Markup("").join(_verdict(name, verdict, code) for name, verdict in analysis.criteria.items())
    return str(Markup('<div class="sg-card">{}<ul>{}</ul></div>').format(words, listed))


def _verdict_on(analysis: Analysis, code: str) -> str:
    """What the score comes to, in a few words."""
    web = lang.interface(code).web
    if analysis.rewrite and analysis.rewrite.placeholders:
        slots = dict.fromkeys(p.text.strip("[]") for p in analysis.rewrite.placeholders)
        return web["still_missing"].format(list=", ".join(slots))
    return web["all_there" if analysis.smart else "to_better"]


def _verdict(name: str, verdict: Verdict, code: str) -> Markup:
    say = lang.interface(code).text
    return _VERDICT.format(
        status=verdict.status, letter=criterion_letter(name), name=say[name], mark=STATUS_MARKS[verdict.status],
        verdict=say[verdict.status], reason=clean(verdict.reason),
    )  # fmt: skip


def details(analysis: Analysis | None, code: str) -> str:
    """The sum behind the realism, the assumptions to be confirmed, and the findings with the ids of their rules."""
    if analysis is None or not analysis.criteria:
        return ""
    texts = lang.interface(code)
    say, web = texts.text, texts.web
    parts: list[Markup] = []
    if realism := _realism(analysis, code):
        parts.append(_titled(web["realism"], [realism]))
    assumptions = analysis.rewrite.assumptions if analysis.rewrite else ()
    if assumptions:
        rows = [Markup("<li><strong>{}</strong> – {}</li>").format(clean(a.value), clean(a.reason)) for a in assumptions]
        parts.append(_titled(say["assumptions"], rows))
    if analysis.findings:
        found = [
            Markup('<li><span class="sg-tag sg-{}">{}</span> {} <code>{}</code></li>').format(
                {"error": "missing", "warning": "partial"}.get(f.severity, "unknown"), say[f.severity], clean(f.message), f.rule
            )
            for f in analysis.findings
        ]
        parts.append(_titled(say["findings"], found))
    if not parts:
        return ""
    return str(Markup('<div class="sg-card sg-details">{}</div>').format(Markup("").join(parts)))


def _realism(analysis: Analysis, code: str) -> Markup | None:
    """The pace that the goal asks for against the usual one; the whole sum stands with the criterion."""
    found = analysis.realism
    if found is None or found.band == "unknown" or found.monthly_percent is None or found.plausible_monthly is None:
        return None
    web, number = lang.interface(code).web, lang.rules(code).number
    asked, usual = (number(round(abs(amount), 1)) for amount in (found.monthly_percent, found.plausible_monthly))
    status = {"plausible": "met", "ambitious": "partial", "not-credible": "missing"}[found.band]
    return Markup('<li><span class="sg-tag sg-{}">{}</span> {}</li>').format(
        status, web[f"band_{found.band}"], web["pace"].format(asked=asked, usual=usual)
    )


def _titled(title: str, rows: list[Markup]) -> Markup:
    return Markup("<h3>{}</h3><ul>{}</ul>").format(title, Markup("").join(rows))
