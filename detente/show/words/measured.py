"""What is measured, as plain lines for a terminal: series with a sparkline, turns, tilts, triads, forecasts.

Every number is a field of its value, rounded to be read; nothing is worked out here.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import cast

from detente.errors import UnknownName
from detente.explain.display import context_in_words, day_in_words, in_sentence, name_of, names_of, one_line
from detente.explain.judge import period_in_words
from detente.measure.agreement import Outlier
from detente.measure.polarity import Polarity
from detente.measure.response import Answer, Exchange
from detente.model import (
    ASPECTS,
    Agreement,
    Aspect,
    Dyad,
    Forecast,
    Leaning,
    Number,
    Period,
    Series,
    Triad,
    TurningPoint,
)

WIDTH = 80
BLOCKS = "▁▂▃▄▅▆▇█"
UNKNOWN = "·"
A_LINE = 60
"""Blocks of a sparkline on one line: five years of months."""
RUN = 3
"""Periods in a row without an event that are told on one line."""
CARRIERS = 3
"""Carriers of a turn that are shown; `--json` has all that are known."""
MOST_STATES, MOST_GROUPS, MOST_DAYS = 10, 8, 10
COUNTED = ("events", "stories", "net events")
MEDIAN, LOW, HIGH = 0.5, 0.1, 0.9
SHOWN_LATER = 4
"""Periods after a shock that are shown; `--json` has all."""


def series_in_words(series: Series) -> str:
    """A series: what it is, a sparkline, and a line a period; periods in a row without events share a line."""
    head = f"{series.source}: {_measure(series)} {_between(series.of, series.directed)}"
    within = f", in {context_in_words(series.context)}" if series.context else ""
    lines = [fill(f"{head}, by {series.period}{within}", ""), *_sparkline(series), "", *_rows(series)]
    return "\n".join(lines)


def turn_in_words(turn: TurningPoint, period: Period, told: Mapping[str, str]) -> str:
    """A turn: when, in what, before and after, how large and how sure; below it the sentences that carry it."""
    if turn.aspect == "mix":
        moves = "; ".join(
            f"{part} {before:.0%} before, {after:.0%} after"
            for part, before, after in zip(turn.parts, turn.before, turn.after, strict=True)
        )
        size = f"{turn.size:.0%} of the dealings are of another class"
    else:
        moves = f"{turn.measure} {number(turn.before[0])} before, {number(turn.after[0])} after"
        size = f"{turn.size:+.2f} standard deviations"
    since, until = (label(day, period) for day in (turn.earliest, turn.latest))
    where = f"in {since}" if since == until else f"between {since} and {until}"
    field = f" in {context_in_words(turn.context)}" if turn.context else ""
    head = (
        f"{label(turn.at, period)}  {turn.aspect}{field}: {moves}; {size}; the break lies {where} (80 %), "
        f"probability {turn.probability:.2f}"
    )
    carriers = [fill(told.get(one, one), "    ") for one in turn.carriers[:CARRIERS]]
    return "\n".join([fill(head, "", "  "), *carriers])


def turns_in_words(turns: Sequence[TurningPoint], period: Period, told: Mapping[str, str]) -> str:
    """The turns of each source below its name."""
    parts = []
    for source, found in groupby(turns, key=lambda turn: turn.source):
        some = list(found)
        head = f"{source}: turning points {_between(some[0].of, some[0].directed)}, by {period}"
        parts.append("\n".join([head, "", *(turn_in_words(turn, period, told) for turn in some)]))
    return "\n\n".join(parts) if parts else "no turning point is found"


def leaning_in_words(leaning: Leaning) -> str:
    """A pivot's tilt: level, drift, hedge, and its share as a sparkline."""
    to, other = in_sentence(leaning.toward), in_sentence(leaning.other)
    drift = (
        f"the share changes by {leaning.drift:+.3f} a year ({leaning.drift_low:+.3f} to {leaning.drift_high:+.3f}, "
        f"80 %); hedge {leaning.hedge:.2f}, where 1 serves both alike and 0 only one"
    )
    head = (
        f"{leaning.source}: of the cooperation of {in_sentence(leaning.pivot)} with {to} and {other}, "
        f"{leaning.level:.0%} went to {to} in the last year; {drift}"
    )
    return "\n".join(
        [
            fill(head, "", "  "),
            "",
            f"the share of {to}, by {leaning.share.period}",
            *_sparkline(leaning.share),
        ]
    )


def triad_in_words(triad: Triad) -> str:
    """The three sides of a triad, how likely it is balanced, and which side is under pressure."""
    days = f"{day_in_words(triad.since)} to {day_in_words(triad.until)}"
    rows = [("", "net cooperation", "80 %", "positive", "events")]
    rows += [
        (
            _pair(side.of), f"{side.net:+.2f}", f"{side.low:+.2f} to {side.high:+.2f}", f"{side.positive:.2f}",
            str(side.n),
        )
        for side in triad.sides
    ]  # fmt: skip
    usual = f"a side is positive above {triad.neutral:+.2f}, what is usual of the source's dyads"
    pressed = (
        f"; the side most open to change is that of {_pair(triad.pressed)}"
        if triad.pressed is not None
        else ""
    )
    tail = f"probability that the triad is balanced: {triad.balanced:.2f}{pressed}"
    return "\n".join([f"{triad.source}, {days}", "", *table(rows), "", fill(usual, ""), fill(tail, "")])


def polarity_in_words(found: Polarity, source: str) -> str:
    """How cooperation is spread over states: concentration, the pull of the largest, communities."""
    lines = [
        f"{source}: cooperation among {found.states} states and organisations",
        "",
        f"concentration {found.concentration:.2f}, where 0 is all alike and 1 all with one",
        fill(
            f"{name_of(found.largest)} has most; of all others' cooperation {found.mean_pull:.0%} goes there",
            "",
        ),
        f"modularity {found.communities.modularity:.2f} of {len(found.communities.groups)} communities:",
    ]
    for group in found.communities.groups[:MOST_GROUPS]:
        more = f" and {len(group) - MOST_STATES} more" if len(group) > MOST_STATES else ""
        states = ", ".join(map(name_of, group[:MOST_STATES]))
        lines.append(fill(f"{states}{more}", f"{len(group):4}  ", " " * 6))
    if len(found.communities.groups) > MOST_GROUPS:
        lines.append(f"      and {len(found.communities.groups) - MOST_GROUPS} smaller ones")
    return "\n".join(lines)


def agreement_in_words(found: Agreement) -> str:
    """How two sources agree on a dyad; what they contradict each other in stands below."""
    of = f"{' and '.join(found.sources)}: {found.periods} {found.period}{'s' if found.periods != 1 else ''} of both"
    parts = [
        f"correlation {found.correlation:+.2f} ({number(found.low)} to {number(found.high)}, 80 %)"
        if found.correlation is not None
        else "no correlation can be told",
        f"the same sign in {found.same_sign:.0%}" if found.same_sign is not None else "no signs to compare",
    ]
    lines = [fill("; ".join([of, *parts]), "", "  ")]
    return "\n".join([*lines, fill(f"! {one_line(found.why)}", "  ")] if found.flagged else lines)


def odd_days_in_words(source: str, days: Sequence[tuple[date, Outlier]]) -> str:
    """Days that stand out of a dyad's own history in a source, the farthest first."""
    rows = [("day", "score", "typical", "deviation", "")]
    rows += [
        (
            day.isoformat(), number(one.value), number(one.typical), f"{one.deviation:.0f}",
            "other sign than usual" if one.turned else "",
        )
        for day, one in days[:MOST_DAYS]
    ]  # fmt: skip
    many = "1 day that stands" if len(days) == 1 else f"{len(days)} days that stand"
    more = [f"  and {len(days) - MOST_DAYS} more"] if len(days) > MOST_DAYS else []
    return "\n".join(
        [
            f"{source}: {many} out; read them before you trust a series",
            *table(rows),
            *more,
        ]
    )


def forecast_in_words(found: Forecast, ahead: int) -> str:
    """What the next period may bring, and how this way of forecasting and its rivals did before."""
    when = period_in_words(found.at, found.period)
    span = when if ahead == 1 else f"the {ahead} {found.period}s from {when} on"
    head = f"{found.source}: {_measure(found)} {_between(found.of, found.directed)} in {span}"
    low, middle, high = (found.quantile(level) for level in (LOW, MEDIAN, HIGH))
    odds = (
        f"10 % lie below {number(low)}, half below {number(middle)}, 90 % below {number(high)}; mean "
        f"{number(found.mean)}; probability above zero {found.positive:.2f}"
    )
    rows = [("way", "CRPS", "Brier", "held", "forecasts")]
    rows += [
        (s.method, f"{s.crps:.3g}", "-" if s.brier is None else f"{s.brier:.3f}", f"{s.held:.0%}", str(s.n))
        for s in found.scores
    ]
    tested = (
        [
            "",
            "how it did before, this way first (less is better; 80 % should be held):",
            *table(rows),
        ]
        if found.scores
        else ["not tested on this series, which is too short"]
    )
    return "\n".join([fill(head, ""), fill(odds, "  "), *tested])


def exchange_in_words(source: str, found: Exchange, period: Period) -> str:
    """Who answers whom: for each side whether the other's past foretells it, and its path after the other's shock."""
    many = f"{found.order} {period}{'s' if found.order > 1 else ''}"
    head = (
        f"{source}: net events both ways over {found.periods} {period}s, by what was done in the last {many}"
    )
    first, second = found.first, found.second
    lines = [*_answer(first, second.actor, period), *_answer(second, first.actor, period)]
    return "\n".join([fill(head, ""), *lines, "", "to foretell is not to cause: a third event may move both"])


def aspects_of(given: Sequence[str] | None) -> tuple[Aspect, ...]:
    """The aspects asked for, each once; all where none is.

    Raises:
        UnknownName: another one.
    """
    wrong = [one for one in given or () if one not in ASPECTS]
    if wrong:
        raise UnknownName(f"no aspect called {wrong[0]!r}", mend=f"there are: {', '.join(ASPECTS)}")
    return cast(tuple[Aspect, ...], tuple(one for one in ASPECTS if not given or one in given))


def label(day: date, period: Period) -> str:
    """A period by its first day: `2000-09`, `2000 Q3`, `2000`."""
    if period == "year":
        return f"{day.year}"
    return f"{day.year} Q{(day.month + 2) // 3}" if period == "quarter" else f"{day:%Y-%m}"


def number(value: Number) -> str:
    """A number to be read: no decimals where it is whole or large, `-` for none."""
    if value is None:
        return "-"
    return f"{value:.0f}" if value == round(value) or abs(value) >= 100 else f"{value:.2f}"


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines, the columns below each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def fill(text: str, indent: str, more: str | None = None) -> str:
    """One line of text broken at `WIDTH`; addresses stay whole."""
    return textwrap.fill(
        one_line(text), WIDTH, initial_indent=indent, subsequent_indent=indent if more is None else more,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _sparkline(series: Series) -> list[str]:
    known = [value for value in series.values if value is not None]
    if not known:
        return ["  no period has a value"]
    low, high = min(known), max(known)
    marks = "".join(_block(value, low, high) for value in series.values)
    lines = [
        f"  {label(series.first_day(at), series.period):7}  {marks[at : at + A_LINE]}"
        for at in range(0, len(marks), A_LINE)
    ]
    scale = (
        f"{BLOCKS[0]} is {number(low)}, {BLOCKS[-1]} is {number(high)}"
        if high > low
        else f"all are {number(low)}"
    )
    blank = f"; {UNKNOWN} has no value" if None in series.values else ""
    return [*lines, f"  one mark a {series.period}; {scale}{blank}"]


def _block(value: Number, low: float, high: float) -> str:
    if value is None:
        return UNKNOWN
    share = (value - low) / (high - low) if high > low else 0.5
    return BLOCKS[min(int(share * len(BLOCKS)), len(BLOCKS) - 1)]


def _rows(series: Series) -> list[str]:
    """The table of a series."""
    rows: list[tuple[str, ...]] = [("period", series.measure, "80 %", "n", "coverage")]
    for kind, run in groupby(range(len(series.values)), key=lambda at: _emptiness(series, at)):
        some = list(run)
        if kind and len(some) >= RUN:
            first, last = (label(series.first_day(at), series.period) for at in (some[0], some[-1]))
            rows.append((f"{first} – {last}", "", kind, "", ""))
        else:
            rows += [_row(series, at) for at in some]
    return table(rows)


def _emptiness(series: Series, at: int) -> str:
    """Why a period has nothing to tell, `""` where it has."""
    if series.values[at] is None and not series.coverage[at]:
        return "no day of the source"
    nothing = (
        not series.n[at] and not series.values[at]
    )  # a source of sums alone has a value, and no number of events
    return "no events" if nothing and series.coverage[at] == 1 else ""


def _row(series: Series, at: int) -> tuple[str, ...]:
    value, low, high = series.values[at], series.low[at], series.high[at]
    decimals = 0 if series.unit in COUNTED else 2
    shown = "-" if value is None else f"{value:.{decimals}f}"
    interval = "" if low is None or high is None else f"{low:.{decimals or 1}f} to {high:.{decimals or 1}f}"
    covered = series.coverage[at]
    return (
        label(series.first_day(at), series.period), shown, interval,
        str(series.n[at]) if series.n[at] or not value else "-", "" if covered == 1 else f"{covered:.2f}",
    )  # fmt: skip


def _answer(answer: Answer, other: str, period: Period) -> Iterator[str]:
    test = answer.causality
    chance = "p < 0.001" if test.p < 0.001 else f"p = {test.p:.3f}"
    foretold = f"Does {in_sentence(other)} foretell {in_sentence(answer.actor)}?"
    yield ""
    yield fill(f"{foretold} F({test.restrictions}, {test.freedom}) = {test.f:.2f}, {chance}", "")
    yield fill(f"after {answer.shock:.1f} net events more by {in_sentence(other)} than foretold:", "  ")
    yield from table(
        [("", f"{period}s later", "net events", "80 %")]
        + [
            ("", str(at), f"{value:+.1f}", f"{low:+.1f} to {high:+.1f}")
            for at, (value, low, high) in enumerate(zip(answer.path, answer.low, answer.high, strict=True))
            if 0 < at <= SHOWN_LATER
        ]
    )


def _measure(found: Series | Forecast) -> str:
    return found.measure if found.measure == found.unit else f"{found.measure} ({found.unit})"


def _pair(of: Dyad) -> str:
    return names_of((of.a, of.b))


def _between(of: Dyad, directed: bool) -> str:
    a, b = in_sentence(of.a), in_sentence(of.b)
    return f"from {a} to {b}" if directed else f"of {a} and {b}"
