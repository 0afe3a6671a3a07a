"""What people and programs are shown, one format a file.

A report module has a class `Reporter`, made with `Options`: `add` takes the results as they come, `close` ends the report.
Those whose format allows it write each result at once and keep nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.reports.base import Options, Reporter

# format → module; loaded when asked for, for rich and jinja2 cost more than a check does
_MODULES = {
    "text": "text", "json": "jsonout", "jsonl": "jsonlines", "sarif": "sarif", "github": "github", "junit": "junit", "html": "html",
    "markdown": "markdown",
}  # fmt: skip
FORMATS: tuple[str, ...] = tuple(_MODULES)
# formats that speak one language throughout; the others show each text in its own
ONE_LANGUAGE: tuple[str, ...] = ("sarif", "github", "junit", "html", "markdown")
__all__ = ["FORMATS", "ONE_LANGUAGE", "reporter"]


def reporter(form: str, options: Options) -> Reporter:
    """The reporter of a format.

    Raises:
        KeyError: `form` is not one of `FORMATS`.
    """
    made: Reporter = import_module(f"assistant.reports.{_MODULES[form]}").Reporter(options)
    return made
