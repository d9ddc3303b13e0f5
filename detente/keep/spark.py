"""The same questions answered by Spark, over the same files: for records larger than one machine.

Asked for by name only; needs `pip install .[spark]` and Java. What analysts decided is small: it is laid over by
DuckDB (see `overlay`) and given to Spark as rows.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import UserError
from detente.keep.engine import laid_over
from detente.keep.queries import OVERLAYS, VIEWS, names_in, query_text
from detente.keep.store import Store, files_of
from detente.keep.tables import SQL_TYPES, TABLES

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

LOCAL = "local[*]"
_TYPES = SQL_TYPES | {"text": "string", "bytes": "binary"}


def ask_spark(
    store: Store, query: str, at: Path | None = None, /, *, master: str = LOCAL, **values: Any
) -> pa.Table:
    """The answer to a query, as `engine.ask` gives it, worked out by Spark.

    Args:
        store: the project; its folder must be seen by all workers of a cluster.
        query: name of a file in `sql`, without `.sql`.
        at: the folder of the file, instead of `sql`.
        master: address of the cluster's master; by default Spark runs in this process.
        values: what stands for each `:name`; `None` for "any".

    Raises:
        UserError: Spark or Java is not there.
        BrokenStore: a table is missing or damaged.
    """
    spark, text = _session(master), query_text(query, at)
    _show_tables(spark, store, text)
    return spark.sql(text, args=values).toArrow()


def _show_tables(spark: SparkSession, store: Store, text: str) -> None:
    needed = names_in(text)
    for name in (name for name in TABLES if f"kept_{name}" in needed):
        _rows_of(spark, store, name).createOrReplaceTempView(f"kept_{name}")
    for name in (name for name in VIEWS if name in needed):
        if name in OVERLAYS:
            for laid, rows in laid_over(store, name).items():
                spark.createDataFrame(rows).createOrReplaceTempView(laid)
        else:
            spark.sql(query_text(f"views/{name}")).createOrReplaceTempView(name)


def _rows_of(spark: SparkSession, store: Store, name: str) -> DataFrame:
    columns = ", ".join(f"`{column.name}` {_TYPES[column.type]}" for column in TABLES[name])
    uris = files_of(store, name)
    rows = spark.read.schema(columns).parquet(*uris) if uris else spark.createDataFrame([], columns)
    return rows.where(rows.batch < store.until) if store.until else rows


@cache
def _session(master: str) -> SparkSession:
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UserError(
            "Spark is not installed", mend="pip install 'detente[spark]', or ask without it"
        ) from error
    python = {"PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
    os.environ.update({name: path for name, path in python.items() if name not in os.environ})
    builder = SparkSession.builder.master(master).appName("detente")
    for name, value in (_SETTINGS | (_ALONE if master.startswith("local") else {})).items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except (PySparkException, RuntimeError, OSError) as error:
        mend = "is Java (17 or newer) installed, the master's address right?"
        raise UserError(
            f"Spark does not start: {str(error).splitlines()[0]}", where=master, mend=mend
        ) from error
    spark.sparkContext.setLogLevel("ERROR")
    return spark


_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.ansi.enabled": "true",
}
"""No page is served; sums that overflow are errors, as in DuckDB."""
_ALONE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
"""In this process alone, nothing listens to the network."""
