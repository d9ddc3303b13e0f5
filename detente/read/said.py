"""What a source says of itself: title, author, outlet, day of publication, genre.

Precedence is kept in one place: what the user gives, over what the page or front matter says, over the
dateline. Names of files and times of files say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from detente.model import When
from detente.read import days

_KEYS = {
    "title": "title", "headline": "title",
    "author": "author", "authors": "author", "by": "author", "byline": "author",
    "outlet": "outlet", "source": "outlet", "publisher": "outlet", "publication": "outlet",
    "newspaper": "outlet",
    "date": "published", "published": "published", "publication date": "published", 
    "published on": "published",
    "pubdate": "published",
    "genre": "genre",
    "from": "author", "subject": "title", "re": "title",  # of a memorandum or a letter
}  # fmt: skip
_SAYS_NOTHING = ("to", "cc", "ref", "reference", "classification", "distribution")
_KEY = "|".join(sorted((*_KEYS, *_SAYS_NOTHING), key=len, reverse=True))
KEY_LINE = re.compile(rf"\s*({_KEY})[ \t]*:[ \t]*(\S.*?)\s*$", re.I)
"""A line `Key: value` that stands above an article."""
NEXT_KEY = re.compile(rf"[.;,]?[ \t]+(?=(?:{_KEY})[ \t]*:[ \t])", re.I)
"""Where on such a line another key begins: "To: all desks. Date: 9 October 2023." """


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one place says; `None` where it says nothing."""

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: When | None = None
    genre: str | None = None

    def over(self, other: Said) -> Said:
        """This, and where it says nothing, `other`."""
        pick = {f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(self)}
        return Said(**pick)


def from_keys(values: Mapping[str, str]) -> Said:
    """What `Key: value` lines say, keys in any case; the first of several keys for one thing counts."""
    found: dict[str, str] = {}
    for key, value in values.items():
        name = _KEYS.get(" ".join(key.replace("_", " ").lower().split()))
        if name and value.strip():
            found.setdefault(name, " ".join(value.split()))
    published = days.stated(found.pop("published", None))
    return Said(published=published, **found)
