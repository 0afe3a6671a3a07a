"""Document formats, one file each; reading with guards, writing whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from assistant.documents.base import Block, Document, Edit, Format, Writing
from assistant.documents.html import Html
from assistant.documents.lines import PlainText
from assistant.documents.markdown import Markdown
from assistant.documents.opendocument import OpenDocument
from assistant.documents.pdf import Pdf
from assistant.documents.refusal import Refusal
from assistant.documents.sheets import Sheets
from assistant.documents.slides import Slides
from assistant.documents.table import Table
from assistant.documents.word import Word
from assistant.errors import InputError

FORMATS: tuple[Format, ...] = (Markdown(), PlainText(), Html(), Table(), Word(), Slides(), Sheets(), OpenDocument(), Pdf())
PACKAGES = frozenset(s for fmt in (Word(), Slides(), Sheets(), OpenDocument(), Pdf()) for s in fmt.suffixes)
# known by name, so that the refusal can say what to do
REFUSED = frozenset([".doc", ".docm", ".dotm", ".ppt", ".pptm", ".xls", ".xlsm", ".xltm"])
LARGEST = 20_000_000  # bytes of a text file
LARGEST_PACKAGE = 60_000_000  # bytes of a file that may hold pictures
__all__ = [
    "FORMATS", "Block", "Document", "Edit", "Format", "Refusal", "Writing", "format_of", "known_suffixes", "read", "write_atomically",
]  # fmt: skip


def known_suffixes() -> tuple[str, ...]:
    """The file endings that can be read."""
    return tuple(suffix for fmt in FORMATS for suffix in fmt.suffixes if suffix not in REFUSED)


def format_of(path: Path) -> Format:
    """The format of a file, by its ending.

    Raises:
        Refusal: the ending is unknown.
    """
    for fmt in FORMATS:
        if path.suffix.lower() in fmt.suffixes:
            return fmt
    raise Refusal(path, "unknown_format", suffix=path.suffix or "–", known=", ".join(known_suffixes()))


def read_bytes(path: Path) -> bytes:
    """A file's bytes, guarded by size.

    Raises:
        Refusal: missing, a directory, too large, or not readable.
    """
    limit = LARGEST_PACKAGE if path.suffix.lower() in PACKAGES else LARGEST
    try:
        if path.is_dir():
            raise Refusal(path, "folder")
        size = path.stat().st_size
        if size > limit:
            raise Refusal(path, "too_large", size=f"{size / 1e6:.0f}", limit=f"{limit / 1e6:.0f}")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refusal(path, "missing") from error
    except (OSError, ValueError) as error:
        raise Refusal(path, "unreadable", reason=getattr(error, "strerror", None) or error) from error


def read(path: Path) -> Document:
    """Read a document.

    Raises:
        InputError: it cannot be read, with the reason.
    """
    data = None if path.suffix else read_bytes(path)  # a folder or a missing file is told as such, not as an unknown format
    fmt = format_of(path)
    return fmt.read(path, data if data is not None else read_bytes(path))


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: to a temporary name beside it, then rename.

    Raises:
        InputError: the place cannot be written.
    """
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=".smartgoals-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            os.chmod(temporary, path.stat().st_mode & 0o777)
        else:
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(temporary, 0o666 & ~mask)
        os.replace(temporary, path)
    except OSError as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
