"""Where an expression of time stands: what came before it, the day of publication, and the tense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.code.times.days import Days, span_of
from detente.model import Basis, When

TimeKind = Literal["date", "month", "year", "range", "relative", "vague", "anaphoric"]
UNKNOWN = When(basis="vague")
_FAR = 2000  # characters, in texts that part no paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """An expression of time at characters `start` to `end` (exclusive) of the text.

    `attributive` tells that it belongs to a noun ("the 2001 accord", "Friday's talks"), not to the clause.
    """

    start: int
    end: int
    when: When
    kind: TimeKind
    attributive: bool = False

    @property
    def resolved(self) -> bool:
        """Whether any day is known; if not, and `kind` is not "vague", the text gives no usable date."""
        return self.when.since is not None or self.when.until is not None


@dataclass(frozen=True, slots=True)
class Scene:
    """What decides beside the words what an expression means: where it stands, and what is known there.

    `year` is a year that the other end of a range states; `earlier` are the mentions before this one.
    """

    text: str
    start: int
    end: int
    anchor: When | None = None
    earlier: Sequence[TimeMention] = ()
    year: int | None = None


def worked_out(days: Days | None, basis: Basis = "relative") -> When:
    """These days, not stated but found; `UNKNOWN` for none."""
    return When(since=days[0], until=days[1], basis=basis) if days else UNKNOWN


def today_of(scene: Scene) -> date | None:
    """The day of publication, if it is known to the day."""
    return scene.anchor.since if scene.anchor and scene.anchor.since == scene.anchor.until else None


def latest_day(anchor: When | None) -> date | None:
    """The last day of the anchor, however coarse it is."""
    return (anchor.until or anchor.since) if anchor else None


def around(scene: Scene, unit: str) -> Days | None:
    """The week, month or year that holds the whole of the anchor."""
    anchor = scene.anchor
    if anchor is None or anchor.since is None or anchor.until is None:
        return None
    days = span_of(unit, anchor.since)
    return days if anchor.until <= days[1] else None


def date_before(scene: Scene, unit: str = "century", *, breaks: int = 1, stated: bool = False) -> Days | None:
    """The last days named before this that fit into one `unit`, at most so many paragraphs back.

    With `breaks=-1` they must stand in the same sentence, with `stated` be explicit.
    """
    for mention in reversed(scene.earlier):
        if scene.start - mention.end > _FAR:
            return None
        between = scene.text[mention.end : scene.start]
        if between.count("\n\n") > max(breaks, 0) or (
            breaks < 0 and re.search(r"[.!?][”\"’']?\s|\n\n", between)
        ):
            return None
        since, until = mention.when.since, mention.when.until
        if since is None or until is None or mention.attributive:
            continue
        if mention.when.basis != "explicit" and (stated or mention.kind == "range"):
            continue
        if stated and scene.anchor and (since, until) == (scene.anchor.since, scene.anchor.until):
            continue  # the dateline
        if until <= span_of(unit, since)[1]:
            return since, until
    return None


_VERBS = re.compile(
    r"\b(?:(?P<future>(?:will|shall|would|won['’]t|(?:is|are|due|set|scheduled|expected|slated|hopes?|intends?|wants?|"
    r"plans?|about|going|poised|likely|ready)\s+to(?=\s+[a-z]{2,}))(?:\s+(?:not|also|then|soon|first))?"
    r"(?:\s+(?:be|have|have\s+been|get)\s+[a-z]+|\s+[a-z]+)|scheduled|slated|upcoming|due)"
    r"|(?P<promise>(?:agreed|planned|vowed|promised|pledged|decided)\s+to\s+[a-z]{2,})"
    r"|(?P<open>(?:was|were)\s+to\s+[a-z]{2,})"
    r"|(?P<past>[a-z]{2,}ed|said|told|met|held|was|were|had|has|have|did|made|took|went|came|gave|began|left|sent|"
    r"won|flew|cut|put|set|sold|bought|struck|paid|lent|spoke|saw|fell|rose|broke|led|built|shot|hit|laid|been))\b",
    re.IGNORECASE,
)


_UNMET = re.compile(r"would\s+(?:not\s+|also\s+|then\s+|soon\s+|first\s+)?have\b", re.IGNORECASE)
"""What would have happened lies behind, as what happened does."""


def tense_at(text: str, start: int, end: int) -> Literal["future", "past"] | None:
    """Whether the nearest verb before (or else after) an expression in its sentence looks ahead or back.

    "Were to meet" may do either.
    """
    head = re.split(r"[.!?;]\s|\n", text[max(0, start - 160) : start])[-1]
    before = list(_VERBS.finditer(head))
    verb = before[-1] if before else _VERBS.search(re.split(r"[.!?;]\s|\n", text[end : end + 160])[0])
    if verb is None or verb["open"]:
        return None
    if _UNMET.match(verb[0]):
        return "past"
    return "future" if verb["future"] or (before and verb["promise"]) else "past"
