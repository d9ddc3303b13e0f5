"""Tellings made by hand: what a sentence claims, where it stands, and what is known of its article.

Amounts are written "10 USD", days "2019-05-03" or "2019-05-03/2019-05-09", parties "CHN PAK". An article that is
given no story is a story of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from detente.model import Amount, Basis, Claim, Commitment, Event, Record, Span, Speaker, Stage, Telling, When


def when_of(days: str | None, basis: Basis = "explicit") -> When | None:
    if days is None:
        return None
    since, _, until = days.partition("/")
    return When(since=date.fromisoformat(since), until=date.fromisoformat(until or since), basis=basis)


def amount_of(words: str | None) -> Amount | None:
    if words is None:
        return None
    value, unit = words.split()
    return Amount(value=Decimal(value), unit=unit)


def telling_of(
    claim: Claim,
    *,
    text: str = "It is told.",
    doc: str = "a",
    start: int = 0,
    published: str | None = None,
    outlet: str | None = None,
    story: str | None = None,
    context: str = "",
    speaker: Speaker | None = None,
    confidence: float = 1.0,
) -> Telling:
    evidence = Span(doc=doc, start=start, end=start + len(text), text=text)
    return Telling(
        record=Record(claim=claim, evidence=evidence, speaker=speaker, confidence=confidence),
        outlet=outlet,
        published=date.fromisoformat(published) if published else None,
        story=doc if story is None else story,
        context=context,
    )


def promise_of(
    stage: Stage = "agreed",
    amount: str | None = None,
    *,
    what: str = "a loan",
    giver: str = "CHN",
    receiver: str = "PAK",
    sector: str = "general",
    when: str | None = None,
    basis: Basis = "explicit",
    **told,
) -> Telling:
    claim = Commitment(
        giver=tuple(giver.split()),
        receiver=tuple(receiver.split()),
        what=what,
        sector=sector,
        amount=amount_of(amount),
        stage=stage,
        when=when_of(when, basis),
    )
    return telling_of(claim, **told)


def deed_of(
    type: str = "COOPERATE",
    *,
    actors: str = "RUS",
    recipients: str = "PAK",
    aux: str = "",
    when: str | None = None,
    basis: Basis = "explicit",
    place: str | None = None,
    **told,
) -> Telling:
    claim = Event(
        actors=tuple(actors.split()),
        recipients=tuple(recipients.split()),
        type=type,
        aux=tuple(aux.split()),
        when=when_of(when, basis),
        place=place,
    )
    return telling_of(claim, **told)


@pytest.fixture(scope="session")
def telling() -> Callable[..., Telling]:
    """A telling of any claim."""
    return telling_of


@pytest.fixture(scope="session")
def promise() -> Callable[..., Telling]:
    """A telling of a commitment; China lends Pakistan money unless told otherwise."""
    return promise_of


@pytest.fixture(scope="session")
def deed() -> Callable[..., Telling]:
    """A telling of an event; Russia works with Pakistan unless told otherwise."""
    return deed_of
