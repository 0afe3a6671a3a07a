"""The same measures for what one could take instead: stock spaCy entities and `dateparser.search`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from eval.markup import GoldRecord
from eval.measures import Row
from eval.metrics import Counts, interval, total
from eval.predict import TODAY

Found = tuple[int, int, date | None]
FIGURE_LABELS = {"PERCENT", "MONEY", "CARDINAL", "QUANTITY"}
DATE_LABELS = {"DATE", "TIME"}


def peer_rows(records: Sequence[GoldRecord]) -> list[Row]:
    """Span F1 (overlapping spans, which favours the peers) of DATE and FIGURE, and right last day, for each peer that is installed."""
    out: list[Row] = []
    for code in sorted({r.lang for r in records}):
        mine = [r for r in records if r.lang == code]
        for name, make in (("spaCy NER", _spacy), ("dateparser.search", _dateparser)):
            finders = make(code)
            for label, finder in (finders or {}).items():
                predicted = [finder(r.text) for r in mine]
                counts = [_overlap(r, label, found) for r, found in zip(mine, predicted, strict=True)]
                sums = total(counts)
                low, high = interval(counts, lambda units: total(units).f1)  # type: ignore[arg-type]
                extra = {"precision": sums.precision, "recall": sums.recall}
                out.append(Row(f"{name} {label}", code, sums.tp + sums.fn, sums.f1, low, high, extra))
                if label == "DATE" and name != "spaCy NER":
                    days = [v for r, found in zip(mine, predicted, strict=True) for v in _last_days(r, found)]
                    low, high = interval(days, lambda units: sum(units) / max(len(units), 1))  # type: ignore[arg-type]
                    out.append(Row(f"{name} last day", code, len(days), sum(days) / max(len(days), 1), low, high))
    return out


def _overlap(record: GoldRecord, label: str, found: Sequence[Found]) -> Counts:
    left = [(e.start, e.end) for e in record.entities if e.label == label]
    hits = 0
    for start, end, _ in found:
        match = next((g for g in left if g[0] < end and start < g[1]), None)
        if match:
            left.remove(match)
            hits += 1
    return Counts(hits, len(found) - hits, len(left))


def _last_days(record: GoldRecord, found: Sequence[Found]) -> list[float]:
    closing = [e for e in record.entities if e.label == "DATE" and e.kind in ("deadline", "duration", "period")]
    return [float(any(s < e.end and e.start < end and day == e.to for s, end, day in found)) for e in closing]


def _spacy(code: str) -> dict[str, Callable[[str], list[Found]]] | None:
    import spacy

    from assistant import lang

    for name in lang.lexicon(code).spacy_models:
        if spacy.util.is_package(name):
            nlp = spacy.load(name)
            break
    else:
        return None
    if not {"DATE", "CARDINAL"} & set(nlp.pipe_labels["ner"]):
        return None  # the French pipeline knows neither dates nor numbers

    def finder(labels: set[str]) -> Callable[[str], list[Found]]:
        return lambda text: [(e.start_char, e.end_char, None) for e in nlp(text).ents if e.label_ in labels]

    return {"DATE": finder(DATE_LABELS), "FIGURE": finder(FIGURE_LABELS)}


def _dateparser(code: str) -> dict[str, Callable[[str], list[Found]]] | None:
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime(TODAY.year, TODAY.month, TODAY.day), "PREFER_DATES_FROM": "future", "PREFER_DAY_OF_MONTH": "last"}

    def find(text: str) -> list[Found]:
        out, position = [], 0
        for piece, moment in search_dates(text, languages=[code], settings=settings) or ():
            start = text.find(piece, position)
            if start >= 0:
                out.append((start, start + len(piece), moment.date()))
                position = start + len(piece)
        return out

    return {"DATE": find}
