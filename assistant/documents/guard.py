"""What stands between a file of unknown origin and its parser: limits, and no surprises in zips and XML.

All zip formats (Office Open XML, OpenDocument) are opened here and nowhere else. The limits are far above what people write and
far below what hurts: 48 kB of a crafted .docx can unfold to three million paragraphs and 1 GB of memory.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents.refusal import Refusal

if TYPE_CHECKING:
    from lxml import etree

LARGEST_UNFOLDED = 400_000_000  # bytes of all parts together
LARGEST_XML = 100_000_000  # bytes of one XML part
MOST_PARTS = 10_000
MOST_ELEMENTS = 2_000_000  # tags of one XML part; a tree takes some 200 bytes of memory for each
HIGHEST_RATIO = 150  # of a part above `RATIO_FROM`; ordinary XML folds 10 to 30 times
RATIO_FROM = 1_000_000
STAMP = (1980, 1, 1, 0, 0, 0)  # of every part that is written, so that the same input gives the same bytes
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = (
    (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"%PDF", "PDF"), (b"{\\rtf", "RTF"), (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"), (b"PK", "zip"),
)  # fmt: skip
_MACROS = re.compile(r"(?:^|/)vbaProject[^/]*\.bin$|^Basic/", re.IGNORECASE)


class Package:
    """A zip of parts that was found harmless; parts are read one at a time.

    Args:
        path: for messages.
        data: the bytes of the file.
        suffix: the ordinary ending of the format, for messages (".docx").
    """

    def __init__(self, path: Path, data: bytes, suffix: str) -> None:
        self.path, self.suffix = path, suffix
        if not data:
            raise Refusal(path, "empty")
        if data.startswith(_OLE):
            raise Refusal(path, "encrypted", suffix=suffix)
        if not data.startswith(b"PK"):
            raise Refusal(path, "not_a_package", suffix=suffix, kind=kind_of(data))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Refusal(path, "truncated", reason=str(error)) from error
        self._infos = self._zip.infolist()
        self._check()
        self.names = tuple(info.filename for info in self._infos)

    def _check(self) -> None:
        if len(self._infos) > MOST_PARTS:
            raise Refusal(self.path, "too_many_parts", count=len(self._infos), limit=MOST_PARTS)
        seen: set[str] = set()
        total = 0
        for info in self._infos:
            name = info.filename
            if name.lower() in seen:
                raise Refusal(self.path, "duplicate_names", part=_shown(name))
            seen.add(name.lower())
            if name.startswith("/") or "\\" in name or "\x00" in info.orig_filename or ":" in name or ".." in name.split("/"):
                raise Refusal(self.path, "bad_name", part=_shown(info.orig_filename))
            if info.flag_bits & 0x1:
                raise Refusal(self.path, "encrypted", suffix=self.suffix)
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Refusal(self.path, "truncated", reason=f"compression {info.compress_type}")
            total += info.file_size
            ratio = info.file_size // max(info.compress_size, 1)
            if total > LARGEST_UNFOLDED or (info.file_size > RATIO_FROM and ratio > HIGHEST_RATIO):
                raise Refusal(self.path, "bomb", size=f"{total / 1e6:.0f}", ratio=ratio)
            if _MACROS.search(name):
                raise Refusal(self.path, "macros", suffix=self.suffix)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def need(self, name: str) -> None:
        """Raise Refusal unless the part is there."""
        if name not in self.names:
            raise Refusal(self.path, "wrong_package", suffix=self.suffix, part=name)

    def part(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            Refusal: the archive is damaged.
        """
        self.need(name)
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
            raise Refusal(self.path, "truncated", reason=str(error)) from error

    def xml(self, name: str) -> etree._Element:
        """The parsed root of a part.

        Raises:
            Refusal: no XML, or XML with a DTD, or too much of it.
        """
        return parse(self.path, name, self.part(name))

    def inspect(self) -> None:
        """Raise Refusal when any XML part is dangerous; for libraries that read the package by themselves."""
        for name in self.names:
            if name.lower().endswith((".xml", ".rels", ".vml")):
                inspect(self.path, name, self.part(name))

    def rebuilt(self, parts: Mapping[str, bytes]) -> bytes:
        """The archive with some parts replaced and new ones at its end; all others as they were, in their order."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for info in self._infos:
                kept = zipfile.ZipInfo(info.filename, STAMP)
                kept.compress_type, kept.external_attr = info.compress_type, info.external_attr
                made.writestr(kept, parts[info.filename] if info.filename in parts else self.part(info.filename))
            for name, data in parts.items():
                if name not in self.names:
                    fresh = zipfile.ZipInfo(name, STAMP)
                    fresh.compress_type = zipfile.ZIP_DEFLATED
                    made.writestr(fresh, data)
        return out.getvalue()


def inspect(path: Path, name: str, data: bytes) -> None:
    """Raise Refusal when XML is too much, or holds what such documents never hold, before any parser sees it."""
    if len(data) > LARGEST_XML:
        raise Refusal(path, "bomb", size=f"{len(data) / 1e6:.0f}", ratio="?")
    if data.count(b"<") > 2 * MOST_ELEMENTS:
        raise Refusal(path, "too_many_elements", part=name, limit=MOST_ELEMENTS)
    plain = data.replace(b"\x00", b"")  # so that UTF-16 hides nothing
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Refusal(path, "doctype", part=name)


def parse(path: Path, name: str, data: bytes) -> etree._Element:
    """The root of XML from anyone: no DTD, no entities, no network, no depth beyond the parser's limit.

    Raises:
        Refusal: it is none of that.
    """
    from lxml import etree

    inspect(path, name, data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_blank_text=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        if "allocation" in str(error):
            raise MemoryError from error
        raise Refusal(path, "bad_xml", part=name, reason=_shown(str(error))) from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise Refusal(path, "doctype", part=name)
    return root


def serialised(root: etree._Element) -> bytes:
    """A part as bytes."""
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def kind_of(data: bytes) -> str:
    """What bytes seem to be, for a message."""
    for magic, kind in _KINDS:
        if data.startswith(magic):
            return kind
    return "HTML/XML" if data.lstrip()[:1] == b"<" else "text" if b"\x00" not in data[:4096] else "binary"


def _shown(text: str) -> str:
    return re.sub(r"[^\x20-\x7e\u00a0-\u02ff]", "?", text)[:120]


def stamped(data: bytes) -> bytes:
    """The same archive with the same parts in the same order, and no trace of the hour at which a library wrote it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in source.infolist():
            kept = zipfile.ZipInfo(info.filename, STAMP)
            kept.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(kept, source.read(info.filename))
    return out.getvalue()
