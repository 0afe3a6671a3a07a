"""Ignore marks: `smartgoals: ignore T001, S` for one goal, `smartgoals: ignore-file` for the document.

A mark stands in a comment of the document's own kind (in Markdown `<!-- … -->`). Without a rule it means all; a reason may
follow after a colon or a dash.
"""

from __future__ import annotations

import re

from assistant.records import Span

ALL_RULES = frozenset(["*"])
_MARK = re.compile(r"smartgoals:\s*ignore(?P<file>-file)?(?![\w-])", re.IGNORECASE)
_REASON = re.compile(r"[:–—]|\s-{1,2}\s")


def ignored_rules(comment: str) -> frozenset[str] | None:
    """What a comment says of the goal it belongs to.

    Args:
        comment: the comment, with or without its `<!--` and `-->`.

    Returns:
        The rule ids or families that it names, in capitals; `ALL_RULES` when it names none; None when it is no mark, or
        one for the file. Whether a name is a rule's is for the caller to check: a misspelt one must not switch off all.
    """
    body = _body(comment)
    match = _MARK.match(body)
    if not match or match["file"]:
        return None
    named = re.split(r"[\s,;]+", _REASON.split(body[match.end() :], maxsplit=1)[0])
    return frozenset(name.upper() for name in named if name) or ALL_RULES


def ignores_file(comment: str) -> bool:
    """Whether a comment switches off the whole document."""
    match = _MARK.match(_body(comment))
    return bool(match and match["file"])


def html_comments(markup: str) -> list[Span]:
    """The spans of the comments in HTML; found by plain search, for a pattern would read a text of open ends again and again."""
    spans: list[Span] = []
    start = markup.find("<!--")
    while start >= 0 and (end := markup.find("-->", start + 4)) >= 0:
        spans.append((start, end + 3))
        start = markup.find("<!--", end + 3)
    return spans


def _body(comment: str) -> str:
    return comment.strip().removeprefix("<!--").removesuffix("-->").strip()
