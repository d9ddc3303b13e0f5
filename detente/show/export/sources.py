"""Names of articles and sentences for other tools: made of the article's hash, so that they need no address.

An article is `urn:sha256:` and the hash of its original bytes; a sentence the same with `#char=START,END`, the
characters as RFC 5147 counts them: from 0, the end exclusive.
"""

from __future__ import annotations

from detente.model import Span


def name_of_article(doc: str) -> str:
    """The name of an article by its id."""
    return f"urn:sha256:{doc}"


def name_of_sentence(place: Span) -> str:
    """The name of a stretch of an article."""
    return f"{name_of_article(place.doc)}#char={place.start},{place.end}"
