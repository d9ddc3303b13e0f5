"""The outlook for a third state as plain lines: judgements with their basis, claims with their sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.explain.display import in_sentence, names_of, one_line, shorten
from detente.model import Claimed, Ground, Judgement, Lack, Outlook, SectorChange, TurningPoint, plain
from detente.show.words.grouped import SHOWN, group_to_json, row_in_words, short
from detente.show.words.measured import CARRIERS, fill

EXCERPT = 300


def outlook_in_words(found: Outlook, told: Mapping[str, str]) -> str:
    """All sections of an outlook; one that is empty says so.

    Args:
        found: the outlook.
        told: of carriers of turns, what they say (`tell_carriers`).
    """
    third = in_sentence(found.third)
    measured = f"measured in {', '.join(found.sources)}" if found.sources else "nothing is measured"
    sectors = [fill(sector_in_words(one), "  ", "    ") for one in found.sectors]
    claims = [
        line
        for sign, some in (("gains", found.gains), ("loses", found.losses), ("open", found.open_claims))
        for claim in some
        for line in _claim(sign, claim)
    ]
    blocks = [
        fill(f"{names_of((found.about.a, found.about.b))}: what it means for {third} ({measured})", ""),
        _section("What changed, by sector", sectors, "no dealings are told"),
        _section("What changed, as measured", _judged(found.changes, told), "no likely change is found"),
        _section(f"Ties of {third}", _judged(found.ties, told), "nothing can be told"),
        _section("What to expect", _judged(found.expected, told), "nothing can be told"),
        _section(f"What sources claim for {third}", claims, "no source draws a conclusion"),
        _section(
            "Open commitments",
            [
                fill(f"{short(row.id)}  {row_in_words(row)} [{row.stage}]", "  ", "    ")
                for row in found.commitments
            ],
            "none",
        ),
        _section(
            "What would change this", [fill(one, "  ", "    ") for one in found.watch], "nothing is noted"
        ),
        _section(
            "What the data do not answer",
            [fill(one, "  ", "    ") for one in lacks_in_words(found.lacks)],
            "nothing is noted",
        ),
    ]
    return "\n\n".join(blocks)


def outlook_to_json(found: Outlook) -> dict[str, Any]:
    """The same as JSON: commitments as `ledger --json` prints them."""
    held: dict[str, Any] = plain(found)
    return held | {"commitments": [group_to_json(row) for row in found.commitments]}


def sector_in_words(one: SectorChange) -> str:
    """One sector: from when to when, how much, how much of it of late, and what became of commitments."""
    years = (
        "undated"
        if one.first is None
        else f"{one.first}"
        if one.first == one.last
        else f"{one.first}–{one.last}"
    )
    recent = f", {one.recent} in the last two years of the record" if one.recent else ""
    parts = [
        f"{_many(one.happenings, 'happening')}{recent}" if one.happenings else "",
        f"{_many(one.rows, 'commitment')}, {one.delivered} delivered" if one.rows else "",
    ]
    return f"{one.sector}, {years}: {'; '.join(part for part in parts if part)}"


def lacks_in_words(lacks: Sequence[Lack]) -> list[str]:
    """What the data do not answer, and why, each once."""
    told = (one.why.removeprefix(f"{one.source}: ") for one in lacks)
    return list(
        dict.fromkeys(f"{one.question} ({one.source}): {why}" for one, why in zip(lacks, told, strict=True))
    )


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _section(title: str, lines: Sequence[str], nothing: str) -> str:
    return "\n".join([title, *(lines or [f"  {nothing}"])])


def _judged(judgements: Sequence[Judgement], told: Mapping[str, str]) -> list[str]:
    return [line for judgement in judgements for line in _judgement(judgement, told)]


def _judgement(judgement: Judgement, told: Mapping[str, str]) -> Iterator[str]:
    yield fill(judgement.sentence, "  ", "    ")
    for ground in judgement.basis:
        yield fill(f"basis: {ground.says}", "      ", "        ")
        yield from (fill(told[one], "        ", "          ") for one in _carriers(ground) if one in told)
    for ground in judgement.against:
        yield fill(f"against: {ground.says}", "      ", "        ")


def _carriers(ground: Ground) -> tuple[str, ...]:
    return ground.records[:CARRIERS] if isinstance(ground.finding, TurningPoint) else ()


def _claim(sign: str, claim: Claimed) -> Iterator[str]:
    yield fill(f"{sign}: {one_line(claim.says)} ({claim.speaker})", "  ", "    ")
    yield fill(f"{claim.record[:SHOWN]} {shorten(claim.text, EXCERPT)}", "      ")
