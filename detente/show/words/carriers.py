"""What carries a turn, in words: the sentence of an article, or the row of an event file with its line and address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from detente.explain.display import days_in_words, name_of, one_line, shorten
from detente.measure.reduction import ARTICLES
from detente.model import PLOVER_TYPES, Dyad, Event, Judgement, Record, TurningPoint
from detente.show.words.grouped import SHOWN
from detente.show.words.records import event_in_words

if TYPE_CHECKING:
    from detente.project import Project

EXCERPT = 200


def tell_carriers(project: Project, turns: Iterable[TurningPoint], *, most: int) -> dict[str, str]:
    """Of the first carriers of each turn, by their origins, what they say and where; all turns of one dyad."""
    found = list(turns)
    origins: dict[str, list[str]] = {name: [] for name in (ARTICLES, "files")}
    for turn in found:
        origins[ARTICLES if turn.source == ARTICLES else "files"] += turn.carriers[:most]
    told: dict[str, str] = {}
    if origins["files"]:
        blind = {name for name, source in project.sources().items() if not source.directed}
        rows = project.coded_rows(found[0].of, sorted(set(origins["files"]))).to_pylist()
        rows = [row | {"way": "and" if row["source"] in blind else "to"} for row in rows]
        lines: dict[str, list[dict[str, Any]]] = {}
        for row in sorted(rows, key=lambda row: -(row["n"] or 0)):
            lines.setdefault(row["origin"], []).append(row)
        told |= {origin: coded_in_words(*some) for origin, some in lines.items()}
    if origins[ARTICLES]:
        told |= _sentences(project, found[0].of, set(origins[ARTICLES]))
    return told


def turns_under(judgements: Iterable[Judgement]) -> list[TurningPoint]:
    """The turns that judgements rest on."""
    grounds = (ground for judgement in judgements for ground in judgement.basis)
    return [ground.finding for ground in grounds if isinstance(ground.finding, TurningPoint)]


def coded_in_words(row: Mapping[str, Any], *others: Mapping[str, Any]) -> str:
    """A row of an event file: source, file and line, day, who did what to whom, and the address of its story.

    `others` are pairs of the same line, such as the other quad classes of a table of counts.
    """
    place = f"{row['source']}, {PurePath(row['file']).name} line {row['line']}"
    days = days_in_words(row["day"], row["last_day"])
    parts = [f"{place}, {days}: {_deed(row)}", *map(_deed, others), row["story"] or ""]
    return one_line("; ".join(part for part in parts if part))


def _deed(row: Mapping[str, Any]) -> str:
    """Who did what to whom, how often, and its score."""
    if row["type"] in PLOVER_TYPES:
        event = Event(actors=(row["a"],), recipients=(row["b"],), type=row["type"])
        did = f"{event_in_words(event)} [{row['type']}]"
    else:
        did = f"{name_of(row['a'])} {row.get('way', 'to')} {name_of(row['b'])}" + (
            f" [{row['code']}]" if row["code"] else ""
        )
    parts = [
        did,
        f"{row['n']} events" if row["n"] not in (None, 1) else "",
        f"score {row['score10'] / 10:+.1f}" if row["score10"] is not None else "",
    ]
    return "; ".join(part for part in parts if part)


def sentence_in_words(record: Record, outlet: str | None, published: str) -> str:
    """A record's sentence with its id, outlet and day."""
    where = f"{record.id[:SHOWN]} {one_line(outlet or 'outlet not stated')}, {published}"
    return f"{where}: {shorten(record.evidence.text, EXCERPT)}"


def _sentences(project: Project, dyad: Dyad, wanted: set[str]) -> dict[str, str]:
    records = [record for record in project.find("event", dyad) if record.id in wanted]
    articles = project.articles(sorted({record.evidence.doc for record in records}))
    told = {}
    for record in records:
        article = articles[record.evidence.doc]
        day = article.published.since if article.published else None
        told[record.id] = sentence_in_words(record, article.outlet, days_in_words(day, day))
    return told
