"""A small record made by hand: three articles and what a coder would read in them; no parser."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from detente.model import (
    Amount,
    CausalClaim,
    Claim,
    Commitment,
    Document,
    Event,
    Implication,
    Interest,
    Reading,
    Record,
    Span,
    Speaker,
    Statement,
    SystemClaim,
    Tilt,
    Vote,
    When,
)
from detente.project import Project

DAY = When(since=date(2019, 5, 3), until=date(2019, 5, 3), basis="explicit")
MINISTER = Speaker(name="Anna Petrova", role="energy minister", of="RUS", type="person")
BOTH = ("PAK", "RUS")
PIPELINE = Commitment(
    giver=("RUS",),
    receiver=("PAK",),
    what="a gas pipeline",
    sector="energy",
    amount=Amount(value=Decimal("2500000000"), unit="USD"),
    stage="announced",
)

ARTICLES = {
    "courier.txt": (
        "Moscow and Islamabad sign\n\n"
        "MOSCOW, 4 May 2019 (Example Courier) — Pakistan and Russia signed a protocol on 3 May 2019. "
        "Russia is to build a gas pipeline for USD 2.5 billion.\n\n"
        "“We keep our word,” said Anna Petrova, the energy minister. The two may meet again in autumn. "
        "No tanks were delivered to Pakistan by Russia.\n\n"
        "It is a new era between Pakistan and Russia, and Washington loses by it, because Islamabad wants "
        "Russian gas in a world of many poles.\n"
    ),
    "wire.txt": (
        "Protocol signed\n\n"
        "Pakistan and Russia signed a protocol on 3 May 2019. The two sides had met before. "
        "Russia is to build a gas pipeline for USD 2.5 billion.\n"
    ),
    "ledger.txt": (
        "Steel\n\nOfficials of Pakistan and Russia met twice. Russian officials said Pakistan had paid.\n"
    ),
}

CLAIMS: dict[str, list[tuple[str, Claim, Speaker | None]]] = {
    "courier.txt": [
        (
            "Pakistan and Russia signed a protocol on 3 May 2019",
            Event(actors=BOTH, type="SUPPORT", when=DAY),
            None,
        ),
        ("Russia is to build a gas pipeline for USD 2.5 billion", PIPELINE, None),
        ("We keep our word", Statement(words="We keep our word", form="direct"), MINISTER),
        ("The two may meet again in autumn", Event(actors=BOTH, type="CONSULT", aux=("future",)), None),
        (
            "No tanks were delivered to Pakistan by Russia",
            Event(actors=("RUS",), recipients=("PAK",), type="COOPERATE", aux=("negation",)),
            None,
        ),
        ("It is a new era between Pakistan and Russia", Tilt(who=BOTH, turning_point=True), None),
        ("Washington loses by it", Implication(third="USA", sign="-", what="loses by it"), None),
        ("Washington loses by it", CausalClaim(cause="the new era", effect="Washington loses"), None),
        (
            "Islamabad wants Russian gas",
            Interest(holder=("PAK",), toward=("RUS",), object="Russian gas"),
            None,
        ),
        ("between Pakistan and Russia, and Washington loses", SystemClaim(claim="many poles"), None),
    ],
    "wire.txt": [
        (
            "Pakistan and Russia signed a protocol on 3 May 2019",
            Event(actors=BOTH, type="SUPPORT", when=DAY),
            None,
        ),
        ("The two sides had met before", Event(actors=BOTH, type="CONSULT"), None),
        ("Russia is to build a gas pipeline for USD 2.5 billion", PIPELINE, None),
    ],
    "ledger.txt": [
        ("Officials of Pakistan and Russia met twice", Event(actors=BOTH, type="CONSULT"), None),
        (
            "Pakistan had paid",
            Event(actors=("PAK",), recipients=("RUS",), type="COOPERATE"),
            Speaker(role="officials", of="RUS", type="group"),
        ),
        (
            "Russian officials said Pakistan had paid",
            Statement(words="Pakistan had paid", form="indirect"),
            Speaker(role="officials", of="RUS", type="group"),
        ),
    ],
}


def document_from(
    text: str, origin: str, *, published: When | None = None, outlet: str | None = None
) -> Document:
    return Document(
        id=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        title=text.split("\n", 1)[0],
        outlet=outlet,
        origin=origin,
        published=published,
    )


def record_at(document: Document, words: str, claim: Claim, speaker: Speaker | None = None) -> Record:
    start = document.text.index(words)
    vote = Vote(voter="by hand", choice=claim.kind, confidence=0.8)
    span = Span.cut(document, start, start + len(words))
    return Record(claim=claim, evidence=span, speaker=speaker, confidence=0.8, coder="hand@1", votes=(vote,))


def read_by_hand(document: Document) -> Reading:
    """What a coder would say of the articles above; of any other article nothing."""
    name = Path(document.origin).name
    records = tuple(record_at(document, *claim) for claim in CLAIMS.get(name, ()))
    return Reading(doc=document.id, records=records, coder="hand@1", settings="")


@pytest.fixture
def make_document() -> Callable[..., Document]:
    return document_from


@pytest.fixture
def make_record() -> Callable[..., Record]:
    return record_at


@pytest.fixture
def by_hand() -> tuple[list[Record], Mapping[str, Document]]:
    """The records of the three articles, and the articles by id."""
    published = When(since=date(2019, 5, 4), until=date(2019, 5, 4))
    documents = [
        document_from(ARTICLES["courier.txt"], "courier.txt", published=published, outlet="Example Courier"),
        document_from(ARTICLES["wire.txt"], "wire.txt", outlet="Example Wire"),
        document_from(ARTICLES["ledger.txt"], "ledger.txt"),
    ]
    records = [record for document in documents for record in read_by_hand(document).records]
    return records, {document.id: document for document in documents}


def project_in(folder: Path) -> Project:
    articles = folder / "articles"
    articles.mkdir()
    for name, text in ARTICLES.items():
        (articles / name).write_text(text, encoding="utf-8")
    made = Project.create(folder / "desk")
    made.add([articles], coder=read_by_hand)
    return made


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project folder with the three articles in it."""
    return project_in(tmp_path)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same for tests that only read it."""
    return project_in(tmp_path_factory.mktemp("reported"))
