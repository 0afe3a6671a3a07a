"""Machine-readable output: JSON lines and one JSON object for documents. The keys are a contract (README, "The record")."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from assistant.profiles import DEFAULT
from assistant.records import Analysis
from assistant.reports.base import Options, Result, as_record
from assistant.work import DocumentResult, TextResult


class Reporter:
    """One JSON value for the whole run: the record of one text, a list of them, or an object with all documents."""

    def __init__(self, options: Options) -> None:
        self.write = options.write
        self.results: list[Result] = []

    def add(self, result: Result) -> None:
        """Keep the result: the summary comes of all."""
        self.results.append(as_record(result))

    def close(self) -> None:
        """Write the value."""
        documents = [r for r in self.results if isinstance(r, DocumentResult)]
        records = [line_record(r.number, r.analysis) for r in self.results if isinstance(r, TextResult)]
        if documents:
            value: object = {**documents_object(documents), **({"texts": records} if records else {})}
        else:
            value = records[0] if len(records) == 1 else records
        self.write(dumps(value, indent=1) + "\n")


def dumps(value: object, indent: int | None = None) -> str:
    """JSON in UTF-8; what no encoding can hold (a lone surrogate) is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(value, indent=indent)
    return text


def line_record(number: int, analysis: Analysis) -> dict[str, Any]:
    """The record of one line of input."""
    return {"line": number, **analysis.to_dict()}


def document_records(result: DocumentResult) -> list[dict[str, Any]]:
    """One record a goal found in a document; the first goal concerned carries what goals show together."""
    return [
        {"path": str(result.path), "where": found.block.where, "heading": list(found.block.heading), **found.analysis.to_dict()}
        for found in result.goals
    ]


def _of_plan(finding: Mapping[str, Any]) -> bool:
    return "goals" in finding


def documents_object(results: list[DocumentResult]) -> Mapping[str, Any]:
    """All documents with their goals and findings, and a summary."""
    documents: list[dict[str, Any]] = []
    for result in results:
        goals = document_records(result)
        findings = [{"where": goal["where"], **finding} for goal in goals for finding in goal["findings"]]
        # here what goals show together has a place of its own: after the findings on goals, and not among a goal's
        findings.sort(key=_of_plan)
        for goal in goals:
            goal["findings"] = [finding for finding in goal["findings"] if not _of_plan(finding)]
        documents.append({"path": str(result.path), "goals": goals, "findings": findings})
    scores = [goal["score"] for document in documents for goal in document["goals"]]
    summary = {
        "documents": len(documents),
        "goals": len(scores),
        "smart": sum(found.analysis.smart for result in results for found in result.goals),
        "profile": next((found.analysis.profile for result in results for found in result.goals), DEFAULT),
        "mean_score": round(sum(scores) / len(scores), 1) if scores else None,
    }
    return {"documents": documents, "summary": summary}
