"""Write sentences with a loaded model: beam search without digits, many goals at once, the common beginning of the prompts read once.

A figure can only come from a phrase: tokens with a digit, or with a number word of the language's own list, are not to be had. Of the
names in braces only those that the goal has can be opened, each once. Whether and where the model opens them is left to it: to write names
into a sentence for it, or to let none end without them, breaks the sentence (measured); one that lacks a name is refused afterwards.
A beginning that nothing can save is given up at once (`Task.spoilt`), so that the beams are spent on sentences that may pass.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistant.rewriting.local import prompt
from assistant.rewriting.local.prompt import Pair

BEAMS = 4
ROOM = 64  # tokens of one sentence with names in the place of phrases; the longest of the pairs has 52
BATCH = 16  # goals that are written at once


@dataclass(slots=True)
class Tally:
    """What decoding took: seconds in the model, tokens written (of the sentences that are returned first), goals."""

    seconds: float = 0.0
    tokens: int = 0
    goals: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """One goal for the model: language code, the goal's text, the names of its phrases.

    `spoilt` tells of a beginning, whose words are whole, that no end can save, so that the search goes on elsewhere.
    """

    lang: str
    goal: str
    slots: tuple[str, ...]
    spoilt: Callable[[str], bool] | None = None


class Writer:
    """A loaded model that writes sentences with names of phrases in braces.

    Args:
        model, tokenizer: of transformers.
        examples: shown before every goal, to a model that was not tuned.
        number_words: by language code, regular expressions of words that stand for a number and are not to be written.
        beams: width of the search; so many sentences come back for a goal, best first.

    Attributes:
        tally: what it has taken so far.
    """

    def __init__(
        self,
        model: Any,
        tokenizer: Any,
        *,
        examples: Sequence[Pair] = (),
        number_words: Mapping[str, Sequence[str]] | None = None,
        beams: int = BEAMS,
    ) -> None:
        from assistant.rewriting.local.limits import Vocabulary

        self.model, self.tokenizer, self.examples, self.beams = model, tokenizer, tuple(examples), beams
        rows = model.get_output_embeddings().weight.shape[0]
        self.vocabulary = Vocabulary(tokenizer, rows, model.device, number_words or {})
        self.tally = Tally()

    def write(self, tasks: Sequence[Task]) -> list[list[str]]:
        """Sentences for each goal, best first, as the model wrote them; `Task`s of one or several languages, in order."""
        out: list[list[str]] = []
        for start in range(0, len(tasks), BATCH):
            out += self._batch(tasks[start : start + BATCH])
        return out

    def _batch(self, tasks: Sequence[Task]) -> list[list[str]]:
        import torch

        from assistant.rewriting.local.limits import Limits
        from assistant.rewriting.local.loading import quiet

        asked = [prompt.question(t.lang, t.goal, t.slots) for t in tasks]
        shared, cache = self._shared
        given = self.tokenizer(asked, return_tensors="pt", padding=True, add_special_tokens=shared is None).to(self.model.device)
        ids, mask = given.input_ids, given.attention_mask
        if shared is not None:
            ids = torch.cat([shared.expand(len(tasks), -1), ids], dim=1)
            mask = torch.cat([torch.ones_like(shared).expand(len(tasks), -1), mask], dim=1)
            cache = copy.deepcopy(cache)
            cache.batch_repeat_interleave(len(tasks) * self.beams)
        limits = Limits(self.vocabulary, tasks, ids.shape[1])
        begun = time.monotonic()
        with torch.inference_mode(), quiet():
            found = self.model.generate(
                input_ids=ids,
                attention_mask=mask,
                **({"cache": cache} if cache is not None else {}),
                max_new_tokens=ROOM,
                num_beams=self.beams,
                num_return_sequences=self.beams,
                do_sample=False,
                early_stopping=True,
                logits_processor=[limits],
                eos_token_id=self.vocabulary.ends,
                pad_token_id=self.tokenizer.pad_token_id,
            )
        written = found[:, ids.shape[1] :]
        self.tally.seconds += time.monotonic() - begun
        self.tally.tokens += int((written[:: self.beams] != self.tokenizer.pad_token_id).sum())
        self.tally.goals += len(tasks)
        texts = [prompt.as_template(t) for t in self.tokenizer.batch_decode(written, skip_special_tokens=True)]
        return [list(dict.fromkeys(texts[i : i + self.beams])) for i in range(0, len(texts), self.beams)]

    @cached_property
    def _shared(self) -> tuple[Any, Any]:
        """The tokens that all prompts begin with, and the model's state after them; (None, None) without examples."""
        import torch

        if not self.examples:
            return None, None
        ids = self.tokenizer(prompt.prefix(self.examples), return_tensors="pt").input_ids.to(self.model.device)
        with torch.inference_mode():
            return ids, self.model(ids, use_cache=True, logits_to_keep=1).past_key_values
