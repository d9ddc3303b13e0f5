"""Bytes → Document: text, Markdown, HTML, JSONL and CSV of articles, folders, standard input.

A batch never stops: what cannot be read comes back as a `SetAside`, in its place, and the rest goes on.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from detente.errors import UnreadableInput
from detente.model import Document, SetAside, When
from detente.read import checks
from detente.read.kinds import LOOK, Kind, is_known, kind_of
from detente.read.said import Said
from detente.read.table import check_columns, read_csv, read_jsonl

__all__ = ["count_inputs", "read", "read_bytes"]

STANDARD_INPUT = "-"
Found = Document | SetAside
_TABLES = ("jsonl", "csv")


def read(
    path: Path | str,
    *,
    published: When | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Found]:
    """The articles in a file, in the files of a folder, or, for "-", in standard input.

    Folders are gone through with all that is in them, sorted by name; hidden files are skipped.

    `published` and `outlet` hold over what the source says; `columns` names the columns of a table, for
    instance `{"text": "body"}`. Nothing is guessed from names or times of files.

    Raises:
        UnreadableInput: there is no such path, or `columns` names what an article does not have.
    """
    check_columns(columns)
    given = Said(published=published, outlet=outlet)
    if str(path) == STANDARD_INPUT:
        return _read_blob(sys.stdin.buffer.read(), "standard input", given, columns)
    root = Path(path)
    if not root.exists():
        raise UnreadableInput("no such file or folder", where=str(path), mend="check the path")
    return _read_files(_files(root), root.is_dir(), given, columns)


def read_bytes(
    data: bytes,
    *,
    origin: str,
    published: When | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Found]:
    """The articles in `data`, as `read` would find them in a file called `origin`.

    Raises:
        UnreadableInput: `columns` names what an article does not have.
    """
    check_columns(columns)
    return _read_blob(data, origin, Said(published=published, outlet=outlet), columns)


def count_inputs(path: Path | str) -> int | None:
    """How many files `read` would go through, a table counting as one; `None` for standard input.

    Raises:
        UnreadableInput: there is no such path.
    """
    if str(path) == STANDARD_INPUT:
        return None
    if not Path(path).exists():
        raise UnreadableInput("no such file or folder", where=str(path), mend="check the path")
    return sum(1 for _ in _files(Path(path)))


def _files(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        yield root
        return
    for name in sorted(os.listdir(root)):
        if not name.startswith("."):
            yield from _files(root / name)


def _read_files(
    files: Iterator[Path], folder: bool, given: Said, columns: Mapping[str, str] | None
) -> Iterator[Found]:
    for file in files:
        try:
            with file.open("rb") as stream:
                head = stream.read(LOOK)
                stream.seek(0)
                kind = kind_of(file.name, head)
                if kind not in _TABLES:
                    checks.size(file.stat().st_size)
                if folder and kind == "text" and not is_known(file.name):
                    checks.bytes_of_text(head)
                    raise UnreadableInput(
                        f"no known kind of article: {file.suffix}", mend="give it by its own name"
                    )
                yield from _read_stream(stream, head, str(file), kind, given, columns)
        except OSError as error:
            yield SetAside(
                origin=str(file), what=error.strerror or str(error), mend="check that it can be read"
            )
        except UnreadableInput as error:
            yield _aside(str(file), error)


def _read_blob(data: bytes, origin: str, given: Said, columns: Mapping[str, str] | None) -> Iterator[Found]:
    head = data[:LOOK]
    return _read_stream(io.BytesIO(data), head, origin, kind_of(origin, head), given, columns)


def _read_stream(
    stream: BinaryIO, head: bytes, origin: str, kind: Kind, given: Said, columns: Mapping[str, str] | None
) -> Iterator[Found]:
    try:
        if kind in _TABLES:
            checks.bytes_of_text(head)
            rows = read_jsonl if kind == "jsonl" else read_csv
            yield from rows(stream, origin=origin, given=given, columns=columns)
        else:
            yield _read_article(stream.read(), origin, kind, given)
    except UnreadableInput as error:
        yield _aside(origin, error)


def _read_article(data: bytes, origin: str, kind: Kind, given: Said) -> Document:
    if kind == "page":
        from detente.read.page import read_page

        return read_page(data, origin=origin, given=given)
    from detente.read.text import read_text

    return read_text(data, origin=origin, given=given, marks=kind == "markdown")


def _aside(origin: str, error: UnreadableInput) -> SetAside:
    return SetAside(origin=origin, what=error.what, where=error.where, mend=error.mend)
