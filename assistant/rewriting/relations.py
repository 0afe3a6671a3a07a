"""How a goal names its indicator, which decides what kind of sentence fits, and where the author's text is cut for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from assistant.criteria.aims import verbs
from assistant.criteria.base import Context
from assistant.lang.realising import realiser
from assistant.rewriting.amend import lead_start
from assistant.rewriting.gaps import acquires
from assistant.rewriting.phrases import Request, set_type
from assistant.rewriting.pieces import Candidate, Piece, of_source, words
from assistant.rewriting.sums import figure_in

# A label before the goal: a bullet, "KR1:", "Objectif 2 :".
LABEL = re.compile(r"\s*(?:[-–—•*]\s+|\w{1,20}+(?:[ ]\w{1,20}+)?[ \u00a0\u202f]?:\s+)?")
OBJECT = 28  # characters between a verb and its object: articles, an adjective
COMPLEMENT = 48  # characters of what may still belong to an indicator ("de la boutique en ligne")
WORDY = 140  # characters of a goal behind which a colon would come too late


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a goal's text is cut.

    Attributes:
        relations: kinds of sentence that fit, best first (the first words of the keys in patterns.toml).
        voice: the voice in which verbs of ours stand.
        lacking: what is lacking when no figure is: until, deadline, metric or more.
        slots: the stretches of the author's text that a pattern may name.
        end: closing punctuation and blanks.
        capital: whether the goal begins with a capital, which a verb of ours then takes over.
    """

    relations: tuple[str, ...]
    voice: str
    lacking: str
    slots: Mapping[str, Candidate]
    end: Candidate
    capital: bool


def layout_of(request: Request) -> Layout:
    """Look at a goal as its sentence needs it."""
    context, text = request.context, request.context.text
    end = text_end(text)
    point = insertion_point(context)
    label = LABEL.match(text)
    start = label.end() if label else 0
    voice = realiser(context.language.code).voice(text[start:])
    lacking = _lacking(request)
    if lacking in ("deadline", "until") and context.frame.cadence and context.frame.cadence.end > point:
        point = end
    slots: dict[str, Candidate] = {
        "whole": of_source(context, 0, end),
        "head": of_source(context, 0, point),
        "tail": of_source(context, point, end),
    }
    relations = _relations(request, start, point, end, voice, slots)
    closing = text[end:]
    if relations[0] == "same" and context.frame.means and context.frame.means[0] >= point:
        slots["head"], slots["tail"] = slots["whole"], ()  # means belong to the wish, not to its figures
    colon, closing_kept = _colon(context, end)
    slots["colon"] = tuple(replace(piece, slot="colon") for piece in colon) or (Piece("", "colon"),)
    if not closing_kept:
        closing = re.sub(r"^[.!?…\s]*", "", closing) if closing.strip() else closing
    return Layout(relations, voice, lacking, slots, words_of_end(context, end, closing), text[start : start + 1].isupper())


def words_of_end(context: Context, end: int, closing: str) -> Candidate:
    """The closing marks of the goal."""
    return of_source(context, end, len(context.text)) if closing == context.text[end:] else words(closing)


def text_end(text: str) -> int:
    """Where the goal ends, before its closing mark."""
    return len(text.rstrip().rstrip(".!;").rstrip())


def insertion_point(context: Context) -> int:
    """The end of the main clause: before the deadline, the means and the reason, or before closing punctuation."""
    text, frame = context.text, context.frame
    end = text_end(text)
    zones = [zone for zone in (frame.means, frame.reason) if zone]
    mains = [e for e in (frame.metric, frame.audience) if e and not any(a < e.start < b for a, b in zones)]
    core = max([e.end for e in mains] + [frame.action[1] if frame.action else 0])
    # a purpose that holds the goal's own figure is the goal itself ("publish guides to win 30 leads"): nothing is put before it
    starts = [zone[0] for zone in zones if not (frame.figure and zone[0] <= frame.figure.start < zone[1])]
    if frame.deadline:
        starts.append(lead_start(context, frame.deadline))
    point = min([start for start in starts if start >= core and start > 0] + [end])
    return len(text[:point].rstrip(" ,;:–—-\u00a0(")) or end


def _colon(context: Context, end: int) -> tuple[Candidate, bool]:
    """What stands between the author's words and ours: a colon, a dash where there is one already, a new sentence after a long text.

    The second value tells whether the author's closing mark still ends the whole.
    """
    say, text = context.language.templates.sentences, context.text
    closing = text[end:].strip()
    open_mark = text[:end].rstrip()[-1:]
    if open_mark in "?…":
        return (Piece(""),), True
    if closing[:1] in "!" and closing:
        return (*of_source(context, end, len(text.rstrip())),), False
    if re.search(r"[.!?…]\s+\S", text[:end]) or end > WORDY:
        return words("."), True
    return words(set_type(context, say["dash" if ":" in text[:end] else "colon"])), True


def _lacking(request: Request) -> str:
    gaps = request.gaps
    if "metric" in gaps:
        return "metric"
    if "deadline" in gaps:
        return "until" if _is_habit(request.context) else "deadline"
    return "more"


def _is_habit(context: Context) -> bool:
    """Whether something is done again and again ("read two books a month"), not reached ("100 sales a month")."""
    frame = context.frame
    if not (frame.cadence and frame.figure) or frame.baseline:
        return False
    if frame.action is None:
        return frame.metric is None
    verb = context.text[slice(*frame.action)]
    if frame.metric:
        return bool(verbs(context.language.code, "verbs_act").fullmatch(verb))
    reaching = verbs(context.language.code, "verbs_reach", "verbs_up", "verbs_down", "verbs_acquire").fullmatch(verb)
    acting = verbs(context.language.code, "verbs_act", "verbs_deliver").fullmatch(verb)
    return bool(acting) or not reaching


def _relations(request: Request, start: int, point: int, end: int, voice: str, slots: dict[str, Candidate]) -> tuple[str, ...]:
    context, gaps = request.context, request.gaps
    if "target" not in gaps and not request.values.change:
        return ("only",)
    frame = context.frame
    if "metric" in gaps and frame.deliverable:
        if voice == "noun":
            return "thing_result", "result"
        long = frame.reason or frame.means or "," in context.text[frame.deliverable[1] : end]
        return ("more_result", "result") if long else ("result",)
    if _countable(request, point, slots):
        kind = "sum" if context.kpi and context.kpi.unit == "money" and "metric" not in gaps else "count"
        return (kind, "named") if "metric" in gaps else (kind, "same")
    if "metric" in gaps:
        return ("same", "named") if _names_itself(request) else ("named",)
    if acquires(context):
        return ("same",)
    if _is_object(context, point):
        if not request.keep_words and _gives_way(context, start, point, slots):
            return "vague", "direct", "same"
        return "direct", "same"
    if voice == "noun" and context.frame.metric and _moves(context, start, context.frame.metric.start):
        return "noun", "same"
    if context.frame.metric and _bare(context, start, point):
        return "bare", "same"
    return ("same",)


def _is_object(context: Context, point: int) -> bool:
    """Whether the indicator is the object of a verb that moves, with nothing but its complement behind it."""
    frame, text = context.frame, context.text
    if frame.action is None or frame.metric is None or frame.metric.start < frame.action[1]:
        return False
    if not verbs(context.language.code, "verbs_up", "verbs_down", "verbs_vague").fullmatch(text[slice(*frame.action)]):
        return False
    articles = "|".join((*context.language.lexicon.noun_phrase.articles, *context.language.dates.determiners))
    between = text[frame.action[1] : frame.metric.start]
    complement = text[frame.metric.end : point]
    return (
        len(between) <= OBJECT
        and bool(re.fullmatch(rf"\s*(?:(?:{articles}|[^\W\d_]{{2,5}})\s?)*(?:[\w'’-]+\s)?", between, re.IGNORECASE))
        and not verbs(context.language.code, "verbs_up", "verbs_down", "verbs_act", "verbs_deliver").search(between)
        and not _quantified(context, between)
        and len(complement) <= COMPLEMENT
        and not re.search(r"[,;:.()!?]|[ ][-–—][ ]", complement)
    )


def _quantified(context: Context, between: str) -> bool:
    found = re.search(rf"(?<!\w)(?:{realiser(context.language.code).more})$", between, re.IGNORECASE)
    return bool(found and found.group())


def _gives_way(context: Context, start: int, point: int, slots: dict[str, Candidate]) -> bool:
    """Whether the verb says little and stands where another can take its place; then the text is cut around it."""
    frame, text = context.frame, context.text
    action = frame.action
    if action is None:
        return False
    verb, improving = text[slice(*action)].lower(), context.language.templates.improving
    opens, infinitive = not text[start : action[0]].strip(), verb in improving
    vague = infinitive or any(re.fullmatch(form, verb) for v in improving for form in context.language.rules.forms(v) or (v,))
    if not vague or not (opens or infinitive) or (not opens and not re.fullmatch(r"[^,;:.]{0,24}", text[start : action[0]])):
        return False
    slots["lead"] = of_source(context, 0, action[0])
    slots["object"] = of_source(context, action[1], point)
    return True


def _moves(context: Context, start: int, stop: int) -> bool:
    lexicon = context.language.lexicon
    return bool(_nouns((*lexicon.nouns_up, *lexicon.nouns_down)).match(context.text, start, stop))


@cache
def _nouns(nouns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(nouns, key=len, reverse=True))})s?(?!\w)", re.IGNORECASE)


def _bare(context: Context, start: int, point: int) -> bool:
    """Whether the goal is nothing but its indicator."""
    metric, text = context.frame.metric, context.text
    if metric is None:
        return False
    articles = "|".join(context.language.lexicon.noun_phrase.articles)
    before = re.fullmatch(rf"\s*(?:(?:{articles})[ ]?)?", text[start : metric.start], re.IGNORECASE)
    return bool(before) and point - metric.end <= COMPLEMENT and not re.search(r"[,;:.()]", text[metric.end : point])


def _countable(request: Request, point: int, slots: dict[str, Candidate]) -> bool:
    """Whether people or things are to be gained whose quantifier gives way to a number ("attirer des leads" → "attirer 50 leads")."""
    context, text, frame = request.context, request.context.text, request.context.frame
    values, figure = request.values, request.phrases.figure
    if frame.action is None or values.times:
        return False
    voice = realiser(context.language.code)
    if "metric" in request.gaps:
        answered = figure_in(context, values.texts["target"]) if "target" in values.given and not values.change else None
        if values.origins.get("metric") != "source" or answered is None or answered.kind != "count":
            return False
        behind = re.compile(rf"\s+(?:{voice.more})", re.IGNORECASE).match(text, frame.action[1])
        if behind is None:
            return False
        things = behind.end()
    elif acquires(context) and frame.metric and frame.metric.start >= frame.action[1]:
        things = frame.metric.start
    else:
        return False
    found = re.search(rf"(?<!\w)(?:{voice.more})$", text[:things], re.IGNORECASE)
    if found is None or found.start() < frame.action[1] or point <= things:
        return False
    if voice.guess(text[things:point])[1] != "p" or (not found.group() and text[frame.action[1] : things].strip()):
        return False
    kept = found.start("kept") if "kept" in found.groupdict() and found["kept"] else things
    last = frame.metric.end if frame.metric and things <= frame.metric.start else point
    if not found.group() and last < point and context.frame.channel is None and context.frame.audience is None:
        return False
    slots["before"] = of_source(context, 0, found.start())
    slots["things"] = of_source(context, kept, last)
    slots["bare"] = of_source(context, things, last)
    slots["rest"] = of_source(context, last, point)
    preposition = voice.of(text[things:last]).removesuffix(text[things:last])
    slots["of_things"] = (*words(set_type(context, preposition)), *slots["bare"])
    if figure in ("at", "pair") and "target" in values.given:
        return _split_answer(request, slots)
    return True


def _names_itself(request: Request) -> bool:
    """Whether the answered value says what an implied indicator would say again ("100 sales a month")."""
    values = request.values
    if values.origins.get("metric") != "source" or "target" not in values.given:
        return False
    return values.texts["metric"].split()[-1].casefold() in values.texts["target"].casefold()


def _split_answer(request: Request, slots: dict[str, Candidate]) -> bool:
    """ "50 par mois" becomes "50 leads par mois"; an answer with a unit of its own ("20 000 €") counts no things."""
    context, answer = request.context, request.values.texts["target"]
    figure = figure_in(context, answer)
    money = context.kpi is not None and context.kpi.unit == "money" and "metric" not in request.gaps
    if figure is None or figure.kind != ("money" if money else "count") or (figure.unit and not money) or answer[: figure.start].strip():
        return False
    piece = Piece(answer[: figure.end], "target", request.values.origins["target"], None, request.values.notes.get("target", ""))
    slots["target"] = (piece,)
    rest = answer[figure.end :].strip()
    first = "".join(p.text for p in slots["bare"]).split()[:1]
    if rest and rest.split()[0].rstrip("s") != (first[0].rstrip("s") if first else ""):
        for slot in ("things", "bare"):
            slots[slot] = (*slots[slot], Piece(" "), Piece(rest, "target", piece.origin, None, piece.note))
    return True
