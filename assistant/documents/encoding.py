"""Bytes to text and back: BOM, strict UTF-8, then Windows-1252 (a guess by statistics errs on short French files)."""

from __future__ import annotations

import codecs
from pathlib import Path

from assistant.errors import InputError

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
                raise InputError(f"{path}: damaged {name} text at byte {error.start}; save the file as UTF-8") from error
    if b"\x00" in data[:65536]:
        raise InputError(f"{path}: binary file, not text; give a Markdown, text or CSV file")
    for name in ("utf-8", "cp1252"):
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    raise InputError(f"{path}: neither UTF-8 nor Windows-1252 text; save the file as UTF-8")
