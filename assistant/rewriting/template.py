"""The template engine: keeps the author's sentence and adds, at its right place, what is missing."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.criteria.base import Context
from assistant.rewriting.amend import lead_start
from assistant.rewriting.gaps import acquires, placeholders_in
from assistant.rewriting.values import Values

COMPLEMENTS = ("audience", "channel", "means", "reason", "owner")


def _insertion_point(context: Context) -> int:
    """The end of the main clause: before the deadline, the means and the reason, or before closing punctuation."""
    text, frame = context.text, context.frame
    end = len(text.rstrip().rstrip(".!;").rstrip())
    core = max([e.end for e in (frame.metric, frame.audience) if e] + [frame.action[1] if frame.action else 0])
    starts = [zone[0] for zone in (frame.means, frame.reason) if zone]
    if frame.deadline:
        starts.append(lead_start(context, frame.deadline))
    point = min([start for start in starts if start >= core and start > 0] + [end])
    return len(text[:point].rstrip(" ,;:–—-\u00a0(")) or end


def _figure_part(context: Context, gaps: list[str], values: Values, point: int) -> str:
    """What is added to the main clause for metric, baseline and target."""
    say, texts, frame = context.language.templates.sentences, values.texts, context.frame
    named = "metric" in gaps
    if "target" not in gaps:
        return say["metric_joined"].format(**texts) if named else ""
    if named and frame.deliverable:
        return say["result_joined"].format(**texts)
    if values.change is not None:
        slots = {"metric": texts["metric"], "change": values.change}
        if named:
            return say["change_metric_down" if values.change_down else "change_metric_up"].format(**slots)
        if acquires(context):
            return say["change_more"].format(**slots)
        joined = frame.metric is None or frame.metric.end != point
        return say["change_joined" if joined else "change"].format(**slots)
    if named:
        return say["pair_metric"].format(**texts)
    if acquires(context):
        return say["target_joined"].format(**texts)
    if "baseline" not in gaps and "baseline" not in values.given:
        return say["target"].format(**texts)
    return say["pair" if frame.metric and frame.metric.end == point else "pair_joined"].format(**texts)


def _deadline_part(context: Context, values: Values) -> str:
    say, rules = context.language.templates.sentences, context.language.rules
    text = values.texts["deadline"]
    if "deadline" in values.given:
        return " " + rules.deadline(text)
    if any(a.slot == "deadline" for a in values.assumptions):
        return " " + rules.deadline(text) + say["confirm"]
    return " " + say["deadline_gap_cadence" if context.frame.cadence and context.frame.figure else "deadline_gap"].format(deadline=text)


def compose(context: Context, gaps: list[str], values: Values) -> str:
    """The goal with its gaps filled, placed where a reader expects them."""
    text = _fill_placeholders(context, values)
    if text != context.text:
        return text
    point = _insertion_point(context)
    end = len(text.rstrip().rstrip(".!;").rstrip())
    figure = _figure_part(context, gaps, values, point)
    deadline = _deadline_part(context, values) if "deadline" in gaps else ""
    complements = _today(context, gaps, values) + _complements(context, values)
    if figure and deadline:
        main, tail = figure + deadline, ""
    else:
        # a deadline alone goes before the means and the reason when it follows the main clause directly
        main, tail = (figure, deadline)
    if tail and point < end and not (context.frame.cadence and context.frame.cadence.end > point):
        main, tail = main + tail, ""
    return text[:point] + main + text[point:end] + tail + complements + text[end:]


def _today(context: Context, gaps: list[str], values: Values) -> str:
    """Today's value, when it was given and no "from … to …" holds it."""
    held = "target" in gaps and values.change is None
    if "baseline" not in values.given or held or context.frame.baseline or not (context.frame.figure or values.change):
        return ""
    return context.language.templates.sentences["today"].format(baseline=values.texts["baseline"])


def _complements(context: Context, values: Values) -> str:
    """Answers about audience, channel, means and reason that the sentence does not hold yet."""
    rules, frame, out = context.language.rules, context.frame, ""
    present: Mapping[str, object] = {slot: getattr(frame, slot) for slot in COMPLEMENTS}
    makers = {"audience": rules.audience, "channel": rules.channel, "means": rules.means, "reason": rules.reason}
    for slot in COMPLEMENTS:
        answer = values.texts.get(slot, "")
        if slot not in values.given or present[slot] or answer in context.text:
            continue
        made = makers[slot](answer) if slot in makers else context.language.templates.sentences[slot].format(**{slot: answer})
        out += made if made[:1] in ", (" else f" {made}"
    return out


def _fill_placeholders(context: Context, values: Values) -> str:
    """Put answers where the text already holds placeholders (a goal that was rewritten before)."""
    out, last = [], 0
    rules = context.language.rules
    for held in placeholders_in(context.text, context.language):
        if held.slot not in values.given:
            continue
        answer = values.texts[held.slot]
        before = context.text[last : held.start]
        if held.slot == "deadline":
            made = rules.deadline(answer)
            # the placeholder stands after its own preposition, which the complement replaces
            for gap in ("deadline_gap_cadence", "deadline_gap"):
                lead = context.language.templates.sentences[gap].format(deadline="")
                if before.endswith(lead):
                    before, answer = before[: -len(lead)], made
                    break
        out += [before, answer]
        last = held.end
    if not out:
        return context.text
    return "".join(out) + context.text[last:] + _complements(context, values)


def safe(context: Context, gaps: list[str], values: Values) -> str:
    """The plainest form, when the verifier refuses the sentence: the author's text and the gaps in brackets after it."""
    say = context.language.templates.sentences["safe"]
    end = len(context.text.rstrip().rstrip(".!;").rstrip())
    markers = context.language.templates.placeholders
    listed = ", ".join(values.texts[gap] if gap in values.given else markers[gap] for gap in gaps)
    return context.text[:end] + (say.format(gaps=listed) if listed else "") + context.text[end:]
