"""Records, gaps, faults and numbers of a project as plain lines for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from detente.explain.display import days_in_words, one_line, shorten, speaker_in_words, when_in_words
from detente.keep.jsonl import record_to_json
from detente.keep.rows import record_of
from detente.model import Document, Gap, Record, plain
from detente.show.pages.passages import find_passages, read_stretch
from detente.show.words.records import KIND_WORDS, claim_in_words, label_of, standing_of

if TYPE_CHECKING:
    from detente.keep.status import Status
    from detente.keep.verify import Fault

WIDTH = 96  # columns
EXCERPT = 150  # characters


def list_record(row: dict[str, Any]) -> str:
    """A row of the table of records on two lines: id, kind, days, claim; the sentence and its outlet."""
    record = record_of(row)
    when = getattr(record.claim, "when", None)
    days = f"{when_in_words(when)}: " if when else ""
    label = _label(record)
    outlet = one_line(row["outlet"]) if row["outlet"] else "outlet not stated"
    published = days_in_words(row["published"], row["published"])
    head = f"{record.id}  {record.kind}{label}  {days}{shorten(claim_in_words(record), EXCERPT)}"
    return f"{head}\n    {shorten(record.evidence.text, EXCERPT)} ({outlet}, {published})"


def explain_record(record: Record, document: Document) -> str:
    """Where a record comes from: the claim, who says so, the sentence in its paragraph, who read it so."""
    place = record.evidence
    when = getattr(record.claim, "when", None)
    rows = [
        ("record", f"{record.id} (key {record.key})"),
        (KIND_WORDS[record.kind], f"{claim_in_words(record)}{_label(record)}"),
        ("when", when_in_words(when) if hasattr(record.claim, "when") else ""),
        ("said by", speaker_in_words(record.speaker) or "the article itself"),
        ("article", _article(document)),
        ("place", f"characters {place.start} to {place.end} of {document.id[:16]}"),
        ("read by", f"{record.coder or 'not stated'}, confidence {record.confidence:.2f}"),
        *(("vote", f"{vote.voter}: {vote.choice}, {vote.confidence:.2f}") for vote in record.votes),
    ]
    table = "\n".join(f"{name:>12}  {one_line(value)}" for name, value in rows if value)
    return f"{table}\n\n{_in_context(record, document)}"


def explanation_to_json(record: Record, document: Document) -> dict[str, Any]:
    """The same as JSON: the record as exchanged, the claim in words, the article, the paragraph around it."""
    place = record.evidence
    passages = find_passages(document, [record])
    return {
        "record": record_to_json(record),
        "says": claim_in_words(record),
        "standing": standing_of(record),
        "speaker": speaker_in_words(record.speaker),
        "sentence": read_stretch(document, place.start, place.end),
        "context": "\n\n".join(read_stretch(document, passage.start, passage.end) for passage in passages),
        "article": {
            "doc": document.id,
            "title": document.title,
            "outlet": document.outlet,
            "author": document.author,
            "published": plain(document.published) if document.published else None,
            "origin": document.origin,
        },
    }


def status_in_words(status: Status) -> str:
    """What a project holds, a line for each sort of number."""
    published = days_in_words(status.first, status.last) if status.first else "none dated"
    rows = [
        ("project", status.name),
        ("articles", f"{status.documents}, published {published}" if status.documents else "0"),
        ("outlets", _counted([(name or "not stated", number) for name, number in status.outlets])),
        ("records", f"{status.records}"),
        ("by kind", _counted(status.kinds)),
        ("read by", _counted(status.coders)),
        ("set aside", f"{status.set_aside}"),
    ]
    return "\n".join(
        textwrap.fill(one_line(value), WIDTH, initial_indent=f"{name:>9}  ", subsequent_indent=" " * 11)
        for name, value in rows
        if value
    )


def gaps_in_words(gaps: Sequence[Gap]) -> str:
    """A line for each gap, after how many there are of each kind."""
    if not gaps:
        return "no gaps"
    kinds = dict.fromkeys(gap.kind for gap in gaps)
    head = _counted([(kind, sum(gap.kind == kind for gap in gaps)) for kind in kinds])
    lines = [f"{gap.kind}  {gap.of}  {shorten(gap.why, EXCERPT)}" for gap in gaps]
    return "\n".join([head, *lines])


def fault_in_words(fault: Fault) -> str:
    """Where something is wrong, and what."""
    return one_line(f"{fault.table}: {fault.of}: {fault.why}")


def _label(record: Record) -> str:
    if record.kind not in ("event", "commitment", "statement"):
        return ""
    standing = standing_of(record)
    return f" [{label_of(record)}{'' if standing == 'fact' else f', {standing}'}]"


def _article(document: Document) -> str:
    title = document.title or "without a headline"
    return f"{title} ({document.outlet or 'outlet not stated'}, {when_in_words(document.published)})"


def _in_context(record: Record, document: Document) -> str:
    """The paragraph of the sentence with those around it; the sentence stands between arrows."""
    paragraphs = []
    for passage in find_passages(document, [record]):
        text = "".join(
            f">>{one_line(piece.text)}<<" if piece.records else piece.text for piece in passage.pieces
        )
        paragraphs.append(textwrap.fill(one_line(text), WIDTH, initial_indent="  ", subsequent_indent="  "))
    return "\n\n".join(paragraphs)


def _counted(numbers: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {number}" for name, number in numbers)
