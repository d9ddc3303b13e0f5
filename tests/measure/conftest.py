"""Event rows for tests of what is measured: kept in a store, or reduced by hand."""

from __future__ import annotations

import shutil
from datetime import date
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest

from detente.keep.coded import keep_file
from detente.keep.store import Store, create, open_store
from detente.measure.reduction import Cell, Reduction, SourceOf
from detente.model import Dyad
from detente.read.events import EVENT_SCHEMA, EventBatch, EventFile

_IDS = count()
YEAR_0 = 12
"""Months of a year that is counted from 0."""


def event_row(day: str, a: str = "PAK", b: str = "RUS", **told) -> dict:
    """A row of an event file: Pakistan consults with Russia on a day (ISO), but for what is told."""
    on = date.fromisoformat(day)
    usual = {
        "a": a, "b": b, "day": on, "last_day": on, "type": "CONSULT", "quad": 1, "score10": 10, "n": 1,
        "contexts": "", "story": None, "code": "", "a_role": None, "b_role": None, "line": 1,
    }  # fmt: skip
    return usual | told


def keep_rows(
    store: Store,
    *rows: dict,
    source: str = "Gazette",
    directed: bool = True,
    scale: str = "PLOVER",
    at: str = "20260101",
) -> None:
    """Keeps rows as one event file, each with a line of its own."""
    lined = [row | {"line": line} for line, row in enumerate(rows, 1)]
    batch = EventBatch(rows=pa.RecordBatch.from_pylist(lined, schema=EVENT_SCHEMA()), bad=(), seen=len(lined))
    file = EventFile(
        path="rows", format="generic", source=source, directed=directed, scale=scale, batches=iter([batch])
    )
    keep_file(store, file, id=f"file {next(_IDS)}", version="v1", batch=at)


def cell_of(month: int, n: int = 1, quad: int | None = 1, a: str = "PAK", b: str = "RUS", **told) -> Cell:
    """The events of one month of 2019 (from 0), as many as told, each of another story and with a score of 1."""
    usual = {
        "a": a, "b": b, "period": 2019 * YEAR_0 + month, "type": "CONSULT", "quad": quad, "contexts": "", "pairs": n,
        "events": n, "uncounted": 0, "unscored": 0, "stories": n, "score10": 10 * n, "squares100": 100 * n,
    }  # fmt: skip
    return Cell(**(usual | told))


def reduction_of(*cells: Cell, months: int = 3, directed: bool = True, **told) -> Reduction:
    """A reduction to months from January 2019, all of whose days the source has."""
    usual = {
        "of": Dyad(a="PAK", b="RUS"), "source": SourceOf(name="Gazette", scale="PLOVER", directed=directed),
        "period": "month", "start": date(2019, 1, 1), "cells": tuple(cells), "coverage": (1.0,) * months,
        "volume": (100,) * months, "dealings": {"PAK": (50,) * months, "RUS": (100,) * months},
    }  # fmt: skip
    return Reduction(**(usual | told))


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory) -> Path:
    return create(tmp_path_factory.mktemp("empty") / "desk").folder


@pytest.fixture
def event_store(empty_store: Path, tmp_path: Path) -> Store:
    """A new project: a copy of an empty one, which is quicker than to make it."""
    return open_store(Path(shutil.copytree(empty_store, tmp_path / "desk")))


@pytest.fixture(scope="session")
def events() -> SimpleNamespace:
    """Builders: `row` of an event file, `keep` rows in a store, `cell` and `reduction` by hand."""
    return SimpleNamespace(row=event_row, keep=keep_rows, cell=cell_of, reduction=reduction_of)
