"""The inline markup of the annotated set: `[text](LABEL attributes)` in a line under a header line.

The form is described in data/GUIDELINES.md. Parsing never skips: whatever is malformed is reported with file,
line and the form that was expected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from assistant.knowledge import knowledge

LABELS = ("METRIC", "FIGURE", "DATE", "CHANNEL", "AUDIENCE")
LEVELS = ("vague", "partial", "smart", "nongoal")
FIGURE_KINDS = ("count", "percent", "points", "money", "rating", "ratio", "multiplier", "time")
FIGURE_ROLES = ("baseline", "target", "change", "means", "unknown")
DATE_KINDS = ("deadline", "duration", "period", "cadence", "start")
CRITERIA = ("specific", "measurable", "achievable", "relevant", "time_bound")
NO_THEME = "none"  # the wish fits no theme of the catalogue
STATUS_SIGNS = {"+": "met", "~": "partial", "-": "missing", "?": "unknown"}

_HEADER = re.compile(r"@ (?P<id>(?P<lang>[a-z]{2})-\S+) (?P<level>\S+) (?P<domain>[a-z0-9-]+(?:/[a-z0-9-]+)?)(?P<rest>(?: \S+)*)")
_CRITERIA = re.compile(r"S(?P<S>[+~?-]) M(?P<M>[+~?-]) A(?P<A>[+~?-]) R(?P<R>[+~?-]) T(?P<T>[+~?-])")
_ISO_DURATION = re.compile(r"P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?")


class MarkupError(ValueError):
    """A malformed record: what is wrong, where, and how it should look."""

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = str(path), line, message


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """One annotated span; offsets are code points into the text, end exclusive."""

    label: str
    start: int
    end: int
    text: str
    kind: str | None = None
    role: str | None = None
    iso: str | None = None
    to: date | None = None


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """One annotated text. `criteria` maps criterion to status and is empty for a non-goal; `themes` are the themes that
    fit equally well, `NO_THEME` alone when none does, empty when they are not annotated."""

    id: str
    lang: str
    split: str
    level: str
    domain: str
    text: str
    entities: tuple[GoldEntity, ...]
    criteria: dict[str, str] = field(default_factory=dict)
    pair: str | None = None
    translation: str | None = None
    tags: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    path: str = ""
    line: int = 0

    @property
    def goal(self) -> bool:
        """Whether the text is a goal."""
        return self.level != "nongoal"


def parse_attributes(label: str, words: list[str]) -> tuple[dict[str, object], str | None]:
    """Read the attributes of a span. Returns the fields and, when something is off, what should be there instead."""
    if label == "FIGURE":
        if len(words) != 2 or words[0] not in FIGURE_KINDS or words[1] not in FIGURE_ROLES:
            return {}, f"(FIGURE kind role) with kind one of {', '.join(FIGURE_KINDS)} and role one of {', '.join(FIGURE_ROLES)}"
        return {"kind": words[0], "role": words[1]}, None
    if label == "DATE":
        expected = "(DATE deadline 2027-06-30), (DATE period 2027-12-31), (DATE duration P6M 2027-05-23), (DATE cadence) or (DATE start)"
        if not words or words[0] not in DATE_KINDS:
            return {}, expected
        kind, rest = words[0], words[1:]
        fields: dict[str, object] = {"kind": kind}
        if kind == "duration":
            if len(rest) != 2 or not _ISO_DURATION.fullmatch(rest[0]):
                return {}, expected
            fields["iso"] = rest.pop(0)
        if kind in ("deadline", "period", "duration"):
            if len(rest) != 1:
                return {}, expected
            if rest[0] != "?":
                try:
                    fields["to"] = date.fromisoformat(rest[0])
                except ValueError:
                    return {}, expected
        elif rest:
            return {}, expected
        return fields, None
    return ({}, None) if not words else ({}, f"({label}) without attributes")


def parse_markup(line: str, path: Path | str = "<text>", number: int = 1) -> tuple[str, tuple[GoldEntity, ...]]:
    """Turn a marked-up line into its plain text and entities.

    Raises:
        MarkupError: brackets that do not close, an unknown label, wrong attributes, or a space at a span's edge.
    """
    out: list[str] = []
    entities: list[GoldEntity] = []
    length = i = 0

    def put(piece: str) -> None:
        nonlocal length
        out.append(piece)
        length += len(piece)

    while i < len(line):
        char = line[i]
        if char == "\\" and i + 1 < len(line) and line[i + 1] in "[]\\":
            put(line[i + 1])
            i += 2
            continue
        if char == "]":
            raise MarkupError(path, number, f"']' at column {i + 1} closes nothing; write '\\]' for a literal bracket")
        if char != "[":
            put(char)
            i += 1
            continue
        close = line.find("](", i + 1)
        end = line.find(")", close + 2) if close > 0 else -1
        inner = line[i + 1 : close] if close > 0 else ""
        if end < 0 or "[" in inner:
            raise MarkupError(
                path, number, f"'[' at column {i + 1} should open a span '[text](LABEL …)'; write '\\[' for a literal bracket"
            )
        label, *words = line[close + 2 : end].split() or [""]
        if label not in LABELS:
            raise MarkupError(path, number, f"unknown label '{label}', expected one of {', '.join(LABELS)}")
        if not inner or inner != inner.strip():
            raise MarkupError(path, number, f"span '[{inner}]' is empty or has a space at its edge")
        fields, expected = parse_attributes(label, words)
        if expected:
            raise MarkupError(path, number, f"'({' '.join([label, *words])})' on '{inner}' should look like {expected}")
        entities.append(GoldEntity(label, length, length + len(inner), inner, **fields))  # type: ignore[arg-type]
        put(inner)
        i = end + 1
    return "".join(out), tuple(entities)


def parse_header(line: str, path: Path | str, number: int) -> dict[str, object]:
    """Read a header line.

    Raises:
        MarkupError: the line does not have the form of the guidelines.
    """
    match = _HEADER.fullmatch(line.rstrip())
    if not match:
        raise MarkupError(
            path, number, "a header should look like '@ fr-seo-014 smart marketing/seo S+ M+ A? R? T+ pair=fr-seo-p07 tags=okr'"
        )
    if match["level"] not in LEVELS:
        raise MarkupError(path, number, f"unknown level '{match['level']}', expected one of {', '.join(LEVELS)}")
    rest, criteria = match["rest"].strip(), {}
    signs = _CRITERIA.match(rest)
    if match["level"] == "nongoal":
        if signs:
            raise MarkupError(path, number, "a nongoal has no criteria")
    elif not signs:
        raise MarkupError(path, number, "a goal needs its five criteria, as in 'S+ M~ A? R- T+'")
    else:
        criteria = {name: STATUS_SIGNS[signs[name[0].upper()]] for name in CRITERIA}
        rest = rest[signs.end() :].strip()
    options: dict[str, str] = {}
    for word in rest.split():
        key, _, value = word.partition("=")
        if key not in ("pair", "tr", "tags", "theme") or not value:
            raise MarkupError(path, number, f"unknown word '{word}', expected pair=…, tr=…, tags=… or theme=…")
        options[key] = value
    themes = tuple(options["theme"].split("|")) if "theme" in options else ()
    if themes and match["level"] == "nongoal":
        raise MarkupError(path, number, "a nongoal has no theme")
    if themes != (NO_THEME,) and (odd := next((t for t in themes if t not in knowledge().themes), None)) is not None:
        raise MarkupError(path, number, f"unknown theme '{odd}', expected ids of knowledge/themes.toml joined by '|', or {NO_THEME} alone")
    return {
        "id": match["id"],
        "lang": match["lang"],
        "level": match["level"],
        "domain": match["domain"],
        "criteria": criteria,
        "pair": options.get("pair"),
        "translation": options.get("tr"),
        "tags": tuple(options["tags"].split(",")) if "tags" in options else (),
        "themes": themes,
    }


def parse_file(path: Path, split: str) -> tuple[list[GoldRecord], list[MarkupError]]:
    """Read one file of records. Every fault is collected, none is skipped silently."""
    records: list[GoldRecord] = []
    faults: list[MarkupError] = []
    header: dict[str, object] | None = None
    header_line = 0
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            if line.startswith("@"):
                if header is not None:
                    faults.append(MarkupError(path, header_line, "a header without a text line under it"))
                header, header_line = None, number
                header = parse_header(line, path, number)
            elif header is None:
                if header_line == 0 or (records and records[-1].line > header_line):
                    raise MarkupError(path, number, "a text line without a header line above it")
            else:
                text, entities = parse_markup(line, path, number)
                records.append(GoldRecord(text=text, entities=entities, split=split, path=str(path), line=number, **header))  # type: ignore[arg-type]
                header = None
        except MarkupError as fault:
            faults.append(fault)
            if not line.startswith("@"):
                header = None
    if header is not None:
        faults.append(MarkupError(path, header_line, "a header without a text line under it"))
    return records, faults
