"""Records as lines of JSON: the interchange format, one object a line, keys always in the same order.

The fields are those of the record format (kind, place, text, speaker, then the claim's own), followed by
what only we know: `id`, `key`, `confidence`, `coder`, `votes`. What is read back is equal to what was
written; `id` and `key` are worked out anew and not believed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO, cast

from detente.errors import UnreadableInput
from detente.model import CLAIMS, Amount, Claim, Record, Span, Speaker, Vote, When
from detente.model.plain import field_names

_CODES = frozenset("actors recipients contexts aux giver receiver holder toward who away_from".split())


def record_to_json(record: Record) -> dict[str, Any]:
    """The record as an object of the interchange format, keys in its order."""
    head = {
        "kind": record.kind,
        "doc": record.evidence.doc,
        "start": record.evidence.start,
        "end": record.evidence.end,
        "text": record.evidence.text,
        "speaker": _plain(record.speaker),
    }
    claim = {f.name: _plain(getattr(record.claim, f.name)) for f in fields(record.claim)}
    tail = {
        "id": record.id,
        "key": record.key,
        "confidence": record.confidence,
        "coder": record.coder,
        "votes": [_plain(vote) for vote in record.votes],
    }
    return head | claim | tail


def record_from_json(obj: Any) -> Record:
    """The record that an object of the interchange format stands for.

    Fields that the format does not know are passed over; a statement without `words` has its text for them.

    Raises:
        ValueError: a field is missing, of the wrong type, or outside its vocabulary; the message names it.
    """
    if not isinstance(obj, dict):
        raise ValueError("a record is an object with the field 'kind'")
    claim_type = CLAIMS.get(obj.get("kind", ""))
    if claim_type is None:
        raise ValueError(f"no kind called {obj.get('kind')!r}; there are: {', '.join(CLAIMS)}")
    evidence = Span(
        doc=_take(obj, "doc", str),
        start=_take(obj, "start", int),
        end=_take(obj, "end", int),
        text=_take(obj, "text", str),
    )
    if not 0 <= evidence.start < evidence.end:
        raise ValueError(f"no characters {evidence.start} to {evidence.end}")
    given = {"words": evidence.text} | obj if obj["kind"] == "statement" else obj
    votes = tuple(_built(Vote, vote, "votes") for vote in obj.get("votes") or ())
    return Record(
        claim=cast(Claim, _built(claim_type, given, str(obj["kind"]))),
        evidence=evidence,
        speaker=_built(Speaker, obj["speaker"], "speaker") if obj.get("speaker") else None,
        confidence=float(obj.get("confidence", 1.0)),
        coder=str(obj.get("coder", "")),
        votes=votes,
    )


@lru_cache(maxsize=8_192)
def record_from_text(text: str) -> Record:
    """The record that a line of the interchange format stands for.

    Raises:
        ValueError: the line is no JSON, or as `record_from_json`.
    """
    return record_from_json(json.loads(text, parse_float=Decimal))


def line_of(record: Record) -> str:
    """The record as one line of JSON, without the line's end."""
    return json.dumps(record_to_json(record), ensure_ascii=False)


def write_jsonl(records: Iterable[Record], stream: TextIO) -> None:
    """Writes one record a line, in the order given."""
    for record in records:
        stream.write(line_of(record) + "\n")


def read_jsonl(path: Path) -> tuple[Record, ...]:
    """All records of a file, in its order; empty lines are passed over.

    Raises:
        UnreadableInput: no such file, not UTF-8, or a line that is no record; names file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"cannot be read: {error}", where=str(path)) from error
    return tuple(_record_at(path, number, line) for number, line in enumerate(lines, 1) if line.strip())


def _record_at(path: Path, number: int, line: str) -> Record:
    try:
        return record_from_text(line)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise UnreadableInput(
            f"not a record: {error}",
            where=f"{path}:{number}",
            mend="each line is one object of the record format",
        ) from error


def _plain(value: Any) -> Any:
    if isinstance(value, When):
        return {"from": _plain(value.since), "to": _plain(value.until), "basis": value.basis}
    if isinstance(value, Amount):
        return {"value": _number(value.value), "unit": value.unit}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return value


def _number(value: Decimal) -> int | float | str:
    """A number where JSON's numbers hold it exactly, else its digits: an amount is never rounded."""
    if value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else str(value)


def _built(kind: Any, obj: Any, where: str) -> Any:
    if not isinstance(obj, dict):
        raise ValueError(f"{where} is not an object")
    given = {name: _value(name, obj[name]) for name in field_names(kind) if name in obj}
    try:
        return kind(**given)
    except TypeError as error:
        raise ValueError(f"{where} lacks a field: {error}") from error


def _value(name: str, given: Any) -> Any:
    if name in _CODES:
        if not isinstance(given, list) or not all(isinstance(code, str) for code in given):
            raise ValueError(f"{name} is not a list of codes")
        return tuple(given)
    if name == "when":
        return _when(given)
    if name == "amount":
        return _amount(given)
    return float(given) if name == "confidence" else given


def _when(given: Any) -> When | None:
    if given is None:
        return None
    if not isinstance(given, dict) or not given.keys() >= {"from", "to", "basis"}:
        raise ValueError("when is neither null nor an object of from, to and basis")
    return When(since=_day(given["from"]), until=_day(given["to"]), basis=given["basis"])


def _day(given: str | None) -> date | None:
    return None if given is None else date.fromisoformat(given)


def _amount(given: Any) -> Amount | None:
    if given is None:
        return None
    if not isinstance(given, dict) or not given.keys() >= {"value", "unit"}:
        raise ValueError("amount is neither null nor an object of value and unit")
    try:
        return Amount(value=Decimal(str(given["value"])), unit=given["unit"])
    except InvalidOperation as error:
        raise ValueError(f"not a number: {given['value']!r}") from error


def _take(obj: dict[str, Any], name: str, kind: type[Any]) -> Any:
    if type(obj.get(name)) is not kind:
        raise ValueError(f"{name} is missing or not of the type {kind.__name__}")
    return obj[name]
