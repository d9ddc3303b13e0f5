"""Where tellings of one thing contradict each other: values side by side, with who gives them.

Two values are rivals when no telling gives both, nor a chain of tellings leads from one to the other: "70 Russians and
130 Pakistanis" and "200 of both" stand side by side, while the two numbers of the first do not. A reprint that changes
a figure is a rival too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from detente.code.numbers.amounts import find_amounts
from detente.keep.assembly.events import event_of
from detente.keep.assembly.promises import classes_of
from detente.keep.assembly.wording import words_of
from detente.model import Rival, Speaker, Telling, Version, When
from detente.vocab.tables import cache, cache_newest

Values = frozenset[str]
_UNREAL = {"negation": "denied", "hypothetical": "supposed"}
_DECIDED = frozenset(("AGREE", "SUPPORT", "CONCEDE"))
DAYS = "days"
_CLOSE = Decimal("0.01")
"""Two numbers that differ by less than this share are the same number."""


def find_rivals(tellings: Sequence[Telling]) -> tuple[Rival, ...]:
    """Where tellings of one happening differ: in kind, standing, parties, days, place, and the figures they give."""
    fields: list[tuple[str, Callable[[Telling], Values]]] = [
        ("type", _type),
        ("standing", _standing),
        ("parties", _parties),
        (DAYS, _days),
        ("place", _place),
    ]
    found = [rival_of(name, {id(t): (t, of(t)) for t in tellings}) for name, of in fields]
    return tuple(rival for rival in (*found, *_figures(tellings)) if rival)


def rival_of(field: str, given: Mapping[int, tuple[Telling, Values]]) -> Rival | None:
    """The values of a field side by side, those of most stories first, or `None` where nothing is disputed.

    `given` holds each telling with all values that it gives; one that gives none says nothing.
    """
    camps: list[tuple[set[str], list[tuple[Telling, Values]]]] = []
    for telling, values in given.values():
        if values:
            _join_camp(camps, telling, values)
    if len(camps) < 2:
        return None
    versions = [_version_of_camp(field, told) for _, told in camps]
    stories = [len({telling.story for telling, _ in told}) for _, told in camps]
    ordered = sorted(zip(versions, stories, strict=True), key=lambda one: (-one[1], one[0].value))
    return Rival(field=field, versions=tuple(version for version, _ in ordered))


def _join_camp(
    camps: list[tuple[set[str], list[tuple[Telling, Values]]]], telling: Telling, values: Values
) -> None:
    """Puts a telling with all those that share a value with it, directly or by way of another."""
    kin = [camp for camp in camps if not camp[0].isdisjoint(values)]
    joined = (set(values).union(*(camp[0] for camp in kin)), [told for camp in kin for told in camp[1]])
    joined[1].append((telling, values))
    camps[:] = [camp for camp in camps if camp not in kin] + [joined]


def _version_of_camp(field: str, told: Sequence[tuple[Telling, Values]]) -> Version:
    """What a camp agrees on; where its tellings overlap only in turn, all that they give."""
    shared = frozenset.intersection(*(values for _, values in told)) or frozenset().union(
        *(v for _, v in told)
    )
    words = [f"{min(shared)} to {max(shared)}"] if field == DAYS and len(shared) > 1 else shared
    return version_of(words, [telling for telling, _ in told])


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


@cache_newest(4_096)
def figures_in(text: str) -> Mapping[str, frozenset[Decimal]]:
    """The amounts of a text by what they count: a class of objects where the unit has one, else the unit."""
    found: dict[str, set[Decimal]] = {}
    for mention in find_amounts(text):
        classes = classes_of(mention.amount.unit)
        name = min(classes) if classes else mention.amount.unit
        found.setdefault(name, set()).add(mention.amount.value)
    return {name: frozenset(values) for name, values in found.items()}


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


def _type(telling: Telling) -> Values:
    kind = event_of(telling).type
    return frozenset({"decided" if kind in _DECIDED else "discussed" if kind == "CONSULT" else kind})


def _standing(telling: Telling) -> Values:
    unreal = [word for aux, word in _UNREAL.items() if aux in event_of(telling).aux]
    planned = "future" in event_of(telling).aux
    return frozenset(unreal) if unreal else frozenset() if planned else frozenset({"fact"})


def _parties(telling: Telling) -> Values:
    event = event_of(telling)
    return frozenset({", ".join(sorted({*event.actors, *event.recipients}))})


def _place(telling: Telling) -> Values:
    """The place told, where it is within a state: the state alone contradicts no place in it."""
    words = words_of(event_of(telling).place or "")[-1:]
    return frozenset(words) if _states().isdisjoint(words) else frozenset()


@cache
def _states() -> frozenset[str]:
    from detente import vocab

    return frozenset(word for state in vocab.states() for name in state.names for word in words_of(name)[-1:])


def _days(telling: Telling) -> Values:
    """The days of a telling that is dated to within a week, each by itself, so that spans which overlap agree."""
    when = event_of(telling).when
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
