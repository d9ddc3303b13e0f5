"""What many articles say together: stories, happenings, the ledger, and the analyst's decisions.

A `Story` is one text and what derives from it; a `Happening` is what events of several articles tell of; a
`LedgerRow` is one commitment through all its stages. Each holds the ids of the records it was made from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, get_args

from detente.model.claimed import Amount, Basis, Codes, PloverType, Record, Sector, Stage
from detente.model.plain import digest

Derivation = Literal["copy", "rewrite", "excerpt"]
Attribution = Literal["seen", "party", "opponent", "third", "anonymous"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal["1", "2", "3", "4", "5", "6"]
Verdict = Literal["accept", "reject", "not-in-text", "edit", "split", "merge", "note", "undo"]
Layer = Literal["record", "happening", "ledger", "story", "decision"]

DERIVATIONS: tuple[str, ...] = get_args(Derivation)
ATTRIBUTIONS: tuple[str, ...] = get_args(Attribution)
RELIABILITIES: tuple[str, ...] = get_args(Reliability)
CREDIBILITIES: tuple[str, ...] = get_args(Credibility)
VERDICTS: tuple[str, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Of two articles one text derives from the other's; `doc` is the smaller id. `likeness` is 0 to 1."""

    doc: str
    other: str
    how: Derivation
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One text and its copies, rewrites and excerpts: one independent voice, however often it is printed.

    `docs` are its articles, the first published first; `id` is "s" and the id of that one.
    """

    id: str
    docs: tuple[str, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """What the user knows of an outlet: two ratings of the Admiralty code, and two flags.

    `reliability` is of the source, A (reliable) to F (cannot be judged); `credibility` of its information,
    1 (confirmed) to 6 (cannot be judged). They are shown side by side and enter no arithmetic.
    Source: NATO AJP-2.1, annex on evaluation.
    """

    name: str
    reliability: Reliability = "F"
    credibility: Credibility = "6"
    state_controlled: bool = False
    opinion: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A record with what is to be known of its article: who published it when, in which story, what stands around."""

    record: Record
    outlet: str | None = None
    title: str | None = None
    published: date | None = None
    story: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One independent story in the arithmetic of belief; `outlets` are all that printed it on
    its first day, `outlet` is one of them.

    `trust` is what is given to its attribution, `confidence` the coder's of its best telling, `doubt` is
    one less their product: how likely this story alone leads us wrong.
    """

    story: str
    outlet: str
    outlets: Codes = ()
    attribution: Attribution
    trust: float
    confidence: float
    doubt: float
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """How far the tellings together bear out that it happened, 0 to 1, with all that went into it."""

    value: float
    voices: tuple[Voice, ...]
    against: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One of several values that are given for the same thing: the value in words, who gives it, where."""

    value: str
    tellers: tuple[str, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Values of one field that cannot all be right, side by side, the best supported first."""

    field: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What events of one or more articles tell of; `id` is "h" and the id of the record that told it first.

    Parties and type are those that most stories give; `since` and `until` the narrowest days told.
    """

    id: str
    actors: Codes
    recipients: Codes
    type: PloverType
    mode: str | None
    aux: Codes
    since: date | None
    until: date | None
    basis: Basis | None
    place: str | None
    tellings: tuple[Telling, ...]
    stories: int
    belief: Belief
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stage of a commitment, with its evidence.

    `since` and `until` are the days told for it, `told` when it was first published. `repeat`: the same was
    promised before, and is promised here as if new.
    """

    stage: Stage
    since: date | None
    until: date | None
    told: date | None
    amount: Amount | None
    repeat: bool
    tellings: tuple[Telling, ...]
    belief: Belief


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """When it was due, when it came (`None`: not yet), and how many days late at least and at most.

    Where it has not come, the days are counted to `asked`, the last day of the record.
    """

    due_since: date | None
    due_until: date
    arrived: date | None
    asked: date
    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What was promised and delivered of a commitment in one unit, each from the least to the most that is told."""

    unit: str
    promised: tuple[Decimal, Decimal] | None
    delivered: tuple[Decimal, Decimal] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One commitment through all its stages; `id` is "r" and the id of the record that told it first.

    `promised` and `delivered` are the least and the most of what was told in `unit`, equal where nothing is
    disputed; `also` are the same in other units (the machines beside their price). `part_of` is the row that
    contains it most closely, `wholes` are all that do; `twins` are earlier rows that may be the same money.
    `overlaps` says either in words.
    """

    id: str
    giver: Codes
    receiver: Codes
    what: str
    sector: Sector
    stage: Stage
    steps: tuple[Step, ...]
    unit: str | None
    promised: tuple[Decimal, Decimal] | None
    delivered: tuple[Decimal, Decimal] | None
    also: tuple[Sum, ...] = ()
    shares: tuple[Version, ...] = ()
    delay: Delay | None = None
    part_of: str | None = None
    wholes: Codes = ()
    twins: Codes = ()
    overlaps: str | None = None
    rivals: tuple[Rival, ...] = ()

    @property
    def tellings(self) -> tuple[Telling, ...]:
        """All tellings of all steps, in their order."""
        return tuple(telling for step in self.steps for telling in step.tellings)

    @property
    def came_in_part(self) -> bool:
        """Is less delivered, by any telling, than was promised by all of them?"""
        if self.stage != "delivered" or self.promised is None or self.delivered is None:
            return False
        return self.delivered[1] < self.promised[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an analyst decided, signed; nothing of it ever changes, and undoing it is another decision.

    `layer` tells of what: a record, a happening, the ledger, a story, or a decision (to be undone). `records`
    are the records judged, as they stood; `names` the ids of articles or decisions. A split sets the first of
    them apart from the others; a merge joins them all.
    """

    verdict: Verdict
    layer: Layer
    by: str
    at: datetime
    records: tuple[Record, ...] = ()
    names: tuple[str, ...] = ()
    changes: tuple[tuple[str, Any], ...] = ()
    note: str = ""

    @property
    def id(self) -> str:
        """ "v" and a hash of all it says."""
        return "v" + digest(
            [
                self.verdict,
                self.layer,
                self.by,
                self.at.isoformat(),
                [record.id for record in self.records],
                list(self.names),
                [list(change) for change in self.changes],
                self.note,
            ]
        )


def records_of(tellings: Iterable[Telling]) -> tuple[str, ...]:
    """The ids of the records, in their order."""
    return tuple(telling.record.id for telling in tellings)
