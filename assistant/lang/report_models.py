"""The shapes of a language's `reports.toml`: what the reports for teams say."""

from __future__ import annotations

from assistant.resources import Resource


class CountText(Resource):
    """A counted noun; `{n}` is the number. `none` is for zero, `one` for one, `many` for the rest."""

    none: str
    one: str
    many: str

    def of(self, count: int) -> str:
        """The noun with its number."""
        return (self.none if count == 0 else self.one if count == 1 else self.many).format(n=count)


class ReportTexts(Resource):
    """Strings of the reports; words that the command line shows as well stand in `interface.toml`."""

    text: dict[str, str]
    counts: dict[str, CountText]
    messages: dict[str, str]
