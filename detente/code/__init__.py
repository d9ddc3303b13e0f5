"""Text to records: `code(document)` asks the questions in order, one folder for each, one module a part of it.

    grammar → numbers → parties, times → events → voting, claims → commitments

Each question takes plain frozen values of those before it and gives plain frozen values; its signature tells what it
needs. `gather.py` is the order; import-linter holds it.
"""

from __future__ import annotations

from detente.model import Document, Reading
from detente.settings import Settings

CODER = "pair@19"
"""Name and version of this coder: a reading by another is stale."""


def code(document: Document, *, settings: Settings | None = None) -> Reading:
    """All records of one document; the same document and settings give the same reading, byte for byte."""
    from detente.code.gather import gather  # here: the parser is heavy, and most commands read no text

    return gather(document, settings=settings or Settings())
