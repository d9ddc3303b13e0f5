"""A user's table of exchange rates: CSV with the columns currency, year, and the currency that is converted to.

currency,year,USD
EUR,2014,1.329
"""

from __future__ import annotations

import csv
from decimal import Decimal, InvalidOperation
from pathlib import Path

from detente.errors import UnreadableInput
from detente.keep.assembly.totals import Rates

_LEAST = Decimal("1e-9")
_MEND = "the first line is currency,year,USD (or another currency); then one line a rate: EUR,2014,1.329"


def read_rates(path: Path) -> Rates:
    """The rates of a file: how many units of the third column's currency one of the first column's is worth.

    Raises:
        UnreadableInput: no such file, or a line that is no rate; names file and line.
    """
    try:
        lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableInput(f"cannot be read: {error}", where=str(path), mend=_MEND) from error
    head = [cell.strip() for cell in lines[0]] if lines else []
    if len(head) != 3 or [cell.lower() for cell in head[:2]] != ["currency", "year"] or not head[2]:
        raise UnreadableInput("is no table of rates", where=f"{path}:1", mend=_MEND)
    table = {}
    for number, cells in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            currency, year, rate = (cell.strip() for cell in cells)
            value = Decimal(rate)
            if not value.is_finite() or not _LEAST <= value <= 1 / _LEAST:
                raise ValueError(f"{rate} is no rate")
            if (currency.upper(), int(year)) in table:
                raise ValueError("given twice")
            table[currency.upper(), int(year)] = value
        except (ValueError, InvalidOperation) as error:
            raise UnreadableInput(f"not a rate: {error}", where=f"{path}:{number}", mend=_MEND) from error
    return Rates(to=head[2].upper(), table=table)
