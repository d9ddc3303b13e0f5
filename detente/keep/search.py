"""Searching over articles, records, sentences that were not understood, and whom articles speak of.

How words are taken and what they find stands in `terms`; in which order it comes, at the head of each query.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal, get_args

from detente.errors import UnknownName
from detente.keep.asked import Day, day_of, dyad_of, kind_of, resolve_code
from detente.keep.engine import ask_rows
from detente.keep.jsonl import record_from_json
from detente.keep.mentions import all_names
from detente.keep.store import Store
from detente.keep.terms import MOST_TERMS, Term, finder, terms_of
from detente.model import Dyad, Record

Group = Literal["articles", "records", "actors", "missed"]
GROUPS: tuple[str, ...] = get_args(Group)
MOST = 1000
"""Of one group in one answer."""
MOST_ACTORS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundArticle:
    """An article in which all words stand; `records` is how many were read in it."""

    doc: str
    title: str | None
    outlet: str | None
    published: date | None
    published_until: date | None
    origin: str
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRecord:
    """A record in which all words stand, with what is to be known of its article."""

    record: Record
    title: str | None
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundActor:
    """Whom the words name: a state or organisation of the vocabulary, or one that articles speak of."""

    code: str
    name: str
    type: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSentence:
    """A sentence about states without a record, in which all words stand."""

    doc: str
    start: int
    end: int
    text: str
    title: str | None
    outlet: str | None
    published: date | None
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that a search found: of each group a page, and how many there are in all."""

    query: str
    terms: tuple[Term, ...]
    articles: tuple[FoundArticle, ...] = ()
    articles_in_all: int = 0
    records: tuple[FoundRecord, ...] = ()
    records_in_all: int = 0
    actors: tuple[FoundActor, ...] = ()
    missed: tuple[FoundSentence, ...] = ()
    missed_in_all: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """Where a search looks: a kind of record, parties that records name, days, an outlet. `None` and empty for all."""

    kind: str | None = None
    parties: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    outlet: str | None = None


def among(
    kind: str | None,
    party: str | None,
    dyad: Dyad | tuple[str, str] | None,
    since: Day | None,
    until: Day | None,
    outlet: str | None,
) -> Among:
    """Where to look, as a person says it.

    Raises:
        UnknownName: no such kind, state or organisation; a third party beside a dyad; not a day.
    """
    pair = dyad_of(dyad)
    codes = [*((pair.a, pair.b) if pair else ()), *((resolve_code(party),) if party else ())]
    parties = tuple(dict.fromkeys(codes))
    if len(parties) > 2:
        raise UnknownName("a search looks for records of two parties at most", mend="leave one out")
    return Among(
        kind=kind_of(kind),
        parties=parties,
        since=day_of(since),
        until=day_of(until),
        outlet=" ".join(outlet.split()) if outlet and outlet.strip() else None,
    )


def search(
    store: Store, query: str, where: Among, groups: Iterable[Group], *, limit: int, offset: int = 0
) -> Found:
    """What stands in the groups asked for; see `Project.search`.

    Raises:
        UserError: too much to look for, or nothing that has a letter or a digit.
    """
    terms = terms_of(query)
    values = _values(terms, where) | {"most": max(0, min(limit, MOST)), "after": max(0, offset)}
    asked = frozenset(groups)
    articles, articles_in_all = _page(store, "search_articles", values, asked, "articles")
    records, records_in_all = _page(store, "search_records", values, asked, "records")
    missed, missed_in_all = _page(store, "search_missed", values, asked, "missed")
    return Found(
        query=query,
        terms=terms,
        articles=tuple(FoundArticle(**row) for row in articles),
        articles_in_all=articles_in_all,
        records=tuple(_record(row) for row in records),
        records_in_all=records_in_all,
        actors=_actors(store, terms, values) if "actors" in asked and terms else (),
        missed=tuple(FoundSentence(**row) for row in missed),
        missed_in_all=missed_in_all,
    )


_OF_QUERY = {
    "search_articles": ("outlet", "since", "until", "kind", "a", "b", "by_record", "most", "after"),
    "search_records": ("outlet", "since", "until", "kind", "a", "b", "most", "after"),
    "search_missed": ("outlet", "since", "until", "a", "b", "most", "after"),
}
"""The values of each query, beside the words."""


def _values(terms: tuple[Term, ...], where: Among) -> dict[str, Any]:
    """All values of all queries; the last day is exclusive."""
    patterns = [*(term.for_sql for term in terms), *[None] * (MOST_TERMS - len(terms))]
    codes = [*(term.code for term in terms), *[None] * (MOST_TERMS - len(terms))]
    a, b = [*where.parties, None, None][:2]
    return {
        **{f"p{number}": pattern for number, pattern in enumerate(patterns, 1)},
        **{f"c{number}": code for number, code in enumerate(codes, 1)},
        "outlet": where.outlet,
        "kind": where.kind,
        "a": a,
        "b": b,
        "since": where.since,
        "until": where.until and where.until + timedelta(days=1),
        "by_record": bool(where.kind or where.parties),
    }


def _page(
    store: Store, query: str, values: Mapping[str, Any], asked: frozenset[str], group: Group
) -> tuple[list[dict[str, Any]], int]:
    """Rows of one group, and how many there are in all; none where the group is not asked for."""
    if group not in asked:
        return [], 0
    words = [
        f"{letter}{n}" for letter in ("pc" if group == "records" else "p") for n in range(1, MOST_TERMS + 1)
    ]
    given = {name: values[name] for name in (*words, *_OF_QUERY[query])}
    rows = ask_rows(store, query, **given)
    if not rows and (given["after"] or not given["most"]):  # beyond the last: how many are there?
        first = ask_rows(store, query, **given | {"most": 1, "after": 0})
        return [], first[0]["in_all"] if first else 0
    return [{name: row[name] for name in row if name != "in_all"} for row in rows], rows[0][
        "in_all"
    ] if rows else 0


def _record(row: Mapping[str, Any]) -> FoundRecord:
    record = record_from_json(json.loads(row["record"], parse_float=Decimal))
    return FoundRecord(record=record, title=row["title"], outlet=row["outlet"], published=row["published"])


def _actors(store: Store, terms: tuple[Term, ...], values: Mapping[str, Any]) -> tuple[FoundActor, ...]:
    """States and organisations that the words are a name of, then those spoken of whose name holds all words."""
    words = {name: values[name] for name in (f"p{n}" for n in range(1, MOST_TERMS + 1))}
    exact, other = _named(terms)
    piped = json.dumps([f"|{code}|" for code in (*exact, *other)])
    rows = ask_rows(store, "search_actors", **words, codes=piped, most=MOST_ACTORS)
    articles = {row["code"]: row["articles"] for row in rows}
    first = (_known(code, articles.get(code, 0)) for code in exact)
    rest = (
        _known(row["code"], row["articles"]) if row["code"] in other else FoundActor(**row)
        for row in rows
        if row["code"] not in exact
    )
    return (*first, *rest)


def _named(terms: tuple[Term, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Codes that a word, or all words together, are a name of; and codes with a name in which all words stand."""
    patterns = [pattern for pattern in (finder((term,)) for term in terms) if pattern]
    whole = " ".join(term.shown for term in terms).casefold()
    exact = [term.code for term in terms if term.code]
    exact += [code for name, code in all_names() if name.casefold() == whole]
    other = {code for name, code in all_names() if all(one.search(name) for one in patterns)}
    return tuple(dict.fromkeys(exact)), frozenset(other - set(exact))


def _known(code: str, articles: int) -> FoundActor:
    """A state or organisation of the vocabulary, by its first name."""
    from detente import vocab  # here: what reads no text need not load the words

    name = next(name for name, known in all_names() if known == code)
    is_state = any(state.code == code for state in vocab.states())
    return FoundActor(code=code, name=name, type="state" if is_state else "organisation", articles=articles)
