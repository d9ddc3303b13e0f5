"""Who is meant: every mention of a party, and the states or bodies that it stands for.

Names come from the vocabulary, persons from their offices; what is left — pronouns, "both countries", "the
kingdom", "the government" — is resolved by walking through the text in order and keeping track of who was
spoken of last. What cannot be resolved stays unresolved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from detente.code.grammar.sentences import Parsed
from detente.code.parties.mentions import Mention, Parties, body_words
from detente.code.parties.names import Found, match_names, name_at_start
from detente.code.parties.persons import Person, find_persons
from detente.code.parties.refer import Walk
from detente.code.parties.weighed import Weighed
from detente.model import ActorType

_ORGANS = frozenset("ministry court legislature force police office council".split())
"""Kinds of bodies that are a state's whether or not their names are written large; a bank may be its own master."""


def find_mentions(
    parsed: Parsed,
    marked: tuple[Mention, ...] = (),
    walk: Callable[[Parties, tuple[Person, ...]], Walk] = Weighed,
) -> Parties:
    """All parties of a document, resolved as far as the text allows.

    `marked` are parties that are known beforehand; they stand in place of whatever else would be found there, and a
    pronoun may mean them. `walk` makes the walk through the text; training notes on its way what it meets.
    """
    names = match_names(parsed)
    persons = tuple(p for p in find_persons(parsed, names) if not any(_is_in(p.head, m) for m in marked))
    by_head: dict[int, Mention] = {}
    for found in names:
        by_head[found.head] = Mention(
            head=found.head, first=found.first, last=found.last, codes=found.name.codes, how=found.name.how,
            type=found.name.type, label=found.name.code,
        )  # fmt: skip
    for mention in _named_bodies(parsed, names, persons):
        by_head.setdefault(mention.head, mention)
    by_head = _with(by_head, marked)
    counts = Counter(c for m in by_head.values() if m.type == "state" and len(m.codes) == 1 for c in m.codes)
    first = {c: m.first for m in sorted(by_head.values(), key=lambda m: -m.first) for c in m.codes}
    order = tuple(sorted(counts.items(), key=lambda item: (-item[1], first[item[0]])))
    focus = tuple(code for code, _ in order[:2])
    home = home_of(parsed)
    home = (
        home if home in [code for code, _ in order[:3]] else None
    )  # a correspondent may write from elsewhere
    walk(Parties(parsed, (), by_head, focus, order, home), persons).run()
    by_head = _with(by_head, marked)
    mentions = tuple(sorted(by_head.values(), key=lambda m: (m.first, m.head)))
    return Parties(parsed, mentions, by_head, focus, order, home)


def _with(by_head: dict[int, Mention], marked: tuple[Mention, ...]) -> dict[int, Mention]:
    others = {head: m for head, m in by_head.items() if not any(_is_in(head, mark) for mark in marked)}
    return others | {mark.head: mark for mark in marked}


def _is_in(head: int, mark: Mention) -> bool:
    return mark.first <= head <= mark.last


def home_of(parsed: Parsed) -> str | None:
    """The state of the dateline: whose government "the government" is, where nothing else says."""
    place = parsed.document.dateline
    if place is None:
        return None
    found = name_at_start(parsed.document.text[place[0] : place[1]])
    return found.codes[0] if found and found.codes and found.type == "state" else None


def _named_bodies(parsed: Parsed, names: tuple[Found, ...], persons: tuple[Person, ...]) -> list[Mention]:
    """Organisations and works that the recogniser names and the vocabulary does not."""
    taken = {i for p in persons for i in range(p.first, p.last + 1)}
    found = []
    for a, past, label in parsed.entities:
        first, last = a, past - 1
        while first <= last and parsed.tokens[first].pos in ("DET", "PUNCT", "PART", "NUM"):
            first += 1
        while last > first and parsed.tokens[last].text in ("'s", "’s", ",", "("):
            last -= 1
        proper = sum(parsed.tokens[i].pos == "PROPN" for i in range(first, last + 1))
        letters = first == last and label == "ORG" and parsed.tokens[first].text.replace("/", "").isupper()
        few = proper < 2 and not (letters and len(parsed.tokens[first].text) > 2)
        if label not in ("ORG", "FAC", "PRODUCT") or few or taken & set(range(first, last + 1)):
            continue
        inside = [f for f in names if first <= f.first and f.last <= last]
        if any(f.first == first and f.last == last for f in inside) or any(
            f.first < first <= f.last for f in names
        ):
            continue
        head = next((i for i in range(first, last + 1) if not first <= parsed.tokens[i].head <= last), last)
        acts = inside[0].name.codes if inside and inside[0].name.type == "state" else ()
        start, end = parsed.chars(first, last)
        name = " ".join(parsed.text_of(start, end).split())
        _, organ = body_words().get(name.lower().removeprefix("federal "), ("", ""))
        if organ in _ORGANS and not acts:
            continue  # "the Foreign Ministry": whose, the walk through the text finds out
        kind: ActorType = {"ORG": "organisation", "FAC": "project"}.get(label, "product")  # type: ignore[assignment]
        acts = acts if label == "ORG" else ()
        found.append(
            Mention(head=head, first=first, last=last, codes=acts, how="named", type=kind, label=name)
        )
    return found
