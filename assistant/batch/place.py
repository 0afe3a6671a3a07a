"""The output folder of a batch: its lock, its journal, and how files get their names in it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from assistant.batch.files import key_of, locked, put, same
from assistant.batch.journal import Entry, Journal
from assistant.batch.records import KEPT, Failure, Options
from assistant.errors import ConfigError, InputError
from assistant.lang.batch import batch_texts


class Place:
    """An output folder that this run has to itself.

    Attributes:
        journal: what has been done in it.
        unfinished: the folder in which files are written before they get their names.
    """

    def __init__(self, folder: Path, options: Options, settings: Mapping[str, str], journal: Journal) -> None:
        self.folder, self.journal, self._force = folder, journal, options.force
        self.unfinished = folder.resolve() / KEPT / "unfinished"  # workers may have another working directory
        self._settings = json.dumps(dict(sorted(settings.items())), ensure_ascii=True)

    def key(self, source: str) -> str:
        """What a task's output depends on: the hash of its source, and the settings, version included."""
        return key_of(source, self._settings)

    def done(self, name: str, key: str, output: str) -> bool:
        """Whether a task was done already, all its files being there; an `output` that was edited since counts, for it is kept."""
        entry = self.journal.entries.get(name)
        if self._force or entry is None or entry.key != key:
            return False
        return all(same(self.folder / path, digest) or (path == output and self._foreign(path)) for path, digest in entry.files.items())

    def obstacle(self, output: str) -> Failure | None:
        """Why a file may not be written under a path below the folder, if it may not."""
        here = self.folder
        for part in Path(output).parent.parts:
            here = here / part
            if here.is_symlink():
                return Failure("out_of_folder", {"path": output})
            if here.exists() and not here.is_dir():
                return Failure("in_the_way", {"path": output, "reason": f"{here.name}"})
        if (self.folder / output).is_dir():
            return Failure("in_the_way", {"path": output, "reason": Path(output).name})
        return Failure("edited", {"path": output}) if not self._force and self._foreign(output) else None

    def _foreign(self, output: str) -> bool:
        """Whether something lies there that no run has written."""
        path = self.folder / output
        if not os.path.lexists(path):
            return False
        return not any(same(path, digest) for digest in self.journal.written.get(output, ()))

    def commit(self, entry: Entry, unfinished: Mapping[str, str]) -> None:
        """Journal a task, then give its files their names: path below the folder → unfinished file."""
        self.journal.add(entry)
        for path, name in unfinished.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            put(name, target)


@contextmanager
def place(folder: Path, options: Options, settings: Mapping[str, str], code: str) -> Iterator[Place]:
    """Take an output folder, which is made when it does not exist.

    Raises:
        InputError: it cannot be written, or another run is writing into it.
        ConfigError: the run to be resumed had other settings.
    """
    say = batch_texts(code).messages
    if folder.exists() and not folder.is_dir():
        raise InputError(say["output_is_file"].format(path=folder))
    kept = folder / KEPT
    try:
        if kept.is_symlink():
            raise InputError(say["output_is_link"].format(path=kept))
        kept.mkdir(parents=True, exist_ok=True)
        with locked(kept / "lock", folder, code):
            journal = Journal.load(kept / "journal.jsonl")
            _check_resumed(journal, settings, options, folder, code)
            made = Place(folder, options, settings, journal)
            shutil.rmtree(made.unfinished, ignore_errors=True)
            made.unfinished.mkdir()
            journal.open(settings)
            with journal:
                yield made
            shutil.rmtree(made.unfinished, ignore_errors=True)
    except OSError as error:
        raise InputError(say["cannot_write"].format(path=folder, reason=error.strerror or error)) from error


def _check_resumed(journal: Journal, settings: Mapping[str, str], options: Options, folder: Path, code: str) -> None:
    if not options.resume or journal.settings is None or journal.finished or journal.settings == settings:
        return
    before = journal.settings
    names = sorted(name for name in {*before, *settings} if before.get(name) != settings.get(name))
    raise ConfigError(batch_texts(code).messages["other_settings"].format(path=folder, names=", ".join(names)))


def cannot_write(folder: Path, failure: Failure, code: str) -> InputError:
    """The error for an output folder that a worker could not write into."""
    return InputError(batch_texts(code).messages["cannot_write"].format(path=folder, reason=failure.text))
