"""Columns of words looked up word by word: each distinct one once, however many rows have it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from detente.model import codes
from detente.vocab.tables import cache

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")
MISSING = frozenset(("", "NULL", "NA", "None", "---", "NaN", "nan"))
"""How the sources write that there is nothing."""
_BODIES = {
    "UNO": "UN", "NAT": "NATO", "EEC": "EU", "ARL": "Arab League", "ASN": "ASEAN", "AFU": "AU", "GCC": "GCC",
    "OIC": "OIC", "SAA": "SAARC", "CIS": "CIS", "OPC": "OPEC", "IMF": "IMF", "IAE": "IAEA", "SCE": "OSCE",
    "ICC": "ICC", "ICJ": "ICJ",
}  # fmt: skip
"""Organisations of states by CAMEO's codes of known groups (codebook 1.1b3, 2012, chapter 7)."""


@dataclass(frozen=True, slots=True)
class Words:
    """A column as its distinct words, and for each row the place of its word."""

    distinct: list[str]
    at: pa.Int32Array

    @staticmethod
    def of(column: pa.ChunkedArray | pa.Array) -> Words:
        """The words of a column of strings without nulls."""
        import pyarrow as pa

        whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        encoded = whole.dictionary_encode()
        return Words(encoded.dictionary.to_pylist(), encoded.indices)

    @staticmethod
    def together(*columns: pa.ChunkedArray) -> Words:
        """The words of several columns, joined by a tab, so that they can be looked up as one."""
        import pyarrow.compute as pc

        return Words.of(pc.binary_join_element_wise(*columns, "\t"))

    def each(self, function: Callable[[str], Any], kind: pa.DataType) -> pa.Array:
        """What the function gives for the word of each row; `None` becomes null."""
        import pyarrow as pa

        return pa.array([function(word) for word in self.distinct], kind).take(self.at)

    def due(self, function: Callable[[str], Any], kind: pa.DataType, what: str) -> tuple[pa.Array, pa.Array]:
        """As `each`, and where the function gives `None` the fault: `what`, and the word."""
        import pyarrow as pa

        tab = "\t"  # between words that are looked up together
        found = [function(word) for word in self.distinct]
        why = [
            None if value is not None else f"{what}: {word[:60].replace(tab, ' ')!r}"
            for word, value in zip(self.distinct, found, strict=True)
        ]
        return pa.array(found, kind).take(self.at), pa.array(why, pa.string()).take(self.at)


def said(word: str) -> str | None:
    """A word without blanks and quotes around it; `None` where it says that there is nothing."""
    bare = word.strip().strip('"').strip()
    return None if bare in MISSING else bare


def named(word: str) -> bool:
    """Whether a word says anything."""
    return said(word) is not None


def compact_day(word: str) -> date | None:
    """The day written YYYYMMDD."""
    return _day(re.fullmatch(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)", word.strip(), re.A))


def any_day(word: str) -> date | None:
    """The day written YYYY-MM-DD (with or without a time), YYYYMMDD or m/d/yyyy."""
    bare = word.strip().strip('"')
    dashed = re.fullmatch(r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)(?:[T ].*)?", bare, re.A)
    slashed = re.fullmatch(r"(?P<m>\d\d?)/(?P<d>\d\d?)/(?P<y>\d{4})(?: .*)?", bare, re.A)
    return _day(dashed or slashed) or compact_day(bare)


def _day(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def tenths(word: str) -> int | None:
    """A number in tenths, to the nearest: the sources write some as 2.79999995."""
    try:
        value = float(word) * 10
    except ValueError:
        return None
    return round(value) if abs(value) < 1e15 else None


def weight(word: str) -> int | None:
    """A Goldstein weight in tenths, -100 to 100."""
    found = tenths(word)
    return found if found is not None and abs(found) <= 100 else None


def whole(word: str) -> int | None:
    """A whole number from 0 on; 3.0 is 3."""
    try:
        value = float(word)
    except ValueError:
        return None
    return int(value) if 0 <= value < 1e15 and value == int(value) else None


def piped(contexts: tuple[str, ...]) -> str:
    """Contexts as the table `pairs` has them."""
    return f"|{'|'.join(codes(contexts))}|" if contexts else ""


def party(scheme: str) -> Callable[[str], str | None]:
    """Our code for a word of a scheme of country codes, or `None`.

    Of a CAMEO actor code, such as USAGOVMIL, the first three letters tell the party; organisations of states
    may stand after IGO and a region. By name, they are found too.

    Raises:
        UnknownName: there is no such scheme.
    """
    from detente.vocab.exchange import code_from

    known = code_from(scheme)
    if scheme == "name":
        return lambda word: known.get(name := (said(word) or "").casefold()) or bodies().get(name)
    if scheme == "cameo":
        return lambda word: known.get(word.strip()[:3]) or _body(word.strip())
    if scheme == "cow":
        return lambda word: known.get((said(word) or "").removesuffix(".0").lstrip("0"))
    return lambda word: known.get(word.strip().upper())  # NA is Namibia, not nothing


@cache
def bodies() -> dict[str, str]:
    """Organisations of states by their names, casefolded."""
    from detente.vocab import organisations

    kinds = ("intergovernmental", "alliance", "forum", "court")
    return {name.casefold(): one.code for one in organisations() if one.kind in kinds for name in one.names}


@cache
def known_groups() -> dict[str, str]:
    """CAMEO's codes of known groups by ours, for the organisations of states that it has one for."""
    return {ours: code for code, ours in _BODIES.items()}


def _body(code: str) -> str | None:
    """The organisation of states in a CAMEO actor code: NAT, IGONAT, IGOWSTNAT."""
    parts = [code[n : n + 3] for n in range(3, len(code), 3)] if code.startswith("IGO") else [code[:3]]
    return next((_BODIES[part] for part in parts if part in _BODIES), None)
