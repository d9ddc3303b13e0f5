"""Findings as judgements: one sentence each, its likelihood in words, and what it rests on, told apart."""

from __future__ import annotations

from datetime import date

from detente.explain.display import context_in_words, in_sentence, month_in_words, pair_in_words
from detente.explain.likelihood import likelihood_of, tell_likely
from detente.measure.reduction import ARTICLES
from detente.measure.triads import Shift
from detente.model import (
    MONTHS_IN,
    BaseRate,
    Comovement,
    Dyad,
    Forecast,
    Ground,
    Judgement,
    Leaning,
    Likelihood,
    Period,
    Question,
    Triad,
    TurningPoint,
    add_months,
)

SUMS = ("score",)
"""Measures that are sums: more dealing moves them as well as warmth does."""
SIGNIFICANT = 0.1
"""Adjusted p above which a common movement is not told as one."""


def judge_turn(turn: TurningPoint, period: Period) -> Judgement:
    """A measured break as a judgement: what changed between the two, which way, when; it may have turned again since.

    The probability is that a break lies in the interval, so that is what the sentence tells.
    """
    since, first, last = (period_in_words(day, period) for day in (turn.at, turn.earliest, turn.latest))
    exact = turn.earliest == turn.latest
    when = f"in {since}" if exact else f"between {first} and {last}"
    where = f"lies {when} (80 % or more)" if exact else f"is placed in {since}, and lies {when} (80 %)"
    numbers = "; ".join(
        f"{part}{per_period(turn, period)} {_number(before)} before, {_number(after)} after"
        for part, before, after in zip(turn.parts, turn.before, turn.after, strict=True)
    )
    ground = Ground(says=f"{turn.source}: {numbers}; the break {where}.", finding=turn, records=turn.carriers)
    return _judged("change", turn.of, likelihood_of(turn.probability), _turned(turn, when), ground)


def _judged(
    question: Question,
    about: Dyad,
    likelihood: Likelihood,
    clause: str,
    ground: Ground,
    against: tuple[Ground, ...] = (),
) -> Judgement:
    """A clause as a sentence with its likelihood, and what both rest on."""
    sentence = tell_likely(likelihood, clause)
    return Judgement(
        question=question,
        about=about,
        sentence=sentence,
        likelihood=likelihood,
        basis=(ground,),
        against=against,
    )


def judge_shift(
    shift: Shift, *, source: str, since: date, before: date, months: int, events: int
) -> Judgement:
    """How a tie of the third state changed between two windows of as many months, the later from `since` on."""
    pair = pair_in_words(shift.of)
    risen = shift.risen >= 0.5
    likelihood = likelihood_of(shift.risen if risen else 1 - shift.risen)
    way, when = "more" if risen else "less", f"in the {months} months from {month_in_words(since)} on"
    clause = f"{pair} cooperated {way}, against conflict, {when} than in those before"
    says = (
        f"{source}: net cooperation changed by {shift.change:+.2f} ({shift.low:+.2f} to {shift.high:+.2f}, 80 %) "
        f"from the {months} months from {month_in_words(before)} on to those from {month_in_words(since)} on; "
        f"{events} events."
    )
    return _judged("tie", shift.of, likelihood, clause, Ground(says=says))


def judge_comovement(found: Comovement, period: Period) -> Judgement:
    """Whether a tie of the third state moves with the pair's, beyond what moves all dyads; without likelihood."""
    tie, pair = pair_in_words(found.second), pair_in_words(found.first)
    if found.adjusted > SIGNIFICANT:
        sentence = f"No common movement of {tie} with {pair} is found in {found.measure} beyond what moves all dyads."
    elif found.lag == 0:
        sentence = (
            f"What is new in {found.measure} between {tie} goes {_with(found)} what is new between {pair}."
        )
    else:
        lead, follow = (pair, tie) if found.lag > 0 else (tie, pair)
        many = f"{abs(found.lag)} {period}{'s' if abs(found.lag) > 1 else ''}"
        then = f"is followed {many} later by a move {_with(found)} it between {follow}"
        sentence = f"What is new in {found.measure} between {lead} {then}."
    says = (
        f"{found.source}: correlation {found.correlation:+.2f} at lag {found.lag} over {found.periods} {period}s, "
        f"p = {found.p:.3f} against permutations, {found.adjusted:.3f} after adjustment for all tests of this question."
    )
    return Judgement(
        question="co-movement",
        about=found.second,
        sentence=sentence,
        likelihood=None,
        basis=(Ground(says=says, finding=found),),
    )


def judge_leaning(leaning: Leaning, positive: float) -> Judgement:
    """Whether a pivot's cooperation drifted towards one of two others; `positive` is the chance that it did."""
    risen = positive >= 0.5
    to, away = (leaning.toward, leaning.other) if risen else (leaning.other, leaning.toward)
    likelihood = likelihood_of(positive if risen else 1 - positive)
    drifted = f"drifted towards {in_sentence(to)} and away from {in_sentence(away)}"
    clause = f"from {_time_of(leaning)} the cooperation of {in_sentence(leaning.pivot)} {drifted}"
    says = (
        f"{leaning.source}: of its cooperation with both, {leaning.level:.0%} went to {in_sentence(leaning.toward)} "
        f"in the last year of these; the share changed by {leaning.drift:+.3f} a year "
        f"({leaning.drift_low:+.3f} to {leaning.drift_high:+.3f}, 80 %)."
    )
    return _judged(
        "tilt",
        Dyad(a=leaning.pivot, b=leaning.toward),
        likelihood,
        clause,
        Ground(says=says, finding=leaning),
    )


def judge_triad(triad: Triad) -> Judgement:
    """Whether the signs of three dyads go together, and which side is under pressure where they do not."""
    states = sorted({state for side in triad.sides for state in (side.of.a, side.of.b)})
    balanced = triad.balanced >= 0.5
    likelihood = likelihood_of(triad.balanced if balanced else 1 - triad.balanced)
    clause = f"the triad of {', '.join(in_sentence(s) for s in states[:2])} and {in_sentence(states[2])} was "
    clause += "balanced" if balanced else "out of balance"
    clause += f" from {month_in_words(triad.since)} to {month_in_words(triad.until)}"
    if triad.pressed is not None:
        clause += f"; its side most open to change is {pair_in_words(triad.pressed)}"
    sides = "; ".join(
        f"{pair_in_words(side.of)} {side.net:+.2f} ({side.low:+.2f} to {side.high:+.2f}, 80 %, {side.n} events)"
        for side in triad.sides
    )
    when = f"{month_in_words(triad.since)} to {month_in_words(triad.until)}"
    says = (
        f"{triad.source}, {when}, net cooperation, a tie being positive above {triad.neutral:+.2f}: {sides}."
    )
    return _judged(
        "balance", triad.pressed or triad.sides[0].of, likelihood, clause, Ground(says=says, finding=triad)
    )


def judge_rate(rate: BaseRate, *, third: str, side: str, down: bool, years: int = 1) -> Judgement:
    """What followed turns of the kind among comparable triads, as what to expect of the third's tie."""
    likelihood = likelihood_of(rate.share)
    way = "cools" if down else "warms"
    when = f"within {'a year' if years == 1 else f'{years} years'} of such a turn"
    clause = (
        f"{when} the relation of {pair_in_words(Dyad(a=third, b=side))} {way} by more than it usually varies"
    )
    soon = f"; half of those that did had by month {rate.months:.0f}" if rate.months else ""
    usual = f", against {rate.usual:.0%} at any time at which they stood so" if rate.usual is not None else ""
    says = (
        f"{rate.source}: after {rate.n} turns of this kind ({rate.after}) among comparable triads it did so in "
        f"{rate.share:.0%} ({rate.low:.0%} to {rate.high:.0%}, 80 %){usual}{soon}."
    )
    return _judged(
        "base rate",
        Dyad(a=third, b=side),
        likelihood,
        clause,
        Ground(says=says, finding=rate),
        against=() if rate.usual is None or not rate.low <= rate.usual <= rate.high else (_NO_MORE,),
    )


_NO_MORE = Ground(
    says="The rate at any time lies within the interval: such turns may add nothing to what is usual."
)


def judge_forecast(found: Forecast, now: float) -> Judgement:
    """Whether cooperation is to outweigh conflict in the next period: net events above zero, or not.

    `now` are those of the last period that is known.
    """
    likelihood = likelihood_of(max(found.positive, 1 - found.positive))
    good = found.positive >= 0.5
    clause = (
        f"cooperation {'outweighs' if good else 'does not outweigh'} conflict between {pair_in_words(found.of)} in "
        f"{period_in_words(found.at, found.period)}"
    )
    says = (
        f"{found.source}: {found.measure} {found.mean:.1f} expected, {found.quantile(0.1):.1f} to "
        f"{found.quantile(0.9):.1f} (80 %), {now:.1f} in the last known {found.period}; {_record_of(found)}."
    )
    return _judged("forecast", found.of, likelihood, clause, Ground(says=says, finding=found))


def period_in_words(day: date, period: Period) -> str:
    """`September 2000`, `the third quarter of 2000`, `2000`."""
    if period == "year":
        return str(day.year)
    if period == "quarter":
        return f"the {('first', 'second', 'third', 'fourth')[(day.month - 1) // 3]} quarter of {day.year}"
    return month_in_words(day)


def per_period(turn: TurningPoint, period: Period) -> str:
    """What a count or a sum is per; of event files, a count is told at the source's usual volume."""
    if turn.aspect == "volume":
        return f" a {period}" if turn.source == ARTICLES else f" a {period} at the source's mean volume"
    return f" a {period}" if turn.measure in SUMS else ""


def _record_of(found: Forecast) -> str:
    """How the way of forecasting did before, beside its best rival."""
    if not found.scores:
        return f"by {found.method}, not tested on this series, which is too short"
    own = found.scores[0]
    best = min(found.scores[1:], key=lambda score: score.crps, default=None)
    rival = f", that of {best.method} {best.crps:.3g}" if best else ""
    tested = f"whose CRPS over {own.n} past forecasts is {own.crps:.3g}{rival}"
    return f"by {found.method}, {tested}; {own.held:.0%} of outcomes lay in its 80 %"


def _time_of(leaning: Leaning) -> str:
    """From the first month to the last of which the share is known."""
    share = leaning.share
    known = [index for index, value in enumerate(share.values) if value is not None]
    last = add_months(share.first_day(known[-1]), MONTHS_IN[share.period] - 1)
    return f"{month_in_words(share.first_day(known[0]))} to {month_in_words(last)}"


def _turned(turn: TurningPoint, when: str) -> str:
    pair = (
        f"between {pair_in_words(turn.of)}{f' in {context_in_words(turn.context)}' if turn.context else ''}"
    )
    if turn.aspect == "mix":
        return f"the mix of dealings {pair} changed {when}: {_mix(turn)}"
    up = turn.after[0] > turn.before[0]
    if turn.aspect == "volume":
        beside = "in number" if turn.source == ARTICLES else "against all else that the source tells"
        return f"dealings {pair} {'grew' if up else 'shrank'} {beside} {when}"
    if turn.measure in SUMS:
        return f"the sum of scores {pair} {'rose' if up else 'fell'} {when}"
    return f"relations {pair} turned {'warmer' if up else 'cooler'} {when}"


def _mix(turn: TurningPoint) -> str:
    moves = sorted(
        zip(turn.parts, turn.before, turn.after, strict=True), key=lambda move: -abs(move[2] - move[1])
    )
    return ", ".join(
        f"{'more' if after > before else 'less'} {part} ({before:.0%} to {after:.0%})"
        for part, before, after in moves[:2]
    )


def _number(value: float) -> str:
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.0f}"


def _with(found: Comovement) -> str:
    return "with" if found.correlation > 0 else "against"
