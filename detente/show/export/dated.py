"""Facts as the rows of event tables: one directed pair on one day, with parties that the table has codes for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from detente.model import Pair, digest
from detente.show.export.happened import NO_PAIR, Asked, Happened, Written, happened

if TYPE_CHECKING:
    from detente.project import Project

NO_DAY = "no day is told"
LONGER = "the days told are more than one, or vague"
_DIGITS = 13
"""Hexadecimal digits of a number that a float of 64 bits holds exactly: R and JavaScript read them as such."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """A directed pair of a happening on the day of it."""

    of: Happened
    pair: Pair
    day: date

    @property
    def number(self) -> int:
        """A number of its own, which is the same in every export, however much is read beside it."""
        return int(digest([self.of.of.id, self.pair.a, self.pair.b])[:_DIGITS], 16)


def rows_of(
    project: Project, asked: Asked, has_code: Callable[[str], bool], no_code: str
) -> tuple[tuple[EventRow, ...], Written]:
    """The rows of what is asked for, in order of their days; and how much that is, and how much it is not.

    Args:
        project: where the happenings are told.
        asked: which of them.
        has_code: whether the table has a word for a party.
        no_code: how it is said that it has none.
    """
    found, left_out = happened(project, asked)
    rows: list[EventRow] = []
    for one in found:
        day, coded = _day_of(one, asked), [p for p in one.pairs if has_code(p.a) and has_code(p.b)]
        why = None
        if not one.pairs:
            why = NO_PAIR
        elif day is None:
            why = LONGER if one.of.since or one.of.until else NO_DAY
        elif not coded:
            why = no_code
        else:
            rows += [EventRow(of=one, pair=pair, day=day) for pair in coded]
            why = f"a pair of a happening that is written: {no_code}" if len(coded) < len(one.pairs) else None
        if why:
            left_out[why] = left_out.get(why, 0) + 1
    rows.sort(key=lambda row: (row.day, row.of.of.id, row.pair.a, row.pair.b))
    counts = {"happening": len({row.of.of.id for row in rows}), "row": len(rows)}
    return tuple(rows), Written(counts=counts, left_out=left_out)


def _day_of(one: Happened, asked: Asked) -> date | None:
    """The one day on which it happened, as it is told or, where that is asked for and no days are told, published."""
    since, until = one.of.since, one.of.until
    if since is not None and since == until and one.of.basis != "vague":
        return since
    told = since is not None or until is not None or "historical" in one.of.aux
    return one.published if asked.day_of_article and not told else None
