"""The shapes of a language's files. Patterns are regular expressions; `{name}` in one stands for a named word list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from assistant.lang.texts import Messages
from assistant.resources import Resource

Words = tuple[str, ...]


class NounPhrase(Resource):
    """How a noun phrase grows around its head: parts of speech before and after it, link words, words that never belong."""

    before: Words
    after: Words
    links: Words
    opener_links: Words
    never: Words
    openers_before: Words
    scope_links: Words
    partitives: Words
    articles: Words


class Lexicon(Resource):
    """The closed word lists of a language; entries are lower case. Verbs stand in the infinitive."""

    name: str
    spacy_models: Words
    function_words: Words
    content_words: Words
    goal_cues: Words
    goal_openers: Words
    wish_verbs: Words
    infinitive_shapes: Words
    goal_headings: Words
    goal_columns: Words
    nongoal_cues: Words
    past_cues: Words
    verbs_up: Words
    verbs_down: Words
    verbs_acquire: Words
    verbs_gain: Words
    verbs_keep: Words
    verbs_reach: Words
    verbs_vague: Words
    verbs_deliver: Words
    verbs_act: Words
    nouns_up: Words
    nouns_down: Words
    words_more: Words
    words_less: Words
    fuzzy_nouns: Words
    metric_heads: Words
    metric_openers: Words
    not_metrics: Words
    deliverables: Words
    stop_nouns: Words
    fixed_phrases: Words
    fixed_compounds: Words
    noun_phrase: NounPhrase
    owner_cues: Words
    means_cues: Words
    lever_cues: Words
    reason_cues: Words
    verbs_purpose: Words
    unbounded_words: Words
    real_aim_cues: Words
    cosmetic_acts: Words
    not_purposes: Words
    vague_words: Words
    feminine_nouns: Words = ()


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


class Unit(Resource):
    """A unit of a figure: kind, the unit of the record, how it is written (patterns), and a factor on the number."""

    kind: Literal["count", "percent", "points", "money", "rating", "time"]
    unit: str
    words: Words
    factor: float = 1.0
    prefix: bool = False


class Phrase(Resource):
    """A quantity that no number and unit spell out ("half an hour", "une demi-journée"): its pattern and what it is worth."""

    match: str
    kind: Literal["count", "percent", "points", "money", "rating", "ratio", "time"]
    unit: str
    amount: float


class Figures(Resource):
    """Number words, units and cue words of a language's figures."""

    group: str
    decimal: str
    number_words: Words
    number_joiners: Words
    not_alone: Words
    scales: dict[str, float]
    approximate: dict[str, float]
    ratios: dict[str, float]
    multipliers: dict[str, float]
    multiplier_patterns: dict[str, float]
    range_words: Words
    range_openers: Words
    pair_from: Words
    pair_to: Words
    units: tuple[Unit, ...]
    baseline_before: Words
    baseline_after: Words
    target_before: Words
    change_before: Words
    change_after: Words
    means_before: Words
    means_before_money: Words
    means_after: Words
    not_before: Words
    not_after: Words
    not_numbers: Words
    halves: Words
    ratio_joiners: Words
    one: Words
    one_patterns: Words
    against: Words
    bare_after: Words
    rating_cues: Words
    points_cues: Words
    phrases: tuple[Phrase, ...]


class AudienceWords(Resource):
    """Words that introduce and name those who are addressed."""

    cues: Words
    firm_cues: Words
    of_cues: Words
    determiners: Words
    heads: Words
    weak_heads: Words
    ages: Words
    qualifiers: Words
    adjective_endings: Words
    not_adjectives: Words
    groups: dict[str, Words]


class CatalogueName(Resource):
    """A catalogue entry's name and the other ways it is written; abbreviations are case-sensitive."""

    name: str
    gender: Literal["m", "f", "n"]
    number: Literal["s", "p"]
    synonyms: Words = ()
    abbreviations: Words = ()


class KpiName(CatalogueName):
    """The name of a KPI."""


class ChannelName(CatalogueName):
    """The name of a channel and its use as a complement ("sur LinkedIn", "par e-mail")."""

    with_preposition: str


class ThemeName(Resource):
    """The name of a theme and the words of a wish that point to it."""

    name: str
    keywords: Words


class Templates(Resource):
    """Sentences, placeholders and questions; `{name}` is filled in."""

    placeholders: dict[str, str]
    sentences: dict[str, str]
    smart: dict[str, str]
    questions: dict[str, str]
    suggestions: dict[str, str]
    milestone: str


class Interface(Resource):
    """Strings of the command line and the chat."""

    text: dict[str, str]
    chat: dict[str, str]
    small_talk: dict[str, Words]


@dataclass(frozen=True)
class LanguageRules:
    """The functions of a language that no table can hold.

    Attributes:
        forms: infinitive → all forms by which a text may show the verb, as patterns without anchors.
        number: amount, decimals → the figure as written in the language.
        date: ISO day → the day in words.
        figure: amount, unit, kind → the figure with its unit.
        phrase: joins a preposition or article to what follows ("de" + "la" …), by key.
        singulars: a noun in lower case → the singulars that it may be the plural of, likeliest first.
        tokenizer: makes the light spaCy language class under the given code, or None for spaCy's own.
    """

    forms: Callable[[str], tuple[str, ...]]
    number: Callable[[float], str]
    date: Callable[[str], str]
    figure: Callable[[float, str | None, str], str]
    phrase: Callable[[str, str], str]
    means: Callable[[str], str]
    reason: Callable[[str], str]
    deadline: Callable[[str], str]
    audience: Callable[[str], str]
    channel: Callable[[str], str]
    singulars: Callable[[str], tuple[str, ...]]
    tokenizer: Callable[[], str] | None = None


@dataclass(frozen=True)
class Language:
    """All data of one language."""

    code: str
    lexicon: Lexicon
    dates: Dates
    figures: Figures
    audiences: AudienceWords
    nouns: dict[str, str]
    kpis: dict[str, KpiName]
    channels: dict[str, ChannelName]
    themes: dict[str, ThemeName]
    messages: Messages
    templates: Templates
    rules: LanguageRules
