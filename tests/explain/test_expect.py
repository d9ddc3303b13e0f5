"""What may be expected: turns of the same kind elsewhere, what followed them, and what is not told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from detente.explain.expect import expect_ties, find_like, kind_of
from detente.explain.judge import judge_turn
from detente.explain.likelihood import LIKELY
from detente.keep.store import Store, create, open_store
from detente.measure import turns
from detente.measure.panel import Panel
from detente.measure.reduction import SourceOf
from detente.model import QUADS, BaseRate, Dyad, Judgement, Lack, TurningPoint, add_months
from detente.project import Project

MONTHS, TURN, MANY = 60, 30, 14
START = date(2010, 1, 1)
ABOUT = Dyad(a="X00", b="Y00")
COOLER = TurningPoint(
    of=ABOUT, directed=False, source="wire", aspect="level", measure="mean score", at=add_months(START, TURN),
    earliest=add_months(START, TURN), latest=add_months(START, TURN), parts=("mean score",), before=(2.0,),
    after=(-1.0,), size=-3.0, probability=0.9,
)  # fmt: skip
WARMER = replace(COOLER, before=(-1.0,), after=(2.0,), size=3.0)
GROWN = replace(COOLER, aspect="volume", measure="events", before=(10.0,), after=(20.0,), size=3.0)
HARDER = replace(
    COOLER, aspect="mix", measure="mix", parts=QUADS, before=(0.7, 0.2, 0.1, 0.0), after=(0.4, 0.2, 0.3, 0.1),
    size=0.3,
)  # fmt: skip
FROM_WORDS_TO_DEEDS = replace(HARDER, before=(0.8, 0.1, 0.1, 0.0), after=(0.4, 0.48, 0.11, 0.01), size=0.4)


def panel_of(dyads: dict[tuple[str, str], np.ndarray]) -> Panel:
    """A panel of cooperation and conflict, shape (2, months) each."""
    names = tuple(sorted(dyads))
    counts = np.zeros((len(names), MONTHS, 4), np.int64)
    for index, name in enumerate(names):
        counts[index, :, 0], counts[index, :, 2] = dyads[name]
    return Panel(
        source=SourceOf(name="wire", scale="own", directed=False), period="month", start=START, dyads=names,
        counts=counts, score=np.zeros(counts.shape[:2]), coverage=(1.0,) * MONTHS,
        volume=tuple(counts.sum(axis=(0, 2)).tolist()),
    )  # fmt: skip


def shares(seed: int, before: float, after: float, events: int = 40) -> np.ndarray:
    good = np.random.default_rng(seed).binomial(events, np.where(np.arange(MONTHS) < TURN, before, after))
    return np.array([good, events - good])


@pytest.fixture(scope="module")
def made() -> Panel:
    """Of each triad X and Y cool in month 30; X and Z then cool for a year in two of three; Y and Z stay friends."""
    found = {}
    for n in range(MANY):
        found[f"X{n:02}", f"Y{n:02}"] = shares(n, 0.3, 0.05)
        follows = shares(100 + n, 0.65, 0.65)
        if n % 3:
            follows[:, TURN : TURN + 12] = shares(200 + n, 0.5, 0.5)[:, TURN : TURN + 12]
        found[f"X{n:02}", f"Z{n:02}"] = follows
        found[f"Y{n:02}", f"Z{n:02}"] = shares(300 + n, 0.97, 0.97)
    return panel_of(found)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return create(Path(tmp_path_factory.mktemp("expect")) / "desk")


def asked(
    store: Store, panel: Panel, *found: TurningPoint, third: str = "Z00"
) -> tuple[list[Judgement], list[Lack]]:
    lacks: list[Lack] = []
    changes = [judge_turn(turn, "month") for turn in found]
    return list(expect_ties(store, panel, ABOUT, third, changes, lacks)), lacks


# kinds of turns


@pytest.mark.parametrize(
    ("turn", "kind"),
    [
        (COOLER, "cooler relations"),
        (WARMER, "warmer relations"),
        (GROWN, "more dealing"),
        (replace(GROWN, before=(20.0,), after=(10.0,)), "less dealing"),
        (HARDER, "cooler relations, to which more conflict in the mix is likened"),
        (
            replace(HARDER, before=HARDER.after, after=HARDER.before),
            "warmer relations, to which less conflict in the mix is likened",
        ),
    ],
)
def test_the_kind_of_a_turn_is_its_aspect_and_way_and_of_a_mix_what_it_is_likened_to(
    turn: TurningPoint, kind: str
) -> None:
    assert kind_of(turn) == kind


# turns of the same kind


def test_turns_of_the_same_kind_are_found_where_they_were_planted() -> None:
    panel = panel_of(
        {
            ("A", "B"): shares(1, 0.9, 0.4), ("A", "C"): shares(2, 0.4, 0.9), ("A", "D"): shares(3, 0.6, 0.6),
            ("B", "C"): shares(4, 0.8, 0.3),
        }
    )  # fmt: skip
    assert find_like(panel, COOLER) == {panel.at("A", "B"): [TURN], panel.at("B", "C"): [TURN]}
    assert find_like(panel, WARMER) == {panel.at("A", "C"): [TURN]}
    assert find_like(panel, HARDER) == find_like(panel, COOLER)


def test_a_volume_is_likened_against_all_else_that_the_source_tells() -> None:
    random = np.random.default_rng(1)
    steady = {(a, b): random.poisson(20, (2, MONTHS)) for a, b in ("AB", "AC", "AD", "BC", "BD")}
    grown = np.concatenate([random.poisson(20, (2, TURN)), random.poisson(60, (2, MONTHS - TURN))], axis=1)
    panel = panel_of(steady | {("C", "D"): grown})
    assert panel.at("C", "D") in (found := find_like(panel, GROWN))
    assert found[panel.at("C", "D")] == [TURN]
    whole = {pair: np.where(np.arange(MONTHS) < TURN, counts, 3 * counts) for pair, counts in steady.items()}
    assert find_like(panel_of(whole), GROWN) == {}  # where the whole source grew, none did


def test_only_likely_turns_are_likened_as_of_the_two_only_likely_ones_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    panel = panel_of({("A", "B"): shares(1, 0.9, 0.4)})
    monkeypatch.setattr(turns, "chance_within", lambda *_, **__: LIKELY)
    assert find_like(panel, COOLER) == {0: [TURN]}
    monkeypatch.setattr(turns, "chance_within", lambda *_, **__: LIKELY - 0.001)
    assert find_like(panel, COOLER) == {}


# what followed


def test_what_followed_such_turns_is_told_of_both_ties_both_ways(made: Panel, empty: Store) -> None:
    found, _ = asked(empty, made, COOLER)
    sides = [(one.about.b, "cools" in one.sentence) for one in found if one.question == "base rate"]
    assert sides[:2] == [("X00", True), ("X00", False)]
    first = found[0]
    (ground,) = first.basis
    assert isinstance(rate := ground.finding, BaseRate)
    assert rate.n == MANY - 1
    assert rate.low <= 9 / 13 <= rate.high  # of thirteen others nine cooled
    assert rate.usual is not None and rate.usual < rate.low
    assert first.likelihood is not None and first.likelihood.value == rate.share
    assert first.sentence == (
        "It is likely that within a year of such a turn the relation of Z00 and X00 cools by more than it usually "
        "varies."
    )


def test_where_its_year_has_gone_by_a_rate_says_so_against_itself(made: Panel, empty: Store) -> None:
    late = (
        "The turn is of July 2012, and the time told has gone by: look at what came in the series."
    )  # fmt: skip
    assert late in [ground.says for ground in asked(empty, made, COOLER)[0][0].against]
    recent = replace(COOLER, at=add_months(START, MONTHS - 12))
    assert "The turn is of January 2014" in str(asked(empty, made, recent)[0][0].against)
    recent = replace(COOLER, at=add_months(START, MONTHS - 11))
    assert "gone by" not in str(asked(empty, made, recent)[0][0].against)


def test_the_newest_turn_of_all_dealings_is_the_one_that_is_likened(made: Panel, empty: Store) -> None:
    of_context = replace(WARMER, context="military")
    kinds = {
        ground.finding.after
        for one in asked(empty, made, of_context, FROM_WORDS_TO_DEEDS, COOLER, WARMER)[0]
        for ground in one.basis
        if isinstance(ground.finding, BaseRate)
    }
    assert kinds == {"cooler relations"}


def test_a_mix_that_went_from_words_to_deeds_has_no_like(made: Panel, empty: Store) -> None:
    _, lacks = asked(empty, made, FROM_WORDS_TO_DEEDS)
    assert lacks[0] == Lack(
        question="base rate", source="wire", why="no turn of the two is found that others could be likened to"
    )
    assert asked(empty, made, HARDER)[0]


def test_without_a_turn_there_is_no_rate_and_that_is_said(made: Panel, empty: Store) -> None:
    found, lacks = asked(empty, made)
    assert found == []
    assert [lack.question for lack in lacks] == ["base rate", "forecast", "forecast"]


def test_too_few_turns_elsewhere_are_a_lack(made: Panel, empty: Store) -> None:
    found, lacks = asked(empty, made, WARMER)
    assert found == []
    assert [lack.why for lack in lacks if lack.question == "base rate"] == [
        "wire: 0 turns with a comparable third state, and 10 are the least"
    ] * 2


def test_a_tie_that_the_source_does_not_have_has_no_forecast(made: Panel, empty: Store) -> None:
    _, lacks = asked(empty, made, COOLER)
    assert [lack.why for lack in lacks if lack.question == "forecast"] == [
        "wire: no events of Z00 and X00",
        "wire: no events of Z00 and Y00",
    ]


def test_a_forecast_is_of_the_quarter_after_the_last_of_the_source(tmp_path: Path, made: Panel) -> None:
    rows = ["year,month,a,b,talk,blame"]
    rows += [f"{2010 + month // 12},{month % 12 + 1},PAK,USA,{60 + month % 5},3" for month in range(96)]
    (tmp_path / "wire.csv").write_text("\n".join(rows), encoding="utf-8")
    project = Project.create(tmp_path / "desk")
    columns = {"a": "a", "b": "b", "year": "year", "month": "month", "quads": {"talk": 1, "blame": 3}}
    project.import_events(tmp_path / "wire.csv", mapping=columns, source="wire")
    store, lacks = open_store(project.folder), list[Lack]()
    (found,) = expect_ties(store, made, Dyad(a="PAK", b="RUS"), "USA", [], lacks)
    assert (found.question, found.about) == ("forecast", Dyad(a="USA", b="PAK"))
    assert found.sentence == (
        "It is almost certain that cooperation outweighs conflict between the United States and Pakistan in the first "
        "quarter of 2018."
    )
    assert "178.0 in the last known quarter" in found.basis[0].says
