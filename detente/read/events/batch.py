"""What the readers of event files hand on: batches of pairs, what was kept aside, and the file they stand in.

Every row that is looked at is accounted for. In each batch

    seen == rows.num_rows - exploded + len(bad) + one_sided + same_party + no_state + no_event + duplicates

where `exploded` are the pairs that a row gave beyond its first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

LONGEST_TEXT = 2_000
"""Characters of a bad row that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that could not be read: its line (from 1, in the unpacked file), why, and its text, cut if long."""

    line: int
    why: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBatch:
    """Some rows of an event file, in its order: `rows` are pairs, as `EVENT_SCHEMA` has them.

    The others are counted: `one_sided` has no actor or no recipient; of `no_state` a side is named and is none of our
    parties; `same_party` acts on itself; `no_event` says that nothing happened (a count of 0); `duplicates` stood word
    for word before. A row of several pairs is counted only where none of them is kept.
    """

    rows: pa.RecordBatch
    bad: tuple[BadRow, ...]
    seen: int
    one_sided: int = 0
    same_party: int = 0
    no_state: int = 0
    no_event: int = 0
    duplicates: int = 0
    exploded: int = 0

    def __post_init__(self) -> None:
        told = self.rows.num_rows - self.exploded + len(self.bad) + self.duplicates
        told += self.one_sided + self.same_party + self.no_state + self.no_event
        if told != self.seen:
            raise ValueError(f"{self.seen} rows were seen and {told} are accounted for")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFile:
    """A file of events, or one in an archive: `path` is then `ARCHIVE/NAME`.

    `scale` is what the scores are measured on: "Goldstein" (-10 to 10), "PLOVER" (-10 to 10) or "own". `batches` are
    read as they are asked for, once, and raise UnreadableInput where the file breaks off.
    """

    path: str
    format: str
    source: str
    directed: bool
    scale: str
    batches: Iterator[EventBatch]


def EVENT_SCHEMA() -> pa.Schema:
    """The columns of `EventBatch.rows`.

    a, b            codes of ours: who acts, on whom
    day, last_day   first and last day
    type            PLOVER type, "" where PLOVER has none
    quad            quad class 1 to 4, null where the source tells neither code nor type nor quad
    score10         sum of the scores of the row's events in tenths, on the file's scale; null where not told
    n               events that the row stands for; null where the source does not say
    contexts        PLOVER contexts as in the table `pairs`: "|economic|military|", or ""
    story           key of the story; null where unknown
    code            the source's own code of the event; TYPE or TYPE/mode of POLECAT
    a_role, b_role  what else the source says of the two: the whole actor code, or sectors
    line            line in the unpacked file, from 1
    """
    import pyarrow as pa

    text, whole, day = pa.string(), pa.int64(), pa.date32()
    return pa.schema(
        [
            ("a", text),
            ("b", text),
            ("day", day),
            ("last_day", day),
            ("type", text),
            ("quad", whole),
            ("score10", whole),
            ("n", whole),
            ("contexts", text),
            ("story", text),
            ("code", text),
            ("a_role", text),
            ("b_role", text),
            ("line", whole),
        ]
    )
