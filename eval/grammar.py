"""Grammar of the rewrites, by tools that nobody here wrote: Grammalecte for French, Harper for English.

`python -m eval.grammar [--split dev] [--lang fr] [--show] [--fail-over N]` rewrites every goal of a split in three ways (marked
gaps, assumptions, the first suggestion to each question as its answer) and counts what the checkers find per 100 rewrites. What they
find in the author's own words is not ours and is not counted: a finding whose rule and words stand in the source's findings, too.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.pipeline import Assistant
from assistant.records import Analysis
from eval.dataset import load
from eval.markup import GoldRecord
from eval.predict import TODAY

WAYS = ("placeholder", "suggest", "answers")
# Settled once: the author's apostrophes and spaces stay as typed, and a goal is often a line without capital or full stop. So
# Grammalecte's rules on apostrophes, spaces, non-breaking spaces, signs and capitals say nothing about grammar here.
GRAMMALECTE_OFF = ("apos", "esp", "nbsp", "unit", "typo", "maj", "num", "eepi")
# Harper's spelling list has no French names and few trade words; where a line begins and how long it is, is the author's choice.
HARPER_OFF = ("Spelling", "Capitalization", "Readability")


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding of a checker: its rule, the words that it is about, and what it says."""

    rule: str
    words: str
    message: str


class MissingChecker(RuntimeError):
    """A checker is not installed; the message says how to get it."""


def grammalecte(texts: Sequence[str]) -> list[list[Fault]]:
    """What Grammalecte finds in each text, one paragraph a text.

    Raises:
        MissingChecker: `grammalecte-cli` is not on the path.
    """
    command = shutil.which("grammalecte-cli")
    if command is None:
        raise MissingChecker("grammalecte-cli is missing: apt-get install grammalecte-cli")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "texts.txt")
        file.write_text("\n".join(" ".join(text.split("\n")) for text in texts) + "\n", "utf-8")
        run = subprocess.run(
            [command, "--file", str(file), "--json", "--opt_off", *GRAMMALECTE_OFF], capture_output=True, text=True, check=True
        )
    found: list[list[Fault]] = [[] for _ in texts]
    for paragraph in json.loads(run.stdout[run.stdout.index("{") :])["data"]:
        place = paragraph["iParagraph"] - 1
        for fault in paragraph["lGrammarErrors"]:
            words = texts[place][fault["nStart"] : fault["nEnd"]]
            found[place].append(Fault(fault["sRuleId"], words, fault["sMessage"]))
    return found


def harper(texts: Sequence[str]) -> list[list[Fault]]:
    """What Harper finds in each text, spelling and style left out.

    Raises:
        MissingChecker: the package `harper-py` is not installed.
    """
    try:
        from harper import Linter
    except ImportError:
        raise MissingChecker("harper-py is missing: pip install 'smartgoals[dev]'") from None
    linter = Linter()
    return [
        [Fault(lint.lint_kind, lint.problem_text, lint.message) for lint in linter.lint(text) if lint.lint_kind not in HARPER_OFF]
        for text in texts
    ]


CHECKERS: dict[str, Callable[[Sequence[str]], list[list[Fault]]]] = {"fr": grammalecte, "en": harper}


def rewrites(records: Sequence[GoldRecord], way: str, lang: str) -> Iterator[tuple[str, str]]:
    """(source, rewrite) of every goal that one way changes."""
    helper = Assistant(today=TODAY, lang=lang)
    for record, analysis in zip(records, helper.pipe((r.text for r in records), goal=True), strict=True):
        if not analysis.goal:
            continue
        answers = first_suggestions(helper.rewritten(analysis)) if way == "answers" else None
        made = helper.rewritten(analysis, answers=answers, fill="suggest" if way == "suggest" else "placeholder").rewrite
        if made is not None and made.changed:
            yield record.text, made.text


def first_suggestions(asked: Analysis) -> dict[str, str]:
    """The first suggestion to each question, as the answer of a person who clicks."""
    return {question.slot: question.values[0] for question in asked.questions if question.values}


def new_faults(sources: Sequence[str], texts: Sequence[str], check: Callable[[Sequence[str]], list[list[Fault]]]) -> list[list[Fault]]:
    """The findings in each rewrite that its source does not have."""
    out = []
    for before, after in zip(check(sources), check(texts), strict=True):
        own = Counter((fault.rule, fault.words) for fault in before)
        left = Counter(own)
        fresh = []
        for fault in after:
            if left[fault.rule, fault.words] > 0:
                left[fault.rule, fault.words] -= 1
            else:
                fresh.append(fault)
        out.append(fresh)
    return out


def main(argv: Sequence[str] | None = None) -> int:
    """Print findings per 100 rewrites; status 1 above `--fail-over`, 2 when a checker is missing."""
    made = argparse.ArgumentParser(prog="python -m eval.grammar", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    made.add_argument("--split", default="dev", choices=("train", "dev", "test"))
    made.add_argument("--lang", choices=sorted(CHECKERS))
    made.add_argument("--show", action="store_true", help="print every finding with its rewrite")
    made.add_argument("--fail-over", type=float, metavar="N", help="status 1 when a language has more than N findings per 100 rewrites")
    args = made.parse_args(argv)
    above = False
    for code in [args.lang] if args.lang else sorted(CHECKERS):
        records = [r for r in load([args.split]) if r.lang == code and r.goal]
        number = faults = 0
        for way in WAYS:
            made_pairs = list(rewrites(records, way, code))
            try:
                found = new_faults([a for a, _ in made_pairs], [b for _, b in made_pairs], CHECKERS[code])
            except MissingChecker as error:
                print(error, file=sys.stderr)
                return 2
            count = sum(map(len, found))
            number, faults = number + len(made_pairs), faults + count
            print(
                f"{code} {way:<12} {len(made_pairs):5} rewrites  {count:4} findings  {100 * count / max(len(made_pairs), 1):5.2f} per 100"
            )
            for (_, text), fresh in zip(made_pairs, found, strict=True):
                for fault in fresh if args.show else ():
                    print(f"    {fault.rule} | {fault.words!r} | {fault.message}\n      {text}")
        share = 100 * faults / max(number, 1)
        print(f"{code} all          {number:5} rewrites  {faults:4} findings  {share:5.2f} per 100")
        above = above or (args.fail_over is not None and share > args.fail_over)
    return int(above)


if __name__ == "__main__":
    raise SystemExit(main())
