"""The stages of one commitment in order: steps with their evidence, what stands now, and how late it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from detente.keep.assembly.belief import weigh
from detente.keep.assembly.rivals import narrowest
from detente.keep.assembly.told import first_told, in_order, most_told
from detente.model import Amount, Commitment, Delay, Stage, Step, Telling, When

PROMISED: tuple[Stage, ...] = ("floated", "announced", "agreed")
"""Stages of words, from the loosest."""
ARRIVED: tuple[Stage, ...] = ("delivered", "completed")
BINDING: tuple[Stage, ...] = ("announced", "agreed", "started", "delivered", "completed")
"""Stages from which a commitment is more than an idea."""
HALTED: tuple[Stage, ...] = ("suspended", "cancelled")
SAME_STEP = 45
"""Days between two tellings of one stage up to which they tell one step, where no day is given."""
ECHO = 730
"""Days up to which a done deed that is told again without a day, with no other amount, is the same deed."""
AGAIN = 180
"""Days after which the same stage told without a day is the promise made again, and not its echo."""

_RANK: dict[str, int] = {"unclear": -1, "floated": 0, "announced": 1, "agreed": 2, "started": 3} | {
    "delivered": 4, "completed": 5,
}  # fmt: skip


def promise_of(telling: Telling) -> Commitment:
    """The commitment that is told.

    Raises:
        TypeError: the record is no commitment.
    """
    claim = telling.record.claim
    if not isinstance(claim, Commitment):
        raise TypeError(f"{telling.record.kind} is no commitment")
    return claim


def deadline_of(telling: Telling) -> When | None:
    """The days told, where they lie after publication: when it is due, not when it was promised or came."""
    when = promise_of(telling).when
    if (
        not when
        or not when.until
        or not telling.published
        or promise_of(telling).stage in (*ARRIVED, *HALTED)
    ):
        return None
    return when if when.until > telling.published else None


def told_days(telling: Telling) -> When | None:
    """The days told for the stage itself: those that are no deadline."""
    claim = promise_of(telling)
    return None if deadline_of(telling) else claim.when


def day_of(telling: Telling) -> date | None:
    """The day that a telling is put in order by: the first of those told, else the day of publication."""
    when = told_days(telling)
    return (when.since or when.until if when else None) or telling.published


def find_steps(tellings: Iterable[Telling], unit: str | None) -> tuple[Step, ...]:
    """The tellings of a commitment as its steps, in order of time.

    Tellings of one stage are one step when their days overlap, or when they were published close together.
    """
    ordered = sorted(in_order(tellings), key=lambda telling: day_of(telling) or date.max)
    groups: list[list[Telling]] = []
    for telling in ordered:
        home = next((group for group in reversed(groups) if _one_step(group, telling)), None)
        if home is None:
            groups.append([telling])
        else:
            home.append(telling)
    steps: list[Step] = []
    for group in sorted(groups, key=_group_day):
        steps.append(_step(group, unit, steps))
    return tuple(steps)


def _group_day(group: Sequence[Telling]) -> date:
    """The day of the step that tellings make: the first of the narrowest days told, else of publication."""
    when = narrowest([told_days(telling) for telling in group])
    return (when.since or when.until if when else None) or first_told(group)


def _one_step(group: Sequence[Telling], telling: Telling) -> bool:
    if promise_of(group[0]).stage != promise_of(telling).stage:
        return False
    return any(_close(told, telling) for told in group)


def _close(a: Telling, b: Telling) -> bool:
    one, other = told_days(a), told_days(b)
    if one and other and one.since and other.since and one.until and other.until:
        return one.since <= other.until and other.since <= one.until
    first, second = day_of(a), day_of(b)
    if first is None or second is None:
        return False
    return abs((first - second).days) <= (ECHO if _is_echo(a, b) else SAME_STEP)


def _is_echo(a: Telling, b: Telling) -> bool:
    """Whether the later, told without a day, may look back on the earlier: the same amount, or of a deed none."""
    earlier, later = sorted((a, b), key=lambda telling: day_of(telling) or date.max)
    one, other = promise_of(earlier).amount, promise_of(later).amount
    if promise_of(later).when is not None or promise_of(later).stage in ("floated", "announced", "unclear"):
        return False
    return (
        one is not None and one == other
        if promise_of(later).stage == "agreed"
        else None in (one, other) or one == other
    )


def _step(group: Sequence[Telling], unit: str | None, before: Sequence[Step]) -> Step:
    tellings = in_order(group)
    when = narrowest([told_days(telling) for telling in tellings])
    stage = promise_of(tellings[0]).stage
    told = first_told(tellings)
    day = min((d for t in tellings if (d := day_of(t))), default=None)
    earlier = [
        step_day(step)
        for step in before
        if step.stage == stage or _RANK.get(step.stage, -1) >= _RANK.get(stage, 9)
    ]
    return Step(
        stage=stage,
        since=when.since if when else None,
        until=when.until if when else None,
        told=told if told != date.max else None,
        amount=_amount(tellings, unit),
        repeat=stage in PROMISED and bool(day) and any(d and (day - d).days > AGAIN for d in earlier if day),
        tellings=tellings,
        belief=weigh(tellings),
    )


def _amount(tellings: Sequence[Telling], unit: str | None) -> Amount | None:
    """The amount that most stories give, in the row's unit if one does; of equals the one told first."""
    told = [
        telling for telling in tellings if (amount := promise_of(telling).amount) and amount.unit != "percent"
    ]
    own = [telling for telling in told if (amount := promise_of(telling).amount) and amount.unit == unit]
    return most_told(own or told, lambda telling: promise_of(telling).amount) if told else None


def step_day(step: Step) -> date | None:
    """The day that a step is put in order by."""
    return step.since or step.until or step.told


def stage_now(steps: Sequence[Step]) -> Stage:
    """How far it has come: the last step, but words said again take nothing back that was done.

    After a delivery a promise is only a promise; after a halt the next step stands as it is told.
    """
    now: Stage = "unclear"
    for step in steps:
        if step.stage == "unclear":
            continue
        halted = now in HALTED
        if step.stage in HALTED or halted or _RANK[step.stage] >= _RANK.get(now, -1):
            now = step.stage
    return now


def done_before(done: Telling, promised: Telling) -> bool:
    """Whether the one was completed so long before the other was promised that it is another thing."""
    if promise_of(done).stage != "completed" or promise_of(promised).stage not in PROMISED:
        return False
    first, second = day_of(done), day_of(promised)
    return first is not None and second is not None and (second - first).days > AGAIN


def find_delay(tellings: Sequence[Telling], steps: Sequence[Step], asked: date | None) -> Delay | None:
    """How late it came, or is, after the first deadline that was told; `None` where none was.

    What comes within the days told is in time: the days are 0 or fewer then, and also where it has not come and the
    deadline has not passed.
    """
    due = [when for telling in in_order(tellings) if (when := deadline_of(telling)) and when.until]
    if not due or asked is None:
        return None
    first = due[0]
    promised = min(telling.published for telling in tellings if telling.published and deadline_of(telling))
    came = [day for step in steps if step.stage in ARRIVED and (day := step_day(step)) and day >= promised]
    arrived = min(came, default=None)
    end = arrived or asked
    last = first.until or end
    late = end > last
    return Delay(
        due_since=first.since,
        due_until=last,
        arrived=arrived,
        asked=asked,
        least=(end - last).days,
        most=(end - (first.since or last if late else last)).days,
    )
