"""Rewrite a goal: gaps, values, sentence, verification, breakdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.criteria.base import Context
from assistant.records import Rewrite, Verdict
from assistant.rewriting import template
from assistant.rewriting.breakdown import breakdown
from assistant.rewriting.gaps import gaps_of, placeholders_in
from assistant.rewriting.style import in_style
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
    marked = {p.slot for p in placeholders_in(context.text, context.language)}
    if "target" in marked and fill == "placeholder" and not answers:
        gaps = []  # a rewrite of ours that waits for its answers
    values = resolve(context, gaps, answers, fill)
    allowed = [*(values.texts[slot] for slot in values.given), *(a.value for a in values.assumptions)]
    if "deadline" in values.given:
        allowed.append(context.language.rules.deadline(values.texts["deadline"]))  # "June" is written as "the end of June"
    plain = Values(dict(context.language.templates.placeholders))
    tries = (
        (template.compose(context, gaps, values), values),
        (template.safe(context, gaps, values), Values(values.texts, given=values.given)),
        (template.safe(context, gaps, plain), plain),
    )
    text, used = context.text, plain
    factual: tuple[str, Values] | None = None
    for written, candidate_values in tries:
        candidate = in_style(written, context.text, answers.values())
        reread, reverdicts = review(candidate)
        if problems(context.text, context.entities, candidate, allowed, reread.entities):
            continue
        if candidate == context.text or not gaps_of(reread, reverdicts):
            text, used = candidate, candidate_values
            break
        factual = factual or (candidate, candidate_values)
    else:
        # every candidate leaves something to add on a second reading; one that keeps the facts is better than no help
        text, used = factual or (text, used)
    return Rewrite(
        text=text,
        engine="template",
        changed=text != context.text,
        placeholders=placeholders_in(text, context.language),
        assumptions=used.assumptions if text != context.text else (),
        smart=breakdown(context, verdicts, gaps, used),
    )
