"""The commands `eval` and `train`, which have their own parsers, for they belong to the source tree."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import typer

from assistant.errors import ConfigError

PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


def evaluate(context: typer.Context) -> None:
    """Measure extraction and verdicts on the annotated set (run in a checkout of the project)."""
    raise typer.Exit(_in_checkout("eval", "runner").main(context.args))


def train(context: typer.Context) -> None:
    """Rebuild the trained models from the annotated set (run in a checkout of the project)."""
    raise typer.Exit(_in_checkout("train", "train").main(context.args))


def _in_checkout(command: str, module: str) -> ModuleType:
    """The module of eval/ that does the command's work; it is part of the source tree, not of the installed package."""
    try:
        return import_module(f"eval.{module}")
    except ModuleNotFoundError as error:
        root = Path.cwd()
        if not (root / "eval" / f"{module}.py").is_file():
            raise ConfigError(f"{command}: the annotated set is part of the source tree; run this in a checkout of the project") from error
        sys.path.insert(0, str(root))
        return import_module(f"eval.{module}")
