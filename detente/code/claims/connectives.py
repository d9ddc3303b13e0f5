"""Words that join a cause to an effect: "because of", "if", "therefore", "hours after", ", fearing …".

The words of every kind stand in `vocab/causes.tsv`. A word is read in its place: the clause around it and
what stands under it are the two sides; what is said inside "he said" counts, not the saying.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from detente import vocab
from detente.code.claims.wants import Page, is_denied, want_words
from detente.code.grammar.clauses import Clause
from detente.code.grammar.phrases import clause_tokens, noun_tokens
from detente.code.grammar.predicates import operators
from detente.code.grammar.sentences import Parsed, Token
from detente.vocab.tables import cache

Polarity = Literal["+", "-"]
_COLUMNS = ("forms", "pos", "polarity", "cause", "effect", "subject", "source")
DAY_WORDS = ("DATE", "TIME", "CARDINAL", "ORDINAL")
_TIME_NOUNS = ("year", "month", "week", "day", "hour", "decade", "minute", "century", "time", "war")
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
class Link:
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
                table.setdefault(form, []).append(
                    Cue(form, row["polarity"], cause, effect, row["subject"] == "any")
                )
    return {form: tuple(found) for form, found in table.items()}


def find_links(page: Page) -> Iterator[Link]:
    """The causes and effects that joining words tell, in order of the text."""
    skip = -1
    for token in page.parsed.tokens:
        if token.i > skip:
            for form, link in _read_at(page, token):
                skip = token.i + form.count(" ")
                yield link


def _read_at(page: Page, token: Token) -> Iterator[tuple[str, Link]]:
    """The link that the word at `token` makes, if any, and the connective that it begins."""
    for pos, read in _READERS:
        form = _match(page.parsed, token.i, pos)
        link = read(page, token, form) if form else None
        if link:
            yield form, link
            return
    inverted = _inverted(page, token)
    if inverted:
        yield "", inverted


@cache
def _openings(pos: str) -> frozenset[str]:
    """The first words of the connectives of a kind: most words of a text begin none."""
    return frozenset(form.split(" ")[0] for form in cues(pos))


def _match(parsed: Parsed, i: int, pos: str) -> str:
    """The longest connective of a kind that begins at token `i`; "" where none does."""
    table = cues(pos)
    if pos in ("m", "v", "a"):
        return next((f for f in (parsed.tokens[i].low, parsed.tokens[i].lemma) if f in table), "")
    if parsed.tokens[i].low not in _openings(pos):
        return ""
    past = parsed.sentences[parsed.tokens[i].sent][1]
    words = [t.low for t in parsed.tokens[i : min(i + _LONGEST, past)]]
    return next((f for f in (" ".join(words[:n]) for n in range(len(words), 0, -1)) if f in table), "")


def _governor(parsed: Parsed, i: int) -> int:
    """The verb of the clause in which the word at `i` stands, the word itself left out; else -1."""
    at = i
    while parsed.tokens[at].head != at:
        at = parsed.tokens[at].head
        verb = parsed.tokens[at]
        if verb.pos in ("VERB", "AUX") and verb.dep not in ("aux", "auxpass", "amod"):
            return at
    return -1


@cache
def _saying() -> frozenset[str]:
    """Verbs that tell what somebody says or thinks."""
    return frozenset(form for form, kind in operators().items() if kind == "say") | {"warn", "tell"}


def _main(page: Page, verb: int) -> Clause | None:
    """The clause of a verb; of a verb of saying around it, what is said."""
    clause = page.clauses.get(verb)
    if clause is None:
        return None
    if clause.lemma not in _saying():
        return clause
    above = [clause.matrix] if clause.relation in ("advcl", "parataxis", "ccomp") else []
    said = [c for c in (*clause.complement, *above) if c in page.clauses and c < clause.head]
    return page.clauses[said[0]] if said else clause


def _effect_sign(page: Page, main: Clause, polarity: str = "+") -> Polarity:
    """An effect that is denied, or that stops, is prevented."""
    stops = any(c.polarity == "-" for c in cues("r").get(main.lemma, ()))
    denied = is_denied(page.parsed, main.head) or _no_subject(page.parsed, main)
    return "-" if denied or stops or polarity == "-" else "+"


def _no_subject(parsed: Parsed, clause: Clause) -> bool:
    """ "Nothing was signed", "no aid came"."""
    heads = (*clause.subject, *(clause.object if clause.passive else ()))
    words = {t.low for i in heads for t in (parsed.tokens[i], *parsed.kids(i, "det"))}
    return bool(words & {"nothing", "nobody", "none", "neither", "no"})


def _before_cause(page: Page, token: Token, form: str) -> Link | None:
    """ "Because of X", "due to X", with the clause around it as the effect."""
    parsed = page.parsed
    last = token.i + form.count(" ")
    words = _complement(parsed, token.i, last)
    main = _main(page, _governor(parsed, token.i))
    infinitive = words and parsed.tokens[words[0]].tag == "VB"  # "due to leave"
    if not words or infinitive or main is None or words[0] <= main.head <= words[1]:
        return None
    if form == "without" and not _is_condition(page, token, main):
        return None
    effect = _around(parsed, main, token.i, words)
    return Link(token.i, words, effect, _effect_sign(page, main), "because")


def _is_condition(page: Page, token: Token, main: Clause) -> bool:
    """The "without X" that opens a clause of what could not be, not a manner ("left without a word")."""
    parsed = page.parsed
    opens = token.i == parsed.sentences[token.sent][0] or parsed.tokens[token.i - 1].text == ","
    denied = is_denied(parsed, main.head) or _no_subject(parsed, main)
    return main.modal in _UNREAL and (opens or denied) and not parsed.kids(token.i, "pcomp")


def _complement(parsed: Parsed, first: int, last: int) -> tuple[int, int] | None:
    """Tokens of what stands under a connective from token `first` to token `last`."""
    below = [k for i in range(first, last + 1) for k in parsed.kids(i, "pobj", "pcomp", "prep", "ccomp")]
    below = [k for k in below if k.i > last]
    if not below:
        rest = parsed.tokens[last + 1 : last + 2]
        apart = not rest or rest[0].sent != parsed.tokens[first].sent or rest[0].pos == "PUNCT"
        return None if apart else (rest[0].i, parsed.subtree(rest[0].i)[-1])
    words = sorted(w for k in below for w in parsed.subtree(k.i) if w > last)
    return (words[0], words[-1])


def _around(parsed: Parsed, main: Clause, cue: int, cause: tuple[int, int]) -> tuple[int, int]:
    """The part of the main clause beside the cause: before it or after it."""
    start, end = clause_tokens(parsed, main)
    if main.head < cue:
        return start, max(main.head, min(end, cue - 1))
    return (cause[1] + 1 if start <= cause[1] else start), max(end, main.head)


def _subordinate(page: Page, token: Token, form: str) -> Link | None:
    """ "Because" and "since" before a clause; "since" of time is left to `_in_time`."""
    parsed = page.parsed
    clause = page.clauses.get(token.head)
    if clause is None or token.dep not in ("mark", "advmod") or clause.head < token.i:
        return None
    main = _main(page, _governor(parsed, clause.head))
    if main is None or (form == "since" and ((clause.tense == "past" and not clause.modal) or main.perfect)):
        return None
    cause = (token.i + form.count(" ") + 1, max(clause.head, clause_tokens(parsed, clause)[1]))
    return Link(token.i, cause, _around(parsed, main, token.i, cause), _effect_sign(page, main), "because")


def _before_effect(page: Page, token: Token, form: str) -> Link | None:
    """ "Therefore", "as a result", "hence": what came before is the cause."""
    parsed = page.parsed
    verb = token.head if parsed.tokens[token.head].pos in ("VERB", "AUX") else _governor(parsed, token.i)
    clause = page.clauses.get(verb)
    if (
        clause is None
        or _goes_on(parsed, token, form)
        or (form == "so" and not _is_joining_so(parsed, token))
    ):
        return None
    first, past = parsed.sentences[token.sent]
    cause = (first, token.i - 1)
    if token.i - first < 4:
        if token.sent == 0 or parsed.paragraphs[token.sent - 1] != parsed.paragraphs[token.sent]:
            return None
        before = parsed.sentences[token.sent - 1]
        cause = (before[0], before[1] - 1)
    end = past - 1 if clause.head < token.i else max(clause.head, clause_tokens(parsed, clause)[1])
    if end <= token.i + form.count(" "):
        return None
    return Link(token.i, cause, (token.i, end), _effect_sign(page, clause), "therefore")


def _goes_on(parsed: Parsed, token: Token, form: str) -> bool:
    """The "in return" of "in return for": what follows it is no effect."""
    after = parsed.tokens[min(token.i + form.count(" ") + 1, len(parsed.tokens) - 1)]
    return form.startswith("in ") and after.pos == "ADP"


def _is_joining_so(parsed: Parsed, token: Token) -> bool:
    """The "so" between two clauses, not that of "so far", "so many", "do so"."""
    after = parsed.tokens[token.i + 1] if token.i + 1 < len(parsed.tokens) else token
    before = parsed.tokens[token.i - 1].low if token.i else "."
    joins = before in (",", "and", "—", "–") and token.dep != "amod"
    return joins and after.pos in ("PRON", "PROPN", "DET", "NOUN")


def _motive(page: Page, token: Token, form: str) -> Link | None:
    """ "Angered by X, it did Y"; "pulled out, citing X": a participle or adjective set off by a comma."""
    parsed = page.parsed
    words = [w for w in parsed.subtree(token.i) if w >= token.i]
    first, past = parsed.sentences[token.sent]
    opens = token.i - first <= 1
    set_off = opens or parsed.tokens[token.i - 1].text == ","
    fit = token.tag in ("VBG", "VBN", "VBD", "JJ") and token.dep not in ("ROOT", "conj")
    if not fit or not set_off or len(words) < 3:
        return None
    by_agent = any(k.low in ("by", "at") for k in parsed.kids(token.i, "agent", "prep"))
    if form in cues("v") and not (token.tag in ("VBN", "VBD") and by_agent):
        return None
    cause = (token.i, next((w for w in words if parsed.tokens[w].text == ","), words[-1] + 1) - 1)
    main = _main(page, _governor(parsed, token.i))
    if opens:
        return Link(token.i, cause, (cause[1] + 1, past - 1), "+", "motive") if cause[1] + 3 < past else None
    return (
        None if main is None else Link(token.i, cause, _around(parsed, main, token.i, cause), "+", "motive")
    )


def _answer(page: Page, token: Token, form: str) -> Link | None:
    """ "X; it replied by doing Y": what was told just before is the cause."""
    parsed = page.parsed
    clause = page.clauses.get(token.i)
    means = any(k.low in ("by", "with") for k in parsed.kids(token.i, "prep", "agent"))
    if clause is None or clause.negated or not means:
        return None
    found = _before_effect(page, token, form)
    return None if found is None else Link(token.i, found.cause, clause_tokens(parsed, clause), "+", "answer")


def _condition(page: Page, token: Token, form: str) -> Link | None:
    """ "If X, Y would": X is told to bring Y about; "unless X" to prevent it."""
    parsed = page.parsed
    marks = parsed.tokens[token.i : token.i + form.count(" ") + 1]
    heads = [t.head for t in marks if t.dep in ("mark", "advmod") and parsed.tokens[t.head].dep == "advcl"]
    clause = page.clauses.get(heads[-1]) if heads else None
    main = _main(page, _governor(parsed, clause.head)) if clause else None
    if (
        clause is None
        or main is None
        or (token.i and parsed.tokens[token.i - 1].low in ("as", "even", "what"))
    ):
        return None
    if form in ("once", "until") and main.modal not in _UNREAL:
        return None
    words = parsed.subtree(clause.head)
    after = marks[-1].i + 1  # of "as long as" only its last word stands under the clause
    opens = after if token.i < words[0] < after else words[0]
    cause = (opens, max(w for w in words if w < main.head) if clause.head < main.head else words[-1])
    effect = _around(parsed, main, token.i, cause)
    first = parsed.sentences[token.sent][0]
    if main.lemma in _saying() and cause[0] > first + 2:
        effect = (first, cause[0] - 1)
    return Link(token.i, cause, effect, _condition_sign(page, main, form), "if")


def _condition_sign(page: Page, main: Clause, form: str) -> Polarity:
    """What would not happen under it is prevented; what "we" would then refuse to do is brought about."""
    parsed = page.parsed
    own = any(parsed.tokens[i].low in ("we", "i") for i in main.subject)
    denied = not own and (is_denied(parsed, main.head) or _no_subject(parsed, main))
    against = form in cues("i") and cues("i")[form][0].polarity == "-"
    return "-" if denied != against else "+"


def _inverted(page: Page, token: Token) -> Link | None:
    """ "Y could collapse should X resume", "were X to leave"."""
    parsed = page.parsed
    if token.low not in ("should", "were", "had") or token.dep not in ("aux", "auxpass", "advcl"):
        return None
    at = token.i if token.dep == "advcl" else token.head
    stray = token.low == "should" and parsed.tokens[at].pos == "NOUN"  # the parse took the verb for a noun
    main = _main(page, _governor(parsed, at))
    if main is None or main.modal not in _UNREAL or not (stray or _is_turned(page, token, at)):
        return None
    cause = (token.i, max(parsed.subtree(at)[-1], token.i))
    return Link(token.i, cause, _around(parsed, main, token.i, cause), _condition_sign(page, main, ""), "if")


def _is_turned(page: Page, token: Token, verb: int) -> bool:
    """Does the helping verb stand before its subject, in a clause without "if" or "that"?"""
    parsed = page.parsed
    if verb not in page.clauses or parsed.tokens[verb].dep not in ("advcl", "ccomp"):
        return False
    subjects = parsed.kids(verb, "nsubj", "nsubjpass")
    return bool(subjects) and subjects[0].i > token.i and not parsed.kids(verb, "mark")


def _in_time(page: Page, token: Token, form: str) -> Link | None:
    """ "Cut ties after X": time beside a verb of reaction; "after X, it can": what X allows."""
    parsed = page.parsed
    head = page.clauses.get(token.head) if token.dep in ("mark", "advmod") else None
    main = _main(page, _governor(parsed, head.head if head else token.i))
    if main is None:
        return None
    if head and parsed.tokens[head.head].dep in ("advcl", "relcl"):
        cause: tuple[int, int] | None = (token.i + 1, max(head.head, clause_tokens(parsed, head)[1]))
    elif token.pos in ("ADP", "SCONJ", "VERB") and token.dep in ("prep", "advcl", "mark"):
        cause = _complement(parsed, token.i, token.i + form.count(" "))
    else:
        return None
    if cause is None or not _is_happening(parsed, cause, head) or (form == "when" and token.i < main.head):
        return None
    allows = main.head > cause[1] and form in ("after", "following") and _can_now(page, main)
    if not _reacts(main) and not allows:
        return None
    return Link(token.i, cause, _around(parsed, main, token.i, cause), _effect_sign(page, main), "after")


def _reacts(main: Clause) -> bool:
    particle = f"{main.lemma} {main.particle}" if main.particle else main.lemma
    return particle in cues("r") or main.lemma in cues("r")


def _can_now(page: Page, main: Clause) -> bool:
    return main.modal in ("can", "could", "will", "may") and bool(page.parties.codes_of_all(main.subject))


def _is_happening(parsed: Parsed, span: tuple[int, int], clause: Clause | None) -> bool:
    """A clause, or a noun that is no day, span of time or place: "after the raid", not "after 2019"."""
    if clause is not None:
        return True
    words = parsed.tokens[span[0] : span[1] + 1]
    head = next((t for t in words if not span[0] <= t.head <= span[1]), words[0])
    return head.pos == "NOUN" and head.ent not in DAY_WORDS and head.lemma not in _TIME_NOUNS


def _interest_by(page: Page, token: Token, form: str) -> Link | None:
    """ "X's interest in Y by its location": what a want rests on."""
    parsed = page.parsed
    above = parsed.tokens[token.head]
    if above.lemma not in want_words("n") or token.dep != "prep":
        return None
    words = _complement(parsed, token.i, token.i)
    owner = page.parties.codes_of_all(tuple(k.i for k in parsed.kids(above.i, "poss", "amod")))
    return Link(token.i, words, noun_tokens(parsed, above.i), "+", "because") if words and owner else None


_READERS = (
    ("p", _before_cause), ("e", _before_effect), ("s", _subordinate), ("i", _condition), ("t", _in_time),
    ("b", _interest_by), ("m", _motive), ("v", _motive), ("a", _answer),
)  # fmt: skip
