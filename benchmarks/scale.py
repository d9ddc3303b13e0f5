"""Event files at the size of all GDELT: reading, one dyad, all dyad-months, memory.

    python benchmarks/scale.py [--rows 50000000] [--folder DIR] [--json]

Rows are made up, by a fixed seed: parties as unequal as those of the news, one file of a million rows after the other.
Peers, in the same run: reading is beside pyarrow.csv reading the same GDELT file into memory (all 61 columns, nothing
coded); a question is beside DuckDB counting all rows of the same Parquet files by the two parties. Seconds are of this
machine, ratios are to be compared.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from detente import vocab
from detente.keep.append import stamp
from detente.keep.coded import keep_file
from detente.keep.sorting import sort_coded
from detente.keep.store import Store, create, load_table, open_store
from detente.measure.panel import all_pairs
from detente.measure.reduction import run
from detente.read.events import EVENT_SCHEMA, EventBatch, EventFile, read_events

PART = 1_000_000
YEARS = 45
STATES = [state.code for state in vocab.states()]
ANY: dict[str, Any] = {"since": None, "until": None, "source": None, "context": None, "step": 1}


def made_up(rows: int) -> Iterator[EventFile]:
    """Files of events between states, in order of time; a state's share falls with its rank, as in the news."""
    import numpy as np
    import pyarrow as pa

    rng = np.random.default_rng(5)
    weights = 1 / np.arange(1, len(STATES) + 1) ** 1.1
    weights /= weights.sum()
    types = np.array([row.type for row in vocab.plover() if row.mode is None])
    quads = np.array([vocab.quads()[kind] for kind in types])
    names = np.array(rng.permutation(STATES))
    files = rows // PART
    for file in range(files):
        a, b = (rng.choice(len(STATES), PART, p=weights) for _ in "ab")
        b = np.where(a == b, (b + 1) % len(STATES), b)
        start = np.datetime64("1979-01-01") + file * YEARS * 365 // files
        day = start + rng.integers(0, YEARS * 365 // files + 1, PART)
        kind = rng.integers(0, len(types), PART)
        columns = {
            "a": names[a], "b": names[b], "day": day, "last_day": day, "type": types[kind], "quad": quads[kind],
            "score10": rng.integers(-100, 90, PART), "n": np.ones(PART, dtype=int),
            "contexts": np.where(rng.random(PART) < 0.2, "|military|", ""),
            "story": np.char.add("https://example.org/", (rng.integers(0, PART * 3, PART) + file * PART).astype(str)),
            "code": types[kind], "a_role": np.full(PART, ""), "b_role": np.full(PART, ""),
            "line": np.arange(1, PART + 1),
        }  # fmt: skip
        schema = EVENT_SCHEMA()
        table = pa.table({field.name: columns[field.name] for field in schema}).cast(schema)
        parts = [EventBatch(rows=part, bad=(), seen=part.num_rows) for part in table.to_batches()]
        yield EventFile(
            path=f"{file:03d}",
            format="generic",
            source="made up",
            directed=True,
            scale="Goldstein",
            batches=iter(parts),
        )


def fill(folder: Path, rows: int) -> Store:
    """A project with that many rows; one that is there already is taken as it is."""
    if (folder / "detente.toml").exists():
        return open_store(folder)
    store, batch = create(folder), stamp()
    for file in made_up(rows):
        keep_file(store, file, id=file.path, version="1", batch=batch)
    sort_coded(store)
    return store


def asked(store: Store) -> dict[str, Any]:
    """Seconds of questions, the median of five when warm, and how they stand to their peer."""
    import duckdb

    files = load_table(store, "coded").file_uris()
    peer = timed(
        lambda: duckdb.sql(f"select a, b, count(*) from read_parquet({files}) group by a, b").to_arrow_table()
    )
    ranks = all_pairs(store, ANY | {"step": 12 * 1000}).group_by(["a", "b"]).aggregate([("pairs", "sum")])
    order = sorted(
        zip(ranks["pairs_sum"].to_pylist(), ranks["a"].to_pylist(), ranks["b"].to_pylist(), strict=True)
    )
    found: dict[str, Any] = {"rows": sum(pairs for pairs, _, _ in order), "peer": peer}
    for name, place in (("usual", len(order) // 2), ("busy", -len(order) // 100), ("busiest", -1)):
        pairs, a, b = order[place]
        seconds = timed(lambda a=a, b=b: run(store, "dyad_periods", a=a, b=b, **ANY))  # type: ignore[misc]
        found[f"one dyad, {name}"] = {"pairs": pairs, "seconds": seconds, "ratio": seconds / peer}
    seconds = timed(lambda: all_pairs(store, ANY), times=3)
    months = all_pairs(store, ANY).num_rows
    found["all dyad-months"] = {"months": months, "seconds": seconds, "ratio": seconds / peer}
    return found


def timed(ask: Callable[[], Any], times: int = 5) -> float:
    """The median of some runs after a first one."""
    ask()
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        ask()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def reading(folder: Path, rows: int) -> dict[str, Any]:
    """Rows a second of a GDELT 2 file, of CPU and of the clock, beside pyarrow.csv; and memory as the file grows."""
    import pyarrow.csv as pc

    found: dict[str, Any] = {}
    for size in (rows, 4 * rows):
        path = folder / f"{size}.export.CSV"
        write_gdelt(path, size)
        start, cpu = time.perf_counter(), time.process_time()
        seen = sum(batch.seen for file in read_events(path, format="gdelt2") for batch in file.batches)
        took, used = time.perf_counter() - start, time.process_time() - cpu
        found[f"{size}"] = {"rows a second": seen / took, "CPU a row": used / seen, "peak MB": peak()}
    start = time.perf_counter()
    options = pc.ParseOptions(delimiter="\t", quote_char=False)
    names = pc.ReadOptions(autogenerate_column_names=True)
    pc.read_csv(folder / f"{rows}.export.CSV", parse_options=options, read_options=names)
    found["peer, rows a second"] = rows / (time.perf_counter() - start)
    return found


def write_gdelt(path: Path, rows: int) -> None:
    """A GDELT 2 file of made-up rows; a third are between two states, as in the real files."""
    codes = sorted(row.code for row in vocab.cameo().values() if len(row.code) > 2)
    with path.open("w", encoding="utf-8") as file:
        for n in range(rows):
            a = STATES[n * 7 % len(STATES)]
            b = STATES[n * 13 % len(STATES)] if n % 3 == 0 else ""
            code = codes[n % len(codes)]
            day = f"{2015 + n % 9}{1 + n % 12:02d}{1 + n % 28:02d}"
            actor = [f"{a}GOV", "SOMEBODY", a, "", "", "", "", "GOV", "", ""]
            other = [b, "OTHER" if b else "", b, "", "", "", "", "", "", ""]
            what = ["1", code, code[:3], code[:2], "1", "1.0", "4", "1", "4", "-1.5"]
            geo = ["4", "Some Place, Some Region", "US", "USDC", "DC001", "38.8951", "-77.0364", "531871"]
            end = [f"{day}001500", f"https://example.org/{n // 4}"]
            row = [str(n), day, day[:6], day[:4], "2018.5", *actor, *other, *what, *geo, *geo, *geo, *end]
            file.write("\t".join(row) + "\n")


def peak() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--rows", type=int, default=50_000_000)
    arguments.add_argument("--read", type=int, default=500_000, help="rows of the GDELT file that is read")
    arguments.add_argument("--folder", type=Path, help="keep the made-up project here, and use it again")
    arguments.add_argument("--json", action="store_true")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        told = {"reading": reading(Path(scratch), given.read)}
        folder = given.folder or Path(scratch) / "desk"
        told["asking"] = asked(fill(folder, given.rows))
        if given.folder is None:
            shutil.rmtree(folder)
    if given.json:
        print(json.dumps(told, indent=1))
        return
    for part, rows in told.items():
        print(part)
        for name, value in rows.items():
            print(f"  {name:24} {_told(value)}")


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return "   ".join(f"{name} {_told(one)}" for name, one in value.items())
    return f"{value:,.3g}" if isinstance(value, float) and abs(value) < 1000 else f"{value:,.0f}"


if __name__ == "__main__":
    main()
