"""Goal or not: a logistic regression on evidence (cues, forms, entities) and on the words themselves.

`smartgoals train` fits the weights (`models/<code>/goal.json`); without a model the evidence alone decides by `WEIGHTS`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from pydantic import TypeAdapter, ValidationError

from assistant.entities.heads import WordPattern
from assistant.entities.numbers import alternation
from assistant.entities.tokens import Token
from assistant.errors import ResourceError
from assistant.lang.models import Language
from assistant.records import Entity
from assistant.resources import model_file

THRESHOLD = 0.5
OPENING = re.compile(r"^\W*(?:[A-Z]{1,3}\d?\s*[:.)-]\s*)?")  # a bullet, "O1:", "KR2)"
ARROWS = ("→", "->", "=>")
ARROW = re.compile(r"\d\S{0,12}\s{0,4}(?:→|->|=>)\s{0,4}\S{0,12}\d")
BARE = re.compile(r"[+<>≥≤−-]?\s?\d")
LETTER = re.compile(r"[^\W_]")
CLOSING = frozenset(".!;…")
MODEL = "goal.json"
# Log-odds of each piece of evidence, set by hand: the prior towards which training is drawn.
WEIGHTS = {
    "bias": -0.4,
    "cue": 2.3,
    "opener": 2.4,
    "infinitive": 2.9,
    "wish_noun": 2.5,
    "more": 1.5,
    "figure": 0.4,
    "horizon": 1.6,
    "bare_target": 1.7,
    "arrow": 2.5,
    "question": -4.5,
    "nongoal": -3.1,
    "past": -3.0,
    "heading": -1.8,
    "colon_end": -2.0,
    "finite": -1.3,
    "title": -4.5,
    "baseline": 0.4,
    "metric": 0.8,
    "imperative": 0.6,
}


class GoalGrammar:
    """The compiled evidence patterns of one language."""

    def __init__(self, language: Language) -> None:
        self.weights = _weights(language.code)
        lexicon = language.lexicon
        forms = language.rules.forms
        groups = (lexicon.verbs_up, lexicon.verbs_down, lexicon.verbs_acquire, lexicon.verbs_keep, lexicon.verbs_reach, lexicon.verbs_vague,
                  lexicon.verbs_deliver, lexicon.verbs_act)  # fmt: skip
        self.verbs = frozenset(v for group in groups for v in group)
        patterns = tuple(sorted({f for v in self.verbs for f in (forms(v) or (v,))}))
        self.verb_form = WordPattern(sorted(patterns, key=len, reverse=True), before="")
        self.infinitive = _escaped(self.verbs, before="")
        self.shapes = [re.compile(shape, re.IGNORECASE) for shape in lexicon.infinitive_shapes]
        self.cue = _escaped(lexicon.goal_cues)
        self.opener = re.compile(rf"(?:{alternation(tuple(re.escape(c) for c in lexicon.goal_openers))})(?!\w)", re.IGNORECASE)
        self.nongoal = _escaped(lexicon.nongoal_cues)
        self.past = WordPattern(lexicon.past_cues, after="")
        nouns = tuple(sorted({f for n in (*lexicon.nouns_up, *lexicon.nouns_down) for f in (n, n + "s")}))
        self.wish_noun = re.compile(rf"(?:{alternation(lexicon.noun_phrase.articles)} ?)?(?:{alternation(nouns)})(?!\w)", re.IGNORECASE)
        self.more = WordPattern((*lexicon.words_more, *lexicon.words_less))

    def evidence(self, text: str, tokens: Sequence[Token], entities: Sequence[Entity]) -> list[str]:
        """The names of the pieces of evidence that the text shows."""
        body = OPENING.sub("", text)
        cue, more, wish_noun = self.cue.search(text), self.more.search(text), self.wish_noun.match(body)
        out: list[str] = []

        def note(name: str, seen: object) -> None:
            if seen:
                out.append(name)

        figures = [e for e in entities if e.label == "FIGURE"]
        horizon = any(e.label == "DATE" and e.kind in ("deadline", "duration", "period") for e in entities)
        starts_with_verb: object = self.infinitive.match(body) or any(shape.match(body) for shape in self.shapes)
        starts_with_verb = starts_with_verb or (body[:1] and any(t.infinitive and t.start == text.find(body) for t in tokens[:4]))
        note("infinitive", starts_with_verb)
        note("imperative", not starts_with_verb and self.verb_form.match(body))
        note("cue", cue)
        note("opener", self.opener.match(body))
        note("wish_noun", wish_noun)
        note("more", more)
        note("figure", any(f.role in ("target", "change") for f in figures))
        note("baseline", any(f.role == "baseline" for f in figures))
        note("arrow", any(a in text for a in ARROWS) and ARROW.search(text))
        note("horizon", horizon)
        note("metric", any(e.label == "METRIC" for e in entities))
        note("question", text.rstrip().endswith("?"))
        note("nongoal", self.nongoal.search(text))
        note("past", self.past.search(text) or (not starts_with_verb and any(t.past for t in tokens[1:])))
        finite = any(t.pos in ("VERB", "AUX") for t in tokens[1:]) and not starts_with_verb and not cue
        note("finite", finite)
        has_verb = any(t.pos in ("VERB", "AUX") for t in tokens)
        note("bare_target", figures and not finite and BARE.match(body))
        note(
            "heading",
            not starts_with_verb and not cue and not has_verb and not figures and not more and not wish_noun and len(tokens) <= 6,
        )
        rest = self.cue.pattern.sub("", text) if cue else text
        for entity in entities:
            rest = rest.replace(entity.text, "") if entity.label == "DATE" else rest
        note("title", not LETTER.search(rest))
        note("colon_end", text.rstrip().endswith(":"))
        return out

    def features(self, text: str, tokens: Sequence[Token], entities: Sequence[Entity]) -> list[str]:
        """The evidence and the lexical features of a text: its words, first and last word, pairs of parts of speech, length."""
        out = {"bias", *self.evidence(text, tokens, entities)}
        tokens = [t for t in tokens if t.text not in CLOSING]  # whether a sentence is closed says nothing of its being a goal
        words = [t.text.lower() for t in tokens]
        if words:
            out |= {"first=" + words[0], f"opens={tokens[0].pos}{tokens[0].tag}", "last=" + words[-1]}
        if len(words) > 1:
            out.add(f"opens={tokens[0].pos}-{tokens[1].pos}")
        out |= {"w=" + w for w in words}
        out |= {f"pp={a.pos}{b.pos}" for a, b in pairwise(tokens)}
        out.add(f"n={min(len(words) // 4, 6)}")
        return sorted(out)

    def score(self, text: str, tokens: Sequence[Token], entities: Sequence[Entity]) -> float:
        """The score of the text being a goal, 0 to 1, rounded to two places."""
        total = sum(self.weights.get(name, 0.0) for name in self.features(text, tokens, entities))
        return round(1 / (1 + math.exp(-max(min(total, 50.0), -50.0))), 2)


def _escaped(cues: Iterable[str], before: str = r"(?<!\w)") -> WordPattern:
    return WordPattern(sorted(map(re.escape, cues), key=len, reverse=True), before)


def _weights(code: str) -> dict[str, float]:
    """The trained weights of a language, else those set by hand."""
    path = model_file(code, MODEL)
    if path is None:
        return WEIGHTS
    try:
        return TypeAdapter(dict[str, float]).validate_json(path.read_bytes())
    except ValidationError as error:
        raise ResourceError(f"{code}/{path.name}: not a trained model; rebuild it: smartgoals train") from error


@cache
def grammar(language_code: str) -> GoalGrammar:
    """The compiled patterns of a language, built once."""
    from assistant import lang

    return GoalGrammar(lang.get(language_code))
