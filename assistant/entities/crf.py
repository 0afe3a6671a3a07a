"""The trained conditional random fields (Lafferty, McCallum and Pereira 2001); the only place that imports CRFsuite, which trains them.

Models are files of CRFsuite (Okazaki 2007). They are decoded here, with its weights and by the algorithm that it uses (Viterbi
1967), for CRFsuite takes each feature's name anew for each word: half of its time goes into strings that a word met before has had.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import ResourceError

Rows = Sequence[Sequence[str]]  # the names of the features of each item of a sequence
# lcrf/crf1d_model.c and cqdb/cqdb.c of CRFsuite 0.12: magic, size, type, version, 3 counts, offsets of features, labels, attributes …
HEADER = struct.Struct("<4sI4sI3I5I")
TABLE = struct.Struct("<4sI4I")  # magic, size, flags, byte order, strings, offset of the places of the strings
FEATURE = np.dtype([("kind", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
STATE, TRANSITION = 0, 1


class Model:
    """One trained model. It does not change, so that any number of threads may use it.

    Raises:
        ResourceError: the file is not a CRFsuite model.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        data = path.read_bytes()
        try:
            magic, _, kind, _, *_, features, labels, attributes, _, _ = HEADER.unpack_from(data)
            if (magic, kind) != (b"lCRF", b"FOMC"):
                raise ValueError(magic)
            self.labels = tuple(_strings(data, labels))
            self._place = {name: i for i, name in enumerate(_strings(data, attributes))}
            table = np.frombuffer(data, FEATURE, struct.unpack_from("<4sII", data, features)[2], features + 12)
        except (struct.error, ValueError) as error:
            raise ResourceError(f"{path.name}: not a trained model; rebuild it: smartgoals train") from error
        size = len(self.labels)
        states, moves = table[table["kind"] == STATE], table[table["kind"] == TRANSITION]
        self._weights = np.zeros((len(self._place), size))
        self._weights[states["source"], states["target"]] = states["weight"]
        transitions = np.zeros((size, size))
        transitions[moves["source"], moves["target"]] = moves["weight"]
        self._transitions = transitions.T.copy()  # [to, from]

    def score(self, names: Iterable[str]) -> Any:
        """What features say for each label: the sum of their weights, an array of floats."""
        places = [place for name in names if (place := self._place.get(name)) is not None]
        return self._weights[places].sum(axis=0)

    def decode(self, scores: Any) -> list[str]:
        """The most probable labels of a sequence, from the scores of its items (items × labels)."""
        best, back = scores[0], []
        for item in scores[1:]:
            paths = self._transitions + best
            back.append(paths.argmax(axis=1))
            best = paths.max(axis=1) + item
        at = int(best.argmax())
        out = [self.labels[at]]
        for last in reversed(back):
            at = last[at]
            out.append(self.labels[at])
        out.reverse()
        return out

    def tag(self, rows: Rows) -> list[str]:
        """The most probable labels of a sequence."""
        return self.decode(np.array([self.score(row) for row in rows])) if rows else []


def _strings(data: bytes, start: int) -> list[str]:
    """The strings of a table of the file, in the order of their numbers."""
    magic, _, _, _, count, places = TABLE.unpack_from(data, start)
    if magic != b"CQDB":
        raise ValueError(magic)
    out = []
    for place in np.frombuffer(data, "<u4", count, start + places).tolist():
        at = start + place  # number, length with the final zero, characters
        out.append(data[at + 8 : at + 7 + int.from_bytes(data[at + 4 : at + 8], "little")].decode())
    return out


def fit(sequences: Sequence[tuple[Rows, Sequence[str]]], path: Path, settings: dict[str, float]) -> None:
    """Train a model on (features, labels) sequences and write it. L-BFGS has no random part: the same data gives the same file."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for rows, labels in sequences:
        trainer.append(rows, labels)
    trainer.set_params(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(path))
