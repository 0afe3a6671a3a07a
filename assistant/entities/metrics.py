"""Find metrics: catalogue names, heads of indicators, fuzzy outcome nouns, what is counted, what a verb of change or gain acts on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from assistant.entities import nouns
from assistant.entities.channels import table_of
from assistant.entities.heads import WordPattern
from assistant.entities.phrases import PhraseTable, Word, normal, words_of
from assistant.entities.tokens import NounPhrases, Token
from assistant.entities.zones import Zones
from assistant.knowledge import knowledge
from assistant.lang.models import Language
from assistant.records import Entity, Span

REACH = 24  # characters between a figure and what it counts ("+500 Instagram followers")
LONG = 7  # letters from which a misspelling is told from another word
ALIKE = 0.86  # similarity of a misspelt word (difflib's ratio): one letter in eight
MOST_WORDS = 3
HEAD, FUZZY, OPENER = "head", "fuzzy", "opener"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible metric: token range, catalogue id, strength of the evidence."""

    first: int
    last: int
    id: str | None
    strength: int


class MetricFinder:
    """The metric grammar of one language."""

    def __init__(self, language: Language) -> None:
        lexicon = language.lexicon
        forms = language.rules.forms

        def verbs(*lists: Sequence[str]) -> WordPattern:
            patterns = sorted({f for words in lists for w in words for f in (forms(w) or (w,))}, key=len, reverse=True)
            return WordPattern(patterns, before="", after="")

        self.kpis = table_of(language.kpis)
        self.names = table_of(language.kpis, aliased=True)
        self.heads = PhraseTable(
            [(w, OPENER if w in lexicon.metric_openers else HEAD) for w in lexicon.metric_heads] + [(w, FUZZY) for w in lexicon.fuzzy_nouns]
        )
        self.not_metrics = frozenset(" ".join(normal(w)) for w in (*lexicon.not_metrics, *lexicon.deliverables))
        self.compounds = PhraseTable((phrase, phrase) for phrase in lexicon.fixed_compounds)
        self.fixed = PhraseTable((phrase, phrase) for phrase in lexicon.fixed_phrases)
        people = [*language.audiences.heads, *language.audiences.weak_heads]
        self.people = WordPattern(sorted(people, key=len, reverse=True), before="", after="")
        self.fuzzy = frozenset(normal(w) for w in (*lexicon.fuzzy_nouns, *lexicon.fuzzy_aliases))
        self.openers = frozenset(lexicon.metric_openers)
        named = [(normal(alias), identity) for identity, entry in language.kpis.items() for alias in entry.aliases]
        self.shared = {key: ids for key, _ in named if len(ids := {i for k, i in named if k == key}) > 1}
        self.fuzzy_words = sorted({w for phrase in self.fuzzy for w in phrase if len(w) >= LONG})
        self.code = language.code
        self.acting = verbs(
            lexicon.verbs_up, lexicon.verbs_down, lexicon.verbs_acquire, lexicon.verbs_keep, lexicon.nouns_up, lexicon.nouns_down
        )
        plain = [v for v in lexicon.verbs_up if v not in (*lexicon.verbs_vague, *lexicon.verbs_act)]
        determiners = "|".join(sorted({*lexicon.noun_phrase.articles, *language.dates.determiners}, key=len, reverse=True))
        growing = sorted({form for verb in plain for form in (forms(verb) or (verb,))}, key=len, reverse=True)
        self.growing = WordPattern(growing, after=rf"[ \u00a0](?:(?:{determiners})[ \u00a0]?){{0,2}}$")
        verb_words = {v for group in (lexicon.verbs_up, lexicon.verbs_down, lexicon.verbs_acquire, lexicon.verbs_keep, lexicon.verbs_reach,
                                      lexicon.verbs_deliver, lexicon.verbs_act) for v in group if " " not in v}  # fmt: skip
        self.phrases = NounPhrases(lexicon.noun_phrase, lexicon.stop_nouns, lexicon.metric_openers, frozenset(verb_words))
        self.change_nouns = frozenset(" ".join(normal(w)) for w in (*lexicon.nouns_up, *lexicon.nouns_down))
        self.skipped = frozenset(
            (
                *lexicon.noun_phrase.never,
                "le",
                "la",
                "les",
                "l",
                "des",
                "de",
                "d",
                "du",
                "nos",
                "notre",
                "mes",
                "un",
                "une",
                "the",
                "our",
                "my",
                "a",
                "an",
                "of",
            )
        )

    def find(
        self, text: str, words: Sequence[Word], tokens: Sequence[Token], figures: Sequence[Entity], walls: Sequence[Entity], zones: Zones
    ) -> list[Entity]:
        """All metrics outside the walls (dates, figures, channels, audiences), in order, without overlaps."""
        if not tokens:
            return []
        blocked = [*(w.span for w in walls), *((words[a].start, words[b - 1].end) for a, b, _ in self.fixed.find(words))]
        candidates = [*self._catalogue(text, words, tokens, figures, blocked, zones), *self._counted(tokens, figures, blocked)]
        if not candidates:
            candidates = self._acted_on(text, tokens, blocked, zones)
        candidates = self._supported(tokens, candidates, figures)
        candidates.sort(key=lambda c: (-c.strength, -(c.last - c.first), c.first))
        kept: list[Candidate] = []
        for candidate in candidates:
            if all(candidate.last <= k.first or candidate.first >= k.last for k in kept):
                kept.append(candidate)
        out = []
        for c in sorted(kept, key=lambda c: c.first):
            start, end = tokens[c.first].start, tokens[c.last - 1].end
            out.append(Entity("METRIC", start, end, text[start:end], id=c.id or self.identify(text[start:end], figures)))
        return out

    def has_head(self, phrase: str) -> bool:
        """Whether a phrase holds the head of an indicator ("near misses")."""
        return any(kind == HEAD for _, _, kind in self.heads.find(words_of(phrase)))

    def grown_before(self, head: str) -> bool:
        """Whether a text ends in a verb that makes a number grow, with no more than a determiner behind it."""
        return self.growing.search(head) is not None

    def is_fuzzy(self, phrase: str) -> bool:
        """Whether the phrase is an outcome noun that no single tool reads, also one that is misspelt ("visability")."""
        key = normal(phrase)
        return key in self.fuzzy or (len(key) <= MOST_WORDS and tuple(map(self._spelt, key)) in self.fuzzy)

    def _spelt(self, word: str) -> str:
        """The outcome noun that a long word of no known class misspells, else the word."""
        if len(word) < LONG or nouns.classes(self.code).of(word) != nouns.NONE:
            return word
        return next(iter(get_close_matches(word, self.fuzzy_words, n=1, cutoff=ALIKE)), word)

    def identify(self, phrase: str, figures: Sequence[Entity] = ()) -> str | None:
        """The catalogue id of the longest indicator's name in a phrase; a word that only opens one ("share") is none, though "shares" is.

        A name that two indicators have ("turnover" of staff, or of money) is told by the figures of the text.
        """
        words = words_of(phrase)
        found = [f for f in self.names.find(words) if f[1] - f[0] > 1 or words[f[0]].raw.lower() not in self.openers]
        if not found:
            return None
        first, last, identity = max(found, key=lambda f: f[1] - f[0])
        several = self.shared.get(tuple(w.norm for w in words[first:last]))
        return identity if several is None else _by_unit(several, figures)

    def _catalogue(
        self, text: str, words: Sequence[Word], tokens: Sequence[Token], figures: Sequence[Entity], blocked: list[Span], zones: Zones
    ) -> list[Candidate]:
        spans = [(words[a].start, words[b - 1].end, identity, 3) for a, b, identity in self.kpis.find(words)]
        spans += [(words[a].start, words[b - 1].end, identity, 2) for a, b, identity in self.heads.find(words)]
        out = []
        for start, end, identity, strength in spans:
            if any(start < e and s < end for s, e in blocked) or _inside(zones.means, start) or text[max(0, start - 1) : start] == "-":
                continue
            first = next((i for i, t in enumerate(tokens) if t.start <= start < t.end), None)
            last = next((i + 1 for i, t in enumerate(tokens) if t.start < end <= t.end), None)
            if first is None or last is None or last <= first:
                continue
            if first == 0 and last == 1 and tokens[0].lower in self.phrases.verbs:
                continue  # "Reach …", "Hire …" are what to do, not what to measure
            if last - first == 1 and tokens[first].lower in self.phrases.settings.never:
                continue
            opener = identity == OPENER
            start_of_head = first
            first, last = self.phrases.grow(tokens, first, last, blocked, opener=opener)
            if (
                last - start_of_head == 1
                and self.people.fullmatch(tokens[start_of_head].text)
                and not self._is_gained(tokens, first, figures)
            ):
                continue  # people are an indicator only where they are counted, gained or kept
            out.append(Candidate(first, last, identity if strength == 3 else None, strength))
        return out

    def _supported(self, tokens: Sequence[Token], candidates: list[Candidate], figures: Sequence[Entity]) -> list[Candidate]:
        """Drop bare single words that nothing in the sentence makes an indicator, where another candidate is better founded."""
        strong = [
            c
            for c in candidates
            if c.last - c.first > 1 or self._is_gained(tokens, c.first, figures) or self._has_figure_after(tokens, c, figures)
        ]
        return strong or [c for c in candidates if tokens[c.first].pos in ("NOUN", "PROPN", "X")]

    @staticmethod
    def _has_figure_after(tokens: Sequence[Token], candidate: Candidate, figures: Sequence[Entity]) -> bool:
        end = tokens[candidate.last - 1].end
        return any(0 <= f.start - end <= REACH for f in figures)

    def _is_gained(self, tokens: Sequence[Token], first: int, figures: Sequence[Entity]) -> bool:
        if first == 0:
            return True
        before = tokens[max(0, first - 4) : first]
        openers = self.phrases.openers
        if any(self.acting.fullmatch(t.text) or " ".join(normal(t.text)) in openers for t in before):
            return True
        return any(0 <= tokens[first].start - f.end <= REACH for f in figures if f.role != "means")

    def _counted(self, tokens: Sequence[Token], figures: Sequence[Entity], blocked: list[Span]) -> list[Candidate]:
        out = []
        for figure in figures:
            if figure.kind != "count" or figure.unit or figure.role in ("means", "unknown"):
                continue
            first = next((i for i, t in enumerate(tokens) if t.start >= figure.end), None)
            if first is None or tokens[first].start - figure.end > 1:
                continue
            if tokens[first].lower in ("de", "d", "of") and first + 1 < len(tokens):
                first += 1
            last = self.phrases.forward(tokens, first, blocked)
            if last > first and " ".join(normal(tokens[last - 1 if self.phrases.settings.before else first].text)) not in self.not_metrics:
                out.append(Candidate(first, last, None, 2))
        return out

    def _acted_on(self, text: str, tokens: Sequence[Token], blocked: list[Span], zones: Zones) -> list[Candidate]:
        for i, token in enumerate(tokens[:-1]):
            is_noun = " ".join(normal(token.text)) in self.change_nouns
            if not (self.acting.fullmatch(token.text) and (token.pos in ("VERB", "AUX") or i == 0 or is_noun)) or _inside(
                zones.means, token.start
            ):
                continue
            first = i + 1
            while first < len(tokens) and tokens[first].lower in self.skipped:
                first += 1
            last = self.phrases.forward(tokens, first, blocked)
            head = last - 1 if self.phrases.settings.before else first
            while head < last and tokens[head].lower in self.phrases.settings.openers_before:
                head += 1
            if last > first and head < last and " ".join(normal(tokens[head].text)) not in self.not_metrics and tokens[head].pos != "PROPN":
                return [Candidate(first, last, None, 1)]
        return []


def _by_unit(identities: Collection[str], figures: Sequence[Entity]) -> str | None:
    """The one of some indicators that is read in the kind of figure at hand: a level in percent is no sum of money."""
    kinds = {f.kind for f in figures if f.label == "FIGURE" and (f.kind == "money" or f.role in ("baseline", "target"))}
    fitting = [i for i in identities if knowledge().kpis[i].unit in kinds]
    return fitting[0] if len(fitting) == 1 else None


def _inside(span: Span | None, position: int) -> bool:
    return span is not None and span[0] <= position < span[1]


@cache
def finder(language_code: str) -> MetricFinder:
    """The finder of a language, built once."""
    from assistant import lang

    return MetricFinder(lang.get(language_code))
