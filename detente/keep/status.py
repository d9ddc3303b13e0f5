"""What a project holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.keep.engine import ask_rows
from detente.keep.store import Store
from detente.model import KINDS

_COUNTED = ("kind", "outlet", "coder", "set_aside", "not_understood")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a project holds, in numbers.

    `kinds` counts records, `outlets` articles (an outlet that is not stated is ""), `coders` readings;
    `first` and `last` are the days of publication that are known; `not_understood` counts sentences about states
    without a record.
    """

    name: str
    documents: int
    records: int
    kinds: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]
    coders: tuple[tuple[str, int], ...]
    first: date | None
    last: date | None
    set_aside: int
    not_understood: int


def status_of(store: Store) -> Status:
    """What the project holds, in numbers.

    Raises:
        BrokenStore: the store cannot be read.
    """
    rows = ask_rows(store, "status")
    counts = {what: tuple((row["of"], row["n"]) for row in rows if row["what"] == what) for what in _COUNTED}
    documents = next(row for row in rows if row["what"] == "documents")
    return Status(
        name=store.name,
        documents=documents["n"],
        records=sum(n for _, n in counts["kind"]),
        kinds=tuple((kind, n) for kind in KINDS for of, n in counts["kind"] if of == kind),
        outlets=counts["outlet"],
        coders=counts["coder"],
        first=documents["first"],
        last=documents["last"],
        set_aside=counts["set_aside"][0][1],
        not_understood=counts["not_understood"][0][1],
    )
