"""Commitments → the ledger: one row for one promise through all its stages, whoever told it and how often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from detente.keep.assembly import promises
from detente.keep.assembly.groups import Pair, group
from detente.keep.assembly.likeness import Block, Known, blocks_of, likely, partners
from detente.keep.assembly.odds import least
from detente.keep.assembly.parts import told_apart, with_parts
from detente.keep.assembly.promises import PromiseFace, bag_of
from detente.keep.assembly.rivals import close, rival_of, version_of
from detente.keep.assembly.steps import (
    ARRIVED,
    HALTED,
    PROMISED,
    day_of,
    find_delay,
    find_steps,
    promise_of,
    stage_now,
    step_day,
)
from detente.keep.assembly.told import in_order, most_told
from detente.model import Codes, LedgerRow, Rival, Step, Sum, Telling, Version

Range = tuple[Decimal, Decimal]
ALL = 400
"""Commitments of one party up to which each is compared with each."""
SAME_NEWS = 10
"""Days between two tellings up to which "decided" in one and "discussed" in the other contradict each other."""
_PERCENT = "percent"
_LONGEST = 90


def assemble(
    tellings: Sequence[Telling],
    *,
    asked: date | None = None,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    known: Known | None = None,
) -> tuple[LedgerRow, ...]:
    """Commitments grouped into rows, in order of their first step, then of their id.

    Args:
        tellings: commitments with their articles; the order does not matter.
        asked: the last day of the record, to which delays are counted.
        together: ids of records that are one row, by an analyst.
        apart: ids of records that are not.
        known: how likely pairs are that were compared before; new ones are added.
    """
    by_id = {telling.record.id: telling for telling in tellings}
    faces = {id: promises.face_of(telling) for id, telling in by_id.items()}
    same = likely(_candidates(faces), faces, promises.same_promise, {} if known is None else known)
    barred = {*apart, *told_apart(tellings, same)}
    groups = group(faces, same, least=least("ledger"), together=together, apart=barred)
    rows = [_row([by_id[id] for id in ids], asked) for ids in groups]
    rows.sort(key=lambda row: (step_day(row.steps[0]) or date.max, row.id))
    return with_parts(rows)


def _candidates(faces: Mapping[str, PromiseFace]) -> list[Pair]:
    """Pairs that are comparable, each once, in order.

    Of parties with more than `ALL` commitments only pairs that share something that tells: a class of object, a
    model, a rare word, a sum.
    """
    parties = {id: face.parties for id, face in sorted(faces.items())}
    size = Counter(party for named in parties.values() for party in named)
    pairs: set[Pair] = set()
    for block in blocks_of(parties):
        few = min(size[party] for party in block.parties) <= ALL
        for ids, lone in [(block.ids, block.lone)] if few else _by_sign(block, faces):
            pairs.update((id, other) for id, others in partners(ids, lone) for other in others)
    return sorted(pairs)


def _by_sign(block: Block, faces: Mapping[str, PromiseFace]) -> Iterator[tuple[list[str], list[str]]]:
    """Those of a block that share a sign, with those of them that each is compared with."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for id in block.ids:
        for sign in promises.signs_of(faces[id]):
            found[sign].append(id)
    lone = set(block.lone)
    for ids in found.values():
        yield ids, [id for id in ids if id in lone]


def _row(members: Sequence[Telling], asked: date | None) -> LedgerRow:
    tellings = in_order(members)
    units = _units(tellings)
    unit = units[0] if units else None
    steps = find_steps(tellings, unit)
    giver, receiver = _sides(tellings)
    return LedgerRow(
        id=f"r{tellings[0].record.id}",
        giver=giver,
        receiver=receiver,
        what=_what(tellings),
        sector=most_told(tellings, lambda t: promise_of(t).sector, besides="general"),
        stage=stage_now(steps),
        steps=steps,
        unit=unit,
        promised=_promised(tellings, unit),
        delivered=_delivered(steps, unit),
        also=tuple(
            Sum(unit=other, promised=_promised(tellings, other), delivered=_delivered(steps, other))
            for other in units[1:]
        ),
        shares=_shares(tellings),
        delay=find_delay(tellings, steps, asked),
        rivals=_rivals(tellings, units),
    )


def _sides(tellings: Sequence[Telling]) -> tuple[Codes, Codes]:
    """Giver and receiver as most stories give them; where some tell who gives, a mutual one says less."""
    directed = [telling for telling in tellings if promise_of(telling).receiver]
    return most_told(directed or tellings, lambda t: (promise_of(t).giver, promise_of(t).receiver))


def _what(tellings: Sequence[Telling]) -> str:
    """The wording that shares most with the others, and is no whole sentence if one can help it."""
    bags = {promise_of(telling).what: bag_of(promise_of(telling).what) for telling in tellings}
    shared = Counter(word for bag in bags.values() for word in bag)

    def worth(what: str) -> tuple[bool, float, int]:
        words = bags[what]
        return (
            len(what) <= _LONGEST,
            sum(words[w] * (shared[w] - 1) for w in words) + sum(words.values()) / 9,
            -len(what),
        )

    return max(bags, key=worth)


def _units(tellings: Sequence[Telling]) -> list[str]:
    """What the row is counted in: money first, then the unit that most tellings use; never percent."""
    units = Counter(a.unit for t in tellings if (a := promise_of(t).amount) and a.unit != _PERCENT)
    return sorted(units, key=lambda unit: (not _is_money(unit), -units[unit], unit))


def _is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()


def _promised(tellings: Sequence[Telling], unit: str | None) -> Range | None:
    """What was announced or agreed; where no amount is told with either, what was floated, else begun or halted."""
    for stages in (("announced", "agreed"), ("floated",), ("started", *HALTED, "unclear")):
        values = [value for found in _values(tellings, unit, stages).values() for value in found]
        if values:
            return min(values), max(values)
    return None


def _delivered(steps: Sequence[Step], unit: str | None) -> Range | None:
    """At least the largest delivery that nobody disputes, at most all of them together.

    A text seldom says whether a figure is one more delivery or all so far; so both ends are given. Figures of one
    article are parts, those of several articles on one step are rivals.
    """
    by_step = [list(found.values()) for step in steps if (found := _values(step.tellings, unit, ARRIVED))]
    if not by_step:
        return None
    least = max(min(max(article) for article in articles) for articles in by_step)
    return least, sum(
        (max(sum(article, Decimal(0)) for article in articles) for articles in by_step), Decimal(0)
    )


def _values(tellings: Iterable[Telling], unit: str | None, stages: Sequence[str]) -> dict[str, set[Decimal]]:
    """The amounts in a unit that are told with some stages, by article."""
    found: dict[str, set[Decimal]] = {}
    for telling in tellings:
        claim = promise_of(telling)
        if claim.amount and claim.amount.unit == unit and claim.stage in stages:
            found.setdefault(telling.record.evidence.doc, set()).add(claim.amount.value)
    return found


def _shares(tellings: Sequence[Telling]) -> tuple[Version, ...]:
    """Shares in percent, which are no money and are never added."""
    by_value: dict[Decimal, list[Telling]] = {}
    for telling in tellings:
        amount = promise_of(telling).amount
        if amount and amount.unit == _PERCENT:
            by_value.setdefault(amount.value, []).append(telling)
    return tuple(
        version_of([f"{value.normalize():f} percent"], told) for value, told in sorted(by_value.items())
    )


def _rivals(tellings: Sequence[Telling], units: Sequence[str]) -> tuple[Rival, ...]:
    promised = [t for t in tellings if promise_of(t).stage in PROMISED]
    arrived = [t for t in tellings if promise_of(t).stage in ARRIVED]
    found = (
        _stage_rival(promised),
        *(_amount_rival("amount promised", promised, unit) for unit in units),
        *(_amount_rival("amount delivered", told, unit) for told in _by_news(arrived) for unit in units),
    )
    return tuple(rival for rival in found if rival)


def _amount_rival(field: str, tellings: Sequence[Telling], unit: str | None) -> Rival | None:
    """Figures of one article stand beside each other as parts; those of different articles are rivals."""
    by_doc: defaultdict[str, set[Decimal]] = defaultdict(set)
    known: list[Decimal] = []
    for telling in tellings:
        amount = promise_of(telling).amount
        if amount and amount.unit == unit:
            value = next((one for one in known if close(one, amount.value)), amount.value)
            known.append(value)
            by_doc[telling.record.evidence.doc].add(value)
    given = {
        id(telling): (
            telling,
            frozenset(f"{v.normalize():,f} {unit}" for v in by_doc[telling.record.evidence.doc]),
        )
        for telling in tellings
        if (amount := promise_of(telling).amount) and amount.unit == unit
    }
    return rival_of(field, given)


def _stage_rival(promised: Sequence[Telling]) -> Rival | None:
    """Decided or only discussed, as different articles tell within some days."""
    for news in _by_news(promised):
        stages: defaultdict[str, set[str]] = defaultdict(set)
        for telling in news:
            settled = promise_of(telling).stage != "floated"
            stages[telling.record.evidence.doc].add("decided" if settled else "discussed")
        given = {id(t): (t, frozenset(stages[t.record.evidence.doc])) for t in news}
        found = rival_of("stage", given)
        if found:
            return found
    return None


def _by_news(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Tellings whose days lie close together: those that can contradict each other on the same step."""
    groups: list[list[Telling]] = []
    for telling in sorted(tellings, key=lambda t: day_of(t) or date.max):
        day, last = day_of(telling), day_of(groups[-1][-1]) if groups else None
        if day and last and (day - last).days <= SAME_NEWS:
            groups[-1].append(telling)
        else:
            groups.append([telling])
    return groups
