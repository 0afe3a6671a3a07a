"""Print analyses in the format asked for, or write them to files."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import documents, profiles
from assistant.cli.inputs import Item, screen_language
from assistant.config import Settings
from assistant.errors import InputError
from assistant.profiles import Profile
from assistant.records import Analysis
from assistant.reports import jsonout
from assistant.work import DocumentResult, PlanResult, rewritten_bytes

if TYPE_CHECKING:
    from rich.console import Console


def console() -> Console:
    """A console that colours only on a terminal and never takes goal texts for markup."""
    from rich.console import Console

    piped = not sys.stdout.isatty()
    return Console(highlight=False, emoji=False, markup=False, no_color=piped or None, width=120 if piped else None)


def emit(items: Iterable[Item], form: str, settings: Settings) -> bool:
    """Print all items as they come; returns whether one is below the bar."""
    failed, kept = False, []
    profile = profiles.load(settings.profile)
    last: dict[str, Any] | None = None  # a line's record waits for what the lines show together
    for item in items:
        failed |= _below(item, settings)
        if form == "json":
            kept.append(item)
        elif form == "jsonl":
            if isinstance(item, PlanResult):
                last = jsonout.with_plan(last, item.findings) if last else None
                continue
            records = [jsonout.line_record(*item)] if isinstance(item, tuple) else jsonout.document_records(item)
            for record in records:
                if last is not None:
                    print(jsonout.dumps(last))  # noqa: T201
                last = record
        else:
            _text(item, profile)
    if last is not None:
        print(jsonout.dumps(last))  # noqa: T201
    if form == "json":
        print(jsonout.dumps(_object(kept), indent=1))  # noqa: T201
    return failed


def _object(items: list[Item]) -> object:
    results = [item for item in items if isinstance(item, DocumentResult)]
    records = [jsonout.line_record(*item) for item in items if isinstance(item, tuple)]
    together = [finding for item in items if isinstance(item, PlanResult) for finding in item.findings]
    if together:
        records[-1] = jsonout.with_plan(records[-1], together)
    if not results:
        return records[0] if len(records) == 1 else records
    return {**jsonout.documents_object(results), **({"texts": records} if records else {})}


def _text(item: Item, profile: Profile) -> None:
    from assistant.reports import text

    fallback = screen_language(None)
    if isinstance(item, tuple):
        text.scorecard(console(), item[1], fallback, profile)
    elif isinstance(item, PlanResult):
        text.plan_findings(console(), item.findings, "", item.lang)
    elif any(found.analysis.rewrite for found in item.goals):
        text.before_after(console(), item, fallback)
    else:
        text.document_findings(console(), item, fallback)


def _below(item: Item, settings: Settings) -> bool:
    if not isinstance(item, tuple) and any(f.severity == "error" for f in item.findings):
        return True
    if isinstance(item, PlanResult):
        return False
    analyses = [item[1]] if isinstance(item, tuple) else [found.analysis for found in item.goals]
    bar = settings.min_score
    return any(
        any(f.severity == "error" for f in a.findings) or (bar is not None and a.score is not None and a.score < bar) for a in analyses
    )


def write(items: Iterable[Item], output: Path | None, form: str, inputs: list[str], say: str) -> None:
    """Write rewrites to files: each document back into itself (no output), to a file, or into a folder; texts to one file."""
    texts: list[tuple[int, Analysis]] = []
    for item in items:
        if isinstance(item, tuple):
            texts.append(item)
        if not isinstance(item, DocumentResult):
            continue
        target = _target(item.path, output, several=len(inputs) > 1)
        documents.write_atomically(target, rewritten_bytes(item))
        print(say.format(path=target), file=sys.stderr)  # noqa: T201
    if texts and output:
        _guard_inputs(output, inputs)
        if form == "text":
            lines = [a.rewrite.text if a.rewrite else a.text for _, a in texts]
        else:
            lines = [jsonout.dumps(jsonout.line_record(number, a)) for number, a in texts]
        body = "[\n" + ",\n".join(lines) + "\n]" if form == "json" else "\n".join(lines)
        documents.write_atomically(output, (body + "\n").encode("utf-8", "backslashreplace"))
        print(say.format(path=output), file=sys.stderr)  # noqa: T201


def _target(source: Path, output: Path | None, several: bool) -> Path:
    if output is None:
        return source
    if several and not output.is_dir():
        raise InputError(f"{output}: several documents need an existing folder as output")
    target = output / source.name if output.is_dir() else output
    if target.suffix.lower() != source.suffix.lower():
        raise InputError(f"{target}: the rewritten document keeps its format; name it *{source.suffix}")
    _guard_inputs(target, [str(source)])
    return target


def _guard_inputs(target: Path, inputs: list[str]) -> None:
    for name in inputs:
        if target.exists() and Path(name).exists() and target.samefile(name):
            raise InputError(f"{target}: is the input itself; give another name, or --in-place")
