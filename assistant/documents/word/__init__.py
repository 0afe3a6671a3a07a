"""Word documents (.docx): read with every story; goals come back as tracked changes with comments that say why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents.base import AUTHOR, MODES, Block, Edit, Writing
from assistant.documents.differences import Change, changes
from assistant.documents.guard import Package, serialised
from assistant.documents.refusal import Refusal
from assistant.documents.relations import content_type
from assistant.documents.structure import find
from assistant.documents.word.comments import Comments
from assistant.documents.word.editing import Editor, Mark, NotEditable
from assistant.documents.word.names import FALLBACK, w
from assistant.documents.word.reading import Paragraph, Reading, read
from assistant.documents.word.runs import text_of

if TYPE_CHECKING:
    from lxml import etree

SUFFIX = ".docx"
_CHOICE = FALLBACK.replace("Fallback", "Choice")


@dataclass(frozen=True)
class WordDocument:
    """A Word document; its bytes are parsed again when it is written, so that it is light and can travel between processes."""

    path: Path
    data: bytes
    blocks: tuple[Block, ...]
    spans: tuple[tuple[int, int, int], ...]

    def write(self, edits: Mapping[int, Edit], how: Writing) -> bytes:
        """The document with its goals changed; parts without a change stay byte for byte."""
        reading = read(Package(self.path, self.data, SUFFIX))
        return _Writer(reading, how).write([(*self.spans[key], edits[key]) for key in sorted(edits, reverse=True)])


class Word:
    """A .docx file. Templates and files with macros are refused or read for what they are; nothing in them is run or followed."""

    suffixes: tuple[str, ...] = (SUFFIX, ".docm", ".dotx", ".dotm", ".doc")
    modes: tuple[str, ...] = MODES
    outputs: tuple[str, ...] = ()

    def read(self, path: Path, data: bytes) -> WordDocument:
        """Parse the file's bytes.

        Raises:
            Refusal: no sound Word document, or a dangerous one.
        """
        if path.suffix.lower() == ".doc":
            raise Refusal(path, "old_format", suffix=SUFFIX)
        package = Package(path, data, SUFFIX)
        reading = read(package)
        if path.suffix.lower() in (".docm", ".dotm") or "macroEnabled" in content_type(package, reading.main):
            raise Refusal(path, "macros", suffix=SUFFIX)
        found = find(reading.items, reading.whole_ignored)
        return WordDocument(path, data, found.blocks, found.spans)


class _Writer:
    def __init__(self, reading: Reading, how: Writing) -> None:
        self.reading, self.how = reading, how
        self.date = f"{how.today.isoformat()}T00:00:00Z"
        self.ids = _fresh_ids(reading)
        self.comments = Comments(reading, self.ids, self.date)
        self.changed: set[str] = set()
        self.mark: Mark | None = self._mark if how.mode == "track" else None

    def _mark(self, tag: str) -> etree._Element:
        from lxml import etree

        node = etree.Element(tag)
        for name, value in (("id", str(next(self.ids))), ("author", AUTHOR), ("date", self.date)):
            node.set(w(name), value)
        return node

    def write(self, work: Sequence[tuple[int, int, int, Edit]]) -> bytes:
        for ref, start, end, edit in work:
            self._goal(self.reading.paragraphs[ref], start, end, edit)
        parts = {s.part: serialised(s.root) for s in self.reading.stories if s.part in self.changed}
        return self.reading.package.rebuilt({**parts, **self.comments.parts()})

    def _goal(self, paragraph: Paragraph, start: int, end: int, edit: Edit) -> None:
        editor = Editor(paragraph.node, paragraph.fields, self.mark)
        note = [edit.note] if edit.note else []
        if edit.text is not None and self.how.mode == "comment":
            note.insert(0, edit.proposal)
        elif edit.text is not None:
            old = text_of(editor.pieces())[start:end]
            found = [c.shifted(start) for c in changes(old.replace("\n", " ").replace("\t", " "), edit.text)]
            try:
                editor.check(found)
            except NotEditable:
                note = [edit.proposal, edit.apart, *note]
            else:
                self._edit(editor, paragraph, found, start)
                if self.how.mode == "replace":
                    note.insert(0, edit.original)
                end = start + len(edit.text)
        if self.how.mode != "clean" and any(note):
            editor.cut(start)
            editor.cut(end)
            touched = [p.run for p in editor.pieces() if start <= p.start < end and p.text]
            self.comments.add(paragraph, [*touched, *editor.made], "\n".join(line for line in note if line))
            self.changed |= {self.reading.main, paragraph.story.part}

    def _edit(self, editor: Editor, paragraph: Paragraph, found: Sequence[Change], start: int) -> None:
        twin = _twin(paragraph)
        if twin is not None:
            other = Editor(twin, (), self.mark)
            if text_of(other.pieces()) == text_of(editor.pieces()):
                other.apply(found, start)
        editor.apply(found, start)
        self.changed.add(paragraph.story.part)


def _fresh_ids(reading: Reading) -> Iterator[int]:
    """Numbers above those of all annotations in the document."""
    from assistant.documents.relations import related

    roots = [story.root for story in reading.stories]
    comments = related(reading.package, reading.main, "comments")
    if comments:
        roots.append(reading.package.xml(comments))
    taken = [int(v) for root in roots for node in root.iter() if (v := node.get(w("id")) or "").lstrip("-").isdigit() and len(v) < 10]
    return count(max([0, *taken]) + 1)


def _twin(paragraph: Paragraph) -> etree._Element | None:
    """The same paragraph in the fallback that older programs show for a text box."""
    choice = next(paragraph.node.iterancestors(_CHOICE), None)
    fallback = None if choice is None else choice.getparent().find(FALLBACK)
    if choice is None or fallback is None:
        return None
    number = next(i for i, node in enumerate(choice.iter(w("p"))) if node is paragraph.node)
    twins = list(fallback.iter(w("p")))
    return twins[number] if number < len(twins) else None
