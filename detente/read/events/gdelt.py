"""GDELT 1.0 and 2.0 events, and the reduced file of GDELT 1.

    57 fields   1.0, yearly and monthly files
    58 fields   1.0, daily files: SOURCEURL
    61 fields   2.0: ADM2Code in each of three places
    17 fields   reduced: actor codes alone, several events a row

Each line is read by its own number of fields. The parties are states by their country codes, not the words of the actor
code; the weight is the one in the row. The quad class is that of the code's root: the rows have roots 09
and 14 one class lower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.read.events.lines import Layout
from detente.read.events.settle import Form, arranged, first_fault, of_code
from detente.read.events.words import Words, any_day, named, party, weight, whole

if TYPE_CHECKING:
    import pyarrow as pa

_SAME = {
    "SQLDATE": 1, "Actor1Code": 5, "Actor1CountryCode": 7, "Actor1KnownGroupCode": 8, "Actor2Code": 15,
    "Actor2CountryCode": 17, "Actor2KnownGroupCode": 18, "EventCode": 26, "GoldsteinScale": 30,
}  # fmt: skip
WIDTHS = {61: {**_SAME, "SOURCEURL": 60}, 58: {**_SAME, "SOURCEURL": 57}, 57: {**_SAME, "SOURCEURL": -1}}
REDUCED = (
    "Date Source Target CAMEOCode NumEvents NumArts QuadClass Goldstein SourceGeoType SourceGeoLat SourceGeoLong"
    " TargetGeoType TargetGeoLat TargetGeoLong ActionGeoType ActionGeoLat ActionGeoLong"
).split()


def gdelt(first: str) -> Form:
    """The form of a file of GDELT 1 or 2 whose first line is given; a header is not due."""
    skip = int(first.strip().lower().startswith("globaleventid"))
    return Form(layout=Layout(widths=WIDTHS), arrange=_arranged, scale="Goldstein", skip=skip)


def reduced(first: str) -> Form:
    """The form of a reduced file of GDELT 1; its header is not due."""
    places = {name: n for n, name in enumerate(REDUCED) if name in _REDUCED_NEEDED}
    skip = int(first.split("\t")[:2] == REDUCED[:2])
    layout = Layout(widths={len(REDUCED): places})
    return Form(layout=layout, arrange=_arranged_reduced, scale="Goldstein", skip=skip)


_REDUCED_NEEDED = ("Date", "Source", "Target", "CAMEOCode", "NumEvents", "Goldstein")


def _arranged(table: pa.Table, lines: pa.Array) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    code = Words.of(table["EventCode"])
    day, no_day = Words.of(table["SQLDATE"]).due(any_day, pa.date32(), "no valid date")
    score, no_score = Words.of(table["GoldsteinScale"]).due(weight, pa.int64(), "no valid GoldsteinScale")
    known = of_code(code)
    fault = first_fault(no_day, known.pop("fault"), no_score)
    sides = {}
    for side, actor in (("a", "Actor1"), ("b", "Actor2")):
        state = Words.of(table[f"{actor}CountryCode"]).each(party("cameo"), pa.string())
        group = Words.of(table[f"{actor}KnownGroupCode"]).each(party("cameo"), pa.string())
        sides[side] = pc.coalesce(state, group)
        sides[f"{side}_named"] = pc.greater(pc.binary_length(table[f"{actor}Code"]), 0)
        sides[f"{side}_role"] = table[f"{actor}Code"]
    story = table["SOURCEURL"]
    return arranged(
        table.num_rows,
        day=day,
        score10=score,
        n=1,
        story=pc.if_else(pc.equal(story, ""), None, story),
        code=table["EventCode"],
        line=lines,
        fault=fault,
        **known,
        **sides,
    )


def _arranged_reduced(table: pa.Table, lines: pa.Array) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    day, no_day = Words.of(table["Date"]).due(any_day, pa.date32(), "no valid date")
    score, no_score = Words.of(table["Goldstein"]).due(weight, pa.int64(), "no valid Goldstein")
    events, no_events = Words.of(table["NumEvents"]).due(whole, pa.int64(), "no valid NumEvents")
    known = of_code(Words.of(table["CAMEOCode"]))
    fault = first_fault(no_day, known.pop("fault"), no_score, no_events)
    source, target = Words.of(table["Source"]), Words.of(table["Target"])
    return arranged(
        table.num_rows,
        a=source.each(party("cameo"), pa.string()),
        b=target.each(party("cameo"), pa.string()),
        a_named=source.each(named, pa.bool_()),
        b_named=target.each(named, pa.bool_()),
        a_role=table["Source"],
        b_role=table["Target"],
        day=day,
        score10=pc.multiply(score, events),
        n=events,
        code=table["CAMEOCode"],
        line=lines,
        fault=fault,
        **known,
    )
