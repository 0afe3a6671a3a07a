"""What a model may not write: digits, number words, names of phrases that the goal does not have or that stand there already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
from transformers import LogitsProcessor

from assistant.rewriting.local import prompt
from assistant.rewriting.local.decoding import Task

_LAST_WORD = re.compile(r"(?<![\w’'-])[\w’'-]*$")
_OPEN = re.compile(r"\{([^{}]*)$")
_FORMAT = re.compile(r"<(?:0x\w\w|unused.*)>")
WORD_BEGINS = ("\u2581", "Ġ")  # how SentencePiece and byte-level vocabularies write the space before a word
NEWLINES = ("\n", "Ċ")
NEVER = float("-inf")


@dataclass(frozen=True)
class Vocabulary:
    """The tokens of a model, sorted by what they may be used for.

    Attributes:
        tokenizer: of the model.
        rows: tokens that its output layer knows.
        device: of the model.
        number_words: by language code, regular expressions of words that stand for a number.
    """

    tokenizer: Any
    rows: int
    device: Any
    number_words: Mapping[str, Sequence[str]]

    @cached_property
    def pieces(self) -> list[str]:
        """The written form of each token; empty where it has none."""
        known = self.tokenizer.convert_ids_to_tokens(list(range(min(len(self.tokenizer), self.rows))))
        return [piece or "" for piece in known] + [""] * (self.rows - len(known))

    @cached_property
    def ends(self) -> list[int]:
        """Tokens that end a sentence: the model's own, and every one with a line break."""
        own = self.tokenizer.eos_token_id
        return [i for i, piece in enumerate(self.pieces) if i == own or any(mark in piece for mark in NEWLINES)]

    @cached_property
    def banned(self) -> torch.Tensor:
        """Mask of the tokens that are never written: with a numeric character of any script, raw bytes, marks of the format."""
        special, ends = set(self.tokenizer.all_special_ids), set(self.ends)
        return self._mask(
            i
            for i, piece in enumerate(self.pieces)
            if i not in ends and (not piece or i in special or any(c.isnumeric() for c in piece) or _FORMAT.fullmatch(piece))
        )

    @cached_property
    def braces(self) -> torch.Tensor:
        """Mask of the tokens with a brace."""
        return self._mask(i for i, piece in enumerate(self.pieces) if "{" in piece or "}" in piece)

    @cached_property
    def not_opening(self) -> torch.Tensor:
        """Mask of the tokens with a brace that do not just open a name."""
        return self._mask(i for i, piece in enumerate(self.pieces) if "}" in piece or "{" in piece[:-1])

    @cached_property
    def closing(self) -> list[int]:
        """Tokens that close a name, alone or with the punctuation behind it."""
        return [i for i, piece in enumerate(self.pieces) if piece.startswith("}") and "{" not in piece and not bool(self.banned[i])]

    @cached_property
    def numerals(self) -> dict[str, torch.Tensor]:
        """By language, mask of the tokens that begin a word and are a number word."""
        out = {}
        for code, words in self.number_words.items():
            pattern = re.compile("|".join(words), re.IGNORECASE)
            out[code] = self._mask(i for i, p in enumerate(self.pieces) if p.startswith(WORD_BEGINS) and pattern.fullmatch(p[1:]))
        return out

    @cached_property
    def spelled(self) -> dict[str, re.Pattern[str]]:
        """By language, a number word that has just been ended by what follows it: "sept" is none in "septembre"."""
        return {
            code: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?=\W$)", re.IGNORECASE) for code, words in self.number_words.items() if words
        }

    def names(self, begun: str, left: Iterable[str]) -> list[int]:
        """The tokens that go on with an open name; none where no name does."""
        out: set[int] = set()
        for name in left:
            if name == begun:
                out.update(self.closing)
            elif name.startswith(begun):
                out.update(self.tokenizer(name[len(begun) :], add_special_tokens=False).input_ids[:1])
        return sorted(out)

    def _mask(self, numbers: Iterable[int]) -> torch.Tensor:
        mask = torch.zeros(self.rows, dtype=torch.bool)
        mask[torch.tensor(list(numbers), dtype=torch.long)] = True
        return mask.to(self.device)


class Limits(LogitsProcessor):
    """Takes tokens out of the choice, row by row of a batch of beams.

    Args:
        vocabulary: of the model.
        tasks: the goals, whose names may be written.
        start: length of the prompts in tokens; what stands behind was written.
    """

    def __init__(self, vocabulary: Vocabulary, tasks: Sequence[Task], start: int) -> None:
        self.vocabulary, self.tasks, self.start = vocabulary, tasks, start

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        """Scores (rows by tokens) with what may not follow at minus infinity."""
        known = self.vocabulary
        scores = scores.masked_fill(known.banned, NEVER)
        beams = input_ids.shape[0] // len(self.tasks)
        texts = known.tokenizer.batch_decode(input_ids[:, self.start :], skip_special_tokens=True)
        for row, text in enumerate(texts):
            task = self.tasks[row // beams]
            standing = prompt.names_in(text)
            left = [name for name in task.slots if name not in standing]
            if self._lost(task, text):
                scores[row] = NEVER
            elif begun := _OPEN.search(text):
                self._only(scores, row, known.names(begun.group(1), left))
            else:
                scores[row].masked_fill_(known.not_opening if left else known.braces, NEVER)
                if task.lang in known.numerals:
                    scores[row].masked_fill_(known.numerals[task.lang], NEVER)
        return scores

    def _lost(self, task: Task, text: str) -> bool:
        """Whether a beginning holds what cannot be shown: its beam goes no further, and the search goes on with the others."""
        spelled = self.vocabulary.spelled.get(task.lang)
        whole = _LAST_WORD.sub("", text)
        return bool(spelled and spelled.search(text)) or bool(task.spoilt and task.spoilt(whole))

    @staticmethod
    def _only(scores: Any, row: int, allowed: list[int]) -> None:
        kept = scores[row, allowed].clone()
        scores[row] = NEVER
        scores[row, allowed] = kept
