"""The stretches of a goal that say how ("en publiant …", "with a budget of …") and what for ("pour …", "so that …")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.entities.heads import WordPattern
from assistant.lang.models import Language
from assistant.records import Entity, Span

VALUE = 60  # characters between a verb that moves an indicator and the value to which it does
FIRST = re.compile(r"(?<!\w)\w+ ")  # the preposition of a cue
STOP = re.compile(r"[,;.!?)\n]|[ ][-–—][ ]")
CUE = 12  # characters: the length of the longest cue of means ("thanks to")


@dataclass(frozen=True, slots=True)
class Zones:
    """Spans of the means and of the reason, cue included; None where the text has none."""

    means: Span | None = None
    reason: Span | None = None


class ZoneGrammar:
    """The compiled cues of one language."""

    def __init__(self, language: Language) -> None:
        lexicon = language.lexicon
        self.means = WordPattern(lexicon.means_cues, r"(?<![\w-])", "")
        groups = (lexicon.verbs_purpose, lexicon.verbs_up, lexicon.verbs_down, lexicon.verbs_acquire, lexicon.verbs_keep,
                  lexicon.verbs_reach, lexicon.verbs_vague, lexicon.verbs_deliver, lexicon.verbs_act)  # fmt: skip
        purposes = {v for group in groups for v in group}
        verb = rf"(?:{'|'.join(sorted(purposes - set(lexicon.not_purposes), key=len, reverse=True))})\b"
        cues = [cue.replace("{verb}", verb) for cue in lexicon.reason_cues]
        self.reason = WordPattern(cues, after="")
        # "we want to …": only a cue that opens with the verb's own "to" can belong to a wish; "so that" never does
        wished = [cue.replace("{verb}", verb) for cue in lexicon.reason_cues if "{verb}" in cue or not re.match(r"\w+ \w+", cue)]
        self.wished = re.compile(rf"(?:{'|'.join(wished)})", re.IGNORECASE)
        # "by increasing organic traffic …" names the result, not the means; vague verbs ("by improving the site") and deeds
        # ("by taking the course") stay means, unless a value follows ("by taking churn from 5% to 3%")
        moving = {*lexicon.verbs_up, *lexicon.verbs_down, *lexicon.verbs_reach} - set(lexicon.verbs_vague)
        deeds = moving & set(lexicon.verbs_act)

        def shown(verbs: set[str]) -> list[str]:
            forms = {form for verb in verbs for form in (language.rules.forms(verb) or (verb,))} or {"(?!)"}
            return sorted(forms, key=len, reverse=True)

        value = rf"(?!\w)[^,;.]{{0,{VALUE}}}?(?<!\w)(?:{'|'.join(language.figures.pair_to)})[ \u00a0]?[\[\d€$£]"
        self.result = WordPattern(shown(moving - deeds), before="")
        self.valued = WordPattern(shown(deeds), before="", after=value)
        # "we want to …": the verb of the wish takes its own "to"
        self.wish = re.compile(
            rf"(?<!\w)(?:{'|'.join(re.escape(c) for c in lexicon.goal_cues)}|{'|'.join(lexicon.wish_verbs)})[ ]$", re.IGNORECASE
        )
        dates = language.dates
        leads = [word for kind in ("before", "deadline", "duration") for word in dates.leads[kind]]
        self.lead = re.compile(
            rf"(?<!\w)(?:{'|'.join(sorted(leads, key=len, reverse=True))})[ ]?(?:(?:{'|'.join(dates.determiners)})[ ]?){{0,4}}$",
            re.IGNORECASE,
        )

    def find(self, text: str, dates: Sequence[Entity], taken: Sequence[Entity] = ()) -> Zones:
        """The first means and the first reason zone; a cue within an entity that is `taken` is none ("accidents avec arrêt")."""
        ends = sorted(self.lead_start(text, d) for d in dates if d.kind in ("deadline", "duration", "period"))
        means = self._first(self.means, text, ends, (), taken)
        reason = self._first(self.reason, text, ends, (means,) if means else (), taken)
        if means and reason and means[0] < reason[0] < means[1]:
            means = (means[0], _trim(text, means[0], reason[0]))
        if means and reason and reason[0] < means[0] < reason[1]:
            reason = (reason[0], _trim(text, reason[0], means[0]))
        return Zones(means, reason)

    def _first(self, cue: WordPattern, text: str, ends: list[int], skip: Sequence[Span], taken: Sequence[Entity]) -> Span | None:
        for match in cue.finditer(text):
            start = match.start()
            in_cue = any(s <= start < s + CUE for s, _ in skip)
            if (
                in_cue
                or any(e.start < start < e.end for e in taken)
                or (cue is self.means and self._is_result(text, start))
                or (self.wish.search(text[max(0, start - 64) : start]) and (cue is self.means or self.wished.match(text, start)))
                or any(abs(start - end) < 2 for end in ends)
            ):
                continue
            stop = STOP.search(text, match.end())
            end = min([stop.start() if stop else len(text), *(e for e in ends if e > start)])
            end = _trim(text, start, end)
            if end > match.end() or len(match.group()) > 6:
                return start, end
        return None

    def _is_result(self, text: str, start: int) -> bool:
        """Whether the verb behind a cue's preposition names what is to come out."""
        word = FIRST.match(text, start)
        return word is not None and (self.result.match(text, word.end()) or self.valued.match(text, word.end())) is not None

    def lead_start(self, text: str, date: Entity) -> int:
        """Where the words that introduce a date begin ("d'ici la", "by the")."""
        offset = max(0, date.start - 40)
        match = self.lead.search(text[offset : date.start])
        return offset + match.start() if match else date.start


def _trim(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" ,;:\u00a0\u202f"))


@cache
def grammar(language_code: str) -> ZoneGrammar:
    """The compiled cues of a language, built once."""
    from assistant import lang

    return ZoneGrammar(lang.get(language_code))
