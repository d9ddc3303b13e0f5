"""The opened project behind the pages, and what was worked out of it and still holds."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from detente.project import Project
from detente.show.pages.dealings import PairLine
from detente.show.pages.home import find_busiest

T = TypeVar("T")
KEPT = 256
"""Answers that are remembered at once."""
READ_BY_HAND = ("outlets.tsv", "rates.tsv", "detente.toml")
"""Files of a project that people write, and on which answers depend."""


@dataclass(frozen=True, slots=True)
class State:
    """How a project folder stands: its tables, and when its own files were changed."""

    tables: Hashable
    files: tuple[tuple[str, int], ...]


class Desk:
    """A project that is open in the workbench; answers are worked out once for each state of its folder."""

    def __init__(self, project: Project, *, token: str | None = None, may_fetch: bool = False) -> None:
        """Opens a desk.

        Args:
            project: what is shown.
            token: what a browser has to show before it may write; by default a new random one.
            may_fetch: whether articles may be fetched from addresses.
        """
        self.project = project
        self.token = token or secrets.token_urlsafe(24)
        self.may_fetch = may_fetch
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._locks: dict[Hashable, Lock] = {}
        self._guard = Lock()

    def state(self) -> State:
        """How the folder stands now; two equal states give equal answers."""
        return State(self.project.standing(), _own_files(self.project.folder))

    def remember(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """The answer to a question, worked out once while the folder stands as it does.

        Two who ask the same at the same time wait for one answer; an error is not remembered.
        """
        whole = (self.state(), key)
        with self._guard:
            if whole in self._answers:
                self._answers.move_to_end(whole)
                known: T = self._answers[whole]
                return known
            lock = self._locks.setdefault(whole, Lock())
        with lock:
            with self._guard:
                if whole in self._answers:
                    found: T = self._answers[whole]
                    return found
            try:
                answer = work_out()
            finally:
                with self._guard:
                    self._locks.pop(whole, None)
            with self._guard:
                self._answers[whole] = answer
                while len(self._answers) > KEPT:
                    self._answers.popitem(last=False)
        return answer

    def busiest(self) -> tuple[PairLine, ...]:
        """The pairs that the project tells most of."""
        return self.remember("busiest", lambda: find_busiest(self.project))

    def holds(self, key: Hashable) -> bool:
        """Whether the answer to a question is at hand."""
        with self._guard:
            return (self.state(), key) in self._answers


def _own_files(folder: Path) -> tuple[tuple[str, int], ...]:
    own = [folder / name for name in READ_BY_HAND]
    own += sorted((folder / "words").glob("*")) + sorted((folder / "templates").rglob("*.md"))
    return tuple((one.name, one.stat().st_mtime_ns) for one in own if one.is_file())
