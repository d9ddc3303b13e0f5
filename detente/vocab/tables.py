"""Tables of words: tab-separated files beside this module, checked row by row as they are read.

The first line names the columns, the last of which is `source`: how a reader would check the row. Lists
inside a cell are parted by `|`; a line that starts with `#` is a comment. A wrong row raises `ValueError`
that names the file and the line: these files are part of the package, so a fault in one is ours. A folder of the
user's own (`use_words`) may hold tables of the same names, whose rows are added; a fault in one is the user's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from detente.errors import UnknownName, UnreadableInput

HERE = Path(__file__).parent
_own: list[Path] = []
_forget: list[Callable[[], None]] = []
P = ParamSpec("P")
T = TypeVar("T")


def cache(function: Callable[P, T]) -> Callable[P, T]:
    """Like `functools.cache`, for what is made of tables: forgotten when other words come into use."""
    return cache_newest(None)(function)


def cache_newest(most: int | None) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """The same for what is made of texts too, of which there is no end: the answers that were asked for last.

    Args:
        most: how many answers; `None` for all.
    """

    def keep(function: Callable[P, T]) -> Callable[P, T]:
        kept = lru_cache(maxsize=most)(function)
        _forget.append(kept.cache_clear)
        return cast(Callable[P, T], kept)

    return keep


def use_words(folder: Path | None) -> None:
    """From now on the rows of the tables in `folder` are added to the package's; with None, no more.

    Raises:
        UnknownName: there is no such folder, or it holds a table that the package does not have.
        UnreadableInput: a row of a table is wrong.
    """
    if _own == ([folder] if folder else []):
        return
    if folder and not folder.is_dir():
        raise UnknownName(f"no folder of words at {folder}")
    there = sorted(path.name for path in HERE.glob("*.tsv"))
    strange = [p.name for p in folder.glob("*.tsv") if p.name not in there] if folder else []
    if strange:
        raise UnknownName(
            f"no table called {strange[0]}", where=str(folder), mend=f"there are: {', '.join(there)}"
        )
    _own[:] = [folder] if folder else []
    for forget in _forget:
        forget()


def words_in_use() -> Path | None:
    """The folder whose rows are added now; `None` for the package's tables alone."""
    return _own[0] if _own else None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: `cells` by column, and `where` it stands, as `folder/file:line`."""

    where: str
    cells: dict[str, str]

    def fault(self, what: str) -> ValueError:
        """The error that says what is wrong with this row, and where it stands."""
        return ValueError(f"{self.where}: {what}")

    def text(self, column: str) -> str:
        """A cell that must not be empty."""
        value = self.cells[column]
        if not value:
            raise self.fault(f"{self._first()!r} has no {column}")
        return value

    def words(self, column: str) -> tuple[str, ...]:
        """The list in a cell, in the order given; an empty cell is an empty list."""
        value = self.cells[column]
        found = tuple(value.split("|")) if value else ()
        for word in found:
            if not word or word != word.strip():
                raise self.fault(f"an empty or padded word in {column}: {value!r}")
        if len(set(found)) < len(found):
            raise self.fault(f"a word stands twice in {column}: {value!r}")
        return found

    def choice(self, column: str, allowed: Collection[str]) -> str:
        """A cell that must hold one of the words allowed."""
        value = self.cells[column]
        if value not in allowed:
            raise self.fault(f"{column} {value!r} is none of {', '.join(sorted(allowed))}")
        return value

    def yes(self, column: str) -> bool:
        """A cell that holds `yes` or `no`."""
        return self.choice(column, ("yes", "no")) == "yes"

    def number(self, column: str) -> int:
        """A cell that holds a whole number."""
        value = self.cells[column]
        try:
            return int(value)
        except ValueError:
            raise self.fault(f"{column} {value!r} is not a whole number") from None

    def day(self, column: str) -> date | None:
        """A cell that holds a day as YYYY-MM-DD, or nothing."""
        value = self.cells[column]
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise self.fault(f"{column} {value!r} is not a day written YYYY-MM-DD") from None

    def _first(self) -> str:
        return next(iter(self.cells.values()))


def read_table(path: Path, columns: tuple[str, ...]) -> tuple[Row, ...]:
    """The rows of a table, in order.

    Raises:
        ValueError: the header is not `columns`, a row has too few or too many cells, a cell is padded with
            blanks, or the source is missing; the message begins with `folder/file:line`.
    """
    return (*_read(path, columns), *_own_rows(path, columns))


def _own_rows(path: Path, columns: tuple[str, ...]) -> tuple[Row, ...]:
    own = _own[0] / path.name if _own and path.parent == HERE else None
    if own is None or not own.exists():
        return ()
    try:
        return tuple(_read(own, columns))
    except (ValueError, UnicodeDecodeError) as fault:
        raise UnreadableInput(str(fault), where=str(own), mend="see docs/guides/add-words.md") from None


@cache
def rows(name: str, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """The rows of the table `name` (such as `states.tsv`) of this folder as mappings from column to cell.

    Raises:
        ValueError: as `read_table`.
    """
    return tuple(row.cells for row in read_table(HERE / name, columns))


def _read(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    place = f"{path.parent.name}/{path.name}"
    if not columns or columns[-1] != "source":
        raise ValueError(f"{place}: the last column of every table is 'source'")
    header = True
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#") or not line.strip():
            continue
        cells = tuple(line.split("\t"))
        if header:
            if cells != columns:
                raise ValueError(
                    f"{place}:{number}: columns are {', '.join(cells)}, not {', '.join(columns)}"
                )
            header = False
            continue
        yield _row(f"{place}:{number}", cells, columns)
    if header:
        raise ValueError(f"{place}:1: no line names the columns")


def _row(where: str, cells: tuple[str, ...], columns: tuple[str, ...]) -> Row:
    if len(cells) != len(columns):
        raise ValueError(f"{where}: {len(cells)} cells where there are {len(columns)} columns")
    row = Row(where, dict(zip(columns, cells, strict=True)))
    for column, cell in row.cells.items():
        if cell != cell.strip():
            raise row.fault(f"{column} {cell!r} begins or ends with a blank")
    row.text("source")
    return row


def without_repeats(keyed: dict[str, str], word: str, owner: str, row: Row) -> None:
    """Note in `keyed` that `word` belongs to `owner`; a word that already belongs to another is a fault."""
    other = keyed.setdefault(word, owner)
    if other != owner:
        raise row.fault(f"{word!r} stands for both {other} and {owner}")
