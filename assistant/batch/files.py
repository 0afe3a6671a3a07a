"""Hashes, unfinished files, and the lock of an output folder."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from assistant.errors import InputError
from assistant.lang.batch import batch_texts

BLOCK = 1 << 20


def sha256(path: Path) -> str:
    """The hash of a file's bytes; OSError when it cannot be read."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def key_of(*parts: str) -> str:
    """One hash of several texts."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def unfinished(folder: Path, write: Callable[[BinaryIO], object]) -> tuple[str, str]:
    """Write a file of a fresh name, down to the disk; gives (its path, SHA-256).

    Raises:
        OSError: the folder cannot be written, or the disk is full; nothing is left behind.
    """
    handle, name = tempfile.mkstemp(prefix="part-", dir=folder)
    try:
        with os.fdopen(handle, "w+b") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
    except BaseException:
        os.unlink(name)
        raise
    return name, digest


def put(name: str, target: Path) -> None:
    """Give an unfinished file its name, at once; a link in its place is replaced, not followed."""
    os.replace(name, target)


def same(path: Path, digest: str) -> bool:
    """Whether a plain file has this hash."""
    try:
        return path.is_file() and not path.is_symlink() and sha256(path) == digest
    except OSError:
        return False


@contextmanager
def locked(path: Path, output: Path, code: str) -> Iterator[None]:
    """Hold the lock of an output folder; the system drops it when the process ends, however it ends.

    Raises:
        InputError: another run holds it.
    """
    with open(path, "ab") as file:
        try:
            _lock(file)
        except OSError as error:
            raise InputError(batch_texts(code).messages["locked"].format(path=output)) from error
        yield


def _lock(file: BinaryIO) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        return
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
