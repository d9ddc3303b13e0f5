"""Event files for tests: rows written in the test, and what the reader makes of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from detente.read.events import read_events

SHARED = Path(__file__).parents[3].parent / "shared" / "data"


def read_all(path: Path, **how: Any) -> SimpleNamespace:
    """All batches of the files at a path as one: rows as dicts, bad rows, and the sums of the counts."""
    files = list(read_events(path, **how))
    batches = [batch for file in files for batch in file.batches]
    counts = ("seen", "one_sided", "same_party", "no_state", "no_event", "duplicates", "exploded")
    return SimpleNamespace(
        files=files,
        rows=[row for batch in batches for row in batch.rows.to_pylist()],
        bad=[bad for batch in batches for bad in batch.bad],
        batches=batches,
        **{name: sum(getattr(batch, name) for batch in batches) for name in counts},
    )


@pytest.fixture(scope="session")
def read_file() -> Callable[..., SimpleNamespace]:
    return read_all


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., SimpleNamespace]:
    """Reads a text, or bytes, as if they were a file called `name`."""

    def read_text(text: str | bytes, name: str = "events.txt", **how: Any) -> SimpleNamespace:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_all(path, **how)

    return read_text


@pytest.fixture(scope="session")
def sample() -> Callable[[str], Path]:
    """The path of a sample of real rows; skips where there is none."""

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"no sample at {path}")
        return path

    return find


def gdelt_line(fields: int = 61, **told: Any) -> str:
    """A row of GDELT: India threatens Pakistan, but for what is told."""
    row = dict.fromkeys(range(fields), "")
    row |= {0: "900000001", 1: "20190226", 5: "IND", 7: "IND", 15: "PAK", 17: "PAK"}
    row |= {25: "1", 26: "130", 27: "130", 28: "13", 29: "3", 30: "-4.4"}
    places = {"day": 1, "a": 5, "a_state": 7, "a_group": 8, "b": 15, "b_state": 17, "b_group": 18}
    places |= {"code": 26, "score": 30, "story": fields - 1}
    row |= {places[name]: str(value) for name, value in told.items()}
    return "\t".join(row[n] for n in range(fields))


@pytest.fixture(scope="session")
def gdelt() -> Callable[..., str]:
    return gdelt_line
