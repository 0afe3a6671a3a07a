"""A folder of documents: each is read, its goals are rewritten, and the document is written under the same name elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant import documents
from assistant.batch import report
from assistant.batch.engine import engine
from assistant.batch.files import key_of, sha256, unfinished
from assistant.batch.journal import Entry
from assistant.batch.place import Place, cannot_write, place
from assistant.batch.records import KEPT, PLAIN, Failure, Options, Progress, Recipe, Studio, Task, Written, failure_of
from assistant.batch.walk import Source, find
from assistant.errors import InputError
from assistant.lang.batch import batch_texts


@dataclass(frozen=True, slots=True)
class DocumentTask:
    """One document.

    Attributes:
        name: its path below the input folder, with "/".
        path: where to read it.
        output: its path below the output folder.
        folder: where unfinished files are written.
    """

    name: str
    path: Path
    output: str
    folder: Path

    def run(self, studio: Studio) -> Written | Failure:
        """Read, rewrite, and write the document and its record."""
        from assistant import work
        from assistant.reports import jsonout

        try:
            source = sha256(self.path)
        except OSError as error:
            return Failure("unreadable", {"reason": error.strerror or str(error)})
        try:
            found = work.document(studio.helper, self.path, rewrite=True, fill=studio.recipe.fill)
            goals = tuple(replace(goal, analysis=studio.keep(goal.analysis)) for goal in found.goals)
            result = replace(found, path=Path(self.name), goals=goals)
            mode = studio.recipe.mode
            possible = mode in documents.format_of(self.path).modes
            data = work.rewritten_bytes(result, mode=mode if possible else None, suffix=Path(self.output).suffix.lower())
        except InputError as error:
            return failure_of(error, self.path)
        record: dict[str, Any] = {
            **jsonout.documents_object([result])["documents"][0],
            "path": self.name, "output": self.output, "smart": sum(goal.analysis.smart for goal in goals),
        }  # fmt: skip
        body = jsonout.dumps(record, indent=1).encode("utf-8", "backslashreplace")
        try:
            files = tuple(unfinished(self.folder, lambda file, part=part: file.write(part)) for part in (data, body))  # type: ignore[misc]
        except OSError as error:
            from assistant.batch.worker import output_fault

            return output_fault(error)
        return Written(files, source)

    def parts(self) -> tuple[Task, ...]:
        """A document is worked on as a whole."""
        return ()


def output_of(name: str) -> str:
    """Where a document is written; a format that is written in another one keeps its own ending as well ("plan.pdf.docx")."""
    try:
        outputs = documents.format_of(Path(name)).outputs
    except InputError:
        return name  # its turn to be refused comes when it is read
    return name + outputs[0] if outputs else name


def record_of(name: str) -> str:
    """Where the record of a document is kept, below the output folder."""
    return f"{KEPT}/records/{key_of(name)[:32]}.json"


def run(
    folder: Path, output: Path, recipe: Recipe, options: Options = PLAIN, *, code: str, include: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> report.Summary:  # fmt: skip
    """Work through the documents of a folder.

    Args:
        folder: the input; never written.
        output: where rewritten documents, the report and the journal go.
        recipe: how each document is worked on.
        options: how the batch is run.
        code: the language of the report and of errors.
        include, exclude: glob patterns (`walk.find`).

    Raises:
        InputError: nothing to read, or the output folder cannot be written or is in use.
        ConfigError: the run to be resumed had other settings; the engine is not installed.
    """
    say = batch_texts(code).messages
    if folder.resolve().is_relative_to(output.resolve()):
        raise InputError(say["output_is_input"].format(path=output))
    sources = find(folder, output, include, exclude)
    if not sources:
        raise InputError(say["nothing_found"].format(path=folder, known=", ".join(documents.known_suffixes())))
    with place(output, options, recipe.settings, code) as here:
        refused: dict[str, Failure] = {}
        skipped: list[str] = []
        tasks = _tasks(sources, here, refused, skipped)
        rewritten = 0
        with engine(recipe, options, code) as workers:
            for task, outcome in workers.run(tasks):
                if isinstance(outcome, Failure):
                    if outcome.output:
                        raise cannot_write(output, outcome, code)
                    refused[task.name] = outcome
                elif isinstance(task, DocumentTask):
                    _commit(here, task, outcome)
                    rewritten += 1
                options.tell(Progress(rewritten + len(skipped) + len(refused), len(sources)))
        options.tell(Progress(len(sources), len(sources)))
        done = [source.name for source in sources if source.name not in refused]
        made = report.write(here, [(name, record_of(name)) for name in done], refused, recipe, code)
        here.journal.finish()
    return replace(made, documents=len(sources), rewritten=rewritten, unchanged=len(skipped))


def _tasks(sources: Sequence[Source], here: Place, refused: dict[str, Failure], skipped: list[str]) -> Iterator[DocumentTask]:
    """What there is to do; what is refused or done already is noted on the way."""
    taken: dict[str, str] = dict.fromkeys(report.FILES, "")
    for source in sources:
        output = output_of(source.name)
        failure = source.failure
        if failure is None and output in taken:
            other = taken[output]
            failure = Failure("same_output", {"path": output, "other": other}) if other else Failure("reserved", {"path": output})
        if failure is None:
            taken[output] = source.name
            try:
                key = here.key(sha256(source.path))
            except OSError as error:
                failure = Failure("unreadable", {"reason": error.strerror or str(error)})
            else:
                if here.done(source.name, key, output):
                    skipped.append(source.name)
                    continue
                failure = here.obstacle(output)
        if failure is not None:
            refused[source.name] = failure
            continue
        yield DocumentTask(source.name, source.path.absolute(), output, here.unfinished)


def _commit(here: Place, task: DocumentTask, outcome: Written) -> None:
    names = (task.output, record_of(task.name))
    entry = Entry(task.name, here.key(outcome.source), {path: digest for path, (_, digest) in zip(names, outcome.files, strict=True)})
    here.commit(entry, {path: name for path, (name, _) in zip(names, outcome.files, strict=True)})
