"""Bring weights and adapter into memory. The only file that decides on device and precision."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.errors import ConfigError
from assistant.resources import model_file

ADAPTER = "adapter_config.json"


@contextmanager
def quiet() -> Iterator[None]:
    """No progress bars and no advice of transformers on standard error, and its settings as they were afterwards."""
    from transformers.utils import logging

    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # of peft's calls into transformers, nothing to a user
            yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()


def has_gpu() -> bool:
    """Whether a CUDA device can be used."""
    import torch

    return torch.cuda.is_available()


def precision(device: str) -> Any:
    """The faster of bfloat16 and float32 on a device.

    On a CPU that multiplies bfloat16 itself (AMX or AVX-512 BF16) bfloat16 is no slower for one row and twice as fast for eight
    (measured, see models/rewriter/README.md); elsewhere a CPU has to convert at every step.
    """
    import torch

    if device == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    native = (getattr(torch.cpu, name, None) for name in ("_is_amx_tile_supported", "_is_avx512_bf16_supported"))
    return torch.bfloat16 if any(ask and ask() for ask in native) else torch.float32


def base(folder: Path, *, device: str = "cpu", dtype: Any = None) -> tuple[Any, Any]:
    """(model, tokenizer) of a folder, nothing fetched and no code of the folder run.

    Raises:
        ConfigError: the folder holds no causal language model that transformers can read.
    """
    from transformers import AutoModelForCausalLM, AutoTokenizer

    try:
        with quiet():
            tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
            model = AutoModelForCausalLM.from_pretrained(
                folder, local_files_only=True, trust_remote_code=False, use_safetensors=True, dtype=dtype or precision(device)
            )
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise ConfigError(f"--model: {folder}: no causal language model that transformers reads: {first}") from error
    tokenizer.padding_side = "left"
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    # torch copies the output layer once a row when it gets a slice of a batch (see eval/train_rewriter.py)
    model.get_output_embeddings().register_forward_pre_hook(lambda _, given: (given[0].contiguous(), *given[1:]))
    return model.to(device).eval(), tokenizer


def adapter() -> Path | None:
    """The folder of the project's adapter; None when it is not there."""
    path = model_file("rewriter", ADAPTER)
    return path.parent if path else None


def with_adapter(model: Any, folder: Path) -> Any:
    """A base model with an adapter merged into its weights.

    Raises:
        ConfigError: the adapter does not fit the model.
    """
    from peft import PeftModel

    try:
        with quiet():
            return PeftModel.from_pretrained(model, str(folder), local_files_only=True).merge_and_unload().eval()
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise ConfigError(f"{folder}: the adapter does not fit the model: {first}") from error
