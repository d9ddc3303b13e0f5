"""What to check first: the happenings and commitments where an analyst's minute is worth most.

    worth = doubt + money + single / 2 + turning / 2

    doubt     1 - |2 x belief - 1|: most where belief is one half, none where it is sure either way
    money     log10 of the sum (in its own currency) / 12, at most 1; 0 where no money is named
    single    1 where one story alone tells it
    turning   1 where its article marks a turning point, or where values contradict each other

What an analyst has judged already is left out; a note is no judgement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log10

from detente.keep.assembled import happenings_of, ledger_of
from detente.keep.assembly.belief import weigh
from detente.keep.decisions import decisions_of
from detente.keep.engine import ask_rows
from detente.keep.judged import is_by_hand, standing
from detente.keep.store import Store
from detente.model import Belief, Decision, Happening, LedgerRow, Telling

_MOST_MONEY = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCheck:
    """One thing to check: its id, what it says is left to the one who shows it, worth, and the reasons in words."""

    of: Happening | LedgerRow
    belief: float
    worth: float
    reasons: tuple[str, ...]


def find_queue(store: Store, parties: Sequence[str] = ()) -> tuple[ToCheck, ...]:
    """What is to be checked of a project, or of one or two parties, what is worth most first.

    Raises:
        BrokenStore: the store cannot be read.
    """
    turning = {row["doc"] for row in ask_rows(store, "turning")}
    judged = {r.id for one in standing(decisions_of(store)) if _judges(one) for r in one.records}
    found: list[Happening | LedgerRow] = [*happenings_of(store, parties), *ledger_of(store, parties)]
    queue = [_weighed(one, turning) for one in found if not _is_judged(one.tellings, judged)]
    return tuple(sorted(queue, key=lambda one: (-one.worth, one.of.id)))


def _judges(decision: Decision) -> bool:
    return decision.layer == "record" and decision.verdict != "note"


def _is_judged(tellings: Iterable[Telling], judged: set[str]) -> bool:
    return any(telling.record.id in judged or is_by_hand(telling.record) for telling in tellings)


def belief_in(one: Happening | LedgerRow) -> Belief:
    """The belief in a happening, or in a row: that all its tellings together give."""
    return one.belief if isinstance(one, Happening) else weigh(one.tellings)


def _weighed(one: Happening | LedgerRow, turning: set[str]) -> ToCheck:
    belief = belief_in(one)
    single = len({telling.story for telling in one.tellings}) == 1
    turns = any(telling.record.evidence.doc in turning for telling in one.tellings)
    money = _money(one)
    doubt = 1 - abs(2 * belief.value - 1)
    reasons = (
        f"belief is {belief.value:.2f}" if doubt >= 0.5 else "",
        "much money" if money >= 0.7 else "",
        "one story alone tells it" if single else "",
        "its article marks a turning point" if turns else "",
        f"sources differ on {', '.join(rival.field for rival in one.rivals)}" if one.rivals else "",
    )
    return ToCheck(
        of=one,
        belief=belief.value,
        worth=round(doubt + money + 0.5 * single + 0.5 * (turns or bool(one.rivals)), 6),
        reasons=tuple(reason for reason in reasons if reason),
    )


def _money(one: Happening | LedgerRow) -> float:
    if isinstance(one, Happening) or not one.unit or not (len(one.unit) == 3 and one.unit.isupper()):
        return 0.0
    sums = [bound for amounts in (one.promised, one.delivered) if amounts for bound in amounts]
    largest = max(sums, default=Decimal(0))
    return min(1.0, log10(largest) / _MOST_MONEY) if largest > 1 else 0.0
