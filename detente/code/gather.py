"""The questions in order, and their answers as one reading of one document."""

from __future__ import annotations

from detente.code.actors import find_actors
from detente.code.amounts import find_amounts
from detente.code.causes import find_causes
from detente.code.clauses import find_clauses
from detente.code.detail import find_contexts, find_place, find_when, mark_history
from detente.code.draft import Draft
from detente.code.how_much import find_commitments
from detente.code.nominal import find_nominal_events
from detente.code.order import find_implications, find_system_claims
from detente.code.parties import Parties
from detente.code.says import Said, find_statements, speaker_at
from detente.code.sentences import Parsed, parse, readable
from detente.code.shifts import find_tilts
from detente.code.told import Told
from detente.code.wants import find_interests
from detente.code.what import find_events
from detente.code.when import DatedPart, TimeMention, date_headings, find_times
from detente.code.who import find_mentions
from detente.model import Claim, Document, Event, Reading, Record, Span, Speaker, Vote
from detente.settings import Settings

CODER = "rules@1"


def gather(document: Document, *, settings: Settings) -> Reading:
    """All records of one document: the questions in order, and their answers as one reading."""
    parsed = parse(document, model=settings.parser)
    clauses = find_clauses(parsed)
    parties = find_mentions(parsed)
    text = readable(document)
    times = find_times(text, anchor=document.published)
    dated = date_headings(text, anchor=document.published)
    amounts = find_amounts(text)
    verbal = find_events(parsed, clauses, parties)
    drafts = tuple(
        sorted(
            (*verbal, *find_nominal_events(parsed, clauses, parties, verbal)), key=lambda d: (d.start, d.head)
        )
    )
    said = find_statements(parsed, clauses, parties)
    tilts = find_tilts(parsed, clauses, parties, times)
    told = (
        *find_actors(parsed, parties),
        *(_event(parsed, draft, parties, times, dated) for draft in drafts),
        *find_commitments(parsed, clauses, parties, times, amounts, drafts, said),
        *find_interests(parsed, clauses, parties),
        *find_causes(parsed, clauses, parties),
        *tilts,
        *find_system_claims(parsed, clauses, parties),
        *find_implications(parsed, clauses, parties, tilts),
    )
    records = [_record(document, one, said) for one in told] + [_statement(document, one) for one in said]
    kept = tuple(r for r in _once(records) if r.confidence >= settings.least_confidence)
    return Reading(
        doc=document.id, records=kept, not_understood=_not_understood(parsed, parties, kept), coder=CODER,
        settings=settings.digest,
    )  # fmt: skip


def _event(
    parsed: Parsed,
    draft: Draft,
    parties: Parties,
    times: tuple[TimeMention, ...],
    dated: tuple[DatedPart, ...],
) -> Told:
    """A draft as an event, with its day, place and contexts; a heading that is a date dates what is below."""
    when = find_when(parsed, draft.start, draft.end, draft.head, times)
    if when is None:
        when = next((part.when for part in dated if part.start <= draft.start < part.end), None)
    claim = Event(
        actors=draft.actors, recipients=draft.recipients, type=draft.type, mode=draft.mode,  # type: ignore[arg-type]
        contexts=find_contexts(parsed, draft.start, draft.end, draft.type),
        aux=mark_history(draft.aux, when, parsed.document.published), when=when,
        place=find_place(parsed, parties, draft.head),
    )  # fmt: skip
    return Told(
        claim=claim,
        start=draft.start,
        end=draft.end,
        rule=draft.rule,
        confidence=0.45 if draft.inferred else 0.7,
    )


def _record(document: Document, one: Told, said: tuple[Said, ...]) -> Record:
    speaker = None if one.claim.kind == "actor" else speaker_at(said, one.start, one.end)
    return _made(document, one.claim, one.start, one.end, speaker, one.rule, one.confidence)


def _statement(document: Document, one: Said) -> Record:
    return _made(document, one.statement, one.start, one.end, one.speaker, one.rule, one.confidence)


def _made(
    document: Document,
    claim: Claim,
    start: int,
    end: int,
    speaker: Speaker | None,
    rule: str,
    confidence: float,
) -> Record:
    vote = Vote(voter=rule, choice=getattr(claim, "type", claim.kind), confidence=confidence)
    return Record(
        claim=claim, evidence=Span.cut(document, start, end), speaker=speaker, confidence=confidence,
        coder=CODER, votes=(vote,),
    )  # fmt: skip


def _once(records: list[Record]) -> list[Record]:
    """In order of the text, each record once."""
    unique = {record.id: record for record in reversed(records)}
    return sorted(unique.values(), key=lambda r: (r.evidence.start, r.evidence.end, r.kind, r.id))


def _not_understood(parsed: Parsed, parties: Parties, records: tuple[Record, ...]) -> tuple[Span, ...]:
    """Sentences that name two parties and yielded no record but actors."""
    found = []
    covered = [(r.evidence.start, r.evidence.end) for r in records if r.kind != "actor"]
    for number, (first, past) in enumerate(parsed.sentences):
        start, end = parsed.sentence_chars(number)
        named = {c for m in parties.mentions if first <= m.head < past for c in m.codes}
        if len(named) >= 2 and not any(a < end and start < b for a, b in covered):
            found.append(Span.cut(parsed.document, start, end))
    return tuple(found)
