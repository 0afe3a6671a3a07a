"""The compiled words of one language by which people answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from assistant import lang

MARKS = " \t\n\u00a0\u202f.,;:!…"
QUOTES = "\"'«»“”‘’"


def flat(text: str) -> str:
    """Lower case, without accents, straight apostrophes and plain blanks; one character for one, so that places stay."""
    return "".join(map(_flat, text))


@cache
def _flat(char: str) -> str:
    if char in "’‘ʼ":
        return "'"
    if char.isspace():
        return " "
    base = unicodedata.normalize("NFKD", char)[0].lower()
    return base if len(base) == 1 else char


def _any(patterns: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(patterns, key=len, reverse=True)) + ")"


class Talk:
    """The patterns of one language, compiled."""

    def __init__(self, code: str) -> None:
        words = lang.answer_words(code)
        self.words = words
        self.whole = {
            kind: re.compile(_any(getattr(words, kind)))
            for kind in ("undo", "restart", "stop", "dont_know", "agree", "refuse", "skip", "nothing")
        }
        self.hedge_before = re.compile(rf"(?:{_any(words.hedges)})(?![\w'-])[ ,:]*")
        self.hedge_after = re.compile(rf"[ ,]{{0,4}}(?<![\w'])(?:{_any(words.hedges)})$")
        self.correct_before = re.compile(rf"(?:{_any(words.correct_before)})(?![\w'-])[ ,:]*(?=\S)")
        self.correct_after = re.compile(rf"[ ,]{{1,4}}(?:{_any(words.correct_after)})$")
        self.new_goal = re.compile(rf"(?:{_any(words.new_goal)})[ ]*[:,–—-][ ]*(?=\S)")
        self.both = {re.compile(p): n for p, n in words.both.items()}
        self.positions = {re.compile(p): n for p, n in words.positions.items()}
        self.number = re.compile(rf"(?:{_any(words.option)}[ ]?)?(\d)[.)]?")
        self.numbers = re.compile(rf"(?:{_any(words.option)}[ ]?)?(\d)(?:[ ]*{_any(words.joiners)}[ ]*(?:{_any(words.option)}[ ]?)?(\d))+")
        owner = f"{_any(words.determiners)}?"
        copula = rf"(?:[ ]*{_any(words.copulas)}(?![\w'])[ ]*|[ ]+(?=[\d+]))+"
        self.slots = [(re.compile(rf"{owner}(?:{p}){copula}"), slot) for p, slot in words.slots.items()]
        self.today = re.compile(rf"(?<!\w){_any(words.today_words)}(?!\w)")
        self.more, self.less = (
            re.compile(rf"[ ]{{0,3}}{_any(words.more_after)}(?!\w)"),
            re.compile(rf"[ ]{{0,3}}{_any(words.less_after)}(?!\w)"),
        )
        self.bound = re.compile(rf"(?<!\w)(?:{_any(words.bounds)})[ ]$")
        self.either = re.compile(rf"\d[^\d]*[ ]{_any(words.either)}[ ][^\d]*\d")
        self.channel_lead = re.compile(rf"(?<!\w){_any(words.channel_leads)}[ ]{_any(words.determiners)}?$")

    def wish(self, plain: str) -> str | None:
        """The wish that a whole answer utters ("annule", "stop"), if it is one."""
        for kind in ("undo", "restart", "stop", "dont_know", "agree", "refuse", "skip"):
            if self.whole[kind].fullmatch(plain):
                return kind
        return None

    def bare(self, text: str) -> str:
        """The text without what is said around a value ("disons", "environ", "?")."""
        text = trimmed(text)
        text = trimmed(text.rstrip("? \u00a0\u202f")) or text
        while True:
            plain = flat(text)
            before = self.hedge_before.match(plain)
            if before and before.end() and trimmed(text[before.end() :]):
                text = trimmed(text[before.end() :])
                continue
            after = self.hedge_after.search(plain)
            if after and trimmed(text[: after.start()]):
                text = trimmed(text[: after.start()])
                continue
            return text

    def differs(self, text: str, end: int) -> bool:
        """Whether the words behind a figure make it a difference ("20 % de plus")."""
        behind = flat(text[end:])
        return bool(self.more.match(behind) or self.less.match(behind))

    def correction(self, text: str) -> str | None:
        """What stands behind a cue of correction ("en fait", "actually"), None without one."""
        plain = flat(text)
        rest, found = text, False
        while match := self.correct_before.match(flat(rest)):
            rest, found = rest[match.end() :], True
        if found:
            return rest
        after = self.correct_after.search(plain.rstrip(MARKS))
        return text[: after.start()] if after else None

    def named(self, text: str) -> tuple[str, str] | None:
        """(slot, what stands behind its name) for "la cible : 25"."""
        plain = flat(text)
        for pattern, slot in self.slots:
            if (match := pattern.match(plain)) and text[match.end() :].strip():
                return slot, text[match.end() :]
        return None


def trimmed(text: str) -> str:
    """Without blanks and marks around it, nor a pair of quotation marks."""
    out = text.strip(MARKS)
    while len(out) > 1 and out[0] in QUOTES and out[-1] in QUOTES:
        out = out[1:-1].strip(MARKS)
    return out


@cache
def talk(code: str) -> Talk:
    """The patterns of a language, built once."""
    return Talk(code)
