"""What is read and what a source claims: the nouns of an article.

Characters are counted as
`start`/`end`, end exclusive; days as `since`/`until`, both inclusive; what a text does not say is `None`.
Claimed by a source: `Actor`, `Event`, `Commitment`, `Statement`, `Interest`, `CausalClaim`, `Tilt`,
`SystemClaim`, `Implication`, each in a `Record` that says where it stands and who says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, get_args

from detente.model.plain import digest, plain

Codes = tuple[str, ...]
"""Sorted codes without repeats: order does not count, and output never varies."""

PloverType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Aux = Literal["historical", "future", "hypothetical", "negation"]
Basis = Literal["explicit", "relative", "inferred", "vague"]
Stage = Literal[
    "floated", "announced", "agreed", "started", "delivered", "completed", "suspended", "cancelled", "unclear"
]
Form = Literal["direct", "indirect", "act", "belief", "phrase"]
Sector = Literal[
    "arms", "military", "energy", "industry", "transport", "aviation", "space", "health", "finance", "trade",
    "agriculture", "technology", "education", "humanitarian", "diplomatic", "general",
]  # fmt: skip
ActorType = Literal["state", "organisation", "person", "group", "project", "product", "region", "place"]
SpeakerType = Literal["person", "state", "organisation", "group", "unknown"]

PLOVER_TYPES: tuple[str, ...] = get_args(PloverType)
AUX: tuple[str, ...] = get_args(Aux)
BASES: tuple[str, ...] = get_args(Basis)
STAGES: tuple[str, ...] = get_args(Stage)
FORMS: tuple[str, ...] = get_args(Form)
SECTORS: tuple[str, ...] = get_args(Sector)
ACTOR_TYPES: tuple[str, ...] = get_args(ActorType)
SPEAKER_TYPES: tuple[str, ...] = get_args(SpeakerType)


def codes(values: Iterable[str]) -> Codes:
    """Sorted, without repeats."""
    return tuple(sorted(set(values)))


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A span of days, both inclusive; an open end is `None`.

    `basis` tells how it is known: `explicit` (all of it stands in the text), `relative` (worked out from
    the publication date or another event), `inferred` (a part was supplied by context), `vague`.
    """

    since: date | None = None
    until: date | None = None
    basis: Basis = "explicit"

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"a span of days that ends before it begins: {self.since} to {self.until}")
        _in(self.basis, BASES, "basis")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a document's text: `text == document.text[start:end]`."""

    doc: str
    start: int
    end: int
    text: str

    @classmethod
    def cut(cls, document: Document, start: int, end: int) -> Span:
        """The span of `document` from character `start` up to, not including, `end`."""
        if not 0 <= start < end <= len(document.text):
            raise ValueError(f"no characters {start} to {end} in a text of {len(document.text)}")
        return cls(doc=document.id, start=start, end=end, text=document.text[start:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article as it was given. Offsets count characters of `text`, the whole decoded original.

    `id` is the SHA-256 of the original bytes; `encoding` is what they were decoded with; `content` are the
    stretches that are the article (an HTML page is mostly not); `boilerplate` are stretches in them that
    are not content ("Download our app"). What the source does not state is `None`.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: When | None = None
    origin: str = ""
    encoding: str = "utf-8"
    content: tuple[tuple[int, int], ...] = ()
    boilerplate: tuple[tuple[int, int], ...] = ()
    headline: tuple[int, int] | None = None
    dateline: tuple[int, int] | None = None
    flow: str | None = None
    genre: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """What could not be read: a value, not an exception, so that one bad article never stops a batch."""

    origin: str
    what: str
    where: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number of something: `unit` is an ISO 4217 code, `percent`, or the counted noun in the singular."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says so. `of` is the code of the state or body that the speaker acts for."""

    name: str | None = None
    role: str | None = None
    of: str | None = None
    type: SpeakerType = "unknown"

    def __post_init__(self) -> None:
        _in(self.type, SPEAKER_TYPES, "type of speaker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """This article speaks of `code`; for persons also the name, the office and for whom they act.

    `plover_sector` is PLOVER's (GOV, MIL, REB, OPP, IGO …), None where nothing tells it.
    """

    kind: ClassVar[str] = "actor"
    code: str
    type: ActorType
    name: str | None = None
    role: str | None = None
    of: str | None = None
    plover_sector: str | None = None

    def __post_init__(self) -> None:
        _in(self.type, ACTOR_TYPES, "type of actor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom (PLOVER). A reciprocal event lists all parties as actors, and no recipient."""

    kind: ClassVar[str] = "event"
    actors: Codes
    recipients: Codes = ()
    type: PloverType
    mode: str | None = None
    contexts: Codes = ()
    aux: Codes = ()
    when: When | None = None
    place: str | None = None

    def __post_init__(self) -> None:
        _sort(self, "actors", "recipients", "contexts", "aux")
        _in(self.type, PLOVER_TYPES, "PLOVER type")
        for word in self.aux:
            _in(word, AUX, "auxiliary mode")


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """Who owes what to whom, and how far it has come. A mutual one lists all parties as givers."""

    kind: ClassVar[str] = "commitment"
    giver: Codes
    receiver: Codes = ()
    what: str
    sector: Sector = "general"
    amount: Amount | None = None
    stage: Stage = "unclear"
    when: When | None = None

    def __post_init__(self) -> None:
        _sort(self, "giver", "receiver")
        _in(self.stage, STAGES, "stage")
        _in(self.sector, SECTORS, "sector")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Somebody said something; who, stands in the record's `speaker`.

    `suspect` is true where the text gives reason to doubt that quotation marks hold the speaker's words.
    """

    kind: ClassVar[str] = "statement"
    words: str
    form: Form
    suspect: bool = False

    def __post_init__(self) -> None:
        _in(self.form, FORMS, "form")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """Who wants what of whom."""

    kind: ClassVar[str] = "interest"
    holder: Codes
    toward: Codes = ()
    object: str

    def __post_init__(self) -> None:
        _sort(self, "holder", "toward")


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalClaim:
    """What is said to bring about (`+`) or to prevent or weaken (`-`) what."""

    kind: ClassVar[str] = "causal"
    cause: str
    effect: str
    polarity: Literal["+", "-"] = "+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tilt:
    """Who is said to move towards or away from whom; two who approach each other are both in `who`."""

    kind: ClassVar[str] = "tilt"
    who: Codes
    toward: Codes = ()
    away_from: Codes = ()
    turning_point: bool = False
    when: When | None = None

    def __post_init__(self) -> None:
        _sort(self, "who", "toward", "away_from")


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemClaim:
    """A claim on the order of states as a whole: polarity, hegemony, balance of power, a maxim."""

    kind: ClassVar[str] = "system"
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Implication:
    """What it is said to mean for a third state: it gains (`+`), loses (`-`), or it is open (`?`)."""

    kind: ClassVar[str] = "implication"
    third: str
    sign: Literal["+", "-", "?"]
    what: str


Claim = (
    Actor | Event | Commitment | Statement | Interest | CausalClaim | Tilt | SystemClaim | Implication
)  # the nine, in the order of the record format
CLAIMS: dict[str, type[Claim]] = {claim.kind: claim for claim in get_args(Claim)}
KINDS: tuple[str, ...] = tuple(CLAIMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One rule's or model's opinion of a record: who voted, for what, how sure (0 to 1)."""

    voter: str
    choice: str
    confidence: float


class _Named:
    """Room for names that are hashes of all that a value says: made once, and asked for again and again."""

    __slots__ = ("_id", "_key")
    _id: str
    _key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(_Named):
    """One claim, where it stands, who says so (`None`: the author), and how it was read.

    `key` is the claim and its speaker; `id` is that in its place. Neither knows the coder or its
    confidence, so that a newer coder finds the records again that an analyst has judged.
    """

    claim: Claim
    evidence: Span
    speaker: Speaker | None = None
    confidence: float = 1.0
    coder: str = ""
    votes: tuple[Vote, ...] = field(default=())

    @property
    def kind(self) -> str:
        """One of the nine kinds."""
        return self.claim.kind

    @property
    def key(self) -> str:
        """The claim and who makes it, as a hash of 16 hexadecimal digits."""
        try:
            return self._key
        except AttributeError:
            speaker = plain(self.speaker) if self.speaker else None
            object.__setattr__(self, "_key", digest([self.kind, plain(self.claim), speaker]))
            return self._key

    @property
    def id(self) -> str:
        """The key in its passage, as a hash of 16 hexadecimal digits."""
        try:
            return self._id
        except AttributeError:
            place = [self.evidence.doc, self.evidence.start, self.evidence.end]
            object.__setattr__(self, "_id", digest([self.key, *place]))
            return self._id


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one coder makes of one document; `not_understood` are sentences about states without a record."""

    doc: str
    records: tuple[Record, ...]
    not_understood: tuple[Span, ...] = ()
    coder: str = ""
    settings: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One directed pair of one event, scalars only: the table that every reduction reads.

    `fact` is false for what is future, hypothetical or negated: it is kept and not counted. Scores are
    stored as tenths (`score10`), because only integer sums agree between engines.
    """

    a: str
    b: str
    day: date | None
    last_day: date | None
    type: str
    quad: int
    score10: int
    fact: bool
    contexts: str
    story: str
    source: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """Two states, in the order asked."""

    a: str
    b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that the record does not know: undated, unnamed, unresolved, single source."""

    kind: str
    of: str
    why: str


def _in(word: str, vocabulary: tuple[str, ...], what: str) -> None:
    if word not in vocabulary:
        raise ValueError(f"no {what} called {word!r}; there are: {', '.join(vocabulary)}")


def _sort(claim: Claim, *names: str) -> None:
    for name in names:
        object.__setattr__(claim, name, codes(getattr(claim, name)))
