# Everything below installs first if need be; nothing but Python (3.11 or newer) and make is asked for.
PYTHON ?= python3
BIN := .venv/bin
# Folders of NAME.txt and NAME.gold.jsonl pairs; the first holds the scorer, score.py.
GOLD ?= ../shared/gold tests/golden

.PHONY: install demo test lint bench docs clean

install: .venv/.installed

.venv/.installed: lock.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r lock.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: install
	$(BIN)/detente demo

test: lint
	$(BIN)/python -m pytest

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install
	$(BIN)/python benchmarks/gold.py $(GOLD)

docs: install
	$(BIN)/python docs/build.py

clean:
	rm -rf .venv out
