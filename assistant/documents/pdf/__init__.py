"""PDF: text with pages, headings, bullets and ruled tables recovered; what comes back is a report, never a fake PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.documents.base import Block, Edit, Writing
from assistant.documents.pdf.reading import read
from assistant.documents.pdf.report import markdown, word
from assistant.documents.structure import find


@dataclass(frozen=True)
class PdfDocument:
    """The text of a PDF."""

    path: Path
    blocks: tuple[Block, ...]

    def write(self, edits: Mapping[int, Edit], how: Writing) -> bytes:
        """A report with the goals, their places, SMART versions and reasons: Markdown, or a Word document."""
        rows = [(self.blocks[key], edits[key]) for key in sorted(edits)]
        return markdown(self.path, rows, how) if how.suffix == ".md" else word(self.path, rows, how)


class Pdf:
    """A .pdf file."""

    suffixes: tuple[str, ...] = (".pdf",)
    modes: tuple[str, ...] = ("comment",)
    outputs: tuple[str, ...] = (".docx", ".md")

    def read(self, path: Path, data: bytes) -> PdfDocument:
        """Parse the file's bytes.

        Raises:
            Refusal: no PDF, a damaged or encrypted one, or a scan without text.
        """
        return PdfDocument(path, find(read(path, data)).blocks)
