"""What the processes of test_processes.py do: add articles with a coder that needs no parser."""

import hashlib
import re
from pathlib import Path

from detente import work
from detente.model import Commitment, Document, Event, Reading, Record, Span
from detente.project import Project

PEOPLES = {"Pakistan": "PAK", "Russia": "RUS", "India": "IND", "China": "CHN"}
_MET = re.compile(r"(\w+) met (\w+)")
_LENT = re.compile(r"(\w+) will lend (\w+)")


def code(document: Document) -> Reading:
    """An event for every "A met B", a commitment for every "A will lend B"."""
    records = []
    for match in _MET.finditer(document.text):
        event = Event(actors=tuple(PEOPLES[name] for name in match.groups()), type="CONSULT")
        records.append(Record(claim=event, evidence=Span.cut(document, *match.span()), coder="met@1"))
    for match in _LENT.finditer(document.text):
        giver, receiver = (PEOPLES[name] for name in match.groups())
        loan = Commitment(giver=(giver,), receiver=(receiver,), what="a loan", stage="announced")
        records.append(Record(claim=loan, evidence=Span.cut(document, *match.span()), coder="met@1"))
    return Reading(doc=document.id, records=tuple(records), coder="met@1")


def write_articles(folder: Path, numbers: range) -> None:
    """Articles by number, each of words of its own; every fourth copies the one before, under another headline."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        told = number - 1 if number % 4 == 3 else number
        a, b = (list(PEOPLES)[(told + step) % 4] for step in (0, 1))
        own = " ".join(hashlib.md5(f"{told} {n}".encode()).hexdigest()[:7] for n in range(40))
        body = f"{a} met {b} on the border. {own}. {a} will lend {b} what it takes."
        (folder / f"{number:04}.txt").write_text(
            f"Headline {number}\n\nCITY, 3 May 2019 - {body}\n", encoding="utf-8"
        )


def add(project: str, articles: str, batch: int) -> None:
    """Adds a folder of articles, a few at a time."""
    work.BATCH = batch
    Project.open(project).add(articles, coder=code)
