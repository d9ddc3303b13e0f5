"""How each of two states divides its cooperation between the other and a third state, as measured."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from detente.explain.ties import Ties
from detente.model import Dyad, Leaning, Period
from detente.show.pages import TiltPart
from detente.show.pages.judged import judged_of
from detente.show.words.outlook import lacks_in_words

if TYPE_CHECKING:
    from detente.project import Project


def find_tilt(
    project: Project,
    dyad: Dyad,
    third: str,
    *,
    period: Period,
    source: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> TiltPart:
    """To whom each of the two leans, between the other and the third.

    Args:
        project: where it is measured.
        dyad: the two.
        third: code of the third state.
        period: of the shares.
        source: where not given, the one with most events.
        since: first day.
        until: last day, inclusive.

    Raises:
        UnknownName: no such source.
        NotEnoughData: the source has nothing that fits the days.
    """
    ties: Ties = project.triangle(
        dyad.a, dyad.b, third, period=period, source=source, since=since, until=until
    )
    found = [
        (judgement, leaning)
        for judgement in ties.leanings
        if isinstance(leaning := judgement.basis[0].finding, Leaning) and leaning.pivot in (dyad.a, dyad.b)
    ]
    return TiltPart(
        third=third,
        judged=tuple(judged_of(judgement, {}) for judgement, _ in found),
        leanings=tuple(leaning for _, leaning in found),
        lacks=tuple(lacks_in_words([lack for lack in ties.lacks if lack.question == "tilt"])),
    )
