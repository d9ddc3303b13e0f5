"""The first page of the workbench as a value: what the project holds, and what was not understood."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.explain.display import days_in_words
from detente.measure.reduction import ARTICLES
from detente.show.pages.dealings import PairLine, choose, dealings_chosen, line_of, most_told

if TYPE_CHECKING:
    from detente.project import Project

MOST_ARTICLES = 12
MOST_PAIRS = 24
MOST_ASIDE = 50
KINDS = {
    "event": "events", "commitment": "commitments", "statement": "statements", "interest": "interests",
    "causal": "causal claims", "tilt": "tilts", "system": "claims on the order of states",
    "implication": "implications", "actor": "actors",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeArticle:
    """One article in a list."""

    doc: str = field(metadata={"says": "id of the article"})
    title: str = field(metadata={"says": "headline, or the name of its file"})
    outlet: str | None = field(metadata={"says": "who published it, null where not stated"})
    published: str = field(metadata={"says": "when, in words"})
    records: int = field(metadata={"says": "how many records were read in it"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """All that the first page shows of the project."""

    name: str = field(metadata={"says": "the project's name"})
    documents: int = field(metadata={"says": "articles"})
    days: str = field(metadata={"says": "from the first to the last day of publication"})
    records: int = field(metadata={"says": "records"})
    kinds: tuple[tuple[str, int], ...] = field(metadata={"says": "records by kind, in words"})
    not_understood: int = field(metadata={"says": "sentences about states without a record"})
    set_aside: tuple[tuple[str, str, str], ...] = field(
        metadata={"says": "what could not be read: origin, why, how to mend it"}
    )
    articles: tuple[HomeArticle, ...] = field(metadata={"says": "the newest articles"})


def find_home(project: Project) -> HomePage:
    """The first page of a project.

    Args:
        project: what is shown.
    """
    status = project.status()
    kinds = Counter(dict(status.kinds))
    return HomePage(
        name=status.name,
        documents=status.documents,
        days=days_in_words(status.first, status.last) if status.documents else "",
        records=status.records,
        kinds=tuple((words, kinds[kind]) for kind, words in KINDS.items() if kinds[kind]),
        not_understood=status.not_understood,
        set_aside=tuple((one.origin, one.what, one.mend) for one in project.set_aside()[:MOST_ASIDE]),
        articles=_newest(project),
    )


def find_busiest(project: Project) -> tuple[PairLine, ...]:
    """The pairs with most events in articles, or where there are none, in the busiest source of event files."""
    chosen = choose(project)
    return tuple(map(line_of, most_told(dealings_chosen(project, chosen))[:MOST_PAIRS]))


def find_sources(project: Project) -> tuple[tuple[str, int], ...]:
    """The sources of event files, each with the pairs that its rows make."""
    return tuple((one.of.name, one.pairs) for one in project.accounts() if one.of.name != ARTICLES)


def _newest(project: Project) -> tuple[HomeArticle, ...]:
    return tuple(
        HomeArticle(
            doc=row["doc"],
            title=row["title"] or row["origin"].rsplit("/", 1)[-1],
            outlet=row["outlet"],
            published=days_in_words(row["published"], row["published_until"]),
            records=row["records"],
        )
        for row in project.newest(MOST_ARTICLES)
    )
