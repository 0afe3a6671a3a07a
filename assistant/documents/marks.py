"""Ignore marks: `smartgoals: ignore T001, S` for one goal, `smartgoals: ignore-file` for the document.

A mark stands in a comment of the document's own kind (in Markdown `<!-- … -->`). Without a rule it means all; a reason may
follow after a colon or a dash.
"""

from __future__ import annotations

import re

ALL_RULES = frozenset(["*"])
_MARK = re.compile(r"\s*(?:<!--)?\s*smartgoals:\s*ignore(?P<file>-file)?(?![\w-])(?P<rest>.*?)\s*(?:-->)?\s*", re.DOTALL | re.IGNORECASE)
_REASON = re.compile(r"\s*(?::|–|—|\s-{1,2}\s).*", re.DOTALL)


def ignored_rules(comment: str) -> frozenset[str] | None:
    """What a comment says of the goal it belongs to.

    Args:
        comment: the comment, with or without its `<!--` and `-->`.

    Returns:
        The rule ids or families that it names, in capitals; `ALL_RULES` when it names none; None when it is no mark, or
        one for the file. Whether a name is a rule's is for the caller to check: a misspelt one must not switch off all.
    """
    match = _MARK.fullmatch(comment)
    if not match or match["file"]:
        return None
    named = re.split(r"[\s,;]+", _REASON.sub("", match["rest"]).strip())
    return frozenset(name.upper() for name in named if name) or ALL_RULES


def ignores_file(comment: str) -> bool:
    """Whether a comment switches off the whole document."""
    match = _MARK.fullmatch(comment)
    return bool(match and match["file"])
