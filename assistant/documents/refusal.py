"""Why a file is not read, in one line of the user's language."""

from __future__ import annotations

from pathlib import Path

from assistant import lang
from assistant.errors import InputError


class Refusal(InputError):
    """A file that is not read or not written, with a reason that every language can tell.

    Args:
        path: the file.
        key: of the reason, in `refusals` of each language's `documents.toml`.
        values: what stands in its braces.

    `str` speaks the first language there is; `told` any.
    """

    def __init__(self, path: Path, key: str, **values: object) -> None:
        self.path, self.key, self.values = path, key, values
        super().__init__(self.told(lang.available()[0]))

    def told(self, code: str) -> str:
        """ "path: reason" in a language."""
        return f"{self.path}: {lang.document_texts(code).refusals[self.key].format(**self.values)}"

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.path, self.key, self.values)


def _again(path: Path, key: str, values: dict[str, object]) -> Refusal:
    return Refusal(path, key, **values)
