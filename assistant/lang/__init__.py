"""The languages: one folder each, found by listing. Nothing outside a folder knows a language by its name."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.errors import ConfigError, ResourceError
from assistant.lang.models import (
    AudienceWords,
    ChannelName,
    Dates,
    Figures,
    Interface,
    KpiName,
    Language,
    LanguageRules,
    Lexicon,
    Messages,
    Templates,
    ThemeName,
)  # fmt: skip
from assistant.lang.plan_models import PlanTexts
from assistant.lang.report_models import ReportTexts
from assistant.lang.talk import Advice, AnswerWords
from assistant.resources import read_model

FOLDER = Path(__file__).resolve().parent
UNDECIDED = "und"


@cache
def available() -> tuple[str, ...]:
    """Codes of the languages that have a folder, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/lexicon.toml")))


@cache
def lexicon(code: str) -> Lexicon:
    """The word lists of one language; enough to vote on a text's language without loading the rest."""
    return read_model(FOLDER / code / "lexicon.toml", Lexicon)


@cache
def nouns(code: str) -> dict[str, str]:
    """The nouns of one language by class, each class a text of words."""
    return read_model(FOLDER / code / "nouns.toml", dict[str, str])


@cache
def interface(code: str) -> Interface:
    """The strings that the command line and the chat show in one language."""
    return read_model(FOLDER / code / "interface.toml", Interface)


@cache
def plan_texts(code: str) -> PlanTexts:
    """What the rules on whole plans need and say in one language."""
    return read_model(FOLDER / code / "plan.toml", PlanTexts)


@cache
def reports(code: str) -> ReportTexts:
    """The strings of the reports in one language."""
    return read_model(FOLDER / code / "reports.toml", ReportTexts)


@cache
def answer_words(code: str) -> AnswerWords:
    """How people answer in one language."""
    return read_model(FOLDER / code / "answers.toml", AnswerWords)


@cache
def advice(code: str) -> Advice:
    """What may be proposed for a slot in one language."""
    return read_model(FOLDER / code / "advice.toml", Advice)


@cache
def rules(code: str) -> LanguageRules:
    """The functions of one language."""
    found: LanguageRules = importlib.import_module(f"assistant.lang.{code}.rules").RULES
    return found


@cache
def get(code: str) -> Language:
    """All data of one language, validated.

    Raises:
        ConfigError: no such language.
        ResourceError: one of its files is malformed; names file and key.
    """
    if code not in available():
        raise ConfigError(f"unknown language '{code}'; known: {', '.join(available())}")
    folder = FOLDER / code
    language = Language(
        code=code,
        lexicon=lexicon(code),
        dates=read_model(folder / "dates.toml", Dates),
        figures=read_model(folder / "figures.toml", Figures),
        audiences=read_model(folder / "audiences.toml", AudienceWords),
        nouns=nouns(code),
        kpis=read_model(folder / "kpis.toml", dict[str, KpiName]),
        channels=read_model(folder / "channels.toml", dict[str, ChannelName]),
        themes=read_model(folder / "themes.toml", dict[str, ThemeName]),
        messages=read_model(folder / "messages.toml", Messages),
        templates=read_model(folder / "templates.toml", Templates),
        rules=rules(code),
    )
    _check_ids(language)
    return language


def _check_ids(language: Language) -> None:
    from assistant.knowledge import knowledge

    data = knowledge()
    tables: tuple[tuple[str, Mapping[str, object], Mapping[str, object]], ...] = (
        ("kpis", language.kpis, data.kpis),
        ("channels", language.channels, data.channels),
        ("themes", language.themes, data.themes),
    )
    for name, ours, neutral in tables:
        if missing := sorted(neutral.keys() ^ ours.keys()):
            raise ResourceError(f"assistant/lang/{language.code}/{name}.toml: {missing[0]}: stands here or in knowledge/, not in both")
