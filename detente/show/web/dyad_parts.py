"""The parts of the page of two states that take longer: what is measured, drawn and concluded, each remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from detente.errors import NotEnoughData
from detente.explain.display import in_sentence, one_line
from detente.model import Implication, Leaning, Series
from detente.relation import Relation
from detente.show.charts.drawing import draw_series, to_svg
from detente.show.pages import (
    DyadPage,
    GapGroup,
    Line,
    MeasuredPart,
    OutlookPart,
    TiltPart,
    TimelineBar,
    lines_of,
)
from detente.show.pages.dyad import Held, build_page, find_held, group_gaps
from detente.show.pages.judged import conclude_for, measure_dyad
from detente.show.pages.tilt import find_tilt
from detente.show.pages.timeline import draw_timeline, first_day_shown
from detente.show.rendering import evidence_in_article
from detente.show.web.desk import Desk
from detente.show.web.dyad_view import View

PARTS = {
    "way": "Which way it goes",
    "timeline": "Timeline by sector",
    "measured": "Measured",
    "tilt": "Tilt, as measured",
    "outlook": "What it means for a third state",
    "gaps": "What the record does not know",
}
"""The parts, with their headings."""
OF_THIRD = ("tilt", "outlook")
"""Those that are of a third state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnTimeline:
    """The timeline as SVG, and the events that lie before it."""

    svg: str
    earlier: tuple[TimelineBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnMeasures:
    """What is measured of the two, and its series as SVG; none where there is no series."""

    part: MeasuredPart
    svg: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnTilt:
    """How the two lean, and the share of each as SVG, with what it shows."""

    part: TiltPart
    drawn: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookFor:
    """What the relation means for one third state: as we conclude it, and as sources say it."""

    third: str
    part: OutlookPart
    claims: tuple[Line, ...]


def page_of(desk: Desk, view: View) -> DyadPage:
    """What is held on the two, or the part of it that is asked for; without what takes long.

    Raises:
        NotEnoughData: nothing is held on the two.
    """

    def build() -> DyadPage:
        held = _held(desk, view)
        return build_page(
            held.dyad,
            None,
            held.records,
            held.documents,
            happenings=held.happenings,
            rows=held.rows,
            asked=view.asked,
            evidence=False,
        )

    return desk.remember(("dyad", view.dyad, view.asked), build)


def work_out(desk: Desk, view: View, name: str) -> Any:
    """A part of the page, worked out once for each state of the project.

    Raises:
        NotEnoughData: the data do not tell, or it is of a third state and none is chosen.
    """
    if name in OF_THIRD and not view.thirds:
        raise NotEnoughData("no third state is chosen", mend="choose one on the page of the two")
    return desk.remember(_key(view, name), lambda: _WORK[name](desk, view))


def at_hand(desk: Desk, view: View) -> dict[str, Any]:
    """The parts that were worked out before, so that they come with the page; of third states by name and code."""
    found = {}
    for name in PARTS:
        for one in view.each_third() if name in OF_THIRD else [view]:
            if desk.holds(_key(one, name)):
                found[f"{name} {one.thirds[0]}" if name in OF_THIRD else name] = work_out(desk, one, name)
    return found


def _key(view: View, name: str) -> tuple[Any, ...]:
    """What a part depends on; measures know neither sectors nor outlets."""
    days = (view.asked.since, view.asked.until)
    depends: dict[str, tuple[Any, ...]] = {
        "way": (*days, view.source, view.stories),
        "measured": (*days, view.source, view.stories),
        "timeline": (view.asked,),
        "tilt": (*days, view.source, view.thirds[:1]),
        "outlook": (view.asked, view.source, view.thirds[:1]),
        "gaps": (),
    }
    return ("part", name, view.dyad, *depends[name])


def _relation(desk: Desk, view: View) -> Relation:
    return desk.project.dyad(view.dyad.a, view.dyad.b)


def _held(desk: Desk, view: View) -> Held:
    return desk.remember(("held", view.dyad), lambda: find_held(desk.project, _relation(desk, view)))


def _measured(desk: Desk, view: View) -> MeasuredPart:
    since, until = view.asked.since, view.asked.until

    def measure() -> MeasuredPart:
        return measure_dyad(
            desk.project,
            _relation(desk, view),
            since=since,
            until=until,
            source=view.source,
            stories=view.stories,
        )

    return desk.remember(("measure", view.dyad, since, until, view.source, view.stories), measure)


def _draw_measures(desk: Desk, view: View) -> DrawnMeasures:
    part = _measured(desk, view)
    if not part.series:
        return DrawnMeasures(part=part, svg=None)
    return DrawnMeasures(
        part=part, svg=_markup(to_svg(draw_series(part.series, part.breaks, background="transparent")))
    )


def _draw_timeline(desk: Desk, view: View) -> DrawnTimeline:
    bars = page_of(desk, view).timeline
    if not bars:
        raise NotEnoughData("no event that is told as done has a date")
    first = first_day_shown(bars)
    return DrawnTimeline(
        svg=_markup(draw_timeline(bars, evidence_in_article)),
        earlier=tuple(bar for bar in bars if bar.until < first),
    )


def _tilt(desk: Desk, view: View) -> DrawnTilt:
    period = _measured(desk, view).period
    asked = view.asked
    part = find_tilt(
        desk.project, view.dyad, view.thirds[0], period=period, source=view.source, since=asked.since, until=asked.until
    )  # fmt: skip
    drawn = tuple((_says(one), _draw_share(one.share)) for one in part.leanings)
    return DrawnTilt(part=part, drawn=drawn)


def _says(leaning: Leaning) -> str:
    """What a share is of."""
    pivot, toward, other = map(in_sentence, (leaning.pivot, leaning.toward, leaning.other))
    return f"Of the cooperation of {pivot} with {toward} and {other}, the share with {toward}"


def _draw_share(share: Series) -> str:
    spec = draw_series([[share]], (), background="transparent")
    spec["vconcat"][0]["title"]["text"] = f"{one_line(share.source)}: {share.measure}, by {share.period}"
    return _markup(to_svg(spec))


def _outlook(desk: Desk, view: View) -> OutlookFor:
    third = view.thirds[0]
    records = _held(desk, view).records
    about = {
        record.id
        for record in records
        if isinstance(record.claim, Implication) and record.claim.third == third
    }
    return OutlookFor(
        third=third,
        part=conclude_for(
            desk.project, _relation(desk, view), third, _measured(desk, view).period, source=view.source
        ),
        claims=tuple(line for line in page_of(desk, view).implications if line.sources[0].record in about),
    )


def _gaps(desk: Desk, view: View) -> tuple[GapGroup, ...]:
    whole = page_of(desk, view.whole())
    refs = {source.record: line.ref for line in lines_of(whole) for source in line.sources}
    return group_gaps(_relation(desk, view).gaps(), refs)


def _markup(svg: str) -> str:
    """A drawing of ours, in which all text is escaped, as it stands in a page."""
    from markupsafe import Markup

    return Markup(svg)


_WORK: dict[str, Callable[[Desk, View], Any]] = {
    "way": _measured,
    "measured": _draw_measures,
    "timeline": _draw_timeline,
    "tilt": _tilt,
    "outlook": _outlook,
    "gaps": _gaps,
}
