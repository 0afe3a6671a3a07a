"""The figures of an evaluation: each with its support and a bootstrap interval."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assistant.records import CRITERIA, LABELS
from eval.markup import NO_THEME
from eval.metrics import Counts, interval, kappa, total
from eval.predict import Pair


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: its name, language ("fr+en" for parity), support, value and 95 % interval."""

    measure: str
    lang: str
    n: int
    value: float
    low: float
    high: float
    extra: dict[str, float] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Name and language, as the baseline files them."""
        return f"{self.measure} [{self.lang}]"


def span_counts(pair: Pair, label: str, exact: bool = True) -> Counts:
    """Counts of one label in one record: equal spans, or spans that overlap."""
    left = [(e.start, e.end) for e in pair.gold.entities if e.label == label]
    found = [(e.start, e.end) for e in pair.found.entities if e.label == label]
    hits = 0
    for start, end in found:
        match = next((g for g in left if (g == (start, end) if exact else g[0] < end and start < g[1])), None)
        if match:
            left.remove(match)
            hits += 1
    return Counts(hits, len(found) - hits, len(left))


def goal_counts(pair: Pair) -> Counts:
    """Counts of goal detection in one record."""
    gold = pair.gold.goal
    return Counts(int(gold and pair.goal), int(pair.goal and not gold), int(gold and not pair.goal))


def attribute_pairs(pair: Pair, label: str, attribute: str) -> list[tuple[str, str]]:
    """(gold, predicted) values of an attribute on spans that were found exactly."""
    found = {(e.start, e.end): e for e in pair.found.entities if e.label == label}
    out = []
    for entity in pair.gold.entities:
        other = found.get((entity.start, entity.end))
        if entity.label != label or other is None:
            continue
        if attribute == "to":
            if entity.kind in ("deadline", "duration", "period"):
                out.append((str(entity.to), str(other.end_date)))
        else:
            out.append((str(getattr(entity, attribute)), str(getattr(other, attribute))))
    return out


def rows(pairs: Sequence[Pair]) -> list[Row]:
    """All figures, language by language, then parity."""
    out: list[Row] = []
    for code in sorted({p.gold.lang for p in pairs}):
        mine = [p for p in pairs if p.gold.lang == code]
        out += [*_extraction(mine, code), *_verdicts(mine, code), *_calibration(mine, code), *_rewrites(mine, code)]
    return out + _parity(pairs) + _flagged(pairs)


def _extraction(mine: Sequence[Pair], code: str) -> list[Row]:
    out = [
        _mean("language accuracy", code, [float(p.lang == code) for p in mine]),
        _f1("goal detection F1", code, [goal_counts(p) for p in mine]),
    ]
    for label in LABELS:
        out.append(_f1(f"{label} F1", code, [span_counts(p, label) for p in mine]))
        out.append(_f1(f"{label} F1 overlap", code, [span_counts(p, label, exact=False) for p in mine]))
    for label, attribute, name in (
        ("FIGURE", "kind", "figure kind"),
        ("FIGURE", "role", "figure role"),
        ("DATE", "kind", "date kind"),
        ("DATE", "to", "last day"),
    ):
        values = [float(a == b) for p in mine for a, b in attribute_pairs(p, label, attribute)]
        out.append(_mean(f"{name} accuracy", code, values))
    if themed := [p for p in mine if p.gold.themes]:
        out.append(_mean("theme accuracy", code, [float(theme_of(p) in p.gold.themes) for p in themed]))
    return out


def theme_of(pair: Pair) -> str:
    """The theme that was found, "none" when there is none."""
    return (pair.found.frame and pair.found.frame.theme) or NO_THEME


def _verdicts(mine: Sequence[Pair], code: str) -> list[Row]:
    out = []
    goals = [p for p in mine if p.gold.goal]
    for name in CRITERIA:
        judged: list[tuple[str, str]] = [(p.gold.criteria[name], p.found.criteria[name].status) for p in goals]
        out.append(_kappa(f"{name} κ", code, judged))
        out.append(_kappa(f"{name} κ met", code, [_binary(pair, "met") for pair in judged]))
        out.append(_f1(f"{name} F1 met", code, [_agreement(pair, "met") for pair in judged]))
        if name in ("achievable", "relevant"):
            faults = [_agreement(pair, "missing") for pair in judged]
            out.append(_f1(f"{name} fault F1", code, faults))
            out.append(_mean(f"{name} fault recall", code, [float(b == "missing") for a, b in judged if a == "missing"]))
            out.append(_mean(f"{name} false alarms", code, [float(b == "missing") for a, b in judged if a != "missing"]))
    return out


def _calibration(mine: Sequence[Pair], code: str) -> list[Row]:
    """Brier score of the goal score (Brier 1950; lower is better); how often "unknown" is what the annotators said."""
    scored = [(p.found.goal_score - float(p.gold.goal)) ** 2 for p in mine if p.found.goal_score is not None]
    unknown = [
        float(p.gold.criteria[name] == "unknown")
        for p in mine
        if p.gold.goal
        for name in ("achievable", "relevant")
        if p.found.criteria[name].status == "unknown"
    ]
    return [_mean("goal score Brier", code, scored), _mean("unknown is unknown", code, unknown)]


def _rewrites(mine: Sequence[Pair], code: str) -> list[Row]:
    outcomes = [p.rewrite for p in mine if p.rewrite is not None]
    out = []
    for attribute, name in (
        ("kept", "facts kept"),
        ("invented_nothing", "nothing invented"),
        ("smart_unchanged", "SMART unchanged"),
        ("stable", "stable when repeated"),
        ("closed", "gaps closed"),
    ):
        values = [float(v) for o in outcomes if (v := getattr(o, attribute)) is not None]
        if values:
            out.append(_mean(f"rewrite: {name}", code, values))
    return out


def _parity(pairs: Sequence[Pair]) -> list[Row]:
    """Translation pairs get the same slots, the same verdicts, and the same rules: over all pairs, and over those on which neither the
    annotation nor the recognisers differ ("alike"), where a difference is one of the rules' own words."""
    groups: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.gold.translation:
            groups[pair.gold.translation].append(pair)
    couples = [members for members in groups.values() if len(members) == 2]
    if not couples:
        return []
    slots = [float(_slots(a) == _slots(b)) for a, b in couples]
    both_goals = [(a, b) for a, b in couples if a.gold.goal and b.gold.goal]
    verdicts = [float(a.found.criteria[n].status == b.found.criteria[n].status) for a, b in both_goals for n in CRITERIA]
    langs = "+".join(sorted({p.gold.lang for members in couples for p in members}))
    rules = [float(_rules(a) == _rules(b)) for a, b in both_goals]
    alike = [same for same, (a, b) in zip(rules, both_goals, strict=True) if _annotated(a) == _annotated(b) and _slots(a) == _slots(b)]
    return [
        _mean("parity: same slots", langs, slots),
        _mean("parity: same verdicts", langs, verdicts),
        _mean("parity: same rules", langs, rules),
        _mean("parity: same rules, alike", langs, alike),
    ]


def _flagged(pairs: Sequence[Pair]) -> list[Row]:
    """Unrealistic and irrelevant goals over all languages: how many are told to be at fault, and how many others are."""
    goals = [p for p in pairs if p.gold.goal]
    langs = "+".join(sorted({p.gold.lang for p in goals}))
    out = []
    for name, criterion in (("unrealistic", "achievable"), ("irrelevant", "relevant")):
        judged = [(p.gold.criteria[criterion] == "missing", p.found.criteria[criterion].status == "missing") for p in goals]
        out.append(_mean(f"{name} flagged: recall", langs, [float(found) for gold, found in judged if gold]))
        out.append(_mean(f"{name} flagged: false alarms", langs, [float(found) for gold, found in judged if not gold]))
    return out


def _slots(pair: Pair) -> list[tuple[str, str | None]]:
    return sorted((e.label, e.role if e.label == "FIGURE" else e.kind if e.label == "DATE" else None) for e in pair.found.entities)


def _rules(pair: Pair) -> set[str]:
    return {finding.rule for finding in pair.found.findings}


def _annotated(pair: Pair) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The verdicts and slots of the annotation."""
    entities = pair.gold.entities
    slots = sorted((e.label, str(e.role if e.label == "FIGURE" else e.kind if e.label == "DATE" else "")) for e in entities)
    return dict(pair.gold.criteria), slots


def _binary(pair: tuple[str, str], status: str) -> tuple[str, str]:
    return ("yes" if pair[0] == status else "no", "yes" if pair[1] == status else "no")


def _agreement(pair: tuple[str, str], status: str) -> Counts:
    gold, found = pair[0] == status, pair[1] == status
    return Counts(int(gold and found), int(found and not gold), int(gold and not found))


def _average(values: Sequence[object]) -> float:
    return sum(values) / len(values) if values else 1.0  # type: ignore[arg-type]


def _mean(name: str, code: str, values: list[float]) -> Row:
    return Row(name, code, len(values), _average(values), *interval(values, _average))


def _f1(name: str, code: str, counts: list[Counts]) -> Row:
    sums = total(counts)
    measure: Callable[[Sequence[object]], float] = lambda units: total(units).f1  # type: ignore[arg-type]  # noqa: E731
    return Row(name, code, sums.tp + sums.fn, sums.f1, *interval(counts, measure), {"precision": sums.precision, "recall": sums.recall})


def _kappa(name: str, code: str, judged: list[tuple[str, str]]) -> Row:
    return Row(name, code, len(judged), kappa(judged), *interval(judged, kappa))  # type: ignore[arg-type]
