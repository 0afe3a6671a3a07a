"""JSON lines: a record a text or goal, written as it comes."""

from __future__ import annotations

from assistant.reports.base import Options, Result, as_record
from assistant.reports.jsonout import document_records, dumps, line_record
from assistant.work import TextResult


class Reporter:
    """One JSON object a line."""

    def __init__(self, options: Options) -> None:
        self.write = options.write

    def add(self, result: Result) -> None:
        """Write the records of the result."""
        result = as_record(result)
        records = [line_record(result.number, result.analysis)] if isinstance(result, TextResult) else document_records(result)
        for record in records:
            self.write(dumps(record) + "\n")

    def close(self) -> None:
        """Nothing is left to write."""
