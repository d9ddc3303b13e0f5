"""What a project can be written as, by name; and the writing of a file, whole or not at all.

`jsonl`, `csv` and `parquet` hold the records as they were read; the others hold what happened: happenings that count as
facts, each once, with the ids that lead back to the records.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import UnknownName, UserError
from detente.explain.display import one_line
from detente.show.export.gdelt import write_gdelt
from detente.show.export.graph import write_graphml
from detente.show.export.happened import Asked, Written
from detente.show.export.linked import write_jsonld
from detente.show.export.places import write_geojson
from detente.show.export.polecat import write_polecat
from detente.show.export.records import write_csv, write_jsonl, write_parquet

if TYPE_CHECKING:
    from detente.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: what a file's name ends in, its media type, what it holds, and what writes it."""

    suffix: str
    media: str
    says: str
    write: Callable[[Project, Asked, Path], Written]


_EVENTS = "events as rows in the shape of"
FORMATS: dict[str, Format] = {
    "jsonl": Format(
        suffix=".jsonl", media="application/jsonl", write=write_jsonl,
        says="the records in the record format, one a line: nothing is lost",
    ),
    "csv": Format(
        suffix=".csv", media="text/csv", write=write_csv,
        says="the records as a table with outlet, title and day of the article",
    ),
    "parquet": Format(
        suffix=".parquet", media="application/vnd.apache.parquet", write=write_parquet,
        says="the same table with types",
    ),
    "graphml": Format(
        suffix=".graphml", media="application/graphml+xml", write=write_graphml,
        says="who deals with whom: a network for Gephi, networkx, igraph",
    ),
    "geojson": Format(
        suffix=".geojson", media="application/geo+json", write=write_geojson,
        says="where it happened: points and lines for maps",
    ),
    "jsonld": Format(
        suffix=".jsonld", media="application/ld+json", write=write_jsonld,
        says="events as linked data, with where they come from: schema.org and PROV-O",
    ),
    "gdelt": Format(
        suffix=".gdelt.tsv", media="text/tab-separated-values", write=write_gdelt,
        says=f"{_EVENTS} GDELT 2.0: CAMEO codes, 61 columns, no header",
    ),
    "polecat": Format(
        suffix=".polecat.tsv", media="text/tab-separated-values", write=write_polecat,
        says=f"{_EVENTS} POLECAT: PLOVER types, 40 columns under a header",
    ),
}  # fmt: skip
"""What can be written, by name."""


def format_of(name: str | None, out: Path) -> str:
    """The format of that name; where none is given, the one that the file's name tells.

    Raises:
        UnknownName: no such format, or the file's name tells none.
    """
    there = ", ".join(FORMATS)
    if name is not None:
        if name.lower() not in FORMATS:
            raise UnknownName(f"no format called {one_line(name)!r}", mend=f"there are: {there}")
        return name.lower()
    told = [one for one, format in FORMATS.items() if out.name.lower().endswith(format.suffix)]
    if not told:
        raise UnknownName(
            "its name does not tell the format", where=str(out), mend=f"say which: --format, one of {there}"
        )
    return told[0]


def write_export(project: Project, format: str, out: Path, asked: Asked, *, force: bool = False) -> Written:
    """Writes what is asked for to `out`, whole or not at all, and tells how much it holds and what was left out.

    Args:
        project: what is written; `Project.as_of` gives it as it stood.
        format: one of `FORMATS`.
        out: the file; its folder must exist.
        asked: of which states and days.
        force: overwrite a file that exists.

    Raises:
        UnknownName: no such format.
        UserError: the file exists, or cannot be written.
    """
    name = format_of(format, out)
    if out.is_dir():
        suffix = FORMATS[name].suffix
        raise UserError("is a folder", where=str(out), mend=f"name a file in it, such as events{suffix}")
    if out.exists() and not force:
        raise UserError("exists already", where=str(out), mend="name another file, or add --force")
    draft = out.with_name(f".{out.name}.{os.getpid()}.new")
    try:
        written = FORMATS[name].write(project, asked, draft)
        os.replace(draft, out)
    except OSError as error:
        raise UserError(f"cannot be written: {error.strerror or error}", where=str(out)) from error
    finally:
        draft.unlink(missing_ok=True)
    return written
