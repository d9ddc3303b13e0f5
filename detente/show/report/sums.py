"""What the ledger comes to: money and things promised and delivered, added by the rule, each sum with its records."""

from __future__ import annotations

from collections.abc import Sequence

from detente.explain.display import names_of, one_line, range_in_words
from detente.keep.assembly.totals import RULE, add_up
from detente.model import LedgerRow
from detente.show.pages import Figure
from detente.show.report import LeftOutLine, SumLine, Sums


def sums_of(rows: Sequence[LedgerRow]) -> Sums:
    """The sums of a ledger by who gives, and the rows that were not added, with the reason.

    Args:
        rows: the ledger of two states.
    """
    by_id = {row.id: row for row in rows}
    totals = add_up(rows, "giver")
    lines = []
    for total in totals.totals:
        ids = tuple(telling.record.id for id in total.rows for telling in by_id[id].tellings)
        promised, delivered, halted = (
            Figure(shown=range_in_words(amount, total.unit), counts="sum", records=ids) if amount[1] else None
            for amount in (total.promised, total.delivered, total.halted)
        )
        giver = names_of(tuple(total.key.split(", "))) if total.key != "not told" else total.key
        lines.append(SumLine(giver=giver, promised=promised, delivered=delivered, halted=halted))
    left = tuple(
        LeftOutLine(
            what=one_line(one.what),
            why=one_line(one.why),
            records=tuple(telling.record.id for telling in by_id[one.row].tellings),
        )
        for one in totals.left_out
    )
    return Sums(lines=tuple(lines), left_out=left, rule=RULE)
