"""Parts and umbrellas: which rows of the ledger hold money that another row holds too.

After AidData's coding manual (TUFF 3.0, "umbrella agreements" and "recommended for aggregates"): a
framework and the deals under it are kept as rows, and only one of the two is added up. A row is a part of
another where an article names both sums close together, the part's is smaller, and a word between them says
that it belongs to it ("of which", "would go into"; `vocab/parts.tsv`); or where its share is told in percent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from detente.code.numbers.amounts import find_amounts
from detente.keep.assembly.groups import Pair
from detente.keep.assembly.rivals import close
from detente.keep.assembly.steps import BINDING, HALTED, done_before, promise_of, step_day
from detente.model import LedgerRow, Telling, codes
from detente.vocab.tables import cache

_ENDS = re.compile(r"[.!?][”\"]?\s|\n\s*\n")
NEAR = 500
"""Characters between a whole and its part."""
BEHIND = 25
"""Characters behind a part's amount in which a word may still tell that it is one: "USD 2 billion would go into"."""
SAME_MONEY = 60
"""Days between two rows of the same sum and parties up to which they may be the same money."""


def with_parts(rows: Sequence[LedgerRow]) -> tuple[LedgerRow, ...]:
    """The rows, each with the rows that contain it and those that may be the same money, if there are any."""
    by_doc: dict[str, dict[str, LedgerRow]] = {}
    for row in rows:
        for telling in row.tellings:
            by_doc.setdefault(telling.record.evidence.doc, {})[row.id] = row
    near = {
        row.id: {id: o for t in row.tellings for id, o in by_doc[t.record.evidence.doc].items()}
        for row in rows
    }
    wholes = {
        row.id: [other for _, other in sorted(near[row.id].items()) if _contains(other, row)] for row in rows
    }
    twins = _twins(rows)
    return tuple(_placed(row, wholes, twins[row.id]) for row in rows)


def _placed(row: LedgerRow, wholes: Mapping[str, list[LedgerRow]], twins: Sequence[LedgerRow]) -> LedgerRow:
    above: dict[str, LedgerRow] = {}
    look = list(wholes[row.id])
    while look:
        whole = look.pop()
        if whole.id not in above and whole.id != row.id:
            above[whole.id] = whole
            look += wholes[whole.id]
    nearest = min(wholes[row.id], key=lambda whole: (_size(whole), whole.id), default=None)
    overlaps = None
    if nearest:
        overlaps = f"part of {nearest.id[:9]} ({nearest.what})"
    elif twins:
        overlaps = f"may be the same money as {twins[0].id[:9]} ({twins[0].what})"
    return replace(
        row,
        part_of=nearest.id if nearest else None,
        wholes=codes(above),
        twins=codes(twin.id for twin in twins),
        overlaps=overlaps,
    )


def _size(row: LedgerRow) -> Decimal:
    """The most that was promised or delivered."""
    return max((amount[1] for amount in (row.promised, row.delivered) if amount), default=Decimal(0))


def told_apart(tellings: Iterable[Telling], likely: Iterable[Pair] = ()) -> tuple[Pair, ...]:
    """Pairs of records that cannot be one commitment.

    An article tells one as a part of the other, or both as parts, or one as what came and the other as the rest; or one
    was completed before the other was promised: that is looked at for the pairs that are `likely` at all.
    """
    by_doc: dict[str, list[Telling]] = {}
    tellings = list(tellings)
    for telling in tellings:
        if promise_of(telling).amount:
            by_doc.setdefault(telling.record.evidence.doc, []).append(telling)
    pairs: set[Pair] = set()
    by_id = {telling.record.id: telling for telling in tellings}
    for a, b in likely:
        if done_before(by_id[a], by_id[b]) or done_before(by_id[b], by_id[a]):
            pairs.add((a, b))
    for told in by_doc.values():
        for big in told:
            parts = [t for t in told if t is not big and _is_part(big, t) and not _has_come_of(big, t)]
            pairs |= {(big.record.id, small.record.id) for small in parts if promise_of(small).amount}
            pairs |= {
                (a.record.id, b.record.id)
                for a, b in combinations(parts, 2)
                if promise_of(a).amount != promise_of(b).amount
            }
            came = [t for t in told if _has_come_of(big, t)]
            rests = [small for small in parts if _rest_words().search(small.record.evidence.text)]
            pairs |= {(a.record.id, b.record.id) for a in rests for b in came if a is not b}
    return tuple(sorted(pairs))


def _has_come_of(whole: Telling, telling: Telling) -> bool:
    """Is it a delivery beside a promise: how far the whole has come, and no part that is owed by itself?"""
    return promise_of(telling).stage == "delivered" and promise_of(whole).stage in ("announced", "agreed")


def _contains(whole: LedgerRow, part: LedgerRow) -> bool:
    if whole.id == part.id or not _size(whole) or not _same_parties(whole, part):
        return False
    if _size(part) and part.unit == whole.unit and _size(part) >= _size(whole):
        return False
    return any(_is_part(big, small) for big in whole.tellings for small in part.tellings)


def _is_part(big: Telling, small: Telling) -> bool:
    """Whether one article tells the smaller as a part of the larger."""
    one, other = promise_of(big).amount, promise_of(small).amount
    a, b = big.record.evidence, small.record.evidence
    if not one or not other or a.doc != b.doc or b.start < a.start or b.start - a.end > NEAR:
        return False
    smaller = other.unit == "percent" or (other.unit == one.unit and other.value < one.value)
    words = _part_words(one_sentence=not _ENDS.search(_text_between(big, small)))
    return smaller and one.unit != "percent" and bool(words.search(_between(big, small)))


def _text_between(big: Telling, small: Telling) -> str:
    """What stands between the evidence of two tellings of one article, with the last sign of the first."""
    a, b = big.record.evidence, small.record.evidence
    at = big.context.find(a.text)
    return a.text[-1:] + (big.context[at + len(a.text) : at + b.start - a.start] if at >= 0 else " ")


def _between(big: Telling, small: Telling) -> str:
    """The text from the larger amount (or its sentence) to just behind the smaller, as far as it is at hand."""
    a, b = big.record.evidence, small.record.evidence
    at = big.context.find(a.text)
    text = big.context[at : at + b.end - a.start + BEHIND] if at >= 0 else ""
    found = find_amounts(text)
    start = next((one.end for one in found if one.amount == promise_of(big).amount), a.end - a.start)
    behind = [one.end for one in found if one.amount == promise_of(small).amount and one.start >= start]
    return text[start : behind[-1] + BEHIND if behind else None]


def _same_parties(a: LedgerRow, b: LedgerRow) -> bool:
    """Whether both are between the same: who gives and who receives, as far as both tell it."""
    if not a.receiver or not b.receiver:
        return {*a.giver, *a.receiver} == {*b.giver, *b.receiver}
    return bool({*a.giver} & {*b.giver}) and bool({*a.receiver} & {*b.receiver})


def _twins(rows: Sequence[LedgerRow]) -> dict[str, list[LedgerRow]]:
    """For each row the earlier ones of the same parties, unit and sum that began at about the same time.

    Of a promise only promises, and of what is only told as delivered only such.
    """
    before: dict[tuple[frozenset[str], str | None, bool], list[LedgerRow]] = {}
    found: dict[str, list[LedgerRow]] = {}
    for row in rows:
        sides = frozenset((*row.giver, *row.receiver))
        alike = before.setdefault((sides, row.unit, row.promised is not None), [])
        found[row.id] = [
            other
            for other in alike
            if _size(row)
            and close(_size(row), _size(other))
            and abs((_began(row) - _began(other)).days) <= SAME_MONEY
        ]
        alike.append(row)
    return found


def _began(row: LedgerRow) -> date:
    return step_day(row.steps[0]) or date.max


def is_promise(row: LedgerRow) -> bool:
    """Whether a row still is, or was kept as, a promise: not halted, and not only floated."""
    return row.stage not in HALTED and any(step.stage in BINDING for step in row.steps)


@cache
def _part_words(*, one_sentence: bool) -> re.Pattern[str]:
    """Words that make a part. Within one sentence those of giving do not: "10 billion would go into A and 2 into B"."""
    from detente import vocab

    words = "|".join(re.escape(row.words) for row in vocab.part_words() if not (one_sentence and row.gives))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@cache
def _rest_words() -> re.Pattern[str]:
    """Words for what has not come yet: "50 of the 200 buses have arrived; the rest is due in May"."""
    from detente import vocab

    words = (re.escape(word) for word, share in vocab.shares().items() if share == "rest")
    return re.compile(rf"\bthe (?:{'|'.join(words)})\b", re.IGNORECASE)
