"""Lines of METRIC, CHANNEL and AUDIENCE spans, for training alone: `data/spans/<language>.spans`.

They say nothing of goals or criteria, so they are not records of the annotated set and count towards no quota.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from eval.markup import GoldRecord, MarkupError, parse_markup

ROOT = Path(__file__).resolve().parent.parent / "data" / "spans"
LABELS = ("METRIC", "CHANNEL", "AUDIENCE")


def load_phrases(lang: str | None = None, root: Path = ROOT) -> list[GoldRecord]:
    """The lines of one or all languages, as records of the train split without level and criteria.

    Raises:
        eval.markup.MarkupError: a malformed line, another label, or a line that stands twice.
    """
    out: list[GoldRecord] = []
    for path in sorted(root.glob(f"{lang or '*'}.spans")):
        seen: dict[str, int] = {}
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            text, entities = parse_markup(line, path, number)
            if odd := next((e.label for e in entities if e.label not in LABELS), None):
                raise MarkupError(path, number, f"'{odd}' is not marked here, only {', '.join(LABELS)}")
            if text.casefold() in seen:
                raise MarkupError(path, number, f"the line stands already at line {seen[text.casefold()]}")
            seen[text.casefold()] = number
            key = f"{path.stem}-spans-{number}"
            out.append(GoldRecord(key, path.stem, "train", "", "", text, entities, path=str(path), line=number))
    return out


def leaks(phrases: Sequence[GoldRecord], records: Sequence[GoldRecord]) -> list[str]:
    """Every phrase that nearly repeats a record of dev or test."""
    from eval.dataset import near_duplicates

    held = [r for r in records if r.split != "train"]
    found = near_duplicates([*held, *phrases])
    return [f"{b.path}:{b.line}: nearly repeats {a.id} of the {a.split} split" for a, b in found if b.split == "train"]
