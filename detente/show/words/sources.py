"""Event files and sources as plain lines for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from detente.explain.display import day_in_words, one_line, shorten

if TYPE_CHECKING:
    from detente.keep.coded import FileKept
    from detente.project.measured import SourceAccount

EXCERPT = 100
MOST_FAULTS = 5
"""Reasons of bad rows that are told of a file, those of most rows first."""
_LEFT_OUT = (
    ("one_sided", "name only one party"),
    ("same_party", "name one party twice"),
    ("no_state", "name no state or organisation"),
    ("no_event", "say that nothing happened"),
    ("duplicates", "stand there twice"),
)
"""What `FileKept` counts of rows that are left out, and why."""


def file_kept_in_words(kept: FileKept) -> str:
    """What became of an event file on one line; bad rows by their reason below it."""
    where = f"{one_line(kept.origin)} ({kept.format})"
    if kept.known:
        return f"{where}: known already in {one_line(kept.source)}; to read it another way, give another --source"
    left = [f"{number:,} {why}" for name, why in _LEFT_OUT if (number := getattr(kept, name))]
    bad = [f"{kept.bad:,} could not be read"] if kept.bad else []
    head = f"{where}: {_many(kept.seen, 'row')}, {_many(kept.pairs, 'pair')} kept in {one_line(kept.source)}"
    lines = [f"    ! {number:,} {shorten(why, EXCERPT)}" for why, number in kept.faults[:MOST_FAULTS]]
    if len(kept.faults) > MOST_FAULTS:
        rest = sum(number for _, number in kept.faults[MOST_FAULTS:])
        lines.append(
            f"    ! {rest:,} for {len(kept.faults) - MOST_FAULTS} other reasons: detente sources --bad-rows"
        )
    return "\n".join(["; ".join([head, *left, *bad]), *lines])


def accounts_in_words(accounts: Sequence[SourceAccount]) -> str:
    """Each source: its scale and days, how much there is of it, and its releases."""
    return "\n".join(_account(one) for one in accounts)


def bad_row_in_words(row: Mapping[str, Any]) -> str:
    """A line of a file that could not be read, and why."""
    place = f"{PurePath(row['origin']).name} line {row['line']}"
    return f"{one_line(place)}: {one_line(row['why'])}: {shorten(row['text'], EXCERPT)}"


def _account(one: SourceAccount) -> str:
    days = "no dated events"
    if one.first and one.last:
        days = f"{day_in_words(one.first)} to {day_in_words(one.last)}"
        days += f", {_many(one.missing, 'day')} missing between" if one.missing else ""
    rows = f" of {_many(one.rows, 'row')}" if one.rows is not None else ""
    bad = f", {_many(one.bad, 'bad row')}" if one.bad else ""
    way = "" if one.of.directed else ", does not tell who acts on whom"
    lines = [
        f"{one_line(one.of.name)}: {one.of.scale} scale{way}",
        f"    {_many(one.pairs, 'pair')}{rows}{bad}; {days}",
        *(f"    {one_line(version)}" for version in one.of.versions),
    ]
    return "\n".join(lines)


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
