"""The day of publication as a page states it: in its metadata, or between its headline and its text."""

from __future__ import annotations

import html
import re
from itertools import pairwise

from detente.model import When
from detente.read import days
from detente.read.flow import Piece

_ATTRIBUTE = re.compile(r"([a-zA-Z][\w:-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_META_WORDS = (
    "article:published_time og:published_time datepublished date dc.date dc.date.issued dc.date.created "
    "dcterms.date dcterms.created dcterms.issued publication_date publish-date publishdate publish_date "
    "published-date published_time pubdate parsely-pub-date sailthru.date cxenseparse:recs:publishtime "
    "citation_date citation_publication_date article.published article:published originalpublicationdate "
    "article_date_original prism.publicationdate rnews:datepublished displaydate datecreated"
)
_META = frozenset(_META_WORDS.split())
_JSON = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{4,40})\"")
_TIME_CLASS = re.compile(
    r"\b(?:entry-date|published|pubdate|post-date|publish|dt-published|entry-time)", re.I
)
_SHOWN = re.compile(rf"(?<![\w-])(?:{days.DAY}|\d{{4}}-\d{{2}}-\d{{2}})", re.I)
_CHANGED = re.compile(r"\b(?:updated|modified|edited|changed)\b[^.|]{0,20}$", re.I)


def day_of_page(source: str, parts: list[Piece], head: int, start: int) -> When | None:
    """The day that the page with the pieces `parts` gives as that of publication, or `None`.

    `head` is where the headline stands, `start` where the article begins: in between a page shows its date.
    Dates of change, of copyright and of the page's address do not count.
    """
    return (
        _in_meta(source, parts)
        or _in_data(source, parts)
        or _in_time(source, parts, head, start)
        or (_in_sight(source, parts, head, start))
    )


def _in_meta(source: str, parts: list[Piece]) -> When | None:
    for part in parts:
        if part.name == "meta":
            values = _attributes(source, part)
            names = (values.get(key, "").lower() for key in ("property", "name", "itemprop"))
            if any(name in _META for name in names) and (day := days.stated(values.get("content"))):
                return day
    return None


def _in_data(source: str, parts: list[Piece]) -> When | None:
    for tag, inside in pairwise(parts):
        if tag.name == "script" and "ld+json" in source[tag.start : tag.end].lower():
            match = _JSON.search(source, inside.start, inside.end)
            if match and (day := days.stated(match[1])):
                return day
    return None


def _in_time(source: str, parts: list[Piece], head: int, start: int) -> When | None:
    for part in parts:
        if part.name in ("!", "", "meta") or part.name.startswith("/"):
            continue
        tag = source[part.start : part.end]
        if part.name != "time" and "datePublished" not in tag:
            continue
        values = _attributes(source, part)
        sure = "pubdate" in tag or "datePublished" in tag or _TIME_CLASS.search(values.get("class", ""))
        near = head <= part.start <= start and "dateModified" not in tag and "updated" not in tag
        if (sure or near) and (day := days.stated(values.get("datetime") or values.get("content"))):
            return day
    return None


def _in_sight(source: str, parts: list[Piece], head: int, start: int) -> When | None:
    texts = (source[p.start : p.end] for p in parts if not p.name and head <= p.start < start)
    shown = " ".join(html.unescape(" | ".join(texts)).split())
    for match in _SHOWN.finditer(shown):
        if not _CHANGED.search(shown[: match.start()]) and (day := days.stated(match.group())):
            return day
    return None


def _attributes(source: str, part: Piece) -> dict[str, str]:
    found = _ATTRIBUTE.findall(source[part.start : part.end])
    return {name.lower(): html.unescape(one or two or three) for name, one, two, three in found}
