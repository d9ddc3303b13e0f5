# Everything below installs first if need be; nothing but Python (3.11 or newer) and make is asked for.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: install demo test lint bench golden clean

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
	$(BIN)/python benchmarks/gold.py

clean:
	rm -rf .venv out
