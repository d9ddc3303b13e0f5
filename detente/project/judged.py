"""What analysts decide, what they should look at first, and what they want to be told of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from detente.explain.changes import Change, Scope, find_changes, state_of
from detente.explain.questions import (
    Question,
    ask_question,
    drop_question,
    names_of_questions,
    questions_of,
    save_question,
)
from detente.explain.queue import ToCheck, find_queue
from detente.keep.asked import codes_of, sector_of
from detente.keep.decisions import matches_of
from detente.keep.hand import decide
from detente.keep.judged import Match
from detente.keep.versions import until_of
from detente.model import Decision
from detente.project.opened import Opened


class Judged(Opened):
    """The analyst's hand, and what changed since."""

    def decide(
        self,
        verdict: str,
        *ids: str,
        by: str,
        changes: Mapping[str, Any] | None = None,
        note: str = "",
    ) -> Decision:
        """Keeps what an analyst decided; nothing is overwritten, and every decision can be undone.

        Args:
            verdict: accept, reject, not-in-text (of records, happenings, rows), edit (a record), split, merge
                (happenings, rows, articles in stories), note, undo (a decision).
            ids: of records (hexadecimal), happenings ("h..."), rows ("r..."), articles in stories ("s..."),
                decisions ("v..."), or the beginnings of them.
            by: who decides.
            changes: for an edit: fields and values as in the record format, such as {"stage": "agreed"}.
            note: why.

        Raises:
            UnknownName: no such verdict or id; a value that a field cannot take; not signed.
        """
        self._use_words()
        return decide(self._store, verdict, ids, by=by, changes=changes, note=note)

    def decisions(self) -> tuple[Match, ...]:
        """All decisions, oldest first, each with what it meets in the newest readings."""
        return matches_of(self._store)

    def queue(self, *parties: str) -> tuple[ToCheck, ...]:
        """What to check first, of all or of one or two parties: where an analyst's minute is worth most.

        Raises:
            UnknownName: no such state or organisation.
        """
        self._use_words()
        return find_queue(self._store, codes_of(parties))

    def changes(self, since: str | date, *parties: str, sector: str | None = None) -> tuple[Change, ...]:
        """What changed in the answers since a day or version: commitments, stages, contradictions, first statements.

        Raises:
            UnknownName: neither a day nor a version; no such state or sector.
        """
        self._use_words()
        scope = Scope(parties=codes_of(parties), sector=sector_of(sector))
        before = replace(self._store, until=until_of(self._store, since))
        return find_changes(state_of(before, scope), state_of(self._store, scope))

    def save_question(self, name: str, *parties: str, sector: str | None = None) -> None:
        """Keeps a standing question on one or two parties or a sector; what is known now counts as told.

        Raises:
            UnknownName: no such party or sector, or a name that cannot be a file's.
        """
        self._use_words()
        scope = Scope(parties=codes_of(parties), sector=sector_of(sector))
        save_question(self._store, Question(name=name, scope=scope))

    def question_names(self) -> tuple[str, ...]:
        """The names of the standing questions."""
        return names_of_questions(self._store)

    def questions(self) -> tuple[Question, ...]:
        """The standing questions, by name."""
        return questions_of(self._store)

    def drop_question(self, name: str) -> None:
        """Forgets a standing question.

        Raises:
            UnknownName: there is none of that name.
        """
        drop_question(self._store, name)

    def ask_question(
        self, name: str, tell: Callable[[tuple[Change, ...]], None] = lambda _: None
    ) -> tuple[Change, ...]:
        """What changed since a standing question was last asked; once `tell` has told it, it counts as told.

        Raises:
            UnknownName: there is none of that name.
        """
        self._use_words()
        return ask_question(self._store, name, tell)
