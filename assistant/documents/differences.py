"""What has to change to turn one text into another, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\w+|\s|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Change:
    """The characters from `start` to `end` (exclusive) give way to `text`; an insertion where both are equal."""

    start: int
    end: int
    text: str


def changes(old: str, new: str) -> tuple[Change, ...]:
    """The word-level differences between two texts, in order and without overlap.

    A blank alone between two changed stretches is changed with them: two changes in a row are harder to read than one.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    starts = [0]
    for token in before:
        starts.append(starts[-1] + len(token))
    found: list[Change] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        change = Change(starts[a], starts[b], "".join(after[c:d]))
        last = found[-1] if found else None
        if last and last.end > last.start and change.end > change.start and old[last.end : change.start].isspace():
            gap = old[last.end : change.start]
            found[-1] = Change(last.start, change.end, last.text + gap + change.text)
        else:
            found.append(change)
    return tuple(found)
