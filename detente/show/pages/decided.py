"""What analysts decided, as it is listed: of what, by whom, what it meets now, and whether it can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from detente.explain.display import one_line, shorten
from detente.keep.judged import Match
from detente.model import Decision
from detente.show.words.records import claim_in_words

EXCERPT = 140
_OUTCOMES = {
    "applies": "",
    "found again": "found again in a newer reading",
    "kept by the decision": "no coder reads it any more; the decision keeps it",
    "nothing to reject": "no coder reads it any more",
    "undone": "undone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """One decision."""

    id: str = field(metadata={"says": "v and a hash of all it says"})
    verdict: str = field(metadata={"says": "accept, reject, not-in-text, edit, split, merge, note, undo"})
    of: str = field(metadata={"says": "what was judged, in words"})
    more: int = field(metadata={"says": "how many more records or articles it names"})
    record: str | None = field(
        metadata={"says": "id of the record that it is now, or was; null for articles"}
    )
    doc: str | None = field(metadata={"says": "id of its article, null where it names none"})
    by: str = field(metadata={"says": "who decided"})
    at: str = field(metadata={"says": "when, in UTC"})
    changes: tuple[str, ...] = field(metadata={"says": "fields with their new values"})
    note: str = field(metadata={"says": "why, in the analyst's words"})
    outcome: str = field(
        metadata={"says": "what it meets in the newest reading, empty where it simply holds"}
    )
    undone: bool = field(metadata={"says": "whether it was taken back"})


def decision_lines(matches: Iterable[Match]) -> tuple[DecisionLine, ...]:
    """The decisions, the newest first; one on several records comes once."""
    by_id: dict[str, list[Match]] = {}
    for match in matches:
        by_id.setdefault(match.decision.id, []).append(match)
    known = {id: some[0].decision for id, some in by_id.items()}
    lines = [_line(some, known) for some in by_id.values()]
    return tuple(reversed(lines))


def _line(matches: list[Match], known: dict[str, Decision]) -> DecisionLine:
    decision = matches[0].decision
    records = decision.records
    outcome = next((m.outcome for m in matches if m.outcome != "applies"), "applies")
    return DecisionLine(
        id=decision.id,
        verdict=decision.verdict,
        of=_of(decision, known),
        more=max(0, len(records or decision.names) - 1),
        record=matches[0].record or (records[0].id if records else None),
        doc=records[0].evidence.doc if records else decision.names[0] if decision.layer == "story" else None,
        by=one_line(decision.by),
        at=f"{decision.at:%Y-%m-%d %H:%M} UTC",
        changes=tuple(f"{name} = {_value(value)}" for name, value in decision.changes),
        note=one_line(decision.note),
        outcome=_OUTCOMES[outcome],
        undone=outcome == "undone",
    )


def _of(decision: Decision, known: dict[str, Decision]) -> str:
    if decision.records:
        return shorten(claim_in_words(decision.records[0]), EXCERPT)
    if decision.layer == "decision":
        undone = known.get(decision.names[0])
        return f"{undone.verdict}: {_of(undone, known)}" if undone else decision.names[0]
    return f"article {decision.names[0][:8]}"


def _value(value: object) -> str:
    """A new value of a field, which stands there as JSON."""
    match value:
        case None:
            return "not stated"
        case list():
            return ", ".join(one_line(str(one)) for one in value) or "none"
        case {"from": since, "to": until}:
            return str(since) if since == until else f"{since or ''}..{until or ''}"
        case {"value": number, "unit": unit}:
            return one_line(f"{number} {unit}")
        case _:
            return one_line(str(value))
