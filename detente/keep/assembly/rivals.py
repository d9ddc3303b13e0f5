"""Where tellings of one thing contradict each other: values side by side, with who gives them.

Two values are rivals when no telling gives both: "70 Russians and 130 Pakistanis" and "200 of both" stand side
by side, while the two numbers of the first do not. A reprint that changes a figure is a rival too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from detente.code.amounts import find_amounts
from detente.keep.assembly.promises import classes_of
from detente.keep.assembly.wording import words_of
from detente.model import Event, Rival, Speaker, Telling, Version, When

Values = frozenset[str]
_UNREAL = {"negation": "denied", "hypothetical": "supposed"}
_DECIDED = frozenset(("AGREE", "SUPPORT", "CONCEDE"))
_CLOSE = Decimal("0.01")
"""Two numbers that differ by less than this share are the same number."""


def find_rivals(tellings: Sequence[Telling]) -> tuple[Rival, ...]:
    """Where tellings of one happening differ: in kind, standing, days, place, and the figures they give."""
    fields: list[tuple[str, Callable[[Telling], Values]]] = [
        ("type", _type),
        ("standing", _standing),
        ("parties", _parties),
        ("days", _days),
        ("place", _place),
    ]
    found = [rival_of(name, {id(t): (t, of(t)) for t in tellings}) for name, of in fields]
    return tuple(rival for rival in (*found, *_figures(tellings)) if rival)


def rival_of(field: str, given: Mapping[int, tuple[Telling, Values]]) -> Rival | None:
    """The values of a field side by side, those of most stories first, or `None` where nothing is disputed.

    `given` holds each telling with all values that it gives; one that gives none says nothing.
    """
    told = [(telling, values) for telling, values in given.values() if values]
    versions: dict[Values, list[Telling]] = {}
    for telling, values in told:
        versions.setdefault(values, []).append(telling)
    least = [values for values in versions if not any(other < values for other in versions)]
    if len(least) < 2 or any(one & other for one in least for other in least if one != other):
        return None
    ordered = sorted(least, key=lambda values: (-len({t.story for t in versions[values]}), sorted(values)))
    return Rival(field=field, versions=tuple(version_of(values, versions[values]) for values in ordered))


def version_of(values: Iterable[str], tellings: Sequence[Telling]) -> Version:
    """A value with who gives it."""
    return Version(
        value=" and ".join(sorted(values)),
        tellers=tuple(dict.fromkeys(teller_of(telling) for telling in tellings)),
        records=tuple(telling.record.id for telling in tellings),
    )


def teller_of(telling: Telling) -> str:
    """Who tells it: the outlet, with the speaker it quotes."""
    outlet = telling.outlet or "an outlet not stated"
    return f"{_name(telling.record.speaker)} in {outlet}" if telling.record.speaker else outlet


def _name(speaker: Speaker) -> str:
    of = f" of {speaker.of}" if speaker.of else ""
    return speaker.name or f"{speaker.role or 'a speaker'}{of}"


def figures_in(text: str) -> dict[str, set[Decimal]]:
    """The amounts of a text by what they count: a class of objects where the unit has one, else the unit."""
    found: dict[str, set[Decimal]] = {}
    for mention in find_amounts(text):
        classes = classes_of(mention.amount.unit)
        name = min(classes) if classes else mention.amount.unit
        found.setdefault(name, set()).add(mention.amount.value)
    return found


def _figures(tellings: Sequence[Telling]) -> list[Rival | None]:
    figures = [(telling, figures_in(telling.record.evidence.text)) for telling in tellings]
    units = sorted({unit for _, found in figures for unit in found})
    return [
        rival_of(
            f"figure ({unit})",
            {id(telling): (telling, in_words(found.get(unit, ()))) for telling, found in figures},
        )
        for unit in units
    ]


def in_words(values: Iterable[Decimal]) -> Values:
    """Numbers as they are shown, thousands parted."""
    return frozenset(f"{value.normalize():,f}" for value in values)


def close(a: Decimal, b: Decimal) -> bool:
    """Whether two numbers are the same but for rounding."""
    return abs(a - b) <= _CLOSE * max(abs(a), abs(b))


def _event(telling: Telling) -> Event:
    claim = telling.record.claim
    if not isinstance(claim, Event):
        raise TypeError(f"{telling.record.kind} is no event")
    return claim


def _type(telling: Telling) -> Values:
    kind = _event(telling).type
    return frozenset({"decided" if kind in _DECIDED else "discussed" if kind == "CONSULT" else kind})


def _standing(telling: Telling) -> Values:
    unreal = [word for aux, word in _UNREAL.items() if aux in _event(telling).aux]
    planned = "future" in _event(telling).aux
    return frozenset(unreal) if unreal else frozenset() if planned else frozenset({"fact"})


def _parties(telling: Telling) -> Values:
    event = _event(telling)
    return frozenset({", ".join(sorted({*event.actors, *event.recipients}))})


def _place(telling: Telling) -> Values:
    place = _event(telling).place
    return frozenset(words_of(place)[-1:]) if place else frozenset()


def _days(telling: Telling) -> Values:
    """The days of a telling that is dated to within a week, each by itself, so that spans which overlap agree."""
    when = _event(telling).when
    if (
        not when
        or not when.since
        or not when.until
        or when.basis == "vague"
        or (when.until - when.since).days > 6
    ):
        return frozenset()
    days = range(when.since.toordinal(), when.until.toordinal() + 1)
    return frozenset(date.fromordinal(day).isoformat() for day in days)


def narrowest(told: Iterable[When | None]) -> When | None:
    """Of the days that are told the narrowest, a vague one last; of equals the first."""
    dated = [when for when in told if when and (when.since or when.until)]
    return min(dated, key=_width, default=None)


def _width(when: When) -> tuple[bool, int]:
    whole = (when.until - when.since).days if when.since and when.until else 100_000
    return when.basis == "vague", whole
