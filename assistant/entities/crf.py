"""The trained conditional random fields (Lafferty, McCallum and Pereira 2001); the only place that imports CRFsuite."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import ResourceError

Rows = Sequence[Sequence[str]]  # the names of the features of each item of a sequence


class Model:
    """One trained model. Safe to use from several threads: each has its own decoder.

    Raises:
        ResourceError: the file is not a CRFsuite model.
    """

    def __init__(self, path: Path) -> None:
        self._model = path.read_bytes()
        self._local = threading.local()
        self._path = path
        self._decoder()

    def _decoder(self):  # type: ignore[no-untyped-def]
        if not hasattr(self._local, "tagger"):
            import pycrfsuite

            tagger = pycrfsuite.Tagger()
            try:
                tagger.open_inmemory(self._model)
            except ValueError as error:
                raise ResourceError(f"{self._path.name}: not a trained model; rebuild it: smartgoals train") from error
            self._local.tagger = tagger
        return self._local.tagger

    def tag(self, rows: Rows) -> list[str]:
        """The most probable labels of a sequence."""
        return self._decoder().tag(rows) if rows else []


def fit(sequences: Sequence[tuple[Rows, Sequence[str]]], path: Path, settings: dict[str, float]) -> None:
    """Train a model on (features, labels) sequences and write it. L-BFGS has no random part: the same data gives the same file."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for rows, labels in sequences:
        trainer.append(rows, labels)
    trainer.set_params(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(path))
