"""Markdown: bullets, paragraphs and table cells are read; front matter, code, HTML and comments are never goals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents.encoding import decode
from assistant.documents.lines import Builder, TextDocument, is_goal_heading
from assistant.documents.marks import ALL_RULES, html_comments, ignored_rules, ignores_file
from assistant.documents.segment import sentences
from assistant.documents.table import owner_column

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A(?:---|\+\+\+)[ \t]*(?:\r\n|\n|\r).*?(?:\r\n|\n|\r)(?:---|\+\+\+)[ \t]*(?=\r\n|\n|\r|\Z)", re.DOTALL)
_PREFIX = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:\[[ xX]\][ \t]+)?")


class Markdown:
    """A Markdown file, parsed by markdown-it (CommonMark with tables)."""

    suffixes = (".md", ".markdown")

    def read(self, path: Path, data: bytes) -> TextDocument:
        """Parse the file's bytes."""
        from markdown_it import MarkdownIt

        text, encoding = decode(path, data)
        front = _FRONT.match(text)
        skipped = front.end() if front else 0
        # the parser counts lines; blanking the front matter keeps its line numbers right
        body = re.sub(r"[^\r\n]", " ", text[:skipped]) + text[skipped:]
        builder = Builder(text)
        tokens = MarkdownIt("commonmark").enable("table").parse(body)
        headings: list[tuple[int, str]] = []
        ignored: frozenset[str] = frozenset()  # what a mark says of the next paragraph, bullet or table row
        in_list = 0
        owners: int | None = None  # the column of a table that says who answers for a goal
        answers: str | None = None
        cell = -1
        for i, token in enumerate(tokens):
            path_of = tuple(name for _, name in headings)
            if token.type in ("bullet_list_open", "ordered_list_open"):
                in_list += 1
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                in_list -= 1
            elif token.type == "html_block" and token.map:
                ignored = _marked(token.content)
                rest = token.content
                for comment in _comments(rest):
                    rest = rest.replace(comment, "", 1)
                if ignored and rest.strip() and "<" not in rest:
                    # a mark that opens the goal's own line makes the line HTML to Markdown, though the reader sees a goal
                    self._paragraph(builder, token.map, path_of, in_list > 0, ignored, _comments(token.content))
                    ignored = frozenset()
            elif token.type == "thead_open":
                rows = _rows_of(tokens, i)
                owners = owner_column(rows[0]) if rows else None
            elif token.type == "tr_open":
                cell, answers = -1, _owner_in(tokens, i, owners)
                ignored |= _marked("".join(_inline_comments(tokens[i : _closing(tokens, i)])))
            elif token.type == "tr_close" and tokens[i - 1].type == "td_close":
                ignored = frozenset()
            elif token.type == "inline" and token.map:
                opener = tokens[i - 1].type
                if opener == "heading_open":
                    level = int(tokens[i - 1].tag[1:])
                    headings = [h for h in headings if h[0] < level] + [(level, token.content.strip())]
                elif opener == "paragraph_open":
                    self._paragraph(builder, token.map, path_of, in_list > 0, ignored, _inline_comments([token]))
                    ignored = frozenset()
                elif opener == "td_open":
                    cell += 1
                    if cell != owners:  # a name is no goal
                        self._cell(builder, token.map[0], token.content, path_of, ignored, answers)
        comments = [c for t in tokens for c in (_comments(t.content) if t.type == "html_block" else _inline_comments([t]))]
        blocks = builder.blocks
        if any(ignores_file(comment) for comment in comments):
            blocks = [replace(block, ignored=ALL_RULES) for block in blocks]
        return TextDocument(text, encoding, tuple(blocks), tuple(builder.spans))

    @staticmethod
    def _paragraph(
        builder: Builder, lines: Sequence[int], headings: tuple[str, ...], listed: bool, ignored: frozenset[str], comments: Sequence[str]
    ) -> None:
        """Add the sentences of a paragraph, or a bullet whole; comments are cut out, and their marks hold for what is on their line."""
        starts = [*builder.line_starts, len(builder.text)]
        begin, stop = starts[lines[0]], starts[min(lines[1], len(starts) - 1)]
        prefix = _PREFIX.match(builder.text[begin:stop])
        begin += prefix.end() if prefix else 0
        raw = builder.text[begin:stop].rstrip()
        known = set(comments)
        cuts = [(low, high) for low, high in html_comments(raw) if raw[low:high] in known] if known else []
        marks: dict[int, frozenset[str]] = {}  # line → rules
        for low, high in cuts:
            line = builder.line(begin + low)
            marks[line] = marks.get(line, frozenset()) | (ignored_rules(raw[low:high]) or frozenset())
        everywhere = frozenset().union(*marks.values()) if listed else frozenset()
        for low, high in zip([0, *(high for _, high in cuts)], [*(low for low, _ in cuts), len(raw)], strict=True):
            piece = raw[low:high]
            joined = re.sub(r"\r\n|\n|\r", " ", piece)
            joined = joined if len(joined) == len(piece) else piece.replace("\r\n", "  ").replace("\n", " ")
            for start, end in [(0, len(piece))] if listed else sentences(joined):
                start, end = _trim(raw, low + start, low + end)
                if end > start:
                    own = everywhere
                    for line in range(builder.line(begin + start), builder.line(begin + end) + 1) if marks and not listed else ():
                        own |= marks.get(line, frozenset())
                    kind = "bullet" if listed else "sentence"
                    builder.add(begin + start, begin + end, headings, kind, listed and is_goal_heading(headings), ignored | own)

    @staticmethod
    def _cell(builder: Builder, line: int, content: str, headings: tuple[str, ...], ignored: frozenset[str], owner: str | None) -> None:
        starts = [*builder.line_starts, len(builder.text)]
        row = builder.text[starts[line] : starts[line + 1]]
        shown = content
        for comment in _comments(content):
            shown = max(shown.split(comment), key=len)
        shown = shown.strip()
        offset = row.find(shown)
        if shown and offset >= 0 and re.search(r"[^\W\d]{3}", shown):
            builder.add(starts[line] + offset, starts[line] + offset + len(shown), headings, "cell", False, ignored, owner)


def _comments(markup: str) -> list[str]:
    return [markup[low:high] for low, high in html_comments(markup)]


def _inline_comments(tokens: Sequence[Token]) -> list[str]:
    """The comments in running text; one quoted as code is none."""
    inside = (child for token in tokens for child in token.children or () if child.type == "html_inline")
    return [child.content for child in inside if child.content.startswith("<!--")]


def _marked(markup: str) -> frozenset[str]:
    return frozenset().union(*(ignored_rules(comment) or () for comment in _comments(markup)))


def _rows_of(tokens: Sequence[Token], start: int) -> list[list[str]]:
    """The cells of the rows from a token to the end of the head or body that it opens."""
    rows: list[list[str]] = []
    for i in range(start, len(tokens)):
        if tokens[i].type in ("thead_close", "tbody_close"):
            break
        if tokens[i].type == "tr_open":
            rows.append([t.content.strip("*_ ") for t in tokens[i : _closing(tokens, i)] if t.type == "inline"])
    return rows


def _owner_in(tokens: Sequence[Token], row: int, column: int | None) -> str | None:
    """Who answers for the goals of a row, "" where its cell is empty or a dash; None without such a column."""
    if column is None:
        return None
    cells = [t.content.strip() for t in tokens[row : _closing(tokens, row)] if t.type == "inline"]
    named = cells[column].strip("*_ ") if column < len(cells) else ""
    return named if re.search(r"\w", named) else ""


def _closing(tokens: Sequence[Token], row: int) -> int:
    return next(i for i in range(row, len(tokens)) if tokens[i].type == "tr_close")


def _trim(raw: str, start: int, end: int) -> tuple[int, int]:
    """Leave white space at the edges outside of a goal, then marks of emphasis around all of it."""
    piece = raw[start:end]
    return _trim_emphasis(raw, start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def _trim_emphasis(raw: str, start: int, end: int) -> tuple[int, int]:
    """Leave marks of emphasis around a whole goal outside of it."""
    piece = raw[start:end]
    head = re.match(r"(?:\*\*|__|\*|_)(?=\S)", piece)
    if head and piece.endswith(head.group()) and piece.count(head.group()) == 2:
        return start + head.end(), end - head.end()
    return start, end
