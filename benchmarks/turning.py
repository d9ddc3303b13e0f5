"""Turning points on real dyads whose turns are known, and on their shuffled days, which have none.

    python benchmarks/turning.py --keds FOLDER --gdelt PARQUET --icews CSV [--dyads 60] [--shuffles 200]

Each part is told as JSON: what was found beside what is known. All parts use the same settings, the defaults of
`find_turns`, but the first of KEDS: a given penalty on a given series (L2, 10 ln n), to compare with published breaks.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import log
from pathlib import Path
from typing import Any

from detente.measure.costs import squares
from detente.measure.segments import best_breaks
from detente.measure.turns import find_mix_turns, find_turns
from detente.model import MONTHS_IN, QUADS, Dyad, Period, Series, TurningPoint, add_months, months_between

PALESTINIANS = ("PAL", "PSE")
"""Two codes of one actor in the Levant file."""
KNOWN = {
    ("IND", "PAK"): date(2019, 2, 1),  # Pulwama and Balakot
    ("RUS", "UKR"): date(2022, 2, 1),
    ("USA", "RUS"): date(2022, 2, 1),
}


def to_series(
    of: tuple[str, str],
    measure: str,
    start: date,
    values: Sequence[float | None],
    *,
    coverage: Sequence[float] | None = None,
    period: Period = "month",
    directed: bool = True,
    source: str = "benchmark",
) -> Series:
    """A series without intervals."""
    n = len(values)
    return Series(
        of=Dyad(a=of[0], b=of[1]),
        directed=directed,
        source=source,
        measure=measure,
        unit="",
        period=period,
        start=start,
        values=tuple(values),
        low=(None,) * n,
        high=(None,) * n,
        n=tuple(int(value or 0) if measure in ("events", *QUADS) else 1 for value in values),
        coverage=tuple(coverage or [1.0] * n),
    )


def read_keds(folder: Path, until: date = date(2011, 11, 1)) -> dict[str, dict[str, Series]]:
    """Monthly sums, means and counts of the CAMEO scale between Israelis and Palestinians, by direction."""
    with (folder / "cameo.scale.csv").open(encoding="utf-8") as stream:
        scale = {row["code"]: float(row["value"]) for row in csv.DictReader(stream)}
    found: dict[str, list[tuple[date, float]]] = {"i2p": [], "p2i": []}
    with gzip.open(folder / "levant.cameo.csv.gz", "rt", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            pair = (row["source"][:3] in PALESTINIANS, row["target"][:3] in PALESTINIANS)
            israeli = (row["source"][:3] == "ISR", row["target"][:3] == "ISR")
            way = {((False, True), (True, False)): "i2p", ((True, False), (False, True)): "p2i"}.get(
                (pair, israeli)
            )
            weight = next(
                (scale[c] for c in (row["code"], row["code"][:3], row["code"][:2]) if c in scale), None
            )
            if way and weight is not None:
                found[way].append((date.fromisoformat(row["date"]), weight))
    start = date(1979, 4, 1)
    size = months_between(start, until) + 1
    return {way: _by_month(way, rows, start, size) for way, rows in found.items()}


def _by_month(way: str, rows: Sequence[tuple[date, float]], start: date, size: int) -> dict[str, Series]:
    sums, numbers = [0.0] * size, [0] * size
    for day, weight in rows:
        at = months_between(start, day)
        if at < size:
            sums[at] += weight
            numbers[at] += 1
    means = [total / n if n else None for total, n in zip(sums, numbers, strict=True)]
    of = ("ISR", "PSE") if way == "i2p" else ("PSE", "ISR")
    given = {"score": sums, "mean score": means, "events": numbers}
    return {
        measure: to_series(of, measure, start, values, source="keds") for measure, values in given.items()
    }


def keds(folder: Path) -> dict[str, Any]:
    """Breaks of the sums of 1979-2003 in standard deviations at 10 ln n and 3 ln n, and by default of all measures.

    The former are told by the last month of the old regime, as in the literature, turns by the first of the new.
    """
    told: dict[str, Any] = {}
    for way, measures in read_keds(folder, until=date(2003, 12, 1)).items():
        series = measures["score"]
        for times in (10, 3):
            found = fixed_breaks(series, times * log(len(series.values)))
            told[f"{way} 1979-2003, sums, L2, {times} ln n"] = [
                f"after {_month(add_months(day, -1))}" for day in found
            ]
    for way, measures in read_keds(folder).items():
        for measure, series in measures.items():
            told[f"{way} 1979-2011, {measure}, default"] = [tell(turn) for turn in find_turns(series)]
    return told


def fixed_breaks(series: Series, penalty: float, least: int = 6) -> list[date]:
    """The breaks of a whole series in units of its own standard deviation, as the field's examples take them."""
    import numpy as np

    values = np.array(series.values, float)
    scaled = (values - values.mean()) / values.std()
    return [
        series.first_day(index)
        for index in best_breaks(squares(scaled), len(scaled), penalty=penalty, least=least)
    ]


class Days:
    """Score sums of dyads, day by day, for the days that the source has."""

    def __init__(self, parquet: Path, fewest: int = 1000) -> None:
        """Read the dyads that have a score on at least `fewest` days."""
        import duckdb
        import numpy as np

        rows = f"(SELECT date::DATE AS day, a, b, score FROM read_parquet('{parquet}'))"
        run = duckdb.connect().execute
        days = [day for (day,) in run(f"SELECT DISTINCT day FROM {rows} ORDER BY day").fetchall()]
        place = {day: at for at, day in enumerate(days)}
        enough = (
            f"SELECT a, b, list(day), list(score) FROM {rows} WHERE a <> b GROUP BY a, b"
            f" HAVING count(*) >= {fewest} ORDER BY a, b"
        )
        self.start = days[0].replace(day=1)
        self.months = np.array([months_between(self.start, day) for day in days])
        self.coverage = [
            n / days_in(add_months(self.start, at)) for at, n in enumerate(np.bincount(self.months))
        ]
        self.scores: dict[tuple[str, str], Any] = {}
        for a, b, when, scores in run(enough).fetchall():
            line = np.zeros(len(days))
            line[[place[day] for day in when]] = scores
            self.scores[a, b] = line

    def series(self, of: tuple[str, str], scores: Any) -> Series:
        """The monthly sums of some days' scores."""
        import numpy as np

        sums = np.bincount(self.months, weights=scores)
        return to_series(
            of, "score", self.start, sums.tolist(), coverage=self.coverage, directed=False, source="gdelt"
        )


def gdelt(parquet: Path, *, dyads: int, shuffles: int, seed: int = 0) -> dict[str, Any]:
    """The known turns, and of how many shuffles of a dyad's days each of many dyads has a turn."""
    import numpy as np

    rng = np.random.default_rng(seed)
    days = Days(parquet)
    told: dict[str, Any] = {}
    for (a, b), day in KNOWN.items():
        of = (a, b) if (a, b) in days.scores else (b, a)
        turns = find_turns(days.series(of, days.scores[of]))
        at = [turn for turn in turns if turn.earliest <= day <= turn.latest]
        told[f"{a}-{b} {_month(day)}"] = {"found": bool(at), "turns": [tell(turn) for turn in turns]}
    known = [of for of in days.scores if of in KNOWN or of[::-1] in KNOWN]
    picked = [list(days.scores)[at] for at in rng.choice(len(days.scores), dyads, replace=False)]
    rates = {
        of: sum(bool(find_turns(days.series(of, rng.permutation(days.scores[of])))) for _ in range(shuffles))
        / shuffles
        for of in dict.fromkeys([*known, *picked])
    }
    real = [len(find_turns(days.series(of, scores))) for of, scores in days.scores.items()]
    told["shuffled"] = {
        "dyads": len(rates),
        "shuffles of each": shuffles,
        "with a turn": sum(rates.values()) / len(rates),
        "worst dyad": max(rates.values()),
        "dyads above 0.05": sum(rate > 0.05 for rate in rates.values()),
        "known dyads": {"-".join(of): rates[of] for of in known},
    }
    told["unshuffled"] = {
        "dyads": len(real),
        "with a turn": sum(n > 0 for n in real) / len(real),
        "turns a dyad": sum(real) / len(real),
    }
    return told


def read_icews(path: Path) -> dict[tuple[str, str], dict[int, list[int]]]:
    """Counts by quad class of each directed dyad and year."""
    import duckdb

    rows = duckdb.execute(
        "SELECT i_iso3c, j_iso3c, year, verbCoop, matlCoop, verbConf, matlConf FROM read_csv(?, header=true)",
        [str(path)],
    ).fetchall()
    found: dict[tuple[str, str], dict[int, list[int]]] = defaultdict(dict)
    for a, b, year, *counts in rows:
        found[a, b][int(year)] = [int(count or 0) for count in counts]
    return dict(found)


def icews(path: Path) -> dict[str, Any]:
    """Turns of net cooperation, volume and mix of two dyads, by year, per all events of the source."""
    table = read_icews(path)
    every = yearly_totals(table)
    told: dict[str, Any] = {}
    for a, b in (("USA", "PAK"), ("PAK", "USA"), ("RUS", "PAK"), ("PAK", "RUS")):
        told[f"{a}-{b}"] = {
            aspect: [tell(turn) for turn in turns]
            for aspect, turns in yearly_turns((a, b), table[a, b], every).items()
        }
    return told


def yearly_totals(table: Mapping[tuple[str, str], Mapping[int, Sequence[int]]]) -> dict[int, int]:
    """All events of a source, by year."""
    every: dict[int, int] = defaultdict(int)
    for years in table.values():
        for year, counts in years.items():
            every[year] += sum(counts)
    return dict(every)


def yearly_turns(
    of: tuple[str, str], years: Mapping[int, Sequence[int]], every: Mapping[int, int]
) -> dict[str, tuple[TurningPoint, ...]]:
    """The turns of one directed dyad in each aspect."""
    start = date(min(years), 1, 1)
    rows = [years[year] for year in sorted(years)]
    quads = [
        to_series(of, quad, start, [row[at] for row in rows], period="year", source="icews")
        for at, quad in enumerate(QUADS)
    ]
    net = [(sum(row[:2]) - sum(row[2:])) / sum(row) if sum(row) else None for row in rows]
    exposure = [float(every[year]) for year in sorted(years)]
    return {
        "level": find_turns(replace(quads[0], measure="net cooperation", values=tuple(net))),
        "volume": find_turns(
            replace(quads[0], measure="events", values=tuple(sum(row) for row in rows)), exposure=exposure
        ),
        "mix": find_mix_turns(quads),
    }


def tell(turn: TurningPoint) -> str:
    """A turn in a line."""
    sides = " -> ".join("/".join(f"{one:.3g}" for one in side) for side in (turn.before, turn.after))
    return (
        f"{_month(turn.at)} [{_month(turn.earliest)}..{_month(turn.latest)}] {sides}"
        f" size {turn.size:.2f} p {turn.probability:.2f}"
    )


def days_in(month: date) -> int:
    """The number of days of a month."""
    return (add_months(month, MONTHS_IN["month"]) - timedelta(days=1)).day


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in ("keds", "gdelt", "icews"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--dyads", type=int, default=60)
    parser.add_argument("--shuffles", type=int, default=200)
    chosen = parser.parse_args(arguments)
    told: dict[str, Any] = {}
    if chosen.keds:
        told["keds"] = keds(chosen.keds)
    if chosen.gdelt:
        told["gdelt"] = gdelt(chosen.gdelt, dyads=chosen.dyads, shuffles=chosen.shuffles)
    if chosen.icews:
        told["icews"] = icews(chosen.icews)
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
