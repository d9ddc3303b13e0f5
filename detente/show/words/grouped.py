"""Happenings, rows of the ledger, belief and what follows from them, as plain lines for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.explain.changes import Change
from detente.explain.display import (
    amount_in_words,
    day_in_words,
    days_in_words,
    names_of,
    one_line,
    range_in_words,
    shorten,
)
from detente.explain.queue import ToCheck
from detente.keep.assembly.belief import SHARED, by_source, weigh
from detente.keep.assembly.totals import Totals
from detente.keep.judged import Match
from detente.keep.versions import KeptVersion
from detente.model import (
    Belief,
    Event,
    Happening,
    LedgerRow,
    Outlet,
    Rival,
    Step,
    Story,
    Sum,
    Telling,
    Voice,
    plain,
)
from detente.model import records_of as ids_of
from detente.show.words.records import event_in_words

WIDTH = 96
EXCERPT = 110
SHOWN = 8
"""Digits of an id that are shown."""


def list_happening(one: Happening) -> str:
    """A happening: what, when, belief, how many stories; below it the tellings, and where they differ."""
    stories = f"{one.stories} {'story' if one.stories == 1 else 'stories'}"
    head = f"{short(one.id)}  {happening_in_words(one)}  belief {one.belief.value:.2f}, {stories}"
    lines = [f"    {_telling(telling)}" for telling in one.tellings]
    return "\n".join([head, *lines, *(f"    ! {rival_in_words(rival)}" for rival in one.rivals)])


def happening_in_words(one: Happening) -> str:
    """What is said to have happened, and when."""
    event = Event(actors=one.actors, recipients=one.recipients, type=one.type, mode=one.mode, place=one.place)
    unreal = [word for word in one.aux if word != "historical"]
    standing = f" ({', '.join(unreal)})" if unreal else ""
    return f"{days_in_words(one.since, one.until)}: {event_in_words(event)} [{one.type}]{standing}"


def list_row(row: LedgerRow) -> str:
    """A row of the ledger: what is owed, how far it has come, its steps with their evidence, and what is disputed."""
    head = f"{short(row.id)}  {row_in_words(row)} [{row.stage}]"
    lines = [
        f"promised {range_in_words(row.promised, row.unit)}" if row.promised else "",
        f"delivered {range_in_words(row.delivered, row.unit)}{_share(row)}" if row.delivered else "",
        *(_sum_in_words(one) for one in row.also),
        delay_in_words(row),
        f"shares told: {', '.join(f'{v.value} ({_tellers(v.tellers)})' for v in row.shares)}"
        if row.shares
        else "",
        one_line(row.overlaps) if row.overlaps else "",
    ]
    steps = [line for step in row.steps for line in _step_lines(step)]
    rivals = [f"! {rival_in_words(rival)}" for rival in row.rivals]
    return "\n".join([head, *(f"    {line}" for line in (*lines, *steps, *rivals) if line)])


def row_in_words(row: LedgerRow) -> str:
    """Who owes what to whom."""
    to = f" to {names_of(row.receiver)}" if row.receiver else ""
    return f"{names_of(row.giver)}{to}: {shorten(row.what, EXCERPT)}"


def _sum_in_words(one: Sum) -> str:
    promised = f"promised {range_in_words(one.promised, one.unit)}" if one.promised else ""
    delivered = f"delivered {range_in_words(one.delivered, one.unit)}{_share(one)}" if one.delivered else ""
    return ", ".join(part for part in (promised, delivered) if part)


def _share(row: LedgerRow | Sum) -> str:
    if not row.promised or not row.delivered or not row.promised[0]:
        return ""
    least, most = row.delivered[0] / row.promised[1] * 100, row.delivered[1] / row.promised[0] * 100
    return (
        f" ({least:.0f} percent of it)"
        if round(least) == round(most)
        else f" ({least:.0f} to {most:.0f} percent of it)"
    )


def delay_in_words(row: LedgerRow) -> str:
    """When it was due, and how late it came or is."""
    delay = row.delay
    if delay is None:
        return ""
    due = f"due {days_in_words(delay.due_since, delay.due_until)}".replace("due until", "due by")
    days = f"{delay.least}" if delay.least == delay.most else f"{delay.least} to {delay.most}"
    if delay.arrived:
        late = f"{days} days late" if delay.most > 0 else "in time"
        return f"{due}, came {day_in_words(delay.arrived)}: {late}"
    return f"{due}, not come by {day_in_words(delay.asked)}" + (
        f": {days} days late" if delay.most > 0 else ""
    )


def step_in_words(step: Step) -> str:
    """The days told for a step, else when it was first published."""
    if step.since or step.until:
        return days_in_words(step.since, step.until)
    return f"told {days_in_words(step.told, step.told)}"


def _step_lines(step: Step) -> list[str]:
    stage = f"{step.stage}, promised again" if step.repeat else step.stage
    parts = [
        stage,
        step_in_words(step),
        amount_in_words(step.amount) or "",
        f"belief {step.belief.value:.2f}",
    ]
    head = ", ".join(part for part in parts if part)
    return [head, *(f"    {_telling(telling)}" for telling in step.tellings)]


def _telling(telling: Telling) -> str:
    outlet = one_line(telling.outlet or "outlet not stated")
    day = days_in_words(telling.published, telling.published)
    return f"{telling.record.id[:SHOWN]} {outlet}, {day}: {shorten(telling.record.evidence.text, EXCERPT)}"


def rival_in_words(rival: Rival) -> str:
    """Values side by side with who gives them."""
    versions = (f"{one_line(version.value)} ({_tellers(version.tellers)})" for version in rival.versions)
    return one_line(f"{rival.field}: {' / '.join(versions)}")


def _tellers(tellers: Iterable[str]) -> str:
    return ", ".join(one_line(teller) for teller in tellers)


def explain_belief(belief: Belief, outlets: Mapping[str, Outlet]) -> str:
    """The arithmetic of a belief, story by story, with what the user knows of the outlets beside it."""
    lines = [_voice(voice, outlets) for voice in belief.voices]
    lines += [f"against: {_voice(voice, outlets)}" for voice in belief.against]
    sources = len(by_source(belief.voices))
    rule = (
        f"belief {belief.value:.3f} = 1 - the product over {sources} source{'s' if sources != 1 else ''} of"
        f" ({SHARED} + {1 - SHARED} x the product of its stories' doubts)"
    )
    if belief.against:
        rule += ", times the same product of the stories that deny it"
    return "\n".join([*lines, rule])


def _voice(voice: Voice, outlets: Mapping[str, Outlet]) -> str:
    outlet = outlets.get(voice.outlet, Outlet(name=voice.outlet or "outlet not stated"))
    told = f" in {len(voice.records)} tellings" if len(voice.records) > 1 else ""
    return (
        f"{one_line(outlet.name)} ({rating_in_words(outlet)}){told}: {voice.attribution}, trust {voice.trust:.2f}"
        f" x confidence {voice.confidence:.2f}, doubt {voice.doubt:.3f}"
    )


def explain_group(one: Happening | LedgerRow, outlets: Mapping[str, Outlet]) -> str:
    """A happening or row with all its evidence, and how its belief is reckoned."""
    if isinstance(one, Happening):
        return f"{list_happening(one)}\n\n{explain_belief(one.belief, outlets)}"
    parts = [list_row(one)]
    for step in one.steps:
        parts.append(f"{step.stage}, {days_in_words(step.since or step.told, step.until or step.told)}")
        parts[-1] += "\n" + textwrap.indent(explain_belief(step.belief, outlets), "    ")
    return "\n\n".join(parts)


def group_to_json(one: Happening | LedgerRow) -> dict[str, Any]:
    """The same as JSON: fields by name, tellings as ids of records; dates and sums as strings."""
    held: dict[str, Any] = plain(one) | {
        "says": happening_in_words(one) if isinstance(one, Happening) else row_in_words(one)
    }
    if isinstance(one, Happening):
        return held | {"tellings": list(ids_of(one.tellings))}
    steps = [
        step | {"tellings": list(ids_of(s.tellings))}
        for step, s in zip(held["steps"], one.steps, strict=True)
    ]
    return held | {"steps": steps, "belief": weigh(one.tellings).value}


def list_story(story: Story, articles: Mapping[str, Mapping[str, Any]]) -> str:
    """A story: its articles, the first published first, each with how it is like another."""
    return "\n".join(
        f"{'    ' if number else ''}{_article(doc, articles[doc])}{_likeness(story, doc) if number else ''}"
        for number, doc in enumerate(story.docs)
    )


def _article(doc: str, row: Mapping[str, Any]) -> str:
    title = shorten(row["title"] or "without a headline", EXCERPT)
    day = days_in_words(row["published"], row["published"])
    return f"s{doc[:SHOWN]}  {one_line(row['outlet'] or 'outlet not stated')}, {day}: {title}"


def _likeness(story: Story, doc: str) -> str:
    how = {link.how for link in story.links if doc in (link.doc, link.other)}
    return f" [{', '.join(sorted(how)) or 'set together by hand'}]"


def totals_in_words(totals: Totals) -> str:
    """A table of totals, the rows that were left out with the reason, and the rule."""
    heads = (totals.by, "promised", "delivered", "halted", "rows")
    rows = [heads] + [
        (
            names_of((total.key,))
            if totals.by in ("giver", "receiver") and "," not in total.key
            else one_line(total.key),
            *(
                range_in_words(amount, total.unit) if amount[1] else "-"
                for amount in (total.promised, total.delivered, total.halted)
            ),
            str(len(total.rows)),
        )
        for total in totals.totals
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    left = [f"  {short(one.row)}  {shorten(one.what, 60)}: {one_line(one.why)}" for one in totals.left_out]
    tail = [f"left out ({len(left)}):", *left] if left else []
    return "\n".join([*lines, *tail, textwrap.fill(totals.rule, WIDTH)])


def list_to_check(one: ToCheck) -> str:
    """One thing of the queue on two lines: what, and why it is worth a look."""
    said = (
        happening_in_words(one.of)
        if isinstance(one.of, Happening)
        else f"{row_in_words(one.of)} [{one.of.stage}]"
    )
    return f"{short(one.of.id)}  {one.worth:.2f}  {said}\n    {one_line('; '.join(one.reasons))}"


def change_in_words(change: Change) -> str:
    """A change on one line, with the record that carries it."""
    step = " → ".join(part for part in (change.before, change.now) if part)
    return one_line(f"{change.kind}: {shorten(change.of, EXCERPT)}: {step} ({change.records[0][:SHOWN]})")


def decision_in_words(match: Match) -> str:
    """A decision on one line, and what it meets now."""
    decision = match.decision
    what = match.record or ", ".join(
        [*(r.id[:SHOWN] for r in decision.records), *(name[: SHOWN + 1] for name in decision.names)]
    )
    changes = ", ".join(f"{name} = {value}" for name, value in decision.changes)
    parts = [
        decision.verdict,
        what,
        changes,
        f"({match.outcome})",
        f"by {decision.by}, {decision.at:%Y-%m-%d %H:%M} UTC",
    ]
    note = f": {decision.note}" if decision.note else ""
    return one_line(f"{decision.id[: SHOWN + 1]}  {'  '.join(part for part in parts if part)}{note}")


def list_version(version: KeptVersion) -> str:
    """A version on one line."""
    kept = [(version.documents, "article"), (version.readings, "reading"), (version.decisions, "decision")]
    words = ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in kept if number)
    return f"{version.number:5}  {version.at:%Y-%m-%d %H:%M:%S} UTC  {words}"


def list_outlet(outlet: Outlet, articles: int) -> str:
    """An outlet with its ratings and how many articles of it there are."""
    flags = _flags(outlet)
    tail = f" ({', '.join(flags)})" if flags else ""
    return f"{outlet.reliability}{outlet.credibility}  {articles:5}  {one_line(outlet.name)}{tail}"


def rating_in_words(outlet: Outlet) -> str:
    """Reliability and credibility, and what else the user knows of an outlet: `B2, state-controlled`."""
    return ", ".join([f"{outlet.reliability}{outlet.credibility}", *_flags(outlet)])


def _flags(outlet: Outlet) -> list[str]:
    flags = (("state-controlled", outlet.state_controlled), ("opinion", outlet.opinion))
    return [word for word, on in flags if on]


def short(id: str) -> str:
    """The beginning of an id with the letter that tells what it is of."""
    return id[: SHOWN + 1]


def many(lines: Sequence[str], nothing: str) -> str:
    """Lines below each other, or what is said where there are none."""
    return "\n".join(lines) if lines else nothing
