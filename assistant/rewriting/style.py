"""The author's own typography."""

from __future__ import annotations

from collections.abc import Iterable


def in_style(text: str, source: str, answers: Iterable[str] = ()) -> str:
    """A text of ours with the author's apostrophes: straight ones where the source or an answer has them and the source no others."""
    straight = any("'" in said for said in (source, *answers))
    return text.replace("’", "'") if straight and "’" not in source else text
