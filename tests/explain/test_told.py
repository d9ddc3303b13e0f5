"""What articles tell for a third state: change by sector, claims, commitments of which something is to come."""

from __future__ import annotations

from datetime import date

import pytest

from detente.explain.told import find_claims, find_open, find_sectors
from detente.model import (
    STAGES,
    Belief,
    Event,
    Happening,
    Implication,
    LedgerRow,
    Record,
    Span,
    Speaker,
    Step,
    Telling,
)

SURE = Belief(value=0.9, voices=())
KHAN = Speaker(name="Imran Khan", role="Prime Minister", of="PAK", type="person")


def record(claim, speaker: Speaker | None = None, doc: str = "doc", text: str = "words") -> Record:
    evidence = Span(doc=doc, start=0, end=len(text), text=text)
    return Record(claim=claim, evidence=evidence, speaker=speaker, coder="test@1", confidence=0.8)


def happening(
    year: int | None, *contexts: str, type: str = "CONSULT", aux: tuple[str, ...] = ()
) -> Happening:
    day = None if year is None else date(year, 6, 1)
    event = Event(actors=("PAK", "RUS"), type=type, contexts=contexts, aux=aux)
    return Happening(
        id=f"h{year}", actors=("PAK", "RUS"), recipients=(), type=type, mode=None, aux=aux, since=day, until=day,
        basis=None, place=None, tellings=(Telling(record=record(event, doc=f"doc {year} {contexts}")),), stories=1,
        belief=SURE,
    )  # fmt: skip


def step(stage: str, since: date | None, told: date | None = None) -> Step:
    event = Event(actors=("RUS",), type="AID")
    return Step(
        stage=stage, since=since, until=since, told=told, amount=None, repeat=False,
        tellings=(Telling(record=record(event, doc=f"{stage} {since} {told}")),), belief=SURE,
    )  # fmt: skip


def row(*steps: Step, id: str = "r1", sector: str = "energy") -> LedgerRow:
    return LedgerRow(
        id=id, giver=("RUS",), receiver=("PAK",), what="a gas pipeline", sector=sector, stage=steps[-1].stage,
        steps=steps, unit=None, promised=None, delivered=None,
    )  # fmt: skip


# sectors


def test_happenings_are_counted_in_the_sector_of_their_context_the_fullest_first() -> None:
    found = find_sectors(
        [happening(2010, "military"), happening(2014, "military"), happening(2012, "economic")], []
    )
    assert [(one.sector, one.happenings, one.first, one.last) for one in found] == [
        ("military", 2, 2010, 2014),
        ("trade", 1, 2012, 2012),
    ]
    assert len(found[0].records) == 2


def test_without_a_context_force_is_military_and_all_else_diplomatic() -> None:
    found = find_sectors([happening(2010, type="ASSAULT"), happening(2011)], [])
    assert [one.sector for one in found] == ["diplomatic", "military"]


@pytest.mark.parametrize("aux", ["future", "hypothetical", "negation"])
def test_what_did_not_happen_is_in_no_sector(aux: str) -> None:
    assert find_sectors([happening(2010, "military", aux=(aux,))], []) == ()


def test_recent_are_those_of_the_last_two_years_of_the_whole_record() -> None:
    told = [happening(year, "military") for year in (2010, 2013, 2014)] + [happening(2015, "economic")]
    found = {one.sector: one for one in find_sectors(told, [])}
    assert (found["military"].recent, found["trade"].recent) == (1, 1)


def test_what_has_no_day_is_counted_but_is_of_no_year() -> None:
    (found,) = find_sectors([happening(None, "military")], [])
    assert (found.happenings, found.recent, found.first, found.last) == (1, 0, None, None)


def test_commitments_are_counted_in_their_sector_with_those_delivered() -> None:
    promised = row(step("announced", date(2011, 1, 1)))
    come = row(step("announced", date(2012, 1, 1)), step("delivered", date(2019, 5, 1)), id="r2")
    whole = row(step("completed", date(2018, 5, 1)), id="r3")
    (found,) = find_sectors([], [promised, come, whole])
    assert (found.sector, found.happenings, found.rows, found.delivered) == ("energy", 0, 3, 2)
    assert len(found.records) == 4


def test_the_years_of_a_sector_run_from_the_first_step_to_the_last() -> None:
    long = row(step("announced", date(2012, 1, 1)), step("delivered", None, date(2019, 5, 1)))
    (found,) = find_sectors([], [long])
    assert (found.first, found.last) == (2012, 2019)


def test_a_step_that_was_still_to_come_counts_by_when_it_was_told() -> None:
    planned = row(step("announced", date(2040, 1, 1), date(2015, 3, 1)))
    (found,) = find_sectors([happening(2014, "natural_resource")], [planned])
    assert (found.first, found.last) == (2014, 2015)


def test_the_order_of_happenings_makes_no_difference_to_the_counts() -> None:
    told = [
        happening(year, context)
        for year, context in ((2010, "military"), (2012, "economic"), (2011, "cyber"))
    ]
    one, two = find_sectors(told, []), find_sectors(told[::-1], [])
    assert one == two


# claims

LOSES = Implication(third="USA", sign="-", what="Washington loses a partner")
GAINS = Implication(third="USA", sign="+", what="the way home is safer")
OF_INDIA = Implication(third="IND", sign="?", what="India must choose")


def test_claims_on_the_third_state_are_told_with_their_speaker_and_words() -> None:
    said = record(LOSES, KHAN, text="a loss for Washington, Khan said")
    found = find_claims([said, record(OF_INDIA), record(GAINS)], "USA")
    assert [(one.sign, one.says, one.speaker, one.text) for one in found] == [
        (
            "-",
            "Washington loses a partner",
            "Imran Khan, Prime Minister, Pakistan",
            "a loss for Washington, Khan said",
        ),
        ("+", "the way home is safer", "the article", "words"),
    ]
    assert (found[0].record, found[0].doc) == (said.id, "doc")


def test_the_same_claim_of_a_speaker_stands_once_and_of_two_twice() -> None:
    again = [record(LOSES, KHAN), record(LOSES, KHAN, doc="other"), record(LOSES)]
    assert [(one.speaker, one.doc) for one in find_claims(again, "USA")] == [
        ("Imran Khan, Prime Minister, Pakistan", "doc"),
        ("the article", "doc"),
    ]


def test_other_claims_are_no_implications() -> None:
    assert find_claims([record(Event(actors=("USA",), type="CONSULT"))], "USA") == ()


# commitments


@pytest.mark.parametrize("stage", STAGES)
def test_a_commitment_waits_until_it_is_delivered_or_given_up(stage: str) -> None:
    """Of one whose stage is unclear nobody can say that something is to come."""
    over = stage in ("delivered", "completed", "cancelled", "unclear")
    assert bool(find_open([row(step(stage, date(2020, 1, 1)))])) == (not over)


def test_the_newest_step_comes_first_and_what_has_no_day_last() -> None:
    rows = [
        row(step("announced", date(2012, 1, 1)), id="r1"), row(step("announced", None), id="r2"),
        row(step("announced", None, date(2019, 1, 1)), id="r3"), row(step("agreed", date(2015, 1, 1)), id="r4"),
    ]  # fmt: skip
    assert [one.id for one in find_open(rows)] == ["r3", "r4", "r1", "r2"]
    assert find_open(rows) == find_open(rows[::-1])
