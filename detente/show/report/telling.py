"""What the templates of sections may ask: notes of claims, a sentence with its notes, a figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from detente.errors import UnknownName
from detente.show.pages import Figure, Finding
from detente.show.report import Picture
from detente.show.report.covered import bare, cover
from detente.show.report.notes import NoteBook

NAMES = ("timeline", "series")
"""The figures that a report can have."""

_STOP = re.compile(r"[,;:.](?=\s|$)")
"""Where a clause ends: the notes of its figure stand there, not behind the figure, where they would read as a power."""
_COUNTED = {
    "claims": "Counted, each claim once, from",
    "sum": "Added up by the rule below the ledger, from",
    "day": "The day is told in",
}


def tellings(book: NoteBook, pictures: Sequence[Picture]) -> Mapping[str, Callable[..., str]]:
    """The functions by the names that templates know them by; each gives Markdown.

    Args:
        book: where the notes are numbered.
        pictures: the figures that there are.
    """

    def notes(records: Iterable[str]) -> str:
        return _refs(book.cite(records))

    def listed(records: Iterable[str]) -> str:
        return _refs(book.count(records, "Told in"))

    def count(figure: Figure) -> str:
        return _refs(_count(book, figure))

    def told(finding: Finding) -> str:
        return _told(book, finding)

    def remark(says: str) -> str:
        return _refs([book.remark(says)])

    def picture(name: str) -> str:
        return _picture(pictures, name)

    return {
        "notes": notes,
        "listed": listed,
        "count": count,
        "told": told,
        "remark": remark,
        "picture": picture,
    }


def _refs(numbers: Iterable[int]) -> str:
    return "".join(f"[^{number}]" for number in sorted(numbers))


def _count(book: NoteBook, figure: Figure) -> list[int]:
    return book.count(figure.records, _COUNTED[figure.counts])


def _told(book: NoteBook, finding: Finding) -> str:
    """A sentence; the notes of each figure stand at the end of its clause."""
    said, waiting = "", ""
    for part in finding.parts:
        if isinstance(part, Figure):
            said += waiting + part.shown
            waiting = _refs(_count(book, part))
            continue
        end = _clause_end(bare(part))
        said += part[:end] + waiting + part[end:]
        waiting = ""
    return said + waiting


def _clause_end(words: str) -> int:
    """Where the clause ends in which a figure stands: at the first stop, or where what is listed goes on."""
    stop, length = _STOP.search(words), len(words.rstrip())
    return (
        stop.start()
        if stop and (stop.start() == 0 or _STOP.fullmatch(words[length - 1 : length]))
        else length
    )


def _picture(pictures: Sequence[Picture], name: str) -> str:
    """A figure as an image of Markdown; nothing where the record has nothing to draw.

    Raises:
        UnknownName: no figure is called so.
    """
    known = {one.name: one for one in pictures}
    if name not in NAMES:
        raise UnknownName(f"no figure {name!r}", mend=f"there are: {', '.join(NAMES)}")
    return f"![{cover(known[name].alt)}](figure:{name})" if name in known else ""
