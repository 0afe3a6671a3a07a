"""The mix that the annotated set promises, and what is missing of it."""

from __future__ import annotations

from collections.abc import Mapping

# At least so many records (or pairs) a language.
MINIMUM = {
    "records": 800,
    "pairs": 200,
    "translations": 150,
    "tag unrealistic": 60,
    "tag irrelevant": 30,
    "with AUDIENCE": 120,
    "with CHANNEL": 150,
    "tag okr": 40,
    "tag bare": 40,
    "tag nominal": 40,
    "tag first-person": 60,
    "tag multi": 30,
    "tag long": 30,
    "tag caps": 15,
    **{
        f"domain {name}": 15
        for name in ("sales", "hr", "product", "support", "finance", "operations", "education", "health", "nonprofit", "public", "personal")
    },
}
# Shares of one count in another, from – to.
SHARES = (
    ("level nongoal", ("records",), 0.20, 0.25),
    ("tag hard", ("level nongoal",), 0.50, 1.00),
    ("level vague", ("level vague", "level partial", "level smart"), 0.37, 0.43),
    ("level partial", ("level vague", "level partial", "level smart"), 0.22, 0.28),
    ("level smart", ("level vague", "level partial", "level smart"), 0.32, 0.38),
    ("domain marketing", ("records",), 0.45, 0.55),
    ("tag typo", ("records",), 0.115, 0.20),
    ("split dev", ("records",), 0.10, 0.40),
    ("split test", ("records",), 0.10, 0.40),
)


def quota_faults(table: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Every quota that the counts of `eval.dataset.counts` miss, one line each."""
    faults = []
    for lang in table.get("records", {}):
        count = {key: values.get(lang, 0) for key, values in table.items()}
        for key, minimum in MINIMUM.items():
            if count.get(key, 0) < minimum:
                faults.append(f"quota: {lang} has {count.get(key, 0)} of '{key}', at least {minimum} are needed")
        for key, whole, low, high in SHARES:
            share = count.get(key, 0) / max(sum(count.get(k, 0) for k in whole), 1)
            if not low <= share <= high:
                faults.append(f"quota: {lang} has {share:.1%} of '{key}' in '{' + '.join(whole)}', {low:.1%} to {high:.1%} are needed")
    return faults
