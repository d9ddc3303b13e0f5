"""By what the copies of a text are found: hashes of word runs, and of the states and days it speaks of.

A text leaves two sorts of traces. One in `ONE_IN` of its runs of `RUN` words is kept, chosen by the hash
alone, so that two texts that share a passage keep the same of it, however long they are: an excerpt is
found in a digest (after Schleimer, Wilkerson and Aiken 2003, "Winnowing", sec. 3). A rewrite may share no
run: so each pair of the states named most leaves a trace for the days around publication too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from hashlib import blake2b
from itertools import combinations

from detente.keep.assembly.wording import text_of, words_of
from detente.keep.mentions import all_in
from detente.model import Document

RUN = 4
ONE_IN = 4
STATES = 3
"""Of the states named in a text, how many count."""
DAYS = 4
"""Length of the windows of days; each text stands in two that overlap."""


def traces_of(document: Document) -> tuple[int, ...]:
    """The traces of an article, sorted, as whole numbers of 64 bits with a sign."""
    text = text_of(document)
    published = document.published.since if document.published else None
    return tuple(sorted({*_runs(words_of(text)), *_meetings(text, published)}))


def _runs(words: Sequence[str]) -> set[int]:
    hashes = (_hash(" ".join(words[at : at + RUN])) for at in range(len(words) - RUN + 1))
    return {value for value in hashes if value % ONE_IN == 0}


def _meetings(text: str, published: date | None) -> set[int]:
    if published is None:
        return set()
    times = Counter(all_in(text))
    most = sorted(times, key=lambda code: (-times[code], code))[:STATES]
    window = published.toordinal() // DAYS
    return {
        _hash(f"{a} {b} {days}") for a, b in combinations(sorted(most), 2) for days in (window, window + 1)
    }


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
