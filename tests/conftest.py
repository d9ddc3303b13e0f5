"""Projects for tests, and coders that read in an article what the test says: no parser."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import settings

# Before NumPy is loaded: its matrices here are small, and threads would fight for the cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from detente.keep.decisions import append_decision
from detente.keep.store import open_store
from detente.model import Claim, Decision, Document, Reading, Record, Span, Speaker, When
from detente.project import Project
from detente.work import Coder

# No test is timed: these machines are shared, and a first example may load what the others have.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

Line = tuple[str, Claim | None] | tuple[str, Claim | None, Speaker | None]


def coder_of(*lines: Line, by: str = "test@1") -> Coder:
    """A coder that makes of the words of each line, where they stand in the article, a record of its claim."""

    def coder(document: Document) -> Reading:
        records = tuple(
            Record(
                claim=claim,
                evidence=Span.cut(document, at, at + len(words)),
                speaker=speaker[0] if speaker else None,
                coder=by,
                confidence=0.8,
            )
            for words, claim, *speaker in lines
            if claim and (at := document.text.find(words)) >= 0
        )
        return Reading(doc=document.id, records=records, coder=by)

    return coder


def add_lines(
    project: Project, *lines: Line, outlet: str = "Gulf Ledger", day: str = "2023-04-01"
) -> tuple[Record, ...]:
    """Adds one article that consists of the words of the lines; the records that were made, as given."""
    text = " ".join([*(words for words, *_ in lines), f"So wrote the {outlet} of {day}."])
    path = project.folder / "articles" / f"{day} {outlet}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    on, made = date.fromisoformat(day), list[Record]()

    def coder(document: Document) -> Reading:
        reading = coder_of(*lines)(document)
        made.extend(reading.records)
        return reading

    added = project.add(path, coder=coder, outlet=outlet, published=When(since=on, until=on))
    assert added.documents == 1, added.set_aside
    return tuple(made)


def add_table(project: Project, *articles: tuple[str, str, tuple[Line, ...]]) -> None:
    """Adds articles in one go, as rows of a table: outlet, day and lines of each. No two share a line."""
    rows = [
        {"outlet": outlet, "published": day, "text": " ".join(words for words, *_ in lines)}
        for outlet, day, lines in articles
    ]
    path = project.folder / "articles.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    added = project.add(path, coder=coder_of(*(line for *_, lines in articles for line in lines)))
    assert added.documents == len(articles), added.set_aside


def decide_on(project: Project, verdict: str, *records: Record, layer: str = "record", **more) -> Decision:
    """Keeps a decision on records that are at hand: what `Project.decide` does once it has found them by id."""
    more = {"by": "Ann", "at": datetime.now(UTC)} | more
    decision = Decision(verdict=verdict, layer=layer, records=records, **more)
    append_decision(open_store(project.folder), decision)
    return decision


@pytest.fixture(scope="session")
def coder() -> Callable[..., Coder]:
    return coder_of


@pytest.fixture(scope="session")
def add() -> Callable[..., tuple[Record, ...]]:
    return add_lines


@pytest.fixture(scope="session")
def add_at_once() -> Callable[..., None]:
    return add_table


@pytest.fixture(scope="session")
def decided() -> Callable[..., Decision]:
    return decide_on


@pytest.fixture
def desk(tmp_path: Path) -> Project:
    """An empty project."""
    return Project.create(tmp_path / "desk")
