"""Excel workbooks (.xlsx): goals are found by header or content; results come back on a sheet of their own, or in the cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.documents.base import Block, Edit, Writing
from assistant.documents.guard import Package
from assistant.documents.refusal import Refusal
from assistant.documents.relations import content_type
from assistant.documents.sheets.reading import read
from assistant.documents.sheets.writing import patched, with_sheet
from assistant.documents.structure import find

SUFFIX = ".xlsx"


@dataclass(frozen=True)
class SheetDocument:
    """A workbook; its bytes are parsed again when it is written."""

    path: Path
    data: bytes
    blocks: tuple[Block, ...]
    spans: tuple[tuple[int, int, int], ...]

    def write(self, edits: Mapping[int, Edit], how: Writing) -> bytes:
        """The workbook with a sheet of results ("comment"), with new texts in the cells ("clean"), or with both ("replace")."""
        book = read(Package(self.path, self.data, SUFFIX))
        parts: dict[str, bytes] = {}
        if how.mode != "comment":
            texts = []
            for key in sorted(edits, reverse=True):
                ref, start, end = self.spans[key]
                text = edits[key].text
                if text is not None and not book.cells[ref].locked:
                    texts.append((book.cells[ref], start, end, text))
            parts |= patched(book, texts)
        if how.mode != "clean" and edits:
            rows = [(self.blocks[key].where, self.blocks[key].text, edits[key]) for key in sorted(edits)]
            parts |= with_sheet(book, rows, how)
        return book.package.rebuilt(parts)


class Sheets:
    """A .xlsx file."""

    suffixes: tuple[str, ...] = (SUFFIX, ".xlsm", ".xls", ".xltm")
    modes: tuple[str, ...] = ("comment", "replace", "clean")
    outputs: tuple[str, ...] = ()

    def read(self, path: Path, data: bytes) -> SheetDocument:
        """Parse the file's bytes.

        Raises:
            Refusal: no sound workbook, or a dangerous one.
        """
        if path.suffix.lower() == ".xls":
            raise Refusal(path, "old_format", suffix=SUFFIX)
        package = Package(path, data, SUFFIX)
        book = read(package)
        if path.suffix.lower() != SUFFIX or "macroEnabled" in content_type(package, book.main):
            raise Refusal(path, "macros", suffix=SUFFIX)
        found = find(book.items)
        return SheetDocument(path, data, found.blocks, found.spans)
