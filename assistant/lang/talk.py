"""The shapes of what a conversation needs of a language: how people answer, and what may be proposed to them."""

from __future__ import annotations

from assistant.resources import Resource

Words = tuple[str, ...]


class AnswerWords(Resource):
    """How people answer. Every entry is a pattern, matched on text in lower case without accents and with straight apostrophes.

    Attributes:
        hedges: what stands before or after a value and says nothing of it ("environ", "let's say").
        skip, dont_know, undo, restart, stop, agree, refuse: whole answers.
        correct_before, correct_after: cues that an earlier answer is taken back.
        new_goal: what announces another goal.
        positions: patterns of a place in a list → its number; -1 is the last.
        both: patterns of several suggestions at once → how many, 0 for all.
        option: words before the number of a suggestion.
        joiners: words between two numbers of suggestions.
        join: how two suggestions are written as one answer.
        slots: how a slot is named → the slot.
        copulas: what stands between a slot's name and its value.
        nothing: a value of nothing at all, for a baseline.
        more_after, less_after: words right behind a figure that make it a difference ("de plus").
        today_words: words beside a figure that is today's value.
        determiners: what may stand before the name of a slot or a channel, with its blank.
        bounds: words before a figure that make it a bound ("moins de").
        either: words between two figures that leave it open which one is meant.
        channel_leads: prepositions before a channel.
        audience_leads: prepositions before an audience.
    """

    hedges: Words
    skip: Words
    dont_know: Words
    undo: Words
    restart: Words
    stop: Words
    agree: Words
    refuse: Words
    correct_before: Words
    correct_after: Words
    new_goal: Words
    positions: dict[str, int]
    both: dict[str, int]
    option: Words
    joiners: Words
    join: str
    slots: dict[str, str]
    copulas: Words
    nothing: Words
    more_after: Words
    less_after: Words
    today_words: Words
    determiners: Words
    bounds: Words
    either: Words
    channel_leads: Words
    audience_leads: Words


class Advice(Resource):
    """What may be proposed for a slot: by theme, else by stage of the funnel; never a fact about the user.

    Attributes:
        means, reasons: theme or stage → proposals.
        audiences: group of knowledge/channels.toml, or theme → how it is called.
        tools: name of a tool in knowledge/kpis.toml → its name in the language, where it differs.
        months: the twelve months.
        texts: sentences with `{name}` to be filled in.
    """

    means: dict[str, Words]
    reasons: dict[str, Words]
    audiences: dict[str, Words]
    tools: dict[str, str]
    texts: dict[str, str]
    months: Words
