"""Tables of articles: JSONL, CSV and TSV, a row an article, with a mapping of columns."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from detente.errors import UnreadableInput
from detente.model import Document, SetAside
from detente.read import checks
from detente.read.said import Said, from_keys
from detente.read.text import read_text

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "fulltext", "articletext", "articlebody", "story",
             "maintext"),
    "title": ("title", "headline", "heading"),
    "published": ("published", "date", "publishedat", "publicationdate", "publisheddate", "datepublished",
                  "pubdate", "publishdate", "publishedon"),
    "outlet": ("outlet", "source", "publisher", "publication", "newspaper", "sitename", "sourcename"),
    "author": ("author", "authors", "byline", "writer"),
    "url": ("url", "link", "address"),
    "genre": ("genre",),
}  # fmt: skip
"""What a row can say, and the columns it is looked for in when no mapping is given (blanks, `_`, `-` and
case do not count). An address is known and not kept."""

_MORE = 5_000_000  # characters; the most that one field may hold while its row is read
Found = Document | SetAside


@dataclass(slots=True)
class _Missing:
    """Rows without a text, held back until it is known whether that is the rows' fault or the file's."""

    rows: list[int] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    any_read: bool = False


def check_columns(columns: Mapping[str, str] | None) -> None:
    """Raises UnreadableInput if the mapping names something that an article does not have."""
    for name in columns or {}:
        if name not in SYNONYMS:
            raise UnreadableInput(
                f"no part of an article called {name!r}", mend=f"there are: {', '.join(SYNONYMS)}"
            )


def read_jsonl(
    stream: BinaryIO, *, origin: str, given: Said, columns: Mapping[str, str] | None
) -> Iterator[Found]:
    """A document for each line that holds a JSON object; other lines are set aside, blank ones skipped."""
    yield from _articles(_json_rows(stream, origin), origin, given, columns)


def read_csv(
    stream: BinaryIO, *, origin: str, given: Said, columns: Mapping[str, str] | None
) -> Iterator[Found]:
    """A document for each row under a header; the delimiter is the header's: comma, semicolon, tab or bar."""
    yield from _articles(_csv_rows(stream, origin), origin, given, columns)


def looks_like_header(line: str) -> bool:
    """Does this line name a column of texts, by one of the names known?"""
    cells = [_key(cell.strip().strip('"')) for cell in line.split(_delimiter(line))]
    return len(cells) > 1 and any(cell in SYNONYMS["text"] for cell in cells)


Row = tuple[int, Mapping[str, Any]] | SetAside


def _articles(
    rows: Iterator[Row], origin: str, given: Said, columns: Mapping[str, str] | None
) -> Iterator[Found]:
    missing = _Missing()
    for row in rows:
        if isinstance(row, SetAside):
            yield row
            continue
        line, values = row
        picked = _pick(values, columns)
        if "text" not in picked:
            missing.rows.append(line)
            missing.columns = missing.columns or [str(name) for name in values]
            if not missing.any_read:
                continue
        missing.any_read = True
        yield from (_no_text(origin, number) for number in missing.rows)
        missing.rows.clear()
        if "text" in picked:
            yield _article(picked, f"{origin}:{line}", given)
    if missing.rows:
        yield _no_column(origin, missing.columns, columns)


def _article(picked: Mapping[str, Any], origin: str, given: Said) -> Found:
    try:
        text = picked["text"]
        if not isinstance(text, str):
            raise UnreadableInput("the text is not a string")
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise UnreadableInput(
                "not valid UTF-8", mend="convert the file: iconv -f WINDOWS-1252 -t UTF-8 IN > OUT"
            )
        said = from_keys({name: _words(value) for name, value in picked.items() if name != "text"})
        return read_text(text.encode("utf-8"), origin=origin, given=given.over(said))
    except UnreadableInput as error:
        line = origin.rpartition(":")[2]
        return SetAside(origin=origin, what=error.what, where=f"line {line}", mend=error.mend)


def _pick(values: Mapping[str, Any], columns: Mapping[str, str] | None) -> dict[str, Any]:
    """What the row says under each name: by the mapping where it names a column, else by the synonyms."""
    known = {_key(str(name)): name for name in reversed(list(values))}
    picked: dict[str, Any] = {}
    for name, synonyms in SYNONYMS.items():
        if columns and name in columns:
            column: Any = columns[name] if columns[name] in values else None
        else:
            column = next((known[word] for word in synonyms if word in known), None)
        if column is not None and values[column] is not None:
            picked[name] = values[column]
    return picked


def _json_rows(stream: BinaryIO, origin: str) -> Iterator[Row]:
    for number, line in enumerate(stream, start=1):
        line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if not line.strip():
            continue
        try:
            checks.size(len(line))
            value = json.loads(line.decode("utf-8"))
            if not isinstance(value, dict):
                raise UnreadableInput("not a JSON object", mend='write one object a line: {"text": "…"}')
            yield number, value
        except UnicodeDecodeError as error:
            yield _aside(
                origin,
                number,
                f"not valid UTF-8: byte {error.start} of the line",
                "convert the file with iconv",
            )
        except (ValueError, RecursionError) as error:
            what = error.msg if isinstance(error, json.JSONDecodeError) else "too deep or too large a number"
            yield _aside(origin, number, f"not valid JSON: {what}", "write one object a line")
        except UnreadableInput as error:
            yield _aside(origin, number, error.what, error.mend)


def _csv_rows(stream: BinaryIO, origin: str) -> Iterator[Row]:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        head = text.readline()
        skipped = 1
        while head and not head.strip():
            head = text.readline()
            skipped += 1
        delimiter = _delimiter(head)
        header = [cell.strip() for cell in next(csv.reader([head], delimiter=delimiter), [])]
        csv.field_size_limit(_MORE)
        reader = csv.reader(text, delimiter=delimiter)
        yield from _under(header, reader, skipped, origin)
    finally:
        text.detach()


def _under(header: list[str], reader: Any, skipped: int, origin: str) -> Iterator[Row]:
    while True:
        line = reader.line_num + 1 + skipped
        try:
            cells: Sequence[str] = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _aside(origin, line, f"not a row: {error}", "look for an open quotation mark")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            what = f"{len(cells)} fields where the header has {len(header)}"
            yield _aside(origin, line, what, "put quotation marks around fields with commas or line ends")
            continue
        yield line, dict(zip(header, cells, strict=True))


def _no_column(origin: str, there: list[str], columns: Mapping[str, str] | None) -> SetAside:
    wanted = columns.get("text") if columns else None
    what = f"no column {wanted!r}" if wanted else "no column with the text of the articles"
    others = {word for name, synonyms in SYNONYMS.items() if name != "text" for word in synonyms}
    maybe = [name for name in there if _key(name) not in others]
    likely = min(maybe, key=lambda name: _key(name) not in SYNONYMS["text"], default="COLUMN")
    mend = f"name it: --column text={likely}"
    return SetAside(origin=origin, what=f"{what}; there are: {', '.join(there)}", where="line 1", mend=mend)


def _no_text(origin: str, line: int) -> SetAside:
    return _aside(origin, line, "no text in this row", "")


def _aside(origin: str, line: int, what: str, mend: str) -> SetAside:
    return SetAside(origin=f"{origin}:{line}", what=what, where=f"line {line}", mend=mend)


def _words(value: Any) -> str:
    """A value as words: lists joined, `{"name": …}` as its name, whatever else is no word as nothing."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        return _words(value.get("name"))
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _key(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def _delimiter(head: str) -> str:
    return max(",;\t|", key=head.count)
