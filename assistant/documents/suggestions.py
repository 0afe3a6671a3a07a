"""Proposals under the goals of a text file: what `--mode comment` adds; every character of the text itself stays."""

from __future__ import annotations

import re
from collections.abc import Sequence

ARROW = "\u2192"  # opens a proposal in plain text; a line that begins with it is never a goal
_MARK = "<!-- smartgoals: ignore -->"  # so that a second run leaves the proposals alone
_END = re.compile(r"\r\n|\n|\r")
# A line that ends the paragraph before it in Markdown.
_OPENS = re.compile(r"\A[ \t>]*(?:$|[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|```|~~~|>|\||<!--)")
_LEAD = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")


def suggestions(text: str, proposals: Sequence[tuple[int, int, str]], *, markdown: bool) -> list[tuple[int, int, str]]:
    """(start, end, new) of the insertions, in order; `proposals` are (start, end, line) of goals in order."""
    newline = match.group() if (match := _END.search(text)) else "\n"
    made: list[tuple[int, int, str]] = []
    for start, end, line in proposals:
        begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        if markdown and text[begin:start].lstrip().startswith("|"):
            made.append((end, end, "<br>*" + line.replace("|", "\\|") + "*"))
            continue
        place = _paragraph_end(text, end) if markdown else _line_end(text, end)
        lead = _LEAD.match(text, begin)
        indent = " " * (lead.end() - begin if lead else 0)
        if not markdown:
            new = f"{newline}{indent}{ARROW} {line}"
        else:
            again = bool(made) and made[-1][0] == place
            new = f"{newline}{indent}>" * again + f"{newline}{indent}> {line} {_MARK}"
        made.append((place, place, new))
    return sorted(made, key=lambda one: one[0])


def _line_end(text: str, position: int) -> int:
    match = _END.search(text, position)
    return match.start() if match else len(text)


def _paragraph_end(text: str, position: int) -> int:
    """The end of the last line of the paragraph: what follows is blank or opens a block of its own."""
    while True:
        position = _line_end(text, position)
        following = _END.match(text, position)
        if following is None or _OPENS.match(text[following.end() : _line_end(text, following.end())]):
            return position
        position = following.end()
