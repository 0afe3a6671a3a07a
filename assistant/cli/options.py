"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.reports import FORMATS

Inputs = Annotated[list[str] | None, typer.Argument(help="A goal, or files: .docx, .md, …", metavar="TEXT|PATH|-…", show_default=False)]
Lines = Annotated[bool, typer.Option("--lines", help="The input is a file (or - for standard input) with one goal a line.")]
Lang = Annotated[str | None, typer.Option("--lang", help="Language of the texts: auto, fr or en.")]
Today = Annotated[str | None, typer.Option("--today", help="The day from which deadlines are resolved, YYYY-MM-DD.")]
Form = Annotated[
    str | None, typer.Option("--format", help=f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}; text unless the settings say otherwise.")
]
Screen = Annotated[str | None, typer.Option("--screen", help="Language of a report, fr or en; --lang is that of the texts.")]
Config = Annotated[Path | None, typer.Option("--config", help="Settings file instead of the nearest pyproject.toml or smartgoals.toml.")]
ProfileName = Annotated[
    str | None, typer.Option("--profile", help="How goals are judged: default, okr, strict, or a file *.toml.", metavar="NAME|FILE.toml")
]
HistoryFile = Annotated[
    Path | None, typer.Option("--history", help="Your own figures, by which goals are judged: CSV with date, value, optional metric.")
]
