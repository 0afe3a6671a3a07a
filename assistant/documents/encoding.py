"""Bytes to text and back: BOM, strict UTF-8, then Windows-1252 (a guess by statistics errs on short French files)."""

from __future__ import annotations

import codecs
from pathlib import Path

from assistant.documents.refusal import Refusal

LONGEST_LINE = 2_000_000  # characters
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(path: Path, data: bytes) -> tuple[str, str]:
    """(text, encoding) of a text file; line ends are kept.

    Raises:
        InputError: the file is binary or in an encoding that cannot be told.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(name), name
            except UnicodeDecodeError as error:
                raise Refusal(path, "damaged_text", encoding=name, at=error.start) from error
    if b"\x00" in data[:65536]:
        raise Refusal(path, "binary")
    for name in ("utf-8", "cp1252"):
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    raise Refusal(path, "unknown_encoding")


def limit_lines(path: Path, text: str) -> None:
    """Raise Refusal when a line is too long to be anyone's writing."""
    longest = max(map(len, text.splitlines()), default=0)
    if longest > LONGEST_LINE:
        raise Refusal(path, "long_line", size=f"{longest / 1e6:.0f}", limit=f"{LONGEST_LINE / 1e6:.0f}")
