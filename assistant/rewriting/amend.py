"""Put an answer in the place of what the text says: the user takes back a date, a value, a channel of their own goal."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant import lang
from assistant.criteria import achievable, relevant
from assistant.criteria.base import Context
from assistant.entities import dates, metrics
from assistant.provenance import Trace
from assistant.records import Entity, Rewrite

LEAD = 48  # characters before a date in which its lead stands
OUT_OF_REACH = ("A001", "A003", "A006")  # the rules that call a value impossible
ARTICLE = 12  # characters before an indicator in which its article stands


def amend(context: Context, slot: str, answer: str) -> str | None:
    """The goal's text with one slot said anew; None when the text does not tell the slot, or not in words that can be exchanged."""
    makers = {
        "deadline": _deadline,
        "target": _target,
        "baseline": _baseline,
        "metric": _metric,
        "channel": _channel,
        "audience": _audience,
    }
    answer = answer.strip().rstrip(".!?").strip()
    return makers[slot](context, answer) if slot in makers and answer else None


def _swap(context: Context, start: int, end: int, new: str) -> str:
    return context.text[:start] + new + context.text[end:]


def _deadline(context: Context, answer: str) -> str | None:
    found = context.frame.deadline
    if found is None:
        return None
    start = lead_start(context, found)
    new = context.language.rules.deadline(answer)
    if start == 0:
        new = new[:1].upper() + new[1:]
    return _swap(context, start, found.end, new)


def lead_start(context: Context, found: Entity) -> int:
    """Where the words that lead to a date begin, whatever they are ("d'ici la", "pour", "by the")."""
    before, start = context.text[: found.start], found.start
    for lead in dates.grammar(context.language.code).leads.values():
        if match := lead.search(before[-LEAD:]):
            start = min(start, found.start - len(before[-LEAD:]) + match.start())
    return start


def _figure(context: Context, found: Entity | None, answer: str) -> str | None:
    if found is None or found.kind == "multiplier":
        return None
    signed = found.text[:1] in "+-−–"
    bare = answer if signed or found.role == "target" else re.sub(r"^[+\-−–]\s?", "", answer)
    return _swap(context, *found.span, bare)


def _target(context: Context, answer: str) -> str | None:
    return _figure(context, context.frame.figure, answer)


def _baseline(context: Context, answer: str) -> str | None:
    return _figure(context, context.frame.baseline, answer)


def _metric(context: Context, answer: str) -> str | None:
    found = context.frame.metric
    if found is None:
        return None
    language = context.language
    article = re.compile(rf"(?<!\w)(?:{'|'.join(language.lexicon.noun_phrase.articles)})[ ]?$", re.IGNORECASE)
    before = article.search(context.text, max(0, found.start - ARTICLE), found.start)
    start = before.start() if before else found.start
    identity = metrics.finder(language.code).identify(answer)
    name = language.kpis.get(identity) if identity else None
    key = f"le.{name.gender}{name.number}" if name else "le.ms"
    said = re.match(rf"(?:{'|'.join(language.lexicon.noun_phrase.articles)})(?:[ ]|(?<=['’]))", answer, re.IGNORECASE)
    if not before and said:
        answer = answer[said.end() :]
    return _swap(context, start, found.end, language.rules.phrase(key, answer) if before else answer)


def _channel(context: Context, answer: str) -> str | None:
    found = context.frame.channel
    return None if found is None else _swap(context, *found.span, _without_lead(context, answer, "channel_leads"))


def _audience(context: Context, answer: str) -> str | None:
    found = context.frame.audience
    if found is None:
        return None
    bare = _without_lead(context, answer, "audience_leads")
    articles = "|".join(context.language.lexicon.noun_phrase.articles)
    return _swap(context, *found.span, re.sub(rf"^(?:{articles})(?:[ ]|(?<=['’]))", "", bare, flags=re.IGNORECASE))


def _without_lead(context: Context, answer: str, table: str) -> str:
    """An answer without the preposition that the text has already."""
    leads = "|".join(getattr(lang.answer_words(context.language.code), table))
    return re.sub(rf"^(?:{leads})[ ]", "", answer, flags=re.IGNORECASE)


def retraced(made: Rewrite, before: str, after: str) -> Rewrite:
    """The rewrite of a goal that was said anew, with its provenance told from the author's own text: what was exchanged is an answer."""
    start = _common(before, after)
    rest = _common(before[start:][::-1], after[start:][::-1])
    end, shift = len(after) - rest, len(before) - len(after)

    def told(trace: Trace) -> Trace:
        if trace.source is None or trace.source[1] <= start:
            return trace
        a, b = trace.source
        if a >= end:
            return replace(trace, source=(a + shift, b + shift))
        if trace.slot:
            return replace(trace, origin="answer", source=None)
        return replace(trace, source=(min(a, start), max(b + shift, start)))

    return replace(made, changed=made.text != before, provenance=tuple(told(trace) for trace in made.provenance))


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def at_fault(context: Context) -> tuple[str, ...]:
    """Slots that the text tells in a way that cannot be meant, so that an answer takes their place."""
    frame, out = context.frame, []
    if frame.deadline and frame.deadline.end_date and frame.deadline.end_date < context.today:
        out.append("deadline")
    checks = {rule.id: rule.check for rule in (*achievable.RULES, *relevant.RULES)}
    if frame.figure and frame.figure.kind != "multiplier" and any(checks[i](context) for i in OUT_OF_REACH):
        out.append("target")
    if checks["R002"](context):
        out.append("channel")
    return tuple(out)
