"""Where the parts of a rewrite come from, as reports show it: yours, your answer, computed, assumed, to be given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.provenance import ORIGINS
from assistant.records import Rewrite
from assistant.reports.base import clean

NOTED = frozenset({"arithmetic", "source"})  # origins whose note is told in the legend: a sum, the verb that implies an indicator


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a rewrite: its text, its origin (None for linking words), and the sum or reason behind it."""

    text: str
    origin: str | None = None
    note: str = ""


def stretches(made: Rewrite) -> list[Stretch]:
    """The whole text of a rewrite, cut where the origin changes."""
    out, at = [], 0
    for trace in made.provenance:
        if at < trace.start:
            out.append(Stretch(made.text[at : trace.start]))
        out.append(Stretch(trace.text, trace.origin, trace.note))
        at = trace.end
    if at < len(made.text):
        out.append(Stretch(made.text[at:]))
    return out


def legend(made: Rewrite, say: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(origin, its name, what stands there) for each origin of a changed rewrite, in the order of `ORIGINS`.

    Of the author's words those are listed that fill a slot; a sum stands behind what it gives, a verb behind what it implies.
    """
    if not made.changed:
        return []
    out = []
    for origin in ORIGINS:
        found: dict[str, str] = {}
        for trace in made.provenance:
            if trace.origin == origin and (trace.slot or origin != "source") and trace.text.strip():
                found.setdefault(clean(trace.text.strip()), f" ({clean(trace.note)})" if origin in NOTED and trace.note else "")
        if found:
            out.append((origin, say[f"origin_{origin}"], say["origin_join"].join(f"{text}{note}" for text, note in found.items())))
    return out
