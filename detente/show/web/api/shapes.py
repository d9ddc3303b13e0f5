"""The shapes of answers: the house's own values as the schema tells them, where JSON holds them otherwise.

A shape is a type that pydantic can describe. A dataclass of the house is one as it stands; where its JSON differs from
it (a record is told flat, a happening names its records by id), a type is made from it field by field, so that a field
that is added to the model is a field of the schema.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from functools import cache, reduce
from operator import or_
from types import GenericAlias
from typing import Any, Literal, get_type_hints

from pydantic import BaseModel, Field, create_model

from detente.explain.queue import ToCheck
from detente.keep.judged import Outcome
from detente.model import (
    CLAIMS,
    Amount,
    Basis,
    Decision,
    Happening,
    LedgerRow,
    Outlook,
    Speaker,
    Step,
    TurningPoint,
    Vote,
    When,
)
from detente.show.pages.exchanged import ToldRecord

Shaped = type[BaseModel]


class Days(BaseModel):
    """A span of days, both inclusive; an open end is null. `basis` tells how it is known."""

    since: date | None = Field(alias="from")
    until: date | None = Field(alias="to")
    basis: Basis


class Quantity(BaseModel):
    """A number of something: `unit` is an ISO 4217 code, `percent`, or the counted noun in the singular."""

    value: int | float
    unit: str


_TOLD: dict[Any, Any] = {When | None: Days | None, Amount | None: Quantity | None}


def told_as(cls: type, name: str = "", **changed: Any) -> Shaped:
    """The shape of a dataclass's JSON, with some fields of another type or added.

    Args:
        cls: the dataclass.
        name: of the shape; by default the dataclass's.
        changed: types of fields, in the place of the dataclass's own.
    """
    says = {f.name: f.metadata.get("says") for f in fields(cls)}
    hints = get_type_hints(cls)
    told = {field: hints[field] for field in says} | changed
    types = {field: (hint, Field(description=says.get(field))) for field, hint in told.items()}
    return create_model(name or cls.__name__, __doc__=cls.__doc__, **types)  # type: ignore[call-overload, no-any-return]


def many(of: Any) -> Any:
    """A list of things of one shape."""
    return GenericAlias(list, (of,))


@cache
def record() -> Any:
    """A record of any of the nine kinds, in the interchange format."""
    return reduce(or_, (_of_kind(kind) for kind in CLAIMS))


def _of_kind(kind: str) -> Shaped:
    claim = CLAIMS[kind]
    hints = get_type_hints(claim)
    told: dict[str, Any] = {
        "kind": Literal[kind],
        "doc": str,
        "start": int,
        "end": int,
        "text": str,
        "speaker": Speaker | None,
        **{f.name: _TOLD.get(hints[f.name], hints[f.name]) for f in fields(claim)},
        "id": str,
        "key": str,
        "confidence": float,
        "coder": str,
        "votes": list[Vote],
    }
    types = {name: (hint, Field()) for name, hint in told.items()}
    return create_model(f"{claim.__name__}Record", __doc__=claim.__doc__, **types)  # type: ignore[call-overload, no-any-return]


@cache
def told_record() -> Shaped:
    """A record in a list."""
    return told_as(ToldRecord, record=record())


@cache
def happening() -> Shaped:
    """A happening with the ids of the records that tell it."""
    return told_as(Happening, tellings=list[str], says=str)


@cache
def ledger_row() -> Shaped:
    """A row of the ledger, its steps with the ids of the records that tell them."""
    step = told_as(Step, tellings=list[str])
    return told_as(LedgerRow, steps=many(step), says=str, belief=float)


@cache
def to_check() -> Shaped:
    """What is to be checked."""
    return told_as(ToCheck, of=happening() | ledger_row())


@cache
def decision() -> Shaped:
    """A decision with the records it judged, and what it meets now."""
    return told_as(Decision, id=str, records=many(record()), outcome=Outcome, record=str | None)


@cache
def outlook() -> Shaped:
    """What a relation means for a third state."""
    return told_as(Outlook, commitments=many(ledger_row()))


@cache
def turning_point() -> Shaped:
    """A turn with what carries it, in words."""
    return told_as(TurningPoint, "ToldTurn", told=dict[str, str | None])
