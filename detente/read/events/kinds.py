"""Which format an event file has: by its header, else by the fields of its lines; where it is empty, by its name."""

from __future__ import annotations

import re

from detente.read.events.headers import cells
from detente.read.events.words import compact_day

FORMATS = ("gdelt1", "gdelt2", "gdelt1-reduced", "icews", "polecat", "phoenix", "cline", "generic")
"""The formats that are read. All but `generic` are known by their looks."""
HEADERLESS = ("gdelt1", "gdelt2", "phoenix")
"""Formats of which an empty file is a day without events, not a broken file."""

_HEADERS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("polecat", "\t", frozenset(("Event ID", "Event Type", "Actor Name", "Recipient Name"))),
    ("icews", "\t", frozenset(("Event ID", "Event Date", "Source Name", "Target Name"))),
    ("cline", ",", frozenset(("eid", "story_date", "source_root", "target_root"))),
    ("gdelt1-reduced", "\t", frozenset(("Source", "Target", "CAMEOCode", "NumEvents"))),
)
_NAMES = (
    ("gdelt2", re.compile(r"\d{14}(\.translation)?\.export\.csv(\.zip)?", re.I)),
    ("gdelt1", re.compile(r"(\d{8}\.export|\d{4}(\d\d)?)\.csv(\.zip)?", re.I)),
    ("phoenix", re.compile(r"events\.full\.\d{8}\.txt(\.zip)?", re.I)),
)
_GDELT = {57: "gdelt1", 58: "gdelt1", 61: "gdelt2"}
_LOOK_AT = 20
"""Lines to look at: the first ones may be broken."""


def format_of(name: str, head: bytes) -> str | None:
    """The format of the file called `name` that begins with `head`, or `None` if it is no event file."""
    if not head:
        return next((form for form, shape in _NAMES if shape.fullmatch(name)), None)
    lines = head.decode("utf-8", "replace").split("\n")[:_LOOK_AT]
    return _of_header(lines[0]) or next(filter(None, map(_of_row, lines)), None)


def _of_header(line: str) -> str | None:
    found = cells(line)
    if found[0].lower() == "globaleventid":
        return _GDELT.get(len(found))
    for form, delimiter, due in _HEADERS:
        if due.issubset(cells(line, delimiter)):
            return form
    return None


def _of_row(line: str) -> str | None:
    fields = line.rstrip("\r").split("\t")
    if len(fields) < 2 or compact_day(fields[1]) is None:
        return None
    if len(fields) in _GDELT:
        return _GDELT[len(fields)] if fields[29] in ("1", "2", "3", "4") else None
    return "phoenix" if len(fields) == 26 and re.fullmatch(r"\d{4}", fields[2]) else None
