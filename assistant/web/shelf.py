"""My goals: what this browser keeps. Plain data that comes from a browser and is therefore checked before it is used."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant import lang
from assistant.dialogue import LONGEST, State
from assistant.documents.table import neutral
from assistant.records import Analysis

MOST = 50  # goals in one browser; the oldest gives way
LARGEST = 200_000  # characters of one goal's data, undo steps included


@dataclass(frozen=True, slots=True)
class Kept:
    """One goal of this browser.

    Attributes:
        id: names the goal on the shelf.
        state: the conversation about it (`dialogue.State`), so that it can be gone on with.
        text: its wording, `score` what that is worth, `done` whether no question is open.
        day: ISO day of the last change.
    """

    id: str
    state: dict[str, Any]
    text: str
    score: int
    done: bool
    day: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The goals of a browser, the last changed first; `lang` is the language that its user chose, empty before; `current` the open goal."""

    goals: tuple[Kept, ...] = ()
    current: str = ""
    lang: str = ""

    @property
    def open(self) -> Kept | None:
        """The goal that is being talked about."""
        return self.find(self.current)

    def find(self, wanted: str) -> Kept | None:
        """A goal by its id."""
        return next((kept for kept in self.goals if kept.id == wanted), None)

    def with_goal(self, kept: Kept) -> Shelf:
        """The shelf with a goal put in or changed, which is then the open one."""
        others = [other for other in self.goals if other.id != kept.id]
        return replace(self, goals=(kept, *others)[:MOST], current=kept.id)

    def without(self, wanted: str) -> Shelf:
        """The shelf without a goal."""
        return replace(self, goals=tuple(k for k in self.goals if k.id != wanted), current="" if self.current == wanted else self.current)

    def to_dict(self) -> dict[str, Any]:
        """Plain data; only the open goal keeps its steps for undoing."""
        data = asdict(self)
        for kept in data["goals"]:
            if kept["id"] != self.current:
                kept["state"]["history"] = []
        return data


_SHELF, _STATE = TypeAdapter(Shelf), TypeAdapter(State)


def shelf(data: object) -> Shelf:
    """The shelf of a browser; what is not sound in it is left out."""
    try:
        found = _SHELF.validate_python(data)
    except ValidationError:
        return Shelf()
    sound = tuple(kept for kept in found.goals[:MOST] if state_of(kept.state) is not None)
    return replace(found, goals=sound, lang=found.lang if found.lang in lang.available() else "")


def state_of(data: object) -> State | None:
    """The state of a conversation from plain data, None where it is not sound."""
    try:
        if len(json.dumps(data, default=str)) > LARGEST:
            return None
        state = _STATE.validate_python(data)
        for step in state.history:
            State.from_dict({**step, "lang": state.lang})
    except (ValidationError, KeyError, TypeError, ValueError, RecursionError):
        return None
    texts = (state.goal, *state.answers.values(), *state.waiting)
    return state if state.lang in lang.available() and all(len(text) <= LONGEST for text in texts) else None


def kept_goal(wanted: str, state: State, card: Analysis, day: str) -> Kept:
    """A goal for the shelf, as it stands."""
    text = card.rewrite.text if card.rewrite else card.text
    return Kept(wanted, state.to_dict(), text, card.score or 0, not state.asked, day)


def to_markdown(goals: Iterable[Kept], code: str) -> str:
    """The goals as a list that can be pasted anywhere."""
    web, colon = lang.interface(code).web, lang.interface(code).text["colon"]
    lines = [f"- {kept.text} ({web['score']}{colon}{kept.score}/100)" for kept in goals]
    return f"# {web['tab_goals']}\n\n" + "\n".join(lines) + "\n"


def to_csv(goals: Iterable[Kept], code: str) -> str:
    """The goals as a table for a spreadsheet, with a byte order mark, for Excel takes UTF-8 for something else without one."""
    web, out = lang.interface(code).web, io.StringIO()
    table = csv.writer(out, delimiter=web["csv_separator"], lineterminator="\r\n")
    table.writerow([web["goal"], web["score"], web["changed_on"]])
    table.writerows([neutral(kept.text), kept.score, kept.day] for kept in goals)
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + out.getvalue()
