"""How each of two states divides its cooperation between the other and a third state, as measured."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from detente.explain.ties import Ties
from detente.model import Dyad, Judgement, Leaning, Period, Series
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
    found = [(one, share) for one in ties.leanings if (share := _share_of(one, dyad))]
    return TiltPart(
        third=third,
        judged=tuple(judged_of(judgement, {}) for judgement, _ in found),
        shares=tuple(share for _, share in found),
        lacks=tuple(lacks_in_words([lack for lack in ties.lacks if lack.question == "tilt"])),
    )


def _share_of(judgement: Judgement, dyad: Dyad) -> Series | None:
    """The share that a judgement on a tilt of one of the two rests on; none where it is on the third's."""
    leaning = judgement.basis[0].finding
    ours = isinstance(leaning, Leaning) and leaning.pivot in (dyad.a, dyad.b)
    return leaning.share if ours and isinstance(leaning, Leaning) else None
