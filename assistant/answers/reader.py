"""From a text to its meaning: wish, choice, correction, named slot, another goal, or values for what was asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant import frame as frames
from assistant.answers import choices, typed
from assistant.answers.reading import FREE, Ask, Reading
from assistant.answers.words import Talk, flat, talk, trimmed
from assistant.criteria.base import Context
from assistant.entities import channels, dates, metrics
from assistant.entities.numbers import alternation
from assistant.questions.effects import FIGURES
from assistant.records import Entity, Question

LONGEST = 160  # characters of a value; a goal takes a phrase, not a page
FEWEST = 4  # words of a text that may be another goal
OPENING = 16  # characters within which a goal names its verb
LONG_UNITS = ("d", "w", "mo", "y")


def read(ask: Ask, text: str) -> Reading:
    """What an answer means.

    Args:
        ask: the goal, the open question and the answers so far.
        text: what the user wrote; any string.
    """
    text = re.sub(r"\s+", " ", text).strip()
    languages = dict.fromkeys((ask.context.screen.code, ask.context.language.code))
    failed = None
    for code in languages:
        reading = _read(ask, talk(code), text)
        if reading.kind != "not_understood":
            return reading
        failed = failed or reading
    return failed or Reading("not_understood", hint=_hint(ask))


def tidy(context: Context, slot: str, text: str, answers: Mapping[str, str] | None = None) -> str:
    """The value that a text gives for one slot; the text itself where nothing better is read in it."""
    reading = read(Ask(context, context.frame, Question(slot, ""), answers or {}), text)
    return reading.values.get(slot, trimmed(text))


def wish(code: str, text: str) -> str | None:
    """The wish that a whole text utters ("stop", "skip" …) in the language of the screen, if it is one."""
    return talk(code).wish(trimmed(flat(text)))


def _read(ask: Ask, words: Talk, text: str) -> Reading:
    plain = trimmed(flat(text))
    if not plain:
        return Reading("not_understood", hint=_hint(ask))
    if announced := words.new_goal.match(flat(text)):
        return Reading("new_goal", goal=text[announced.end() :].strip())
    if ask.slot == "baseline" and words.whole["nothing"].fullmatch(trimmed(flat(words.bare(text)))):
        return Reading("values", {"baseline": _nothing(ask)})
    if wished := words.wish(plain):
        return Reading(wished)  # type: ignore[arg-type]
    if ask.question and (chosen := choices.choose(ask, words, text)):
        return chosen
    rest = words.correction(text)
    if rest is not None:
        inner = trimmed(flat(rest))
        if wished := words.wish(inner):
            return Reading(wished)  # type: ignore[arg-type]
        if ask.question and (chosen := choices.choose(ask, words, rest)):
            return chosen
    body = text if rest is None else rest
    named = _named(ask, words, body)
    if named is not None:
        return named
    if _another_goal(ask, body):
        return Reading("new_goal", goal=text)
    return _meaning(ask, words, words.bare(body), correcting=rest is not None)


def _named(ask: Ask, words: Talk, text: str) -> Reading | None:
    """Slots that the answer calls by name: "la cible : 25 ; l'échéance : juin"."""
    pieces = [piece.strip() for piece in re.split(r"[;\n]|, ", text) if piece.strip()]
    several = [words.named(piece) for piece in pieces]
    found = [n for n in several if n] if all(several) else [n for n in (words.named(text),) if n]
    if not found:
        return None
    values: dict[str, str] = {}
    for slot, rest in found:
        inner = _meaning(replace(ask, question=Question(slot, "")), words, words.bare(rest), correcting=False)
        if slot not in inner.values:
            return Reading("not_understood", hint=f"hint_{slot}")
        values[slot] = inner.values[slot]
    return _settled(ask, values)


def _meaning(ask: Ask, words: Talk, text: str, *, correcting: bool) -> Reading:
    """The values of an answer that is neither a wish nor a choice."""
    slot = ask.slot
    if len(text) > LONGEST or not re.search(r"\w", text):
        return Reading("not_understood", hint=_hint(ask))
    if slot in FREE and not correcting:
        return Reading("values", {slot: text}) if re.search(r"[^\W\d]", text) else Reading("not_understood", hint="hint_choice")
    found = typed.parts(ask, words, text)
    values: dict[str, str] = {}
    spans = []
    day = _day(ask, text, found, correcting=correcting)
    if day is not None:
        value, entity = day
        if entity.end_date and entity.end_date < ask.context.today:
            return Reading("not_understood", hint="hint_past")
        values["deadline"] = value
        spans += [(typed.lead_start(ask, text, d.start), d.end) for d in found.days]
    lasting = day is not None and not found.days and slot != "deadline"  # "6 months" for a value that is no time
    numbers = {} if lasting else _figures(ask, words, text, found, correcting=correcting)
    if numbers is None:
        return Reading("not_understood", hint="hint_one")
    values |= numbers
    spans += [f.span for f in found.figures] if numbers else []
    for name, part in (("channel", found.channel), ("audience", found.audience)):
        if part and name != slot and slot not in FREE:
            values[name] = part[0]
            spans.append(part[1])
    if slot in ("metric", "channel", "audience") and not (correcting and values):
        phrase = _phrase(ask, text, spans)
        if phrase:
            values[slot] = phrase
    if not values and correcting:
        values = _corrected_phrase(ask, text)
    if slot == "deadline" and not values and _cadence(ask, text):
        return Reading("not_understood", hint="hint_cadence")
    return _settled(ask, values) if values else Reading("not_understood", hint=_hint(ask))


def _settled(ask: Ask, values: Mapping[str, str]) -> Reading:
    again = any(slot in ask.answers or (slot != ask.slot and ask.told(slot)) for slot in values)
    return Reading("correction" if again else "values", values)


def _day(ask: Ask, text: str, found: typed.Parts, *, correcting: bool) -> tuple[str, Entity] | None:
    if found.days:
        day = found.days[0]
        return typed.with_lead(ask, text, day.start, day.end), day
    if ask.slot == "deadline" and not correcting:
        return typed.day_of(ask, text)
    kpi = ask.context.kpi
    lasting = ask.slot == "target" and len(found.figures) == 1 and found.figures[0].kind == "time" and found.figures[0].unit in LONG_UNITS
    if lasting and kpi and kpi.unit != "time" and found.figures[0].text == text:
        return typed.day_of(ask, text)
    return None


def _figures(ask: Ask, words: Talk, text: str, found: typed.Parts, *, correcting: bool) -> dict[str, str] | None:
    """Target and baseline of an answer; None when it gives several figures of which none is the start of the other."""
    slot, numbers = ask.slot, list(found.figures)
    if found.days or slot == "deadline":
        numbers = [f for f in numbers if f.kind != "time" or (ask.context.kpi and ask.context.kpi.unit == "time")]
    if slot in ("audience", "channel") and not correcting:
        numbers = [f for f in numbers if f.kind == "percent"]
    if slot == "deadline" and not correcting:
        numbers = [f for f in numbers if f.unit or f.direction]
    if not numbers:
        return {}
    if words.either.search(flat(text)):
        return None
    if len(numbers) == 1:
        place = _place(ask, correcting)
        if ask.slot != "baseline" and (numbers[0].direction or words.differs(text, numbers[0].end)):
            place = "target"  # a difference is no value of today
        if place != "baseline" and _is_today(words, text, numbers[0]):
            place = "baseline"
        return {place: typed.figure_value(ask, words, text, numbers[0], place)}
    first, second = numbers[:2]
    if first.role == "baseline" or _is_today(words, text, first):
        pair = {"baseline": first, "target": second}
    elif second.role == "baseline" or _is_today(words, text, second):
        pair = {"baseline": second, "target": first}
    else:
        return None
    unit = next((f for f in pair.values() if f.unit), None)
    plain = {name: replace(f, direction=None, role=name) for name, f in pair.items()}
    if unit is not None:
        plain = {n: f if f.unit else replace(f, unit=unit.unit, kind=unit.kind) for n, f in plain.items()}
    return {name: typed.figure_value(ask, words, text, figure, name) for name, figure in plain.items()}


def _place(ask: Ask, correcting: bool) -> str:
    """The slot of a single figure: the one asked for; for a correction the figure that was answered last."""
    if correcting and ask.last in FIGURES:
        return ask.last
    if ask.slot in FIGURES:
        return ask.slot
    return "baseline" if correcting and "target" not in ask.answers and "baseline" in ask.answers else "target"


def _is_today(words: Talk, text: str, figure: Entity) -> bool:
    """Whether a word for today stands beside a figure, in its own part of the answer."""
    plain = flat(text)
    start = max(plain.rfind(mark, 0, figure.start) for mark in (",", ";", ">", "→")) + 1
    ends = [at for mark in (",", ";", ">", "→") if (at := plain.find(mark, figure.end)) >= 0]
    return bool(words.today.search(plain[start : min(ends, default=len(plain))]))


def _phrase(ask: Ask, text: str, spans: list[tuple[int, int]]) -> str:
    """What is left of an answer about indicator, channel or audience when its figures and dates are taken out."""
    figures = ask.context.language.figures
    joints = alternation((*figures.pair_from, *(p for p in figures.pair_to if p[0].isalpha())))
    cut = text[: min((s for s, _ in spans), default=len(text))]
    cut = re.sub(rf"(?:[ ,:;–-]+(?:{joints})?)+$", "", cut, flags=re.IGNORECASE)
    phrase = trimmed(cut) or (typed.without(text, spans) if spans else "")
    if ask.slot == "metric" and (verb := frames.grammar(ask.context.language.code).action.match(phrase)):
        phrase = trimmed(phrase[verb.end() :]) or phrase
    return phrase if re.search(r"[^\W\d_]", phrase) else ""


def _corrected_phrase(ask: Ask, text: str) -> dict[str, str]:
    """The slot that a correction without figure and date is about: by the catalogues, else the answer given last."""
    code = ask.context.language.code
    if not re.search(r"[^\W\d_]", text):
        return {}
    if ("channel" in ask.answers or ask.told("channel")) and channels.finder(code).identify(text):
        return {"channel": text}
    if ask.last not in FREE and ("metric" in ask.answers or ask.told("metric")) and metrics.finder(code).identify(text):
        return {"metric": text}
    if ask.last and ask.last not in (*FIGURES, "deadline"):
        return {ask.last: text}
    return {ask.slot: text} if ask.slot and ask.slot not in (*FIGURES, "deadline") else {}


def _cadence(ask: Ask, text: str) -> bool:
    found = dates.grammar(ask.context.language.code, ask.reckoning).find(text, ask.context.today)
    return any(d.kind in ("cadence", "start") for d in found)


def _another_goal(ask: Ask, text: str) -> bool:
    """Whether the answer is a goal of its own: it opens with a verb and names another indicator than the goal does."""
    if ask.analyse is None or ask.slot in FREE or len(text.split()) < FEWEST:
        return False
    opening = frames.grammar(ask.context.language.code).action.search(text[: 2 * OPENING])
    analysis = ask.analyse(text) if opening is None or opening.start() <= OPENING else None
    if analysis is None or not analysis.goal or not analysis.frame.action or analysis.frame.action[0] > OPENING:
        return False
    theirs, ours = analysis.frame.metric, ask.context.frame.metric
    if theirs is None or (ask.slot == "metric" and not (analysis.frame.figure or analysis.frame.deadline)):
        return False
    same = ours is not None and ((theirs.id and theirs.id == ours.id) or flat(theirs.text) in flat(ask.context.text))
    return not same


def _nothing(ask: Ask) -> str:
    unit, kind = typed.unit_of_goal(ask)
    return ask.context.language.rules.figure(0.0, unit, kind)


def _hint(ask: Ask) -> str:
    if ask.slot in FIGURES or ask.slot == "deadline":
        return f"hint_{ask.slot}"
    return "hint_choice" if ask.slot else ""
