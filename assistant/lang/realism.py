"""The words of a language by which a text speaks of its means, of a year ago and of those whom it could reach at all."""

from __future__ import annotations

from functools import cache

from assistant.lang import FOLDER
from assistant.resources import Resource, read_model

Words = tuple[str, ...]


class Realism(Resource):
    """Patterns (regular expressions without anchors) that the arithmetic of means and limits looks for.

    Attributes:
        lack: nothing, or hardly anything, is put in ("no budget", "by myself", "without writing a line").
        year_ago: what marks a starting value as last year's or last time's.
        not_budget_before, not_budget_after: what makes an amount of money a price, a discount or a bonus.
        population_before, population_after: what makes a number that of all the people there are.
        hiring: that people are employed, not won.
        convert: that visitors are turned into something.
        single: that one person does it; `people`: nouns of those who do, behind a number.
        heavy, light: acts that take a person hours, or minutes, for each one counted.
        history_date, history_value, history_metric: headings of the columns of a history.
        cadences: cadences of one word, by the unit that they repeat.
        visits, conversion, basket: nouns of the funnel that the catalogue does not hold.
        everyone: that all people of a country, or all there are, are aimed at.
    """

    lack: Words
    year_ago: Words
    not_budget_before: Words
    not_budget_after: Words
    population_before: Words
    population_after: Words
    hiring: Words
    convert: Words
    single: Words
    people: Words
    heavy: Words
    light: Words
    visits: Words
    conversion: Words
    basket: Words
    everyone: Words
    history_date: Words
    history_value: Words
    history_metric: Words
    cadences: dict[str, str]


@cache
def realism(code: str) -> Realism:
    """The patterns of one language, validated.

    Raises:
        ResourceError: the file is missing or malformed; names file and key.
    """
    return read_model(FOLDER / code / "realism.toml", Realism)
