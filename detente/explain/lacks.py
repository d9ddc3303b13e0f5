"""Questions that the data do not answer are answers too: they are noted with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from detente.errors import NotEnoughData
from detente.model import Lack, Question


@contextmanager
def noted(lacks: list[Lack], question: Question, source: str) -> Iterator[None]:
    """Where the data do not carry an answer, that is noted, and the rest goes on."""
    try:
        yield
    except NotEnoughData as lack:
        why = f"{lack.where}: {lack.what}" if lack.where else lack.what
        lacks.append(Lack(question=question, source=source, why=why))
