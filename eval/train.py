"""Train the span models: `smartgoals train` (or `python -m eval.train`), settings in models/train.toml.

Trains on the train split alone (and on its goals as rewrites would show them), then reports on dev, so that the test split
stays unseen. CRFsuite's training (L-BFGS) has no random part and the rest is seeded: the same data gives the same model.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from assistant import goals, lang, nlp
from assistant.entities import by_grammar, recognise
from assistant.entities.spans import LABELS, MODEL, Features, tagger, tags
from assistant.entities.tokens import Token, tokens_of
from assistant.lang.models import Language
from assistant.records import Entity
from eval.dataset import load
from eval.markup import GoldRecord
from eval.metrics import Counts
from eval.phrases import load_phrases
from eval.predict import TODAY

ROOT = Path(__file__).resolve().parent.parent / "models"
SEED = 20261123
LARGEST = 25_000_000  # bytes of a model that may be committed
Span = tuple[int, int, str]  # start, end, label
Example = tuple[GoldRecord, list[Token], tuple[Entity, ...]]


def examples(split: str, code: str) -> list[Example]:
    """The records of a split (for training also the lines of `data/spans/`) with their tokens and what the grammar finds."""
    records = [r for r in load([split]) if r.lang == code]
    if split == "train":
        records += load_phrases(code)
    data = lang.get(code)
    out = []
    for record, doc in zip(records, nlp.parse([r.text for r in records], code), strict=True):
        tokens = tokens_of(doc)
        out.append((record, tokens, by_grammar(record.text, tokens, data, TODAY).entities))
    return out


def gold(record: GoldRecord) -> list[Span]:
    """The spans that the model is to find."""
    return [(e.start, e.end, e.label) for e in record.entities if e.label in LABELS]


def echoes(record: GoldRecord, language: Language, rng: random.Random) -> list[tuple[str, list[Span]]]:
    """The goal as a rewrite would show it, gaps marked, for the verifier reads rewrites with the same model.

    Where the text names no metric, one of the catalogue stands in a second copy, as an answer would put it there.
    """
    if not record.goal or record.level == "smart" or not record.criteria:
        return []
    templates, spans = language.templates, gold(record)
    say, marks = templates.sentences, templates.placeholders
    has = {e.label for e in record.entities}
    end = len(record.text.rstrip(" .!;"))
    due = "" if record.criteria["time_bound"] == "met" else " " + say["deadline_gap"].format(**marks)
    head, tail = record.text[:end], record.text[end:]
    if "METRIC" not in has:
        kpi = rng.choice([entry.name for entry in language.kpis.values()])
        out = [(head + say["pair_metric"].format(**marks) + due + tail, spans)]
        added = say["pair_metric"].format(**{**marks, "metric": kpi})
        start = end + added.index(kpi)
        out.append((head + added + due + tail, [*spans, (start, start + len(kpi), "METRIC")]))
        return out
    if record.criteria["measurable"] == "met":
        return [(head + due + tail, spans)] if due else []
    metric = max(e for _, e, label in spans if label == "METRIC")
    added = (say["pair"] if metric == end else say["pair_joined"]).format(**marks)
    inserted = say["pair"].format(**marks)
    moved = [(s + len(inserted), e + len(inserted), x) if s >= metric else (s, e, x) for s, e, x in spans]
    return [(head + added + due + tail, spans), (head[:metric] + inserted + head[metric:] + due + tail, moved)]


def train(code: str, path: Path, settings: dict[str, float]) -> int:
    """Train the model of one language. Returns the number of training records."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    language = lang.get(code)
    features = Features(language)
    data = examples("train", code)
    for record, tokens, entities in data:
        trainer.append(features.of(record.text, tokens, entities), tags(tokens, gold(record)))
    rng = random.Random(SEED)
    copies = [copy for record, _, _ in data for copy in echoes(record, language, rng)]
    for (text, spans), doc in zip(copies, nlp.parse([text for text, _ in copies], code), strict=True):
        tokens = tokens_of(doc)
        trainer.append(features.of(text, tokens, by_grammar(text, tokens, language, TODAY).entities), tags(tokens, spans))
    trainer.set_params(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(path))
    return len(data)


def train_goals(code: str, path: Path, settings: dict[str, float]) -> None:
    """Fit goal or not: L2-penalised logistic regression by Newton's method, drawn towards the hand-set weights of the evidence.

    Words and other lexical features count from `least` training records on.
    """
    import numpy as np

    grammar = goals.grammar(code)
    rows, wanted = [], []
    for record in (r for r in load(["train"]) if r.lang == code):
        tokens = tokens_of(next(nlp.parse([record.text], code)))
        entities = recognise(record.text, tokens, lang.get(code), TODAY).entities
        rows.append(grammar.features(record.text, tokens, entities))
        wanted.append(float(record.goal))
    seen = Counter(name for row in rows for name in row)
    names = sorted(name for name, n in seen.items() if n >= settings["least"] or name in goals.WEIGHTS)
    column = {name: j for j, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        x[i, [column[name] for name in row if name in column]] = 1.0
    y, prior = np.array(wanted), np.array([goals.WEIGHTS.get(name, 0.0) for name in names])
    weights = prior.copy()
    for _ in range(int(settings["iterations"])):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + settings["l2"] * (weights - prior)
        weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + settings["l2"] * np.eye(len(names)), slope)
    table = {name: round(float(w), 3) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.0005}
    path.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    goals.grammar.cache_clear()


def scores(pairs: Sequence[tuple[Sequence[Span], Sequence[Span]]]) -> dict[str, Counts]:
    """Exact counts by label of (gold, found) spans."""
    out = {}
    for label in LABELS:
        counts = Counts()
        for wanted, found in pairs:
            left, right = {s for s in wanted if s[2] == label}, {s for s in found if s[2] == label}
            counts += Counts(len(left & right), len(right - left), len(left - right))
        out[label] = counts
    return out


def main(argv: Sequence[str] | None = None) -> int:
    """Train the models of all languages and print exact F1 on dev, grammar alone and with the model."""
    parser = argparse.ArgumentParser(prog="smartgoals train", description="Rebuild models/ from data/ (seconds a language).")
    parser.add_argument("--lang", choices=lang.available(), help="one language only")
    parser.add_argument("--output", type=Path, default=ROOT, help="folder of the models")
    args = parser.parse_args(argv)
    settings = tomllib.loads((ROOT / "train.toml").read_text("utf-8"))
    for code in [args.lang] if args.lang else lang.available():
        path = args.output / code / MODEL
        count = train(code, path, settings["crf"])
        if path.stat().st_size > LARGEST:
            print(f"smartgoals train: {path} is larger than {LARGEST // 1_000_000} MB", file=sys.stderr)
            return 1
        print(f"{code}: {count} records → {path} ({path.stat().st_size / 1000:.0f} kB)")
        tagger.cache_clear()
        train_goals(code, args.output / code / goals.MODEL, settings["goal"])
        if args.output == ROOT:
            _report(code)
    return 0


def _report(code: str) -> None:
    model = tagger(code)
    if model is None:
        raise RuntimeError(f"{code}: no model")
    data = examples("dev", code)
    by_rule = [(gold(r), [(e.start, e.end, e.label) for e in entities]) for r, _, entities in data]
    by_model = [(gold(r), model.find(r.text, tokens, entities)) for r, tokens, entities in data]
    print(f"{'exact F1 on dev':20s}{'grammar':>10s}{'with model':>12s}")
    for label, counts in scores(by_rule).items():
        print(f"{label:20s}{counts.f1:10.3f}{scores(by_model)[label].f1:12.3f}")


if __name__ == "__main__":
    raise SystemExit(main())
