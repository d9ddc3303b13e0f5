"""A block of lines to a table of the columns that are needed, and the lines that are no rows.

Lines are told apart before they are parsed: each by its own number of fields, so that a wrong one costs only itself. A
carriage return inside a line is a blank. Bytes that are no UTF-8 are mended in their own lines only.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.read.events.batch import LONGEST_TEXT, BadRow
from detente.read.events.blocks import Block

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the lines of a format are cut.

    `widths` gives for each number of fields that a line may have where the columns that are needed stand; a column
    at -1 is lacking and comes out empty. Where `quoted`, fields may stand in double quotes. `fallback` is how a
    line that is no UTF-8 is decoded: "replace", or an encoding.
    """

    widths: Mapping[int, Mapping[str, int]]
    delimiter: str = "\t"
    quoted: bool = False
    fallback: str = "replace"


@dataclass(frozen=True, slots=True)
class Lines:
    """A block with the places of its lines: `starts` and `ends` are bytes of `data`, `rows` the lines not blank."""

    data: bytes
    first: int
    starts: np.ndarray[Any, Any]
    ends: np.ndarray[Any, Any]
    rows: np.ndarray[Any, Any]

    def raw(self, index: int) -> bytes:
        """The bytes of a line by its place in the block, without its end."""
        return self.data[self.starts[index] : self.ends[index]]

    def texts(self) -> Iterator[bytes]:
        """The bytes of the lines that are not blank."""
        return map(self.raw, self.rows.tolist())

    def bad(self, line: int, why: str) -> BadRow:
        """A line, by its number in the file, as one kept aside."""
        text = self.raw(line - self.first)[: 4 * LONGEST_TEXT].decode("utf-8", "replace")
        return BadRow(line=line, why=why, text=text[:LONGEST_TEXT])


@dataclass(frozen=True, slots=True)
class Parsed:
    """The rows of a block: strings by column without nulls, the line of each, and the lines that are no rows."""

    table: pa.Table
    lines: np.ndarray[Any, Any]
    bad: tuple[BadRow, ...]


def split(block: Block) -> Lines:
    """The lines of a block."""
    import numpy as np

    data = block.data if block.data.endswith(b"\n") else block.data + b"\n"
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b" ")
    ends = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n"))
    starts = np.concatenate(([0], ends[:-1] + 1))
    return Lines(data, block.first, starts, ends, np.flatnonzero(ends > starts))


def parse(lines: Lines, layout: Layout, without: Collection[int] = ()) -> Parsed:
    """The rows of the lines, in their order, but of those `without` (places in the block)."""
    import numpy as np
    import pyarrow as pa

    widths, rows = _count(lines, layout.delimiter) + 1, lines.rows
    if layout.quoted and b'"' in lines.data and not without:
        at_once = _at_once(lines, layout, widths)
        if at_once is not None:
            return at_once
    if without:
        rows = rows[~np.isin(rows, np.fromiter(without, np.int64))]
    plain = rows
    tables, places, bad = list[pa.Table](), list[Any](), list[BadRow]()
    if layout.quoted and b'"' in lines.data:
        quoted = rows[_count(lines, '"')[rows] > 0]
        plain = rows[~np.isin(rows, quoted)]
        _add_quoted(lines, layout, quoted, tables, places, bad)
    for width in layout.widths:
        chosen = plain[widths[plain] == width]
        if chosen.size:
            whole = chosen.size == lines.rows.size
            data = lines.data if whole else b"".join(lines.raw(n) + b"\n" for n in chosen.tolist())
            tables.append(_columns(data, layout, width))
            places.append(chosen)
    for index in plain[~np.isin(widths[plain], list(layout.widths))].tolist():
        bad.append(lines.bad(index + lines.first, _wrong_width(int(widths[index]), layout)))
    return _joined(lines, layout, tables, places, bad)


def _joined(
    lines: Lines, layout: Layout, tables: list[pa.Table], places: list[Any], bad: list[BadRow]
) -> Parsed:
    import numpy as np
    import pyarrow as pa

    bad.sort(key=lambda row: row.line)
    if not tables:
        names = next(iter(layout.widths.values()))
        nothing = pa.table({name: pa.array([], pa.string()) for name in names})
        return Parsed(nothing, np.zeros(0, np.int64), tuple(bad))
    if len(tables) == 1:
        return Parsed(tables[0], places[0] + lines.first, tuple(bad))
    every = np.concatenate(places)
    order = np.argsort(every, kind="stable")
    table = pa.concat_tables(tables).combine_chunks().take(pa.array(order))
    return Parsed(table, every[order] + lines.first, tuple(bad))


def _count(lines: Lines, letter: str) -> np.ndarray[Any, Any]:
    """How often a letter stands in each line."""
    import numpy as np

    marks = np.flatnonzero(np.frombuffer(lines.data, np.uint8) == ord(letter))
    counts: np.ndarray[Any, Any] = np.diff(np.searchsorted(marks, lines.ends), prepend=0)
    return counts


def _at_once(lines: Lines, layout: Layout, widths: np.ndarray[Any, Any]) -> Parsed | None:
    """The rows of lines with quotes, if all of them are whole rows; `None` where they must be looked at one by one.

    A quote that is left open would join lines: then there are fewer rows than lines.
    """
    import numpy as np
    import pyarrow as pa

    usual = int(np.bincount(widths[lines.rows]).argmax())
    width = usual if usual in layout.widths else next(iter(layout.widths))
    try:
        table = _read(lines.data, layout, width, quote='"')
    except pa.ArrowInvalid:
        return None
    if table.num_rows != lines.rows.size:
        return None
    return Parsed(table, lines.rows + lines.first, ())


def _add_quoted(
    lines: Lines, layout: Layout, rows: Any, tables: list[pa.Table], places: list[Any], bad: list[BadRow]
) -> None:
    """Parse lines with quotes one by one, so that an open quote ends with its line."""
    import numpy as np
    import pyarrow as pa

    found: dict[int, tuple[list[int], list[list[str]]]] = {}
    for index in rows.tolist():
        fields = _fields(_decoded(lines.raw(index), layout.fallback), layout)
        if len(fields) not in layout.widths:
            why = f"{_wrong_width(len(fields), layout)}, or an open quotation mark"
            bad.append(lines.bad(index + lines.first, why))
            continue
        where, cells = found.setdefault(len(fields), ([], []))
        where.append(index)
        cells.append([fields[n] if n >= 0 else "" for n in layout.widths[len(fields)].values()])
    for width, (where, cells) in found.items():
        columns = zip(layout.widths[width], zip(*cells, strict=True), strict=True)
        tables.append(pa.table({name: pa.array(column, pa.string()) for name, column in columns}))
        places.append(np.array(where, np.int64))


def _fields(line: str, layout: Layout) -> list[str]:
    """The fields of a line, by its quotes; where that gives no row and none are needed, as if they were letters."""
    try:
        fields = next(csv.reader([line], delimiter=layout.delimiter), [])
    except csv.Error:
        fields = []
    plain = line.split(layout.delimiter)
    if len(fields) not in layout.widths and len(plain) in layout.widths:
        return plain
    return [field.replace("\n", " ") for field in fields]


def _columns(data: bytes, layout: Layout, width: int) -> pa.Table:
    """The needed columns of lines that all have `width` fields and no quotes."""
    import pyarrow as pa

    try:
        return _read(data, layout, width)
    except pa.ArrowInvalid:  # a needed field is no UTF-8
        mended = b"".join(_mended(line, layout) for line in data.split(b"\n"))
        return _read(mended, layout, width)


def _read(data: bytes, layout: Layout, width: int, quote: str | bool = False) -> pa.Table:
    import pyarrow as pa
    from pyarrow import csv as arrow

    at = layout.widths[width]
    names = [str(n) for n in range(width)]
    needed = [names[n] for n in dict.fromkeys(at.values()) if n >= 0]
    table = arrow.read_csv(
        pa.BufferReader(data),
        arrow.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=names),
        arrow.ParseOptions(delimiter=layout.delimiter, quote_char=quote),
        arrow.ConvertOptions(include_columns=needed, column_types=dict.fromkeys(needed, pa.string())),
    )
    empty = pa.chunked_array([pa.repeat(pa.scalar(""), table.num_rows)])
    return pa.table({name: empty if n < 0 else table[str(n)] for name, n in at.items()})


def _mended(line: bytes, layout: Layout) -> bytes:
    return _decoded(line, layout.fallback).encode() + b"\n"


def _decoded(line: bytes, fallback: str) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode(errors="replace") if fallback == "replace" else line.decode(fallback)


def _wrong_width(width: int, layout: Layout) -> str:
    due = " or ".join(map(str, sorted(layout.widths)))
    return f"{width} fields where there should be {due}"
