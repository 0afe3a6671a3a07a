"""The figures of a whole run, for the reports that people read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant import lang
from assistant.records import CRITERIA
from assistant.reports.base import SEVERITIES, Entry, Options, Result, entries, told_from
from assistant.work import DocumentResult

BINS = 10  # of the distribution of scores: 0 to 9, 10 to 19, … 90 to 100


class Summary:
    """What is known of all results together.

    Attributes:
        goals: the goals, in order.
        others: how many texts of their own are no goals.
    """

    def __init__(self, results: Sequence[Result]) -> None:
        found = [entry for result in results for entry in entries(result)]
        self.goals: list[Entry] = [entry for entry in found if entry.analysis.goal]
        self.others = len(found) - len(self.goals)
        self.paths = list(dict.fromkeys(result.path for result in results if result.path))
        self.documents = sum(isinstance(result, DocumentResult) for result in results)

    @property
    def scores(self) -> list[int]:
        """The score of each goal."""
        return [entry.analysis.score or 0 for entry in self.goals]

    @property
    def smart(self) -> int:
        """How many goals are SMART already."""
        return sum(entry.analysis.smart for entry in self.goals)

    def severities(self) -> Counter[str]:
        """How many findings of each severity."""
        return Counter(f.severity for entry in self.goals for f in entry.analysis.findings)

    def statuses(self) -> dict[str, Counter[str]]:
        """Criterion → how many goals have which status."""
        return {name: Counter(e.analysis.criteria[name].status for e in self.goals) for name in CRITERIA}

    def bins(self) -> list[int]:
        """How many goals have a score in each tenth of the scale, 100 in the last."""
        counts = Counter(min(score * BINS // 100, BINS - 1) for score in self.scores)
        return [counts[number] for number in range(BINS)]

    def day(self, options: Options) -> str:
        """The day of the report, in words."""
        return lang.rules(options.screen).date(options.today.isoformat())

    def names(self, options: Options) -> list[str]:
        """The files that were read."""
        return [told_from(path, options.root) for path in self.paths]

    def figures(self, options: Options) -> list[tuple[str, str]]:
        """(label, figure) for the first look."""
        texts = options.texts
        mean = lang.rules(options.screen).number(round(sum(self.scores) / len(self.scores), 1)) if self.goals else "–"
        severities = self.severities()
        return [
            (texts.counts["goals_label"].of(len(self.goals)), str(len(self.goals))),
            (texts.text["smart_already"], str(self.smart)),
            (texts.text["mean_score"], mean),
            *((texts.counts[f"{severity}_label"].of(severities[severity]), str(severities[severity])) for severity in SEVERITIES),
        ]
