"""Every regular expression of the package takes time in proportion to the line: growth is measured pattern by pattern, never a time.

Collected are the patterns of modules and of the loaded objects of every language, those that functions write out, and those
that functions put together while texts are read.
"""

import ast
import importlib
import pkgutil
import re
import time
from collections import deque

import pytest

import assistant
from assistant import lang
from assistant.entities.dates import DateGrammar
from tests.conftest import ROOT

TINY, HANGS = 60, 0.1  # characters, and seconds that no linear pattern takes for them: exponential ones would never end on more
SHORT, FACTOR, GROWTH = 400, 5, 13.0  # characters; over a line five times as long linear takes 5 times as long, quadratic 25
FAST = 0.002  # seconds for the long line; what is faster is not worth a second measure
TRIES = 4
ANYWHERE = "finditer"  # how a pattern is used where that is not written beside it
SEEDS = ("1", "1 ", "1,", " ", "a", "a ", "1/", "deux cent ", "one hundred and ")
READ = [
    ("fr", "Passer de 3 à 5 millions d'euros d'ici le 15 mars, en publiant deux articles par semaine, pour les PME"),
    ("fr", "La note était de 4,1 sur 5 hier ; vingt et un billions, deux virgule cinq pour cent"),
    ("en", "Grow sales from two to three million dollars before Easter by calling 20 shops a week, so that we can hire"),
    ("en", "We sold 300 candles in May; get more likes to raise revenue"),
]


def walk(thing, seen, found):
    """Every pattern that hangs on an object."""
    if isinstance(thing, re.Pattern):
        found.add((thing.pattern, thing.flags, ANYWHERE))
    if id(thing) in seen or isinstance(thing, (str, bytes, int, float, type, re.Pattern)):
        return
    seen.add(id(thing))
    if isinstance(thing, dict):
        inner = [*thing.keys(), *thing.values()]
    elif isinstance(thing, (list, tuple, set, frozenset)):
        inner = list(thing)
    elif type(thing).__module__.startswith("assistant"):
        slots = [n for c in type(thing).__mro__ for n in getattr(c, "__slots__", ())]
        inner = [*vars(thing).values()] if hasattr(thing, "__dict__") else []
        inner += [getattr(thing, n) for n in slots if hasattr(thing, n)]
    else:
        return
    for part in inner:
        walk(part, seen, found)


def loaded(module):
    """What the cached functions of a module return: one object, or one a language."""
    for function in (f for f in vars(module).values() if hasattr(f, "cache_info") and f.__module__ == module.__name__):
        wanted = function.__wrapped__.__code__
        required = wanted.co_argcount - len(function.__wrapped__.__defaults__ or ())
        if required == 0:
            yield function()
        elif required == 1 and wanted.co_varnames[0] in ("language_code", "code"):
            yield from (function(code) for code in lang.available())


def used(function):
    """How a function of `re` goes through a line: from its start alone, or from everywhere."""
    return function if function in ("match", "fullmatch") else ANYWHERE


def written_out():
    """The patterns that calls of `re` hold as plain text."""
    for path in (ROOT / "assistant").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            first = node.args[0] if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).startswith("re.") else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, re.IGNORECASE, used(ast.unparse(node.func).removeprefix("re."))


def put_together(helper):
    """The patterns that functions make while they read texts."""
    found = set()

    def spy(name, function):
        def record(pattern, *args, **kwargs):
            if isinstance(pattern, str):
                found.add((pattern, re.IGNORECASE, used(name)))
            return function(pattern, *args, **kwargs)

        return record

    with pytest.MonkeyPatch.context() as patch:
        for name in ("search", "match", "fullmatch", "sub", "split", "findall", "finditer"):
            patch.setattr(re, name, spy(name, getattr(re, name)))
        for code, text in READ:
            type(helper)(today=helper.today, lang=code).rewrite(text)
    return found


def patterns(helper):
    seen, found = set(), set(written_out()) | put_together(helper)
    for entry in pkgutil.walk_packages(assistant.__path__, "assistant."):
        if entry.name.endswith("__main__"):
            continue
        try:
            module = importlib.import_module(entry.name)
        except ImportError:  # an extra is not installed
            continue
        for thing in [*vars(module).values(), *loaded(module)]:
            for order in range(len(thing.patterns)) if isinstance(thing, DateGrammar) else ():
                thing.compiled(order)  # those that are compiled when they are first tried
            walk(thing, seen, found)
    return sorted(found, key=lambda entry: (isinstance(entry[0], bytes), entry))


def lines(pattern, size):
    """Adversarial lines of a size: general ones, and the pattern's own words and marks over and over; in bytes for a pattern on bytes."""
    if isinstance(pattern, bytes):
        yield from (line.encode() for line in lines(pattern.decode("latin-1"), size))
        return
    words = list(dict.fromkeys(re.findall(r"[^\W\d_]{2,}", re.sub(r"\\.|\(\?[a-zP<>!=:-]*", " ", pattern))))
    own = [words[0], max(words, key=len), " 1 ".join(words[-3:])] if words else []
    marks = re.sub(r"[\w\\|?*+()\[\]{}^$]", "", pattern)[:3]
    for seed in dict.fromkeys([*SEEDS, *(w + " " for w in own), *([marks] if marks else [])]):
        yield (seed * (size // len(seed) + 1))[:size] + "!"


def cost(pattern, how, line, repeats=1):
    best = float("inf")
    for _ in range(repeats):
        begun = time.process_time()
        if how == ANYWHERE:
            deque(pattern.finditer(line), 0)
        else:
            getattr(pattern, how)(line)
        best = min(best, time.process_time() - begun)
    return best


def grows_too_fast(pattern, how, short, long):
    """Whether a pattern takes more than its share of time, in each of a few measures."""
    if cost(pattern, how, long) < FAST:
        return False
    return all(cost(pattern, how, long, 2) / max(cost(pattern, how, short, 3), 2e-5) > GROWTH for _ in range(TRIES))


def test_every_pattern_is_linear(helper):
    found = patterns(helper)
    assert len(found) > 300
    slow = []
    for text, flags, how in found:
        pattern = re.compile(text, flags)
        for tiny, short, long in zip(*(lines(text, size) for size in (TINY, SHORT, SHORT * FACTOR)), strict=True):
            if cost(pattern, how, tiny) > HANGS or grows_too_fast(pattern, how, short, long):
                slow.append((text[:120], long[:24]))
                break
    assert slow == []


def test_the_measure_knows_slow_patterns():
    assert cost(re.compile(r"(?:(?:la|la) ?)+$"), ANYWHERE, ("la " * TINY)[:TINY] + "!") > HANGS
    assert grows_too_fast(re.compile(r"\d+x"), ANYWHERE, "1" * SHORT, "1" * SHORT * FACTOR)
    assert not grows_too_fast(re.compile(r"(?<!\d)\d{1,9}x"), ANYWHERE, "1" * SHORT, "1" * SHORT * FACTOR)
