"""Who is said to move towards or away from whom: tilts and turning points, as a source tells them."""

from __future__ import annotations

import re

from detente.code.claims.ties import (
    closer_ties,
    dependence_change,
    heads_under,
    pair_of,
    policy_change,
    relations_change,
    ties_made_or_cut,
    words,
)
from detente.code.events.detail import find_when
from detente.code.grammar.clauses import Clause, group, under_nouns, under_preposition
from detente.code.grammar.evidence import clause_chars, noun_chars
from detente.code.grammar.sentences import Parsed, Token
from detente.code.grammar.wordlists import any_of
from detente.code.parties.mentions import Parties
from detente.code.times.when import TimeMention
from detente.code.told import Told
from detente.model import Codes, Tilt, codes
from detente.vocab.tables import cache

_TOWARD = ("to", "toward", "towards", "with", "into")
_AWAY = ("from", "against")


def find_tilts(
    parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties, times: tuple[TimeMention, ...]
) -> tuple[Told, ...]:
    """Every nearing, parting and turning point that the text tells, in order."""
    found: list[Told] = []
    for clause in clauses:
        for reader in _OF_VERBS:
            tilt = reader(parsed, clause, parties)
            if tilt:
                found.append(
                    _told(parsed, tilt, clause_chars(parsed, clause), clause.head, times, reader.__name__)
                )
                break
    for token in parsed.tokens:
        if token.pos not in ("NOUN", "PROPN"):
            continue
        for noun_reader in (_noun_of_move, closer_ties):
            tilt = noun_reader(parsed, token, parties)
            if tilt:
                found.append(
                    _told(parsed, tilt, noun_chars(parsed, token.i), token.i, times, noun_reader.__name__)
                )
                break
    found += _breaks(parsed, clauses, parties, times)
    return tuple(_merged(parsed, found))


def _told(
    parsed: Parsed, tilt: Tilt, span: tuple[int, int], head: int, times: tuple[TimeMention, ...], rule: str
) -> Told:
    when = find_when(parsed, span[0], span[1], head, times)
    claim = Tilt(
        who=tilt.who,
        toward=tilt.toward,
        away_from=tilt.away_from,
        turning_point=tilt.turning_point,
        when=when,
    )
    return Told(claim=claim, start=span[0], end=span[1], rule=f"shifts:{rule.strip('_')}", confidence=0.55)


_TAKERS = frozenset("embrace court woo befriend".split())
_LEAVERS = frozenset("abandon desert ditch ignore sideline forsake disown".split())
_MOTION = ("move", "turn", "look", "shift", "side", "warm")


def _moves(parsed: Parsed, clause: Clause, parties: Parties) -> Tilt | None:
    """ "X tilted towards Y", "X drew closer to Y", "X distanced itself from Y"."""
    forms = {clause.lemma, f"{clause.lemma} {clause.particle}".strip(), *_adverb_forms(parsed, clause)}
    approach, part = bool(forms & words("approach")), bool(forms & words("part"))
    who = parties.codes_of_all(clause.subject)
    if not (approach or part) or clause.negated or not who:
        return None
    if clause.lemma in _TAKERS | _LEAVERS:
        return _takes_or_leaves(clause, parties, who)
    back = [o for o in clause.object if parsed.tokens[o].lemma == "back"]
    if clause.lemma == "turn" and back:
        left = _beside(parsed, clause, parties, ("on",), who)
        return Tilt(who=who, away_from=left) if left else None
    return _moves_plainly(parsed, clause, parties, who, parts_only=part and not approach)


def _takes_or_leaves(clause: Clause, parties: Parties, who: Codes) -> Tilt | None:
    """ "X courts Y", "X abandoned Y"."""
    other = parties.codes_of_all(clause.object)
    if not other or set(who) & set(other):
        return None
    return Tilt(who=who, away_from=other) if clause.lemma in _LEAVERS else Tilt(who=who, toward=other)


def _moves_plainly(
    parsed: Parsed, clause: Clause, parties: Parties, who: Codes, *, parts_only: bool
) -> Tilt | None:
    toward = _beside(parsed, clause, parties, _TOWARD, who)
    away = _beside(parsed, clause, parties, _AWAY, who)
    together = len(who) > 1 and bool(_adverb_forms(parsed, clause))
    if clause.lemma in _MOTION and not (toward or away or together):
        return None
    if clause.lemma in ("move", "turn", "look", "shift", "break") and not _is_political(parsed, clause):
        return None
    if parts_only:
        away = away or toward
        return Tilt(who=who, away_from=away) if away else None
    if toward or away:
        ignored = _ignored_beside(parsed, clause, parties)
        return Tilt(who=who, toward=toward, away_from=codes((*away, *ignored)))
    return Tilt(who=who) if together else None


def _is_done(clause: Clause) -> bool:
    """Neither denied nor only possible or wished: "could shift", "refused to shift"."""
    return bool(clause.tense) and not (clause.negated or clause.unreal or clause.modal == "would")


def _transfers(parsed: Parsed, clause: Clause, parties: Parties) -> Tilt | None:
    """ "X switched recognition from Y to Z", "shifted its orders from Y to Z"."""
    things = {form for o in clause.object for form in parsed.tokens[o].forms}
    who = parties.codes_of_all(clause.subject)
    if (
        clause.lemma not in words("transfer")
        or not things & words("goes over")
        or not who
        or not _is_done(clause)
    ):
        return None
    nouns = [*clause.obliques, *under_nouns(parsed, clause.object)]
    toward, away = (
        codes(set(parties.codes_of_all(tuple(n for p, n in nouns if p in links))) - set(who))
        for links in (_TOWARD, _AWAY)
    )
    return Tilt(who=who, toward=toward, away_from=away) if toward and away else None


def _beside(
    parsed: Parsed, clause: Clause, parties: Parties, prepositions: tuple[str, ...], who: Codes
) -> Codes:
    """Parties under a preposition of the verb or of its adverbs, the mover left out."""
    return codes(set(parties.codes_of_all(tuple(heads_under(parsed, clause, prepositions)))) - set(who))


def _is_political(parsed: Parsed, clause: Clause) -> bool:
    """Of verbs of plain motion, only "away from", "closer to" and "towards" tell of a tilt."""
    near = {k.low for k in parsed.kids(clause.head, "advmod", "acomp", "prt")}
    near |= {p for p, _ in clause.obliques}
    turns = clause.lemma in ("turn", "look") and "to" in near
    return (
        turns or bool(near & {"away", "closer", "towards", "toward", "nearer", "increasingly"})
    ) and not clause.object


def _adverb_forms(parsed: Parsed, clause: Clause) -> set[str]:
    near = [k.low for k in parsed.kids(clause.head, "advmod", "acomp", "prt", "oprd")]
    return {f"{clause.lemma} {w}" for w in near} & (words("approach") | words("part"))


def _ignored_beside(parsed: Parsed, clause: Clause, parties: Parties) -> Codes:
    """ "… tilted towards India and ignored Pakistan": the one ignored is moved away from."""
    found: list[str] = []
    for kid in parsed.kids(clause.head, "conj"):
        if kid.lemma in words("part"):
            found += [
                c for o in parsed.kids(kid.i, "dobj") for g in group(parsed, o.i) for c in parties.codes_of(g)
            ]
    return codes(found)


def _pulls(parsed: Parsed, clause: Clause, parties: Parties) -> Tilt | None:
    """ "… has pulled X closer to Y", "… pushed X into the arms of Y", "… away from Z"."""
    if clause.lemma not in words("pull") or clause.negated:
        return None
    who = parties.codes_of_all(clause.object)
    toward = codes(set(parties.codes_of_all(tuple(heads_under(parsed, clause, _TOWARD)))) - set(who))
    away = codes(set(parties.codes_of_all(tuple(heads_under(parsed, clause, ("from",))))) - set(who))
    toward = toward or codes(set(_in_arms_of(parsed, clause, parties)) - set(who))
    near = {
        t.low
        for t in parsed.tokens[clause.head : clause.head + 12]
        if t.sent == parsed.tokens[clause.head].sent
    }
    if (
        not who
        or not (toward or away)
        or not near & {"closer", "towards", "toward", "arms", "away", "orbit", "nearer", "embrace", "camp"}
    ):
        return None
    return Tilt(who=who, toward=toward, away_from=away)


def _in_arms_of(parsed: Parsed, clause: Clause, parties: Parties) -> Codes:
    """ "… into the arms of China", "… into Moscow's orbit"."""
    nouns = [
        n
        for _, n in clause.obliques
        if parsed.tokens[n].forms & {"arm", "arms", "orbit", "embrace", "camp", "lap"}
    ]
    return codes(c for n in nouns for c in (parties.codes_of(n) or pair_of(parsed, parties, n)))


def _noun_of_move(parsed: Parsed, token: Token, parties: Parties) -> Tilt | None:
    """ "its current tilt to India", "the rapprochement between X and Y", "a pivot away from Z"."""
    nearing, parting = token.lemma in words("nearing"), token.lemma in words("parting")
    if not (nearing or parting) or token.dep in ("compound", "amod"):
        return None
    who = parties.codes_of_all(
        tuple(g for k in parsed.kids(token.i, "poss", "amod", "compound") for g in group(parsed, k.i))
    )
    toward: list[str] = []
    away: list[str] = []
    both: list[str] = []
    for kid in parsed.kids(token.i, "prep"):
        for preposition, noun in under_preposition(parsed, kid):
            place = (
                both
                if preposition in ("between", "with", "among")
                else toward
                if preposition in _TOWARD
                else away
                if preposition == "from"
                else None
            )
            if place is not None:
                place.extend(parties.codes_of(noun))
            elif preposition == "of" and not who:
                who = parties.codes_of(noun)
    if both:
        together = codes((*who, *both))
        return Tilt(who=together) if len(together) == 2 else None
    toward_codes = codes(set(toward) - set(who))
    if token.lemma in ("turn", "shift", "lean", "break", "embrace", "overture") and not who:
        return None
    if who and (toward_codes or away):
        return Tilt(who=who, toward=toward_codes, away_from=codes(away))
    return Tilt(who=who) if len(who) == 2 else None


@cache
def _break_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(words('break'))}s?\b")


def _breaks(
    parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties, times: tuple[TimeMention, ...]
) -> list[Told]:
    """ "A new era", "a fresh start", "a turning point": of the two whom the sentence is about."""
    found = []
    for number, (first, past) in enumerate(parsed.sentences):
        start, end = parsed.sentence_chars(number)
        low = parsed.text_of(start, end).lower()
        hit = _break_pattern().search(low)
        if hit is None:
            continue
        who = _two_of_sentence(parsed, parties, first, past)
        if len(who) != 2:
            continue
        at = start + hit.start()
        clause = min(
            (c for c in clauses if first <= c.head < past),
            key=lambda c: abs(parsed.tokens[c.head].start - at),
            default=None,
        )
        span = clause_chars(parsed, clause) if clause else (start, end)
        if not span[0] <= at < span[1]:
            span = (at, at + len(hit.group()))
        head = clause.head if clause else first
        found.append(_told(parsed, Tilt(who=who, turning_point=True), span, head, times, "break"))
    return found


def _two_of_sentence(parsed: Parsed, parties: Parties, first: int, past: int) -> Codes:
    """The two states that a sentence names or means; else the two that the whole text is about."""
    here = [m for m in parties.mentions if first <= m.head < past and m.type == "state"]
    together = next((m.codes for m in here if len(m.codes) == 2), ())
    named = codes(c for m in here for c in m.codes)
    if together:
        return together
    return named if len(named) == 2 else codes(parties.focus) if set(named) <= set(parties.focus) else ()


def _merged(parsed: Parsed, found: list[Told]) -> list[Told]:
    """One tilt for the same move in a sentence; a turning point outweighs a plain nearing."""
    sentence = {t.start: t.sent for t in parsed.tokens}
    kept: dict[tuple[object, ...], Told] = {}
    for told in sorted(found, key=lambda t: (t.start, t.end)):
        claim = told.claim
        assert isinstance(claim, Tilt)
        key = (sentence.get(told.start, told.start), claim.who, claim.toward, claim.away_from)
        old = kept.get(key)
        if old is None or (
            claim.turning_point and isinstance(old.claim, Tilt) and not old.claim.turning_point
        ):
            kept[key] = told
    return list(kept.values())


_OF_VERBS = (
    _moves, _pulls, _transfers, dependence_change, relations_change, policy_change, ties_made_or_cut,
)  # fmt: skip
"""What may tell a tilt by a verb, in order: the first that does counts."""
