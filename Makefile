# `make run` and `make test` need Python 3.11 or newer and nothing else: everything they use goes into .venv.
SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
SAMPLE := data/samples/plan_marketing.fr.md

.PHONY: run test lint eval bench clean

run: $(VENV)/.core
	@$(VENV)/bin/smartgoals rewrite $(SAMPLE) --format text --lang fr --today 2026-11-23

test: $(VENV)/.dev
	@$(PY) -m pytest

lint: $(VENV)/.dev
	@$(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) -m mypy

eval: $(VENV)/.core
	@$(VENV)/bin/smartgoals eval

bench: $(VENV)/.core
	@$(PY) -m eval.bench

$(VENV)/bin/python:
	@sh .ci/make-venv $(VENV)

$(VENV)/.core: pyproject.toml | $(VENV)/bin/python
	@echo "Installing smartgoals into $(VENV) (once, about a minute) …" >&2
	@$(PIP) install -e . && touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/.core
	@echo "Installing what the tests need into $(VENV) (once, about two minutes) …" >&2
	@$(PIP) install -e '.[dev,chat,plot,browser,tables]' && touch $@ $(VENV)/.core

clean:
	@rm -rf $(VENV) dist build
