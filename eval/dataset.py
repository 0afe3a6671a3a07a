"""Load and check the annotated set: `python -m eval.dataset [--format json] [--files …]`.

Status 1 when a record is malformed, an id is used twice, a pair straddles two splits, two splits hold near-duplicates,
or a quota of the datasheet is not met.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from eval.markup import CRITERIA, GoldRecord, MarkupError, parse_file
from eval.phrases import leaks, load_phrases
from eval.quotas import quota_faults

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import DocBin

ROOT = Path(__file__).resolve().parent.parent / "data" / "goals"
SPLITS = ("train", "dev", "test")
TAGS = {
    "typo", "okr", "bare", "nominal", "first-person", "multi", "long", "caps", "unrealistic", "irrelevant", "hard", "translation-free",
}  # fmt: skip
NEAR_DUPLICATE = 0.8  # Jaccard similarity of word trigrams between two splits


def load(splits: Iterable[str] = SPLITS, root: Path = ROOT) -> list[GoldRecord]:
    """Return the records of the splits, in file order.

    Raises:
        eval.markup.MarkupError: the first malformed record.
    """
    records: list[GoldRecord] = []
    for split in splits:
        for path in sorted((root / split).glob("*.goals")):
            found, faults = parse_file(path, split)
            if faults:
                raise faults[0]
            records.extend(found)
    return records


def to_docbin(records: Iterable[GoldRecord], nlp: Language) -> DocBin:
    """The records as spaCy training documents: entities in `doc.ents`, the goal decision in `doc.cats`, the id in `doc.user_data["id"]`.

    A span that does not fall on token boundaries is widened to them, so that none is lost.

    Args:
        records: records of one language.
        nlp: any pipeline of that language; only its tokeniser is used.
    """
    from spacy.tokens import DocBin
    from spacy.util import filter_spans

    store = DocBin(store_user_data=True)
    for record in records:
        doc = nlp.make_doc(record.text)
        spans = [doc.char_span(e.start, e.end, label=e.label, alignment_mode="expand") for e in record.entities]
        doc.set_ents(filter_spans([s for s in spans if s is not None]))
        doc.cats = {"goal": float(record.goal)}
        doc.user_data["id"] = record.id
        store.add(doc)
    return store


def _level_fault(record: GoldRecord) -> str | None:
    met = sum(record.criteria.get(name) == "met" for name in ("specific", "measurable", "time_bound"))
    fault = "missing" in (record.criteria.get("achievable"), record.criteria.get("relevant"))
    expected = "smart" if met == 3 and not fault else "partial" if met >= 2 else "vague"
    if record.goal and record.level != expected:
        return f"level is '{record.level}' but the criteria say '{expected}'"
    return None


def _record_faults(record: GoldRecord) -> Iterable[str]:
    if record.goal and (fault := _level_fault(record)):
        yield fault
    for tag in record.tags:
        if tag not in TAGS:
            yield f"unknown tag '{tag}', expected one of {', '.join(sorted(TAGS))}"
    if "unrealistic" in record.tags and record.criteria.get("achievable") != "missing":
        yield "tagged unrealistic, so A should be '-'"
    if "irrelevant" in record.tags and record.criteria.get("relevant") != "missing":
        yield "tagged irrelevant, so R should be '-'"
    if record.goal:
        horizon = any(e.label == "DATE" and e.kind in ("deadline", "duration", "period") for e in record.entities)
        if horizon != (record.criteria["time_bound"] == "met"):
            yield "T should be '+' if and only if a deadline, duration or period is marked"


def _trigrams(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(zip(words, words[1:], words[2:], strict=False)) or frozenset([tuple(words)])


def near_duplicates(records: Sequence[GoldRecord]) -> list[tuple[GoldRecord, GoldRecord]]:
    """Pairs of records of one language in two splits whose word trigrams overlap by `NEAR_DUPLICATE` or more."""
    index: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    grams = [_trigrams(r.text) for r in records]
    found = []
    for i, record in enumerate(records):
        shared: Counter[int] = Counter()
        for gram in grams[i]:
            shared.update(index[record.lang, gram])
            index[record.lang, gram].append(i)
        for j, count in shared.items():
            if records[j].split != record.split and count / len(grams[i] | grams[j]) >= NEAR_DUPLICATE:
                found.append((records[j], record))
    return found


def faults_of(records: Sequence[GoldRecord]) -> list[str]:
    """Every fault of content, one line each with its place."""
    faults = [f"{r.path}:{r.line}: {r.id}: {fault}" for r in records for fault in _record_faults(r)]
    seen: dict[str, GoldRecord] = {}
    groups: dict[tuple[str, str], list[GoldRecord]] = defaultdict(list)
    for record in records:
        if record.id in seen:
            faults.append(f"{record.path}:{record.line}: id {record.id} is used already in {seen[record.id].path}:{seen[record.id].line}")
        seen[record.id] = record
        for key, value in (("pair", record.pair), ("tr", record.translation)):
            if value:
                groups[key, value].append(record)
    for (key, value), members in groups.items():
        place = f"{members[0].path}:{members[0].line}: {key}={value}"
        if len({m.split for m in members}) > 1:
            faults.append(f"{place} straddles the splits {', '.join(sorted({m.split for m in members}))}")
        langs = sorted(m.lang for m in members)
        if key == "pair" and len(set(langs)) != 1:
            faults.append(f"{place} should link records of one language")
        if key == "pair" and not ({"vague"} <= {m.level for m in members} and "smart" in {m.level for m in members}):
            faults.append(f"{place} should link a vague and a smart record")
        if key == "tr" and (len(langs) != 2 or len(set(langs)) != 2):
            faults.append(f"{place} should link one record of each language, not {', '.join(langs)}")
    faults += [f"{b.path}:{b.line}: {b.id} nearly repeats {a.id} of the {a.split} split" for a, b in near_duplicates(records)]
    return faults


def counts(records: Sequence[GoldRecord]) -> dict[str, dict[str, int]]:
    """Counts by language: records, levels, splits, pairs, tags, entities, criteria."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    pairs: dict[str, set[str]] = defaultdict(set)
    for r in records:
        keys = ["records", f"level {r.level}", f"split {r.split}", f"domain {r.domain.split('/')[0]}", *(f"tag {tag}" for tag in r.tags)]
        keys += [f"label {e.label}" for e in r.entities]
        keys += [f"theme {theme}" for theme in r.themes]
        keys += [f"with {label}" for label in {e.label for e in r.entities}]
        keys += [f"{name} {r.criteria[name]}" for name in CRITERIA if name in r.criteria]
        for key in keys:
            table[key][r.lang] += 1
        for name, value in (("pairs", r.pair), ("translations", r.translation)):
            if value:
                pairs[f"{name} {r.lang}"].add(value)
    for key, values in pairs.items():
        name, lang = key.split()
        table[name][lang] = len(values)
    return {key: dict(sorted(table[key].items())) for key in sorted(table, key=lambda k: (k != "records", k))}


def main(argv: Sequence[str] | None = None) -> int:
    """Print the counts and faults; the status is 1 on a fault."""
    parser = argparse.ArgumentParser(prog="python -m eval.dataset", description="Check the annotated set.")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--files", help="check only files whose name contains this")
    args = parser.parse_args(argv)
    records: list[GoldRecord] = []
    faults: list[str] = []
    for split in SPLITS:
        for path in sorted((ROOT / split).glob("*.goals")):
            if args.files and args.files not in path.name:
                continue
            found, wrong = parse_file(path, split)
            records += found
            faults += [str(w) for w in wrong]
    faults += faults_of(records)
    table = counts(records)
    if not args.files:
        faults += quota_faults(table)
        try:
            faults += leaks(load_phrases(), records)
        except MarkupError as error:
            faults.append(str(error))
    if args.format == "json":
        print(json.dumps(table | {"faults": faults}, ensure_ascii=False, indent=1))
    else:
        for key, values in table.items():
            print(f"{key:28s}" + "".join(f"{lang} {n:5d}   " for lang, n in values.items()))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
