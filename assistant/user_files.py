"""What reading a user's own settings files takes: settings, profiles."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from assistant.errors import ConfigError


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the known word that is likeliest meant, else nothing."""
    close = get_close_matches(word.lower(), list(known), 1)
    return f" (did you mean '{close[0]}'?)" if close else ""


def load_toml(path: Path) -> dict[str, Any]:
    """The contents of a user's TOML file.

    Raises:
        ConfigError: it cannot be read or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
