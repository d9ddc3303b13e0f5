"""POLECAT events: tab-separated, a header, 40 columns, "None" for what is missing.

Countries and contexts are lists parted by `;`: a row gives a pair for each actor and recipient. The score is PLOVER's
for the type and mode, not the row's intensity. Some releases name more columns in the header than the rows have, and
one month has four empty columns at the end: such rows are read by the order of the 40. Lines that stood before word for
word are left out.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from detente.read.events.headers import cells, places
from detente.read.events.lines import Layout
from detente.read.events.settle import Form, arranged, first_fault
from detente.read.events.words import Words, any_day, bodies, named, party, piped, said

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_STORY = ("Source", "Publication Date", "Story People", "Story Organizations", "Story Locations")
_NEEDED = (
    "Event Date", "Event Type", "Event Mode", "Contexts", "Actor Name", "Actor Country", "Primary Actor Sector",
    "Recipient Name", "Recipient Country", "Primary Recipient Sector", *_STORY,
)  # fmt: skip
_EMPTY_AT_END = 4


def polecat(first: str, where: str) -> Form:
    """The form of a file whose first line is given.

    Raises:
        UnreadableInput: the header lacks a column.
    """
    header = cells(first)
    usual = {name: COLUMNS.index(name) for name in _NEEDED}
    widths = {len(COLUMNS): usual, len(COLUMNS) + _EMPTY_AT_END: usual}
    if "Event ID" in header:
        widths[len(header)] = dict(places(header, _NEEDED, spare=_STORY, where=where))
    return Form(
        layout=Layout(widths=widths, quoted=True, fallback="latin-1"),
        arrange=_arranged,
        scale="PLOVER",
        skip=int("Event ID" in header),
        once=True,
    )


def _arranged(table: pa.Table, lines: pa.Array) -> pa.Table:
    import pyarrow as pa

    actors = Words.together(table["Actor Country"], table["Actor Name"])
    recipients = Words.together(table["Recipient Country"], table["Recipient Name"])
    rows, a, b = _pairs(actors, recipients)
    table, lines = table.take(rows), lines.take(rows)
    day, no_day = Words.of(table["Event Date"]).due(any_day, pa.date32(), "no valid date")
    known = of_type(Words.together(table["Event Type"], table["Event Mode"]))
    return arranged(
        table.num_rows,
        a=a,
        b=b,
        a_named=actors.each(_named, pa.bool_()).take(rows),
        b_named=recipients.each(_named, pa.bool_()).take(rows),
        a_role=Words.of(table["Primary Actor Sector"]).each(_or_nothing, pa.string()),
        b_role=Words.of(table["Primary Recipient Sector"]).each(_or_nothing, pa.string()),
        day=day,
        n=1,
        contexts=Words.of(table["Contexts"]).each(_contexts, pa.string()),
        story=Words.together(*(table[name] for name in _STORY)).each(_story, pa.string()),
        line=lines,
        fault=first_fault(no_day, known.pop("fault")),
        **known,
    )


def _pairs(actors: Words, recipients: Words) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Each row as often as it has pairs: places of rows, and the two sides; null where a side is no party."""
    import numpy as np
    import pyarrow as pa

    a_flat, a_starts, a_sizes = _flat(actors)
    b_flat, b_starts, b_sizes = _flat(recipients)
    a_at, b_at = actors.at.to_numpy(), recipients.at.to_numpy()
    times = a_sizes[a_at] * b_sizes[b_at]
    rows = np.repeat(np.arange(len(times)), times)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    first, second = np.divmod(within, b_sizes[b_at][rows])
    a = a_flat.take(pa.array(a_starts[a_at][rows] + first))
    b = b_flat.take(pa.array(b_starts[b_at][rows] + second))
    return pa.array(rows), a, b


def _flat(words: Words) -> tuple[pa.Array, np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The parties of all distinct words in a row, and where those of each begin and how many they are."""
    import numpy as np
    import pyarrow as pa

    by_code, by_name = party("iso3"), party("name")
    lists = [_parties(word, by_code, by_name) for word in words.distinct]
    sizes = np.array([len(one) for one in lists], np.int64)
    flat = pa.array([code for one in lists for code in one], pa.string())
    return flat, np.cumsum(sizes) - sizes, sizes


def _parties(word: str, by_code: Any, by_name: Any) -> list[str | None]:
    """The parties in a list of countries or, where there is none, the organisation of that name; never empty."""
    countries, _, name = word.partition("\t")
    told = [one for one in map(said, (said(countries) or "").split(";")) if one]
    if not told:
        return [bodies().get((said(name) or "").casefold())]
    return list(dict.fromkeys(by_code(one) or by_name(one) for one in told))


def of_type(words: Words) -> dict[str, pa.Array]:
    """Type, quad class, score and code of each row by its type and mode; an unknown mode scores as its type."""
    import pyarrow as pa

    from detente.vocab import plover

    rows = {(row.type, row.mode): row for row in plover()}
    split = {word: _type_and_mode(word) for word in words.distinct}
    row_of = {word: rows.get(split[word]) or rows.get((split[word][0], None)) for word in words.distinct}
    quad, fault = words.due(
        lambda word: row.quad if (row := row_of[word]) else None, pa.int64(), "unknown event type"
    )
    return {
        "type": words.each(lambda word: row.type if (row := row_of[word]) else None, pa.string()),
        "score10": words.each(lambda word: row.score10 if (row := row_of[word]) else None, pa.int64()),
        "code": words.each(lambda word: "/".join(filter(None, split[word])), pa.string()),
        "quad": quad,
        "fault": fault,
    }


def _type_and_mode(word: str) -> tuple[str, str | None]:
    kind, _, mode = word.partition("\t")
    return (said(kind) or "").upper(), (said(mode) or "").lower() or None


def _named(word: str) -> bool:
    return any(named(part) for part in word.split("\t"))


def _or_nothing(word: str) -> str:
    return said(word) or ""


def _contexts(word: str) -> str:
    told = (said(one) for one in (said(word) or "").replace(",", ";").split(";"))
    return piped(tuple(one.lower().replace(" ", "_") for one in told if one))


def _story(word: str) -> str | None:
    """A digest of all that is said of the story: POLECAT has no key of it."""
    if not _named(word):
        return None
    return blake2b(word.encode(), digest_size=8).hexdigest()
