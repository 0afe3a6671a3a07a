"""The stages in order: language → entities → goal → frame → verdicts → questions → rewrite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from assistant import criteria, followup, frame, goals, lang, language, nlp, profiles, questions
from assistant.criteria import achievable
from assistant.criteria.base import Context
from assistant.entities import as_facts, dates, numbers_of, recognise
from assistant.entities.calendar import PLAIN, Reckoning
from assistant.entities.tokens import Token
from assistant.errors import ConfigError
from assistant.lang.models import Language
from assistant.profiles import Profile
from assistant.records import Analysis, Entity, Rewrite, Verdict
from assistant.rewriting import COMPOUNDS, FILLS, STYLES, Readers, Writing, rewrite
from assistant.rewriting.amend import amend, at_fault, retraced
from assistant.rewriting.gaps import placeholders_in
from assistant.rewriting.values import confirmed
from assistant.trend import History

LONGEST = 20_000  # characters of one text that are analysed; a goal is a sentence, not a book


class Assistant:
    """Analyses goals and rewrites them.

    Args:
        today: the day from which deadlines are resolved; the caller's, never read inside a stage.
        lang: "auto" or a language code, which then holds for every text.
        screen: the language of reasons and questions; that of each text when "auto".
        profile: weights, severities and names of the criteria; the default one when None.
        writing: style of the rewrites, and how goals that are several are written.
        history: the user's own figures, against which the goals on their metrics are judged (`documents.read_history`).
        follow_up: shape, margin and country of the milestones.
        reckoning: how dates are read where the text leaves it open (day or month first, start of the fiscal year).
    """

    def __init__(
        self,
        *,
        today: date,
        lang: str = "auto",
        screen: str = "auto",
        reckoning: Reckoning = PLAIN,
        history: History | None = None,
        profile: Profile | None = None,
        writing: Writing | None = None,
        follow_up: followup.Options = followup.DEFAULT,
    ) -> None:
        self.writing = checked(writing or Writing())
        self.profile = profile or profiles.default()
        self.today, self.lang, self.screen, self.reckoning, self.history = today, lang, screen, reckoning, history
        self.follow_up = follow_up
        check_language(lang)
        check_language(screen)

    def analyse(self, text: str, *, answers: Mapping[str, str] | None = None, goal: bool | None = None) -> Analysis:
        """Analyse one text.

        Args:
            text: the text; any string.
            answers: accepted for symmetry with `rewrite`; a verdict is on the text alone.
            goal: the caller's own decision whether it is a goal (a list of goals), else it is detected.
        """
        return next(self.pipe([text], goal=goal))

    def pipe(self, texts: Iterable[str], *, goal: bool | None = None, batch_size: int = 64) -> Iterator[Analysis]:
        """Analyse many texts, in order, in batches; memory does not grow with their number."""
        batch: list[str] = []
        for text in texts:
            batch.append(text)
            if len(batch) >= batch_size:
                yield from self._batch(batch, goal)
                batch = []
        if batch:
            yield from self._batch(batch, goal)

    def rewrite(
        self, text: str, *, answers: Mapping[str, str] | None = None, fill: str = "placeholder", goal: bool | None = None
    ) -> Analysis:
        """Analyse one text and write it anew, with questions and milestones.

        Args:
            text: the text.
            answers: what the user has said, by slot (metric, target, baseline, deadline, audience, channel, means, reason).
            fill: "placeholder" or "suggest".
            goal: as in `analyse`.

        Raises:
            ConfigError: `fill` is neither.
        """
        return self.rewritten(self.analyse(text, goal=goal), answers=answers, fill=fill)

    def rewritten(self, analysis: Analysis, *, answers: Mapping[str, str] | None = None, fill: str = "placeholder") -> Analysis:
        """Add questions, rewrite and milestones to an analysis."""
        if fill not in FILLS:
            raise ConfigError(f"unknown fill '{fill}'; one of: {', '.join(FILLS)}")
        if not analysis.goal:
            return replace(analysis, rewrite=Rewrite(analysis.text, "template", False))
        given = {slot: answer for slot, answer in (answers or {}).items() if answer.strip()}
        context = self.context(analysis)
        for slot in (s for s in at_fault(context) if s in given):
            if text := amend(context, slot, given[slot]):
                said_anew = self._one(text, analysis.lang, next(nlp.tokens([text], analysis.lang)), goal=True)
                inner = self.rewritten(said_anew, answers={s: a for s, a in given.items() if s != slot}, fill=fill)
                if inner.rewrite:
                    made = retraced(inner.rewrite, analysis.text, text)
                    return replace(
                        analysis, rewrite=made, milestones=inner.milestones, follow_up=inner.follow_up, questions=inner.questions
                    )
        if (
            analysis.smart
            and not placeholders_in(analysis.text, context.language)
            and not (given.keys() & {"audience", "channel", "means", "reason", "owner", "tool"})
        ):
            given_for_text: dict[str, str] = {}
        else:
            given_for_text = given
        made = rewrite(
            context, analysis.criteria, given_for_text, fill, self._readers(analysis.lang), writing=self.writing, smart=analysis.smart,
        )  # fmt: skip
        ahead = followup.plan(context, self.follow_up)
        if not ahead.milestones and given and made.changed and not made.assumptions:
            # what the author has answered stands in the rewrite
            ahead = followup.plan(self._review(made.text, analysis.lang)[0], self.follow_up)
        asked = questions.ask(context, analysis.criteria, {s: confirmed(context, a) for s, a in given.items()}, self.reckoning)
        return replace(analysis, rewrite=made, milestones=ahead.milestones, follow_up=ahead, questions=asked)

    def context(self, analysis: Analysis) -> Context:
        """What the rules, the questions and the reader of answers look at."""
        return Context(
            analysis.text, analysis.frame, analysis.entities, lang.get(analysis.lang), self.today, self._screen(analysis.lang),
            self.history, self.profile,
        )  # fmt: skip

    def _screen(self, code: str) -> Language:
        return lang.get(code if self.screen == "auto" else self.screen)

    def _readers(self, code: str) -> Readers:
        return Readers(lambda text: self._review(text, code), lambda text: self._read(text, code))

    def _read(self, text: str, code: str) -> tuple[Entity, ...]:
        """The figures and dates of a rewrite, by grammar alone."""
        return numbers_of(text, [], lang.get(code), self.today, self.reckoning).entities

    def _review(self, text: str, code: str) -> tuple[Context, Mapping[str, Verdict]]:
        """A rewrite read again as a goal of its own."""
        analysis = self._one(text, code, next(nlp.tokens([text], code)), goal=True)
        return self.context(analysis), analysis.criteria

    def _batch(self, texts: list[str], goal: bool | None) -> Iterator[Analysis]:
        codes = [language.detect(text, self.lang) if len(text) <= LONGEST else lang.UNDECIDED for text in texts]
        tagged = {code: _tagged(texts, codes, code) for code in set(codes) - {lang.UNDECIDED}}
        for text, code in zip(texts, codes, strict=True):
            if code == lang.UNDECIDED:
                yield Analysis(text, code, None, None)
            else:
                yield self._one(text, code, next(tagged[code]), goal)

    def _one(self, text: str, code: str, tokens: list[Token], goal: bool | None) -> Analysis:
        data = lang.get(code)
        recognised = recognise(text, tokens, data, self.today, self.reckoning)
        score = goals.grammar(code).score(text, tokens, recognised.entities)
        is_goal = score >= goals.THRESHOLD if goal is None else goal
        if not is_goal:
            evidence = goals.grammar(code).evidence(text, tokens, recognised.entities)
            facts = as_facts(text, tokens, data, recognised, evidence)
            if any(e.label == "DATE" for e in facts) and "past" in evidence:
                been = {e.span: e for e in dates.grammar(code, self.reckoning).find(text, self.today, past=True)}
                facts = tuple(been.get(e.span, e) if e.label == "DATE" else e for e in facts)
            return Analysis(text, code, False, score, facts)
        built = frame.grammar(code).build(text, recognised, self.today)
        context = Context(text, built, recognised.entities, data, self.today, self._screen(code), self.history, self.profile)
        verdicts = criteria.judge(context)
        return Analysis(
            text, code, True, score, recognised.entities, verdicts, criteria.score(verdicts, self.profile), criteria.findings(context),
            built, realism=achievable.assess(context), profile=self.profile.name,
        )  # fmt: skip


def _tagged(texts: list[str], codes: list[str], wanted: str) -> Iterator[list[Token]]:
    return nlp.tokens([text for text, code in zip(texts, codes, strict=True) if code == wanted], wanted)


def checked(writing: Writing) -> Writing:
    """The same; raises ConfigError unless style and treatment of compound goals are known."""
    for name, value, known in (("style", writing.style, STYLES), ("compound", writing.compound, COMPOUNDS)):
        if value not in known:
            raise ConfigError(f"unknown {name} '{value}'; one of: {', '.join(known)}")
    return writing


def check_language(code: str) -> None:
    """Raise ConfigError unless the code is "auto" or an available language."""
    if code != "auto" and code not in lang.available():
        raise ConfigError(f"unknown language '{code}'; one of: auto, {', '.join(lang.available())}")
