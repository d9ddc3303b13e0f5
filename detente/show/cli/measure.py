"""Commands that measure: series, turns, tilt, triad, polarity, agreement, forecast, exchange, implications."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.errors import NotEnoughData
from detente.show.cli.options import AsJson, ProjectFolder, print_json, read_date

if TYPE_CHECKING:
    from detente.measure.agreement import Outlier
    from detente.model import Agreement, Period, TurningPoint
    from detente.project import Project
    from detente.relation import Relation

A = Annotated[str, typer.Argument(metavar="A", help="A state, by code or name.")]
B = Annotated[str, typer.Argument(metavar="B", help="Another state.")]
Measure = Annotated[
    str,
    typer.Option(
        "--measure",
        metavar="M",
        help="events, a quad class, a PLOVER type, net events, net cooperation, mean score, score, attention, "
        "reciprocity.",
    ),
]
Length = Annotated[str, typer.Option("--period", metavar="P", help="month, quarter or year.")]
Directed = Annotated[bool, typer.Option("--directed", help="Only what A does to B.")]
Since = Annotated[str | None, typer.Option("--since", metavar="D", help="Only from this day on: YYYY-MM-DD.")]
Until = Annotated[str | None, typer.Option("--until", metavar="D", help="Only up to this day, inclusive.")]
SourceName = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="Only one source; `sources` lists them.")
]
OneSource = Annotated[
    str | None,
    typer.Option("--source", metavar="NAME", help="Which source; by default the one with most events."),
]
Context = Annotated[
    str | None,
    typer.Option("--context", metavar="C", help="Only events of a PLOVER context, such as military."),
]
Spark = Annotated[
    str | None,
    typer.Option("--spark", metavar="MASTER", help="Let Spark count: local[*], or the address of a cluster."),
]


def register(app: typer.Typer) -> None:
    """Gives the commands of this module to the command line."""
    for command in (series, turns, tilt, triad, polarity, agreement, forecast, exchange, implications):
        app.command()(command)


def series(
    a: A,
    b: B,
    measure: Measure = "net cooperation",
    period: Length = "month",
    directed: Directed = False,
    stories: Annotated[
        bool, typer.Option("--stories", help="Count an event once for each story that tells of it.")
    ] = False,
    since: Since = None,
    until: Until = None,
    source: SourceName = None,
    context: Context = None,
    chart: Annotated[
        Path | None,
        typer.Option(
            "--chart", metavar="FILE", help="Draw it, with its turns: FILE.svg or FILE.png.", dir_okay=False
        ),
    ] = None,
    spark: Spark = None,
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """Measure the relation of two states period by period, in each source.

    The value, its 80 % interval, the events behind it, and the share of days that the source has.
    """
    from detente.model import plain
    from detente.show.charts.drawing import aspects_shown, check_picture, draw_series, write_picture
    from detente.show.words.measured import series_in_words

    if chart:
        check_picture(chart)
    relation, length = _open(project, spark).dyad(a, b), _period(period)
    days = {"since": _first(since), "until": _last(until)}
    choice: dict[str, Any] = {
        **days,
        "period": length,
        "source": source,
        "context": context,
        "directed": directed,
    }
    found = relation.series(measure, stories=stories, **choice)
    if chart:
        breaks: list[TurningPoint] = []
        with suppress(NotEnoughData):
            breaks += relation.turns(aspects=aspects_shown(measure), **choice)
        write_picture(chart, draw_series([found], breaks))
    if json:
        print_json([plain(one) for one in found])
    else:
        typer.echo("\n\n".join(series_in_words(one) for one in found))
        _tell_left_out(relation.left_out({one.source for one in found}) if source is None else ())
        if chart:
            typer.echo(f"\nThe chart: {chart}")


def turns(
    a: A,
    b: B,
    aspect: Annotated[
        list[str] | None,
        typer.Option("--aspect", metavar="A", help="Only level, volume or mix. Repeatable."),
    ] = None,
    period: Length = "month",
    directed: Directed = False,
    since: Since = None,
    until: Until = None,
    source: SourceName = None,
    context: Context = None,
    spark: Spark = None,
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """Find the turning points of two states in level, volume and mix.

    When, from what to what, how large, how sure, and the sentences or rows that carry each.
    """
    from detente.model import plain
    from detente.show.words.carriers import tell_carriers
    from detente.show.words.measured import CARRIERS, aspects_of, turns_in_words

    aspects = aspects_of(aspect)
    opened, length = _open(project, spark), _period(period)
    found = opened.dyad(a, b).turns(
        aspects=aspects, period=length, directed=directed, since=_first(since), until=_last(until),
        source=source, context=context,
    )  # fmt: skip
    if json:
        told = tell_carriers(opened, found, most=max((len(turn.carriers) for turn in found), default=0))
        print_json([plain(turn) | {"told": {one: told.get(one) for one in turn.carriers}} for turn in found])
    else:
        typer.echo(turns_in_words(found, length, tell_carriers(opened, found, most=CARRIERS)))


def tilt(
    pivot: Annotated[str, typer.Argument(metavar="PIVOT", help="The state between the two.")],
    a: Annotated[str, typer.Argument(metavar="A", help="The state whose share is told.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    period: Length = "month",
    source: OneSource = None,
    spark: Spark = None,
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """Measure how a state divides its cooperation between two others."""
    from detente.model import plain
    from detente.show.words.measured import leaning_in_words

    found = _open(project, spark).tilt(pivot, a, b, period=_period(period), source=source)
    if json:
        print_json(plain(found))
    else:
        typer.echo(leaning_in_words(found))


def triad(
    a: A,
    b: B,
    c: Annotated[str, typer.Argument(metavar="C", help="A third state.")],
    period: Length = "month",
    since: Since = None,
    until: Until = None,
    source: OneSource = None,
    context: Context = None,
    spark: Spark = None,
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """Tell whether the relations of three states go together, and which is under pressure."""
    from detente.model import plain
    from detente.show.words.measured import triad_in_words

    found = _open(project, spark).triad(
        a,
        b,
        c,
        since=_first(since),
        until=_last(until),
        period=_period(period),
        source=source,
        context=context,
    )
    if json:
        print_json(plain(found))
    else:
        typer.echo(triad_in_words(found))


def polarity(
    since: Since = None,
    until: Until = None,
    source: OneSource = None,
    context: Context = None,
    spark: Spark = None,
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """Measure how cooperation is spread over all states: concentration, communities, the largest."""
    from detente.model import plain
    from detente.show.words.measured import polarity_in_words

    opened = _open(project, spark)
    name = opened.source(source, period="year")
    found = opened.polarity(since=_first(since), until=_last(until), source=name, context=context)
    if json:
        print_json({"source": name} | plain(found))
    else:
        typer.echo(polarity_in_words(found, name))


def agreement(
    a: A,
    b: B,
    measure: Measure = "net cooperation",
    period: Length = "month",
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """Compare what the sources tell of two states, and list days that stand out.

    Sources that contradict each other are flagged with the reason.
    """
    from detente.model import plain
    from detente.show.words.measured import agreement_in_words, fill, odd_days_in_words

    relation = _open(project, None).dyad(a, b)
    found, lack = _compared(relation, measure, _period(period))
    odd = _odd_days(relation)
    if lack and not odd:
        raise lack
    if json:
        days = {name: [{"day": plain(day)} | plain(one) for day, one in some] for name, some in odd.items()}
        print_json({"agreement": [plain(one) for one in found], "odd_days": days})
        return
    parts = [agreement_in_words(one) for one in found] or [
        fill(f"not compared: {lack.what if lack else ''}", "")
    ]
    typer.echo("\n\n".join([*parts, *(odd_days_in_words(name, some) for name, some in odd.items())]))


def forecast(
    a: A,
    b: B,
    measure: Measure = "net events",
    period: Length = "month",
    ahead: Annotated[
        int, typer.Option("--ahead", metavar="N", help="How many periods, together.", min=1, max=24)
    ] = 1,
    source: SourceName = None,
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """Tell what the next period may bring, and how such forecasts did before."""
    from detente.model import plain
    from detente.show.words.measured import forecast_in_words

    relation = _open(project, None).dyad(a, b)
    found = relation.forecast(measure, period=_period(period), ahead=ahead, source=source)
    if json:
        print_json([plain(one) for one in found])
    else:
        typer.echo("\n\n".join(forecast_in_words(one, ahead) for one in found))


def exchange(
    a: A,
    b: B,
    period: Length = "month",
    source: SourceName = None,
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """Tell who of two states answers whom in kind, how much and how long."""
    from detente.model import plain
    from detente.show.words.measured import exchange_in_words

    length = _period(period)
    found = _open(project, None).dyad(a, b).exchange(period=length, source=source)
    if json:
        print_json([{"source": name} | plain(one) for name, one in found])
    else:
        typer.echo("\n\n".join(exchange_in_words(name, one, length) for name, one in found))


def implications(
    a: A,
    b: B,
    third: Annotated[
        str, typer.Option("--for", metavar="C", help="The state for which it is asked what it means.")
    ],
    source: OneSource = None,
    period: Annotated[
        str | None,
        typer.Option("--period", metavar="P", help="month, quarter or year; by default what there is."),
    ] = None,
    spark: Spark = None,
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """Tell what the relation of two states means for a third.

    What changed, the third's ties, what to expect, what sources claim, what to watch, and what the data do not answer;
    each judgement with its basis.
    """
    from detente.show.words.carriers import tell_carriers, turns_under
    from detente.show.words.measured import CARRIERS
    from detente.show.words.outlook import outlook_in_words, outlook_to_json

    opened = _open(project, spark)
    with at_work() as progress:
        found = opened.dyad(a, b).implications(
            third, source=source, period=_period(period) if period else None, progress=progress
        )
    if json:
        print_json(outlook_to_json(found))
    else:
        typer.echo(outlook_in_words(found, tell_carriers(opened, turns_under(found.changes), most=CARRIERS)))


def _open(folder: Path, spark: str | None) -> Project:
    from detente.project import Project

    opened = Project.open(folder)
    return opened.on_spark(spark) if spark else opened


def _period(given: str) -> Period:
    from detente.keep.asked import period_of

    return period_of(given)


def _first(given: str | None) -> date | None:
    when = read_date(given, "--since")
    return when.since if when else None


def _last(given: str | None) -> date | None:
    when = read_date(given, "--until")
    return when.until if when else None


def _compared(
    relation: Relation, measure: str, period: Period
) -> tuple[tuple[Agreement, ...], NotEnoughData | None]:
    """How the sources agree, or why they cannot be compared."""
    try:
        return relation.agreement(measure, period=period), None
    except NotEnoughData as lack:
        return (), lack


def _odd_days(relation: Relation) -> dict[str, tuple[tuple[date, Outlier], ...]]:
    """The days that stand out in each source that has days enough to tell."""
    with suppress(NotEnoughData):
        return relation.odd_days()
    return {}


@contextmanager
def at_work() -> Iterator[Callable[[str], None]]:
    """What is being worked out, on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda what: None
        return
    from rich.console import Console

    with Console(stderr=True).status("at work") as status:
        yield lambda what: status.update(what)


def _tell_left_out(names: Sequence[str]) -> None:
    """Which sources have the two and are not shown, on standard error."""
    if names:
        why = "other periods, or not what the measure needs"
        typer.echo(f"\nleft out: {', '.join(names)} ({why}; ask with --source)", err=True)
