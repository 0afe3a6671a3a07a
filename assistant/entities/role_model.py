"""The trained roles of figures: a conditional random field over the figures of a text, in order.

The grammar's roles (`roles`) are features among others; what stands around a figure and beside the others decides. Without
a trained model of a language the grammar's roles stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from assistant.entities import roles
from assistant.entities.crf import Model
from assistant.entities.nouns import NounClasses, classes
from assistant.entities.tokens import Token
from assistant.entities.zones import Zones
from assistant.records import Entity, Span
from assistant.resources import model_file

MODEL = "roles.crf"
NONE = "none"  # the label of a number that is no figure ("Ward 6")
GOAL = ("goal",)  # the situation of a figure in a goal; of another text the evidence against it being one
BEFORE, AFTER = 10, 6  # words on either side that count, up to the next figure
BREAKS = frozenset(",–—-;:(")


class _View:
    """The words of a text in which each entity of a kind that matters is one symbol."""

    def __init__(self, tokens: Sequence[Token], entities: Sequence[Entity], kinds: NounClasses) -> None:
        self.kinds = [kinds.of(t.text) for t in tokens]
        self.words = [t.text.lower() for t in tokens]
        self.labels: list[str | None] = [None] * len(tokens)
        self.places: dict[Span, tuple[int, int]] = {}
        for entity in entities:
            inside = [i for i, t in enumerate(tokens) if t.start < entity.end and entity.start < t.end]
            for i in inside:
                self.labels[i] = entity.label
            if entity.label == "FIGURE" and inside:
                self.places[entity.span] = inside[0], inside[-1]

    def __getitem__(self, i: int) -> str:
        if i < 0:
            return "<s>"
        if i >= len(self.words):
            return "</s>"
        return f"#{self.labels[i]}" if self.labels[i] in ("FIGURE", "DATE") else self.words[i]

    def kind(self, i: int) -> str:
        """The class of the noun at a place."""
        return self.kinds[i] if 0 <= i < len(self.kinds) else "-"

    def label(self, i: int) -> str | None:
        return self.labels[i] if 0 <= i < len(self.labels) else None


def features(
    code: str, text: str, tokens: Sequence[Token], entities: Sequence[Entity], zones: Zones, situation: Sequence[str] = GOAL
) -> list[list[str]]:
    """One list of feature names a figure, in the order of the text; `entities` are what the grammar has found."""
    figures = [e for e in entities if e.label == "FIGURE"]
    view = _View(tokens, entities, classes(code))
    rows = []
    for k, figure in enumerate(figures):
        row = ["bias", f"g={figure.role}", f"k={figure.kind}", f"gk={figure.role}{figure.kind}", f"dir={figure.direction}"]
        row += [f"n={min(len(figures), 4)}", f"i={min(k, 3)}", f"last={k == len(figures) - 1}", *(f"s={s}" for s in situation)]
        place = view.places.get(figure.span)
        if place:
            row += _around(view, *place, figure)
        row += _beside(text, figure, entities, zones)
        if k:
            row += _against("p", figures[k - 1], figure)
            if place and (last := view.places.get(figures[k - 1].span)):
                between = [view[i] for i in range(last[1] + 1, place[0])]
                row += [f"btw={'_'.join(between[-3:])}{'*' if len(between) > 3 else ''}", f"nb={min(len(between), 6)}"]
        if k + 1 < len(figures):
            row += _against("n", figures[k + 1], figure)
        rows.append(row)
    return rows


def _around(view: _View, first: int, last: int, figure: Entity) -> list[str]:
    row = []
    for d in range(1, 5):
        row += [f"-{d}={view[first - d]}", f"+{d}={view[last + d]}"]
        if d < 3:
            row += [f"-{d}k={view[first - d]}|{figure.kind}", f"+{d}k={view[last + d]}|{figure.kind}"]
    row += [f"-21={view[first - 2]}_{view[first - 1]}", f"+12={view[last + 1]}_{view[last + 2]}",
            f"-1+1={view[first - 1]}_{view[last + 1]}",
            f"-321={view[first - 3]}_{view[first - 2]}_{view[first - 1]}", f"first={view[0]}"]  # fmt: skip
    i = first - 1
    while i >= 0 and view.label(i) != "FIGURE" and first - i <= BEFORE:
        row.append("b-=" + view[i])
        i -= 1
    if i < 0:
        row.append("b-=<s>")
    i = last + 1
    while i < len(view.words) and view.label(i) != "FIGURE" and i - last <= AFTER:
        row.append("b+=" + view[i])
        i += 1
    row.append(f"breaks={min(2, sum(view.words[j] in BREAKS for j in range(first)))}")
    counted = next((k for d in (1, 2, 3) if (k := view.kind(last + d)) != "-"), "-")
    row += [f"-1c={view.kind(first - 1)}", f"-2c={view.kind(first - 2)}", f"+1c={view.kind(last + 1)}", f"+2c={view.kind(last + 2)}",
            f"counted={counted}", f"countedk={counted}|{figure.kind}", f"counted-1={counted}|{view[first - 1]}"]  # fmt: skip
    following = view.label(last + 1) or view.label(last + 2)
    return [*row, f"next={following}", f"nextk={following}{figure.kind}"]


def _beside(text: str, figure: Entity, entities: Sequence[Entity], zones: Zones) -> list[str]:
    row = [f"par={text.count('(', 0, figure.start) > text.count(')', 0, figure.start)}"]
    row += ["before-date"] * any(e.label == "DATE" and e.end <= figure.start for e in entities)
    row += ["after-date"] * any(e.label == "DATE" and e.start >= figure.end for e in entities)
    for zone, name in ((zones.means, "means"), (zones.reason, "reason")):
        if zone and zone[0] <= figure.start < zone[1]:
            row.append("in-" + name)
    return row


def _against(prefix: str, other: Entity, figure: Entity) -> list[str]:
    row = [f"{prefix}k={other.kind == figure.kind}", f"{prefix}r={other.role}", f"{prefix}rg={other.role}{figure.role}"]
    if other.amount and figure.amount:
        row.append(f"{prefix}up={figure.amount > other.amount}")
    return row


def assign(
    code: str,
    text: str,
    tokens: Sequence[Token],
    entities: Sequence[Entity],
    zones: Zones,
    situation: Sequence[str] = GOAL,
    decider: Model | None = None,
) -> tuple[Entity, ...]:
    """The entities with the roles of their figures as the trained model of a language has them; what is no figure is left out.

    Args:
        situation: `GOAL`, or the evidence against the text being one.
        decider: another model than the one that is committed.
    """
    decider = decider or model(code)
    if decider is None or not any(e.label == "FIGURE" for e in entities):
        return tuple(entities)
    decided = iter(decider.tag(features(code, text, tokens, entities, zones, situation)))
    given = [replace(e, role=_possible(code, text, e, next(decided))) if e.label == "FIGURE" else e for e in entities]
    return settle(code, text, [e for e in given if e.role != NONE])


def _possible(code: str, text: str, figure: Entity, role: str) -> str | None:
    """The decided role; what a verb of gaining counts is a figure all the same, in whatever clause it stands."""
    return figure.role if role == NONE and roles.grammar(code).is_won(text, figure) else role


def settle(code: str, text: str, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """What follows from the roles: directions, and the kind of a bare value that stands against another."""
    figures = iter(roles.grammar(code).complete(text, [e for e in entities if e.label == "FIGURE"]))
    return tuple(next(figures) if e.label == "FIGURE" else e for e in entities)


@cache
def model(language_code: str) -> Model | None:
    """The trained roles of a language, loaded once; None when none have been trained."""
    path = model_file(language_code, MODEL)
    return Model(path) if path else None
