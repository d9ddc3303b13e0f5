"""What is said to bring about or to prevent what: causal claims about states and what passes between them.

Three ways of telling a cause are read, each with the words of `vocab/causes.tsv`: a verb between cause and
effect ("the raid led to", "sanctions pushed it into"), a connective before one of them ("because of",
"if", "therefore"), and a word of time beside a verb of reaction ("cut ties hours after"). An act that a
party does to another is an event and no causal claim: such verbs ask for a thing as their subject.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from detente import vocab
from detente.code.clauses import Clause, clause_chars, noun_chars
from detente.code.predicates import noun_classes
from detente.code.sentences import Parsed, Token
from detente.code.told import Told
from detente.code.wants import brief, is_denied, want_of, want_words
from detente.code.parties import Parties
from detente.model import CausalClaim

Polarity = Literal["+", "-"]
_COLUMNS = ("forms", "pos", "polarity", "cause", "effect", "subject", "source")
_RELATIONAL = ("pact", "talks", "tie", "embassy", "sanction", "aid")
_DAY_WORDS = ("DATE", "TIME", "CARDINAL", "ORDINAL")
_UNREAL = ("would", "could", "might", "may", "can", "will", "'ll", "’ll", "must", "should")
_LONGEST = 6  # words of the longest connective


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of the table for one of its words."""

    form: str
    polarity: str
    cause: tuple[str, ...]
    effect: tuple[str, ...]
    any_subject: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    parsed: Parsed
    parties: Parties
    clauses: dict[int, Clause]


@dataclass(frozen=True, slots=True)
class _Found:
    """A claim before it is checked: tokens of cause and effect, the word that joins them, the characters."""

    cue: int
    cause: tuple[int, int]
    effect: tuple[int, int]
    polarity: Polarity
    rule: str


@cache
def cues(pos: str) -> dict[str, tuple[Cue, ...]]:
    """Causal words of one kind (the table tells the kinds) by form."""
    table: dict[str, list[Cue]] = {}
    for row in vocab.rows("causes.tsv", _COLUMNS):
        if row["pos"] == pos:
            for form in row["forms"].split("|"):
                cause, effect = tuple(row["cause"].split("|")), tuple(row["effect"].split("|"))
                table.setdefault(form, []).append(Cue(form, row["polarity"], cause, effect, row["subject"] == "any"))
    return {form: tuple(found) for form, found in table.items()}


def find_causes(parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties) -> tuple[Told, ...]:
    """The causal claims that a document makes about states, in order of the text."""
    reading = _Reading(parsed, parties, {c.head: c for c in clauses})
    linked = list(_connectives(reading))
    under = {f.cue for f in linked if f.rule == "if"}
    found = linked + [
        f for clause in clauses if not _is_in_condition(reading, clause, linked)
        for f in (*_verb_claims(reading, clause), *_noun_claims(reading, clause), *_purposes(reading, clause))
        if f.cue not in under
    ]  # fmt: skip
    kept: dict[tuple[int, str], Told] = {}
    for one in sorted(found, key=lambda f: (parsed.tokens[f.cue].start, f.rule)):
        if _is_about_states(reading, one):
            kept.setdefault((one.cue, one.polarity), _told(parsed, one))
    return tuple(sorted(kept.values(), key=lambda t: (t.start, t.end)))


def _told(parsed: Parsed, found: _Found) -> Told:
    cause, effect = brief(parsed, *found.cause), brief(parsed, *found.effect)
    places = sorted((found.cause, found.effect, (found.cue, found.cue)))
    start, end = parsed.tokens[places[0][0]].start, max(parsed.tokens[p[1]].end for p in places)
    first, past = parsed.sentences[parsed.tokens[found.cue].sent]
    start, end = max(start, parsed.tokens[first].start), min(end, parsed.tokens[past - 1].end)
    return Told(
        claim=CausalClaim(cause=cause, effect=effect, polarity=found.polarity),
        start=start, end=end, rule=f"causes.{found.rule}", confidence=0.6,
    )  # fmt: skip


def _is_about_states(reading: _Reading, found: _Found) -> bool:
    """Is a party named in the claim, in its sentence, or else in its paragraph beside a word of relations?"""
    parsed = reading.parsed
    here = parsed.tokens[found.cue].sent
    named = [m for m in reading.parties.mentions if m.codes]
    if any(parsed.tokens[m.head].sent == here for m in named):
        return True
    block = parsed.paragraphs[here] if parsed.paragraphs else 0
    near = any(parsed.paragraphs[parsed.tokens[m.head].sent] == block for m in named) if parsed.paragraphs else False
    return near


def _is_in_condition(reading: _Reading, clause: Clause, linked: list[_Found]) -> bool:
    """Is the clause itself the cause or the effect of a condition or a connective?"""
    return any(f.rule in ("if",) and (f.cause[0] <= clause.head <= f.cause[1] or f.effect[0] <= clause.head <= f.effect[1]) for f in linked)


# Verbs between cause and effect


def _verb_claims(reading: _Reading, clause: Clause) -> Iterator[_Found]:
    parsed = reading.parsed
    for form in _forms(parsed, clause):
        for cue in cues("v").get(form, ()):
            polarity = _verb_polarity(reading, clause, cue)
            sides = _sides(reading, clause, cue) if polarity else None
            if polarity and sides:
                yield _Found(clause.head, *sides, polarity, "verb")
                return


def _forms(parsed: Parsed, clause: Clause) -> list[str]:
    """The verb with its particle, object or prepositions, the longest first."""
    forms = [f"{clause.lemma} {clause.particle}"] if clause.particle else []
    forms += [f"{clause.lemma} {parsed.tokens[o].lemma}" for o in clause.object]
    forms += [f"{clause.lemma} {p}" for p, _ in clause.obliques]
    forms += [f"{clause.lemma} {k.low}" for k in parsed.kids(clause.head, "prep", "advmod")]
    return [*dict.fromkeys(forms), clause.lemma]


def _verb_polarity(reading: _Reading, clause: Clause, cue: Cue) -> Polarity | None:
    if clause.negated:
        return "-" if cue.polarity == "+/-" else None
    if cue.effect == ("make",):
        return _made(reading.parsed, clause)
    return "-" if cue.polarity == "-" else "+"


def _made(parsed: Parsed, clause: Clause) -> Polarity | None:
    """What "make" does to something: "makes a deal harder" weakens it."""
    kids = parsed.kids(clause.head, "ccomp", "oprd", "acomp", "xcomp")
    inner = [*kids, *(g for k in kids for g in parsed.kids(k.i, "acomp", "advmod", "attr", "amod"))]
    words = {t.low for t in inner}
    if not kids:
        return None
    return "-" if words & set(cues("d")) else "+"


def _sides(reading: _Reading, clause: Clause, cue: Cue) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Tokens of cause and effect; None where a side is missing or the subject acts for itself."""
    cause = _slot(reading, clause, cue.cause, whole=False)
    follows = _follows_clause(reading, clause)
    if cue.cause == ("subj",) and follows:
        cause = follows
    effect = _slot(reading, clause, cue.effect, whole=True)
    if cause is None or effect is None:
        return None
    acts = "subj" in (*cue.cause, *cue.effect) and not follows and _is_actor(reading, clause)
    negated_permit = cue.polarity == "+/-" and clause.negated
    return None if acts and not cue.any_subject and not negated_permit else (cause, effect)


def _is_actor(reading: _Reading, clause: Clause) -> bool:
    """Is the subject a party or a person, who does things on purpose?"""
    for i in clause.subject:
        token, mention = reading.parsed.tokens[i], reading.parties.by_head.get(i)
        if (mention and mention.type in ("state", "organisation", "person", "group")) or token.ent in ("PERSON", "ORG", "GPE", "NORP"):
            return True
        if token.low in ("we", "i", "you", "he", "she", "they", "who") or reading.parties.speaker(i):
            return True
    return False


def _follows_clause(reading: _Reading, clause: Clause) -> tuple[int, int] | None:
    """The clause before ", forcing …", or before ", which angered …": it is the cause."""
    parsed = reading.parsed
    token = parsed.tokens[clause.head]
    before = parsed.tokens[: clause.head][-5:]
    if token.tag == "VBG" and token.dep in ("advcl", "acl", "xcomp", "conj") and not parsed.kids(token.i, "nsubj", "aux"):
        main = reading.clauses.get(clause.matrix)
        return _clause_tokens(parsed, main, 0, _first_of(parsed, clause) - 1) if main and main.head < token.i else None
    which = [t for t in before if t.low == "which" and t.i > 0 and parsed.tokens[t.i - 1].text == ","]
    if which and token.dep in ("relcl", "ccomp", "advcl") and parsed.tokens[token.head].dep in ("pobj", "dobj", "attr", "conj"):
        return parsed.sentences[token.sent][0], which[-1].i - 2
    return None


def _first_of(parsed: Parsed, clause: Clause) -> int:
    return parsed.subtree(clause.head)[0]


def _clause_tokens(parsed: Parsed, clause: Clause, first: int = 0, last: int = 10**9) -> tuple[int, int]:
    """First and last token of a clause, kept between two tokens."""
    start, end = clause_chars(parsed, clause)
    inside = [t.i for t in parsed.tokens if start <= t.start and t.end <= end and first <= t.i <= last]
    return (inside[0], inside[-1]) if inside else (clause.head, clause.head)


def _slot(reading: _Reading, clause: Clause, slots: tuple[str, ...], *, whole: bool) -> tuple[int, int] | None:
    """Tokens of the first slot that is filled; `whole` takes the object before a preposition with it."""
    parsed = reading.parsed
    for slot in slots:
        if slot == "subj" and clause.subject:
            return _noun_tokens(parsed, clause.subject[0])
        if slot == "obj" and clause.object and not _is_measure(parsed, clause.object[0]):
            start, end = _noun_tokens(parsed, clause.object[0])
            return start, end if start < clause.head else _end_after(parsed, clause, start)
        if slot in ("inf", "that", "make"):
            found = _governed(parsed, clause, slot)
            if found:
                return found
        elif slot == "dat":
            nouns = clause.object if clause.dative else ()
            if nouns:
                return clause.head + 1, _end_after(parsed, clause, clause.head + 1)
        elif slot not in ("subj", "obj"):
            found = _oblique(parsed, clause, slot, whole)
            if found:
                return found
    return None


def _is_measure(parsed: Parsed, i: int) -> bool:
    """A number or a day: "rose 3 percent", "ended Friday"."""
    return parsed.tokens[i].ent in _DAY_WORDS and parsed.tokens[i].pos != "PROPN"


def _noun_tokens(parsed: Parsed, i: int) -> tuple[int, int]:
    start, end = noun_chars(parsed, i)
    inside = [k for k in parsed.subtree(i) if start <= parsed.tokens[k].start and parsed.tokens[k].end <= end]
    return (inside[0], inside[-1]) if inside else (i, i)


def _end_after(parsed: Parsed, clause: Clause, first: int) -> int:
    """The last token of the clause; clauses joined to it left out."""
    return max(first, _clause_tokens(parsed, clause)[1])


def _governed(parsed: Parsed, clause: Clause, slot: str) -> tuple[int, int] | None:
    """An object with an infinitive ("forced X to leave"), or a clause under the verb."""
    kids = parsed.kids(clause.head, "xcomp", "ccomp", "oprd", "acomp") if slot != "that" else parsed.kids(clause.head, "ccomp")
    below = [k for k in kids if k.i > clause.head]
    if slot == "inf":
        below = [k for k in below if k.tag == "VB" or any(a.low == "to" for a in parsed.kids(k.i, "aux"))]
    if not below:
        return None
    objects = [o for o in clause.object if o > clause.head]
    first = min([*(parsed.subtree(o)[0] for o in objects), parsed.subtree(below[0].i)[0]])
    return max(first, clause.head + 1), parsed.subtree(below[-1].i)[-1]


def _oblique(parsed: Parsed, clause: Clause, preposition: str, whole: bool) -> tuple[int, int] | None:
    """What stands under a preposition of the verb or of its object; an adverb such as "closer" counts too."""
    for carrier in (clause.head, *clause.object):
        for kid in parsed.kids(carrier, "prep", "advmod", "agent", "prt"):
            if kid.low != preposition or kid.i < clause.head:
                continue
            if not whole:
                return min(kid.i + 1, parsed.subtree(kid.i)[-1]), parsed.subtree(kid.i)[-1]
            objects = [o for o in clause.object if clause.head < o]
            first = min([kid.i, *(parsed.subtree(o)[0] for o in objects)])
            return max(first, clause.head + 1), parsed.subtree(kid.i)[-1]
    return None


# Nouns with "to be", and what a want is for


def _noun_claims(reading: _Reading, clause: Clause) -> Iterator[_Found]:
    """ "X is the result of Y", "the reason for X is Y". """
    parsed = reading.parsed
    if clause.lemma not in ("be", "become", "remain") or clause.negated or not clause.subject:
        return
    for noun in parsed.kids(clause.head, "attr"):
        for cue in cues("n").get(noun.lemma, ()):
            wanted = cue.cause if cue.effect == ("subj",) else cue.effect
            other = next((k for k in parsed.kids(noun.i, "prep") if k.low in wanted), None)
            if other is None or (not cue.any_subject and _is_actor(reading, clause)):
                continue
            subject, rest = _noun_tokens(parsed, clause.subject[0]), (other.i + 1, parsed.subtree(other.i)[-1])
            sides = (rest, subject) if cue.effect == ("subj",) else (subject, rest)
            if rest[0] <= rest[1]:
                yield _Found(clause.head, *sides, "-" if cue.polarity == "-" else "+", "noun")
                return


def _purposes(reading: _Reading, clause: Clause) -> Iterator[_Found]:
    """What a want is for: "wants better ties to show that …"; the purpose is the cause of the want."""
    parsed = reading.parsed
    want = want_of(parsed, clause)
    if want is None or is_denied(parsed, clause.head) or not reading.parties.codes_of_all(clause.subject):
        return
    for kid in parsed.kids(clause.head, "advcl"):
        if kid.i > clause.head and kid.tag == "VB" and any(k.low == "to" for k in parsed.kids(kid.i, "aux")):
            words = parsed.subtree(kid.i)
            yield _Found(kid.i, (words[0], words[-1]), _clause_tokens(parsed, clause, 0, words[0] - 1), "+", "purpose")


# Connectives


def _connectives(reading: _Reading) -> Iterator[_Found]:
    parsed = reading.parsed
    skip = -1
    for token in parsed.tokens:
        if token.i <= skip:
            continue
        for pos, read in _READERS:
            form = _match(parsed, token.i, pos)
            found = read(reading, token, form) if form else None
            if found:
                yield found
                skip = token.i + form.count(" ")
                break
        else:
            found = _inverted(reading, token)
            if found:
                yield found


def _match(parsed: Parsed, i: int, pos: str) -> str:
    """The longest connective of a kind that begins at token `i`; "" where none does."""
    past = parsed.sentences[parsed.tokens[i].sent][1]
    words = [t.low for t in parsed.tokens[i : min(i + _LONGEST, past)]]
    table = cues(pos)
    if pos in ("m", "v", "a"):
        return next((f for f in (parsed.tokens[i].low, parsed.tokens[i].lemma) if f in table), "")
    return next((f for f in (" ".join(words[:n]) for n in range(len(words), 0, -1)) if f in table), "")


def _governor(parsed: Parsed, i: int) -> int:
    """The verb of the clause in which the word at `i` stands, the word itself left out; -1 if there is none."""
    at = i
    while parsed.tokens[at].head != at:
        at = parsed.tokens[at].head
        if parsed.tokens[at].pos in ("VERB", "AUX") and parsed.tokens[at].dep not in ("aux", "auxpass", "amod"):
            return at
    return -1


def _main(reading: _Reading, verb: int) -> Clause | None:
    """The clause of a verb; of a verb of saying around it, what is said."""
    clause = reading.clauses.get(verb)
    if clause is None:
        return None
    if clause.lemma not in _SAYING:
        return clause
    above = [clause.matrix] if clause.relation in ("advcl", "parataxis", "ccomp") else []
    said = [c for c in (*clause.complement, *above) if c in reading.clauses and c < clause.head]
    return reading.clauses[said[0]] if said else clause


_SAYING = ("say", "add", "argue", "warn", "note", "write", "report", "claim", "tell", "think", "believe", "explain", "predict", "fear")


def _effect_sign(reading: _Reading, main: Clause, polarity: str = "+") -> Polarity:
    """An effect that is denied, or that stops, is prevented."""
    stops = any(c.polarity == "-" for c in cues("r").get(main.lemma, ()))
    denied = is_denied(reading.parsed, main.head) or _no_subject(reading.parsed, main)
    return "-" if denied or stops or polarity == "-" else "+"


def _no_subject(parsed: Parsed, clause: Clause) -> bool:
    """ "Nothing was signed", "no aid came". """
    return any(
        parsed.tokens[i].low in ("nothing", "nobody", "none", "neither") or any(k.low in ("no", "neither") for k in parsed.kids(i, "det"))
        for i in (*clause.subject, *(clause.object if clause.passive else ()))
    )  # fmt: skip


def _before_cause(reading: _Reading, token: Token, form: str) -> _Found | None:
    """ "Because of X", "due to X", with the clause around it as the effect. """
    parsed = reading.parsed
    last = token.i + form.count(" ")
    words = _complement(parsed, token.i, last)
    main = _main(reading, _governor(parsed, token.i))
    if not words or main is None or words[0] <= main.head <= words[1]:
        return None
    if form == "without" and (main.modal not in _UNREAL or parsed.kids(token.i, "pcomp")):
        return None
    effect = _around(parsed, main, token.i, words)
    return _Found(token.i, words, effect, _effect_sign(reading, main), "because")


def _complement(parsed: Parsed, first: int, last: int) -> tuple[int, int] | None:
    """Tokens of what stands under a connective from token `first` to token `last`."""
    below = [k for i in range(first, last + 1) for k in parsed.kids(i) if k.i > last and k.dep in ("pobj", "pcomp", "prep", "ccomp")]
    if not below:
        nxt = parsed.tokens[last + 1] if last + 1 < len(parsed.tokens) else None
        return None if nxt is None or nxt.sent != parsed.tokens[first].sent or nxt.pos == "PUNCT" else (nxt.i, parsed.subtree(nxt.i)[-1])
    words = sorted(w for k in below for w in parsed.subtree(k.i) if w > last)
    return (words[0], words[-1])


def _around(parsed: Parsed, main: Clause, cue: int, cause: tuple[int, int]) -> tuple[int, int]:
    """The part of the main clause beside the cause: before it or after it."""
    start, end = _clause_tokens(parsed, main)
    if main.head < cue:
        return start, max(main.head, min(end, cue - 1))
    return (cause[1] + 1 if start <= cause[1] else start), max(end, main.head)


def _subordinate(reading: _Reading, token: Token, form: str) -> _Found | None:
    """ "Because" and "since" before a clause; "since" of time is left to `_in_time`. """
    parsed = reading.parsed
    clause = reading.clauses.get(token.head)
    if clause is None or token.dep not in ("mark", "advmod") or clause.head < token.i:
        return None
    main = _main(reading, _governor(parsed, clause.head))
    if main is None or (form == "since" and (clause.tense == "past" and not clause.modal or main.perfect)):
        return None
    cause = (token.i + form.count(" ") + 1, max(clause.head, _clause_tokens(parsed, clause)[1]))
    return _Found(token.i, cause, _around(parsed, main, token.i, cause), _effect_sign(reading, main), "because")


def _before_effect(reading: _Reading, token: Token, form: str) -> _Found | None:
    """ "Therefore", "as a result", "hence": what came before is the cause. """
    parsed = reading.parsed
    verb = token.head if parsed.tokens[token.head].pos in ("VERB", "AUX") else _governor(parsed, token.i)
    clause = reading.clauses.get(verb)
    if clause is None or (form == "so" and not _is_joining_so(parsed, token)):
        return None
    first, past = parsed.sentences[token.sent]
    cause = (first, token.i - 1)
    if token.i - first < 4:
        if token.sent == 0 or parsed.paragraphs[token.sent - 1] != parsed.paragraphs[token.sent]:
            return None
        before = parsed.sentences[token.sent - 1]
        cause = (before[0], before[1] - 1)
    effect = (token.i, past - 1) if clause.head < token.i else (token.i, max(clause.head, _clause_tokens(parsed, clause)[1]))
    return _Found(token.i, cause, effect, _effect_sign(reading, clause), "therefore")


def _is_joining_so(parsed: Parsed, token: Token) -> bool:
    """The "so" between two clauses, not that of "so far", "so many", "do so"."""
    after = parsed.tokens[token.i + 1] if token.i + 1 < len(parsed.tokens) else token
    before = parsed.tokens[token.i - 1].low if token.i else "."
    return before in (",", "and", "—", "–") and after.pos in ("PRON", "PROPN", "DET", "NOUN") and token.dep != "amod"


def _motive(reading: _Reading, token: Token, form: str) -> _Found | None:
    """ "Angered by X, it did Y"; "pulled out, citing X": a participle or adjective set off by a comma. """
    parsed = reading.parsed
    words = [w for w in parsed.subtree(token.i) if w >= token.i]
    first, past = parsed.sentences[token.sent]
    opens = token.i - first <= 1
    set_off = opens or parsed.tokens[token.i - 1].text == ","
    if token.tag not in ("VBG", "VBN", "VBD", "JJ") or not set_off or len(words) < 3 or token.dep in ("ROOT", "conj"):
        return None
    by_agent = any(k.low in ("by", "at") for k in parsed.kids(token.i, "agent", "prep"))
    if form in cues("v") and not (token.tag == "VBN" and by_agent):
        return None
    cause = (token.i, next((w for w in words if parsed.tokens[w].text == ","), words[-1] + 1) - 1)
    main = _main(reading, _governor(parsed, token.i))
    if opens:
        return _Found(token.i, cause, (cause[1] + 1, past - 1), "+", "motive") if cause[1] + 3 < past else None
    return None if main is None else _Found(token.i, cause, _around(parsed, main, token.i, cause), "+", "motive")


def _answer(reading: _Reading, token: Token, form: str) -> _Found | None:
    """ "X; it replied by doing Y": what was told just before is the cause. """
    parsed = reading.parsed
    clause = reading.clauses.get(token.i)
    if clause is None or clause.negated or not any(k.low in ("by", "with") for k in parsed.kids(token.i, "prep", "agent")):
        return None
    found = _before_effect(reading, token, form)
    return None if found is None else _Found(token.i, found.cause, _clause_tokens(parsed, clause), "+", "answer")


def _condition(reading: _Reading, token: Token, form: str) -> _Found | None:
    """ "If X, Y would": X is told to bring Y about; "unless X" to prevent it. """
    parsed = reading.parsed
    clause = reading.clauses.get(token.head)
    if clause is None or token.dep not in ("mark", "advmod") or parsed.tokens[clause.head].dep != "advcl":
        return None
    main = _main(reading, _governor(parsed, clause.head))
    if main is None or parsed.tokens[token.i - 1].low in ("as", "even", "what") and token.i:
        return None
    if form in ("once", "until") and main.modal not in _UNREAL:
        return None
    words = parsed.subtree(clause.head)
    cause = (words[0], max(w for w in words if w < main.head) if clause.head < main.head else words[-1])
    return _Found(token.i, cause, _around(parsed, main, token.i, cause), _condition_sign(reading, main, form), "if")


def _condition_sign(reading: _Reading, main: Clause, form: str) -> Polarity:
    """What would not happen under the condition is prevented by it; what "we" then refuse is brought about."""
    parsed = reading.parsed
    own = any(parsed.tokens[i].low in ("we", "i") for i in main.subject)
    denied = not own and (is_denied(parsed, main.head) or _no_subject(parsed, main))
    against = form in cues("i") and cues("i")[form][0].polarity == "-"
    return "-" if denied != against else "+"


def _inverted(reading: _Reading, token: Token) -> _Found | None:
    """ "Y could collapse should X resume", "were X to leave". """
    parsed = reading.parsed
    if token.low not in ("should", "were", "had") or token.dep not in ("aux", "auxpass", "advcl"):
        return None
    clause = reading.clauses.get(token.head if token.dep != "advcl" else token.i)
    if clause is None or parsed.tokens[clause.head].dep not in ("advcl", "ccomp"):
        return None
    subjects = parsed.kids(clause.head, "nsubj", "nsubjpass")
    main = _main(reading, _governor(parsed, clause.head))
    marked = parsed.kids(clause.head, "mark")
    if not subjects or subjects[0].i < token.i or marked or main is None or main.modal not in _UNREAL:
        return None
    words = parsed.subtree(clause.head)
    cause = (token.i, max(words[-1], token.i))
    return _Found(token.i, cause, _around(parsed, main, token.i, cause), _condition_sign(reading, main, ""), "if")


def _in_time(reading: _Reading, token: Token, form: str) -> _Found | None:
    """ "Cut ties after X", "sank when X": time beside a verb of reaction; "after X, it can": what X allows. """
    parsed = reading.parsed
    head = reading.clauses.get(token.head) if token.dep in ("mark", "advmod") else None
    main = _main(reading, _governor(parsed, head.head if head else token.i))
    if main is None:
        return None
    if head and parsed.tokens[head.head].dep in ("advcl", "relcl"):
        cause: tuple[int, int] | None = (token.i + 1, max(head.head, _clause_tokens(parsed, head)[1]))
    elif token.pos in ("ADP", "SCONJ", "VERB") and token.dep in ("prep", "advcl", "mark"):
        cause = _complement(parsed, token.i, token.i + form.count(" "))
    else:
        return None
    if cause is None or not _is_happening(parsed, cause, head) or (form == "when" and parsed.tokens[token.i].i < main.head):
        return None
    if not (_reacts(main) or (main.head > cause[1] and form in ("after", "following") and _can_now(reading, main))):
        return None
    return _Found(token.i, cause, _around(parsed, main, token.i, cause), _effect_sign(reading, main), "after")


def _reacts(main: Clause) -> bool:
    particle = f"{main.lemma} {main.particle}" if main.particle else main.lemma
    return particle in cues("r") or main.lemma in cues("r")


def _can_now(reading: _Reading, main: Clause) -> bool:
    return main.modal in ("can", "could", "will", "may") and bool(reading.parties.codes_of_all(main.subject))


def _is_happening(parsed: Parsed, span: tuple[int, int], clause: Clause | None) -> bool:
    """A clause, or a noun that is no day, span of time or place: "after the raid", not "after 2019"."""
    if clause is not None:
        return True
    words = parsed.tokens[span[0] : span[1] + 1]
    head = next((t for t in words if not span[0] <= t.head <= span[1]), words[0])
    return head.pos == "NOUN" and head.ent not in _DAY_WORDS and head.lemma not in _TIME_NOUNS


_TIME_NOUNS = ("year", "month", "week", "day", "hour", "decade", "minute", "century", "time", "war")


def _interest_by(reading: _Reading, token: Token, form: str) -> _Found | None:
    """ "X's interest in Y by its location": what a want rests on. """
    parsed = reading.parsed
    above = parsed.tokens[token.head]
    if above.lemma not in want_words("n") or token.dep != "prep":
        return None
    words = _complement(parsed, token.i, token.i)
    owner = reading.parties.codes_of_all(tuple(k.i for k in parsed.kids(above.i, "poss", "amod")))
    return _Found(token.i, words, _noun_tokens(parsed, above.i), "+", "because") if words and owner else None


_READERS = (
    ("p", _before_cause), ("e", _before_effect), ("s", _subordinate), ("i", _condition), ("t", _in_time),
    ("b", _interest_by), ("m", _motive), ("v", _motive), ("a", _answer),
)  # fmt: skip
