"""Which pairs are compared at all, and that each is compared once."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.keep.assembly import events as events_module
from detente.keep.assembly import happenings, ledger, likeness, promises
from detente.keep.assembly.likeness import blocks_of, likely, partners
from detente.model import Commitment, Event, Record, Span, Telling, When

CODES = ("AFG", "CHN", "IND", "PAK", "RUS")
some_parties = st.lists(st.sets(st.sampled_from(CODES), max_size=3), max_size=12)


def numbered(parties: list[set[str]]) -> dict[str, set[str]]:
    return {f"{n:02}": named for n, named in enumerate(parties)}


def are_comparable(one: set[str], other: set[str]) -> bool:
    """They share two parties, or the only one that one of them has."""
    return len(one & other) >= min(2, len(one), len(other)) > 0


@given(some_parties)
def test_in_blocks_those_meet_that_are_comparable_and_no_others(parties: list[set[str]]) -> None:
    by_id = numbered(parties)
    met = {
        (id, other)
        for block in blocks_of(by_id)
        for id, others in partners(block.ids, block.lone)
        for other in others
    }
    assert met == {(a, b) for a, b in combinations(by_id, 2) if are_comparable(by_id[a], by_id[b])}


def telling(claim: Event | Commitment, place: int, text: str = "They met and lent.") -> Telling:
    span = Span(doc=f"{place:064}", start=0, end=len(text), text=text)
    return Telling(record=Record(claim=claim, evidence=span), published=date(2023, 4, 1), story=f"{place}")


days = st.none() | st.integers(0, 200)


@given(st.lists(st.tuples(st.sets(st.sampled_from(CODES), min_size=1, max_size=3), days, days), max_size=10))
def test_events_are_compared_when_less_than_two_months_may_lie_between_them(told: list) -> None:
    def event(parties: set[str], since: int | None, length: int | None) -> Event:
        first = None if since is None else date(2023, 1, 1) + timedelta(since)
        last = None if length is None else (first or date(2023, 1, 1)) + timedelta(length)
        return Event(actors=tuple(parties), type="CONSULT", when=When(since=first, until=last))

    tellings = [telling(event(*one), place) for place, one in enumerate(told)]
    faces = {one.record.id: events_module.face_of(one) for one in tellings}

    def are_near(a: str, b: str) -> bool:
        one, other = sorted((faces[a], faces[b]), key=lambda f: (f.since or date.min, f.telling.record.id))
        gap = (other.since - one.until).days if one.until and other.since else 0
        return events_module.comparable(one, other) and gap <= happenings.FAR

    due = [pair for pair in combinations(sorted(faces), 2) if are_near(*pair)]
    assert happenings._candidates(faces) == due


sums = st.sampled_from(("a loan for a dam", "wheat", "a loan of wheat", "4 frigates"))


@given(
    st.lists(st.tuples(st.sets(st.sampled_from(CODES), min_size=1, max_size=3), sums), max_size=10),
    st.integers(0, 6),
)
def test_where_a_party_owes_much_only_promises_with_a_sign_in_common_are_compared(
    told: list, most: int
) -> None:
    claims = [
        Commitment(giver=tuple(parties), receiver=(), what=what, stage="announced") for parties, what in told
    ]
    tellings = [telling(claim, place, claim.what) for place, claim in enumerate(claims)]
    faces = {one.record.id: promises.face_of(one) for one in tellings}
    owed = {code: sum(code in face.parties for face in faces.values()) for code in CODES}

    def are_compared(one: promises.PromiseFace, other: promises.PromiseFace) -> bool:
        few = any(owed[party] <= most for party in one.parties & other.parties)
        alike = bool(promises.signs_of(one) & promises.signs_of(other))
        return promises.comparable(one, other) and (few or alike)

    due = [(a, b) for a, b in combinations(sorted(faces), 2) if are_compared(faces[a], faces[b])]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ledger, "ALL", most)
        assert ledger._candidates(faces) == due


class Named:
    def __init__(self, name: str) -> None:
        self.name = name


def test_a_pair_is_compared_once_and_looked_up_after_that(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = list[str]()

    def compare(a: Named, b: Named) -> float:
        compared.append(a.name + b.name)
        return 0.5

    faces, known = {id: Named(id.upper()) for id in "abc"}, {}
    assert likely([("a", "b")], faces, compare, known) == {("a", "b"): 0.5}
    assert likely([("b", "c"), ("a", "b")], faces, compare, known) == {("b", "c"): 0.5, ("a", "b"): 0.5}
    assert compared == ["AB", "BC"]
    monkeypatch.setattr(likeness, "MOST", 1)
    likely([("a", "b")], faces, compare, known)
    assert compared == ["AB", "BC", "AB"], "what is known is bounded"
    assert len(known) == 1


def test_two_tellings_are_compared_alike_when_the_record_the_day_and_the_headline_are_the_same() -> None:
    loan = Commitment(giver=("RUS",), receiver=("PAK",), what="a loan", stage="announced")
    one = telling(loan, 1)
    for other, same in ((telling(loan, 1), True), (telling(loan, 2), False)):
        assert (promises.face_of(one).name == promises.face_of(other).name) is same
    retold = Telling(record=one.record, published=one.published, title="Other headline", story=one.story)
    assert promises.face_of(retold).name != promises.face_of(one).name
