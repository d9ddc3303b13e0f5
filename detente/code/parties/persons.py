"""Persons: their names, offices, and the state or body that they act for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente import vocab
from detente.code.grammar.sentences import Parsed, Token
from detente.code.parties.names import COURTESY, MADE_BY, Found
from detente.vocab.tables import cache

_PARTICLES = frozenset("al bin ibn von van de da del della di el la der den dos al- abu ben bint".split())
_INSIDE = ("PROPN",)
_COUNSEL = ("adviser", "advisor", "aide", "assistant", "deputy")
_ENDINGS = MADE_BY | {"led", "era", "style", "like", "born", "run", "appointed"}
"""What a hyphen joins to a name without being one: "Merkel-led"."""
_AFTER_TITLE = frozenset(
    ["extraordinary", "plenipotentiary", "designate", "elect", "emeritus", "general"]
)  # "Ambassador Extraordinary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One whom the article names or describes. `of` is the code of the state or body acted for."""

    name: str | None
    role: str | None
    of: str | None
    first: int
    last: int
    head: int
    acts_for_state: bool = True
    plural: bool = False
    sector: str | None = None


@cache
def office_words() -> dict[str, tuple[str, bool]]:
    """Last words of office titles to (PLOVER sector, does the holder act for a state)."""
    table: dict[str, tuple[str, bool]] = {}
    for office in vocab.offices():
        for name in (office.title, *office.names):
            table.setdefault(name.lower(), (office.sector, office.acts_for_state))
    return table


@cache
def holder_surnames() -> frozenset[str]:
    """Surnames that stand for one office-holder wherever they are read."""
    return frozenset(name for holder in vocab.holders() for name in holder.names if " " not in name)


def is_office(parsed: Parsed, i: int) -> bool:
    """Does the noun at token `i` name an office, alone or with the words before it?"""
    return office_at(parsed, i) is not None


def office_at(parsed: Parsed, i: int) -> tuple[int, str, bool] | None:
    """(first token, PLOVER sector, acts for a state) of the longest office title that ends at token `i`."""
    table = office_words()
    words = [t.low for t in parsed.tokens[max(0, i - 5) : i + 1]]
    lemma = parsed.tokens[i].lemma
    for length in range(len(words), 0, -1):
        for tail in {words[-1], lemma}:
            key = re.sub(r" ?- ?", "-", " ".join([*words[-length:-1], tail]))
            for form in (key, key.replace("-", " ")):
                if form in table:
                    return i - length + 1, *table[form]
    return None


def find_persons(parsed: Parsed, names: tuple[Found, ...]) -> tuple[Person, ...]:
    """The persons who are named, and those who are only described by their office, in order of the text."""
    taken = {i for found in names for i in range(found.first, found.last + 1)}
    named = [_named(parsed, first, last, names) for first, last in _spans(parsed, names)]
    covered = {i for person in named for i in range(person.first, person.last + 1)}
    covered |= {i for person in named for i in _title_tokens(parsed, person)}
    described = [
        _described(parsed, token, names)
        for token in parsed.tokens
        if token.pos in ("NOUN", "PROPN") and token.i not in covered and token.i not in taken
        and office_at(parsed, token.i) and not _modifies_person(parsed, token, covered)
    ]  # fmt: skip
    return tuple(sorted([*named, *(d for d in described if d)], key=lambda p: p.first))


def _modifies_person(parsed: Parsed, token: Token, covered: set[int]) -> bool:
    if token.dep in ("compound", "amod", "nmod") and parsed.tokens[token.head].pos in ("NOUN", "PROPN"):
        return True
    return token.dep == "appos" and token.head in covered


def _title_tokens(parsed: Parsed, person: Person) -> Iterator[int]:
    for i in range(person.first, person.last + 1):
        for kid in parsed.kids(i, "compound", "amod", "nmod", "poss", "appos"):
            yield kid.i
    if parsed.tokens[person.head].dep == "appos":
        yield parsed.tokens[person.head].head


def _spans(parsed: Parsed, names: tuple[Found, ...]) -> list[tuple[int, int]]:
    """Where persons are named: the recogniser's spans mended, and proper names beside an office title."""
    states = {i for f in names for i in range(f.first, f.last + 1) if f.name.how != "region"}
    found: dict[int, int] = {}
    for first, past, label in parsed.entities:
        if label in ("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART"):
            a, b = _mend(parsed, first, past - 1, states)
            if (
                a > b
                or not parsed.tokens[_hyphened(parsed, b, -1)].text[0].isupper()
                or parsed.tokens[a].low in _AFTER_TITLE
                or any(i in states for i in range(a, b + 1))
            ):
                continue
            if (label == "PERSON" and not _is_place(parsed, a, b)) or _beside_office(parsed, a, b):
                found[a] = max(b, found.get(a, b))
    for a, b in (
        *_after_titles(parsed, states),
        *_after_courtesy(parsed, states),
        *_proper_runs(parsed, states),
        *_surnames(parsed, found, states),
    ):
        if not any(x <= a <= y for x, y in found.items()):
            found[a] = b
    whole: dict[int, int] = {}
    for a, b in sorted(found.items()):
        whole.setdefault(_hyphened(parsed, a, -1), _hyphened(parsed, b, 1))
    return sorted(whole.items())


def _hyphened(parsed: Parsed, i: int, step: int) -> int:
    """The last token (`step` 1) or the first (-1) of what hyphens join to token `i`: of "Jong-un" either end."""
    tokens = parsed.tokens
    while 0 <= i + 2 * step < len(tokens) and tokens[i + step].text == "-":
        before, after = sorted((i, i + 2 * step))
        apart = tokens[before].end != tokens[before + 1].start or tokens[after - 1].end != tokens[after].start
        named = tokens[after].pos == "PROPN" or (
            tokens[after].ent == "PERSON" and tokens[after].low not in _ENDINGS
        )
        if apart or not named:
            break
        i += 2 * step
    return i


def _proper_runs(parsed: Parsed, states: set[int]) -> Iterator[tuple[int, int]]:
    """Two or three proper names beside an office or a verb of saying, where the recogniser is silent."""
    at = 0
    while at < len(parsed.tokens):
        last = at
        while (
            last + 1 < len(parsed.tokens)
            and _is_proper(parsed, last, states)
            and _is_proper(parsed, last + 1, states)
        ):
            last += 1
        if 1 <= last - at <= 2 and (_beside_office(parsed, at, last) or _says(parsed, at, last)):
            yield at, last
        at = last + 1


def _is_proper(parsed: Parsed, i: int, states: set[int]) -> bool:
    token = parsed.tokens[i]
    return (
        token.pos == "PROPN" and i not in states and token.ent in ("", "PERSON") and not office_at(parsed, i)
    )


def _says(parsed: Parsed, first: int, last: int) -> bool:
    head = parsed.tokens[last]
    verb = parsed.tokens[head.head]
    return (
        head.dep == "nsubj" and verb.lemma in ("say", "add", "tell", "warn", "argue") and verb.pos == "VERB"
    )


def _is_place(parsed: Parsed, first: int, last: int) -> bool:
    """A single name after "near" or "in" is a place that the recogniser takes for a person."""
    token = parsed.tokens[last]
    return (
        first == last
        and token.dep == "pobj"
        and parsed.tokens[token.head].low in ("in", "near", "at", "into", "outside", "around", "from")
    )


def _surnames(parsed: Parsed, found: dict[int, int], states: set[int]) -> Iterator[tuple[int, int]]:
    """Surnames alone, of persons named in full elsewhere or known to hold an office."""
    known = {parsed.tokens[b].text for a, b in found.items() if b > a}
    known |= holder_surnames()
    for token in parsed.tokens:
        if token.pos == "PROPN" and token.text in known and token.i not in states and token.dep != "compound":
            given = token.i
            while given and _is_given_name(parsed, given - 1, states):
                given -= 1
            yield given, token.i


def _is_given_name(parsed: Parsed, i: int, states: set[int]) -> bool:
    token = parsed.tokens[i]
    return (
        token.pos == "PROPN" and token.dep == "compound" and i not in states and office_at(parsed, i) is None
    )


def _mend(parsed: Parsed, first: int, last: int, states: set[int]) -> tuple[int, int]:
    """Cut titles, states and possessives off a recognised name; join what hyphens have parted."""
    while first <= last and (
        (parsed.tokens[first].pos not in _INSIDE and parsed.tokens[first].low not in _PARTICLES)
        or parsed.tokens[first].low.rstrip(".") in COURTESY
        or first in states or office_at(parsed, first) is not None
    ):  # fmt: skip
        first += 1
    while last >= first and (
        (
            parsed.tokens[last].pos in ("PART", "PUNCT", "ADP", "NOUN", "VERB")
            and parsed.tokens[last].ent != "PERSON"
        )
        or parsed.tokens[last].text in ("'s", "’s")
    ):
        last -= 1
    while last > first and parsed.tokens[last].low in _ENDINGS and parsed.tokens[last - 1].text == "-":
        last -= 2
    last = _hyphened(parsed, last, 1)
    titles = [i for i in range(first, last) if office_at(parsed, i)]
    return (max(titles) + 1 if titles else first), last


def _beside_office(parsed: Parsed, first: int, last: int) -> bool:
    """Is the name in apposition to an office, or does an office title stand right before it?"""
    inside = range(first, last + 1)
    head = next((i for i in inside if parsed.tokens[i].head not in inside), last)
    token = parsed.tokens[head]
    if not all(
        parsed.tokens[i].pos in ("PROPN", "PUNCT") or parsed.tokens[i].low in _PARTICLES for i in inside
    ):
        return False
    if token.dep == "appos" and office_at(parsed, token.head):
        return True
    if any(is_office(parsed, kid.i) for kid in parsed.kids(head, "appos")):
        return True
    return (
        first > 0 and office_at(parsed, first - 1) is not None and parsed.tokens[first - 1].sent == token.sent
    )


def _after_titles(parsed: Parsed, states: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of proper names right after an office title: "President X Y"."""
    for token in parsed.tokens[:-1]:
        after = parsed.tokens[token.i + 1]
        if (
            after.pos != "PROPN"
            or after.i in states
            or after.low in _AFTER_TITLE
            or not after.text[0].isupper()
            or office_at(parsed, after.i)
        ):
            continue
        if office_at(parsed, token.i) and after.sent == token.sent:
            last = after.i
            while last + 1 < len(parsed.tokens) and _goes_on(parsed, last + 1, states):
                last += 1
            yield after.i, last


def _after_courtesy(parsed: Parsed, states: set[int]) -> Iterator[tuple[int, int]]:
    """Names after "Mr" and "Mrs", whatever the recogniser takes them for."""
    for token in parsed.tokens[:-1]:
        last = token.i
        while (
            token.low.rstrip(".") in COURTESY
            and last + 1 < len(parsed.tokens)
            and _goes_on(parsed, last + 1, states)
        ):
            last += 1
        if last > token.i and parsed.tokens[last].pos == "PROPN":
            yield token.i + 1, last


def _goes_on(parsed: Parsed, i: int, states: set[int]) -> bool:
    token = parsed.tokens[i]
    return (
        token.sent == parsed.tokens[i - 1].sent
        and i not in states
        and (
            token.pos == "PROPN"
            or token.low in _PARTICLES
            or (token.text == "-" and parsed.tokens[i + 1].pos == "PROPN")
        )
    )


def _named(parsed: Parsed, first: int, last: int, names: tuple[Found, ...]) -> Person:
    inside = range(first, last + 1)
    head = next(
        (i for i in inside if parsed.tokens[i].head not in inside or parsed.tokens[i].head == i), last
    )
    start, end = parsed.chars(first, last)
    name = " ".join(parsed.text_of(start, end).split())
    titles = list(_titles(parsed, first, head))
    role, acts, sector = _role(parsed, titles)
    of = next((code for t in titles for code in _states_around(parsed, t, names, (first, last))), None)
    day = parsed.document.published.since if parsed.document.published else None
    holder = vocab.holder_on(name, day)
    if of is None and holder is not None:
        of = holder.of  # before the place where a person is: "Olaf Scholz in Paris"
    of = of or next(iter(_states_around(parsed, head, names, (first, last))), None)
    return Person(
        name=name, role=role, of=of, first=first, last=last, head=head, acts_for_state=acts, sector=sector
    )


def _titles(parsed: Parsed, first: int, head: int) -> Iterator[int]:
    """Tokens that end the titles of a name: before it, in apposition to it, or above it."""
    if (
        first > 0
        and office_at(parsed, first - 1)
        and parsed.tokens[first - 1].sent == parsed.tokens[first].sent
    ):
        yield first - 1
    for kid in parsed.kids(head, "appos", "compound", "nmod"):
        if office_at(parsed, kid.i) and kid.i != first - 1:
            yield kid.i
    above = parsed.tokens[head]
    seen = 0
    while above.dep in ("appos", "conj") and seen < 4:
        above = parsed.tokens[above.head]
        seen += 1
        if office_at(parsed, above.i):
            yield above.i
            return


def _role(parsed: Parsed, titles: list[int]) -> tuple[str | None, bool, str | None]:
    """The office as written, whether its holder acts for a state, and its PLOVER sector."""
    if not titles:
        return None, True, None
    office = office_at(parsed, titles[0])
    if office is None:
        return None, True, None
    first, last = office[0], titles[0]
    while first > 0 and parsed.tokens[first - 1].low in (
        "former",
        "acting",
        "deputy",
        "retired",
        "senior",
        "top",
        "chief",
        "opposition",
    ):
        first -= 1
    start, end = parsed.chars(first, last)
    return " ".join(parsed.text_of(start, end).split()), office[2], office[1] or None


def _states_around(
    parsed: Parsed, i: int, names: tuple[Found, ...], but: tuple[int, int] = (-1, -1)
) -> Iterator[str]:
    """Codes of the states and bodies that a noun phrase names: before it, or under "of", "in", "to", "at"."""
    reach = _phrase(parsed, i)
    for found in names:
        if found.name.codes and found.head in reach and not but[0] <= found.head <= but[1]:
            yield found.name.codes[0]


def _phrase(parsed: Parsed, i: int) -> set[int]:
    """The noun phrase under token `i`, as far as it describes: no relative clause, conjunct or apposition."""
    reach = {i}
    for kid in parsed.kids(i):
        if kid.dep in ("compound", "amod", "nmod", "poss", "npadvmod", "nummod"):
            reach |= _phrase(parsed, kid.i)
        elif kid.dep == "prep" and (kid.low in ("of", "in", "from", "at", "for") or _advises(parsed, i, kid)):
            reach |= {j for p in parsed.kids(kid.i, "pobj") for j in _phrase(parsed, p.i)}
    return reach


def _advises(parsed: Parsed, i: int, preposition: Token) -> bool:
    """ "An adviser to the president": his own; "an envoy to Paris" is not France's."""
    return preposition.low == "to" and parsed.tokens[i].lemma in _COUNSEL


def _described(parsed: Parsed, token: Token, names: tuple[Found, ...]) -> Person | None:
    """An unnamed person or group known by the office: "a Gulf diplomat", "analysts"."""
    office = office_at(parsed, token.i)
    if office is None or token.dep in ("compound", "amod", "nmod"):
        return None
    of = next(iter(_states_around(parsed, token.i, names)), None)
    role, acts, sector = _role(parsed, [token.i])
    return Person(
        name=None, role=role, of=of, first=office[0], last=token.i, head=token.i,
        acts_for_state=acts, plural=token.tag in ("NNS", "NNPS"), sector=sector,
    )  # fmt: skip
