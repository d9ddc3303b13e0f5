"""A passage as steps that nest, whatever way its marks overlap: what a template writes one after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from detente.show.pages.lines import Passage

Place = tuple[str, int]
"""An article, and where a passage of it begins."""


@dataclass(frozen=True, slots=True)
class Token:
    """A step in writing a passage: words, a mark that begins or ends, or what ended here and is led back from.

    A mark that overlaps another without lying in it is taken up again after it: only its first part is the `mark`
    that carries its id, the others are `more`.
    """

    what: Literal["text", "mark", "more", "end", "refs"]
    value: str = ""
    ended: tuple[str, ...] = ()


def last_places(doc: str, passages: Iterable[Passage]) -> dict[str, Place]:
    """Where each mark of an article is written to its end."""
    return {
        name: (doc, passage.start)
        for passage in passages
        for piece in passage.pieces
        for name in piece.records
    }


def nested(
    passage: Passage, shown: Collection[str], begun: set[str], last_place: Mapping[str, Place]
) -> Iterator[Token]:
    """The passage as steps.

    Args:
        passage: a paragraph cut where marks begin and end.
        shown: names of the marks that are written; others are passed over.
        begun: names of marks that have begun in passages before; those of this one are added.
        last_place: where each ends (`last_places`).
    """
    opened: list[str] = []
    ended: list[str] = []
    for piece in (*passage.pieces, None):
        wanted = [name for name in piece.records if name in shown] if piece else []
        keep = 0
        while keep < len(opened) and opened[keep] in wanted:
            keep += 1
        for name in reversed(opened[keep:]):
            yield Token("end")
            if name not in wanted and last_place[name][1] == passage.start:
                ended.append(name)
        del opened[keep:]
        if not opened and ended:
            yield Token("refs", ended=tuple(ended))
            ended.clear()
        for name in wanted:
            if name not in opened:
                yield Token("more" if name in begun else "mark", name)
                begun.add(name)
                opened.append(name)
        if piece:
            yield Token("text", piece.text)
