"""Read the TOML resources (catalogues, languages) into validated, frozen models.

A fault in a resource names the file and the key, so that whoever edits one sees at once what to mend.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.errors import ResourceError

PACKAGE = Path(__file__).resolve().parent
T = TypeVar("T")


def model_file(code: str, name: str) -> Path | None:
    """The path of a trained model, `models/<code>/<name>` of a checkout or of the installed package; None when there is none."""
    for folder in (PACKAGE / "_models", PACKAGE.parent / "models"):
        if (path := folder / code / name).is_file():
            return path
    return None


class Resource(BaseModel):
    """Base of all resource models: unknown keys are faults, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_toml(path: Path) -> dict[str, Any]:
    """Parse a TOML file.

    Raises:
        ResourceError: the file is missing or not TOML.
    """
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError as error:
        raise ResourceError(f"{_short(path)}: the file is missing") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ResourceError(f"{_short(path)}: not valid TOML: {error}") from error


def read_model(path: Path, shape: type[T]) -> T:
    """Parse a TOML file and validate it as `shape` (a model, or a type such as `dict[str, Model]`).

    Raises:
        ResourceError: missing, not TOML, or a key is wrong; the message names file and key.
    """
    try:
        return TypeAdapter(shape).validate_python(read_toml(path))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "(top)"
        raise ResourceError(f"{_short(path)}: {key}: {first['msg']}") from error


def _short(path: Path) -> str:
    return str(path.relative_to(PACKAGE.parent)) if path.is_relative_to(PACKAGE.parent) else str(path)
