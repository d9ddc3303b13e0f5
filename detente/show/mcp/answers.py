"""What the answers for an assistant hold; `more` says how much there is and how the rest is to be had."""

from __future__ import annotations

from dataclasses import dataclass

from detente.show.mcp.quoted import NOTE, Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Records with their sentences."""

    note: str = NOTE
    more: str
    quoted: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """An article that was found."""

    title: str | None
    outlet: str | None
    published: str | None
    article: str
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A state or organisation that was found."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What words were found in."""

    note: str = NOTE
    more: str
    parties: tuple[Party, ...] = ()
    quoted: tuple[Quoted, ...] = ()
    articles: tuple[Headline, ...] = ()
    articles_in_all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence of ours, with the ids of the records that it was counted from."""

    sentence: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """A sentence that the program concludes: `basis` is what it rests on, `against` what speaks against it."""

    sentence: str
    basis: tuple[str, ...]
    records: tuple[str, ...]
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDyad:
    """What the record holds on two states."""

    note: str = NOTE
    states: str
    more: str
    summary: tuple[Said, ...] = ()
    way: str | None = None
    because: tuple[Concluded, ...] = ()
    newest: tuple[Quoted, ...] = ()
    for_third: tuple[Quoted, ...] = ()
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of a commitment."""

    stage: str
    when: str
    amount: str | None
    belief: float
    quoted: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One commitment across articles."""

    row: str
    says: str
    stage: str
    sector: str
    promised: str | None
    delivered: str | None
    delay: str | None
    overlaps: str | None
    disputed: tuple[str, ...]
    steps: tuple[Stage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Commitments with their stages."""

    note: str = NOTE
    more: str
    rows: tuple[Owed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied:
    """What a relation means for a third state: what the program concludes, and what sources claim."""

    note: str = NOTE
    about: str
    more: str
    measured_in: tuple[str, ...]
    changes: tuple[Concluded, ...] = ()
    ties: tuple[Concluded, ...] = ()
    expected: tuple[Concluded, ...] = ()
    gains: tuple[Quoted, ...] = ()
    losses: tuple[Quoted, ...] = ()
    left_open: tuple[Quoted, ...] = ()
    watch: tuple[str, ...] = ()
    not_answered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedHere:
    """Where a record comes from: its paragraph, all tellings of the same, and how belief is reckoned."""

    note: str = NOTE
    more: str
    record: Quoted | None = None
    paragraph: str | None = None
    read_by: tuple[str, ...] = ()
    belongs_to: str | None = None
    disputed: tuple[str, ...] = ()
    tellings: tuple[Quoted, ...] = ()
    belief: tuple[str, ...] = ()
