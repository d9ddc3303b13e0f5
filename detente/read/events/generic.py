"""A table of the user's own, CSV, TSV or Parquet, by a mapping of its columns."""

from __future__ import annotations

import calendar
import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from detente.errors import UnreadableInput
from detente.read.events.batch import LONGEST_TEXT, BadRow, EventBatch
from detente.read.events.blocks import Member, in_order
from detente.read.events.lines import Layout, Parsed
from detente.read.events.mapping import Table
from detente.read.events.settle import Form, arranged, first_fault, of_code, sorted_out
from detente.read.events.words import Words, any_day, named, party, piped, said, tenths, whole

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 65_536
"""Rows of a Parquet file at a time."""


def generic(first: str, name: str, mapping: Table, where: str) -> Form:
    """The form of a CSV or TSV file whose header and name are given.

    Raises:
        UnknownName: the file lacks a column of the mapping.
    """
    tabbed = PurePath(name).suffix.lower() in (".tsv", ".tab")
    delimiter = mapping.delimiter or ("\t" if tabbed else max(",;\t|", key=first.count))
    header = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter), [])]
    mapping.check(header, where)
    widths = {len(header): {column: header.index(column) for column in mapping.needed}}
    return _form(mapping, Layout(widths=widths, delimiter=delimiter, quoted=True, fallback="latin-1"))


def parquet_batches(member: Member, mapping: Table) -> Iterator[EventBatch]:
    """The batches of a Parquet file; its rows count as lines.

    Raises:
        UnknownName: the file lacks a column of the mapping.
        UnreadableInput: it is no whole Parquet file.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(member.path)
    except (pa.ArrowInvalid, OSError) as error:
        raise _broken(member, error) from None
    mapping.check(file.schema_arrow.names, member.label)
    form = _form(mapping, Layout(widths={}))

    def work(item: tuple[int, pa.RecordBatch]) -> EventBatch:
        return _of_rows(*item, form)

    return in_order(work, _numbered(file, mapping, member))


def _numbered(file: Any, mapping: Table, member: Member) -> Iterator[tuple[int, pa.RecordBatch]]:
    import pyarrow as pa

    first = 1
    try:
        for batch in file.iter_batches(batch_size=_ROWS, columns=list(mapping.needed)):
            yield first, batch
            first += batch.num_rows
    except (pa.ArrowInvalid, OSError) as error:
        raise _broken(member, error) from None


def _of_rows(first: int, batch: pa.RecordBatch, form: Form) -> EventBatch:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        words = {name: pc.cast(batch.column(name), pa.string()) for name in batch.schema.names}
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise UnreadableInput(f"a column that is no text or number: {error}", mend="map another") from None
    table = pa.table({name: pc.fill_null(column, "") for name, column in words.items()})

    def bad_row(line: int, why: str) -> BadRow:
        text = "\t".join(row[line - first].as_py() for row in table.columns)
        return BadRow(line=line, why=why, text=text[:LONGEST_TEXT])

    parsed = Parsed(table, np.arange(first, first + batch.num_rows), ())
    return sorted_out(parsed, form, seen=batch.num_rows, duplicates=0, bad_row=bad_row)


def _form(mapping: Table, layout: Layout) -> Form:
    arrange = _arranged_wide(mapping) if mapping.quads else _arranged(mapping)
    return Form(layout=layout, arrange=arrange, scale=mapping.scale, skip=1, directed=mapping.directed)


def _arranged(mapping: Table) -> Callable[[pa.Table, pa.Array], pa.Table]:
    def arrange(table: pa.Table, lines: pa.Array) -> pa.Table:
        common = _common(table, mapping, lines)
        kind = _kind(table, mapping)
        n, no_count = _number(table, mapping, "count", whole)
        if n is None:
            n = 1 if {"type", "code"} & mapping.columns.keys() else None
        score, no_score = _number(table, mapping, "score", tenths)
        weight = kind.pop("score10", None)
        if score is None and weight is not None:
            score = _times(weight, n)
        contexts = _contexts(table, mapping)
        faults = (common.pop("fault"), kind.pop("fault"), no_count, no_score)
        kind |= {} if contexts is None else {"contexts": contexts}
        return arranged(
            table.num_rows,
            n=n,
            score10=score,
            fault=first_fault(*(fault for fault in faults if fault is not None)),
            **({"type": "", "contexts": "", "code": ""} | common | kind),
        )

    return arrange


def _arranged_wide(mapping: Table) -> Callable[[pa.Table, pa.Array], pa.Table]:
    """A row for each quad class of a row, in the rows' order."""

    def arrange(table: pa.Table, lines: pa.Array) -> pa.Table:
        import numpy as np
        import pyarrow as pa

        common = _common(table, mapping, lines)
        untimely, contexts = common.pop("fault"), _contexts(table, mapping)
        found = []
        for column, quad in mapping.quads.items():
            n, no_count = Words.of(table[column]).due(whole, pa.int64(), f"no valid {column}")
            fault = first_fault(untimely, no_count)
            words = {"type": "", "code": column, "contexts": "" if contexts is None else contexts}
            found.append(arranged(table.num_rows, n=n, quad=quad, fault=fault, **words, **common))
        order = np.arange(len(found) * table.num_rows).reshape(len(found), -1).T.ravel()
        return pa.concat_tables(found).take(pa.array(order))

    return arrange


def _common(table: pa.Table, mapping: Table, lines: pa.Array) -> dict[str, Any]:
    """Parties, days and story of each row; `fault` where it has no valid time."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found: dict[str, Any] = {"line": lines}
    for side in ("a", "b"):
        cells = Words.of(table[mapping.columns[side]])
        found[side] = cells.each(party(mapping.codes), pa.string())
        found[f"{side}_named"] = pc.or_(pc.is_valid(found[side]), cells.each(named, pa.bool_()))
        found[f"{side}_role"] = cells.each(str.strip, pa.string())
    if "story" in mapping.columns:
        found["story"] = Words.of(table[mapping.columns["story"]]).each(said, pa.string())
    return found | _days(table, mapping)


def _days(table: pa.Table, mapping: Table) -> dict[str, pa.Array]:
    import pyarrow as pa

    columns = mapping.columns
    if "day" in columns:
        words, read = Words.of(table[columns["day"]]), _one_day
    elif "year" in columns and "month" in columns:
        words, read = Words.together(table[columns["year"]], table[columns["month"]]), _month_beside_year
    elif "month" in columns:
        words, read = Words.of(table[columns["month"]]), _month
    else:
        words, read = Words.of(table[columns["year"]]), _year
    spans = {word: read(word) for word in words.distinct}
    if "last_day" in columns:
        words = Words.together(words.each(str, pa.string()), table[columns["last_day"]])
        spans = {word: _until(spans[word.rpartition("\t")[0]], word) for word in words.distinct}
    first, fault = words.due(
        lambda word: span[0] if (span := spans[word]) else None, pa.date32(), "no valid time"
    )
    last = words.each(lambda word: span[1] if (span := spans[word]) else None, pa.date32())
    return {"day": first, "last_day": last, "fault": fault}


Span = tuple[date, date] | None


def _one_day(word: str) -> Span:
    day = any_day(word)
    return (day, day) if day else None


def _year(word: str) -> Span:
    year = whole(word)
    return (date(year, 1, 1), date(year, 12, 31)) if year and year <= 9999 else None


def _month(word: str) -> Span:
    match = re.fullmatch(r"(\d{4})[-/]?(\d\d?)(?:-\d\d(?:[T ].*)?)?", word.strip(), re.A)
    return _month_of(int(match[1]), int(match[2])) if match else None


def _month_beside_year(word: str) -> Span:
    year, month = map(whole, word.split("\t", 1))
    return _month_of(year or 0, month or 0)


def _month_of(year: int, month: int) -> Span:
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _until(span: Span, word: str) -> Span:
    last = any_day(word.rpartition("\t")[2])
    return (span[0], last) if span and last and last >= span[0] else None


def _kind(table: pa.Table, mapping: Table) -> dict[str, Any]:
    """What each row says of the kind of its events, and `score10` of one of them where that gives it."""
    import pyarrow as pa

    columns = mapping.columns
    if "code" in columns:
        codes = Words.of(table[columns["code"]]).each(lambda word: said(word) or "", pa.string())
        return {"code": codes, **of_code(Words.of(codes), own_weight=True)}
    if "type" in columns:
        from detente.read.events.polecat import of_type

        cells = Words.of(table[columns["type"]])
        return of_type(Words.of(cells.each(lambda word: word.replace("/", "\t"), pa.string())))
    if "quad" in columns:
        cells = Words.of(table[columns["quad"]])
        quad, fault = cells.due(_quad, pa.int64(), "no quad class from 1 to 4")
        return {"quad": quad, "fault": fault}
    return {"fault": None}


def _quad(word: str) -> int | None:
    found = whole(word)
    return found if found in (1, 2, 3, 4) else None


def _number(
    table: pa.Table, mapping: Table, key: str, read: Callable[[str], int | None]
) -> tuple[Any, pa.Array | None]:
    import pyarrow as pa

    if key not in mapping.columns:
        return None, None
    return Words.of(table[mapping.columns[key]]).due(read, pa.int64(), f"no valid {key}")


def _times(weight: pa.Array, n: Any) -> pa.Array:
    import pyarrow.compute as pc

    return weight if n == 1 and isinstance(n, int) else pc.multiply(weight, n)


def _contexts(table: pa.Table, mapping: Table) -> pa.Array | None:
    import pyarrow as pa

    if "context" not in mapping.columns:
        return None

    def read(word: str) -> str:
        told = (said(one) for one in re.split("[;,|]", word))
        return piped(tuple(one.lower().replace(" ", "_") for one in told if one))

    return Words.of(table[mapping.columns["context"]]).each(read, pa.string())


def _broken(member: Member, error: Exception) -> UnreadableInput:
    return UnreadableInput(f"not a whole Parquet file: {error}", where=member.label, mend="fetch it anew")
