"""Who says so: quotations, reported speech, judgements and beliefs, each with its speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente import vocab
from detente.code.grammar.clauses import Clause
from detente.code.grammar.evidence import clause_chars
from detente.code.grammar.sentences import Parsed
from detente.code.parties.mentions import Parties
from detente.model import Form, Speaker, Statement
from detente.vocab.tables import cache

_QUOTED = re.compile(r"“[^“”]+”?|\"[^\"]+\"?|«[^«»]+»")
_SHORT = 6  # words; a quoted phrase, not a quoted sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement with its speaker; what is claimed in the characters `content` is claimed by the speaker."""

    statement: Statement
    speaker: Speaker
    start: int
    end: int
    content: tuple[int, int]
    rule: str
    confidence: float = 0.7


@cache
def reporting() -> dict[str, str]:
    """Verbs of saying to the form of the statement: indirect, naming, belief, act."""
    rows = vocab.rows("reporting.tsv", ("forms", "form", "source"))
    return {form: row["form"] for row in reversed(rows) for form in row["forms"].split("|")}


def find_quotations(parsed: Parsed) -> tuple[tuple[int, int], ...]:
    """Characters of what stands in quotation marks, the marks included; none runs over a paragraph's end."""
    found = []
    edges: dict[int, list[int]] = {}
    for number, (first, past) in enumerate(parsed.sentences):
        start, end = parsed.tokens[first].start, parsed.tokens[past - 1].end
        low_high = edges.setdefault(parsed.paragraphs[number], [start, end])
        low_high[1] = end
    flow = parsed.document.flow if parsed.document.flow is not None else parsed.document.text
    for start, end in edges.values():
        found += [(start + m.start(), start + m.end()) for m in _QUOTED.finditer(flow[start:end])]
    return tuple(found)


def find_statements(parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties) -> tuple[Said, ...]:
    """All statements of a document, in order of the text."""
    quotations = find_quotations(parsed)
    found: list[Said] = []
    for clause in clauses:
        found.extend(_read(parsed, clause, parties, quotations, found))
    found.extend(_according(parsed, parties))
    found.extend(_unclaimed(parsed, quotations, found))
    unique = {
        (s.statement.form, s.speaker, s.start): s for s in sorted(found, key=lambda s: (s.start, -s.end))
    }
    return tuple(unique.values())


def speaker_at(said: tuple[Said, ...], start: int, end: int) -> Speaker | None:
    """Who is speaking in these characters; the author, if nobody: `None`."""
    inside = [
        s
        for s in said
        if s.content[0] <= start + 1 and end <= s.content[1] + 2 and s.statement.form != "phrase"
    ]
    return min(inside, key=lambda s: s.content[1] - s.content[0]).speaker if inside else None


def _read(
    parsed: Parsed,
    clause: Clause,
    parties: Parties,
    quotations: tuple[tuple[int, int], ...],
    before: list[Said],
) -> list[Said]:
    form = _form(parsed, clause)
    if form is None or clause.relation in ("amod", "compound"):
        return []
    speakers = _speakers(parsed, clause, parties, before)
    if not speakers:
        return []
    if form == "act":
        return _acts(parsed, clause, speakers, quotations)
    if form == "naming":
        return _namings(parsed, clause, speakers, quotations)
    return [
        s
        for content in _contents(parsed, clause)
        for s in _saids(parsed, clause, speakers, content, form, quotations)
    ]


def _form(parsed: Parsed, clause: Clause) -> str | None:
    forms = [f"{clause.lemma} {clause.particle}", clause.lemma] if clause.particle else [clause.lemma]
    form = next((reporting()[f] for f in forms if f in reporting()), None)
    if form == "naming" and not _is_naming(parsed, clause):
        return None
    if clause.conditional or clause.modal in ("would", "could", "may", "might", "will"):
        return None
    return form


def _is_naming(parsed: Parsed, clause: Clause) -> bool:
    """ "Called the deal a victory", "put the plan at four", "counted 7 billion": a judgement on something."""
    kids = parsed.kids(clause.head, "oprd", "acomp", "attr", "ccomp", "xcomp")
    objects = [parsed.tokens[o] for o in clause.object]
    if clause.lemma in ("put", "estimate", "place", "rate", "assess", "reckon"):
        return bool(clause.under("at"))
    if clause.lemma in ("count", "calculate"):
        return any(o.pos in ("NUM", "SYM") or parsed.kids(o.i, "nummod", "quantmod") for o in objects)
    if clause.lemma in ("call",):
        return bool(objects) and bool(kids or len(objects) > 1) and not clause.under("for", "on")
    if clause.lemma in ("see", "regard", "consider", "deem", "cast"):
        return bool(objects) and bool(clause.under("as") or kids)
    beside = [clause.head, *clause.object]
    as_such = any(k.low == "as" for h in beside for k in parsed.kids(h, "prep", "mark", "advmod"))
    return bool(objects) and bool(kids or as_such)


def _speakers(parsed: Parsed, clause: Clause, parties: Parties, before: list[Said]) -> list[Speaker]:
    """Those who speak: the subjects that can; in apposition ("two economists, A and B") each one named."""
    heads = list(clause.subject)
    named = [
        k.i for h in heads for k in parsed.kids(h, "appos")
        if _names_person(parties, k.i) and not _names_person(parties, h)
    ]  # fmt: skip
    if named:
        heads = [g for n in named for g in (n, *(k.i for k in parsed.kids(n, "conj")))]
    found = [s for s in (parties.speaker(h) for h in heads) if s]
    if not found and before and _quotes_follow(parsed, clause):
        last = [s for s in before if parsed.tokens[clause.head].start - s.end < 400]
        return [last[-1].speaker] if last else []
    return list(dict.fromkeys(found))


def _names_person(parties: Parties, i: int) -> bool:
    mention = parties.by_head.get(i)
    return bool(mention and mention.person and mention.person.name)


def _quotes_follow(parsed: Parsed, clause: Clause) -> bool:
    past = parsed.sentences[parsed.tokens[clause.head].sent][1]
    return any(t.text in ("“", '"') for t in parsed.tokens[clause.head : min(past, clause.head + 4)])


def _contents(parsed: Parsed, clause: Clause) -> list[tuple[int, int]]:
    """Characters of what is said: the clauses under the verb, or the sentence into which it is put."""
    found = []
    goes_on = any(
        k.i > clause.head for k in parsed.kids(clause.head, "xcomp")
    )  # "X was held, Y announced to invest"
    for kid in parsed.kids(clause.head, "ccomp"):
        if (kid.i < clause.head and goes_on) or kid.pos not in ("VERB", "AUX"):
            continue
        found += _split(parsed, kid.i, clause.head)
    if found:
        return found
    token = parsed.tokens[clause.head]
    if token.dep == "parataxis" or (token.dep in ("ccomp", "advcl", "conj") and _is_aside(parsed, clause)):
        start, end = parsed.sentence_chars(token.sent)
        heads = [parsed.subtree(s)[0] for s in clause.subject if parsed.tokens[s].sent == token.sent]
        low = parsed.tokens[min([*heads, clause.head])].start
        high = parsed.tokens[clause.head].end
        if low <= start + 2:
            return [(high, end)] if high < end else []
        after = [t for t in parsed.tokens[clause.head + 1 :] if t.sent == token.sent and t.text == ","]
        return [(start, end)] if after else [(start, _before(parsed, low))]
    if clause.object and _quotes_follow(parsed, clause):
        return [clause_chars(parsed, clause)]
    return []


def _before(parsed: Parsed, at: int) -> int:
    """The end of the last word before character `at` that is no comma."""
    return max(t.end for t in parsed.tokens if t.end <= at and t.text not in (",", "—", "–"))


def _is_aside(parsed: Parsed, clause: Clause) -> bool:
    """A saying put between or after commas, with nothing under it."""
    heads = [s for s in clause.subject if parsed.tokens[s].sent == parsed.tokens[clause.head].sent]
    at = min((parsed.subtree(h)[0] for h in heads), default=clause.head)
    before = [t for t in parsed.tokens[max(0, at - 3) : at] if t.sent == parsed.tokens[clause.head].sent]
    marked = any(k.dep == "mark" for k in parsed.kids(clause.head))
    return not marked and not clause.object and bool(before) and before[-1].text in (",", '"', "”", "—", "–")


def _split(parsed: Parsed, head: int, verb: int) -> list[tuple[int, int]]:
    """The clause under a verb of saying, parted where a joined clause begins again with a subject."""
    parts = [head]
    for kid in parsed.kids(head, "conj"):
        again = parsed.kids(kid.i, "mark") and parsed.kids(kid.i, "nsubj", "nsubjpass")
        if again or (
            parsed.kids(kid.i, "nsubj", "nsubjpass") and parsed.tokens[kid.i].i > verb > 0 and head > verb
        ):
            parts.append(kid.i)
    spans = []
    for number, part in enumerate(parts):
        inside = [
            i for i in parsed.subtree(part) if all(i not in parsed.subtree(p) for p in parts[number + 1 :])
        ]
        inside = [i for i in inside if i > verb] if part > verb else [i for i in inside if i < verb]
        words = [
            i
            for i in inside
            if parsed.tokens[i].low not in ("that", ",", ";", ".", "and", "“", '"') or i == part
        ]
        if words:
            spans.append(parsed.chars(words[0], words[-1]))
    return spans


def _saids(
    parsed: Parsed, clause: Clause, speakers: list[Speaker], content: tuple[int, int], form: str,
    quotations: tuple[tuple[int, int], ...],
) -> list[Said]:  # fmt: skip
    start, end = content
    quote = next((q for q in quotations if q[0] < end and start < q[1]), None)
    kind: Form = "belief" if form == "belief" else "indirect"
    suspect = False
    place = content
    if quote:
        covered = min(end, quote[1]) - max(start, quote[0])
        whole = covered + 4 >= end - start
        if covered * 2 > end - start and (whole or len(parsed.text_of(*quote).split()) > 3):
            kind, place = "direct", quote
            suspect = _is_paraphrase(parsed, quote)
    words = " ".join(parsed.text_of(*place).split())
    statement = Statement(words=words, form=kind, suspect=suspect)
    return [
        Said(
            statement=statement,
            speaker=s,
            start=place[0],
            end=place[1],
            content=_hull(place, content),
            rule=f"reporting.tsv:{clause.lemma}",
        )
        for s in speakers
    ]


def _hull(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return min(one[0], other[0]), max(one[1], other[1])


def _is_paraphrase(parsed: Parsed, quote: tuple[int, int]) -> bool:
    """A quotation brought in by "that" is likely in the reporter's words."""
    before = [t for t in parsed.tokens if t.end <= quote[0]]
    return bool(before) and before[-1].low == "that"


def _acts(
    parsed: Parsed, clause: Clause, speakers: list[Speaker], quotations: tuple[tuple[int, int], ...]
) -> list[Said]:
    start, end = clause_chars(parsed, clause)
    words = " ".join(parsed.text_of(start, end).split())
    inner = [
        parsed.chars(s[0], s[-1]) for k in parsed.kids(clause.head, "ccomp") if (s := parsed.subtree(k.i))
    ]
    content = inner[0] if inner else (start, start)
    return [
        Said(
            statement=Statement(words=words, form="act"),
            speaker=s,
            start=start,
            end=end,
            content=content,
            rule=f"reporting.tsv:{clause.lemma}",
        )
        for s in speakers
        if len(speakers) == 1  # what two do together is their event; neither says it
    ]


def _namings(
    parsed: Parsed, clause: Clause, speakers: list[Speaker], quotations: tuple[tuple[int, int], ...]
) -> list[Said]:
    start, end = clause_chars(parsed, clause)
    start = max(start, parsed.tokens[clause.head].start)
    words = " ".join(parsed.text_of(start, end).split())
    return [
        Said(
            statement=Statement(words=words, form="indirect"),
            speaker=s,
            start=start,
            end=end,
            content=(start, end),
            rule=f"reporting.tsv:{clause.lemma}",
        )
        for s in speakers
    ]


def _according(parsed: Parsed, parties: Parties) -> list[Said]:
    """ "According to X": the sentence is X's."""
    found = []
    for token in parsed.tokens[:-1]:
        if token.low != "according" or parsed.tokens[token.i + 1].low != "to":
            continue
        nouns = [p.i for k in parsed.kids(token.i, "prep") for p in parsed.kids(k.i, "pobj")]
        speaker = parties.speaker(nouns[0]) if nouns else None
        if speaker is None:
            continue
        start, end = parsed.sentence_chars(token.sent)
        words = " ".join(parsed.text_of(start, end).split())
        found.append(
            Said(
                statement=Statement(words=words, form="indirect"),
                speaker=speaker,
                start=start,
                end=end,
                content=(start, end),
                rule="according to",
            )
        )
    return found


def _unclaimed(parsed: Parsed, quotations: tuple[tuple[int, int], ...], found: list[Said]) -> list[Said]:
    """Quotations that no verb of saying has claimed: the speaker goes on, or a phrase stands alone."""
    more: list[Said] = []
    for start, end in quotations:
        if any(s.start < end and start < s.end for s in found if s.content[0] < s.content[1]):
            continue
        words = parsed.text_of(start, end)
        length = len(words.split())
        before = [s for s in [*found, *more] if _goes_on(parsed, s, start)]
        if length > _SHORT and before:
            more.append(_quoted(words, "direct", before[-1].speaker, (start, end), "quotation goes on"))
        elif length <= _SHORT:
            more.append(_quoted(words, "phrase", Speaker(), (start, end), "quoted phrase"))
    return more


def _goes_on(parsed: Parsed, said: Said, start: int) -> bool:
    """Does a quotation at `start` follow closely on this one, in the same paragraph?"""
    near = said.statement.form == "direct" and 0 <= start - said.end < 160
    return near and "\n\n" not in parsed.document.text[said.end : start]


def _quoted(words: str, form: Form, speaker: Speaker, place: tuple[int, int], rule: str) -> Said:
    statement = Statement(words=words, form=form)
    sure = 0.4 if form == "phrase" else 0.7
    return Said(
        statement=statement, speaker=speaker, start=place[0], end=place[1], content=place, rule=rule,
        confidence=sure,
    )  # fmt: skip
