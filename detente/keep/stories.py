"""Which articles share their text: compared when they are added, each with those that share traces of it.

A new article leaves its traces first and looks for others' afterwards. So of two processes that add two copies
at once, at least the later one finds the other. An article that has been compared has a row with itself in
`links`; one that was added by a killed process, or by an earlier version, is compared at the next call.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from detente.keep.append import stamp
from detente.keep.assembly.alike import Sketch, find_link, sketch
from detente.keep.assembly.traces import traces_of
from detente.keep.engine import ask_rows, remembered
from detente.keep.rows import document_of, link_row
from detente.keep.store import Store, write_rows
from detente.model import Document, Link, Story

AT_ONCE = 25
"""Articles that are compared in one commit."""
LIKELIEST = 12
"""Of the articles that share traces with one, those with the most are compared with it."""


def link_new(store: Store) -> tuple[Link, ...]:
    """Compares the articles that have not been compared yet; gives the links that were found.

    Raises:
        BrokenStore: the folder cannot be read or written.
    """
    found: list[Link] = []
    more = True
    while more and (rows := ask_rows(store, "uncompared", most=AT_ONCE)):
        more = len(rows) == AT_ONCE
        new = [document_of(row) for row in rows]
        batch = stamp()
        traces = [{"doc": one.id, "trace": t, "batch": batch} for one in new for t in traces_of(one)]
        write_rows(store, "traces", traces)
        links = tuple(_links_of(store, new))
        done = [
            {"doc": one.id, "other": one.id, "how": "compared", "likeness": 1.0, "batch": batch}
            for one in new
        ]
        write_rows(store, "links", [*(link_row(link, batch) for link in links), *done])
        found += links
    return tuple(found)


def stories_of(store: Store) -> tuple[Story, ...]:
    """The stories that were printed more than once, the oldest first, as analysts left them.

    Raises:
        BrokenStore: the store cannot be read.
    """
    return remembered(store, "stories", lambda: _find_stories(store))


def _find_stories(store: Store) -> tuple[Story, ...]:
    docs: defaultdict[str, list[str]] = defaultdict(list)
    for row in ask_rows(store, "stories"):
        docs[row["story"]].append(row["doc"])
    home = {doc: story for story, found in docs.items() for doc in found}
    links: defaultdict[str, list[Link]] = defaultdict(list)
    for row in ask_rows(store, "links"):
        if row["doc"] in home and home[row["doc"]] == home.get(row["other"]):
            links[home[row["doc"]]].append(Link(**row))
    return tuple(
        Story(id=f"s{first}", docs=tuple(found), links=tuple(links[first]))
        for first, found in docs.items()
        if len(found) > 1
    )


def _links_of(store: Store, new: Sequence[Document]) -> Iterator[Link]:
    """The links of new articles; a pair of two new ones comes once."""
    asked = json.dumps([document.id for document in new])
    pairs = {
        (min(row["doc"], row["other"]), max(row["doc"], row["other"]))
        for row in ask_rows(store, "sharing", docs=asked, most=LIKELIEST)
    }
    known: dict[str, Sketch] = {document.id: sketch(document) for document in new}
    lacking = sorted({doc for pair in pairs for doc in pair} - known.keys())
    if lacking:
        rows = ask_rows(store, "articles", docs=json.dumps(lacking))
        known |= {row["id"]: sketch(document_of(row)) for row in rows}
    for doc, other in sorted(pairs):
        link = find_link(known[doc], known[other])
        if link:
            yield link
