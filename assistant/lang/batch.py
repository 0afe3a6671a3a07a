"""What a language brings to batches: reasons, messages, and the texts of the report."""

from __future__ import annotations

from functools import cache

from assistant.lang import FOLDER
from assistant.lang.report_models import CountText
from assistant.resources import Resource, read_model


class BatchTexts(Resource):
    """Texts of batches.

    Attributes:
        refusals: why a file of the folder, or a row of a table, is not worked on, by key, with `{values}`.
        messages: what the command line says, by key.
        summary: labels of the table at the end.
        page: the words of the report.
        counts: counted nouns.
        columns: headings of the report as CSV, in order.
    """

    refusals: dict[str, str]
    messages: dict[str, str]
    summary: dict[str, str]
    page: dict[str, str]
    counts: dict[str, CountText]
    columns: dict[str, str]


@cache
def batch_texts(code: str) -> BatchTexts:
    """The texts of one language, validated.

    Raises:
        ResourceError: the file is missing or malformed; names file and key.
    """
    return read_model(FOLDER / code / "batch.toml", BatchTexts)
