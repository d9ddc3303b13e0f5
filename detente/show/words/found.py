"""What a search found as plain lines for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from detente.explain.display import one_line, shorten
from detente.show.pages.search import ArticleHit, MissedHit, RecordHit, SearchPage, Words

WIDTH = 96
SHOWN = 8
"""Digits of an id that are shown."""


def found_in_words(page: SearchPage, *, missed: bool = False) -> str:
    """What was found, a part for each group; the words looked for stand between asterisks.

    Args:
        page: what was found.
        missed: only sentences that were not understood were looked for.
    """
    if missed:
        return (
            _part("sentence not understood", page.missed_in_all, map(_missed, page.missed)) or "nothing found"
        )
    parts = [
        "\n".join(_actor(one.code, one.name, one.type, one.articles) for one in page.actors),
        _part("article", page.articles_in_all, map(_article, page.articles)),
        _part("record", page.records_in_all, map(_record, page.records)),
    ]
    return "\n\n".join(part for part in parts if part) or "nothing found"


def _part(noun: str, in_all: int, lines: Iterable[str]) -> str:
    shown = list(lines)
    if not in_all:
        return ""
    plural = noun if in_all == 1 else noun.replace("sentence", "sentences") if " " in noun else f"{noun}s"
    more = f", {len(shown)} of them shown" if len(shown) < in_all else ""
    return "\n".join([f"{in_all:,} {plural}{more}", *shown])


def _actor(code: str, name: str, type: str, articles: int) -> str:
    told = f", {articles:,} {'article' if articles == 1 else 'articles'}" if articles else ""
    return one_line(f"{name}{f' ({code})' if code != name else ''}: {type}{told}")


def _article(one: ArticleHit) -> str:
    outlet = one_line(one.outlet or "outlet not stated")
    head = f"{one.doc[:SHOWN]}  {_marked(one.title)} ({outlet}, {one.published})"
    return "\n".join([head, *(_indented(_marked(sentence)) for sentence in one.sentences)])


def _record(one: RecordHit) -> str:
    outlet = one_line(one.outlet or "outlet not stated")
    head = f"{one.told.id[:SHOWN]}  {one.told.kind}: {shorten(one.told.says, 110)}"
    return f"{head}\n{_indented(f'{_marked(one.sentence)} ({outlet}, {one.published})')}"


def _missed(one: MissedHit) -> str:
    outlet = one_line(one.outlet or "outlet not stated")
    return f"{one.doc[:SHOWN]}  {_marked(one.sentence)} ({outlet}, {one.published})"


def _marked(words: Iterable[Words]) -> str:
    return one_line("".join(f"*{one.text}*" if one.found else one.text for one in words))


def _indented(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="    ", subsequent_indent="    ")
