"""An opened project folder: what all that is asked of it stands on."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

from detente.keep.engine import make_ready, standing
from detente.keep.store import Store
from detente.settings import Settings


class Opened:
    """A project folder that is open, and the settings it is read with."""

    def __init__(self, store: Store, settings: Settings | None = None) -> None:
        self._store = store
        words = store.folder / "words"
        self.settings = settings or Settings(words=str(words) if words.is_dir() else "")

    @property
    def folder(self) -> Path:
        """Where the project lies."""
        return self._store.folder

    @property
    def name(self) -> str:
        """The project's name."""
        return self._store.name

    def standing(self) -> Hashable:
        """How the tables stand now: while it is equal, so are the answers.

        Raises:
            BrokenStore: the store cannot be read.
        """
        return standing(self._store)

    def make_ready(self) -> None:
        """Takes into memory what most questions ask for: worth it for a process that is asked many.

        Raises:
            BrokenStore: the store cannot be read.
        """
        make_ready(self._store)

    def _use_words(self) -> None:
        """The user's own words count from now on."""
        from detente.vocab.tables import use_words

        use_words(Path(self.settings.words) if self.settings.words else None)
