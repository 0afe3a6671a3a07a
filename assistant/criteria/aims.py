"""What a goal is for, and what speaks against it: channels that miss, metrics that flatter, acts that move nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.criteria.base import Context
from assistant.entities import metrics
from assistant.entities.heads import WordPattern
from assistant.entities.phrases import words_of
from assistant.knowledge import knowledge
from assistant.lang.judging import judging
from assistant.records import Entity, Span

OUTCOMES = frozenset({"do", "care"})  # funnel stages whose indicators are results
FOLLOWED = frozenset({"followers", "shares"})  # audiences: no vanity by themselves, but no means against accidents either


@lru_cache(maxsize=256)
def pattern(words: tuple[str, ...]) -> WordPattern:
    """A pattern of whole words, longest first."""
    return WordPattern(sorted(words, key=len, reverse=True), r"(?<![\w-])", r"(?![\w-])")


@lru_cache(maxsize=64)
def verbs(code: str, *groups: str) -> WordPattern:
    """A pattern of all forms of the verbs in some groups of a language's lexicon ("verbs_up"), or of RuleWords ("gainers")."""
    from assistant import lang

    language = lang.get(code)
    infinitives = [v for group in groups for v in getattr(language.lexicon, group, None) or getattr(judging(code).rules, group)]
    return pattern(tuple({form for verb in infinitives for form in language.rules.forms(verb) or (verb,)}))


def groups_of(context: Context, audience: str) -> set[str]:
    """The groups of knowledge/channels.toml to which an audience belongs."""
    groups = {group for group, words in context.language.audiences.groups.items() if _begins(words).search(audience)}
    # parents of children are families, and are not met where children are
    return groups - {"children"} if "families" in groups else groups


@lru_cache(maxsize=256)
def _begins(words: tuple[str, ...]) -> WordPattern:
    return WordPattern(map(re.escape, words), after="")


def channel_misses_audience(context: Context) -> tuple[Entity, Entity | None] | None:
    """The channel that hardly reaches the stated audience, and that audience; None as audience for a purely local clientele."""
    audiences = [e for e in context.entities if e.label == "AUDIENCE"]
    channels = [e for e in context.entities if e.label == "CHANNEL" and e.id]
    for audience in audiences:
        groups = groups_of(context, audience.text)
        # one channel that reaches them is enough
        if groups and channels and not any(_reaches(c, groups) for c in channels):
            for channel in channels:
                if groups & set(knowledge().channels[str(channel.id)].weak):
                    return channel, audience
    kpi, metric = context.kpi, context.frame.metric
    local = pattern(judging(context.language.code).rules.local).search(context.text)
    if kpi and kpi.vanity and metric and local and context.frame.reason and local.start() >= context.frame.reason[0]:
        weak = next((c for c in channels if "local" in knowledge().channels[str(c.id)].weak), None)
        return (weak, None) if weak else None
    return None


def _reaches(channel: Entity, groups: set[str]) -> bool:
    entry = knowledge().channels[str(channel.id)]
    return not groups & set(entry.weak) and bool(groups & set(entry.audiences))


def vanity_for_outcome(context: Context) -> Entity | None:
    """A vanity metric followed while the stated purpose is an outcome (revenue, sales, leads, or another indicator)."""
    kpis = knowledge().kpis
    seen = [e for e in context.entities if e.label == "METRIC" and e.id and (kpis[e.id].vanity or e.id in FOLLOWED)]
    aim = aim_of(context)
    flattering = next((e for e in seen if aim and not aim[0] <= e.start < aim[1]), None)
    if flattering is None or aim is None:
        return None
    finder = metrics.finder(context.language.code)
    named = [e for e in context.entities if e.label == "METRIC" and aim[0] <= e.start < aim[1] and not (e.id and kpis[e.id].vanity)]
    words = [w for w in words_of(context.text) if aim[0] < w.start < aim[1]]
    stages = {kpis[identity].stage for _, _, identity in finder.kpis.find(words)}
    if not kpis[str(flattering.id)].vanity:
        return flattering if "internal" in stages else None
    return flattering if stages & OUTCOMES or any(not finder.is_fuzzy(e.text) for e in named) else None


def aim_of(context: Context) -> Span | None:
    """Where the text says what is really wanted: "alors qu'il nous faut …", "when what we need is …", else the purpose."""
    if match := pattern(context.language.lexicon.real_aim_cues).search(context.text):
        comma = context.text.find(",", match.end())
        return match.start(), comma if comma > 0 and not context.text[: match.start()].strip() else len(context.text)
    return context.frame.reason


def cosmetic_means(context: Context) -> Span | None:
    """An act that changes how a thing looks ("repaint the vans"), or a pastime, for an indicator or purpose that it does not move."""
    reason = context.frame.reason
    if not reason or not (context.frame.figure or context.frame.metric):
        return None
    words = (*context.language.lexicon.cosmetic_acts, *judging(context.language.code).rules.pastimes)
    found = pattern(words).search(context.text, 0, reason[0]) or (
        pattern(words).search(context.text, reason[1]) if not context.text[: reason[0]].strip() else None
    )
    return found.span() if found else None


def purpose(context: Context) -> Span | None:
    """The stated purpose; a clause that holds the goal's own figure is the goal itself ("publish guides to win 30 leads")."""
    reason, figure = context.frame.reason, context.frame.figure
    if reason is None or (figure is not None and reason[0] <= figure.start < reason[1]):
        return None
    return reason
