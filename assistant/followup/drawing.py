"""Lines, dots and texts in a plane, and how wide a text is: what the charts are made of, whoever paints them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

WIDTH, HEIGHT = 960.0, 540.0  # 16 : 9, as a slide is
Anchor = Literal["start", "middle", "end"]
# Colours of Okabe and Ito (2008), which people with any colour vision tell apart; the dark ones for light paper, the light ones for dark.
COLOURS = {
    "paper": ("#ffffff", "#16191d"),
    "ink": ("#1c2024", "#eceef0"),
    "quiet": ("#5a6169", "#a9b1b9"),
    "grid": ("#e3e6e9", "#2f353b"),
    "way": ("#0072b2", "#56b4e9"),
    "target": ("#b34700", "#e69f00"),
}
# Advance widths of DejaVu Sans, in em: the widest of the usual fonts, so that what fits in it fits in all.
_WIDTHS = {
    0.3: " ',.IJijl’\u00a0\u202f", 0.4: "!()[]rt-/:;\\f|", 0.5: '"*_`sz–°', 0.6: "?LcFPTYaekovxy“”«»€", 0.65: "$0123456789EKSbdghnpqu{}",
    0.7: "ABCRVXZ", 0.8: "DGHNU&OQw", 0.85: "#+<=>M^~−×≈", 1.0: "%m@W—…œ",
}  # fmt: skip
_WIDTH_OF = {char: width for width, chars in _WIDTHS.items() for char in chars}
BOLD = 1.12
TOGETHER = re.compile(r"(?<=\d) (?=[\d€$£%])|(?<=\w) (?=\d{4}\b)| (?=[:;!?»])|(?<=«) ")  # blanks at which no line breaks


@dataclass(frozen=True, slots=True)
class Line:
    """A run of straight lines; `dash` in units of the plane."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle with a rim in the colour of the paper."""

    x: float
    y: float
    radius: float
    colour: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A text on its base line."""

    x: float
    y: float
    text: str
    size: float
    colour: str = "ink"
    anchor: Anchor = "start"
    bold: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """(left, top, right, bottom), with some air."""
        wide = text_width(self.text, self.size, bold=self.bold)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return left - 3, self.y - self.size, left + wide + 3, self.y + self.size * 0.3


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: its parts from back to front, and what it says to those who do not see it."""

    parts: tuple[Line | Dot | Label, ...]
    title: str
    description: str
    lang: str


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a text, a little more rather than less."""
    total = sum(_WIDTH_OF.get(char) or _WIDTH_OF.get(unicodedata.normalize("NFD", char)[0], 1.0) for char in text)
    return total * size * (BOLD if bold else 1.0)


def meet(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> bool:
    """Whether two boxes share a point."""
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def wrapped(text: str, size: float, width: float, lines: int, *, bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines of at most that width; what does not fit ends in an ellipsis."""
    out: list[str] = []
    words = text.split(" ")
    while words and len(out) < lines:
        line = ""
        while words and text_width(f"{line} {words[0]}".strip(), size, bold=bold) <= width:
            line = f"{line} {words.pop(0)}".strip()
        if not line or (words and len(out) == lines - 1):
            rest = " ".join(filter(None, [line, *words]))
            while rest and text_width(rest + "…", size, bold=bold) > width:
                rest = rest[:-1]
            if not line and len(out) < lines - 1:
                words[0] = words[0][len(rest) :]
                out.append(rest)
                continue
            out.append(rest.rstrip() + "…")
            return tuple(out)
        out.append(line)
    return tuple(out)


def balanced(text: str, size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in one line, else in two of nearly the same length."""
    text = TOGETHER.sub("\u00a0", text)
    lines = wrapped(text, size, width, 2, bold=bold)
    if len(lines) < 2 or lines[-1].endswith("…"):
        return lines
    for share in range(50, 100, 2):
        narrow = wrapped(text, size, width * share / 100, 2, bold=bold)
        if not narrow[-1].endswith("…") or text.endswith("…"):
            return narrow
    return lines
