"""Names in the text that the vocabulary knows: states, capitals, seats, organisations, regions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente import vocab
from detente.code.grammar.sentences import Parsed
from detente.model import ActorType, Codes
from detente.vocab.tables import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name of the vocabulary: `codes` are whom it acts for, `code` is what it is called in the record."""

    code: str
    codes: Codes
    how: str
    type: ActorType


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A name where it stands: tokens `first` to `last`, both included, with `head` its grammatical head."""

    first: int
    last: int
    head: int
    name: Name


@cache
def gazetteer() -> dict[str, list[tuple[str, Name]]]:
    """All names of the vocabulary by their first word in lower case, the longest first."""
    table: dict[str, list[tuple[str, Name]]] = {}

    def enter(written: str, name: Name) -> None:
        table.setdefault(first_word(written), []).append((written, name))

    for state in vocab.states():
        own = (state.code,)
        for how, words in (
            ("name", state.names), ("adjective", state.adjectives), ("people", state.people),
            ("capital", state.capital), ("seat", state.seats), ("name", state.epithets),
            ("territory", state.territories),
        ):  # fmt: skip
            for word in words:
                enter(word, Name(code=state.code, codes=own, how=how, type="state"))
    for row in vocab.rows("cities.tsv", ("state", "cities", "source")):
        for city in row["cities"].split("|"):  # no actor, but whoever comes to one comes to its state
            enter(city, Name(code=row["state"], codes=(row["state"],), how="city", type="place"))
    for body in vocab.organisations():
        acts: Codes = (body.of,) if body.of else (body.code,)
        if body.type in ("project", "product"):
            acts = ()  # a project is spoken of; it does nothing and is promised nothing
        for word in dict.fromkeys((body.name, *body.names)):
            enter(word, Name(code=body.code, codes=acts, how="organisation", type=body.type))
    for phrase in vocab.not_parties():  # "Vietnam War": longer than the state's name in it, and nobody
        enter(phrase, Name(code="", codes=(), how="no party", type="place"))
    for region in vocab.regions():
        for word in region.names:
            enter(word, Name(code=region.code, codes=(), how="region", type="region"))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def first_word(written: str) -> str:
    """The part of a name up to its first blank, hyphen or apostrophe, in lower case."""
    for at, letter in enumerate(written):
        if at and not (letter.isalnum() or letter == "."):
            return written[:at].lower().rstrip(".")
    return written.lower().rstrip(".")


def match_names(parsed: Parsed) -> tuple[Found, ...]:
    """Every name of the vocabulary in the text, the longest at each place, in order."""
    found: list[Found] = []
    ends = {token.end: token.i for token in parsed.tokens}
    flow = parsed.document.flow if parsed.document.flow is not None else parsed.document.text
    short = _abbreviations(flow)
    past = -1
    for token in parsed.tokens:
        if token.i <= past or not token.text[0].isalnum():
            continue
        hit = _longest(flow, token.start, token.low, ends)
        if (
            hit and token.text in short and hit[0] == token.i
        ):  # the text itself says what the letters stand for
            named = short[token.text]
            hit = (token.i, named) if named else None
        if hit and (hit[1].how == "no party" or _only_describes(parsed, token.i, hit[0])):
            past = hit[0]
        elif hit and hit[1].how == "organisation" and _is_part_of_body(parsed, token.i, hit[0], hit[1]):
            continue
        elif hit and not _is_part_of_person(parsed, token.i, hit[0]):
            last, name = hit
            found.append(Found(first=token.i, last=last, head=head_of(parsed, token.i, last), name=name))
            past = last
    spelt = {c for f in found for c in f.name.codes if not _is_initials(parsed, f)}
    return tuple(f for f in found if not _is_initials(parsed, f) or set(f.name.codes) <= spelt)


@cache
def _shared_letters() -> frozenset[str]:
    rows = vocab.rows("shared_letters.tsv", ("letters", "source"))
    return frozenset(letters for row in rows for letters in row["letters"].split("|"))


def _is_initials(parsed: Parsed, found: Found) -> bool:
    """Is it a state's body in letters ("NIS") that are others' too where the text never names that state?"""
    letters = parsed.tokens[found.first].text
    return found.name.how == "organisation" and found.first == found.last and letters in _shared_letters()


COURTESY = frozenset("mr mrs ms miss dr sir lord lady madam señor herr monsieur".split())
"""Words before a surname."""
_OF_STATE = ("National", "Supreme", "Federal", "State", "Royal")
"""What stands before "Security Council" where it is not that of the United Nations."""
_HYPHENS = ("-", "\u2010", "\u2011")
_LEANING = frozenset("pro non".split())
MADE_BY = frozenset(
    "backed sponsored funded financed supplied trained armed administered controlled aligned allied friendly inspired "
    "educated based designed brokered mediated".split()
)


def _only_describes(parsed: Parsed, first: int, last: int) -> bool:
    """ "Pro-Iranian", "Syrian-backed", "London-based": tells of what kind somebody is, and is not the one who acts."""
    tokens = parsed.tokens
    before = tokens[first - 2].low if first > 1 and tokens[first - 1].text in _HYPHENS else ""
    after = tokens[last + 2].low if last + 2 < len(tokens) and tokens[last + 1].text in _HYPHENS else ""
    return before in _LEANING or after in MADE_BY


_SPELT_OUT = re.compile(
    r"((?:[A-Z][\w'’.-]+\s+(?:(?:of|for|and|the|on)\s+){0,2}){2,7})\(([A-Z][A-Za-z]{1,6})\)"
)


def _abbreviations(flow: str) -> dict[str, Name | None]:
    """Letters that the text explains, "World Food Programme (WFP)": whose name they are here, if known."""
    found: dict[str, Name | None] = {}
    for match in _SPELT_OUT.finditer(flow):
        full = " ".join(match[1].split())
        tails = [full.split(" ", n)[n] for n in range(full.count(" "))]
        known = (
            name
            for tail in tails
            for written, name in gazetteer().get(first_word(tail), ())
            if written == tail
        )
        found[match[2]] = next(known, None)
    return found


def name_at_start(text: str) -> Name | None:
    """The state or city with which a dateline begins: "RIYADH, 12 March 2023"."""
    place = text.strip().split(",")[0].split("(")[0].split("—")[0].strip(" -–")
    for entries in gazetteer().values():
        for written, name in entries:
            if written.lower() == place.lower() and name.type == "state":
                return name
    return None


def head_of(parsed: Parsed, first: int, last: int) -> int:
    """The token of a stretch whose own head lies outside of it."""
    inside = range(first, last + 1)
    return next(
        (i for i in inside if parsed.tokens[i].head not in inside or parsed.tokens[i].head == i), last
    )


def _longest(flow: str, start: int, low: str, ends: dict[int, int]) -> tuple[int, Name] | None:
    for key in dict.fromkeys((low, low.rstrip("."), first_word(low))):
        for written, name in gazetteer().get(key, ()):
            end = _end_of(flow, start, written)
            if end in ends:
                return ends[end], name
            if end + 1 in ends and flow[end : end + 1] == ".":
                return ends[end + 1], name
    return None


def _end_of(flow: str, start: int, written: str) -> int:
    """Where `written` ends if it stands at `start`, any blanks between its words; else -1.

    A long name may stand in capitals throughout.
    """
    capitals = len(written) > 4 and flow[start : start + len(written)].isupper()
    at = start
    for letter in written.upper() if capitals and not written.isupper() else written:
        if letter == " ":
            if not flow[at : at + 1].isspace():
                return -1
            while flow[at : at + 1].isspace() or flow[at : at + 1] == "\u2060":
                at += 1
        elif flow[at : at + 1].replace("’", "'") == letter:
            at += 1
        else:
            return -1
    return at


def _is_part_of_body(parsed: Parsed, first: int, last: int, name: Name) -> bool:
    """Is the name only the beginning of a longer one that the recogniser sees, such as another firm's, or its end?"""
    before = parsed.tokens[first - 1] if first else None
    if (
        before
        and before.text in _OF_STATE
        and name.codes == (name.code,)
        and " " in parsed.text_of(*parsed.chars(first, last))
    ):
        return True
    return any(
        label == "ORG" and a == first and b - 1 > last
        and all(parsed.tokens[i].pos == "PROPN" for i in range(a, b))
        for a, b, label in parsed.entities
    )  # fmt: skip


def _is_part_of_person(parsed: Parsed, first: int, last: int) -> bool:
    """Is the name a part of a personal name, such as "Michael Jordan" or "Mr Jordan"?"""
    if first > 0 and parsed.tokens[first - 1].low.rstrip(".") in COURTESY:
        return True
    for a, b, label in parsed.entities:
        if label == "PERSON" and a <= first and last < b and (b - a) > (last - first + 1):
            return parsed.tokens[first].pos == "PROPN" and first > a
    return False


def surname(name: str) -> str:
    """The last word of a person's name, in lower case, without an article: "al-Sudani" is also "Sudani"."""
    return re.sub(r"^(?:al|el|as|ash|ar)-", "", name.split()[-1].lower())
