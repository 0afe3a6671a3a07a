"""Report results in the format asked for, or write them to files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path

from assistant import documents, reports
from assistant.errors import InputError
from assistant.records import Analysis
from assistant.reports import jsonout
from assistant.reports.base import Options, Result
from assistant.work import TextResult, rewritten_bytes


def tell(message: str) -> None:
    """A message for the person at the terminal, on standard error."""
    print(message, file=sys.stderr)  # noqa: T201


def emit(results: Iterable[Result], form: str, options: Options) -> bool:
    """Report all results as they come; returns whether one has an error."""
    reporter, failed = reports.reporter(form, options), False
    for result in results:
        failed |= any(f.severity == "error" for analysis in _analyses(result) for f in analysis.findings)
        reporter.add(result)
    reporter.close()
    return failed


def drain(results: Iterable[Result]) -> None:
    """Take all results and report none of them."""
    for _ in results:
        pass


def _analyses(result: Result) -> list[Analysis]:
    return [result.analysis] if isinstance(result, TextResult) else [found.analysis for found in result.goals]


def write(results: Iterable[Result], output: Path | None, form: str, inputs: list[str], say: str, options: Callable[..., Options]) -> None:
    """Write rewrites to files: each document back into itself (no output), to a file, or into a folder; texts to one file."""
    texts: list[TextResult] = []
    for result in results:
        if isinstance(result, TextResult):
            texts.append(result)
            continue
        target = _target(result.path, output, several=len(inputs) > 1)
        documents.write_atomically(target, rewritten_bytes(result))
        tell(say.format(path=target))
    if texts and output:
        write_report(_body(texts, form, options), output, inputs, say)


def write_report(body: str, output: Path, inputs: list[str], say: str) -> None:
    """Write a report to a file, whole or not at all, and never over an input."""
    _guard_inputs(output, inputs)
    documents.write_atomically(output, body.encode("utf-8", "backslashreplace"))
    tell(say.format(path=output))


def _body(texts: list[TextResult], form: str, options: Callable[..., Options]) -> str:
    if form == "text":
        return "".join(f"{t.analysis.rewrite.text if t.analysis.rewrite else t.analysis.text}\n" for t in texts)
    if form == "json":  # a list even of one, so that a file of one line has the shape of all
        return "[\n" + ",\n".join(jsonout.dumps(jsonout.line_record(t.number, t.analysis)) for t in texts) + "\n]\n"
    return report(texts, form, options)


def report(results: Iterable[Result], form: str, options: Callable[..., Options]) -> str:
    """The report as a text."""
    body = StringIO()
    emit(results, form, options(body.write))
    return body.getvalue()


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
