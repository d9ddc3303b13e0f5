"""A happening or a row of the ledger with all that tell of it: each sentence in its place, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from detente.explain.display import days_in_words, one_line, speaker_in_words, when_in_words
from detente.explain.queue import belief_in
from detente.keep.judged import BY_HAND
from detente.model import Document, Happening, LedgerRow, Outlet, Record, Rival, Telling
from detente.show.pages.lines import Passage, Source, Standing
from detente.show.pages.passages import find_passages, source_of
from detente.show.words.grouped import explain_belief, happening_in_words, row_in_words
from detente.show.words.records import KIND_WORDS, claim_in_words, label_of, standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One record as it is shown beside its sentence."""

    id: str = field(metadata={"says": "id of the record"})
    doc: str = field(metadata={"says": "id of the article"})
    kind: str = field(metadata={"says": "kind of record, in words"})
    label: str = field(metadata={"says": "what sort of event, tie, claim or saying it is, in a word"})
    says: str = field(metadata={"says": "the claim in words"})
    when: str = field(metadata={"says": "its days in words; empty for claims that have none"})
    standing: Standing = field(metadata={"says": "fact, background, planned, supposed or denied"})
    speaker: str | None = field(metadata={"says": "who says so, null where the article itself asserts it"})
    confidence: float = field(
        metadata={"says": "how sure the coder is that it read the sentence right, 0 to 1"}
    )
    coder: str = field(metadata={"says": "which rule or model made it"})
    votes: tuple[tuple[str, str, float], ...] = field(
        metadata={"says": "each vote on it: who, for what, how sure"}
    )
    by_hand: str | None = field(
        metadata={"says": "the analyst who accepted or corrected it last, null for none"}
    )
    grouped: bool = field(metadata={"says": "whether it can belong to a happening or a row of the ledger"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A record with its sentence, and the paragraph in which that stands."""

    told: Told = field(metadata={"says": "the record"})
    source: Source = field(metadata={"says": "its sentence, with the article"})
    passages: tuple[Passage, ...] = field(
        metadata={"says": "the paragraph of the sentence, and those around it"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalVersion:
    """One of several values that cannot all be right."""

    value: str = field(metadata={"says": "the value in words"})
    tellers: tuple[str, ...] = field(metadata={"says": "who gives it"})
    sources: tuple[Source, ...] = field(metadata={"says": "the sentences that give it"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalPart:
    """Values of one field side by side, the best supported first."""

    on: str = field(metadata={"says": "the field on which they differ"})
    versions: tuple[RivalVersion, ...] = field(metadata={"says": "the values"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """How a belief comes about, in lines: each story, then the rule."""

    of: str = field(metadata={"says": "the stage of a commitment, empty for a happening"})
    value: float = field(metadata={"says": "the belief, 0 to 1"})
    lines: tuple[str, ...] = field(metadata={"says": "the arithmetic"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPart:
    """A happening or a row of the ledger."""

    id: str = field(metadata={"says": "h or r, and the id of the record that told it first"})
    kind: Literal["happening", "row"] = field(metadata={"says": "happening, or row of the ledger"})
    says: str = field(metadata={"says": "what happened, or who owes what to whom, and when"})
    belief: float = field(metadata={"says": "how far its tellings bear it out, 0 to 1"})
    stories: int = field(metadata={"says": "independent stories that tell it"})
    reckoned: tuple[Reckoned, ...] = field(metadata={"says": "the arithmetic of its belief"})
    tellings: tuple[Placed, ...] = field(metadata={"says": "the records, each with its sentence"})
    rivals: tuple[RivalPart, ...] = field(metadata={"says": "where they differ"})


def told_of(record: Record) -> Told:
    """A record as it is shown."""
    when = getattr(record.claim, "when", None)
    hands = [vote.voter for vote in record.votes if vote.voter.startswith(f"{BY_HAND} ")]
    return Told(
        id=record.id,
        doc=record.evidence.doc,
        kind=KIND_WORDS[record.kind],
        label=label_of(record),
        says=claim_in_words(record),
        when=when_in_words(when) if hasattr(record.claim, "when") else "",
        standing=standing_of(record),
        speaker=speaker_in_words(record.speaker),
        confidence=record.confidence,
        coder=record.coder,
        votes=tuple((vote.voter, vote.choice, vote.confidence) for vote in record.votes),
        by_hand=hands[-1].removeprefix(f"{BY_HAND} ") if hands else None,
        grouped=record.kind in ("event", "commitment"),
    )


def placed_of(record: Record, document: Document) -> Placed:
    """A record with its sentence in its paragraph."""
    return Placed(
        told=told_of(record),
        source=source_of(record, document),
        passages=find_passages(document, [record]),
    )


def says_of(one: Happening | LedgerRow) -> str:
    """What happened and when, or who owes what to whom and how far it has come."""
    return happening_in_words(one) if isinstance(one, Happening) else f"{row_in_words(one)} [{one.stage}]"


def part_of(
    one: Happening | LedgerRow, documents: Mapping[str, Document], outlets: Mapping[str, Outlet]
) -> GroupPart:
    """A happening or row with its tellings.

    Args:
        one: what is shown.
        documents: the articles of its tellings, by id.
        outlets: what the user knows of outlets.
    """
    records = [telling.record for telling in one.tellings]
    return GroupPart(
        id=one.id,
        kind="happening" if isinstance(one, Happening) else "row",
        says=says_of(one),
        belief=round(belief_in(one).value, 2),
        stories=len({telling.story for telling in one.tellings}),
        reckoned=tuple(_reckoned(one, outlets)),
        tellings=tuple(placed_of(record, documents[record.evidence.doc]) for record in records),
        rivals=tuple(_rival(rival, one.tellings, documents) for rival in one.rivals),
    )


def _reckoned(one: Happening | LedgerRow, outlets: Mapping[str, Outlet]) -> Iterable[Reckoned]:
    if isinstance(one, Happening):
        lines = explain_belief(one.belief, outlets).split("\n")
        return [Reckoned(of="", value=round(one.belief.value, 2), lines=tuple(lines))]
    return [
        Reckoned(
            of=f"{step.stage}, {days_in_words(step.since or step.told, step.until or step.told)}",
            value=round(step.belief.value, 2),
            lines=tuple(explain_belief(step.belief, outlets).split("\n")),
        )
        for step in one.steps
    ]


def _rival(rival: Rival, tellings: Sequence[Telling], documents: Mapping[str, Document]) -> RivalPart:
    records = {telling.record.id: telling.record for telling in tellings}
    return RivalPart(
        on=one_line(rival.field),
        versions=tuple(
            RivalVersion(
                value=one_line(version.value),
                tellers=tuple(map(one_line, version.tellers)),
                sources=tuple(
                    source_of(records[id], documents[records[id].evidence.doc])
                    for id in version.records
                    if id in records
                ),
            )
            for version in rival.versions
        ),
    )
