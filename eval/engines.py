"""Sentence engines side by side: `python -m eval.engines [--goals N] [--engines template,base,tuned] [--blind FILE --key FILE]`.

Goals of the dev split that are not SMART yet, with synthetic answers (below) for what they lack, so that every rewrite has all its
facts. Of each engine: for how many goals it proposes a sentence at all (the others hold something that it has no name for), how many of
those the verifier accepts, with a 95 % interval (Wilson), why it refuses the rest, what a grammar
checker finds, and what it takes. The template is the reference:
it always has a sentence. With --blind, pairs of two accepted sentences in random order, for a reader who does not know which is which.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.entities import metrics
from assistant.knowledge import knowledge
from assistant.pipeline import Assistant
from assistant.records import Rewrite
from assistant.rewriting import ENGINES, Writing
from assistant.rewriting.amend import at_fault
from assistant.rewriting.phrases import Request
from assistant.rewriting.pieces import Candidate, text_of
from eval.bench import resident
from eval.dataset import load
from eval.grammar import CHECKERS, MissingChecker, new_faults
from eval.markup import GoldRecord
from eval.metrics import wilson
from eval.predict import TODAY

if TYPE_CHECKING:
    from assistant.rewriting.local.engine import ModelEngine

KNOWN = ("template", "base", "tuned")
SEED = 20261125
# Answers of a user who knows the figures, by language: from and to for each unit, by how much an indicator rises or falls, until when.
ANSWERS: dict[str, dict[str, tuple[str, ...]]] = {
    "fr": {
        "percent": ("12 %", "18 %"), "count": ("40 par mois", "55 par mois"), "money": ("20 000 €", "25 000 €"),
        "rating": ("4,1/5", "4,5/5"), "time": ("30 h", "24 h"), "up": ("+15 %",), "down": ("−15 %",),
        "deadline": ("30 juin 2027", "fin septembre 2027", "31 mars 2027"),
    },
    "en": {
        "percent": ("12%", "18%"), "count": ("40 a month", "55 a month"), "money": ("€20,000", "€25,000"),
        "rating": ("4.1/5", "4.5/5"), "time": ("30 h", "24 h"), "up": ("+15%",), "down": ("-15%",),
        "deadline": ("30 June 2027", "the end of September 2027", "31 March 2027"),
    },
}  # fmt: skip


@dataclass
class Replay:
    """An engine that proposes what was written before, or keeps the request where nothing was."""

    written: dict[str, list[Candidate]] = field(default_factory=dict)
    asked: dict[str, Request] = field(default_factory=dict)
    name: str = "model"

    def propose(self, request: Request) -> Iterable[Candidate]:
        """What is known for this goal's text."""
        self.asked[request.context.text] = request
        return self.written.get(request.context.text, [])


@dataclass(frozen=True, slots=True)
class Case:
    """A goal with its answers."""

    record: GoldRecord
    answers: dict[str, str]


def cases(number: int, code: str, skip: int = 0) -> list[Case]:
    """Goals of dev in one language with answers for what they lack, chosen by a fixed seed; those that lack no deadline stay out."""
    records = [r for r in load(["dev"]) if r.goal and r.level != "smart" and r.lang == code]
    random.Random(SEED).shuffle(records)
    helper = Assistant(today=TODAY, lang=code)
    out: list[Case] = []
    for record in records:
        analysis = helper.rewrite(record.text, goal=True)
        asked = {q.slot: q for q in analysis.questions}
        context = helper.context(analysis)
        if "deadline" not in asked or at_fault(context) or ("metric" in asked and not asked["metric"].values):
            continue
        given, turn = ANSWERS[code], len(out)
        answers = {"deadline": given["deadline"][turn % 3]}
        extra = ("", "means", "reason")[turn % 3]  # the product's own proposal, for one goal in three each
        if extra in asked and asked[extra].values:
            answers[extra] = asked[extra].values[0]
        kpi = context.kpi
        if "metric" in asked:
            answers["metric"] = asked["metric"].values[0]
            kpi = knowledge().kpis.get(metrics.finder(code).identify(answers["metric"]) or "")
        if "target" in asked:
            down = (kpi.direction if kpi else analysis.frame.direction) == "down"
            if turn % 2 and "baseline" in asked and kpi and kpi.unit in given:
                first, last = given[kpi.unit] if not down or kpi.unit == "time" else given[kpi.unit][::-1]
                answers |= {"baseline": first, "target": last}
            else:
                answers["target"] = given["down" if down else "up"][0]
        out.append(Case(record, answers))
        if len(out) == skip + number:
            break
    return out[skip:]


def loaded(name: str, model: str | None) -> ModelEngine:
    """A model engine: base (as it comes, with examples in the prompt) or tuned (with the adapter)."""
    from assistant.rewriting.local.engine import load as load_engine

    return load_engine(model, tuned=name == "tuned")


def rewritten(case: Case, replay: Replay | None) -> tuple[Rewrite, float]:
    """The rewrite of a case and the seconds that it took, without those of a model."""
    engines = (replay, *ENGINES) if replay else ENGINES
    helper = Assistant(today=TODAY, lang=case.record.lang, writing=Writing(engines=engines))
    begun = time.perf_counter()
    made = helper.rewrite(case.record.text, answers=case.answers, goal=True).rewrite
    if made is None:
        raise RuntimeError(f"{case.record.id}: no rewrite")
    return made, time.perf_counter() - begun


def measure(name: str, chosen: Sequence[Case], model: str | None) -> tuple[dict[str, object], dict[str, Rewrite]]:
    """(figures, rewrites by record) of one engine."""
    if name == "template":
        made = {c.record.id: rewritten(c, None) for c in chosen}
        return {"engine": name, "goals": len(chosen), "seconds a goal": sum(s for _, s in made.values()) / len(chosen)}, {
            key: rewrite for key, (rewrite, _) in made.items()
        }
    before = resident()
    engine = loaded(name, model)
    replay = Replay()
    for case in chosen:
        rewritten(case, replay)
    requests = list(replay.asked.values())
    begun, processor = time.perf_counter(), time.process_time()
    for request, candidates in zip(requests, engine.propose_all(requests), strict=True):
        replay.written[request.context.text] = candidates
    taken, cpu, tally = time.perf_counter() - begun, time.process_time() - processor, engine.writer.tally
    out = {c.record.id: rewritten(c, replay)[0] for c in chosen}
    proposed = [c for c in chosen if replay.written.get(c.record.text)]
    accepted = [c for c in proposed if out[c.record.id].engine == "model"]
    reasons = Counter(reason.split(":")[0] for c in proposed for r in out[c.record.id].rejected for reason in r.reasons)
    figures: dict[str, object] = {
        "engine": name,
        "goals": len(chosen),
        "proposed for": len(proposed),
        "accepted": len(accepted),
        "interval": wilson(len(accepted), len(proposed)),
        "first candidate accepted": sum(not out[c.record.id].rejected for c in accepted),
        "refused for": dict(reasons.most_common()),
        "seconds a goal": taken / max(1, len(proposed)),
        "processor seconds a goal": cpu / max(1, len(proposed)),
        "tokens a second": tally.tokens / tally.seconds if tally.seconds else 0.0,
        "share in generate": tally.seconds / taken if taken else 0.0,
        "memory [MB]": resident() - before,
    }
    figures |= _alone(engine, [r for r in requests if replay.written.get(r.context.text)][:5])
    return figures, out


def _alone(engine: ModelEngine, requests: Sequence[Request]) -> dict[str, float]:
    """Seconds of one goal by itself, as the command line and the chat meet it (median)."""
    times = []
    for request in requests:
        begun = time.perf_counter()
        for candidate in engine.propose(request):
            text_of(candidate)
        times.append(time.perf_counter() - begun)
    return {"seconds of one goal alone": sorted(times)[len(times) // 2]} if times else {}


def blind(
    chosen: Sequence[Case], template: dict[str, Rewrite], tuned: dict[str, Rewrite], number: int, chance: random.Random
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """(pairs, key): the goal, its answers, and the sentences A and B; the key tells which is the model's."""
    differing = [c for c in chosen if tuned[c.record.id].engine == "model" and tuned[c.record.id].text != template[c.record.id].text]
    pairs, key = [], []
    for case in differing[:number]:
        texts = {"template": template[case.record.id].text, "model": tuned[case.record.id].text}
        order = chance.sample(sorted(texts), 2)
        said = "; ".join(f"{slot}: {answer}" for slot, answer in case.answers.items())
        pairs.append({"id": case.record.id, "goal": case.record.text, "answers": said, "a": texts[order[0]], "b": texts[order[1]]})
        key.append({"id": case.record.id, "a": order[0], "b": order[1]})
    return pairs, key


def main(argv: Sequence[str] | None = None) -> int:
    """Measure the engines, both languages; prints JSON lines."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.engines", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--goals", type=int, default=60, help="goals a language")
    parser.add_argument("--lang", choices=ANSWERS, help="one language only")
    parser.add_argument("--skip", type=int, default=0, help="goals a language to leave out first")
    parser.add_argument("--engines", default=",".join(KNOWN), help="with commas")
    parser.add_argument("--model", help="weights instead of the default ones")
    parser.add_argument("--texts", type=Path, help="write all rewrites there (JSON lines)")
    parser.add_argument("--blind", type=Path, help="write pairs for a blind reading there (needs template and tuned)")
    parser.add_argument("--key", type=Path, help="which of a pair is whose")
    parser.add_argument("--pairs", type=int, default=30, help="pairs a language")
    args = parser.parse_args(argv)
    names, chance = args.engines.split(","), random.Random(SEED)
    if unknown := set(names) - set(KNOWN):
        parser.error(f"--engines: {', '.join(sorted(unknown))}: not one of {', '.join(KNOWN)}")
    if args.blind and not ({"template", "tuned"} <= set(names) and args.key):
        parser.error("--blind: needs --key, and the engines template and tuned")
    chosen = {code: cases(args.goals, code, args.skip) for code in ([args.lang] if args.lang else ANSWERS)}
    made: dict[tuple[str, str], dict[str, Rewrite]] = {}
    for name in names:
        for code, some in chosen.items():
            figures, made[name, code] = measure(name, some, args.model)
            spoken = [
                (c.record.text, r.text)
                for c in some
                if (r := made[name, code][c.record.id]).engine == ("template" if name == "template" else "model")
            ]
            figures["grammar findings per 100"] = grammar(code, spoken)
            print(json.dumps({"lang": code, **figures}, ensure_ascii=False), flush=True)
    if args.texts:
        _write(args.texts, [_told(name, c, rewrites[c.record.id]) for (name, code), rewrites in made.items() for c in chosen[code]])
    if args.blind:
        both = [blind(chosen[code], made["template", code], made["tuned", code], args.pairs, chance) for code in chosen]
        order = list(range(sum(len(pairs) for pairs, _ in both)))
        chance.shuffle(order)
        for path, rows in ((args.blind, [p for pairs, _ in both for p in pairs]), (args.key, [k for _, key in both for k in key])):
            _write(path, [rows[i] for i in order])
    return 0


def grammar(code: str, spoken: Sequence[tuple[str, str]]) -> float | None:
    """Findings of a grammar checker per 100 sentences (source, rewrite) beyond those in the source (`eval.grammar`); None without one."""
    try:
        found = new_faults([source for source, _ in spoken], [text for _, text in spoken], CHECKERS[code])
    except MissingChecker:
        return None
    return 100 * sum(map(len, found)) / len(spoken) if spoken else None


def _told(name: str, case: Case, made: Rewrite) -> dict[str, object]:
    refused = [r.to_dict() for r in made.rejected]
    return {"id": case.record.id, "engine": name, "goal": case.record.text, "spoke": made.engine, "text": made.text, "rejected": refused}


def _write(path: Path, rows: Iterable[object]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
