"""The queues of review that are in hand: worked out once, and kept while decisions are taken from them.

What is to be judged first is worked out of all happenings and rows of the parties, which takes a while where they are
many. So that the next thing comes at once, a queue that was worked out before the last decision is gone on with,
without what has been judged since, and is looked through anew when nobody has asked for it for a while.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock, Timer

from detente.errors import UserError
from detente.explain.queue import ToCheck
from detente.show.pages.review import in_order, left_of
from detente.show.web.deciding import decisions_on
from detente.show.web.desk import Desk, State

KEPT = 16
"""Queues that are kept, those asked for last."""
REST = 2.0
"""Seconds without a question after which a queue is looked through anew."""
Parties = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """What is to be judged, in order; `newest` tells whether it was worked out of the folder as it stands."""

    items: tuple[ToCheck, ...]
    newest: bool


class Queues:
    """The queues of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: OrderedDict[Parties, tuple[State, tuple[ToCheck, ...]]] = OrderedDict()
        self._turns: dict[Parties, Lock] = {}
        self._waiting: dict[Parties, Timer] = {}
        self._guard = Lock()

    def at_hand(self, parties: Parties) -> bool:
        """Whether a queue can be given without working it out."""
        with self._guard:
            return parties in self._known

    def get(self, parties: Parties, *, newest: bool = False) -> Queue:
        """The queue of some parties (codes), or of all.

        Args:
            parties: for whom.
            newest: wait until it is worked out of the folder as it stands.

        Raises:
            UnknownName: no such state or organisation.
        """
        state = self._desk.state()
        with self._guard:
            known = self._known.get(parties)
        if known and known[0] == state:
            return Queue(known[1], newest=True)
        if known and not newest:
            self._renew_later(parties)
            decisions = (match.decision for match in decisions_on(self._desk))
            return Queue(left_of(known[1], decisions), newest=False)
        return Queue(self._work_out(parties), newest=True)

    def _renew_later(self, parties: Parties) -> None:
        timer = Timer(REST, self._renew, args=(parties,))
        timer.daemon = True
        with self._guard:
            before = self._waiting.get(parties)
            self._waiting[parties] = timer
        if before:
            before.cancel()
        timer.start()

    def _renew(self, parties: Parties) -> None:
        try:
            self._work_out(parties)
        except UserError:
            return  # whoever asks next is told

    def _work_out(self, parties: Parties) -> tuple[ToCheck, ...]:
        """The queue as the folder stands; who comes while another works it out takes what comes of that."""
        with self._guard:
            turn = self._turns.setdefault(parties, Lock())
        with turn:
            state = self._desk.state()
            with self._guard:
                known = self._known.get(parties)
            if known and known[0] == state:
                return known[1]
            items = in_order(self._desk.project.queue(*parties))
            with self._guard:
                self._known[parties] = state, items
                self._known.move_to_end(parties)
                while len(self._known) > KEPT:
                    self._turns.pop(self._known.popitem(last=False)[0], None)
        return items
