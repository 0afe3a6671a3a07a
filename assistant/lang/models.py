"""The shapes of a language's files. Patterns are regular expressions; `{name}` in one stands for a named word list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from assistant.lang.date_models import Dates
from assistant.lang.figure_models import Figures, Words
from assistant.lang.texts import Messages
from assistant.resources import Resource


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
    fuzzy_aliases: Words
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

    @property
    def verbs(self) -> Words:
        """All verbs that a goal may act with, group after group."""
        return (
            *self.verbs_up, *self.verbs_down, *self.verbs_acquire, *self.verbs_keep, *self.verbs_reach, *self.verbs_deliver,
            *self.verbs_act, *self.verbs_vague,
        )  # fmt: skip


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
    """The name of a KPI; `aliases` identify an indicator that has been found, but are too common or too long to find one by."""

    aliases: Words = ()


class ChannelName(CatalogueName):
    """The name of a channel and its use as a complement ("sur LinkedIn", "par e-mail")."""

    with_preposition: str


class ThemeName(Resource):
    """The name of a theme and the words of a wish that point to it."""

    name: str
    keywords: Words


class Templates(Resource):
    """Sentences, placeholders and questions; `{name}` is filled in.

    `implied` maps a verb to the id of the indicator that it counts ("sell" → sales); `marks` names the slots in the mark of
    what was assumed; `improving` are verbs so vague that a verb which says the way may take their place.
    """

    placeholders: dict[str, str]
    implied: dict[str, str]
    marks: dict[str, str]
    improving: Words
    sentences: dict[str, str]
    smart: dict[str, str]
    styles: dict[str, str]
    questions: dict[str, str]
    suggestions: dict[str, str]
    milestone: str


class Interface(Resource):
    """Strings of the command line and the chat."""

    text: dict[str, str]
    chat: dict[str, str]
    small_talk: dict[str, Words]
    web: dict[str, str]


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
