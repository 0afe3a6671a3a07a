"""The role of each figure: baseline, target, change, means, unknown; and the direction in which it points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from assistant.entities import figure_kinds
from assistant.entities.heads import WordPattern
from assistant.entities.numbers import SPACE, alternation
from assistant.entities.zones import Zones
from assistant.lang.models import Language
from assistant.records import Entity

WINDOW = 40
CLAUSE = re.compile(r",[ ]|[ ][–—-][ ]")
LEAD_WORDS = 2  # words of a clause that only says when ("d'ici le", "by the end of")


class RoleGrammar:
    """The compiled cue words of one language."""

    def __init__(self, language: Language) -> None:
        words, lexicon = language.figures, language.lexicon
        self.kinds = figure_kinds.grammar(language.code)
        comparator = rf"(?:[<>≥≤~]{SPACE}?)?"

        def before(cues: Sequence[str]) -> re.Pattern[str]:
            return re.compile(rf"(?<!\w){alternation(tuple(cues))}{SPACE}?(?:[:=(]{SPACE}?)?{comparator}$", re.IGNORECASE)

        def after(cues: Sequence[str], reach: int = 3) -> re.Pattern[str]:
            return re.compile(rf"[ \u00a0(]{{0,3}}(?:[^\W\d_]{{1,24}}['’ ]){{0,{reach}}}?{alternation(tuple(cues))}(?!\w)", re.IGNORECASE)

        self.baseline_before, self.baseline_after = before(words.baseline_before), after(words.baseline_after, 2)
        self.target_before = before(words.target_before)
        self.change_before, self.change_after = before(words.change_before), after(words.change_after)
        self.means_before, self.means_after = before(words.means_before), after(words.means_after, 0)
        self.means_before_money = before(words.means_before_money)
        self.cadence = re.compile(rf"(?:{SPACE}?/\w+|{SPACE}(?:par|a|per|each|every|chaque) \w+)")
        self.pair_from = before(words.pair_from)
        arrows = [w for w in words.pair_to if not w[0].isalpha()]
        self.pair_to = re.compile(
            rf"(?:[^\d;.!?]{{0,40}}?[ \u00a0)])?[(]?{alternation(words.pair_to)}{SPACE}?{comparator}(?:\S{{1,30}}{SPACE})?", re.IGNORECASE
        )
        self.arrow = re.compile(rf"[^\d;.!?]{{0,30}}?{alternation([re.escape(a) for a in arrows])}{SPACE}?{comparator}")

        def verbs(*lists: Sequence[str]) -> WordPattern:
            forms = {form for words in lists for verb in words for form in (language.rules.forms(verb) or (verb,))}
            return WordPattern(_longest_first(forms))

        gains = {form for verb in lexicon.verbs_gain for form in (language.rules.forms(verb) or (verb,))}
        self.gaining = WordPattern(_longest_first(gains), after=f"{SPACE}?$")
        multi_up = [w for w in words.multipliers if words.multipliers[w] > 1]
        reaching = {
            f for verb in (*lexicon.verbs_acquire, *lexicon.verbs_reach, *lexicon.verbs_up) for f in (language.rules.forms(verb) or (verb,))
        }
        self.reaching = WordPattern(_longest_first(reaching), after=rf"{SPACE}?(?:\w+{SPACE})?$")
        won = {form for verb in lexicon.verbs_acquire for form in (language.rules.forms(verb) or (verb,))}
        self.winning = WordPattern(_longest_first(won), after=rf"{SPACE}?$")
        self.up = verbs(lexicon.verbs_up, lexicon.nouns_up, multi_up)
        self.down = verbs(lexicon.verbs_down, lexicon.nouns_down)
        # "acquisition cost", "délai de recrutement": a word of change that is part of an indicator's name moves nothing
        named = {name for kpi in language.kpis.values() for name in (kpi.name, *kpi.synonyms, *kpi.aliases) if " " in name}
        moving = sorted((n for n in named if self.up.search(n) or self.down.search(n)), key=len, reverse=True)
        patterns = [re.sub("['’]", "['’]", re.escape(n)) for n in moving]
        self.names = re.compile(rf"(?<!\w){alternation(patterns)}(?!\w)", re.IGNORECASE)

    def trend(self, text: str) -> str | None:
        """The direction that the last verb or noun of change in the text names."""
        text = self.names.sub(lambda match: " " * len(match.group()), text)
        ups, downs = [m.start() for m in self.up.finditer(text)], [m.start() for m in self.down.finditer(text)]
        if not ups and not downs:
            return None
        return "up" if (ups or [-1])[-1] > (downs or [-1])[-1] else "down"

    def is_aimed_at(self, text: str, figure: Entity) -> bool:
        """Whether a verb of reaching or a bound stands right before the figure ("raise £10,000", "under $0.90")."""
        before = text[max(0, figure.start - WINDOW) : figure.start]
        return bool(self.reaching.search(before) or self.target_before.search(before))

    def is_won(self, text: str, figure: Entity) -> bool:
        """Whether a bare number is the object of a verb of gaining ("recruter 3 soudeurs"): then it counts what is gained."""
        head = text[max(0, figure.start - WINDOW) : figure.start]
        return figure.kind == "count" and figure.unit is None and self.winning.search(head) is not None

    def assign(self, text: str, figures: Sequence[Entity], zones: Zones, dates: Sequence[Entity] = ()) -> list[Entity]:
        """Give each figure its role and direction."""
        out = list(figures)
        for i, figure in enumerate(out):
            if figure.role == "baseline" or (figure.role == "target" and i):
                continue
            if i + 1 < len(out) and self._is_pair(text, figure, out[i + 1]):
                follower = out[i + 1]
                out[i] = replace(figure, role="baseline")
                out[i + 1] = replace(follower, role="target", direction=_towards(figure, follower))
                continue
            out[i] = self._single(text, figure, zones)
        out = [self._aside(text, f, out[:i], dates) for i, f in enumerate(out)]
        return self.kinds.settle(text, out)

    def complete(self, text: str, figures: Sequence[Entity]) -> list[Entity]:
        """Figures whose roles have been decided elsewhere: a bare value takes the kind and unit of what it is set against, and each
        aim the direction that the values or the words before it show."""
        out = self.kinds.settle(text, figures)
        return [replace(f, direction=self._heading(text, f, out)) for f in out]

    def _heading(self, text: str, figure: Entity, figures: Sequence[Entity]) -> str | None:
        if figure.kind == "multiplier" or figure.role not in ("target", "change"):
            return figure.direction
        head = text[: figure.start]
        if figure.role == "change":
            after = text[figure.end : figure.end + WINDOW].split(",")[0]
            return figure.direction or self.trend(f"{head} {after}")
        before = [f for f in figures if f.role == "baseline" and f.kind == figure.kind]
        nearest = min(before, key=lambda f: abs(f.start - figure.start), default=None)
        return (nearest and _towards(nearest, figure)) or figure.direction or self.trend(head)

    def _aside(self, text: str, figure: Entity, earlier: Sequence[Entity], dates: Sequence[Entity]) -> Entity:
        """What stands beside the aim: in brackets the value today ("halve stoppages (22 h)"), in a later clause the effort
        ("sign 12 contracts before Easter, 30 calls a week")."""
        aims = [f for f in earlier if f.role in ("target", "change")]
        if figure.role != "target":
            return figure
        if aims and text[: figure.start].endswith("(") and (figure.kind == aims[-1].kind or aims[-1].role == "change"):
            return replace(figure, role="baseline")
        clause = max((m.end() for m in CLAUSE.finditer(text, 0, figure.start)), default=0)
        if not clause or figure.kind not in ("count", "money", "time") or self.is_aimed_at(text, figure):
            return figure
        end = stop.start() if (stop := CLAUSE.search(text, figure.end)) else len(text)
        due = [d for d in dates if d.kind in ("deadline", "duration", "period")]
        head = text[:clause]
        for date in due:
            head = head.replace(date.text, "")
        if len(re.findall(r"\w{2,}", head)) <= LEAD_WORDS or any(clause <= d.start < end for d in due):
            return figure  # "by July, 50 leads": the first clause only says when
        repeated = any(d.kind == "cadence" and figure.end <= d.start < end for d in dates)
        beside = any(d.end <= clause for d in due) or (repeated and (aims or figure.kind == "time"))
        return replace(figure, role="means", direction=None) if beside else figure

    def _is_pair(self, text: str, one: Entity, two: Entity) -> bool:
        between = text[one.end : two.start]
        if (
            "multiplier" in (one.kind, two.kind)
            or two.direction
            or len(between) > WINDOW
            or (one.unit and two.unit and one.unit != two.unit and one.kind != "time")
            or ("time" in (one.kind, two.kind) and one.kind != two.kind and "count" not in (one.kind, two.kind))
        ):
            return False
        if self.arrow.fullmatch(between):
            return True
        before = text[max(0, one.start - WINDOW) : one.start]
        return bool(self.pair_to.fullmatch(between) and (self.pair_from.search(before) or not between.strip(" àto\u00a0")))

    def _single(self, text: str, figure: Entity, zones: Zones) -> Entity:
        before, after = text[max(0, figure.start - WINDOW) : figure.start], text[figure.end : figure.end + WINDOW]
        head = text[: figure.start]
        if figure.kind == "multiplier":
            return figure
        moved = self._changes(head, before)
        differs = bool(figure.direction) or bool(self.change_after.match(after))
        today = self.baseline_before.search(before)
        if today and moved and len(today.group()) > len(self.change_before.search(before).group()):  # type: ignore[union-attr]
            moved = False  # "au lieu de 15": the longer cue wins over its own "de"
        if (self.baseline_after.match(after) and not (moved or differs)) or (today and not moved):
            return replace(figure, role="baseline")
        in_means = zones.means is not None and zones.means[0] <= figure.start < zones.means[1]
        cost = figure.kind == "money" and self.means_before_money.search(before)
        if in_means or cost or self.means_before.search(before) or self._spent(figure, head, after):
            return replace(figure, role="means")
        if differs:
            return replace(figure, role="change", direction=figure.direction or self.trend(head + " " + after.split(",")[0]))
        # "gagner 2 points", "perdre 6 kilos": a difference; "gagner 50 leads" is a flow
        gained = (figure.kind in ("percent", "points") or (figure.kind == "count" and figure.unit)) and self.gaining.search(before)
        if gained or moved:
            return replace(figure, role="change", direction=self.trend(head) or ("up" if gained else None))
        return replace(figure, role="target", direction=self.trend(head))

    def _spent(self, figure: Entity, head: str, after: str) -> bool:
        cadence = self.cadence.match(after)
        found = self.means_after.match(after) or (cadence and self.means_after.match(after, cadence.end()))
        return bool(found) and (bool(head.strip()) or figure.kind == "money")  # what a text opens with is its aim

    def _changes(self, head: str, before: str) -> bool:
        match = self.change_before.search(before)
        return bool(match) and self.trend(re.split(r"[;.!?]", head)[-1]) is not None


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _towards(one: Entity, two: Entity) -> str | None:
    if one.amount is None or two.amount is None or one.amount == two.amount:
        return None
    # "de 1 à 3 k€": the unit of the second holds for the first
    low = one.amount
    return "up" if two.amount > low else "down"


@cache
def grammar(language_code: str) -> RoleGrammar:
    """The compiled cues of a language, built once."""
    from assistant import lang

    return RoleGrammar(lang.get(language_code))
