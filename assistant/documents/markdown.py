"""Markdown: bullets, paragraphs and table cells are read; front matter, code, HTML and comments are never goals."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.documents.encoding import decode
from assistant.documents.lines import Builder, TextDocument, ignored_rules, is_goal_heading
from assistant.documents.segment import sentences

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
        headings: list[tuple[int, str]] = []
        ignored: frozenset[str] = frozenset()
        tokens = MarkdownIt("commonmark").enable("table").parse(body)
        in_list = 0
        for i, token in enumerate(tokens):
            if token.type in ("bullet_list_open", "ordered_list_open"):
                in_list += 1
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                in_list -= 1
            elif token.type == "html_block":
                ignored = ignored_rules(token.content) or frozenset()
                continue
            elif token.type == "inline" and token.map:
                opener = tokens[i - 1].type
                if opener == "heading_open":
                    level = int(tokens[i - 1].tag[1:])
                    headings = [h for h in headings if h[0] < level] + [(level, token.content.strip())]
                elif opener == "paragraph_open":
                    path_of = tuple(name for _, name in headings)
                    self._paragraph(builder, token.map[0], token.map[1], path_of, in_list > 0, ignored)
                    ignored = frozenset()
                elif opener == "td_open":
                    self._cell(builder, token.map[0], token.content, tuple(name for _, name in headings))
        return TextDocument(text, encoding, tuple(builder.blocks), tuple(builder.spans))

    @staticmethod
    def _paragraph(builder: Builder, first: int, last: int, headings: tuple[str, ...], listed: bool, ignored: frozenset[str]) -> None:
        starts = [*builder.line_starts, len(builder.text)]
        begin, stop = starts[first], starts[min(last, len(starts) - 1)]
        raw = builder.text[begin:stop]
        prefix = _PREFIX.match(raw)
        begin += prefix.end() if prefix else 0
        raw = builder.text[begin:stop].rstrip()
        comment = re.search(r"<!--(.*?)-->", raw, re.DOTALL)
        if comment:
            ignored = ignored_rules(comment.group(1)) or ignored
            raw = raw[: comment.start()].rstrip() if raw[comment.end() :].strip() == "" else raw
        joined = re.sub(r"\r\n|\n|\r", " ", raw)
        joined = joined if len(joined) == len(raw) else raw.replace("\r\n", "  ").replace("\n", " ")
        for start, end in [(0, len(raw))] if listed else sentences(joined):
            start, end = _trim_emphasis(raw, start, end)
            if end > start:
                builder.add(
                    begin + start, begin + end, headings, "bullet" if listed else "sentence", listed and is_goal_heading(headings), ignored
                )

    @staticmethod
    def _cell(builder: Builder, line: int, content: str, headings: tuple[str, ...]) -> None:
        starts = [*builder.line_starts, len(builder.text)]
        row = builder.text[starts[line] : starts[line + 1]]
        offset = row.find(content)
        if content.strip() and offset >= 0 and re.search(r"[^\W\d]{3}", content):
            builder.add(starts[line] + offset, starts[line] + offset + len(content), headings, "cell", False, frozenset())


def _trim_emphasis(raw: str, start: int, end: int) -> tuple[int, int]:
    """Leave marks of emphasis around a whole goal outside of it."""
    piece = raw[start:end]
    head = re.match(r"(?:\*\*|__|\*|_)(?=\S)", piece)
    if head and piece.endswith(head.group()) and piece.count(head.group()) == 2:
        return start + head.end(), end - head.end()
    return start, end
