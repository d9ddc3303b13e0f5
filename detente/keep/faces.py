"""The records of one kind as their own table: columns by the names of the record format, parties as lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_DAYS = {"since": "since", "until": "until", "basis": "basis"}

FACES: dict[str, dict[str, str]] = {
    "actor": {"code": "actors", "type": "type"},
    "event": {
        "actors": "actors",
        "recipients": "recipients",
        "type": "type",
        "mode": "mode",
        "contexts": "contexts",
        "aux": "aux",
        "place": "place",
        **_DAYS,
    },
    "commitment": {
        "giver": "actors",
        "receiver": "recipients",
        "what": "what",
        "sector": "sector",
        "amount": "amount",
        "unit": "unit",
        "stage": "stage",
        **_DAYS,
    },
    "statement": {"words": "what", "form": "form", "suspect": "suspect"},
    "interest": {"holder": "actors", "toward": "recipients", "object": "what"},
    "causal": {"cause": "cause", "effect": "effect", "polarity": "sign"},
    "tilt": {
        "who": "actors",
        "toward": "recipients",
        "away_from": "away_from",
        "turning_point": "turning_point",
        **_DAYS,
    },
    "system": {"claim": "what"},
    "implication": {"third": "actors", "sign": "sign", "what": "what"},
}
"""Of each kind its columns, with the column of the table `records` that holds them."""

_SAID_BY = ("speaker_name", "speaker_role", "speaker_of", "speaker_type", "coder", "confidence")
EVIDENCE = ("text", "doc", "start", "end", "outlet", "title", "published")
_LISTS = frozenset({"actors", "recipients", "away_from", "contexts", "aux"})
_SINGLE = frozenset({"code", "third"})


def face(kind: str, records: pa.Table) -> pa.Table:
    """The rows of `records`, all of one kind, as the table of that kind."""
    import pyarrow as pa

    columns = {"id": "id"} | FACES[kind] | {name: name for name in (*_SAID_BY, *EVIDENCE)}
    return pa.table({name: _column(records, name, stored) for name, stored in columns.items()})


def _column(records: pa.Table, name: str, stored: str) -> pa.ChunkedArray:
    from pyarrow import compute

    column = records.column(stored)
    if stored not in _LISTS:
        return column
    inside = compute.utf8_trim(column, characters="|")
    if name in _SINGLE:
        return inside
    several = compute.split_pattern(inside, pattern="|")
    none = compute.equal(inside, "")
    return compute.if_else(none, compute.list_slice(several, 0, 0), several)
