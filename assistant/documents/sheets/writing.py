"""Changes in a workbook without a library that would lose what it does not know: the zip's XML is patched where a cell changes.

Formulas, charts, sparklines, text boxes and cached values stay byte for byte, in other parts and around the patched cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from assistant import lang
from assistant.documents import relations as rels
from assistant.documents.base import Edit, Writing
from assistant.documents.differences import changes, spread
from assistant.documents.guard import parse, serialised
from assistant.documents.places import letters
from assistant.documents.refusal import Refusal
from assistant.documents.sheets.reading import M_NS, REF_ID, Book, Cell, m

_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_WIDTHS = (14, 48, 64, 8, 90)  # characters of the columns of the sheet that is added
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def patched(book: Book, texts: Sequence[tuple[Cell, int, int, str]]) -> dict[str, bytes]:
    """The sheets' parts with new texts in cells; (cell, start, end, text) says which stretch of a cell's text gives way."""
    parts: dict[str, bytes] = {}
    for cell, start, end, new in texts:
        parts[cell.part] = _patch(book, parts.get(cell.part) or book.package.part(cell.part), cell, _runs(cell, start, end, new))
    return parts


def _runs(cell: Cell, start: int, end: int, new: str) -> list[tuple[str, str]]:
    """(text, XML of its formatting) of the runs of the new text."""
    from lxml import etree

    old = "".join(text for text, _ in cell.runs)
    made = [change.shifted(start) for change in changes(re.sub(r"[\n\t]", " ", old[start:end]), new)]
    texts = spread([text for text, _ in cell.runs], made) or [old[:start] + new + old[end:]]
    looks = [look for _, look in cell.runs]
    return [
        (text, "" if look is None else etree.tostring(look, encoding="unicode")) for text, look in zip(texts, looks, strict=False) if text
    ]


def _patch(book: Book, data: bytes, cell: Cell, runs: Sequence[tuple[str, str]]) -> bytes:
    pattern = rb"<((?:\w+:)?)c\b(?=[^>]*\sr=[\"']" + cell.reference.encode() + rb"[\"'])([^>]*?)(?:/>|>.*?</\1c>)"
    matches = list(re.finditer(pattern, data, re.DOTALL))
    if len(matches) != 1:
        raise Refusal(book.package.path, "bad_xml", part=cell.part, reason=cell.reference)
    match = matches[0]
    tag = match[1].decode()
    attributes = re.sub(rb"\s(?:t|cm|vm|ph)=(?:\"[^\"]*\"|'[^']*')", b"", match[2]).rstrip()
    body = "".join(_run(tag, text, look, rich=any(look for _, look in runs)) for text, look in runs)
    new = b"<" + match[1] + b"c" + attributes + f' t="inlineStr"><{tag}is>{body}</{tag}is></{tag}c>'.encode()
    out = data[: match.start()] + new + data[match.end() :]
    parse(book.package.path, cell.part, out)
    return out


def _run(tag: str, text: str, look: str, *, rich: bool) -> str:
    node = f'<{tag}t xml:space="preserve">{_escaped(text)}</{tag}t>'
    return f"<{tag}r>{look}{node}</{tag}r>" if rich else node


def _escaped(text: str) -> str:
    return escape(_UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text))


def with_sheet(book: Book, rows: Sequence[tuple[str, str, Edit]], how: Writing) -> dict[str, bytes]:
    """The parts that change when a sheet with the goals, their rewrites, scores and verdicts is added."""
    package, main = book.package, book.main
    say = lang.document_texts(how.code or lang.available()[0]).note
    folder = main.rsplit("/", 1)[0]
    number = next(n for n in range(1, 10_000) if f"{folder}/worksheets/sheet{n}.xml" not in package)
    part = f"{folder}/worksheets/sheet{number}.xml"
    taken = {name.lower() for name in book.names}
    name = next(n for i in range(1, 10_000) if (n := say["sheet"] if i == 1 else f"{say['sheet']} {i}").lower() not in taken)
    types, links = package.xml(rels.TYPES), package.xml(rels.relations_part(main))
    rels.with_type(types, part, _WORKSHEET)
    relation = rels.with_relation(links, _RELATION, f"worksheets/sheet{number}.xml")
    return {
        rels.TYPES: serialised(types),
        rels.relations_part(main): serialised(links),
        main: _listed(book, package.part(main), name, relation),
        part: _sheet(say, rows),
    }


def _listed(book: Book, data: bytes, name: str, relation: str) -> bytes:
    """The workbook part with one more sheet in its list; every other byte stays."""
    root = parse(book.package.path, book.main, data)
    taken = [int(node.get("sheetId", "0")) for node in root.iter(m("sheet")) if node.get("sheetId", "").isdigit()]
    match = re.search(rb"</((?:\w+:)?)sheets\s*>", data)
    if match is None:
        raise Refusal(book.package.path, "bad_xml", part=book.main, reason="sheets")
    space = REF_ID.removeprefix("{").removesuffix("}id")
    node = f'<{match[1].decode()}sheet name={quoteattr(name)} sheetId="{max([0, *taken]) + 1}" xmlns:rs="{space}" rs:id="{relation}"/>'
    out = data[: match.start()] + node.encode() + data[match.start() :]
    parse(book.package.path, book.main, out)
    return out


def _sheet(say: Mapping[str, str], rows: Sequence[tuple[str, str, Edit]]) -> bytes:
    head = [say[f"column_{name}"] for name in ("where", "goal", "rewrite", "score", "reasons")]
    widths = "".join(f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>' for i, width in enumerate(_WIDTHS, 1))
    lines = [head, *([where, goal, edit.columns["smart_rewrite"], edit.columns["smart_score"], edit.note] for where, goal, edit in rows)]
    body = "".join(f'<row r="{r}">{"".join(_cell(c, r, value) for c, value in enumerate(line))}</row>' for r, line in enumerate(lines, 1))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{M_NS}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{body}</sheetData></worksheet>"
    ).encode()


def _cell(column: int, row: int, value: str) -> str:
    place = f"{letters(column)}{row}"
    if column == 3 and value.isdigit():
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{_escaped(value)}</t></is></c>'
