"""Does adding an article stay as quick when there are many? Printed is the time at 100 and at 10,000 articles.

    python benchmarks/many.py [--most 10000] [--folder DIR] [--json]

The articles are made from the example corpus: states, their peoples and capitals are replaced by others, days shifted,
words by words of the same sense, sentences left out; every twentieth is followed by a near copy, so that stories are
found too. Their readings are those of the original, carried over, so that filling the store needs no parser. What is
timed is whole: reading the file, coding it with our coder, keeping it, comparing it with the others; ten new articles,
one at a time, at either size. The figure is the ratio of the medians in one run on one machine.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from detente import vocab
from detente.code import code
from detente.keep.append import append
from detente.keep.compact import compact
from detente.keep.store import Store, create, open_store
from detente.keep.stories import link_new
from detente.model import Commitment, Document, Event, Reading, Record, Span, When, codes
from detente.project import Project
from detente.read import read

ROOT = Path(__file__).resolve().parent.parent
BATCH = 25
TIMED = 10
STATES = ("PAK", "RUS", "IND", "USA", "CHN", "AFG")
SAME_SENSE = (
    ("said", "stated"), ("agreement", "accord"), ("talks", "discussions"), ("visit", "trip"), ("about", "some"),
    ("also", "moreover"), ("big", "large"), ("begin", "start"), ("help", "support"), ("officials", "functionaries"),
    ("government", "cabinet"), ("because", "since"), ("new", "fresh"), ("first", "initial"), ("called", "termed"),
    ("years", "twelvemonths"), ("country", "land"), ("sides", "parties"), ("last", "past"), ("made", "produced"),
)  # fmt: skip


def variants(seed: int) -> Iterator[tuple[Document, Reading]]:
    """Articles without end, made from the corpus, each with a reading carried over from its original."""
    chance = random.Random(seed)
    originals = [one for one in read(ROOT / "examples" / "corpus") if isinstance(one, Document)]
    readings = {one.id: code(one) for one in originals}
    number = 0
    while True:
        original = chance.choice(originals)
        made = _variant(original, readings[original.id], chance)
        yield made
        number += 1
        if number % 20 == 0:
            yield _near_copy(*made)


def _variant(original: Document, reading: Reading, chance: random.Random) -> tuple[Document, Reading]:
    others = chance.sample(vocab.states(), len(STATES))
    swap = _swaps(dict(zip(STATES, others, strict=True)))
    words = {a: b for a, b in SAME_SENSE if chance.random() < 0.5}
    text = original.flow.replace("\u2060", "") if original.flow else original.text
    sentences = re.split(r"(?<=[.!?])\s+", text)
    kept = [swap(_reworded(one, words)) for one in sentences if chance.random() > 0.25]
    text = " ".join(kept) or swap(text)
    shift = timedelta(days=chance.randrange(-2000, 2000))
    day = (original.published.since if original.published else date(2018, 1, 1)) + shift
    document = _document(text, day, swap(original.title or ""), f"Outlet {chance.randrange(40)}")
    code_of = {a: b.code for a, b in zip(STATES, others, strict=True)}
    return document, _carried(reading, document, lambda s: swap(_reworded(s, words)), code_of, shift)


def _near_copy(document: Document, reading: Reading) -> tuple[Document, Reading]:
    text = document.text + " This report was corrected."
    day = (
        document.published.since + timedelta(days=1)
        if document.published and document.published.since
        else None
    )
    copy = _document(text, day or date(2018, 1, 1), document.title or "", "Outlet 99")
    records = [replace(r, evidence=replace(r.evidence, doc=copy.id)) for r in reading.records]
    return copy, replace(reading, doc=copy.id, records=tuple(records))


def _document(text: str, day: date, title: str, outlet: str) -> Document:
    return Document(
        id=hashlib.sha256(text.encode()).hexdigest(), text=text, title=title, outlet=outlet,
        published=When(since=day, until=day), origin="made", content=((0, len(text)),),
    )  # fmt: skip


def _carried(
    reading: Reading, document: Document, change, code_of: dict[str, str], shift: timedelta
) -> Reading:
    records = []
    for record in reading.records:
        at = document.text.find(change(" ".join(record.evidence.text.split())))
        if at < 0:
            continue
        claim = record.claim
        if isinstance(claim, Event):
            moved = claim.when and replace(
                claim.when,
                since=claim.when.since and claim.when.since + shift,
                until=claim.when.until and claim.when.until + shift,
            )
            claim = replace(
                claim, when=moved,
                actors=codes(code_of.get(c, c) for c in claim.actors),
                recipients=codes(code_of.get(c, c) for c in claim.recipients),
            )  # fmt: skip
        if isinstance(claim, Commitment):
            claim = replace(
                claim, giver=codes(code_of.get(c, c) for c in claim.giver),
                receiver=codes(code_of.get(c, c) for c in claim.receiver),
            )  # fmt: skip
        end = at + len(change(" ".join(record.evidence.text.split())))
        records.append(
            Record(claim=claim, evidence=Span.cut(document, at, end), speaker=record.speaker, coder="made")
        )
    return Reading(doc=document.id, records=tuple(records), coder="made")


def _swaps(others: dict[str, vocab.State]):
    known = {state.code: state for state in vocab.states()}
    words = {}
    for old, new in others.items():
        was = known[old]
        for mine, theirs in (
            (was.names, new.names),
            (was.adjectives, new.adjectives),
            (was.capital, new.capital),
        ):
            words |= {word: theirs[0] for word in mine if theirs}
    pattern = re.compile(r"\b(" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\b")
    return lambda text: pattern.sub(lambda match: words[match[0]], text)


def _reworded(text: str, words: dict[str, str]) -> str:
    return re.sub(r"[a-z]+", lambda match: words.get(match[0], match[0]), text)


def filled(folder: Path, made: Iterator[tuple[Document, Reading]], number: int) -> Store:
    """A project of so many articles; one that an earlier run left in the folder is used again."""
    if folder.exists():
        return open_store(folder)
    store = create(folder)
    for start in range(0, number, BATCH):
        append(store, [next(made) for _ in range(min(BATCH, number - start))])
        link_new(store)
        compact(store)
        print(f"\r{start + BATCH} of {number}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return store


def time_adding(
    project: Project, folder: Path, made: Iterator[tuple[Document, Reading]], name: str
) -> list[float]:
    """Seconds for each of some new articles, added one at a time as a user does."""
    taken = []
    for number in range(TIMED):
        document, _ = next(made)
        path = folder / f"{name}-{number}.txt"
        path.write_text(f"{document.title}\n\n{document.text}", encoding="utf-8")
        day = document.published
        start = time.perf_counter()
        added = project.add(path, published=day)
        taken.append(time.perf_counter() - start)
        assert added.documents == 1, added
    return taken


def main() -> None:
    """Prints the times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        made = variants(2)
        few = filled(folder / "few", made, 100)
        many = filled(folder / "many", made, options.most)
        new = variants(10**6 + Project(many).status().documents)  # none that an earlier run has added
        time_adding(Project(few), folder, new, "warm")
        times = {"few": [], "many": []}
        for turn in range(2):  # in turn, so that a busy machine slows both
            times["few"] += time_adding(Project(few), folder, new, f"few{turn}")
            times["many"] += time_adding(Project(many), folder, new, f"many{turn}")
        at_few, at_many = (statistics.median(times[name]) for name in ("few", "many"))
        start = time.perf_counter()
        stories = len(Project(many).stories())
        figures = {
            "articles": options.most, "seconds_at_100": round(at_few, 3), "seconds_at_most": round(at_many, 3),
            "ratio": round(at_many / at_few, 2), "stories": stories,
            "stories_seconds": round(time.perf_counter() - start, 2),
        }  # fmt: skip
    print(
        json.dumps(figures, indent=2)
        if options.json
        else "\n".join(f"{k:16} {v}" for k, v in figures.items())
    )


if __name__ == "__main__":
    main()
