"""Who wants what of whom: interests told by verbs ("wants"), adjectives ("is keen") and nouns ("its goal").

The words come from `vocab/wants.tsv`; what is wanted is looked for where the word's row says. A want that
is denied ("no longer seeks") is no interest; a wish for nothing to happen ("want no war") is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from detente import vocab
from detente.code.clauses import Clause, clause_chars, group
from detente.code.parties import Parties
from detente.code.sentences import Parsed, Token
from detente.code.told import Told
from detente.model import Codes, Interest, codes

BRIEF = 12  # words of a text that is quoted in a few words
_BE = ("be", "remain", "seem", "appear", "become", "stay", "look", "grow", "prove")
_LIGHT = frozenset(
    ["have", "hold", "express", "show", "voice", "take", "declare", "share", "reiterate", "signal", "see", "pursue", "harbour", "harbor", "nurse", "cherish", "retain", "keep", "maintain", "possess", "discover", "develop", "rekindle", "renew", "feel", "state", "underline", "stress"]
)
_MAKERS = ("make", "declare", "call", "consider", "regard", "set", "put", "name", "list", "see", "define")
_REST_ON = (
    "base",
    "lie",
    "rest",
    "stem",
    "center",
    "centre",
    "focus",
    "root",
    "revolve",
    "concern",
    "include",
    "arise",
)
_SELF = ("what", "all", "thing")


@dataclass(frozen=True, slots=True)
class Want:
    """A row of the table: where what is wanted stands, and of whom."""

    objects: tuple[str, ...]
    toward: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    parsed: Parsed
    parties: Parties
    clauses: dict[int, Clause]


@cache
def want_words(pos: str) -> dict[str, Want]:
    """Words of wanting by lemma (with a preposition where it belongs): verbs "v", adjectives "a", nouns "n"."""
    table: dict[str, Want] = {}
    for row in vocab.rows("wants.tsv", ("forms", "pos", "object", "toward", "source")):
        if row["pos"] == pos:
            toward = () if row["toward"] == "-" else tuple(row["toward"].split("|"))
            for form in row["forms"].split("|"):
                table.setdefault(form, Want(tuple(row["object"].split("|")), toward))
    return table


def find_interests(parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties) -> tuple[Told, ...]:
    """The interests that a document tells, in order of the text; one for each thing wanted."""
    reading = _Reading(parsed, parties, {c.head: c for c in clauses})
    found = [t for clause in clauses for t in _of_clause(reading, clause)]
    found += [
        t for token in parsed.tokens if token.pos in ("NOUN", "PROPN") for t in _of_noun(reading, token)
    ]
    kept: dict[tuple[Codes, int], Told] = {}
    for told in sorted(found, key=lambda t: (t.start, t.end)):
        assert isinstance(told.claim, Interest)
        kept.setdefault((told.claim.holder, told.end), told)
    return tuple(sorted(kept.values(), key=lambda t: (t.start, t.end)))


def brief(parsed: Parsed, first: int, last: int, limit: int = BRIEF) -> str:
    """The words from token `first` to token `last`, cut after `limit` words, on one line."""
    words = [t for t in parsed.tokens[first : last + 1] if t.pos not in ("PUNCT", "SPACE", "PART")]
    end = words[limit - 1].i if len(words) > limit else last
    start, past = parsed.chars(first, max(first, end))
    return " ".join(parsed.text_of(start, past).split()).strip(' ,;:.–—"“”')


def is_denied(parsed: Parsed, i: int) -> bool:
    """Is the verb itself denied ("does not want"), not only its object ("wants no war")?"""
    return any(
        k.dep == "neg" or (k.dep == "advmod" and k.low in ("never", "hardly", "no", "not"))
        or (k.dep == "advmod" and any(n.low == "no" for n in parsed.kids(k.i)))
        for k in parsed.kids(i)
    )  # fmt: skip


def want_of(parsed: Parsed, clause: Clause) -> Want | None:
    """How the clause's verb or adjective wants something; None where it tells no want."""
    head = parsed.tokens[clause.head]
    if clause.passive and head.low in want_words("a"):
        return want_words("a")[head.low]
    if clause.lemma in _BE:
        adjectives = [
            k
            for k in parsed.kids(clause.head, "acomp", "oprd")
            if k.lemma in want_words("a") or k.low in want_words("a")
        ]
        if adjectives:
            return want_words("a").get(adjectives[0].low) or want_words("a")[adjectives[0].lemma]
    if clause.passive:
        return None
    return next((want_words("v")[f] for f in _forms(parsed, clause) if f in want_words("v")), None)


def _forms(parsed: Parsed, clause: Clause) -> list[str]:
    """The verb with what belongs to it, the longest first."""
    forms = [f"{clause.modal} {clause.lemma}"] if clause.modal else []
    forms += [f"{clause.lemma} {parsed.tokens[o].lemma}" for o in clause.object]
    forms += [f"{clause.lemma} {clause.particle} {p}" for p, _ in clause.obliques if clause.particle]
    forms += [f"{clause.lemma} {clause.particle}"] if clause.particle else []
    return [*forms, *(f"{clause.lemma} {p}" for p, _ in clause.obliques), clause.lemma]


def _of_clause(reading: _Reading, clause: Clause) -> Iterator[Told]:
    parsed = reading.parsed
    want = want_of(parsed, clause)
    if want is None or clause.conditional or is_denied(parsed, clause.head):
        return
    state = clause.passive or clause.lemma in _BE
    holder = _holder(reading, clause)
    carrier = (
        next((k.i for k in parsed.kids(clause.head, "acomp", "oprd")), clause.head) if state else clause.head
    )
    if not holder or _is_refusal_of_self(parsed, clause):
        return
    cleft = _cleft(reading, clause)
    spans = [cleft] if cleft else _objects(reading, carrier, want.objects, clause)
    if want.objects == ("that",):
        spans = [s for s in spans if _others(reading, holder, s[0], s[1])]
    start, end = clause_chars(parsed, clause)
    for first, last in spans:
        toward = _toward(reading, want, clause, holder, (first, last))
        if set(toward) == set(holder) and len(want.objects) == 1:
            continue
        yield _told(reading, holder, toward, (first, last), (start, end), "verb")


def _holder(reading: _Reading, clause: Clause) -> Codes:
    """Whose want it is; the "we" of a quotation is the one quoted."""
    wanting = clause.object if clause.passive else clause.subject
    found = reading.parties.codes_of_all(wanting)
    above = reading.clauses.get(clause.matrix)
    if not found and above is not None and any(reading.parsed.tokens[i].low == "we" for i in wanting):
        return reading.parties.codes_of_all(above.subject)
    return found


def _is_refusal_of_self(parsed: Parsed, clause: Clause) -> bool:
    """The "asked not to be named" of a source."""
    return clause.lemma in ("ask", "request") and not clause.object and not clause.obliques


def _cleft(reading: _Reading, clause: Clause) -> tuple[int, int] | None:
    """What X wants is Y: where Y stands."""
    parsed = reading.parsed
    above = reading.clauses.get(clause.matrix)
    what = any(parsed.tokens[o].low in _SELF for o in clause.object)
    if above is None or above.lemma != "be" or not what:
        return None
    rest = [k for k in parsed.kids(above.head, "attr", "xcomp", "ccomp", "acomp") if k.i > clause.head]
    return _span(parsed, rest[0].i, clause.head) if rest else None


def _objects(
    reading: _Reading, carrier: int, slots: tuple[str, ...], clause: Clause | None
) -> list[tuple[int, int]]:
    """Where what is wanted stands: the first slot that is filled, split where its preposition is repeated."""
    parsed = reading.parsed
    for slot in slots:
        found: list[tuple[int, int]] = []
        if slot == "obj":
            nouns = [k.i for k in parsed.kids(carrier, "dobj") if k.low not in _RELATIVES] if clause else []
            found = [_with_place(parsed, _span(parsed, n, carrier), carrier) for n in nouns[:1]]
        elif slot in ("inf", "that"):
            found = [_span(parsed, k, carrier) for k in _verbs_under(parsed, carrier, slot)[:1]]
        else:
            found = _under(parsed, carrier, slot)
        if found:
            return found
    return []


_RELATIVES = ("what", "which", "that", "who")


def _verbs_under(parsed: Parsed, carrier: int, slot: str) -> list[int]:
    """Infinitives or finite clauses that complete the word at `carrier`."""
    wanted = parsed.kids(carrier, "xcomp", "ccomp", "acl", "advcl", "relcl")
    found = []
    for kid in wanted:
        infinitive = any(k.low == "to" for k in parsed.kids(kid.i, "aux"))
        if kid.i > carrier and (
            infinitive if slot == "inf" else kid.dep in ("ccomp", "acl") and not infinitive
        ):
            found.append(kid.i)
    return found


def _with_place(parsed: Parsed, span: tuple[int, int], verb: int) -> tuple[int, int]:
    """The object with the phrase right after it that the parse hung on the verb: "calm in the Gulf"."""
    for kid in parsed.kids(verb, "prep"):
        words = parsed.subtree(kid.i)
        if words[0] == span[1] + 1 and words[-1] - words[0] == len(words) - 1 and len(words) < BRIEF:
            return span[0], words[-1]
    return span


def _under(parsed: Parsed, carrier: int, preposition: str) -> list[tuple[int, int]]:
    """What stands under a preposition of the word, once for each time that the preposition is repeated."""
    found = []
    todo = [k for k in parsed.kids(carrier, "prep", "advmod", "prt", "dative", "agent") if k.i > carrier]
    while todo:
        kid = todo.pop(0)
        inner = [k for k in parsed.kids(kid.i, "pobj", "pcomp") if k.i > kid.i]
        if kid.low == preposition and inner:
            found.append(_span(parsed, inner[0].i, kid.i))
        todo += [k for k in parsed.kids(kid.i, "prep") if k.pos in ("ADP", "SCONJ")]
        if kid.low == preposition and inner:
            again = [parsed.tokens[w] for w in parsed.subtree(carrier) if w > kid.i]
            todo += [t for t in again if t.low == preposition and t.dep == "conj" and t not in todo][:1]
    return found


def _span(parsed: Parsed, i: int, after: int) -> tuple[int, int]:
    """First and last token of the phrase under `i`, relative clauses and repeated prepositions left out."""
    keep, todo = [], [i]
    while todo:
        at = todo.pop()
        keep.append(at)
        again = {k.i for k in parsed.kids(at, "conj") if k.pos == "ADP"}
        todo += [k.i for k in parsed.kids(at) if k.dep not in ("relcl", "parataxis") and k.i not in again]
    within = sorted(k for k in keep if k > after)
    last = within[-1]
    while last > i and parsed.tokens[last].pos in ("PUNCT", "CCONJ"):
        last -= 1
    return within[0], last


def _toward(
    reading: _Reading, want: Want, clause: Clause | None, holder: Codes, span: tuple[int, int]
) -> Codes:
    """Of whom it is wanted: where the word's row says, else the party named in what is wanted."""
    parties = reading.parties
    if clause is not None:
        slots = [s for s in want.toward if s not in ("obj",)]
        named = clause.object if "obj" in want.toward else ()
        found = parties.codes_of_all((*named, *clause.under(*slots)))
        if found and not set(found) & set(holder):
            return found
    return _others(reading, holder, *span)


def _others(reading: _Reading, holder: Codes, first: int, last: int) -> Codes:
    """The first party other than the holder that is named from token `first` to token `last`."""
    for mention in reading.parties.mentions:
        if first <= mention.head <= last and mention.codes and not set(mention.codes) & set(holder):
            return mention.codes
    return ()


def _told(
    reading: _Reading, holder: Codes, toward: Codes, span: tuple[int, int], chars: tuple[int, int], rule: str
) -> Told:
    parsed = reading.parsed
    first, last = span
    text = brief(parsed, first, last)
    start, end = (
        min(chars[0], parsed.tokens[first].start),
        max(parsed.tokens[last].end, parsed.tokens[first].end),
    )
    return Told(
        claim=Interest(holder=holder, toward=codes(set(toward) - set(holder)), object=text),
        start=start, end=end, rule=f"wants.{rule}", confidence=0.7 if rule == "verb" else 0.6,
    )  # fmt: skip


def _of_noun(reading: _Reading, token: Token) -> Iterator[Told]:
    want = want_words("n").get(token.lemma)
    if want is None or token.dep == "compound" or _is_money(reading.parsed, token):
        return
    parsed = reading.parsed
    for holder, spans, first in _noun_readings(reading, token, want):
        for span in spans:
            toward = _others(reading, holder, token.i, span[1])
            start = parsed.tokens[min(first, span[0])].start
            if len(spans) > 1:
                start = parsed.tokens[span[0]].start
            yield _told(reading, holder, toward, span, (start, start), "noun")
        if spans:
            return


def _is_money(parsed: Parsed, token: Token) -> bool:
    """A stake in per cent, an interest on a loan."""
    words = [parsed.tokens[i] for i in parsed.subtree(token.i)]
    near = [w for w in words if abs(w.i - token.i) <= 4]
    return any(w.low in ("%", "percent", "cent", "rate") for w in near)


def _noun_readings(
    reading: _Reading, token: Token, want: Want
) -> Iterator[tuple[Codes, list[tuple[int, int]], int]]:
    """(holder, what is wanted, first token of the evidence), the likeliest first."""
    parsed, parties = reading.parsed, reading.parties
    clause = reading.clauses.get(_verb_above(parsed, token))
    own = _owner(reading, token)
    if clause is None:
        if own:
            yield own, _objects(reading, token.i, want.objects, None), parsed.subtree(token.i)[0]
        return
    if token.dep in ("nsubj", "nsubjpass") and (clause.lemma == "be" or clause.lemma in _REST_ON):
        yield from _predicated(reading, token, clause, own)
    if token.dep == "attr" and clause.subject:
        holder = own or _for_whom(reading, token)
        if holder:
            yield holder, [_span(parsed, clause.subject[0], -1)], clause.subject[0]
    if (
        clause.lemma in _MAKERS
        and len(clause.object) + len(parsed.kids(clause.head, "oprd", "ccomp", "prep")) > 1
    ):
        holder = parties.codes_of_all(clause.subject)
        made = [o for o in clause.object if o != token.i and o < token.i]
        if holder and made and token.dep in ("dobj", "oprd", "pobj", "attr"):
            yield holder, [(min(parsed.subtree(made[0])), _before(parsed, token))], clause.head
    light = token.dep == "dobj" and clause.lemma in _LIGHT
    within = (
        token.dep == "pobj"
        and parsed.tokens[token.head].low in ("in", "with")
        and parsed.tokens[token.head].head == clause.head
    )
    holder = own or (parties.codes_of_all(clause.subject) if light or within else ())
    if holder and within and clause.lemma == "be":
        verbs = [k.i for k in parsed.kids(clause.head, "xcomp", "ccomp", "csubj", "advcl") if k.i > token.i]
        yield holder, [_span(parsed, i, token.i) for i in verbs[:1]], parsed.subtree(clause.head)[0]
    if holder and not is_denied(parsed, clause.head):
        yield holder, _objects(reading, token.i, want.objects, None), parsed.subtree(token.i)[0]


def _before(parsed: Parsed, token: Token) -> int:
    """The last token before the noun phrase of `token`."""
    return max(0, min([token.i, *(k.i for k in parsed.kids(token.i, "det", "amod", "poss", "compound"))]) - 1)


def _verb_above(parsed: Parsed, token: Token) -> int:
    at = token.head
    while parsed.tokens[at].pos not in ("VERB", "AUX") and parsed.tokens[at].head != at:
        at = parsed.tokens[at].head
    return at


def _owner(reading: _Reading, token: Token) -> Codes:
    """Whose interest: "Israel's hope", "Chinese ambitions"."""
    parsed = reading.parsed
    for deps in (("poss",), ("amod", "compound", "nmod")):
        for kid in parsed.kids(token.i, *deps):
            found = codes(c for g in group(parsed, kid.i) for c in reading.parties.codes_of(g))
            if found:
                return found
    return ()


def _for_whom(reading: _Reading, token: Token) -> Codes:
    """A goal "for Ankara", "of the kingdom"."""
    inner = [
        p.i
        for k in reading.parsed.kids(token.i, "prep")
        if k.low in ("for", "of")
        for p in reading.parsed.kids(k.i, "pobj")
    ]
    return reading.parties.codes_of_all(tuple(inner))


def _predicated(
    reading: _Reading, token: Token, clause: Clause, own: Codes
) -> Iterator[tuple[Codes, list[tuple[int, int]], int]]:
    """X's goal is Y; X's interest is based on A, B and C: each of them is wanted."""
    parsed = reading.parsed
    holder = own or _for_whom(reading, token) or reading.parties.codes_of_all(clause.under("for"))
    if not holder:
        return
    if clause.lemma == "be":
        rest = [
            k
            for k in parsed.kids(clause.head, "attr", "xcomp", "ccomp", "acomp", "pcomp")
            if k.i > clause.head
        ]
        spans = [_span(parsed, k.i, clause.head) for k in rest[:1]]
    else:
        spans = [
            s for p in ("on", "upon", "in", "from", "around", "at") for s in _under(parsed, clause.head, p)
        ]
        spans = [piece for span in spans[:1] for piece in split_list(parsed, *_to_end(parsed, span))]
    if spans:
        yield holder, spans, parsed.subtree(token.i)[0]


def _to_end(parsed: Parsed, span: tuple[int, int]) -> tuple[int, int]:
    """The span drawn out to the end of the sentence, for a list whose parse fell apart."""
    first, last = span
    past = parsed.sentences[parsed.tokens[first].sent][1]
    rest = parsed.tokens[last + 1 : past]
    verbal = any(t.pos in ("VERB", "AUX") for t in rest)
    end = last if verbal else past - 1
    while end > first and parsed.tokens[end].pos == "PUNCT":
        end -= 1
    return first, end


def split_list(parsed: Parsed, first: int, last: int) -> list[tuple[int, int]]:
    """The items of a list of nouns, split at its commas and at the "and" before the last of them."""
    marks = [t.i for t in parsed.tokens[first : last + 1] if t.text == ","]
    joins = [t.i for t in parsed.tokens[first : last + 1] if t.low in ("and", "or")]
    if not marks:
        heads = [j for j in joins if parsed.tokens[j].head <= first + 2]
        cuts = heads[-1:]
    else:
        tail = [j for j in joins if j > marks[-1]]
        cuts = marks + tail[:1] if tail else marks
    pieces, start = [], first
    for cut in [*sorted(cuts), last + 1]:
        if any(t.pos in ("NOUN", "PROPN", "ADJ", "NUM", "VERB") for t in parsed.tokens[start:cut]):
            pieces.append((start, cut - 1))
        start = cut + 1
    return pieces or [(first, last)]
