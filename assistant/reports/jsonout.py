"""Machine-readable output: JSON lines and one JSON object for documents. The keys are a contract (README, "The record")."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.plan import PlanFinding
from assistant.profiles import DEFAULT
from assistant.records import Analysis
from assistant.work import DocumentResult


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


def with_plan(record: dict[str, Any], findings: Sequence[PlanFinding]) -> dict[str, Any]:
    """The last record of a plan, in a stream that has no place of its own for what its goals show together."""
    return {**record, "plan": [finding.to_dict() for finding in findings]} if findings else record


def document_records(result: DocumentResult) -> list[dict[str, Any]]:
    """One record a goal found in a document; the last one has what the document's goals show together."""
    records = [
        {"path": str(result.path), "where": found.block.where, "heading": list(found.block.heading), **found.analysis.to_dict()}
        for found in result.goals
    ]
    return [*records[:-1], with_plan(records[-1], result.findings)] if records else []


def documents_object(results: list[DocumentResult]) -> Mapping[str, Any]:
    """All documents with their goals and findings, and a summary."""
    documents: list[dict[str, Any]] = []
    for result in results:
        goals = document_records(replace(result, findings=()))
        findings = [{"where": goal["where"], **finding} for goal in goals for finding in goal["findings"]]
        findings += [finding.to_dict() for finding in result.findings]
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
