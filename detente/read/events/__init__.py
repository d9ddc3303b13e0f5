"""Event files → batches of pairs: GDELT 1 and 2, ICEWS, POLECAT, Phoenix, and tables of the user's own.

A file is read in blocks, two at a time, so that memory does not grow with it. What is no row is kept aside with its
line and text; every row is accounted for (`EventBatch`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from detente.errors import UnknownName, UnreadableInput
from detente.read import checks
from detente.read.events.batch import EVENT_SCHEMA, BadRow, EventBatch, EventFile
from detente.read.events.blocks import Member, head, in_order, members, read_blocks
from detente.read.events.kinds import FORMATS, HEADERLESS, format_of
from detente.read.events.mapping import Table, checked, read_mapping
from detente.read.events.repeats import with_repeats
from detente.read.events.settle import Form, settled

__all__ = [
    "EVENT_SCHEMA",
    "FORMATS",
    "BadRow",
    "EventBatch",
    "EventFile",
    "is_event_file",
    "read_events",
    "read_mapping",
]

_NAMES = {
    "gdelt1": "GDELT 1", "gdelt2": "GDELT 2", "gdelt1-reduced": "GDELT 1", "icews": "ICEWS", "polecat": "POLECAT",
    "phoenix": "Phoenix", "cline": "Historical Phoenix",
}  # fmt: skip
_PARQUET = b"PAR1"


def read_events(
    path: Path,
    *,
    format: str | None = None,
    source: str | None = None,
    mapping: Mapping[str, Any] | Path | None = None,
) -> Iterator[EventFile]:
    """The event files at a path: one, or those in a zip, in the order of their names.

    Args:
        path: a file, plain, gzipped or zipped; for a mapping also Parquet.
        format: one of `FORMATS`; where it is not given, it is told by header and lines.
        source: the name of the source, where another than the format's, or the mapping's, is wanted.
        mapping: what the columns of a table say (`mapping.py`), or a TOML file that says it. For ICEWS files without
            codes, `texts` gives the code for each text of an event, or the path of an ICEWS file with both.

    Raises:
        UnreadableInput: there is no such file, it is no event file, or it is broken; also from the batches, where it
            breaks off later.
        UnknownName: a format, a column or a word of the mapping that does not exist.
    """
    if format is not None and format not in FORMATS:
        raise UnknownName(f"no format {format!r}", where=str(path), mend=f"there are: {', '.join(FORMATS)}")
    told = read_mapping(mapping) if isinstance(mapping, Path) else mapping
    texts = _texts(told, mapping.parent if isinstance(mapping, Path) else Path())
    if told is not None and format is None and set(told) != {"texts"}:
        format = "generic"
    if told is not None and format not in (None, "generic") and set(told) - {"texts"}:
        mend = "leave out the format, or the mapping"
        raise UnknownName(f"{format} has no columns to map", where=str(path), mend=mend)
    table = None
    if format == "generic":
        if told is None:
            mend = 'say which column is what: a = "COLUMN", b = "COLUMN", day = "COLUMN"'
            raise UnreadableInput("a table without a mapping", where=str(path), mend=mend)
        table = checked(told, str(mapping) if isinstance(mapping, Path) else "mapping")
    return iter([_event_file(member, format, source, table, texts) for member in members(Path(path))])


def is_event_file(path: Path) -> str | None:
    """The format of the file at a path (of a zip, of the first file in it), by name and first bytes.

    `None` if it is not one that is known by its looks: a table of the user's own is not.
    """
    try:
        first = members(Path(path))[0]
        return format_of(first.name, head(first))
    except UnreadableInput:
        return None


def _event_file(
    member: Member,
    format: str | None,
    source: str | None,
    table: Table | None,
    texts: Mapping[str, str] | None,
) -> EventFile:
    first = head(member)
    known = format or format_of(member.name, first)
    if first.startswith(_PARQUET) and table is not None and member.inside is None:
        from detente.read.events.generic import parquet_batches

        directed, scale, batches = table.directed, table.scale, parquet_batches(member, table)
    else:
        _check(first, member, known)
        form = _form(known or "", first.decode("utf-8", "replace").partition("\n")[0], member, table, texts)
        directed, scale, batches = form.directed, form.scale, _batches(member, form)
    own = table.source if table is not None else _NAMES.get(known or "")
    if known == "cline" and (paper := _paper(member.name)):
        own = f"{own} {paper}"
    name = source or own or Path(member.name).stem
    return EventFile(
        path=member.label, format=known or "", source=name, directed=directed, scale=scale, batches=batches
    )


def _texts(told: Mapping[str, Any] | None, folder: Path) -> Mapping[str, str] | None:
    texts = (told or {}).get("texts")
    if texts is None or isinstance(texts, Mapping):
        return texts
    from detente.read.events.icews import texts_in

    return texts_in(folder / str(texts))


def _paper(name: str) -> str | None:
    """Which of its three sources a file of the Historical Phoenix is of, if its name tells: they cover other years."""
    return next((paper for paper in ("NYT", "SWB", "FBIS") if paper in name.upper()), None)


def _check(first: bytes, member: Member, known: str | None) -> None:
    """Raises UnreadableInput for what is no event file by its first bytes."""
    if not first and known not in HEADERLESS:
        raise UnreadableInput("the file is empty", where=member.label, mend="fetch it anew")
    try:
        checks.known_format(first)
    except UnreadableInput as error:
        raise UnreadableInput(error.what, where=member.label, mend="give a table of events") from None
    if first.count(b"\0") > len(first) // 1000:
        what = "UTF-16 text" if first.startswith((b"\xff\xfe", b"\xfe\xff")) else "a binary file"
        raise UnreadableInput(what, where=member.label, mend="give a table of events as UTF-8 text")
    if known is None:
        raise UnreadableInput(
            "no event file of a known format",
            where=member.label,
            mend=f"say which it is ({', '.join(FORMATS)}); a table of your own needs a mapping",
        )


def _form(
    format: str, first: str, member: Member, table: Table | None, texts: Mapping[str, str] | None
) -> Form:
    from detente.read.events import gdelt, generic, icews, phoenix, polecat

    if table is not None:
        return generic.generic(first, member.name, table, member.label)
    if format == "icews":
        return icews.icews(first, member.label, texts)
    if format == "polecat":
        return polecat.polecat(first, member.label)
    if format == "phoenix":
        return phoenix.phoenix()
    if format == "cline":
        return phoenix.cline(first, member.label, member.name)
    return gdelt.reduced(first) if format == "gdelt1-reduced" else gdelt.gdelt(first)


def _batches(member: Member, form: Form) -> Iterator[EventBatch]:
    found = read_blocks(member, skip=form.skip)
    if form.once:
        return in_order(lambda item: settled(item[0], form, item[1]), with_repeats(found))
    return in_order(partial(settled, form=form), found)
