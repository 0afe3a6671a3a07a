"""An evaluation as a table, Markdown, JSON, JUnit; its errors, grouped by cause."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from assistant.records import CRITERIA, LABELS
from eval.measures import Row, attribute_pairs, theme_of
from eval.predict import Pair


def table(rows: Sequence[Row]) -> str:
    """Aligned columns."""
    lines = [f"{'measure':36s}{'lang':7s}{'n':>6s}{'value':>8s}{'95 % interval':>18s}{'P':>8s}{'R':>8s}"]
    for row in rows:
        extra = "".join(f"{row.extra[k]:8.3f}" for k in ("precision", "recall") if k in row.extra)
        lines.append(f"{row.measure:36s}{row.lang:7s}{row.n:6d}{row.value:8.3f}   {row.low:6.3f} – {row.high:5.3f} {extra}".rstrip())
    return "\n".join(lines)


def markdown(rows: Sequence[Row], title: str) -> str:
    """A Markdown table."""
    lines = [f"### {title}", "", "| measure | lang | n | value | 95 % interval |", "|---|---|---|---|---|"]
    lines += [f"| {r.measure} | {r.lang} | {r.n} | {r.value:.3f} | {r.low:.3f} – {r.high:.3f} |" for r in rows]
    return "\n".join(lines) + "\n"


def as_json(rows: Sequence[Row]) -> str:
    """A JSON list."""
    return json.dumps(
        [{"measure": r.measure, "lang": r.lang, "n": r.n, "value": r.value, "low": r.low, "high": r.high, **r.extra} for r in rows],
        ensure_ascii=False,
        indent=1,
    )


def junit(rows: Sequence[Row], failures: dict[str, str]) -> str:
    """JUnit XML: a test case a figure, failed where `failures` has its key."""
    cases = []
    for row in rows:
        name = quoteattr(f"{row.key} = {row.value:.3f}")
        if row.key in failures:
            cases.append(f"  <testcase classname='eval' name={name}><failure message={quoteattr(failures[row.key])}/></testcase>")
        else:
            cases.append(f"  <testcase classname='eval' name={name}/>")
    head = f"<testsuite name='smartgoals eval' tests='{len(rows)}' failures='{len(failures)}'>"
    return "<?xml version='1.0' encoding='UTF-8'?>\n" + "\n".join([head, *cases, "</testsuite>"]) + "\n"


def faults(pair: Pair) -> dict[str, str]:
    """What is wrong in one record, by cause: gold and prediction."""
    out: dict[str, str] = {}
    if pair.gold.lang != pair.lang:
        out["language"] = f"gold {pair.gold.lang}, pred {pair.lang}"
    if pair.gold.goal != pair.goal:
        out["goal detection"] = f"gold {pair.gold.goal}, score {pair.found.goal_score}"
    for label in LABELS:
        gold = {(e.start, e.end): f"{e.text} ({e.kind} {e.role} {e.to})" for e in pair.gold.entities if e.label == label}
        found = {(e.start, e.end): f"{e.text} ({e.kind} {e.role} {e.end_date})" for e in pair.found.entities if e.label == label}
        if gold.keys() != found.keys():
            out[label] = f"gold {list(gold.values())}\n    pred {list(found.values())}"
        for attribute in ("kind", "role", "to") if label in ("FIGURE", "DATE") else ():
            wrong = [f"gold {a}, pred {b}" for a, b in attribute_pairs(pair, label, attribute) if a != b]
            if wrong:
                out[f"{label} {attribute}"] = "; ".join(wrong)
    if pair.gold.themes and theme_of(pair) not in pair.gold.themes:
        out["theme"] = f"gold {'|'.join(pair.gold.themes)}, pred {theme_of(pair)}"
    for name in CRITERIA if pair.gold.goal else ():
        if pair.gold.criteria[name] != pair.found.criteria[name].status:
            out[name] = f"gold {pair.gold.criteria[name]}, pred {pair.found.criteria[name].status}"
    if pair.rewrite:
        broken = [n for n in ("kept", "invented_nothing", "smart_unchanged", "stable") if getattr(pair.rewrite, n) is False]
        if broken:
            out["rewrite"] = ", ".join(broken)
    return out


def errors(pairs: Sequence[Pair]) -> str:
    """Each error with text, gold and prediction, grouped by cause."""
    groups: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        for cause, what in faults(pair).items():
            groups[cause].append(f"{pair.gold.id}: {pair.gold.text}\n    {what}")
    return "\n".join(f"\n## {cause}: {len(items)}\n" + "\n".join(items) for cause, items in sorted(groups.items())) + "\n"
