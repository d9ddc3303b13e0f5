"""The analyst's hand over what a coder read: decisions found again by what they judged, and applied.

A decision names records as they stood. A newer coder may cut the sentence otherwise or read it anew, so a
record is found again by its content: the same article, evidence that overlaps, and the same claim in what
makes it that claim (the key fields of the record format's scoring, and the auxiliary modes). What an
analyst accepted or corrected stays in the record even when no coder reads it any more, because its evidence
still stands in the original.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from detente.errors import UnknownName
from detente.keep.jsonl import record_from_json, record_to_json
from detente.model import Decision, Record, Vote

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
_BY_HAND = "analyst"


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


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that hold, oldest first: those undone are left out, and an undoing may itself be undone."""
    undone: set[str] = set()
    held = []
    for decision in sorted(decisions, key=lambda d: (d.at, d.id), reverse=True):
        if decision.id in undone:
            continue
        if decision.verdict == "undo":
            undone |= set(decision.names)
        else:
            held.append(decision)
    return tuple(reversed(held))


def judge(records: Sequence[Record], decisions: Iterable[Decision]) -> Judged:
    """Applies decisions on records, oldest first, to what was read of the articles they concern."""
    there = {record.id: record for record in records}
    by_doc: defaultdict[str, dict[str, Record]] = defaultdict(dict)
    for record in records:
        by_doc[record.evidence.doc][record.id] = record
    matches = []
    for decision in decisions:
        if decision.layer == "record" and decision.verdict != "note":
            for judged in decision.records:
                matches.append(_apply(decision, judged, by_doc[judged.evidence.doc]))
    now = {id: record for kept in by_doc.values() for id, record in kept.items()}
    changed = {id for id, record in now.items() if there.get(id) != record}
    return Judged(
        out=frozenset(id for id in there if id not in now or id in changed),
        new=tuple(now[id] for id in sorted(changed)),
        matches=tuple(matches),
    )


def _apply(decision: Decision, judged: Record, kept: dict[str, Record]) -> Match:
    found = find_again(judged, kept.values())
    outcome: Outcome = "applies" if judged.id in kept else "found again"
    if found:
        del kept[found.id]
    if decision.verdict in ("accept", "edit"):
        by_hand = edited(judged, decision)
        kept[by_hand.id] = by_hand
        return Match(
            decision=decision, outcome=outcome if found else "kept by the decision", record=by_hand.id
        )
    return Match(
        decision=decision,
        outcome=outcome if found else "nothing to reject",
        record=found.id if found else None,
    )


def find_again(judged: Record, records: Iterable[Record]) -> Record | None:
    """The record that makes the claim of `judged` in its passage: the same one, else the most alike."""
    there = [record for record in records if record.evidence.doc == judged.evidence.doc]
    for record in there:
        if record.id == judged.id:
            return record
    alike = [record for record in there if _same_claim(judged, record) and _overlap(judged, record) > 0]
    return max(alike, key=lambda record: (_overlap(judged, record), record.id), default=None)


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
    vote = Vote(voter=f"{_BY_HAND} {decision.by}", choice=decision.verdict, confidence=1.0)
    return replace(changed, confidence=1.0, votes=(*record.votes, vote))


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
                f"a {record.kind} has no field {name!r}", mend=f"there are: {', '.join(sorted(known))}"
            )
        if part:
            line["speaker"] = {**(line["speaker"] or {"type": "unknown"}), part: value}
        else:
            line[head] = value
    try:
        return record_from_json(line)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise UnknownName(f"not a value that can stand there: {error}", where=record.id) from error
