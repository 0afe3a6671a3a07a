"""Where the processor time of an analysis goes: a statistical profile of one process by stage, in percent."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Sequence
from types import FrameType

EVERY = 0.002  # seconds of processor time between two looks
# Stage → where it is entered: end of the file's path, and function. The innermost one that is under way counts.
STAGES = {
    "spaCy": ("spacy/language.py", "Language.pipe"),
    "tokens": ("assistant/nlp/__init__.py", "_tagged"),
    "language": ("assistant/language.py", "detect"),
    "dates": ("entities/dates.py", "DateGrammar.find"),
    "figures": ("entities/figures.py", "FigureGrammar.find"),
    "roles": ("entities/roles.py", "RoleGrammar.assign"),
    "trained roles": ("entities/role_model.py", "assign"),
    "means and reasons": ("entities/zones.py", "ZoneGrammar.find"),
    "features of spans": ("entities/span_features.py", "Features.groups"),
    "weights of spans": ("entities/spans.py", "SpanTagger._decided"),
    "decoding": ("entities/crf.py", "Model.decode"),
    "goal or not": ("assistant/goals.py", "GoalGrammar.score"),
    "frame": ("assistant/frame.py", "FrameGrammar.build"),
    "theme": ("assistant/frame.py", "FrameGrammar._theme"),
    "verdicts": ("criteria/__init__.py", "judge"),
    "findings": ("criteria/__init__.py", "findings"),
    "realism": ("criteria/achievable.py", "assess"),
}
OURS = frozenset(STAGES) - {"spaCy"}


def stages(code: str, texts: Sequence[str]) -> dict[str, float]:
    """The share of each stage, in percent, greatest first; what belongs to none is "the rest".

    Args:
        code: the language of the texts.
        texts: each is analysed once, after a first round that loads and compiles.
    """
    from assistant.pipeline import Assistant
    from eval.predict import TODAY

    helper = Assistant(today=TODAY, lang=code)
    list(helper.pipe(texts[:256]))
    entered = {(file, name): stage for stage, (file, name) in STAGES.items()}
    files = tuple({file for file, _ in entered})
    seen: Counter[str] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        while frame:
            path = frame.f_code.co_filename
            if path.endswith(files):
                for file in files:
                    stage = entered.get((file, frame.f_code.co_qualname)) if path.endswith(file) else None
                    if stage:
                        seen[stage] += 1
                        return
            frame = frame.f_back
        seen["the rest"] += 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        for _ in helper.pipe(texts):
            pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    whole = max(sum(seen.values()), 1)
    return {stage: 100 * count / whole for stage, count in seen.most_common()}
