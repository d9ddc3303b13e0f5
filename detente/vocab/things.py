"""What is owed, counted and paid: currencies, counted nouns, and words that tell a sector or a context."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from detente.model import SECTORS, Sector
from detente.vocab.tables import HERE, cache, read_table, without_repeats

CONTEXTS = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions",
    "pro_democracy", "pro_autocracy", "economic", "legal", "reparations", "human_rights",
    "rights_freedoms", "repression", "human_security", "gender", "lgbt", "religion_ethnicity",
    "inequality", "diplomatic", "territory", "peacekeeping", "health", "asylum", "migration", "disasters",
    "natural_resource", "environment", "technology", "terrorism", "cbrn", "cyber", "misinformation",
    "crime", "corruption", "illegal_drugs", "trafficking",
)  # fmt: skip
"""Contexts in the PLOVER manual, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """Money by ISO 4217 code: `symbols` stand at the figure, `words` after it ("Pakistani rupees")."""

    code: str
    symbols: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A counted noun in the singular; `names` begins with `unit` and has its plurals and abbreviations.

    `sector` is the sector that a commitment of so many of them usually belongs to.
    """

    unit: str
    names: tuple[str, ...]
    sector: Sector


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorWords:
    """Lemmas and phrases, in lower case, that tell the sector of a commitment."""

    sector: Sector
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextWords:
    """Lemmas and phrases, in lower case, that tell a PLOVER context."""

    context: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWords:
    """Words that tell that a sum is a part of one named before; `gives`: by telling where it goes."""

    words: str
    gives: bool


@cache
def currencies() -> tuple[Currency, ...]:
    """Currencies; a word that several states use for theirs stands under the one meant when unqualified."""
    return read_currencies(HERE / "currencies.tsv")


@cache
def units() -> tuple[Unit, ...]:
    """Counted nouns of commitments."""
    return read_units(HERE / "units.tsv")


@cache
def sectors() -> tuple[SectorWords, ...]:
    """Words that tell the sector of a commitment; a word may stand under several sectors."""
    found = read_words(HERE / "sectors.tsv", "sector", SECTORS)
    return tuple(SectorWords(sector=cast(Sector, sector), words=words) for sector, words in found)


@cache
def contexts() -> tuple[ContextWords, ...]:
    """Words that tell a PLOVER context; a word may stand under several contexts."""
    found = read_words(HERE / "contexts.tsv", "context", CONTEXTS)
    return tuple(ContextWords(context=context, words=words) for context, words in found)


@cache
def common_words() -> dict[str, int]:
    """Common words, with how many of ten thousand sentences hold them."""
    return read_common_words(HERE / "common_words.tsv")


@cache
def objects() -> dict[str, frozenset[str]]:
    """What is owed, in other words: each word or phrase with the classes of object that it may stand for."""
    found: dict[str, set[str]] = {}
    for row in read_table(HERE / "objects.tsv", ("class", "words", "source")):
        for word in row.words("words"):
            if word != word.lower():
                raise row.fault(f"{word!r} is not in lower case")
            found.setdefault(word, set()).add(row.text("class"))
    return {word: frozenset(classes) for word, classes in found.items()}


@cache
def part_words() -> tuple[PartWords, ...]:
    """Words that tell that a thing is a part of what was named before it."""
    rows = read_table(HERE / "parts.tsv", ("words", "gives", "source"))
    return tuple(PartWords(words=row.text("words"), gives=row.yes("gives")) for row in rows)


@cache
def shares() -> dict[str, str]:
    """Words for how much of what was told before: a fraction ("1/2"), "rest" for what has not come, "some"."""
    rows = read_table(HERE / "shares.tsv", ("words", "share", "source"))
    return {word: row.text("share") for row in rows for word in row.words("words")}


def read_common_words(path: Path) -> dict[str, int]:
    """The words of a table like `common_words.tsv`.

    Raises:
        ValueError: a row is wrong, or a word stands twice.
    """
    found: dict[str, int] = {}
    for row in read_table(path, ("word", "in_ten_thousand", "source")):
        word = row.text("word")
        if word in found:
            raise row.fault(f"{word!r} is given twice")
        found[word] = row.number("in_ten_thousand")
    return found


def read_currencies(path: Path) -> tuple[Currency, ...]:
    """The currencies of a table like `currencies.tsv`.

    Raises:
        ValueError: a row is wrong, or a symbol or word stands for two currencies.
    """
    owners: dict[str, str] = {}
    found: list[Currency] = []
    for row in read_table(path, ("code", "symbols", "words", "source")):
        code = row.text("code")
        if not re.fullmatch("[A-Z]{3}", code):
            raise row.fault(f"code {code!r} is not three capital letters")
        symbols = tuple(dict.fromkeys((code, *row.words("symbols"))))
        for word in (*symbols, *row.words("words")):
            without_repeats(owners, word, code, row)
        found.append(Currency(code=code, symbols=symbols, words=row.words("words")))
    return tuple(found)


def read_units(path: Path) -> tuple[Unit, ...]:
    """The counted nouns of a table like `units.tsv`.

    Raises:
        ValueError: a row is wrong, or a name stands for two units.
    """
    owners: dict[str, str] = {}
    found: list[Unit] = []
    for row in read_table(path, ("unit", "names", "sector", "source")):
        unit = row.text("unit")
        names = tuple(dict.fromkeys((unit, *row.words("names"))))
        for word in names:
            without_repeats(owners, word, unit, row)
        found.append(Unit(unit=unit, names=names, sector=cast(Sector, row.choice("sector", SECTORS))))
    return tuple(found)


def read_words(path: Path, column: str, allowed: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """The word lists of a table like `sectors.tsv`, whose first column must hold one of `allowed`.

    Raises:
        ValueError: a row is wrong, a list is given twice, or a word is not in lower case.
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table(path, (column, "words", "source")):
        key = row.choice(column, allowed)
        if key in found:
            raise row.fault(f"{key} is given twice")
        found[key] = row.words("words")
        for word in found[key]:
            if word != word.lower():
                raise row.fault(f"{word!r} is not in lower case")
    return list(found.items())
