"""The journal of an output folder: what was done, with which settings, so that a run that was cut off can go on.

A line is written to the disk before the files that it tells of get their names. So whatever lies under such a name is known: it is
what the last line says, or what an earlier one said (the run was cut off between the two), or someone else's.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from assistant.batch.files import put, unfinished

FORM = 1  # of the journal; another one is not read


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done.

    Attributes:
        name: of the task.
        key: hash of the file that was read, the settings and the version.
        files: path below the output folder → SHA-256.
        counts: as a worker gave them.
        faults: (row, reason) of rows that could not be read.
    """

    name: str
    key: str
    files: Mapping[str, str]
    counts: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[tuple[int, Mapping[str, Any]], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "name": self.name, "key": self.key, "files": dict(sorted(self.files.items())), "counts": dict(sorted(self.counts.items())),
            "faults": [[row, dict(fault)] for row, fault in self.faults],
        }  # fmt: skip


@dataclass
class Journal:
    """Reads what there is when opened, then appends; `close` leaves one line an entry, in order.

    Attributes:
        settings: those of the run that wrote it; None when there was none, or when it cannot be understood.
        entries: name → the last entry.
        written: path below the output folder → every hash that was ever written there.
    """

    path: Path
    settings: Mapping[str, str] | None = None
    finished: bool = True
    entries: dict[str, Entry] = field(default_factory=dict)
    written: dict[str, set[str]] = field(default_factory=dict)
    _file: BinaryIO | None = None

    @classmethod
    def load(cls, path: Path) -> Journal:
        """What a journal says; a last line that was cut off is left out."""
        journal = cls(path)
        try:
            lines = path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return journal
        for line in lines:
            try:
                record = json.loads(line)
            except ValueError:
                continue
            if not isinstance(record, dict):
                continue
            if "journal" in record:
                if record["journal"] != FORM:
                    return cls(path)
                journal.settings, journal.finished = record["settings"], record["finished"]
            elif "wrote" in record:
                journal.written.setdefault(record["wrote"], set()).add(record["sha256"])
            else:
                faults = tuple((row, fault) for row, fault in record["faults"])
                journal._take(Entry(record["name"], record["key"], record["files"], record["counts"], faults))
        return journal

    def _take(self, entry: Entry) -> None:
        self.entries[entry.name] = entry
        for path, digest in entry.files.items():
            self.written.setdefault(path, set()).add(digest)

    def open(self, settings: Mapping[str, str]) -> None:
        """Begin a run: all that is known is written anew, so that a cut line at the end does no harm."""
        self.settings, self.finished = settings, False
        self._write(keep_hashes=True)
        self._file = open(self.path, "ab")  # noqa: SIM115  # closed by `close`

    def add(self, entry: Entry) -> None:
        """Tell of one thing, down to the disk."""
        if self._file is None:
            raise ValueError("the journal is not open")
        self._take(entry)
        self._file.write(_line(entry.to_dict()))
        self._file.flush()
        os.fsync(self._file.fileno())

    def forget(self, names: set[str]) -> None:
        """Drop entries that are of no more use."""
        for name in names:
            self.entries.pop(name, None)

    def finish(self) -> None:
        """End a run that came to its end."""
        self.finished = True
        self._close()
        self._write(keep_hashes=False)

    def _write(self, *, keep_hashes: bool) -> None:
        entries = [self.entries[name].to_dict() for name in sorted(self.entries)]
        settings = dict(sorted((self.settings or {}).items()))
        lines: list[dict[str, Any]] = [{"journal": FORM, "finished": self.finished, "settings": settings}]
        if keep_hashes:  # earlier ones, so that a file that was written before the cut is still known as ours
            for path, digests in sorted(self.written.items()):
                lines += [{"wrote": path, "sha256": digest} for digest in sorted(digests)]
        body = b"".join(_line(line) for line in (*lines, *entries))
        name, _ = unfinished(self.path.parent, lambda file: file.write(body))
        put(name, self.path)

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close()


def _line(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=True).encode() + b"\n"
