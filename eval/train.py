"""Train the models: `smartgoals train` (or `python -m eval.train`), settings in models/train.toml.

Trains on the train split alone (roles of figures, spans, goal or not, themes), then reports on dev, so that the test split
stays unseen. Nothing in it is random but what is seeded: the same data gives the same models.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from assistant import goals, lang, themes
from assistant.entities import by_grammar, role_model, spans
from eval import train_goals, train_roles, train_spans, train_themes
from eval.dataset import load
from eval.metrics import Counts
from eval.phrases import load_phrases
from eval.predict import TODAY
from eval.train_roles import Example
from eval.train_spans import Span, gold

ROOT = Path(__file__).resolve().parent.parent / "models"
REWRITER = "--rewriter"  # tune the local model's adapter instead; needs the extra local-model
LARGEST = 25_000_000  # bytes of a language's models that may be committed


def examples(split: str, code: str) -> list[Example]:
    """The records of a split; for training also the lines of `data/spans/`."""
    records = [r for r in load([split]) if r.lang == code]
    if split == "train":
        records += load_phrases(code)
    return train_roles.examples(records, code)


def train(code: str, folder: Path, settings: dict[str, dict[str, float]]) -> int:
    """Train the models of one language into a folder. Returns the number of training texts."""
    data = examples("train", code)
    train_roles.train(data, code, folder / role_model.MODEL, settings["roles"])
    role_model.model.cache_clear()
    given = train_roles.unseen(data, code, settings["roles"])
    train_spans.train(data, given, code, folder / spans.MODEL, settings["spans"])
    spans.tagger.cache_clear()
    train_goals.train(data, code, folder / goals.MODEL, settings["goal"])
    train_themes.train([e.record for e in data], code, folder / themes.MODEL, settings["themes"])
    return len(data)


def scores(pairs: Sequence[tuple[Sequence[Span], Sequence[Span]]]) -> dict[str, Counts]:
    """Exact counts by label of (gold, found) spans."""
    out = {}
    for label in spans.LABELS:
        counts = Counts()
        for wanted, found in pairs:
            left, right = {s for s in wanted if s[2] == label}, {s for s in found if s[2] == label}
            counts += Counts(len(left & right), len(right - left), len(left - right))
        out[label] = counts
    return out


def main(argv: Sequence[str] | None = None) -> int:
    """Train the models of all languages and print exact F1 on dev, grammar alone and with the model."""
    given = list(sys.argv[1:] if argv is None else argv)
    if REWRITER in given:
        from eval import train_rewriter

        return train_rewriter.main([argument for argument in given if argument != REWRITER])
    parser = argparse.ArgumentParser(
        prog="smartgoals train", description=f"Rebuild models/ from data/ (a minute a language); with {REWRITER}, models/rewriter/ alone."
    )
    parser.add_argument("--lang", choices=lang.available(), help="one language only")
    parser.add_argument("--output", type=Path, default=ROOT, help="folder of the models")
    args = parser.parse_args(given)
    settings = tomllib.loads((ROOT / "train.toml").read_text("utf-8"))
    for code in [args.lang] if args.lang else lang.available():
        folder = args.output / code
        count = train(code, folder, settings)
        size = sum(p.stat().st_size for p in folder.iterdir())
        if size > LARGEST:
            print(f"smartgoals train: {folder} is larger than {LARGEST // 1_000_000} MB", file=sys.stderr)
            return 1
        print(f"{code}: {count} texts → {folder} ({size / 1e6:.1f} MB)")
        if args.output == ROOT:
            _report(code)
    return 0


def _report(code: str) -> None:
    model = spans.tagger(code)
    if model is None:
        raise RuntimeError(f"{code}: no model")
    data = examples("dev", code)
    by_rule, by_model, roles = [], [], [0, 0, 0]
    for e in data:
        entities = role_model.assign(code, e.record.text, e.tokens, e.found.entities, e.found.zones, train_roles.situation(e, code))
        alone = by_grammar(e.record.text, e.tokens, lang.get(code), TODAY).entities
        by_rule.append((gold(e.record), [(x.start, x.end, x.label) for x in alone]))
        by_model.append((gold(e.record), model.find(e.record.text, e.tokens, entities)))
        wanted = {(x.start, x.end): x.role for x in e.record.entities if x.label == "FIGURE"}
        before, after = ({x.span: x.role for x in found if x.label == "FIGURE"} for found in (e.found.entities, entities))
        for span in wanted.keys() & before.keys() & after.keys():
            roles = [roles[0] + 1, roles[1] + (before[span] == wanted[span]), roles[2] + (after[span] == wanted[span])]
    print(f"{'on dev':20s}{'grammar':>10s}{'with model':>12s}")
    for label, counts in scores(by_rule).items():
        print(f"{label + ' F1':20s}{counts.f1:10.3f}{scores(by_model)[label].f1:12.3f}")
    print(f"{'role accuracy':20s}{roles[1] / roles[0]:10.3f}{roles[2] / roles[0]:12.3f}")
    grammar = themes.grammar(code)
    themed = [e.record for e in data if e.record.themes]
    by_keyword, guessed = (sum((find(r.text) or themes.NONE) in r.themes for r in themed) for find in (grammar.by_keyword, grammar.of))
    print(f"{'theme accuracy':20s}{by_keyword / len(themed):10.3f}{guessed / len(themed):12.3f}")


if __name__ == "__main__":
    raise SystemExit(main())
