"""How good forecasts of the next month and quarter are, beside climatology, last value and seasonal naive.

    python benchmarks/forecasting.py [--gdelt FILE.parquet] [--keds FILE.csv.gz] [--json]

GDELT: daily sums of scores (columns date, a, b, score), undirected, of the 200 dyads with the most days before 2021;
forecasts from 2021-01 on, of the days of each month that the file has. KEDS: events a month by quad class (columns
date, source, target, code) between parties, told by the first three letters, PAL and PSE as one; directed dyads with
300 events or more; forecasts from 1995-01 on. Origins are monthly; a forecast knows the months before its origin alone.

`pooled` is the mean CRPS over all forecasts, where loud dyads weigh most; the best baseline is the one with the least
pooled CRPS, in its better form. `even` weighs series alike: 1 - the geometric mean over series of CRPS / CRPS of a
baseline, for that which fares best by it. `median` is stricter: of 1 - CRPS / CRPS of whatever baseline was best on
that very series, in hindsight; `better` the share of series in which that is above 0. `held` takes a count on the bound
of an interval by its part (see detente/measure/scoring.py), `inclusive` as inside; `clear` is as `inclusive`, of the
forecasts alone whose interval lies above 0, where single counts have little probability.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import statistics
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from detente.measure.backtest import CLIMATOLOGY, LAST, OURS, SEASON, roll
from detente.measure.scoring import Place, brier, crps, inside, pit_histogram, place
from detente.model.claimed import Dyad
from detente.model.measured import QUADS, Series, add_months, months_between

DYADS, EVENTS = 200, 300
GDELT_FROM, KEDS_FROM = date(2021, 1, 1), date(1995, 1, 1)
BASELINES = (CLIMATOLOGY, *LAST, *SEASON)
ROOTS = (5, 8, 13, 20)
"""The last CAMEO root of each quad class."""


def gdelt(path: Path) -> list[Series]:
    """Monthly sums of scores of the busiest dyads; a day on which a dyad has no row is a day without events."""
    import duckdb

    table = duckdb.read_parquet(str(path))
    found = table.query("t", "SELECT DISTINCT date FROM t").fetchall()
    days = Counter(row[0].date().replace(day=1) for row in found)
    busiest = table.query(
        "t",
        f"SELECT a, b FROM t WHERE a <> b AND date < DATE '{GDELT_FROM}' GROUP BY a, b "
        f"ORDER BY count(DISTINCT date) DESC, a, b LIMIT {DYADS}",
    ).fetchall()
    sums: dict[tuple[str, str], dict[date, tuple[float, int]]] = {}
    query = (
        "SELECT a, b, date_trunc('month', date)::DATE, sum(score), count(*) FROM t GROUP BY ALL ORDER BY ALL"
    )
    for a, b, month, score, n in table.query("t", query).fetchall():
        sums.setdefault((a, b), {})[month] = (score, n)
    return [_series((a, b), sums[a, b], days, "sum of scores", "score", directed=False) for a, b in busiest]


def keds(path: Path) -> list[Series]:
    """Monthly counts by quad class of the dyads with the most events."""
    found: dict[tuple[str, str], list[Counter[date]]] = {}
    days = set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            a, b = (row[side][:3].replace("PSE", "PAL") for side in ("source", "target"))
            day = date.fromisoformat(row["date"])
            days.add(day)
            if a != b and len(a) == len(b) == 3 and row["code"][:2].isdigit():
                quad = next(n for n, last in enumerate(ROOTS) if int(row["code"][:2]) <= last)
                found.setdefault((a, b), [Counter() for _ in QUADS])[quad][day.replace(day=1)] += 1
    first, last = min(days), max(days)
    ordinals = range(first.toordinal(), last.toordinal() + 1)
    span = Counter(date.fromordinal(n).replace(day=1) for n in ordinals)
    return [
        _series(
            pair, {month: (n, n) for month, n in counts[quad].items()}, span, name, "events", directed=True
        )
        for pair, counts in sorted(found.items())
        if sum(count.total() for count in counts) >= EVENTS
        for quad, name in enumerate(QUADS)
    ]


def _series(
    pair: tuple[str, str],
    values: dict[date, tuple[float, int]],
    days: Counter[date],
    measure: str,
    unit: str,
    *,
    directed: bool,
) -> Series:
    """A monthly series from value and number by month, and the days by month that the file has."""
    start = min(days)
    months = [add_months(start, n) for n in range(months_between(start, max(days)) + 1)]
    return Series(
        of=Dyad(a=pair[0], b=pair[1]), directed=directed, source="", measure=measure, unit=unit, period="month",
        start=start, low=(None,) * len(months), high=(None,) * len(months),
        values=tuple(values.get(month, (0.0, 0))[0] if days[month] else None for month in months),
        n=tuple(values.get(month, (0.0, 0))[1] for month in months),
        coverage=tuple(days[month] / monthrange(month.year, month.month)[1] for month in months),
    )  # fmt: skip


def tested(series: Series, *, ahead: int, since: date) -> dict[str, Any]:
    """What came of the forecasts of one series: CRPS, Brier scores and places by method; and intervals of ours."""
    rolled = roll(series, ahead=ahead, first=months_between(series.start, since))
    pairs = {method: list(zip(made, rolled.outcomes, strict=True)) for method, made in rolled.made.items()}
    return {
        "crps": {method: [crps(e, y) for e, y in found] for method, found in pairs.items()},
        "brier": {
            method: [brier(float((e > 0).mean()), y > 0) for e, y in found] for method, found in pairs.items()
        },
        "places": {method: [place(e, y) for e, y in found] for method, found in pairs.items()},
        "inclusive": [bool(e[9] <= y <= e[89]) for e, y in pairs[OURS]],
        "clear": [bool(e[9] <= y <= e[89]) for e, y in pairs[OURS] if e[9] > 0],
    }


def table(results: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The figures of one panel and horizon."""

    def pooled(column: str, method: str) -> float:
        return statistics.fmean(value for result in results for value in result[column][method])

    def places(method: str) -> list[Place]:
        return [at for result in results for at in result["places"][method]]

    means = {method: pooled("crps", method) for method in (OURS, *BASELINES)}
    best = min(BASELINES, key=lambda method: means[method])
    by_series = [{m: statistics.fmean(r["crps"][m]) for m in means} for r in results]
    clear = [value for result in results for value in result["clear"]]
    even = [_mean_ratio([(one[OURS], one[m]) for one in by_series]) for m in BASELINES]
    skills = [1 - one[OURS] / least for one in by_series if (least := min(one[m] for m in BASELINES)) > 0]
    return {
        "series": len(results),
        "forecasts": sum(len(result["inclusive"]) for result in results),
        "pooled": means,
        "best": best,
        "skill": 1 - means[OURS] / means[best],
        "even": 1 - max(even),
        "median": statistics.median(skills),
        "better": statistics.fmean(skill > 0 for skill in skills),
        "held": statistics.fmean(inside(at) for at in places(OURS)),
        "inclusive": statistics.fmean(value for result in results for value in result["inclusive"]),
        "clear": statistics.fmean(clear) if clear else None,
        "brier": {method: pooled("brier", method) for method in means},
        "pit": pit_histogram(places(OURS)),
    }


def _mean_ratio(pairs: Sequence[tuple[float, float]]) -> float:
    """The geometric mean of ratios, of pairs that have one."""
    return statistics.geometric_mean(ours / other for ours, other in pairs if ours > 0 and other > 0)


def measured(panels: dict[str, tuple[list[Series], date]], workers: int) -> dict[str, dict[str, Any]]:
    """The tables by panel and horizon, with those of each quad class."""
    found = {}
    with ProcessPoolExecutor(workers) as pool:
        for name, (series, since) in panels.items():
            for horizon, ahead in (("month", 1), ("quarter", 3)):
                results = list(pool.map(partial(tested, ahead=ahead, since=since), series, chunksize=8))
                found[f"{name}, next {horizon}"] = table(results)
                for quad in QUADS:
                    part = [r for r, one in zip(results, series, strict=True) if one.measure == quad]
                    if part and ahead == 1:
                        found[f"{name}, next {horizon}, {quad}"] = table(part)
    return found


def show(found: dict[str, dict[str, Any]]) -> None:
    """The tables for reading."""
    for name, row in found.items():
        print(f"\n{name}: {row['series']} series, {row['forecasts']} forecasts")
        for method, mean in row["pooled"].items():
            print(f"  {method:32} CRPS {mean:10.4f}   Brier of the sign {row['brier'][method]:.4f}")
        print(f"  skill {row['skill']:.1%} over {row['best']}; even {row['even']:.1%}")
        print(
            f"  median {row['median']:.1%} over the best in hindsight; better in {row['better']:.0%} of the series"
        )
        print(
            f"  80 % held {row['held']:.1%}, inclusive {row['inclusive']:.1%}, clear {row['clear'] or 0:.1%}"
        )
        print("  PIT " + " ".join(f"{share:.3f}" for share in row["pit"]))


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--gdelt", type=Path)
    arguments.add_argument("--keds", type=Path)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--json", action="store_true")
    given = arguments.parse_args()
    panels = {}
    if given.gdelt:
        panels["GDELT, sums of scores"] = (gdelt(given.gdelt), GDELT_FROM)
    if given.keds:
        panels["KEDS, counts"] = (keds(given.keds), KEDS_FROM)
    found = measured(panels, given.workers)
    print(json.dumps(found, indent=1)) if given.json else show(found)


if __name__ == "__main__":
    main()
