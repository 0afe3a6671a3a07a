"""Reading in a child process with limits on memory and time: for files of unknown origin, in batches and on a server.

A parser that loops, eats memory or dies takes its child with it, not the program; what has happened is told as any other refusal.
"""

from __future__ import annotations

import multiprocessing
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from assistant import documents
from assistant.documents.base import Document
from assistant.documents.refusal import Refusal
from assistant.errors import InputError

SECONDS = 60  # of wall time, start of the child included (about half a second)
MEGABYTES = 2000  # of address space; far above what the limits of the guard let a document take


def read(path: Path, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Document:
    """Read a document as `documents.read` does, in a child process.

    Args:
        path: the file.
        seconds: after which reading is stopped.
        megabytes: of memory that the child may take (where the system can limit it).

    Raises:
        InputError: as `documents.read`, or when a limit was reached or the child has died.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(theirs, path, seconds, megabytes), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise Refusal(path, "too_slow", seconds=f"{seconds:g}")
        answer = ours.recv()
    except EOFError as error:
        child.join()
        code = child.exitcode or 0
        if -code == getattr(signal, "SIGXCPU", None):
            raise Refusal(path, "too_slow", seconds=f"{seconds:g}") from error
        raise Refusal(path, "child_failed", reason=signal.Signals(-code).name if code < 0 else f"status {code}") from error
    finally:
        ours.close()
        child.kill()
        child.join()
    if isinstance(answer, InputError):
        raise answer
    document: Document = answer
    return document


def _child(answer: Connection, path: Path, seconds: float, megabytes: int) -> None:
    _limit(seconds, megabytes)
    result: Document | InputError
    try:
        result = documents.read(path)
    except InputError as error:
        result = error
    except (MemoryError, RecursionError):
        result = Refusal(path, "too_hungry", limit=megabytes)
    except Exception as error:  # the last fence: whatever a parser does with a file of unknown origin is the file's fault
        result = Refusal(path, "child_failed", reason=type(error).__name__)
    try:
        answer.send(result)
    except MemoryError:
        answer.send(Refusal(path, "too_hungry", limit=megabytes))
    answer.close()


def _limit(seconds: float, megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on this system; the time limit of the parent holds all the same
        return
    for kind, limit in ((resource.RLIMIT_AS, megabytes * 1_000_000), (resource.RLIMIT_CPU, int(seconds) + 1), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):
            continue  # a stricter limit holds already, or the system knows none
