"""What may be added up: sums of the ledger by giver, receiver, sector, stage, unit or year, and what was left out, why.

The rule (after AidData's "recommended for aggregates", TUFF 3.0): a row is added once, however often it was promised; a
part is not added beside its whole, nor a row that may be the same money as an earlier one; a share in percent is
no money; what was only floated is no promise, and what is suspended or cancelled stands in a column of its own.
Currencies are not mixed unless the user gives rates. Rival figures make a sum a range: the least and the most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from detente.keep.assembly.parts import is_promise
from detente.keep.assembly.steps import HALTED, step_day
from detente.model import LedgerRow

Range = tuple[Decimal, Decimal]
_NOTHING: Range = (Decimal(0), Decimal(0))

RULE = (
    "A row is added once, however often promised; parts are not added beside their whole, nor rows that may be the"
    " same money, nor shares in percent, nor what was only floated; what is halted stands apart; rival figures give a"
    " range."
)

KEYS: dict[str, Callable[[LedgerRow], str]] = {
    "giver": lambda row: ", ".join(row.giver) or "not told",
    "receiver": lambda row: ", ".join(row.receiver) or "mutual or not told",
    "sector": lambda row: row.sector,
    "stage": lambda row: row.stage,
    "unit": lambda row: row.unit or "not told",
    "year": lambda row: str(day.year) if (day := step_day(row.steps[0])) else "undated",
}
"""What totals can be made by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Units of the currency `to` for one of another, by currency and year."""

    to: str
    table: Mapping[tuple[str, int], Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row that was not added, and why."""

    row: str
    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Sums of the rows with one key in one unit, each from the least to the most; `rows` are those added."""

    key: str
    unit: str
    promised: Range
    delivered: Range
    halted: Range
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Totals, largest first within a unit, and the rows that were left out."""

    by: str
    totals: tuple[Total, ...]
    left_out: tuple[LeftOut, ...]
    rule: str = RULE


def add_up(rows: Sequence[LedgerRow], by: str, rates: Rates | None = None) -> Totals:
    """The totals of a ledger.

    Args:
        rows: the ledger, or a part of it: a part row is left out only where its whole is added.
        by: one of `KEYS`.
        rates: where given, money is told in their currency, at the rate of the year in which the row began.
    """
    fit = {row.id for row in rows if not (_lacks(row) or _no_rate(row, rates))}
    sums: dict[tuple[str, str], list[tuple[str, Range, Range, Range]]] = {}
    left_out, added = [], set[str]()
    for row in rows:
        why = _lacks(row) or _no_rate(row, rates) or _overlap(row, fit, added)
        if why:
            left_out.append(LeftOut(row=row.id, what=row.what, why=why))
            continue
        added.add(row.id)
        unit, factor = _converted(row, rates)
        promised, delivered = (_times(amount, factor) for amount in (row.promised, row.delivered))
        halted = row.stage in HALTED
        amounts = (_NOTHING if halted else promised, delivered, promised if halted else _NOTHING)
        key = unit if by == "unit" else KEYS[by](row)
        sums.setdefault((unit, key), []).append((row.id, *amounts))
    totals = [
        Total(
            key=key,
            unit=unit,
            promised=_sum(one[1] for one in found),
            delivered=_sum(one[2] for one in found),
            halted=_sum(one[3] for one in found),
            rows=tuple(one[0] for one in found),
        )
        for (unit, key), found in sums.items()
    ]
    totals.sort(key=lambda total: (total.unit, -max(total.promised[1], total.delivered[1]), total.key))
    return Totals(by=by, totals=tuple(totals), left_out=tuple(left_out))


def records_in(column: str, added: Iterable[LedgerRow]) -> tuple[str, ...]:
    """The records of those added rows that add to a sum: promised, delivered, or halted."""
    return tuple(t.record.id for row in added if column in _columns_of(row) for t in row.tellings)


def _columns_of(row: LedgerRow) -> frozenset[str]:
    found = {"delivered"} if row.delivered else set()
    if row.promised:
        found.add("halted" if row.stage in HALTED else "promised")
    return frozenset(found)


def _lacks(row: LedgerRow) -> str | None:
    """Why there is nothing in a row to add."""
    if not row.promised and not row.delivered:
        return "a share in percent" if row.shares else "no amount is told"
    if not row.delivered and not is_promise(row) and row.stage not in HALTED:
        return "only floated"
    return None


def _overlap(row: LedgerRow, fit: set[str], added: set[str]) -> str | None:
    """Why a row is not added beside others that are: its whole, or one that may be the same money."""
    beside = not fit.isdisjoint({*row.wholes, row.part_of}) or not added.isdisjoint(row.twins)
    return row.overlaps if beside else None


def _no_rate(row: LedgerRow, rates: Rates | None) -> str | None:
    unit, year = row.unit or "", _year(row)
    if rates is None or unit == rates.to or not (len(unit) == 3 and unit.isupper()):
        return None
    return None if (unit, year) in rates.table else f"no rate for {unit} in {year or 'a year not told'}"


def _converted(row: LedgerRow, rates: Rates | None) -> tuple[str, Decimal]:
    factor = rates.table.get((row.unit or "", _year(row))) if rates else None
    return (rates.to, factor) if rates and factor is not None else (row.unit or "", Decimal(1))


def _year(row: LedgerRow) -> int:
    day = step_day(row.steps[0])
    return day.year if day else 0


def _times(amount: Range | None, factor: Decimal) -> Range:
    return (amount[0] * factor, amount[1] * factor) if amount else _NOTHING


def _sum(amounts: Iterable[Range]) -> Range:
    found = list(amounts)
    return sum((low for low, _ in found), Decimal(0)), sum((high for _, high in found), Decimal(0))
