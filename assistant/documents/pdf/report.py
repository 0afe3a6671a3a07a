"""What comes back for a document that cannot be written into: its goals with places, SMART versions and reasons."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from pathlib import Path

from assistant import lang
from assistant.documents.base import AUTHOR, Block, Edit, Writing
from assistant.documents.guard import stamped

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def _say(how: Writing) -> Mapping[str, str]:
    return lang.document_texts(how.code or lang.available()[0]).note


def markdown(path: Path, rows: Sequence[tuple[Block, Edit]], how: Writing) -> bytes:
    """The report as Markdown."""
    say = _say(how)
    lines = [f"# {_plain(say['report'].format(name=path.name))}", "", _plain(say["report_text"]), ""]
    for block, edit in rows:
        lines += [f"## {_plain(block.where)} – {_plain(block.text)}", ""]
        if edit.text is not None:
            lines += [f"**{_plain(edit.proposal)}**", ""]
        lines += [*(f"- {_plain(line.removeprefix('• '))}" for line in edit.note.split("\n")), ""]
    return "\n".join(lines).encode("utf-8")


def word(path: Path, rows: Sequence[tuple[Block, Edit]], how: Writing) -> bytes:
    """The report as a Word document."""
    from docx import Document

    say = _say(how)
    made = Document()
    made.core_properties.author = made.core_properties.last_modified_by = AUTHOR
    made.core_properties.title = _safe(say["report"].format(name=path.name))
    made.core_properties.comments = ""
    made.core_properties.created = made.core_properties.modified = datetime.combine(how.today, time())
    made.add_heading(_safe(say["report"].format(name=path.name)), 0)
    made.add_paragraph(_safe(say["report_text"]))
    for block, edit in rows:
        made.add_heading(_safe(f"{block.where} – {block.text}"), 2)
        if edit.text is not None:
            made.add_paragraph().add_run(_safe(edit.proposal)).bold = True
        for line in edit.note.split("\n"):
            made.add_paragraph(_safe(line.removeprefix("• ")), style="List Bullet")
    out = io.BytesIO()
    made.save(out)
    return stamped(out.getvalue())


def _safe(text: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _plain(text: str) -> str:
    """A text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split(" ")).replace("\n", " "))
