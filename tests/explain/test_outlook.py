"""What a relation means for a third state: over event files, over articles alone, and over nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from detente.errors import UnknownName
from detente.explain.likelihood import LIKELY, likelihood_of
from detente.explain.outlook import MOST_WATCHED, find_changes, find_outlook
from detente.keep.coded import keep_file
from detente.keep.store import Store, create, open_store
from detente.measure.reduction import Reduction, reduce_dyad
from detente.model import (
    BaseRate,
    Commitment,
    Dyad,
    Event,
    Implication,
    Judgement,
    Lack,
    Outlook,
    Triad,
    TurningPoint,
    When,
    add_months,
)
from detente.project import Project
from detente.read.events import EVENT_SCHEMA, EventBatch, EventFile

MONTHS, TURN = 108, 60
START = date(2012, 1, 1)
ABOUT, USA = Dyad(a="PAK", b="RUS"), "USA"
STATES = ("ARG", "BRA", "CHL", "IND", "NPL", "PAK", "RUS", "USA")


def row(day: date, a: str, b: str, quad: int, n: int, **told) -> dict:
    types = ("CONSULT", "AID", "ACCUSE", "ASSAULT")
    usual = {
        "a": a, "b": b, "day": day, "last_day": day, "type": types[quad - 1], "quad": quad,
        "score10": (30, 70, -20, -90)[quad - 1] * n, "n": n, "contexts": "", "story": None, "code": "", "a_role": None,
        "b_role": None, "line": 1,
    }  # fmt: skip
    return usual | told


def month_of(day: date, a: str, b: str, random: np.random.Generator, hostile: float) -> list[dict]:
    """What two do to each other in a month: 12 to 36 events, a share of them hostile."""
    events = int(random.integers(12, 37))
    bad = int(random.binomial(events, hostile))
    return [row(day, a, b, quad, n) for quad, n in ((1, events - bad), (3, bad)) if n]


def wire(seed: int = 3) -> list[dict]:
    """Eight states, each two of which grow hostile at some time: Pakistan and Russia in January 2017."""
    random, rows = np.random.default_rng(seed), list[dict]()
    for a, b in combinations(STATES, 2):
        turn, before = int(random.integers(15, 93)), random.uniform(0.05, 0.3)
        if (a, b) == ("PAK", "RUS"):
            turn, before = TURN, 0.1
        for month in range(MONTHS):
            hostile = before if month < turn else before + 0.4
            rows += month_of(add_months(START, month).replace(day=7), a, b, random, hostile)
    return rows


def steady() -> list[dict]:
    """Pakistan and Russia, as they always were."""
    random = np.random.default_rng(11)
    days = [add_months(START, month).replace(day=7) for month in range(MONTHS)]
    return [one for day in days for one in month_of(day, "PAK", "RUS", random, 0.2)]


def keep(store: Store, rows: list[dict], *, id: str = "wire", source: str = "Wire") -> None:
    lined = [one | {"line": line} for line, one in enumerate(rows, 1)]
    batch = EventBatch(rows=pa.RecordBatch.from_pylist(lined, schema=EVENT_SCHEMA()), bad=(), seen=len(lined))
    file = EventFile(
        path=id, format="generic", source=source, directed=True, scale="PLOVER", batches=iter([batch])
    )
    keep_file(store, file, id=id, version="v1", batch="20260101")


ARTICLES = (
    ("Russia will build a pipeline for Pakistan.", Commitment(
        giver=("RUS",), receiver=("PAK",), what="a gas pipeline", sector="energy", stage="announced",
        when=When(since=date(2016, 5, 1), until=date(2016, 5, 1)),
    )),
    ("Russia delivered wheat to Pakistan.", Commitment(
        giver=("RUS",), receiver=("PAK",), what="wheat", sector="humanitarian", stage="delivered",
        when=When(since=date(2015, 5, 1), until=date(2015, 5, 1)),
    )),
    ("Both armies exercised together.", Event(
        actors=("PAK", "RUS"), type="COOPERATE", contexts=("military",),
        when=When(since=date(2016, 9, 24), until=date(2016, 9, 24)),
    )),
    ("Washington loses a partner.", Implication(third="USA", sign="-", what="loses a partner")),
    ("America gains by a safer way home.", Implication(third="USA", sign="+", what="a safer way home")),
    ("What the White House does is open.", Implication(third="USA", sign="?", what="what it does")),
    ("India must choose.", Implication(third="IND", sign="?", what="must choose")),
)  # fmt: skip


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, add: Callable) -> Store:
    """An event file of six years and one article."""
    project = Project.create(tmp_path_factory.mktemp("full") / "desk")
    add(project, *ARTICLES, day="2017-01-05")
    store = open_store(project.folder)
    keep(store, wire())
    return open_store(project.folder)


@pytest.fixture(scope="module")
def found(full: Store) -> Outlook:
    return find_outlook(full, ABOUT, USA, period="quarter")


def judgements(found: Outlook) -> list[Judgement]:
    return [*found.changes, *found.ties, *found.expected]


def turns_in(found: Outlook) -> list[TurningPoint]:
    told = [ground.finding for one in found.changes for ground in one.basis]
    return [one for one in told if isinstance(one, TurningPoint)]


# over an event file and an article


def test_what_changed_between_the_two_is_found_in_the_source_with_most_events(found: Outlook) -> None:
    assert (found.about, found.third, found.sources) == (ABOUT, "USA", ("Wire",))
    level = next(one for one in turns_in(found) if one.aspect == "level")
    assert (level.at, level.measure) == (add_months(START, TURN), "mean score")
    told = next(one for one in found.changes if one.basis[0].finding == level)
    assert "relations between Pakistan and Russia turned cooler in the first quarter of 2017" in told.sentence
    assert found.lacks == ()


def test_the_newest_change_comes_first_and_only_likely_ones_come(found: Outlook) -> None:
    days = [turn.at for turn in turns_in(found)]
    assert len(days) >= 2
    assert days == sorted(days, reverse=True)
    assert all(turn.probability >= LIKELY for turn in turns_in(found))


def test_every_judgement_has_a_basis_and_words_that_match_its_value(found: Outlook) -> None:
    told = judgements(found)
    assert {one.question for one in told} == {
        "change", "tie", "co-movement", "tilt", "balance", "base rate", "forecast",
    }  # fmt: skip
    for one in told:
        assert one.basis and all(ground.says.startswith("Wire") for ground in one.basis)
        assert (one.likelihood is None) == (one.question == "co-movement")
        if one.likelihood:
            assert one.likelihood == likelihood_of(one.likelihood.value)
            assert f" {one.likelihood.words} that " in one.sentence


def test_carriers_of_a_change_are_rows_of_the_file_after_it(found: Outlook) -> None:
    rows = wire()
    for change in found.changes:
        (ground,) = change.basis
        turn = ground.finding
        assert isinstance(turn, TurningPoint)
        carried = [rows[int(origin.removeprefix("wire:")) - 1] for origin in ground.records]
        assert carried
        assert all({one["a"], one["b"]} == {"PAK", "RUS"} and one["day"] >= turn.at for one in carried)
        if turn.aspect != "volume":
            assert {one["quad"] for one in carried[:6]} == {3}


def test_ties_and_what_to_expect_are_of_the_third_with_each_of_the_two(found: Outlook) -> None:
    sides = {Dyad(a="USA", b="PAK"), Dyad(a="USA", b="RUS")}
    assert {one.about for one in found.ties if one.question in ("tie", "co-movement")} == sides
    assert {one.about for one in found.expected} == sides
    (balance,) = (one for one in found.ties if one.question == "balance")
    triad = balance.basis[0].finding
    assert isinstance(triad, Triad)
    assert (triad.since, triad.until) == (date(2019, 1, 1), date(2020, 12, 31))
    rates = [
        ground.finding
        for one in found.expected
        for ground in one.basis
        if isinstance(ground.finding, BaseRate)
    ]
    assert {rate.n for rate in rates} and all(rate.n >= 10 for rate in rates)


def test_what_would_change_it_are_bounds_of_the_series_then_open_commitments(found: Outlook) -> None:
    assert 0 < len(found.watch) <= MOST_WATCHED
    level = next(one for one in turns_in(found) if one.aspect == "level")
    bound = (level.before[0] + level.after[0]) / 2
    assert (
        f"Mean score staying above {bound:.2f}, half way back to before the first quarter of 2017."
        in found.watch
    )
    assert "The mix of events going back to what it was before the first quarter of 2017." in found.watch
    assert any(one.startswith("Net events of the United States and Pakistan outside ") for one in found.watch)
    assert found.watch[-1] == "a gas pipeline: so far announced; its delivery, delay or cancellation."


def test_claims_are_those_on_the_third_by_their_sign_and_apart_from_what_is_measured(found: Outlook) -> None:
    told = [[one.says for one in some] for some in (found.gains, found.losses, found.open_claims)]
    assert told == [["a safer way home"], ["loses a partner"], ["what it does"]]
    assert found.losses[0].text == "Washington loses a partner."


def test_sectors_and_commitments_come_from_articles(found: Outlook) -> None:
    assert {(one.sector, one.happenings, one.rows, one.delivered) for one in found.sectors} == {
        ("military", 1, 0, 0), ("energy", 0, 1, 0), ("humanitarian", 0, 1, 1),
    }  # fmt: skip
    assert [one.what for one in found.commitments] == ["a gas pipeline"]


def test_the_same_record_gives_the_same_outlook_whichever_file_came_first(
    tmp_path: Path,
) -> None:
    rows = [one for one in wire() if {one["a"], one["b"]} <= {"PAK", "RUS", "USA", "NPL"}]
    halves = {"wire a": rows[: len(rows) // 2], "wire b": rows[len(rows) // 2 :]}
    outlooks = []
    for name, order in (("one", ("wire a", "wire b")), ("two", ("wire b", "wire a"))):
        store = create(tmp_path / name)
        for id in order:
            keep(store, halves[id], id=id)
        outlooks.append(find_outlook(store, ABOUT, USA, period="year"))
    assert outlooks[0] == outlooks[1]
    assert outlooks[0].changes


def test_the_two_named_the_other_way_round_changed_alike(full: Store, found: Outlook) -> None:
    other = reduce_dyad(full, Dyad(a="RUS", b="PAK"), source="Wire", period="quarter")["Wire"]
    told = [(one.basis[0].finding.at, one.likelihood) for one in find_changes(full, other, [])]
    assert told == [(turn.at, likelihood_of(turn.probability)) for turn in turns_in(found)]


# which source


def test_a_source_that_has_nothing_of_the_two_is_a_lack_whatever_the_case_of_its_name(full: Store) -> None:
    found = find_outlook(full, Dyad(a="CHN", b="ZMB"), USA, source="wire")
    assert (found.sources, judgements(found)) == ((), [])
    assert [(lack.question, lack.source) for lack in found.lacks] == [("change", "Wire")]


def test_a_source_that_is_not_there_is_an_unknown_name(full: Store) -> None:
    with pytest.raises(UnknownName, match="no source called 'Gazette'"):
        find_outlook(full, ABOUT, USA, source="Gazette")


def test_a_source_of_years_with_more_events_goes_before_a_few_articles(desk: Project, add: Callable) -> None:
    add(desk, *ARTICLES, day="2017-01-05")
    store = open_store(desk.folder)
    years = [
        row(date(year, 1, 1), "PAK", "RUS", 1, 90 + year % 7, last_day=date(year, 12, 31)) for year in range(2002, 2015)
    ]  # fmt: skip
    keep(store, years, id="years", source="Yearbook")
    assert find_outlook(store, ABOUT, USA).sources == ("Yearbook",)


def test_a_source_of_sums_has_changes_and_says_why_it_has_no_more(tmp_path: Path) -> None:
    store = create(tmp_path / "desk")
    keep(store, [one | {"n": None, "quad": None} for one in wire() if (one["a"], one["b"]) == ("PAK", "RUS")])
    found = find_outlook(store, ABOUT, USA)
    assert {turn.measure for turn in turns_in(found)} == {"score"}
    assert "the sum of scores between Pakistan and Russia fell" in found.changes[-1].sentence
    assert (found.ties, found.expected) == ((), ())
    assert [(lack.question, lack.why) for lack in found.lacks] == [
        ("tie", "the source does not tell how many events its rows stand for")
    ]


# over articles alone, and over nothing


def test_a_few_articles_carry_claims_and_commitments_and_no_judgement(desk: Project, add: Callable) -> None:
    add(desk, *ARTICLES, day="2017-01-05")
    progress = list[str]()
    found = find_outlook(open_store(desk.folder), ABOUT, USA, progress=progress.append)
    assert progress == ["articles", "series", "ties of the third state", "base rates and forecasts"]
    assert found.sources == ("articles",)
    assert judgements(found) == []
    assert {lack.question for lack in found.lacks} == {"change", "tie"}
    assert all(lack.source == "articles" for lack in found.lacks)
    assert (len(found.sectors), len(found.losses), len(found.commitments)) == (3, 1, 1)
    assert found.watch == ("a gas pipeline: so far announced; its delivery, delay or cancellation.",)


def test_an_empty_project_says_that_there_is_nothing(desk: Project) -> None:
    found = find_outlook(open_store(desk.folder), ABOUT, USA)
    assert found.lacks == (
        Lack(
            question="change",
            source="any source",
            why="no dated events of the two: import event files (detente import), or add articles",
        ),
    )
    assert (found.sources, found.sectors, judgements(found), found.watch) == ((), (), [], ())


@pytest.mark.parametrize("third", ["PAK", "RUS"])
def test_one_of_the_two_is_no_third_state(desk: Project, third: str) -> None:
    with pytest.raises(UnknownName, match="is one of the two"):
        find_outlook(open_store(desk.folder), ABOUT, third)


# what changed


def reduced(store: Store) -> Reduction:
    return reduce_dyad(store, ABOUT, source="Wire")["Wire"]


def test_a_relation_that_did_not_turn_is_told_as_that(tmp_path: Path) -> None:
    store, lacks = create(tmp_path / "desk"), list[Lack]()
    keep(store, steady())
    assert list(find_changes(store, reduced(store), lacks)) == []
    assert [(lack.question, lack.source, lack.why) for lack in lacks] == [
        ("change", "Wire", "no likely turn is found in 2012 to 2020, neither in level nor in volume or mix")
    ]


def test_a_context_with_events_enough_is_asked_too_and_named(tmp_path: Path) -> None:
    store, own = create(tmp_path / "desk"), [one for one in wire() if (one["a"], one["b"]) == ("PAK", "RUS")]
    keep(store, [one | {"contexts": "|military|"} if one["day"].month % 2 else one for one in own])
    lacks = list[Lack]()
    told = [one.sentence for one in find_changes(store, reduced(store), lacks)]
    assert any("between Pakistan and Russia in military matters turned cooler" in one for one in told)
