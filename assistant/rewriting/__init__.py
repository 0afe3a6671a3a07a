"""Rewrite a goal: gaps, values, sentence, verification, breakdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.criteria.base import Context
from assistant.records import Rewrite, Verdict
from assistant.rewriting import template
from assistant.rewriting.breakdown import breakdown
from assistant.rewriting.gaps import gaps_of, placeholders_in
from assistant.rewriting.values import Values, resolve
from assistant.rewriting.verify import problems

Review = Callable[[str], tuple[Context, Mapping[str, Verdict]]]

FILLS = ("placeholder", "suggest")


def rewrite(context: Context, verdicts: Mapping[str, Verdict], answers: Mapping[str, str], fill: str, review: Review) -> Rewrite:
    """The SMART version of a goal, verified.

    Args:
        context: the analysed goal.
        verdicts: its criteria.
        answers: what the user has said, by slot.
        fill: "placeholder" (gaps show as marked placeholders) or "suggest" (declared assumptions).
        review: reads a candidate as if it were a goal of its own, for the verifier.
    """
    gaps = gaps_of(context, verdicts)
    values = resolve(context, gaps, answers, fill)
    allowed = [*(values.texts[slot] for slot in values.given), *(a.value for a in values.assumptions)]
    plain = Values(dict(context.language.templates.placeholders))
    tries = (
        (template.compose(context, gaps, values), values),
        (template.safe(context, gaps, values), Values(values.texts, given=values.given)),
        (template.safe(context, gaps, plain), plain),
    )
    text, used = context.text, plain
    for candidate, candidate_values in tries:
        if candidate == context.text or _sound(context, candidate, allowed, review):
            text, used = candidate, candidate_values
            break
    return Rewrite(
        text=text,
        engine="template",
        changed=text != context.text,
        placeholders=placeholders_in(text, context.language),
        assumptions=used.assumptions if text != context.text else (),
        smart=breakdown(context, verdicts, gaps, used),
    )


def _sound(context: Context, candidate: str, allowed: list[str], review: Review) -> bool:
    """Whether a candidate keeps the facts, invents none, and leaves nothing to add on a second pass."""
    reread, verdicts = review(candidate)
    return not problems(context.text, context.entities, candidate, allowed, reread.entities) and not gaps_of(reread, verdicts)
