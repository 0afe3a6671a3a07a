"""Tune the adapter of the rewriter: `smartgoals train --rewriter` (or `python -m eval.train_rewriter`).

The recipe stands in models/rewriter/train.toml.

Trains a LoRA adapter (Hu et al., 2021, arXiv:2106.09685) on the pairs of data/rewriting/, whose sentences hold names of phrases in
braces and no figure. One process; the same pairs, recipe and number of threads give the same adapter on the same machine.

Two things make it fit on two cores. The output layer, the largest part of a small model with a large vocabulary, is computed for the
tokens of the answers alone. And it is given a matrix, not a batch of matrices: for a batch in bfloat16 torch copies the whole layer
once a row, which takes ten times as long as the product itself.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import shutil
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.rewriting.local import prompt
from assistant.rewriting.local.prompt import Pair
from assistant.rewriting.local.weights import NAME

if TYPE_CHECKING:
    import torch

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "rewriting"
OUTPUT = ROOT / "models" / "rewriter"
LARGEST = 30_000_000  # bytes of the adapter that may be committed

Example = tuple[list[int], list[int]]  # tokens of the prompt, tokens of the answer


def load_pairs(folder: Path = DATA) -> list[Pair]:
    """The pairs of all languages, `pairs.<code>.jsonl`, in the order of the files.

    Raises:
        ValueError: a line is no pair; names file and line.
    """
    out = []
    for path in sorted(folder.glob("pairs.*.jsonl")):
        code = path.name.split(".")[1]
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            row = json.loads(line)
            pair = Pair(code, row["goal"], tuple(row["slots"]), row["text"])
            if sorted(prompt.names_in(pair.text)) != sorted(pair.slots) or not set(pair.slots) <= set(prompt.NAMES):
                raise ValueError(f"{path.name}:{number}: the names in the text are not those of its slots, or unknown")
            out.append(pair)
    return out


def split(pairs: Sequence[Pair], hold_out: int) -> tuple[list[Pair], list[Pair]]:
    """Pairs to train on, and every `hold_out`-th of a language, never trained on."""
    kept: list[Pair] = []
    held: list[Pair] = []
    for code in sorted({p.lang for p in pairs}):
        for number, pair in enumerate(p for p in pairs if p.lang == code):
            (held if number % hold_out == hold_out - 1 else kept).append(pair)
    return kept, held


def encoded(tokenizer: Any, pairs: Sequence[Pair]) -> list[Example]:
    """The tokens of each pair: prompt, answer with its end."""
    end = [tokenizer.eos_token_id]
    return [
        (
            tokenizer(prompt.question(p.lang, p.goal, p.slots)).input_ids,
            tokenizer(prompt.answer(p.text), add_special_tokens=False).input_ids + end,
        )
        for p in pairs
    ]


def batches(examples: Sequence[Example], size: int, chance: random.Random) -> list[list[Example]]:
    """Batches of examples of like length (little padding), in random order."""
    order = sorted(examples, key=lambda e: len(e[0]) + len(e[1]) + chance.random() * 6)
    out = [order[i : i + size] for i in range(0, len(order), size)]
    chance.shuffle(out)
    return out


def loss_of(model: Any, batch: Sequence[Example], pad: int) -> tuple[torch.Tensor, int]:
    """Mean cross-entropy of the answers' tokens (in nats a token), and their number."""
    import torch

    width, answers = max(len(q) + len(a) for q, a in batch), max(len(a) for _, a in batch)
    ids = torch.full((len(batch), width), pad)
    mask = torch.zeros_like(ids)
    labels = torch.full((len(batch), answers), -100)
    for row, (asked, answered) in enumerate(batch):
        tokens = asked + answered
        ids[row, width - len(tokens) :] = torch.tensor(tokens)
        mask[row, width - len(tokens) :] = 1
        labels[row, answers - len(answered) :] = torch.tensor(answered)
    base = model.get_base_model()
    device = next(model.parameters()).device
    states = base.get_decoder()(input_ids=ids.to(device), attention_mask=mask.to(device), use_cache=False).last_hidden_state
    wanted = labels.to(device) != -100
    logits = base.get_output_embeddings()(states[:, -answers - 1 : -1][wanted])
    return torch.nn.functional.cross_entropy(logits.float(), labels.to(device)[wanted]), int(wanted.sum())


def rate(step: int, steps: int, warmup: float) -> float:
    """Share of the learning rate: up in a line over the warm-up, then down along a cosine to a tenth."""
    first = max(1, round(steps * warmup))
    if step < first:
        return (step + 1) / first
    return 0.1 + 0.9 * 0.5 * (1 + math.cos(math.pi * (step - first) / max(1, steps - first)))


def train(model: Any, tokenizer: Any, pairs: Sequence[Pair], recipe: dict[str, Any], output: Path, say: Any = None) -> dict[str, Any]:
    """Tune an adapter on a loaded base model and save it; returns the figures of the run.

    Args:
        model: a causal language model of transformers; the adapter is put into it.
        tokenizer: its tokenizer.
        pairs: goals with their sentences; every `hold_out`-th is kept for measuring.
        recipe: the tables `lora` and `training` of train.toml.
        output: folder for adapter_model.safetensors, adapter_config.json and log.json.
        say: called with a line of progress.
    """
    import torch
    from peft import LoraConfig, get_peft_model

    settings, shape = recipe["training"], recipe["lora"]
    torch.manual_seed(settings["seed"])
    chance = random.Random(settings["seed"])
    tuned = get_peft_model(
        model,
        LoraConfig(
            r=shape["r"], lora_alpha=shape["alpha"], lora_dropout=shape["dropout"], target_modules="all-linear", task_type="CAUSAL_LM"
        ),
    )  # fmt: skip
    kept, held = split(pairs, settings["hold_out"])
    learnt, unseen = encoded(tokenizer, kept), encoded(tokenizer, held)
    parameters = [p for p in tuned.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=settings["learning_rate"], weight_decay=settings["weight_decay"])
    steps = math.ceil(len(learnt) / settings["batch_size"]) * settings["epochs"]
    pad = tokenizer.pad_token_id if tokenizer.pad_token_id is not None else tokenizer.eos_token_id
    started, step, best = time.monotonic(), 0, math.inf
    log: dict[str, Any] = {"pairs": len(kept), "held_out": len(held), "losses": []}
    for epoch in range(1, settings["epochs"] + 1):
        tuned.train()
        total = 0.0
        for batch in (made := batches(learnt, settings["batch_size"], chance)):
            for group in optimiser.param_groups:
                group["lr"] = settings["learning_rate"] * rate(step, steps, settings["warmup"])
            loss, _ = loss_of(tuned, batch, pad)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, settings["clip"])
            optimiser.step()
            optimiser.zero_grad()
            total, step = total + float(loss.detach()), step + 1
        after = held_out_loss(tuned, unseen, settings["batch_size"], pad)
        log["losses"].append({"epoch": epoch, "train": round(total / len(made), 4), "held_out": round(after, 4)})
        if say:
            say(f"epoch {epoch}: train {total / len(made):.3f}, held out {after:.3f}, {time.monotonic() - started:.0f} s")
        if after < best:
            best = after
            _save(tuned, output)
            log["epoch_kept"] = epoch
        elif settings["stop_early"]:
            break
    log["seconds"] = round(time.monotonic() - started)
    (output / "log.json").write_text(json.dumps(log, indent=1) + "\n", "utf-8")
    return log


def held_out_loss(model: Any, examples: Sequence[Example], size: int, pad: int) -> float:
    """Cross-entropy a token on pairs that were not trained on; NaN without any."""
    import torch

    model.eval()
    total, count = 0.0, 0
    with torch.inference_mode():
        for batch in _in_order(examples, size):
            loss, tokens = loss_of(model, batch, pad)
            total, count = total + float(loss) * tokens, count + tokens
    return total / count if count else math.nan


def _in_order(examples: Sequence[Example], size: int) -> Iterator[list[Example]]:
    order = sorted(examples, key=lambda e: len(e[0]) + len(e[1]))
    for start in range(0, len(order), size):
        yield order[start : start + size]


def _save(tuned: Any, output: Path) -> None:
    """The adapter and its configuration, without the path of this machine's weights, and not the card that peft writes beside them."""
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        tuned.save_pretrained(folder, safe_serialization=True)
        config = json.loads((Path(folder) / "adapter_config.json").read_text("utf-8"))
        shutil.copyfile(Path(folder) / "adapter_model.safetensors", output / "adapter_model.safetensors")
    config = {key: value for key, value in config.items() if value not in (None, {}, [])}
    config |= {"base_model_name_or_path": NAME, "target_modules": sorted(config["target_modules"]), "inference_mode": True}
    (output / "adapter_config.json").write_text(json.dumps(config, indent=1, sort_keys=True) + "\n", "utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Tune the adapter on the default weights; prints the losses."""
    parser = argparse.ArgumentParser(prog="smartgoals train --rewriter", description="Tune models/rewriter/ on data/rewriting/.")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="folder of the adapter")
    parser.add_argument("--recipe", type=Path, default=OUTPUT / "train.toml", help="settings")
    args = parser.parse_args(argv)
    from assistant.rewriting.local import loading, weights

    recipe = tomllib.loads(args.recipe.read_text("utf-8"))
    model, tokenizer = loading.base(weights.default(), device="cuda" if loading.has_gpu() else "cpu")
    args.output.mkdir(parents=True, exist_ok=True)
    log = train(model, tokenizer, load_pairs(), recipe, args.output, print)
    size = (args.output / "adapter_model.safetensors").stat().st_size
    print(f"{log['pairs']} pairs, {log['held_out']} held out → {args.output} ({size / 1e6:.1f} MB)")
    if size > LARGEST:
        print(f"smartgoals train: {args.output} is larger than {LARGEST // 1_000_000} MB", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
