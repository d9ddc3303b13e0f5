"""Values to rows of the tables, and back: one function a table."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Context, Decimal
from functools import cache
from itertools import permutations, product
from typing import Any

from detente.keep.jsonl import line_of, record_from_json, record_from_text, record_to_json
from detente.keep.mentions import named_in
from detente.model import (
    VERDICTS,
    Actor,
    Amount,
    Claim,
    Codes,
    Commitment,
    Decision,
    Document,
    Event,
    Implication,
    Interest,
    Link,
    Pair,
    Reading,
    Record,
    SetAside,
    Speaker,
    Statement,
    SystemClaim,
    Tilt,
    When,
    codes,
)

MOST_PARTIES = 12
"""Parties on one side of an event that are unrolled: pairs grow with the square of the parties."""

_NOT_FACT = {"future", "hypothetical", "negation"}
_LARGEST_AMOUNT = Decimal(10) ** 31


def piped(values: Codes) -> str:
    """`|PAK|RUS|`, and the empty string for none."""
    return f"|{'|'.join(values)}|" if values else ""


def document_row(document: Document, batch: str) -> dict[str, Any]:
    """The row of `documents`; the original is the text in its encoding."""
    published = document.published or When()
    layout = {
        "content": document.content,
        "boilerplate": document.boilerplate,
        "headline": document.headline,
        "dateline": document.dateline,
        "flow": document.flow,
    }
    return {
        "id": document.id,
        "original": document.text.encode(document.encoding),
        "text": document.text,
        "encoding": document.encoding,
        "title": document.title,
        "outlet": document.outlet,
        "author": document.author,
        "published": published.since,
        "published_until": published.until,
        "published_basis": document.published and document.published.basis,
        "origin": document.origin,
        "genre": document.genre,
        "layout": json.dumps(layout, ensure_ascii=False),
        "batch": batch,
    }


def document_of(row: dict[str, Any]) -> Document:
    """The document that a row of `documents` stands for."""
    layout = json.loads(row["layout"])
    basis = row["published_basis"]
    return Document(
        **{name: row[name] for name in ("id", "text", "title", "outlet", "author", "origin", "genre")},
        encoding=row["encoding"],
        published=basis and When(since=row["published"], until=row["published_until"], basis=basis),
        content=tuple((start, end) for start, end in layout["content"]),
        boilerplate=tuple((start, end) for start, end in layout["boilerplate"]),
        headline=layout["headline"] and tuple(layout["headline"]),
        dateline=layout["dateline"] and tuple(layout["dateline"]),
        flow=layout["flow"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who stands on which side of a claim, whatever the claim calls them."""

    actors: Codes = ()
    recipients: Codes = ()
    away_from: Codes = ()


def parties_of(claim: Claim) -> Parties:
    """The codes of a claim by side: who acts, on whom, and away from whom."""
    match claim:
        case Actor():
            return Parties(actors=(claim.code,))
        case Event():
            return Parties(actors=claim.actors, recipients=claim.recipients)
        case Commitment():
            return Parties(actors=claim.giver, recipients=claim.receiver)
        case Interest():
            return Parties(actors=claim.holder, recipients=claim.toward)
        case Tilt():
            return Parties(actors=claim.who, recipients=claim.toward, away_from=claim.away_from)
        case Implication():
            return Parties(actors=(claim.third,))
        case _:
            return Parties()


def reading_row(reading: Reading, batch: str) -> dict[str, Any]:
    """The row of `readings`; sentences not understood carry the states they name."""
    missed = [
        {"start": span.start, "end": span.end, "text": span.text, "mentions": piped(named_in(span.text))}
        for span in reading.not_understood
    ]
    return {
        "doc": reading.doc,
        "coder": reading.coder,
        "settings": reading.settings,
        "records": len({record.id for record in reading.records}),
        "not_understood": json.dumps(missed, ensure_ascii=False),
        "batch": batch,
    }


def record_row(record: Record, batch: str) -> dict[str, Any]:
    """The row of `records`."""
    claim, speaker, parties = record.claim, record.speaker, parties_of(record.claim)
    when: When | None = getattr(claim, "when", None)
    amount: Amount | None = getattr(claim, "amount", None)
    return {
        "id": record.id,
        "key": record.key,
        "kind": record.kind,
        "doc": record.evidence.doc,
        "start": record.evidence.start,
        "end": record.evidence.end,
        "text": record.evidence.text,
        **_speaker_columns(speaker),
        **_claim_columns(claim),
        "actors": piped(parties.actors),
        "recipients": piped(parties.recipients),
        "away_from": piped(parties.away_from),
        "amount": amount and _amount_column(amount.value),
        "unit": amount and amount.unit,
        "since": when and when.since,
        "until": when and when.until,
        "basis": when and when.basis,
        "mentions": piped(_mentions(record, parties)),
        "confidence": record.confidence,
        "coder": record.coder,
        "record": line_of(record),
        "batch": batch,
    }


def record_of(row: dict[str, Any]) -> Record:
    """The record that a row of `records` stands for.

    Raises:
        ValueError: the JSON of the row is no record.
    """
    return record_from_text(row["record"])


def pairs_of(record: Record) -> tuple[Pair, ...]:
    """The directed pairs of an event, none for other claims.

    Actors by recipients; of a reciprocal event every party with every other, both ways. An event with more
    than `MOST_PARTIES` on a side keeps the first of them and is marked `multilateral`.
    """
    claim = record.claim
    if not isinstance(claim, Event):
        return ()
    actors, recipients = claim.actors[:MOST_PARTIES], claim.recipients[:MOST_PARTIES]
    cut = len(claim.actors) > len(actors) or len(claim.recipients) > len(recipients)
    contexts = codes((*claim.contexts, "multilateral")) if cut else claim.contexts
    quad, score10 = _plover_weight(claim.type, claim.mode)
    directed = product(actors, recipients) if recipients else permutations(actors, 2)
    return tuple(
        Pair(
            a=a,
            b=b,
            day=claim.when.since if claim.when else None,
            last_day=claim.when.until if claim.when else None,
            type=claim.type,
            quad=quad,
            score10=score10,
            fact=not _NOT_FACT & set(claim.aux),
            contexts=piped(contexts),
            story=record.evidence.doc,
            source="articles",
            origin=record.id,
        )
        for a, b in directed
        if a != b
    )


def pair_row(pair: Pair, doc: str, batch: str) -> dict[str, Any]:
    """The row of `pairs`."""
    return {f.name: getattr(pair, f.name) for f in fields(pair)} | {"doc": doc, "batch": batch}


def link_row(link: Link, batch: str) -> dict[str, Any]:
    """The row of `links`."""
    return {f.name: getattr(link, f.name) for f in fields(link)} | {"batch": batch}


def decision_row(decision: Decision, batch: str) -> dict[str, Any]:
    """The row of `decisions`."""
    return {
        "id": decision.id,
        "verdict": decision.verdict,
        "layer": decision.layer,
        "by": decision.by,
        "at": decision.at.isoformat(),
        "records": json.dumps([record_to_json(record) for record in decision.records], ensure_ascii=False),
        "names": json.dumps(list(decision.names), ensure_ascii=False),
        "docs": piped(codes(record.evidence.doc for record in decision.records)),
        "changes": json.dumps([list(change) for change in decision.changes], ensure_ascii=False),
        "note": decision.note,
        "batch": batch,
    }


def decision_of(row: dict[str, Any]) -> Decision:
    """The decision that a row of `decisions` stands for.

    Raises:
        ValueError: its JSON holds no records, or its verdict is none.
    """
    if row["verdict"] not in VERDICTS:
        raise ValueError(f"no verdict called {row['verdict']!r}")
    return Decision(
        verdict=row["verdict"],
        layer=row["layer"],
        by=row["by"],
        at=datetime.fromisoformat(row["at"]),
        records=tuple(record_from_json(obj) for obj in json.loads(row["records"], parse_float=Decimal)),
        names=tuple(json.loads(row["names"])),
        changes=tuple((name, value) for name, value in json.loads(row["changes"])),
        note=row["note"],
    )


def set_aside_row(aside: SetAside, batch: str) -> dict[str, Any]:
    """The row of `set_aside`."""
    return {
        "origin": aside.origin,
        "what": aside.what,
        "place": aside.where,
        "mend": aside.mend,
        "batch": batch,
    }


def _speaker_columns(speaker: Speaker | None) -> dict[str, str | None]:
    return {
        "speaker_name": speaker.name if speaker else None,
        "speaker_role": speaker.role if speaker else None,
        "speaker_of": speaker.of if speaker else None,
        "speaker_type": speaker.type if speaker else None,
    }


def _claim_columns(claim: Claim) -> dict[str, Any]:
    names = (
        "type",
        "mode",
        "place",
        "stage",
        "sector",
        "cause",
        "effect",
        "form",
        "suspect",
        "turning_point",
    )
    return {name: getattr(claim, name, None) for name in names} | {
        "contexts": piped(getattr(claim, "contexts", ())),
        "aux": piped(getattr(claim, "aux", ())),
        "what": _what(claim),
        "sign": getattr(claim, "polarity", None) or getattr(claim, "sign", None),
    }


def _what(claim: Claim) -> str | None:
    match claim:
        case Commitment() | Implication():
            return claim.what
        case Statement():
            return claim.words
        case Interest():
            return claim.object
        case SystemClaim():
            return claim.claim
        case _:
            return None


def _amount_column(value: Decimal) -> Decimal | None:
    if abs(value) >= _LARGEST_AMOUNT:
        return None
    return value.quantize(Decimal("0.000001"), context=Context(prec=40))


def _mentions(record: Record, parties: Parties) -> Codes:
    speaker = record.speaker.of if record.speaker else None
    said = named_in(record.evidence.text)
    return codes(
        (*parties.actors, *parties.recipients, *parties.away_from, *said, *((speaker,) if speaker else ()))
    )


def _plover_weight(type_: str, mode: str | None) -> tuple[int, int]:
    weights = _plover_weights()
    return weights.get((type_, mode)) or weights[type_, None]


@cache
def _plover_weights() -> dict[tuple[str, str | None], tuple[int, int]]:
    from detente import vocab  # here: what reads no text need not load the words

    return {(row.type, row.mode): (row.quad, row.score10) for row in vocab.plover()}
