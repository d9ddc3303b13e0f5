"""Parts and umbrellas: which rows of the ledger hold money that another row holds too.

After AidData's coding manual (TUFF 3.0, "umbrella agreements" and "recommended for aggregates"): a
framework and the deals under it are kept as rows, and only one of the two is added up. A row is a part of
another where an article names both sums close together, the part's is smaller, and a word between them says
that it belongs to it ("of which", "would go into"; `vocab/parts.tsv`); or where its share is told in percent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from detente.keep.assembly.rivals import close
from detente.keep.assembly.steps import HALTED, PROMISED, promise_of, step_day
from detente.model import LedgerRow, Telling

NEAR = 500
"""Characters between a whole and its part."""
SAME_MONEY = 60
"""Days between two rows of the same sum and parties up to which they may be the same money."""


def with_parts(rows: Sequence[LedgerRow]) -> tuple[LedgerRow, ...]:
    """The rows, each with the row that contains it and with the reason why it is not added, if there is one."""
    parents = _parents(rows)
    placed = [replace(row, part_of=parents.get(row.id)) for row in rows]
    return tuple(replace(row, overlaps=_overlap(row, placed)) for row in placed)


def _parents(rows: Sequence[LedgerRow]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows:
        wholes = [other for other in rows if other.id != row.id and _contains(other, row)]
        if wholes:
            found[row.id] = min(wholes, key=lambda whole: (_size(whole), whole.id)).id
    return found


def _size(row: LedgerRow) -> Decimal:
    return row.promised[1] if row.promised else Decimal(0)


def _contains(whole: LedgerRow, part: LedgerRow) -> bool:
    if not _same_parties(whole, part) or not whole.promised:
        return False
    return any(_is_part(big, small) for big in whole.tellings for small in part.tellings)


def _is_part(big: Telling, small: Telling) -> bool:
    """Whether one article tells the smaller as a part of the larger."""
    one, other = promise_of(big).amount, promise_of(small).amount
    a, b = big.record.evidence, small.record.evidence
    if not one or not other or a.doc != b.doc or b.start < a.start or b.start - a.end > NEAR:
        return False
    smaller = other.unit == "percent" or (other.unit == one.unit and other.value < one.value)
    return smaller and one.unit != "percent" and bool(_part_words().search(_between(big, small)))


def _between(big: Telling, small: Telling) -> str:
    """The text from the beginning of the one's evidence to the end of the other's, as far as it is at hand."""
    a, b = big.record.evidence, small.record.evidence
    at = big.context.find(a.text)
    return (big.context[at : at + b.end - a.start] if at >= 0 else "") + " " + b.text


def _same_parties(a: LedgerRow, b: LedgerRow) -> bool:
    return bool({*a.giver} & {*b.giver, *b.receiver}) and bool(
        {*a.giver, *a.receiver} & {*b.giver, *b.receiver}
    )


def _overlap(row: LedgerRow, rows: Sequence[LedgerRow]) -> str | None:
    if row.part_of:
        whole = next(one for one in rows if one.id == row.part_of)
        return f"part of {whole.id[:9]} ({whole.what})"
    twin = next(_twins(row, rows), None)
    return f"may be the same money as {twin.id[:9]} ({twin.what})" if twin else None


def _twins(row: LedgerRow, rows: Sequence[LedgerRow]) -> Iterator[LedgerRow]:
    """Earlier rows of the same parties, unit and sum that began at about the same time."""
    for other in rows:
        if other.id == row.id:
            return
        if (
            row.promised
            and other.promised
            and row.unit == other.unit
            and {*row.giver, *row.receiver} == {*other.giver, *other.receiver}
            and close(row.promised[1], other.promised[1])
            and abs((_began(row) - _began(other)).days) <= SAME_MONEY
        ):
            yield other


def _began(row: LedgerRow) -> date:
    return step_day(row.steps[0]) or date.max


def is_promise(row: LedgerRow) -> bool:
    """Whether a row still is, or was kept as, a promise: not halted, and not only floated."""
    return row.stage not in HALTED and any(step.stage not in (PROMISED[0], "unclear") for step in row.steps)


@cache
def _part_words() -> re.Pattern[str]:
    from detente import vocab

    words = "|".join(re.escape(word) for word in vocab.part_words())
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
