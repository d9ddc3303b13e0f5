"""All that the measures are judged by, on the field's own event data: read, cut, compared, forecast.

    python benchmarks/measures.py [--data ../shared/data] [--dyads 60] [--shuffles 200] [--json]

Parts: `weights` (the CAMEO table beside the scores that ICEWS and GDELT gave their rows), `turns`
(benchmarks/turning.py), `agreement` (days that stand out of a dyad's own history, which the tool flags), `forecasts`
(benchmarks/forecasting.py), `outlook` (what the tool says of Pakistan and Russia for the United States from yearly
ICEWS counts, with the seconds it took). The size of all GDELT is in benchmarks/scale.py.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from detente import vocab
from detente.model import Judgement
from detente.project import Project
from detente.read.events import read_events

ROOT = Path(__file__).resolve().parents[1]
DYAD_DAYS: dict[str, Any] = {
    "a": "a", "b": "b", "day": "date", "score": "score", "codes": "iso3", "directed": False, "scale": "own",
    "source": "GDELT dyad-days",
}  # fmt: skip
DYAD_YEARS: dict[str, Any] = {
    "a": "i_iso3c", "b": "j_iso3c", "year": "year", "codes": "iso3", "source": "ICEWS dyad-years",
    "quads": {"verbCoop": 1, "matlCoop": 2, "verbConf": 3, "matlConf": 4},
}  # fmt: skip


def weights(data: Path) -> dict[str, Any]:
    """Of the rows of the samples, how many carry the very score that our table gives their code."""
    table = vocab.cameo()
    found: dict[str, Any] = {}
    gdelt = data / "gdelt_samples"
    samples = {
        "ICEWS": (data / "icews_sample" / "events.2018.sample.tab",),
        "GDELT": (*sorted(gdelt.glob("*events*samp.tsv")), gdelt / "gdelt1_reed_events.csv"),
    }
    for name, paths in samples.items():
        rows = equal = 0
        for path in paths:
            for file in read_events(path):
                for batch in file.batches:
                    for code, score in zip(
                        batch.rows["code"].to_pylist(), batch.rows["score10"].to_pylist(), strict=True
                    ):
                        row = table[code]
                        rows += 1
                        equal += score == (row.goldstein10 if name == "ICEWS" else row.gdelt10)
        found[name] = {"pairs": rows, "equal": equal}
    return found


def agreement(project: Project) -> dict[str, Any]:
    """The days of three dyads that the tool flags, in GDELT's own daily scores."""
    found = {}
    for a, b in (("USA", "PAK"), ("IND", "PAK"), ("USA", "RUS")):
        days = project.dyad(a, b).odd_days("GDELT dyad-days").get("GDELT dyad-days", ())
        found[f"{a}-{b}"] = [
            f"{day}: {odd.value:+.0f}, {odd.deviation:.1f} deviations off" for day, odd in days
        ]
    return found


def outlook(project: Project) -> dict[str, Any]:
    """The judgements for a third state, in their own words, and the seconds they took."""
    start = time.perf_counter()
    found = project.dyad("PAK", "RUS").implications("USA", source="ICEWS dyad-years")
    judged: tuple[Judgement, ...] = (*found.changes, *found.ties, *found.expected)
    return {
        "seconds": round(time.perf_counter() - start, 1),
        "judgements": [
            {"sentence": one.sentence, "basis": [ground.says for ground in one.basis]} for one in judged
        ],
        "not answered": [f"{lack.question}: {lack.why}" for lack in found.lacks],
    }


def measured(data: Path, *, dyads: int, shuffles: int) -> dict[str, Any]:
    """All parts, in order."""
    sys.path.insert(0, str(ROOT))
    from benchmarks import forecasting, turning

    parquet = data / "gdelt2_daily_dyads" / "gdelt2_dyad_day_2018_2024.parquet"
    icews = data / "icews_dyad_year" / "icews_dyad_year_2002_2014.csv.gz"
    levant = data / "keds" / "levant.cameo.csv.gz"
    told: dict[str, Any] = {"weights": weights(data)}
    told["turns"] = {
        "KEDS Levant": turning.keds(data / "keds"),
        "GDELT dyad-days": turning.gdelt(parquet, dyads=dyads, shuffles=shuffles),
        "ICEWS dyad-years": turning.icews(icews),
    }
    with tempfile.TemporaryDirectory() as folder:
        project = Project.create(Path(folder) / "desk")
        project.import_events(parquet, mapping=DYAD_DAYS)
        project.import_events(icews, mapping=DYAD_YEARS)
        told["agreement"] = agreement(project)
        told["outlook"] = outlook(project)
    panels = {
        "GDELT, sums of scores": (forecasting.gdelt(parquet), forecasting.GDELT_FROM),
        "KEDS, counts": (forecasting.keds(levant), forecasting.KEDS_FROM),
    }
    told["forecasts"] = forecasting.measured(panels, 2)
    return told


def show(told: Any, depth: int = 0) -> None:
    """Nested figures as an indented list."""
    for name, value in told.items() if isinstance(told, dict) else enumerate(told, 1):
        if isinstance(value, (dict, list, tuple)) and value and not _flat(value):
            print(f"{'  ' * depth}{name}")
            show(value, depth + 1)
        else:
            print(f"{'  ' * depth}{name}: {_number(value)}")


def _flat(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(
        not isinstance(one, (dict, list, tuple, str)) for one in value
    )


def _number(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return ", ".join(map(_number, value)) if isinstance(value, (list, tuple)) else str(value)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--dyads", type=int, default=60, help="dyads whose days are shuffled")
    parser.add_argument("--shuffles", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    if not given.data.is_dir():
        parser.error(f"no folder {given.data}: give the folder of the event data with --data")
    told = measured(given.data, dyads=given.dyads, shuffles=given.shuffles)
    print(json.dumps(told, indent=1, default=str)) if given.json else show(told)


if __name__ == "__main__":
    main()
