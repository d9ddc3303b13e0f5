"""From what a format says of its rows to a batch: which rows are pairs, which are wrong, and which are neither.

A row goes by the first of these that holds:

    a fault          kept aside with its reason
    one-sided        no actor, or no recipient
    no state         a side is none of our parties
    same party       both sides are one
    no event         it stands for 0 events

Of a row that gave several pairs one that is right keeps it, and then the last of these that is true of one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.read.events.batch import EVENT_SCHEMA, BadRow, EventBatch
from detente.read.events.blocks import Block
from detente.read.events.lines import Layout, Parsed, parse, split
from detente.read.events.words import Words, piped

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_FAULT, _KEPT, _SAME, _STRANGE, _ONE_SIDED, _NO_EVENT = range(6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A format as one file has it.

    `skip` are lines before the first row. `arrange` makes of the needed columns and the lines of some rows a
    table of `EVENT_SCHEMA`'s columns and of `a_named`, `b_named` (a side is told) and `fault` (why a row is wrong, or
    null). Where `once`, a line that stood before word for word is left out.
    """

    layout: Layout
    arrange: Callable[[pa.Table, pa.Array], pa.Table]
    scale: str
    skip: int = 0
    directed: bool = True
    once: bool = False


def settled(block: Block, form: Form, repeats: frozenset[int] = frozenset()) -> EventBatch:
    """The batch of a block; `repeats` are places of lines in it that stood before."""
    lines = split(block)
    parsed = parse(lines, form.layout, repeats)
    return sorted_out(parsed, form, seen=lines.rows.size, duplicates=len(repeats), bad_row=lines.bad)


def sorted_out(
    parsed: Parsed, form: Form, *, seen: int, duplicates: int, bad_row: Callable[[int, str], BadRow]
) -> EventBatch:
    """The batch of parsed rows; `bad_row` makes the row kept aside of a line and a reason."""
    import numpy as np
    import pyarrow as pa

    if not parsed.lines.size:
        none = pa.RecordBatch.from_pylist([], schema=EVENT_SCHEMA())
        return EventBatch(rows=none, bad=parsed.bad, seen=seen, duplicates=duplicates)
    table = _told_by_now(form.arrange(parsed.table, pa.array(parsed.lines, pa.int64())))
    ranks = _ranks(table)
    starts = _line_starts(table["line"])
    by_line = np.minimum.reduceat(ranks, starts)
    counts = np.bincount(by_line, minlength=6).tolist()
    of_row = np.repeat(by_line, np.diff(starts, append=len(ranks)))
    kept = (ranks == _KEPT) & (of_row == _KEPT)
    return EventBatch(
        rows=_batch(table.select(EVENT_SCHEMA().names).filter(pa.array(kept))),
        bad=_bad(table, ranks, parsed.bad, bad_row) if counts[_FAULT] else parsed.bad,
        seen=seen,
        one_sided=counts[_ONE_SIDED],
        same_party=counts[_SAME],
        no_state=counts[_STRANGE],
        no_event=counts[_NO_EVENT],
        duplicates=duplicates,
        exploded=int(kept.sum()) - counts[_KEPT],
    )


def arranged(rows: int, **columns: Any) -> pa.Table:
    """A table as `Form.arrange` gives it: the columns given, arrays or one value for all, the others null."""
    import pyarrow as pa

    schema = EVENT_SCHEMA()
    for name in ("a_named", "b_named"):
        schema = schema.append(pa.field(name, pa.bool_()))
    schema = schema.append(pa.field("fault", pa.string()))
    columns.setdefault("last_day", columns["day"])
    arrays = []
    for field in schema:
        value = columns.get(field.name)
        if not isinstance(value, pa.Array | pa.ChunkedArray):
            value = pa.repeat(pa.scalar(value, field.type), rows)
        arrays.append(value)
    return pa.table(arrays, schema=schema)


def of_code(code: Words, own_weight: bool = False) -> dict[str, pa.Array]:
    """What CAMEO says of each row's code: type, quad, contexts, and its Goldstein weight where asked.

    Rows with an unknown code have nulls, and a reason in `fault`.
    """
    import pyarrow as pa

    from detente.vocab.exchange import cameo

    known, text = cameo(), pa.string()
    found: dict[str, tuple[Any, pa.DataType]] = {
        "type": (lambda word: known[word].type if word in known else None, text),
        "contexts": (lambda word: piped(known[word].contexts) if word in known else None, text),
    }
    if own_weight:
        found["score10"] = (lambda word: known[word].goldstein10 if word in known else None, pa.int64())
    quad, fault = code.due(
        lambda word: known[word].quad if word in known else None, pa.int64(), "unknown event code"
    )
    return {name: code.each(*how) for name, how in found.items()} | {"quad": quad, "fault": fault}


def first_fault(*faults: pa.Array) -> pa.Array:
    """For each row the first reason that is one."""
    import pyarrow.compute as pc

    return pc.coalesce(*faults)


def _told_by_now(table: pa.Table) -> pa.Table:
    """A row whose first day is later than today is wrong: one of the year 2918 would stretch every series."""
    import pyarrow as pa
    import pyarrow.compute as pc

    late = pc.greater(table["day"], pa.scalar(date.today()))
    if not pc.any(late).as_py():
        return table
    told = pc.if_else(late, pa.scalar("its day is later than today"), pa.scalar(None, pa.string()))
    at = table.schema.get_field_index("fault")
    return table.set_column(at, "fault", pc.coalesce(table["fault"], told))


def _ranks(table: pa.Table) -> np.ndarray[Any, Any]:
    import numpy as np
    import pyarrow.compute as pc

    named = pc.and_(table["a_named"], table["b_named"])
    known = pc.and_(pc.is_valid(table["a"]), pc.is_valid(table["b"]))
    tests: Mapping[int, Any] = {
        _FAULT: pc.is_valid(table["fault"]),
        _ONE_SIDED: pc.invert(named),
        _STRANGE: pc.invert(known),
        _SAME: pc.fill_null(pc.equal(table["a"], table["b"]), False),
        _NO_EVENT: pc.fill_null(pc.equal(table["n"], 0), False),
    }
    return np.select([test.to_numpy() for test in tests.values()], list(tests), _KEPT)


def _line_starts(lines: pa.ChunkedArray) -> np.ndarray[Any, Any]:
    import numpy as np

    numbers = lines.to_numpy()
    return np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1])))


def _bad(
    table: pa.Table, ranks: Any, others: tuple[BadRow, ...], bad_row: Callable[[int, str], BadRow]
) -> tuple[BadRow, ...]:
    import pyarrow as pa

    wrong = table.select(["line", "fault"]).filter(pa.array(ranks == _FAULT)).to_pydict()
    reasons = dict(zip(reversed(wrong["line"]), reversed(wrong["fault"]), strict=True))
    rows = [bad_row(line, why) for line, why in reasons.items()]
    return tuple(sorted((*others, *rows), key=lambda row: row.line))


def _batch(table: pa.Table) -> pa.RecordBatch:
    import pyarrow as pa

    found = table.combine_chunks().to_batches()
    return found[0] if found else pa.RecordBatch.from_pylist([], schema=table.schema)
