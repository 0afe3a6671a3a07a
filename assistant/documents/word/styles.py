"""What the styles of a Word document say of a paragraph: heading, list, or none of a plan's text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.documents.word.names import w

if TYPE_CHECKING:
    from lxml import etree

# Word writes the English names of its own styles whatever its language; other programs may write theirs.
_HEADING = re.compile(r"(?:heading|titre|title|überschrift)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titre|subtitle|sous-titre)", re.IGNORECASE)
_LIST = re.compile(r"(?:list|liste)\b(?! paragraph| table)", re.IGNORECASE)
_SILENT = re.compile(r"(?:toc|tm|table of|index|caption|légende|footer|header)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph is by its style and its own properties."""

    level: int | None = None
    bullet: bool = False
    bold: bool = False
    silent: bool = False


class Styles:
    """The paragraph styles of a document.

    Args:
        root: the styles part; None when there is none.
    """

    def __init__(self, root: etree._Element | None) -> None:
        nodes = [] if root is None else root.findall(w("style"))
        self._nodes = {node.get(w("styleId"), ""): node for node in nodes}
        self._default = next((i for i, n in self._nodes.items() if n.get(w("default")) and n.get(w("type")) == "paragraph"), None)

    def look(self, paragraph: etree._Element) -> Look:
        """What a paragraph is."""
        own = paragraph.find(w("pPr"))
        named = None if own is None else own.find(w("pStyle"))
        chain = self._chain(self._default if named is None else named.get(w("val")))
        names = [_value(node.find(w("name"))) for node in chain]
        formats = [own, *(node.find(w("pPr")) for node in chain)]
        level = _level(formats, names)
        bullet = level is None and (_numbered(formats) or any(_LIST.match(name) for name in names))
        bold = any(_bold(node.find(w("rPr"))) for node in chain)
        return Look(level, bullet, bold, any(_SILENT.match(name) for name in names))

    def _chain(self, style: str | None) -> list[etree._Element]:
        """A style and those it is based on, nearest first."""
        found: list[etree._Element] = []
        while style and (node := self._nodes.get(style)) is not None and node not in found:
            found.append(node)
            style = _value(node.find(w("basedOn")))
        return found


def _value(node: etree._Element | None) -> str:
    return "" if node is None else str(node.get(w("val"), ""))


def _level(formats: list[etree._Element | None], names: list[str]) -> int | None:
    for properties in formats:
        outline = _value(None if properties is None else properties.find(w("outlineLvl")))
        if outline.isdigit():
            return int(outline) + 1 if int(outline) < 9 else None
    for name in names:
        if match := _HEADING.match(name):
            return int(match[1])
        if _TITLE.fullmatch(name):
            return 0
    return None


def _numbered(formats: list[etree._Element | None]) -> bool:
    for properties in formats:
        node = None if properties is None else properties.find(w("numPr"))
        if node is not None:
            return _value(node.find(w("numId"))) != "0"
    return False


def _bold(properties: etree._Element | None) -> bool:
    node = None if properties is None else properties.find(w("b"))
    return node is not None and node.get(w("val"), "1") not in ("0", "false")
