"""What a language brings to the follow-up of goals: words that tell a stock from a flow, and the texts of milestones and exports."""

from __future__ import annotations

from functools import cache

from assistant.lang import FOLDER
from assistant.resources import Resource, read_model

Words = tuple[str, ...]


class FollowUpTexts(Resource):
    """Words and texts of the follow-up.

    Attributes:
        country: whose holidays are kept unless the settings name another (ISO 3166, with a part of the country where they differ).
        delimiter, decimal: of a CSV file as the spreadsheets of the language open it.
        short_date: strftime pattern of a day in a narrow place.
        month_names: short names of the months, January first.
        held: patterns just before an end up to which a flow is kept up ("until", "over").
        gained: patterns that say that only what is new counts ("new", "more").
        per: "a month" by the unit of the flow; `periods` its plural ("{n} months").
        none_because: why there are no milestones, by code.
        text: the rest, by key; `{name}` is filled in.
        columns: headings of the CSV file.
        messages: what the command line says, by key.
    """

    country: str
    delimiter: str
    decimal: str
    short_date: str
    month_names: Words
    held: Words
    gained: Words
    per: dict[str, str]
    periods: dict[str, str]
    none_because: dict[str, str]
    text: dict[str, str]
    columns: dict[str, str]
    messages: dict[str, str]


@cache
def follow_up(code: str) -> FollowUpTexts:
    """The words and texts of one language, validated.

    Raises:
        ResourceError: the file is missing or malformed; names file and key.
    """
    return read_model(FOLDER / code / "followup.toml", FollowUpTexts)
