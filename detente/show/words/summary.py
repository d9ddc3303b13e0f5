"""A dossier in a terminal: the paragraph, and how much of each section there is."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from detente.explain.display import in_sentence, shorten, visible
from detente.show.pages import DyadPage, Line

WIDTH = 96  # columns, whatever the terminal: the same page gives the same text
MOST = 5  # lines of a section that are shown


def summarise(page: DyadPage) -> str:
    """The page in some forty lines; each line ends with the beginning of a record's id for `explain`."""
    paragraph = " ".join(finding.text for finding in page.paragraph)
    third = f"Said to mean for {in_sentence(page.third)}" if page.third else "Said to mean for third states"
    dated, owed = [line for line in page.events if line.since], _owed(page)
    blocks = [
        page.title,
        textwrap.fill(visible(paragraph), WIDTH),
        _section("Last dated events", dated[-MOST:], len(dated)),
        _section("Commitments", owed[:MOST], len(owed)),
        _section("Turning points as told", page.turning_points[:MOST], len(page.turning_points)),
        _section(third, page.implications[:MOST], len(page.implications)),
        _gaps(page),
    ]
    return "\n\n".join(block for block in blocks if block)


def _owed(page: DyadPage) -> list[Line]:
    """The commitments, those that name an amount first."""
    rows = [row for stage in page.ledger for row in stage.rows]
    return [row.line for row in sorted(rows, key=lambda row: row.promised is None and row.delivered is None)]


def _section(title: str, lines: Sequence[Line], of: int) -> str:
    if not lines:
        return ""
    head = f"{title} ({of})" if of <= len(lines) else f"{title} ({len(lines)} of {of})"
    return "\n".join([head, *(_line(line) for line in lines)])


def _line(line: Line) -> str:
    days = "" if line.when == "undated" else f"{line.when}: "
    label = f" [{line.label}]" if line.kind in ("event", "commitment") else ""
    source = line.sources[0]
    more = f" and {len(line.sources) - 1} more" if len(line.sources) > 1 else ""
    said = shorten(f"{days}{line.says}", WIDTH * 2 - 40)
    told = f"{source.outlet or 'outlet not stated'}{more}, {source.record[:8]}"
    return textwrap.fill(
        f"{said}{label} ({told})",
        WIDTH,
        initial_indent="  ",
        subsequent_indent="      ",
        break_long_words=True,
    )


def _gaps(page: DyadPage) -> str:
    if not page.gaps:
        return ""
    return "Gaps: " + ", ".join(f"{group.number} {group.kind}" for group in page.gaps)
