"""Who is said to move towards or away from whom: tilts and turning points, as a source tells them."""

from __future__ import annotations

import re
from functools import cache

from detente import vocab
from detente.code.clauses import Clause, clause_chars, group, noun_chars, under_preposition
from detente.code.detail import find_when
from detente.code.parties import Parties
from detente.code.sentences import Parsed, Token
from detente.code.told import Told
from detente.code.when import TimeMention
from detente.model import Codes, Tilt, codes

_TOWARD = ("to", "toward", "towards", "with", "into")
_AWAY = ("from", "against")
_CLOSER = ("closer", "close", "nearer", "towards", "toward", "tilt")


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind in the table of shifts."""
    rows = vocab.rows("shifts.tsv", ("kind", "words", "source"))
    return frozenset(w for row in rows if row["kind"] == kind for w in row["words"].split("|"))


def find_tilts(
    parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties, times: tuple[TimeMention, ...]
) -> tuple[Told, ...]:
    """Every nearing, parting and turning point that the text tells, in order."""
    found: list[Told] = []
    for clause in clauses:
        for reader in (_moves, _pulls, _relations_change, _policy_change, _ties_made_or_cut):
            tilt = reader(parsed, clause, parties)
            if tilt:
                found.append(
                    _told(parsed, tilt, clause_chars(parsed, clause), clause.head, times, reader.__name__)
                )
                break
    for token in parsed.tokens:
        if token.pos not in ("NOUN", "PROPN"):
            continue
        for noun_reader in (_noun_of_move, _closer_ties):
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


def _heads_under(parsed: Parsed, clause: Clause, prepositions: tuple[str, ...]) -> list[int]:
    """Parties under a preposition of the verb, or of an adverb such as "closer" or "away"."""
    heads = list(clause.under(*prepositions))
    for kid in parsed.kids(clause.head, "advmod", "acomp", "dobj", "oprd", "ccomp"):
        for inner in (kid, *parsed.kids(kid.i, "advmod", "prep", "conj")):
            for preposition in [inner] if inner.pos == "ADP" else parsed.kids(inner.i, "prep"):
                heads += [n for p, n in under_preposition(parsed, preposition) if p in prepositions]
    return heads


def _moves(parsed: Parsed, clause: Clause, parties: Parties) -> Tilt | None:
    """ "X tilted towards Y", "X drew closer to Y", "X distanced itself from Y"."""
    forms = {clause.lemma, f"{clause.lemma} {clause.particle}".strip(), *_adverb_forms(parsed, clause)}
    approach, part = bool(forms & words("approach")), bool(forms & words("part"))
    if not (approach or part) or clause.negated:
        return None
    who = parties.codes_of_all(clause.subject)
    if clause.lemma in (
        "embrace",
        "court",
        "woo",
        "befriend",
        "abandon",
        "desert",
        "ditch",
        "ignore",
        "sideline",
        "forsake",
        "disown",
    ):
        other = parties.codes_of_all(clause.object)
        if not who or not other or set(who) & set(other):
            return None
        return Tilt(who=who, away_from=other) if part else Tilt(who=who, toward=other)
    toward = parties.codes_of_all(tuple(_heads_under(parsed, clause, _TOWARD)))
    away = parties.codes_of_all(tuple(_heads_under(parsed, clause, _AWAY)))
    toward, away = codes(set(toward) - set(who)), codes(set(away) - set(who))
    back = [o for o in clause.object if parsed.tokens[o].lemma == "back"]
    if clause.lemma == "turn" and back and who:
        left = codes(set(parties.codes_of_all(tuple(_heads_under(parsed, clause, ("on",))))) - set(who))
        return Tilt(who=who, away_from=left) if left else None
    plain_motion = clause.lemma in ("move", "turn", "look", "shift", "side", "warm") and not (toward or away)
    if not who or (plain_motion and not (len(who) > 1 and _adverb_forms(parsed, clause))):
        return None
    if clause.lemma in ("move", "turn", "look", "shift", "break") and not _is_political(parsed, clause):
        return None
    if part and not approach:
        away = away or toward
        return Tilt(who=who, away_from=away) if away else None
    ignored = _ignored_beside(parsed, clause, parties)
    if toward or away:
        return Tilt(who=who, toward=toward, away_from=codes((*away, *ignored)))
    return Tilt(who=who) if len(who) > 1 and _adverb_forms(parsed, clause) else None


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
    toward = codes(set(parties.codes_of_all(tuple(_heads_under(parsed, clause, _TOWARD)))) - set(who))
    away = codes(set(parties.codes_of_all(tuple(_heads_under(parsed, clause, ("from",))))) - set(who))
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
    return codes(c for n in nouns for c in (parties.codes_of(n) or _pair_of(parsed, parties, n)))


def _relations_change(parsed: Parsed, clause: Clause, parties: Parties) -> Tilt | None:
    """ "Relations between X and Y warmed", "ties soured": both move, together or apart."""
    nouns = [n for n in (*clause.subject, *clause.object) if parsed.tokens[n].lemma in words("relation")]
    if not nouns or clause.negated or clause.unreal:
        return None
    better, worse = clause.lemma in words("better"), clause.lemma in words("worse")
    if not (better or worse) or (
        better
        and clause.subject
        and nouns[0] not in clause.subject
        and not parties.codes_of_all(clause.subject)
    ):
        return None
    who = _pair_of(parsed, parties, nouns[0])
    if len(who) < 2:
        who = codes(
            (
                *who,
                *parties.codes_of_all(tuple(n for n in clause.subject if n not in nouns)),
                *parties.codes_of_all(clause.under("with")),
            )
        )
    return Tilt(who=who) if len(who) == 2 else None


def _pair_of(parsed: Parsed, parties: Parties, noun: int) -> Codes:
    """Between whom the relations are: "between X and Y", "X's … with Y", "X–Y relations", "their"."""
    heads: list[int] = []
    for kid in parsed.kids(noun, "prep"):
        if kid.low in ("between", "with", "among", "of", "to"):
            heads += [n for _, n in under_preposition(parsed, kid)]
    heads += [g for k in parsed.kids(noun, "poss", "compound", "amod", "nmod") for g in group(parsed, k.i)]
    return parties.codes_of_all(tuple(heads))


def _policy_change(parsed: Parsed, clause: Clause, parties: Parties) -> Tilt | None:
    """ "X changed its policy": a turn of X towards the one that the text speaks of beside it."""
    objects = {parsed.tokens[o].lemma for o in clause.object}
    changing = clause.lemma in (
        "change",
        "shift",
        "alter",
        "revise",
        "reverse",
        "rethink",
        "recalibrate",
        "reset",
    ) or (clause.lemma in ("bring", "make") and objects & {"change", "shift", "turn"})
    near = {t.lemma for o in clause.object for t in map(parsed.tokens.__getitem__, parsed.subtree(o))}
    if not changing or not near & {
        "policy",
        "stance",
        "course",
        "approach",
        "attitude",
        "posture",
        "doctrine",
        "position",
    }:
        return None
    who = parties.codes_of_all(clause.subject)
    if len(who) != 1 or clause.negated or clause.unreal:
        return None
    toward = codes(
        set(parties.codes_of_all(tuple(_heads_under(parsed, clause, ("toward", "towards", "on"))))) - set(who)
    )
    toward = toward or _named_after(parsed, parties, clause, who) or parties.other(who, clause.head)
    return Tilt(who=who, toward=toward, turning_point=True) if toward else None


def _named_after(parsed: Parsed, parties: Parties, clause: Clause, who: Codes) -> Codes:
    past = parsed.sentences[parsed.tokens[clause.head].sent][1]
    after = [
        m.codes
        for m in parties.mentions
        if clause.head < m.head < past and m.type == "state" and m.codes and not set(m.codes) & set(who)
    ]
    return after[0] if after else ()


def _ties_made_or_cut(parsed: Parsed, clause: Clause, parties: Parties) -> Tilt | None:
    """Relations restored are a turn of both; relations cut, a turn of one away from the other."""
    nouns = [
        o for o in clause.object if parsed.tokens[o].lemma in ("relation", "tie", "relations", "ties", "link")
    ]
    if not nouns or clause.negated or clause.conditional:
        return None
    who = parties.codes_of_all(clause.subject)
    other = codes(
        set(parties.codes_of_all(clause.under("with", "to"))) | set(_pair_of(parsed, parties, nouns[0]))
    )
    other = codes(set(other) - set(who))
    if clause.lemma in (
        "restore",
        "resume",
        "normalise",
        "normalize",
        "re-establish",
        "reestablish",
        "establish",
        "reset",
        "revive",
    ):
        both = codes((*who, *other))
        return Tilt(who=both, turning_point=True) if len(both) == 2 else None
    if clause.lemma in ("cut", "sever", "break", "rupture", "downgrade", "snap") and len(who) == 1 and other:
        return Tilt(who=who, away_from=other, turning_point=clause.lemma != "downgrade")
    return None


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


def _closer_ties(parsed: Parsed, token: Token, parties: Parties) -> Tilt | None:
    """ "X and Y's closer relations", "warming ties between X and Y"."""
    if token.lemma not in words("relation"):
        return None
    near = {k.low for k in parsed.kids(token.i, "amod")}
    if not near & words("closer") or (
        near & {"better", "close", "strong"} and not _pair_of(parsed, parties, token.i)
    ):
        return None
    above = parsed.tokens[token.head]
    if above.lemma in ("want", "seek", "allow", "hope", "have") and token.dep == "dobj":
        return None
    who = _pair_of(parsed, parties, token.i)
    return Tilt(who=who) if len(who) == 2 else None


@cache
def _break_pattern() -> re.Pattern[str]:
    terms = sorted(words("break"), key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(re.escape(t) for t in terms) + r")s?\b")


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
