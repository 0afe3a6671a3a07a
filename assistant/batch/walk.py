"""The documents of a folder, in order; nothing outside of it, whatever its links say."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from assistant import documents
from assistant.batch.records import Failure

OWNER_FILES = ("~$", ".~lock.")  # beside a document that is open in an office suite


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the folder.

    Attributes:
        name: its path below the folder, with "/".
        path: where to read it.
        failure: why it is not read, when that is known already.
    """

    name: str
    path: Path
    failure: Failure | None = None


def find(folder: Path, output: Path, include: Sequence[str], exclude: Sequence[str]) -> list[Source]:
    """The documents below a folder, sorted by name.

    Hidden files and folders are left out, so are the output folder and files of other kinds. A link to a file inside the folder is
    read; one that leads out is told; linked folders are not entered, for what they hold is read where it lies.

    Args:
        folder: where to look.
        output: left out when it lies inside.
        include: glob patterns of names ("*.docx", "2026/**/*.md"), matched against the path below the folder and the bare name;
            all known endings when empty.
        exclude: patterns of what is left out, files and folders.
    """
    root = folder.resolve()
    found = _walk(folder, root, output.resolve(), include, exclude)
    return sorted(found, key=lambda source: os.fsencode(source.name))


def _walk(folder: Path, root: Path, output: Path, include: Sequence[str], exclude: Sequence[str]) -> Iterator[Source]:
    known = {*documents.known_suffixes(), *documents.REFUSED}
    for here, folders, names in os.walk(folder, followlinks=False):
        base = Path(here)
        links = [name for name in folders if (base / name).is_symlink()]
        folders[:] = [
            name for name in folders
            if name not in links and not name.startswith(".") and (base / name).resolve() != output
            and not matches(_below(base / name, folder), exclude)
        ]  # fmt: skip
        for name in names:
            path = base / name
            below = _below(path, folder)
            if name.startswith((*OWNER_FILES, ".")) or matches(below, exclude):
                continue
            if path.is_symlink() and _inside(path, output):
                continue  # what is written here is never read
            if matches(below, include) if include else path.suffix.lower() in known:
                yield Source(below, path, _fault(path, root))
        for name in links:
            path, below = base / name, _below(base / name, folder)
            if not name.startswith(".") and not matches(below, exclude) and not _inside(path, root):
                yield Source(below, path, Failure("link_out"))


def _below(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


def _fault(path: Path, root: Path) -> Failure | None:
    if not _inside(path, root):
        return Failure("link_out")
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Failure("unreadable", {"reason": error.strerror or str(error)})
    return None if stat.S_ISREG(mode) else Failure("not_a_file")


def matches(name: str, patterns: Sequence[str]) -> bool:
    """Whether a path with "/" matches a pattern: as a whole ("**" stands for any folders), or by its last part."""
    return any(
        _matches(name.split("/"), pattern.strip("/").split("/")) or fnmatchcase(name.rsplit("/", 1)[-1], pattern) for pattern in patterns
    )


def _matches(parts: list[str], pattern: list[str]) -> bool:
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_matches(parts[n:], pattern[1:]) for n in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])
