"""What we conclude from what is measured and claimed: judgements for a third state, each with its basis.

A likelihood is told in words tied to a probability; what the probability rests on is told apart, as `Ground`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from detente.model.assembled import LedgerRow
from detente.model.claimed import Codes, Dyad
from detente.model.measured import (
    Agreement,
    BaseRate,
    Comovement,
    Forecast,
    Leaning,
    Triad,
    TurningPoint,
)

Finding = TurningPoint | Comovement | BaseRate | Forecast | Leaning | Triad | Agreement
Question = Literal["change", "tie", "co-movement", "tilt", "balance", "base rate", "forecast"]
QUESTIONS: tuple[str, ...] = get_args(Question)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """A probability and the words for it: `low` to `high` is the range that the words stand for.

    Source: ICD 203, Analytic Standards (2015).
    """

    words: str
    low: float
    high: float
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a judgement rests on: in a sentence, and the finding or the records that it tells of."""

    says: str
    finding: Finding | None = None
    records: Codes = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One sentence that we conclude, with its likelihood where the basis gives a probability.

    `against` is what speaks against it, `watch` what would change it.
    """

    question: Question
    about: Dyad
    sentence: str
    likelihood: Likelihood | None
    basis: tuple[Ground, ...]
    against: tuple[Ground, ...] = ()
    watch: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.basis:
            raise ValueError(f"a judgement without a basis: {self.sentence!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorChange:
    """How the dealings of two states in one sector came about, as the articles tell it.

    `first` and `last` are years; `happenings` counts them, `recent` those of the last two years of the record; `rows`
    are of the ledger, `records` the evidence.
    """

    sector: str
    first: int | None
    last: int | None
    happenings: int
    recent: int
    rows: int
    delivered: int
    records: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What a source claims on the third state: who says it, in which words, where."""

    record: str
    sign: Literal["+", "-", "?"]
    says: str
    speaker: str
    doc: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """A question that the data do not answer, and why: an answer in its own right."""

    question: Question
    source: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a relation means for a third state: what changed, the third's ties, base rates, claims, what to watch.

    `sectors` are from articles; `changes`, `ties`, `expected` are judgements on what is measured; `gains`, `losses` and
    `open_claims` what sources claim; `commitments` the open ones of the two; `watch` what would change the judgements.
    """

    about: Dyad
    third: str
    sources: Codes
    sectors: tuple[SectorChange, ...]
    changes: tuple[Judgement, ...]
    ties: tuple[Judgement, ...]
    expected: tuple[Judgement, ...]
    gains: tuple[Claimed, ...]
    losses: tuple[Claimed, ...]
    open_claims: tuple[Claimed, ...]
    commitments: tuple[LedgerRow, ...]
    watch: tuple[str, ...]
    lacks: tuple[Lack, ...]
