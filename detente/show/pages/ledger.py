"""Commitments on a page: rows by the stage they have come to, and what they come to by the rule."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from detente.explain.display import amount_in_words, names_of, one_line, range_in_words
from detente.keep.assembly.totals import RULE, Range, Total, add_up, records_in
from detente.model import STAGES, LedgerRow
from detente.show.pages import Figure, LedgerLine, LedgerStage, LedgerStep, LeftOutLine, Line, SumLine, Sums
from detente.show.pages.paragraph import count_rows
from detente.show.words.grouped import delay_in_words, step_in_words

_ROW = re.compile(r"\br([0-9a-f]{8}) \((.*)\)$", re.DOTALL)
"""Another row in what is said of one: the beginning of its id, and what it is."""


def stages_of(
    rows: Sequence[LedgerRow], lines: Sequence[Line], refs: Mapping[str, str]
) -> tuple[LedgerStage, ...]:
    """The rows of a ledger under the stages they have come to.

    Args:
        rows: the ledger.
        lines: its lines on the page.
        refs: the number on the page of each record.
    """
    line_of = {source.record: line for line in lines for source in line.sources}
    shown = {row.id: _ledger_line(row, line_of[row.tellings[0].record.id], refs) for row in rows}
    return tuple(
        LedgerStage(stage=stage, count=count_rows(found), rows=tuple(shown[row.id] for row in found))
        for stage in STAGES
        if (found := [row for row in rows if row.stage == stage])
    )


def sums_of(
    rows: Sequence[LedgerRow], refs: Mapping[str, str], by: Literal["giver", "receiver"] = "giver"
) -> Sums:
    """The sums of a ledger by who gives, and the rows that were not added, with the reason.

    Args:
        rows: the ledger of two states, or of one with all others.
        refs: the number on the page of each record.
        by: by whom it is added up: of one state that gives to many, by who receives.
    """
    by_id = {row.id: row for row in rows}
    totals = add_up(rows, by)
    lines = []
    for total in totals.totals:
        added = [by_id[id] for id in total.rows]
        lines.append(
            SumLine(
                giver=total.key if "not told" in total.key else names_of(tuple(total.key.split(", "))),
                count=count_rows(added),
                promised=_sum("promised", total, added),
                delivered=_sum("delivered", total, added),
                halted=_sum("halted", total, added),
            )
        )
    left = []
    for one in totals.left_out:
        why, of = _other(one.why, refs)
        records = tuple(telling.record.id for telling in by_id[one.row].tellings)
        left.append(LeftOutLine(what=one_line(one.what), why=why, of=of, records=records))
    return Sums(lines=tuple(lines), left_out=tuple(left), rule=RULE)


def _sum(column: str, total: Total, added: Sequence[LedgerRow]) -> Figure | None:
    """One of a total's sums, with the records of the rows that add to it."""
    amount: Range = getattr(total, column)
    if not amount[1]:
        return None
    return Figure(shown=range_in_words(amount, total.unit), counts="sum", records=records_in(column, added))


def _ledger_line(row: LedgerRow, line: Line, refs: Mapping[str, str]) -> LedgerLine:
    note, of = _other(row.overlaps, refs) if row.overlaps else (None, None)
    return LedgerLine(
        line=line,
        giver=names_of(row.giver),
        receiver=names_of(row.receiver) if row.receiver else "",
        what=one_line(row.what),
        sector=row.sector,
        promised=range_in_words(row.promised, row.unit) or None,
        delivered=range_in_words(row.delivered, row.unit) or None,
        delay=delay_in_words(row) or None,
        steps=tuple(
            LedgerStep(
                stage=f"{step.stage} again" if step.repeat else step.stage,
                when=step_in_words(step),
                amount=amount_in_words(step.amount),
                records=tuple(telling.record.id for telling in step.tellings),
            )
            for step in row.steps
        ),
        note=note,
        of=of,
    )


def _other(text: str, refs: Mapping[str, str]) -> tuple[str, str | None]:
    """What is said of a row, without the id of the other one that it names, and the number of that on the page."""
    found = _ROW.search(text)
    if found is None:
        return one_line(text), None
    number = next((ref for record, ref in refs.items() if record.startswith(found[1])), None)
    return one_line(f"{text[: found.start()]}“{found[2]}”"), number
