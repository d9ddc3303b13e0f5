"""The columns that a header names, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.errors import UnreadableInput


def cells(line: str, delimiter: str = "\t") -> list[str]:
    """The names in a header, without blanks and quotes around them."""
    return [cell.strip().strip('"').strip() for cell in line.rstrip("\r\n").split(delimiter)]


def places(
    header: Sequence[str], needed: Sequence[str], *, spare: Sequence[str] = (), where: str = ""
) -> Mapping[str, int]:
    """Where the needed columns stand; one that can be spared is at -1 where it is lacking.

    Raises:
        UnreadableInput: a column that cannot be spared is lacking.
    """
    for name in needed:
        if name not in header and name not in spare:
            there = ", ".join(filter(None, header))[:500]
            raise UnreadableInput(f"no column {name!r}", where=where, mend=f"there are: {there}")
    return {name: header.index(name) if name in header else -1 for name in needed}
