"""Fill a template. jinja2 escapes every value; what the other files make is data, never markup."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from assistant import lang
from assistant.records import Analysis, Finding
from assistant.reports.base import STATUS_MARKS, clean, criterion_letter

TAGS = {"error": "missing", "warning": "partial", "suggestion": "unknown"}  # severity → the colours that its tag borrows


@cache
def _template(name: str) -> Template:
    loader = PackageLoader("assistant.web")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.get_template(f"{name}.html.jinja")


def render(name: str, code: str, **values: Any) -> str:
    """A part of the page in a language; the template also has the string tables as `web` and `say`."""
    texts = lang.interface(code)
    return _template(name).render(web=texts.web, say=texts.text, **values)


def verdicts(analysis: Analysis, code: str) -> list[dict[str, str]]:
    """The verdicts of a goal for a template."""
    say = lang.interface(code).text
    return [
        {
            "name": say[name],
            "letter": criterion_letter(name),
            "status": verdict.status,
            "mark": STATUS_MARKS[verdict.status],
            "verdict": say[verdict.status],
            "reason": clean(verdict.reason),
        }
        for name, verdict in analysis.criteria.items()
    ]


def finding(found: Finding, code: str) -> dict[str, str]:
    """A finding for a template."""
    name = lang.interface(code).text[found.severity]
    return {"tag": TAGS[found.severity], "severity": name, "message": clean(found.message), "rule": found.rule}
