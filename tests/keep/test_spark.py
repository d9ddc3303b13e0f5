"""Spark gives the same rows as DuckDB, for every reduction that there is."""

import importlib.util
import shutil
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pyarrow as pa
import pytest

from detente import measure
from detente.errors import UserError
from detente.keep.coded import keep_file
from detente.keep.store import Store, open_store
from detente.measure.reduction import run
from detente.model import Event, When
from detente.project import Project
from detente.read.events import EVENT_SCHEMA, EventBatch, EventFile

REDUCTIONS = sorted(path.stem for path in (Path(measure.__file__).parent / "sql").glob("*.sql"))
ANY = {"since": None, "until": None, "source": None, "context": None}
CHOSEN = {"since": "2019-01-05", "until": "2019-12-01", "source": "Gazette", "context": "military"}
OF = {"a": "PAK", "b": "RUS"}
VALUES: dict[str, list[dict]] = {
    "dyad_periods": [OF | ANY | {"step": 1}, OF | CHOSEN | {"step": 3}],
    "all_months": [{"source": None, "step": 1}, {"source": "Gazette", "step": 3}],
    "all_periods": [ANY | {"step": 12}, CHOSEN | {"step": 1}],
    "party_periods": [OF | ANY | {"step": 3}, OF | CHOSEN | {"step": 12}],
    "carriers": [OF | ANY | {"since": "2018-01-01", "until": "2021-01-01"}],
    "source_days": [{}],
}
"""What each reduction is asked with: once for all there is, once for some of it."""

UNORDERED = ("all_periods", "all_months")
"""Reductions whose rows come in no order: to sort all dyads takes as long as to sum them."""

needs_spark = pytest.mark.skipif(
    not importlib.util.find_spec("pyspark") or not shutil.which("java"), reason="no Spark, or no Java"
)


def row(line: int, day: str, a: str = "PAK", b: str = "RUS", **told) -> dict:
    on = date.fromisoformat(day)
    usual = {
        "a": a, "b": b, "day": on, "last_day": on, "type": "CONSULT", "quad": 1, "score10": 10, "n": 1,
        "contexts": "", "story": None, "code": "", "a_role": None, "b_role": None, "line": line,
    }  # fmt: skip
    return usual | told


ROWS = (
    row(1, "2019-01-05", quad=3, type="ACCUSE", score10=-44, story="x", contexts="|economic|military|"),
    row(2, "2019-01-05", quad=3, type="ACCUSE", score10=-44, story="x", contexts="|economic|military|"),
    row(3, "2019-01-31", "RUS", "PAK", n=3, score10=-100, contexts="|military|"),
    row(4, "2019-02-01", quad=None, type=""),
    row(5, "2019-02-02", n=None, score10=-35),
    row(6, "2019-02-03", score10=None, quad=2, type="AID"),
    row(7, "2019-01-31", last_day=date(2019, 2, 1), n=5),
    row(8, "2019-01-01", last_day=date(2019, 12, 31), n=70, contexts="|military|"),
    row(9, "2020-06-30", "RUS", "Arab League", contexts="|nonmilitary|"),
    row(10, "2019-11-30", "RUS", "PAK", contexts="|military|", story="ü"),
    row(11, "0999-12-31", "IND", "PAK"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory, add, decided) -> Store:
    """Articles of which one record was rejected, and rows of two sources with everything that can be missing."""
    project = Project.create(tmp_path_factory.mktemp("spark") / "my desk")
    day = date(2019, 3, 1)

    def met(when, *aux, type="CONSULT"):
        return Event(actors=("PAK", "RUS"), type=type, aux=aux, when=when, contexts=("military",))

    on = When(since=day, until=day)
    records = add(
        project,
        ("Russia met Pakistan.", met(on)),
        ("Russia and Pakistan agreed.", met(on, type="AGREE")),
        ("They will meet.", met(on, "future")),
        ("They have met ever since.", met(When(since=day))),
        ("They met.", met(None)),
    )
    decided(project, "reject", records[1])
    store, ids = open_store(project.folder), count()
    for source, some in (("Gazette", ROWS), ("Courier", ROWS[:4]), ("Gazette", ROWS[3:6])):
        batch = EventBatch(
            rows=pa.RecordBatch.from_pylist(list(some), schema=EVENT_SCHEMA()), bad=(), seen=len(some)
        )
        file = EventFile(
            path="rows", format="generic", source=source, directed=True, scale="own", batches=iter([batch])
        )
        keep_file(store, file, id=f"file {next(ids)}", version="v1", batch="20260101")
    return store


@pytest.fixture(scope="module")
def by_spark(store: Store) -> Store:
    """The same store, asked by Spark; few partitions, for a small machine."""
    from detente.keep.spark import LOCAL, _session

    _session(LOCAL).conf.set("spark.sql.shuffle.partitions", "1")
    return replace(store, spark=LOCAL)


def columns(table: pa.Table) -> list[tuple[str, str]]:
    return [(field.name, str(field.type).replace("large_", "")) for field in table.schema]


def test_every_reduction_is_asked_here() -> None:
    assert sorted(VALUES) == REDUCTIONS


@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_what_is_compared_holds_every_kind_of_row(store: Store, reduction: str) -> None:
    assert all(run(store, reduction, **values).num_rows for values in VALUES[reduction])


@needs_spark
@pytest.mark.parametrize(
    ("reduction", "values"),
    [
        pytest.param(name, values, id=f"{name} of {'all' if values.get('source') is None else 'some'}")
        for name in REDUCTIONS
        for values in VALUES.get(name, ())
    ],
)
def test_a_reduction_by_spark_has_the_columns_and_rows_of_the_one_by_duckdb(
    store: Store, by_spark: Store, reduction: str, values: dict
) -> None:
    one, other = run(store, reduction, **values), run(by_spark, reduction, **values)
    assert columns(other) == columns(one)
    if reduction in UNORDERED:
        one, other = (
            table.sort_by([(name, "ascending") for name in table.column_names]) for table in (one, other)
        )
    assert other.to_pylist() == one.to_pylist()


@needs_spark
def test_the_record_as_it_stood_is_the_same_by_spark(store: Store, by_spark: Store) -> None:
    one, other = (run(replace(each, until="20260102"), "source_days") for each in (store, by_spark))
    assert other.to_pylist() == one.to_pylist()
    assert set(one["source"].to_pylist()) == {"Gazette", "Courier"}  # the article came later


@pytest.mark.skipif(bool(importlib.util.find_spec("pyspark")), reason="Spark is installed")
def test_without_spark_it_is_told_how_to_get_it(store: Store) -> None:
    with pytest.raises(UserError, match="Spark is not installed"):
        run(replace(store, spark="local[*]"), "source_days")
