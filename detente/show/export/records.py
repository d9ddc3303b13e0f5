"""The records of a project as one file: JSON lines of the interchange format, CSV, or Parquet."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from detente.show.export.happened import Asked, Written

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.project import Project


def write_jsonl(project: Project, asked: Asked, path: Path) -> Written:
    """One record a line, in the interchange format."""
    table = _records(project, asked)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{line}\n" for line in table.column("record").to_pylist())
    return _written(table)


def write_csv(project: Project, asked: Asked, path: Path) -> Written:
    """The columns of the table with a header; empty cells for what is not stated."""
    table = _records(project, asked)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(table.column_names)
        for batch in table.to_batches():
            writer.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))
    return _written(table)


def write_parquet(project: Project, asked: Asked, path: Path) -> Written:
    """The table as it is, typed."""
    from pyarrow import parquet

    table = _records(project, asked)
    parquet.write_table(table, path, compression="zstd")
    return _written(table)


def _records(project: Project, asked: Asked) -> pa.Table:
    return project.records(dyad=asked.dyad, since=asked.since, until=asked.until)


def _written(table: pa.Table) -> Written:
    return Written(counts={"record": int(table.num_rows)})
