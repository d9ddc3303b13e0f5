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
}  # fmt: skip
_LETTER_KEYS = {"from": "author", "subject": "title", "re": "title"} | dict.fromkeys(
    ("to", "cc", "ref", "reference", "classification", "distribution"), ""
)
"""Keys of the head of a letter; as a column or in front matter they may mean another thing."""
_HEAD_KEYS = _KEYS | _LETTER_KEYS
_KEY = "|".join(sorted(_HEAD_KEYS, key=len, reverse=True))
_KEY_LINE = re.compile(rf"\s*({_KEY})[ \t]*:[ \t]*(\S.*?)\s*$", re.I)
_NEXT_KEY = re.compile(rf"\s*[|•·]\s*|[.;,][ \t]+(?=(?:{_KEY})[ \t]*:[ \t])", re.I)


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


def from_head(line: str) -> Said | None:
    """What a line above an article says that is `Key: value`, once or more; None of any other line."""
    if not _KEY_LINE.match(line):
        return None
    pairs = (_KEY_LINE.match(part) for part in _NEXT_KEY.split(line))
    return from_keys({pair[1]: pair[2] for pair in pairs if pair}, _HEAD_KEYS)


def from_keys(values: Mapping[str, str], keys: Mapping[str, str] = _KEYS) -> Said:
    """What `Key: value` lines say, keys in any case; the first of several keys for one thing counts."""
    found: dict[str, str] = {}
    for key, value in values.items():
        name = keys.get(" ".join(key.replace("_", " ").lower().split()))
        if name and value.strip():
            found.setdefault(name, " ".join(value.split()))
    published = days.stated(found.pop("published", None))
    return Said(published=published, **found)
