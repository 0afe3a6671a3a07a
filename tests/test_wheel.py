"""A built wheel works in an empty environment, outside the checkout."""

import json
import os
import subprocess
import sys
import zipfile

import pytest

from tests.conftest import ROOT


@pytest.mark.slow
def test_wheel_in_an_empty_environment(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path)], cwd=ROOT, check=True, capture_output=True
    )
    wheel = next(tmp_path.glob("*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.endswith("lang/fr/kpis.toml") for name in names)
    assert all(name.startswith(("assistant/", "smartgoals-")) for name in names)
    place = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    python = place / "bin" / "python"
    subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)], check=True, capture_output=True
    )
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [str(place / "bin" / "smartgoals"), "rewrite", "--format", "jsonl", "--today", "2026-11-23", "Vendre plus"], cwd=tmp_path, env=environment,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["rewrite"]["changed"]
    freeze = subprocess.run([str(python), "-m", "pip", "list", "--format", "json"], check=True, capture_output=True, text=True).stdout
    installed = {package["name"].lower() for package in json.loads(freeze)}
    assert not installed & {"torch", "gradio", "transformers", "ray"}
    refused = subprocess.run(
        [str(place / "bin" / "smartgoals"), "chat"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "smartgoals[chat]" in refused.stderr
