"""Turns that are known from history, in the shared event data; each test skips where its data is absent."""

from __future__ import annotations

import sys
from datetime import date
from math import log
from pathlib import Path
from typing import Any

import pytest

from detente.measure.turns import find_turns

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import turning

DATA = Path(__file__).parents[2].parent / "shared" / "data"
KEDS = DATA / "keds"
GDELT = DATA / "gdelt2_daily_dyads" / "gdelt2_dyad_day_2018_2024.parquet"
ICEWS = DATA / "icews_dyad_year" / "icews_dyad_year_2002_2014.csv.gz"


@pytest.mark.skipif(not KEDS.exists(), reason="the shared KEDS events are not here")
def test_between_israelis_and_palestinians_the_one_break_of_1979_to_2003_follows_september_2000() -> None:
    """Monthly sums in standard deviations, L2, six months at least; 2000-09 is the last month of the old regime."""
    for measures in turning.read_keds(KEDS, until=date(2003, 12, 1)).values():
        sums = measures["score"]
        assert turning.fixed_breaks(sums, 10 * log(297)) == [date(2000, 10, 1)]
        assert len(turning.fixed_breaks(sums, 3 * log(297))) == 2
        assert date(2000, 10, 1) in [turn.at for turn in find_turns(sums)]


@pytest.fixture(scope="module")
def days() -> Any:
    if not GDELT.exists():
        pytest.skip("the shared GDELT table is not here")
    return turning.Days(GDELT, fewest=2000)


@pytest.mark.parametrize(("of", "month"), turning.KNOWN.items())
def test_the_month_in_which_a_relation_broke_is_found(days: Any, of: tuple[str, str], month: date) -> None:
    of = of if of in days.scores else of[::-1]
    assert month in [
        turn.at for turn in find_turns(days.series(of, days.scores[of])) if turn.after < turn.before
    ]


@pytest.fixture(scope="module")
def yearly() -> dict[str, Any]:
    if not ICEWS.exists():
        pytest.skip("the shared ICEWS table is not here")
    table = turning.read_icews(ICEWS)
    every = turning.yearly_totals(table)
    return {
        "-".join(of): turning.yearly_turns(of, table[of], every) for of in (("USA", "PAK"), ("RUS", "PAK"))
    }


def test_the_united_states_turn_on_pakistan_between_2008_and_2011(yearly: dict[str, Any]) -> None:
    (turn,) = yearly["USA-PAK"]["level"]
    assert 2008 <= turn.at.year <= 2011 and turn.after < turn.before


def test_russia_and_pakistan_turn_in_volume_where_the_mean_stands_still(yearly: dict[str, Any]) -> None:
    assert yearly["RUS-PAK"]["level"] == ()
    assert [turn.at.year for turn in yearly["RUS-PAK"]["volume"]] == [2004]
