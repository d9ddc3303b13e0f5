"""The analyst's hand over what a coder read: decisions found again by what they judged, and applied.

A decision names records as they stood. A newer coder may cut the sentence otherwise or read it anew, so a
record is found again by its content: the same article, evidence that overlaps, and the same claim in what
makes it that claim (the key fields of the record format's scoring, and the auxiliary modes). What an
analyst accepted or corrected stays in the record even when no coder reads it any more, because its evidence
still stands in the original.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import combinations
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from detente.errors import UnknownName
from detente.keep.jsonl import record_from_json, record_to_json
from detente.model import Amount, Decision, Record, Speaker, Vote, plain

Outcome = Literal["applies", "found again", "kept by the decision", "nothing to reject", "undone"]

KEY_FIELDS: dict[str, tuple[str, ...]] = {
    "actor": ("code",),
    "event": ("type", "actors", "recipients", "aux"),
    "commitment": ("giver", "receiver", "amount", "stage"),
    "statement": ("form",),
    "interest": ("holder",),
    "causal": ("polarity",),
    "tilt": ("who", "toward", "away_from"),
    "system": (),
    "implication": ("third", "sign"),
}
CODE_FIELDS = frozenset("actors recipients giver receiver holder toward who away_from".split())
"""Fields of claims that hold parties."""
BY_HAND = "analyst"
"""The voter of a record that an analyst accepted or corrected, followed by the name."""
_LARGEST = Decimal(10) ** 31
Names = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a decision meets in the newest reading: how it was found, and which record it is now (if any)."""

    decision: Decision
    outcome: Outcome
    record: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What decisions do to the records of a reading: ids that go, records that come, and each decision's outcome."""

    out: frozenset[str]
    new: tuple[Record, ...]
    matches: tuple[Match, ...]


def undone_of(decisions: Iterable[Decision]) -> frozenset[str]:
    """Ids of the decisions that are undone; an undoing that is undone itself undoes nothing."""
    undoings: dict[str, list[Decision]] = {}
    every = list(decisions)
    for one in every:
        for name in one.names if one.verdict == "undo" else ():
            undoings.setdefault(name, []).append(one)

    def is_undone(id: str) -> bool:  # ends, because a decision's id is made of the ids that it undoes
        return any(not is_undone(undoing.id) for undoing in undoings.get(id, ()))

    return frozenset(one.id for one in every if is_undone(one.id))


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that hold, oldest first: those undone, and the undoings, are left out."""
    every = list(decisions)
    undone = undone_of(every)
    held = [one for one in every if one.id not in undone and one.verdict != "undo"]
    return tuple(sorted(held, key=lambda one: (one.at, one.id)))


def pairs_of_verdicts(
    told: Iterable[tuple[str, Sequence[str]]],
) -> tuple[tuple[Names, ...], tuple[Names, ...]]:
    """Merges and splits, oldest first, as pairs that belong together and pairs that do not; the later word holds.

    A merge joins all that it names. A split takes the first out of all that earlier merges joined it with, and sets
    it apart from the others named.
    """
    together: set[Names] = set()
    apart: set[Names] = set()
    for verdict, names in told:
        if verdict == "merge":
            pairs = {(min(a, b), max(a, b)) for a, b in combinations(dict.fromkeys(names), 2)}
            together |= pairs
            apart -= pairs
        else:
            together = {pair for pair in together if names[0] not in pair}
            apart |= {(min(names[0], other), max(names[0], other)) for other in names[1:]}
    return tuple(sorted(together)), tuple(sorted(apart))


def lineage_of(decisions: Iterable[Decision]) -> dict[str, Record]:
    """For the ids of records that decisions made (also those undone since) the record that they were made from."""
    return {
        edited(record, one).id: record
        for one in decisions
        if one.layer == "record" and one.verdict in ("accept", "edit")
        for record in one.records
    }


def judge(
    records: Sequence[Record], decisions: Iterable[Decision], lineage: Mapping[str, Record] | None = None
) -> Judged:
    """Applies decisions on records, oldest first, to what was read of the articles they concern.

    `lineage` (see `lineage_of`) lets a decision on a corrected record find what it was made from, where the
    correction itself was undone.
    """
    there = {record.id: record for record in records}
    by_doc: defaultdict[str, dict[str, Record]] = defaultdict(dict)
    for record in records:
        by_doc[record.evidence.doc][record.id] = record
    matches = []
    state = _State(lineage=lineage or {}, became={}, gone={})
    for decision in decisions:
        if decision.layer == "record" and decision.verdict != "note":
            for judged in decision.records:
                matches.append(_apply(decision, judged, by_doc[judged.evidence.doc], state))
    now = {id: record for kept in by_doc.values() for id, record in kept.items()}
    changed = {id for id, record in now.items() if there.get(id) != record}
    return Judged(
        out=frozenset(id for id in there if id not in now or id in changed),
        new=tuple(now[id] for id in sorted(changed)),
        matches=tuple(matches),
    )


@dataclass(frozen=True, slots=True)
class _State:
    """What earlier decisions did: records made from others, what became of a record, and what was rejected."""

    lineage: Mapping[str, Record]
    became: dict[str, str]
    gone: dict[str, str]


def _apply(decision: Decision, judged: Record, kept: dict[str, Record], state: _State) -> Match:
    """One decision on one record, which is looked for as it stood, as it became since, and as what it was made from."""
    by_hand = edited(judged, decision) if decision.verdict in ("accept", "edit") else None
    if judged.id in state.gone and judged.id not in kept and not by_hand:
        return Match(decision=decision, outcome="applies", record=state.gone[judged.id])
    found = _look_up(judged, kept, state) or (by_hand and find_again(by_hand, kept.values()))
    outcome: Outcome = "applies" if found and found.id == judged.id else "found again"
    if found:
        del kept[found.id]
    if by_hand:
        kept[by_hand.id] = by_hand
        for id in {judged.id, found.id if found else judged.id} - {by_hand.id}:
            state.became[id] = by_hand.id
        state.gone.pop(judged.id, None)
        return Match(
            decision=decision, outcome=outcome if found else "kept by the decision", record=by_hand.id
        )
    if found:
        state.gone[judged.id] = found.id
    return Match(
        decision=decision,
        outcome=outcome if found else "nothing to reject",
        record=found.id if found else None,
    )


def _look_up(judged: Record, kept: Mapping[str, Record], state: _State) -> Record | None:
    id, seen = judged.id, set[str]()
    while id not in kept and id in state.became and id not in seen:
        seen.add(id)
        id = state.became[id]
    if id in kept:
        return kept[id]
    origin: Record | None = judged
    while origin and origin.id not in seen:
        seen.add(origin.id)
        found = find_again(origin, kept.values())
        if found:
            return found
        origin = state.lineage.get(origin.id)
    return None


def find_again(judged: Record, records: Iterable[Record]) -> Record | None:
    """The record that makes the claim of `judged` in its passage: the same one, else the most alike."""
    there = [record for record in records if record.evidence.doc == judged.evidence.doc]
    for record in there:
        if record.id == judged.id:
            return record
    alike = [record for record in there if _same_claim(judged, record) and _overlap(judged, record) > 0]
    return max(
        alike,
        key=lambda record: (_overlap(judged, record), _likeness(judged, record), record.id),
        default=None,
    )


def _likeness(a: Record, b: Record) -> float:
    """How much of what two claims say is the same, 0 to 1."""
    one, other = (json.dumps(plain(record.claim), ensure_ascii=False) for record in (a, b))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _same_claim(a: Record, b: Record) -> bool:
    if a.kind != b.kind:
        return False
    if a.kind in ("statement", "system") or (a.speaker is None) != (b.speaker is None):
        one, other = a.speaker, b.speaker
        if (one is None) != (other is None):
            return False
        if one and other and (one.name or one.role, one.of) != (other.name or other.role, other.of):
            return False
    return all(getattr(a.claim, name) == getattr(b.claim, name) for name in KEY_FIELDS[a.kind])


def _overlap(a: Record, b: Record) -> int:
    return min(a.evidence.end, b.evidence.end) - max(a.evidence.start, b.evidence.start)


def edited(record: Record, decision: Decision) -> Record:
    """The record as an accepting or editing decision leaves it: sure, and signed by the analyst.

    Raises:
        UnknownName: a field that the claim does not have, or a value that it cannot take.
    """
    changed = with_changes(record, dict(decision.changes))
    vote = Vote(voter=f"{BY_HAND} {decision.by}", choice=decision.verdict, confidence=1.0)
    return replace(changed, confidence=1.0, votes=(*record.votes, vote))


def is_by_hand(record: Record) -> bool:
    """Whether an analyst accepted or corrected it."""
    return any(vote.voter.startswith(f"{BY_HAND} ") for vote in record.votes)


def with_changes(record: Record, changes: Mapping[str, Any]) -> Record:
    """The record with other values in some fields, named and written as in the record format.

    `speaker` is replaced as a whole; `speaker.name` and the like in part.

    Raises:
        UnknownName: a field that the claim does not have, or a value that it cannot take.
    """
    known = {f.name for f in fields(record.claim)} | {"speaker"}
    line = record_to_json(record)
    for name, value in changes.items():
        head, _, part = name.partition(".")
        if head not in known or (part and head != "speaker"):
            raise UnknownName(
                f"no field {name!r} in: {record.kind}", mend=f"there are: {', '.join(sorted(known))}"
            )
        if part and part not in {f.name for f in fields(Speaker)}:
            parts = ", ".join(f.name for f in fields(Speaker))
            raise UnknownName(f"a speaker has no {part!r}", mend=f"there are: {parts}")
        if part:
            line["speaker"] = {**(line["speaker"] or {"type": "unknown"}), part: value}
        else:
            line[head] = value
    try:
        changed = record_from_json(line)
        hints = get_type_hints(type(changed.claim))
        for field in fields(changed.claim):
            _check(field.name, hints[field.name], getattr(changed.claim, field.name))
        for field in fields(Speaker) if changed.speaker else ():
            _check(
                f"speaker.{field.name}",
                get_type_hints(Speaker)[field.name],
                getattr(changed.speaker, field.name),
            )
    except (ValueError, TypeError, ArithmeticError) as error:
        raise UnknownName(f"not a value that can stand there: {error}", where=record.id) from error
    return changed


def _check(name: str, hint: Any, value: Any) -> None:
    """Looks that a value is what its field's type says.

    Raises:
        ValueError: it is not.
    """
    options = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    if value is None:
        if NoneType not in options:
            raise ValueError(f"{name} cannot be empty")
        return
    words = [word for option in options if get_origin(option) is Literal for word in get_args(option)]
    if words and value not in words:
        raise ValueError(f"{name} is one of {', '.join(words)}, not {value!r}")
    if bool in options and not isinstance(value, bool):
        raise ValueError(f"{name} is true or false, not {value!r}")
    if str in options and not (isinstance(value, str) and value.strip()):
        raise ValueError(f"{name} is words, not {value!r}")
    if isinstance(value, Amount):
        known = (
            value.value.is_finite()
            and abs(value.value) < _LARGEST
            and isinstance(value.unit, str)
            and value.unit
        )
        if not known:
            raise ValueError(f"{name} is a number and a unit, not {value.value} {value.unit}")
