"""All records of a project as one file: JSON lines of the interchange format, CSV, or Parquet."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import UnknownName, UserError

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.project import Project


def export_records(project: Project, format: str, out: Path, *, force: bool = False) -> int:
    """Writes all records to `out`, whole or not at all, and tells how many there are.

    Args:
        project: where the records are kept.
        format: `jsonl`, `csv` or `parquet`.
        out: the file; its folder must exist.
        force: overwrite a file that exists.

    Raises:
        UnknownName: no such format.
        UserError: the file exists, or cannot be written.
    """
    write = FORMATS.get(format.lower())
    if write is None:
        raise UnknownName(f"no format called {format!r}", mend=f"there are: {', '.join(FORMATS)}")
    if out.is_dir():
        raise UserError("is a folder", where=str(out), mend=f"name a file in it, such as records.{format}")
    if out.exists() and not force:
        raise UserError("exists already", where=str(out), mend="name another file, or add --force")
    table = project.records()
    draft = out.with_name(f".{out.name}.{os.getpid()}.new")
    try:
        write(table, draft)
        os.replace(draft, out)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise UserError(f"cannot be written: {error.strerror or error}", where=str(out)) from error
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return int(table.num_rows)


def write_jsonl(table: pa.Table, path: Path) -> None:
    """One record a line, in the interchange format."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{line}\n" for line in table.column("record").to_pylist())


def write_csv(table: pa.Table, path: Path) -> None:
    """The columns of the table with a header; empty cells for what is not stated."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(table.column_names)
        for batch in table.to_batches():
            writer.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))


def write_parquet(table: pa.Table, path: Path) -> None:
    """The table as it is, typed."""
    from pyarrow import parquet

    parquet.write_table(table, path, compression="zstd")


FORMATS: dict[str, Callable[[pa.Table, Path], None]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "parquet": write_parquet,
}
"""What can be written, by name."""
