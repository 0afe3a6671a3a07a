"""A goal cut into marked stretches, as `gr.HighlightedText` takes them: the evidence of the verdicts, and where each word comes from."""

from __future__ import annotations

import itertools

from assistant import lang
from assistant.records import Analysis, Rewrite
from assistant.reports.base import clean
from assistant.reports.html import pieces

Stretch = tuple[str, str | None]
# The hue of each origin; style.css turns it into a background that is AA under the ink of either mode.
ORIGINS = ("answer", "arithmetic", "assumption", "placeholder")
COLOURS = {"answer": "#2563eb", "arithmetic": "#7c3aed", "assumption": "#b45309", "placeholder": "#dc2626"}
EVIDENCE = "#2563eb"


def evidence(analysis: Analysis | None) -> list[Stretch]:
    """The goal, each stretch with the letters of the criteria that rest on it."""
    if analysis is None or not analysis.criteria:
        return []
    return [(piece["text"], piece["letters"] or None) for piece in pieces(analysis)]


def wording(made: Rewrite | None, code: str) -> list[Stretch]:
    """A rewrite, each stretch with the name of where it comes from; the author's words and those of the template have none."""
    if made is None:
        return []
    web = lang.interface(code).web
    spans = sorted(_spans(made))
    edges = sorted({0, len(made.text), *(edge for start, end, _ in spans for edge in (start, end))})
    out: list[Stretch] = []
    for a, b in itertools.pairwise(edges):
        origin = next((o for start, end, o in spans if start <= a and b <= end), None)
        out.append((clean(made.text[a:b]), web[f"from_{origin}"] if origin else None))
    return out


def colours(code: str) -> dict[str, str]:
    """The colour of each origin, by its name in a language."""
    web = lang.interface(code).web
    return {web[f"from_{origin}"]: colour for origin, colour in COLOURS.items()}


def _spans(made: Rewrite) -> list[tuple[int, int, str]]:
    traces = [(t.start, t.end, t.origin) for t in getattr(made, "provenance", ()) if t.origin in ORIGINS]
    known = {(start, end) for start, end, _ in traces}
    return traces + [(p.start, p.end, "placeholder") for p in made.placeholders if (p.start, p.end) not in known]
