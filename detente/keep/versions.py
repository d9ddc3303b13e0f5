"""The record as it stood: moments at which something was kept, and the store up to one of them.

Every row carries the append that wrote it (`batch`, a moment in UTC). A version is such a moment, numbered from
1; the record as of a version holds what was kept up to it, decisions and links too. Because the moment stands in
the rows, a copy of the folder has the same history.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from detente.errors import UnknownName
from detente.keep.engine import ask_rows
from detente.keep.store import Store

_DAY = len("20260101")
_NEVER = "9"
_STAMP = "%Y%m%dT%H%M%S.%f"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptVersion:
    """A moment (UTC) at which something was kept: how many new articles, readings and decisions."""

    number: int
    at: datetime
    batch: str
    documents: int
    readings: int
    decisions: int


def versions_of(store: Store) -> tuple[KeptVersion, ...]:
    """All versions, the oldest first.

    Raises:
        BrokenStore: the store cannot be read.
    """
    return tuple(
        KeptVersion(
            number=number,
            at=datetime.strptime(row["batch"].rpartition("-")[0] + "+0000", _STAMP + "%z"),
            batch=row["batch"],
            documents=row["documents"],
            readings=row["readings"],
            decisions=row["decisions"],
        )
        for number, row in enumerate(ask_rows(store, "versions"), 1)
    )


def until_of(store: Store, moment: str | date) -> str:
    """The `batch` from which rows are not seen: the first after a day (UTC), or of the version after one by its number.

    Raises:
        UnknownName: not a day, nor a version that there is.
    """
    text = moment.isoformat() if isinstance(moment, date) else moment.strip()
    if text.isascii() and text.isdigit() and len(text) < _DAY:
        versions = versions_of(store)
        if not 1 <= int(text) <= len(versions):
            raise UnknownName(
                f"no version {text}", mend=f"there are versions 1 to {len(versions)}; see `versions`"
            )
        now = f"{datetime.now(UTC):{_STAMP}}~"
        bound = versions[int(text)].batch if int(text) < len(versions) else now
    else:
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            mend = "write a day as YYYY-MM-DD, or the number of a version as `versions` lists them"
            raise UnknownName(f"neither a day nor a version: {text!r}", mend=mend) from error
        bound = f"{day.year:04}{day:%m%d}T99"
    return min(bound, store.until or _NEVER)
