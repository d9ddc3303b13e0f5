"""Who deals with whom, as a list: pairs of parties with their events by quad class, and what stands behind a number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from detente.errors import UnknownName
from detente.explain.display import days_in_words, name_of, speaker_in_words
from detente.keep.asked import Day, context_of, day_of, is_code
from detente.keep.dealings import Dealing
from detente.measure.reduction import ARTICLES
from detente.model import Document, Record
from detente.show.pages import Source
from detente.show.pages.passages import source_of
from detente.show.words.carriers import coded_in_words
from detente.show.words.records import claim_in_words, label_of

if TYPE_CHECKING:
    from detente.project import Project

PAGE = 100
"""Lines of one page of a list."""
Sort = Literal["events", "name", "first", "last", "conflict"]
SORTS: dict[Sort, str] = {
    "events": "most events",
    "conflict": "most conflict",
    "last": "newest event",
    "first": "oldest event",
    "name": "name",
}
QUAD_WORDS = {
    1: "cooperation in words",
    2: "cooperation in deeds",
    3: "conflict in words",
    4: "conflict in deeds",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which dealings are told: the filters of an address."""

    source: str = field(metadata={"says": "articles, or a source of event files"})
    since: date | None = field(default=None, metadata={"says": "first day; null for any"})
    until: date | None = field(default=None, metadata={"says": "last day; null for any"})
    context: str | None = field(default=None, metadata={"says": "PLOVER context of the events; null for any"})
    quad: int | None = field(default=None, metadata={"says": "quad class, 1 to 4; null for all"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """Two parties and what they did with each other."""

    a: str = field(metadata={"says": "code of the first"})
    b: str = field(metadata={"says": "code of the second"})
    a_name: str = field(metadata={"says": "name of the first"})
    b_name: str = field(metadata={"says": "name of the second"})
    known: bool = field(metadata={"says": "whether both are in the vocabulary, and so have pages"})
    events: int = field(
        metadata={"says": "events told as done; in articles one that is told twice counts twice"}
    )
    quads: tuple[int, int, int, int] = field(
        metadata={"says": "of them cooperation in words and in deeds, conflict in words and in deeds"}
    )
    undated: int = field(metadata={"says": "how many of all its events have no day"})
    first: date | None = field(metadata={"says": "first day of any"})
    last: date | None = field(metadata={"says": "last day of any"})
    days: str = field(metadata={"says": "from the first to the last, in words"})

    @property
    def foremost(self) -> int:
        """The quad class that most of the events are of; of as many, the milder one."""
        return max(range(1, 5), key=lambda quad: (self.quads[quad - 1], -quad))


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationsPage:
    """A page of the list of all relations."""

    chosen: Chosen = field(metadata={"says": "the filters"})
    find: str = field(metadata={"says": "part of a name that one of the two has; empty for any"})
    sort: Sort = field(metadata={"says": "the order: events, conflict, last, first, name"})
    number: int = field(metadata={"says": "which page, from 1"})
    pages: int = field(metadata={"says": "how many pages there are"})
    pairs: int = field(metadata={"says": "how many pairs there are"})
    lines: tuple[PairLine, ...] = field(metadata={"says": "the pairs of this page"})
    left_out: int = field(
        metadata={"says": "events left out because no day is told, where days are asked for"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DealtLine:
    """One event behind a number."""

    says: str = field(metadata={"says": "who did what to whom"})
    label: str = field(metadata={"says": "what sort of event it is, in a word"})
    days: str = field(metadata={"says": "its days in words"})
    speaker: str | None = field(metadata={"says": "who tells it; null where the article itself does"})
    source: Source = field(metadata={"says": "the sentence it was read from"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DealtPage:
    """What stands behind one number: the records, or the rows of event files."""

    a: str = field(metadata={"says": "code of the first"})
    b: str = field(metadata={"says": "code of the second"})
    chosen: Chosen = field(metadata={"says": "the filters"})
    number: int = field(metadata={"says": "which page, from 1"})
    pages: int = field(metadata={"says": "how many pages there are"})
    events: int | None = field(
        metadata={"says": "how many events stand behind the number; null where rows of files stand for them"}
    )
    lines: tuple[DealtLine, ...] = field(metadata={"says": "events of articles, in order of time"})
    rows: tuple[str, ...] = field(metadata={"says": "rows of event files in words, the newest first"})
    more: bool = field(metadata={"says": "whether there are rows after these"})


def choose(
    project: Project,
    *,
    source: str | None = None,
    since: Day | None = None,
    until: Day | None = None,
    context: str | None = None,
    quad: int | None = None,
) -> Chosen:
    """Filters as they are given, checked; what is empty is not asked for.

    Raises:
        UnknownName: no such source or context; not a day, or the first after the last; no quad class.
    """
    if quad is not None and quad not in QUAD_WORDS:
        raise UnknownName(
            f"no quad class {quad}", mend="1 to 4: cooperation in words, in deeds, conflict likewise"
        )
    first, last = day_of(since or None), day_of(until or None)
    if first and last and first > last:
        raise UnknownName(f"the first day, {first}, lies after the last, {last}", mend="the other way round?")
    return Chosen(
        source=project.teller(source or None),
        since=first,
        until=last,
        context=context_of(context or None),
        quad=quad,
    )


def dealings_chosen(project: Project, chosen: Chosen) -> tuple[Dealing, ...]:
    """The dealings of all pairs that filters leave, of whatever quad class."""
    return project.dealings(
        source=chosen.source, since=chosen.since, until=chosen.until, context=chosen.context
    )


def most_told(dealings: Iterable[Dealing], quad: int | None = None) -> list[Dealing]:
    """Dealings with events, those with most first; of one quad class alone, where one is asked for."""
    found = [only_quad(one, quad) for one in dealings] if quad else list(dealings)
    return sorted((one for one in found if one.events), key=lambda one: (-one.events, one.a, one.b))


def only_quad(one: Dealing, quad: int) -> Dealing:
    """A dealing without the events of other quad classes; its days stay those of all."""
    first, second, third, fourth = (n if at == quad else 0 for at, n in enumerate(one.quads, 1))
    return replace(one, quads=(first, second, third, fourth), other=0)


def line_of(one: Dealing) -> PairLine:
    """A dealing as a line."""
    return PairLine(
        a=one.a,
        b=one.b,
        a_name=name_of(one.a),
        b_name=name_of(one.b),
        known=is_code(one.a) and is_code(one.b),
        events=one.events,
        quads=one.quads,
        undated=one.undated,
        first=one.first,
        last=one.last,
        days=days_in_words(one.first, one.last),
    )


def list_relations(
    dealings: Sequence[Dealing], chosen: Chosen, *, find: str = "", sort: str = "events", number: int = 1
) -> RelationsPage:
    """One page of all relations.

    Args:
        dealings: as `dealings_chosen` gives them.
        chosen: the filters they were chosen by.
        find: part of a name or a code that one of the two has.
        sort: one of `SORTS`.
        number: which page, from 1; beyond the last it is the last.

    Raises:
        UnknownName: no such order.
    """
    order = next((name for name in SORTS if name == sort), None)
    if order is None:
        raise UnknownName(f"no order called {sort!r}", mend=f"there are: {', '.join(SORTS)}")
    wanted = " ".join(find.split()).casefold()
    told = [one for one in most_told(dealings, chosen.quad) if _matches(one, wanted)]
    found = _sorted(told, order)
    pages = max(1, -(-len(found) // PAGE))
    number = min(max(number, 1), pages)
    return RelationsPage(
        chosen=chosen,
        find=find,
        sort=order,
        number=number,
        pages=pages,
        pairs=len(found),
        lines=tuple(map(line_of, found[(number - 1) * PAGE : number * PAGE])),
        left_out=undated_left_out(dealings, chosen),
    )


def undated_left_out(dealings: Iterable[Dealing], chosen: Chosen) -> int:
    """How many events have no day, and so are left out where days are asked for."""
    return sum(one.undated for one in dealings) if chosen.since or chosen.until else 0


def find_dealt(project: Project, a: str, b: str, chosen: Chosen, *, number: int = 1) -> DealtPage:
    """What stands behind a number of the list: the very events that it counts.

    Args:
        project: where they are kept.
        a: code of one, as the list has it.
        b: code of the other.
        chosen: the filters of the list.
        number: which page, from 1.
    """
    days: dict[str, Any] = {"since": chosen.since, "until": chosen.until, "context": chosen.context}
    if chosen.source == ARTICLES:
        return _dealt_in_articles(project, a, b, chosen, number, days)
    after = (max(number, 1) - 1) * PAGE
    found = project.dealt_rows(chosen.source, a, b, **days, quad=chosen.quad, most=PAGE + 1, after=after)
    return DealtPage(
        a=a, b=b, chosen=chosen, number=max(number, 1), pages=0,
        events=None, lines=(), rows=tuple(map(coded_in_words, found[:PAGE])), more=len(found) > PAGE,
    )  # fmt: skip


def _dealt_in_articles(
    project: Project, a: str, b: str, chosen: Chosen, number: int, days: dict[str, Any]
) -> DealtPage:
    behind = project.dealt(a, b, **days, quad=chosen.quad)
    pages = max(1, -(-len(behind) // PAGE))
    number = min(max(number, 1), pages)
    shown = behind[(number - 1) * PAGE : number * PAGE]
    documents = project.articles(sorted({record.evidence.doc for record in shown}))
    return DealtPage(
        a=a, b=b, chosen=chosen, number=number, pages=pages, events=len(behind),
        lines=tuple(_dealt(record, documents[record.evidence.doc]) for record in shown), rows=(), more=number < pages,
    )  # fmt: skip


def _dealt(record: Record, document: Document) -> DealtLine:
    when = getattr(record.claim, "when", None)
    return DealtLine(
        says=claim_in_words(record),
        label=label_of(record),
        days=days_in_words(when.since, when.until) if when else "undated",
        speaker=speaker_in_words(record.speaker),
        source=source_of(record, document),
    )


def _matches(one: Dealing, wanted: str) -> bool:
    if not wanted:
        return True
    return any(wanted in name.casefold() for name in (name_of(one.a), name_of(one.b), one.a, one.b))


def _sorted(found: list[Dealing], order: Sort) -> list[Dealing]:
    """Dealings in an order, those with most events first where it does not tell; those without a day come last."""
    if order == "name":
        return sorted(found, key=lambda one: (name_of(one.a), name_of(one.b)))
    if order == "conflict":
        return sorted(found, key=lambda one: -(one.quads[2] + one.quads[3]))
    if order == "last":
        return sorted(found, key=lambda one: one.last or date.min, reverse=True)
    if order == "first":
        return sorted(found, key=lambda one: one.first or date.max)
    return found
