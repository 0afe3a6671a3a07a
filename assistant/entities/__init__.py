"""The recognisers in order, and the one rule that settles overlaps.

Grammar where the language is closed: dates first, for their numbers are no figures, then figures with their values. Learned
where it is open: the roles of figures, then metrics, channels and audiences. Where the two disagree, the model decides on
what is open and the grammar on what is closed: a learned span gives way to a date or figure, a cadence of one word to a
learned span that holds it ("taux de churn mensuel"). Without a trained model of a language, grammar and catalogue decide all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.entities import channels, metrics, nouns, objects, role_model, roles, spans, zones
from assistant.entities.calendar import PLAIN, Reckoning
from assistant.entities.grammar import Recognised, apart, by_grammar, is_loose, numbers_of
from assistant.entities.tokens import Token
from assistant.lang.models import Language
from assistant.records import Entity, Span

__all__ = ["Recognised", "as_facts", "by_grammar", "numbers_of", "recognise"]

OPENERS = ":–—-•*)"  # marks after which a goal begins
GOODS = "things"  # the class of plain objects in lang/<code>/nouns.toml
STRETCH = 1200  # characters that are read at once; the longest goals have about 400


def recognise(text: str, tokens: list[Token], language: Language, today: date, reckoning: Reckoning = PLAIN) -> Recognised:
    """Find all entities of a text.

    A text longer than any goal is read in stretches, so that the time grows with its length alone.
    """
    if len(text) > STRETCH:
        return _in_stretches(text, tokens, language, today, reckoning)
    tagger = spans.tagger(language.code)
    found = (numbers_of if tagger else by_grammar)(text, tokens, language, today, reckoning)
    entities = role_model.assign(language.code, text, tokens, found.entities, found.zones)
    if not tagger:
        return Recognised(entities, found.zones)
    entities = _settled(language, text, entities, tagger.find(text, tokens, entities))
    learned = [e for e in entities if e.label in spans.LABELS]
    dates = [e for e in found.entities if e.label == "DATE"]
    stretches = zones.grammar(language.code).find(text, dates, learned)
    missed = objects.grammar(language.code).find(text, tokens, entities, stretches)
    return Recognised(tuple(sorted([*entities, *missed], key=lambda e: e.start)), stretches)


def as_facts(text: str, tokens: list[Token], language: Language, found: Recognised, evidence: Sequence[str]) -> tuple[Entity, ...]:
    """The entities of a text that turned out to be no goal, with the roles that its figures have there.

    Args:
        evidence: what speaks against a goal ("past", "nongoal", "question" …), as `assistant.goals` names it.
    """
    return role_model.assign(language.code, text, tokens, found.entities, found.zones, tuple(evidence))


def _in_stretches(text: str, tokens: list[Token], language: Language, today: date, reckoning: Reckoning) -> Recognised:
    entities: list[Entity] = []
    means = reason = None
    start = 0
    at = 0
    while start < len(text):
        end = min(len(text), start + STRETCH)
        if end < len(text):
            space = text.rfind(" ", start + STRETCH // 2, end)
            end = space + 1 if space > 0 else end
        part = []
        while at < len(tokens) and tokens[at].start < end:
            token = tokens[at]
            at += 1
            if start <= token.start and token.end <= end:
                part.append(token._replace(start=token.start - start, end=token.end - start))
        found = recognise(text[start:end], part, language, today, reckoning)
        entities += [replace(e, start=e.start + start, end=e.end + start) for e in found.entities]
        means = means or _moved(found.zones.means, start)
        reason = reason or _moved(found.zones.reason, start)
        start = end
    return Recognised(tuple(entities), zones.Zones(means, reason))


def _moved(span: Span | None, by: int) -> Span | None:
    return (span[0] + by, span[1] + by) if span else None


def _settled(language: Language, text: str, given: Sequence[Entity], decided: Sequence[tuple[int, int, str]]) -> tuple[Entity, ...]:
    firm = [e for e in given if not is_loose(e)]
    decided = [(_after_verb(text, start, end, language) if label == "METRIC" else start, end, label) for start, end, label in decided]
    learned = [
        Entity(label, start, end, text[start:end], id=_identity(label, text[start:end], language, firm)) for start, end, label in decided
    ]
    learned = [e for e in learned if apart(e, firm) and not _mere_goods(e, firm, language)]
    learned = [_counted(text, e, firm, language) for e in learned]
    loose = [e for e in given if is_loose(e) and apart(e, learned)]
    return tuple(sorted([*firm, *loose, *learned], key=lambda e: e.start))


def _after_verb(text: str, start: int, end: int, language: Language) -> int:
    """Where an indicator begins: past the verb that opens the goal or its first clause ("O1: Cut onboarding time")."""
    lexicon = language.lexicon
    verb, blank, _ = text[start:end].partition(" ")
    opens = not text[:start].strip() or text[:start].rstrip()[-1:] in OPENERS
    moves = verb.lower() in (*lexicon.verbs_up, *lexicon.verbs_down, *lexicon.verbs_reach)
    return start + len(verb) + 1 if blank and opens and moves else start


def _counted(text: str, entity: Entity, firm: Sequence[Entity], language: Language) -> Entity:
    """People who are gained in a number ("recruter 3 soudeurs"), or whose number is to grow ("augmenter les adhérents"; where the
    catalogue counts them), are what is counted."""
    if entity.label != "AUDIENCE":
        return entity
    finder, grammar = metrics.finder(language.code), roles.grammar(language.code)
    identity = finder.identify(entity.text)
    number = next((f for f in firm if f.label == "FIGURE" and entity.start - f.end == 1), None)
    won = number is not None and number.role == "target" and grammar.is_won(text, number)
    grown = identity is not None and finder.grown_before(text[: entity.start])
    return Entity("METRIC", entity.start, entity.end, entity.text, id=identity) if won or grown else entity


def _mere_goods(entity: Entity, firm: Sequence[Entity], language: Language) -> bool:
    """Goods that nobody counts ("sell more shoes") are no indicator; counted ones are ("sell 45 lenses")."""
    if entity.label != "METRIC" or any(f.label == "FIGURE" for f in firm):
        return False
    return nouns.classes(language.code).of(entity.text) == GOODS


def _identity(label: str, text: str, language: Language, figures: Sequence[Entity]) -> str | None:
    """The catalogue id of a span that only the model has found."""
    if label == "METRIC":
        return metrics.finder(language.code).identify(text, figures)
    if label == "CHANNEL":
        return channels.finder(language.code).identify(text)
    return None
