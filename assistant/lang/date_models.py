"""The shape of a language's `dates.toml`. Keys of the word tables are patterns; `{name}` in a pattern stands for a table or a macro."""

from __future__ import annotations

from typing import Literal

from assistant.resources import Resource

Words = tuple[str, ...]


class DatePattern(Resource):
    """One expression: the pattern, the name of its resolver, and the kind unless the words before it say otherwise."""

    match: str
    resolve: str
    kind: Literal["deadline", "duration", "period", "cadence", "start"] = "deadline"
    lead: bool = False


class Dates(Resource):
    """Date words of a language. Values of the word tables name what the resolvers understand."""

    months: dict[str, int]
    weekdays: dict[str, int]
    short_weekdays: dict[str, int]  # only before a day's number
    day_ordinals: dict[str, int]
    day_suffixes: Words
    decades: dict[str, int]
    macros: dict[str, str]  # parts that several patterns share
    units: dict[str, str]
    ordinals: dict[str, int]
    edges: dict[str, str]
    shifts: dict[str, int]
    seasons: dict[str, str]
    events: dict[str, str]
    adverbs: dict[str, str]
    day_first: bool
    fiscal: Words
    capital_months: bool
    range_openers: Words
    range_connectors: Words
    day_connectors: Words  # between two days they need no opener
    effort_units: Words
    effort_leads: Words
    determiners: Words
    leads: dict[Literal["before", "deadline", "duration", "period", "start", "weak"], Words]
    after_start: Words
    toward: Words
    note_leads: Words
    past_cues: Words
    future_cues: Words
    genitives: Words
    stops: Words
    handling: Words
    each: Words
    patterns: tuple[DatePattern, ...]
