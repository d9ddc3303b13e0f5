"""How far the tellings bear out that something is so, and how that is reckoned.

    doubt of a telling   = 1 - confidence x trust       confidence: the coder's, that it read the sentence
                                                        right; trust: by attribution (attributions.tsv)
    doubt of a story     = the least of its tellings    a reprint adds nothing
    doubt of a source    = SHARED + (1 - SHARED) x product over its stories
    doubt in all         = product over sources      a source: an outlet, with those that print the same first
    belief               = (1 - doubt in all) x (1 - the same of the stories that deny it)

So belief grows with independent stories and not with reprints; two stories of one outlet are worth less than
those of two, and one outlet alone never comes above 1 - SHARED. The form is that of INDRA's belief engine
(Gyori et al. 2017, Mol Syst Biol 13:954: systematic and random error of a source); its numbers are set by
judgement. Reliability and credibility of outlets stand beside belief and never enter it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod

from detente.model import Attribution, Belief, Codes, Event, Record, Telling, Voice, codes
from detente.vocab.tables import cache

SHARED = 0.05
"""What an outlet's stories have in common: the part of its error that more of its stories do not mend."""

_RANKS = frozenset(
    ["head of state", "head of government", "monarch", "head of body", "minister", "envoy", "spokesperson"]
)
"""Ranks of offices whose holder answers for what is said, named or not."""
_HOSTILE = frozenset("ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split())
"""Types of conflict without REQUEST: to be asked or urged is no wrong that one accuses the other of."""


def weigh(tellings: Sequence[Telling]) -> Belief:
    """The belief that some tellings give; those with the auxiliary mode `negation` count against it."""
    voices = _voices(telling for telling in tellings if not is_denial(telling.record))
    against = _voices(telling for telling in tellings if is_denial(telling.record))
    return Belief(
        value=(1 - doubt_in_all(voices)) * doubt_in_all(against) if voices else 0.0,
        voices=voices,
        against=against,
    )


def doubt_in_all(voices: Iterable[Voice]) -> float:
    """The chance that all of them lead us wrong; 1 where there is none."""
    return prod(SHARED + (1 - SHARED) * prod(voice.doubt for voice in told) for told in by_source(voices))


def by_source(voices: Iterable[Voice]) -> list[list[Voice]]:
    """The stories that share an outlet, directly or by way of another story: one source each.

    Outlets that print a story on its first day stand together, since nothing tells whose it is; so a reprint never adds
    a source. Those that print it later count for nothing.
    """
    sources: list[tuple[set[str], list[Voice]]] = []
    for voice in voices:
        outlets = set(voice.outlets) or {voice.story}
        kin = [one for one in sources if not one[0].isdisjoint(outlets)]
        joined = (outlets.union(*(one[0] for one in kin)), [*(told for one in kin for told in one[1]), voice])
        sources = [one for one in sources if one not in kin] + [joined]
    return [told for _, told in sources]


def is_denial(record: Record) -> bool:
    """Whether the record says that it is not so."""
    return isinstance(record.claim, Event) and "negation" in record.claim.aux


def attribute(record: Record) -> Attribution:
    """Who stands behind a record.

    The article itself (`seen`); the one who acts (`party`), also of a deed that is not hostile the one it is done
    to; of a hostile deed the one it is done to (`opponent`); somebody else (`third`); nobody in particular.
    """
    speaker = record.speaker
    if speaker is None:
        return "seen"
    if speaker.name is None and speaker.of is None:
        return "anonymous"
    if speaker.name is None and speaker.type in ("unknown", "group"):
        return "anonymous"
    if speaker.name is None and speaker.type == "person" and not _is_office(speaker.role):
        return "anonymous"
    claim = record.claim
    actors: Codes = getattr(claim, "actors", ()) or getattr(claim, "giver", ())
    recipients: Codes = getattr(claim, "recipients", ()) or getattr(claim, "receiver", ())
    if speaker.of in actors:
        return "party"
    if speaker.of in recipients:
        return "opponent" if getattr(claim, "type", "") in _HOSTILE else "party"
    return "third"


def _voices(tellings: Iterable[Telling]) -> tuple[Voice, ...]:
    by_story: dict[str, list[Telling]] = {}
    for telling in tellings:
        by_story.setdefault(telling.story or telling.record.evidence.doc, []).append(telling)
    return tuple(_voice(story, found) for story, found in sorted(by_story.items()))


def _voice(story: str, tellings: Sequence[Telling]) -> Voice:
    best = min(tellings, key=lambda telling: (_doubt(telling.record), telling.record.id))
    first = min(tellings, key=lambda t: (str(t.published or "9999"), t.record.evidence.doc))
    attribution = attribute(best.record)
    return Voice(
        story=story,
        outlet=first.outlet or "",
        outlets=codes(t.outlet for t in tellings if t.outlet and t.published == first.published),
        attribution=attribution,
        trust=trust(attribution),
        confidence=best.record.confidence,
        doubt=_doubt(best.record),
        records=tuple(sorted(telling.record.id for telling in tellings)),
    )


def _doubt(record: Record) -> float:
    return 1 - record.confidence * trust(attribute(record))


@cache
def trust(attribution: Attribution) -> float:
    """What is given to an attribution, 0 to 1."""
    from detente import vocab

    return next(row.trust for row in vocab.attributions() if row.attribution == attribution)


@cache
def _answerable() -> frozenset[str]:
    from detente import vocab

    return frozenset(name for office in vocab.offices() if office.rank in _RANKS for name in office.names)


def _is_office(role: str | None) -> bool:
    """Whether a role names one who answers for what is said ("Foreign Minister"), not one of many ("an official")."""
    return role is not None and role.casefold() in _answerable()
