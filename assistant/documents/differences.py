"""What has to change to turn one text into another, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\w+|\s|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Change:
    """The characters from `start` to `end` (exclusive) give way to `text`; an insertion where both are equal."""

    start: int
    end: int
    text: str

    def shifted(self, by: int) -> Change:
        """The same change of a longer text, in which the shorter one begins at `by`."""
        return Change(self.start + by, self.end + by, self.text)


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


def spread(parts: Sequence[str], made: Sequence[Change], locked: Sequence[bool] = ()) -> list[str] | None:
    """The parts of a text (its runs) after changes, each new stretch in the part where the old one began.

    Args:
        parts: the runs of a text, in order.
        made: changes of the whole text, in order.
        locked: which parts may not change; none when empty.

    Returns:
        The new parts, as many as before; None when a change would reach into a locked one.
    """
    out = list(parts)
    for change in reversed(made):
        start, new = 0, change.text
        targets = []
        for i, part in enumerate(parts):
            low, high = max(change.start, start), min(change.end, start + len(part))
            if low < high or (change.start == change.end and start <= change.start <= start + len(part)):
                targets.append((i, low - start, max(high, low) - start))
            start += len(part)
        free = [t for t in targets if not (locked and locked[t[0]])]
        if change.start == change.end:
            targets = (free if change.start else free[::-1])[:1]
        elif len(free) < len(targets):
            return None
        if not targets and (parts or new):
            return None
        for i, low, high in targets:
            out[i] = out[i][:low] + new + out[i][high:]
            new = ""
    return out
