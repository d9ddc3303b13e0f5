"""The questions in order, and their answers as one reading of one document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from detente.code import CODER
from detente.code.claims.actors import find_actors
from detente.code.claims.causes import find_causes
from detente.code.claims.order import find_implications, find_system_claims
from detente.code.claims.ourselves import with_ourselves
from detente.code.claims.says import Said, find_statements, speaker_at
from detente.code.claims.shifts import find_tilts
from detente.code.claims.wants import find_interests
from detente.code.commitments.how_much import find_commitments
from detente.code.events.detail import find_contexts, find_place, find_when_of, mark_history
from detente.code.events.draft import GIFTS, Draft
from detente.code.events.nominal import find_nominal_events
from detente.code.events.people import fold, with_people
from detente.code.events.unreal import mark_unreal
from detente.code.events.what import find_events
from detente.code.grammar.clauses import Clause, find_clauses
from detente.code.grammar.predicates import is_rarer
from detente.code.grammar.sentences import Parsed, parse, readable
from detente.code.numbers.amounts import find_amounts
from detente.code.parties.mentions import Parties
from detente.code.parties.who import find_mentions
from detente.code.times.when import DatedPart, TimeMention, date_headings, find_times
from detente.code.told import Told
from detente.code.voting.asking import Weighed
from detente.code.voting.encoder import load_encoder
from detente.code.voting.looking import ENCODER
from detente.code.voting.weighing import weigh_drafts
from detente.model import Claim, Document, Event, Reading, Record, Span, Speaker, Vote
from detente.settings import Settings
from detente.vocab.tables import use_words


def gather(document: Document, *, settings: Settings) -> Reading:
    """All records of one document: the questions in order, and their answers as one reading."""
    use_words(Path(settings.words) if settings.words else None)
    parsed = parse(document, model=settings.parser)
    clauses = mark_unreal(parsed, find_clauses(parsed))
    parties = find_mentions(parsed)
    said = find_statements(parsed, clauses, parties)
    parties = with_ourselves(parties, said)
    text = readable(document)
    times = find_times(text, anchor=document.published)
    dated = date_headings(text, anchor=document.published)
    amounts = find_amounts(text)
    people = with_people(parties)
    drafted = _drafted(parsed, clauses, people, settings)
    weighed = _weighed(parsed, clauses, people, drafted, settings)
    drafts = _of_promises(drafted, weighed)
    tilts = find_tilts(parsed, clauses, parties, times)
    told = (
        *find_actors(parsed, parties),
        *(_event(parsed, one, parties, times, dated) for one in weighed),
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


def _drafted(
    parsed: Parsed, clauses: tuple[Clause, ...], people: Parties, settings: Settings
) -> tuple[Draft, ...]:
    """The events of verbs and nouns as the rules read them, in order of the text."""
    if settings.voters == "encoder":
        return ()
    verbal = find_events(parsed, clauses, people)
    nominal = find_nominal_events(parsed, clauses, people, verbal)
    return tuple(sorted((*verbal, *nominal), key=lambda d: (d.start, d.head)))


def _weighed(
    parsed: Parsed,
    clauses: tuple[Clause, ...],
    people: Parties,
    drafted: tuple[Draft, ...],
    settings: Settings,
) -> tuple[Weighed, ...]:
    """The events weighed with the encoder, each party as it goes into the record."""
    encoder = load_encoder() if settings.voters != "rules" else None
    weighed = weigh_drafts(parsed, clauses, people, drafted, encoder)
    return tuple(replace(one, draft=fold(one.draft)) for one in weighed)


def _of_promises(drafted: tuple[Draft, ...], weighed: tuple[Weighed, ...]) -> tuple[Draft, ...]:
    """What commitments are looked for in: the events, and what the commoner words alone take for help or agreement.

    Whether an event is told is one question, whether something is promised another; the encoder is asked the first.
    """
    kept = [one.draft for one in weighed if one.draft.rule != ENCODER]
    heads = {draft.head for draft in kept}
    helpful = [d for d in drafted if d.type in GIFTS and not is_rarer(d.rule)]
    kept += [fold(d) for d in helpful if d.head not in heads]
    return tuple(sorted(kept, key=lambda d: (d.start, d.head)))


def _event(
    parsed: Parsed,
    weighed: Weighed,
    parties: Parties,
    times: tuple[TimeMention, ...],
    dated: tuple[DatedPart, ...],
) -> Told:
    """A draft as an event, with its day, place and contexts; a heading that is a date dates what is below."""
    draft = weighed.draft
    when = find_when_of(parsed, draft, times)
    if when is None:
        when = next((part.when for part in dated if part.start <= draft.start < part.end), None)
    claim = Event(
        actors=draft.actors, recipients=draft.recipients, type=draft.type, mode=draft.mode,  # type: ignore[arg-type]
        contexts=find_contexts(parsed, draft.start, draft.end, draft.type),
        aux=mark_history(draft.aux, when, parsed.document.published), when=when,
        place=find_place(parsed, parties, draft.head, draft.may_have),
    )  # fmt: skip
    return Told(
        claim=claim,
        start=draft.start,
        end=draft.end,
        rule=draft.rule,
        confidence=weighed.confidence,
        votes=weighed.votes,
    )


def _record(document: Document, one: Told, said: tuple[Said, ...]) -> Record:
    speaker = None if one.claim.kind == "actor" else speaker_at(said, one.start, one.end)
    return _made(document, one.claim, one.start, one.end, speaker, one.confidence, one.votes or _vote(one))


def _vote(one: Told) -> tuple[Vote, ...]:
    choice = getattr(one.claim, "type", one.claim.kind)
    return (Vote(voter=one.rule, choice=choice, confidence=one.confidence),)


def _statement(document: Document, one: Said) -> Record:
    vote = Vote(voter=one.rule, choice=one.statement.kind, confidence=one.confidence)
    return _made(document, one.statement, one.start, one.end, one.speaker, one.confidence, (vote,))


def _made(
    document: Document,
    claim: Claim,
    start: int,
    end: int,
    speaker: Speaker | None,
    confidence: float,
    votes: tuple[Vote, ...],
) -> Record:
    return Record(
        claim=claim, evidence=Span.cut(document, start, end), speaker=speaker, confidence=confidence,
        coder=CODER, votes=votes,
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
