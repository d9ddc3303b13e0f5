"""Every row is accounted for: kept, kept aside, or counted, whatever stands in the file."""

import tempfile
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.read.events import EVENT_SCHEMA, EventBatch, read_events

GOOD = [
    "900000001",
    "20190226",
    "201902",
    "2019",
    "2019.15",
    "IND",
    "INDIA",
    "IND",
    *[""] * 7,
    "PAK",
    "",
    "PAK",
]
GOOD = [*GOOD, *[""] * 7, "1", "130", "130", "13", "3", "-4.4", *[""] * 26, "20190226"]
FORMATS = ["gdelt1", "gdelt2", "gdelt1-reduced", "phoenix", "icews", "polecat"]

fields = st.text(st.characters(codec="utf-8", exclude_characters="\n\0"), max_size=8)
words = st.sampled_from(
    ["", "IND", "PAK", "GOV", "NULL", "20190226", "-4.4", "130", "1e400", '"', "nan", "\r"]
)
widths = st.sampled_from([1, 2, 17, 20, 26, 40, 57, 58, 61])
garbage = widths.flatmap(lambda n: st.lists(words | fields, min_size=n, max_size=n))
spoilt = st.tuples(st.integers(0, 57), words | fields).map(
    lambda change: [change[1] if n == change[0] else field for n, field in enumerate(GOOD)]
)
lines = st.lists((garbage | spoilt | st.just(GOOD)).map("\t".join).map(str.encode) | st.binary(max_size=30))


def batches_of(data: bytes, format: str) -> list[EventBatch]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.txt"
        path.write_bytes(data)
        (file,) = read_events(path, format=format)
        return list(file.batches)


@settings(max_examples=100, deadline=None)
@given(lines=lines, format=st.sampled_from(FORMATS))
def test_garbage_never_raises_and_never_loses_a_line(lines: list[bytes], format: str) -> None:
    rows = [line.replace(b"\n", b" ").replace(b"\0", b" ") for line in lines]
    data = b"\n".join([b"a\tb", *rows])
    batches = batches_of(data, format)
    due = {n for n, row in enumerate(rows, start=2) if row.rstrip(b"\r")}
    told = [bad.line for batch in batches for bad in batch.bad]
    told += [line for batch in batches for line in batch.rows["line"].to_pylist()]
    assert len(told) == len(set(told))
    assert set(told) <= due | {1}
    assert sum(batch.seen for batch in batches) == len(due) + 1
    counted = sum(b.one_sided + b.same_party + b.no_state + b.no_event + b.duplicates for b in batches)
    assert len(told) + counted == len(due) + 1


@settings(max_examples=30, deadline=None)
@given(
    order=st.permutations(
        [b"junk", "\t".join(GOOD).encode(), b"\xff\xfe\t\x80", b'"', "\t".join(GOOD).encode()]
    )
)
def test_good_rows_are_kept_whatever_stands_around_them(order: list[bytes]) -> None:
    (batch,) = batches_of(b"\n".join([*order, b""]), "gdelt1")
    good = [n for n, line in enumerate(order, start=1) if line.startswith(b"900000001")]
    assert batch.rows["line"].to_pylist() == good
    assert [bad.line for bad in batch.bad] == [n for n in range(1, 6) if n not in good]


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    row = "\t".join(GOOD)
    data = "\n".join([row, "junk", "", row, *[row] * 40, row + "\t\t\t", "x\ty", ""]).encode()

    def told() -> SimpleNamespace:
        batches = batches_of(data, "gdelt1")
        table = pa.Table.from_batches([batch.rows for batch in batches], EVENT_SCHEMA())
        return SimpleNamespace(
            n=len(batches), rows=table.to_pylist(), bad=[b for x in batches for b in x.bad]
        )

    whole = told()
    monkeypatch.setattr("detente.read.events.blocks.BLOCK", 300)
    parts = told()
    assert (whole.n, parts.rows, parts.bad) == (1, whole.rows, whole.bad)
    assert parts.n > 10
    assert [bad.line for bad in whole.bad] == [2, 46]


def test_a_batch_that_does_not_add_up_is_a_fault_of_ours() -> None:
    rows = pa.RecordBatch.from_pylist([], schema=EVENT_SCHEMA())
    assert EventBatch(rows=rows, bad=(), seen=3, one_sided=2, duplicates=1).seen == 3
    with pytest.raises(ValueError, match="4 rows were seen and 3 are accounted for"):
        EventBatch(rows=rows, bad=(), seen=4, one_sided=2, duplicates=1)
