"""One and several of what is counted: "doses" and "dose"."""

from __future__ import annotations

IRREGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child"}


def singular(noun: str) -> str:
    """The singular of an English noun, by its ending."""
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes", "zes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def plural(noun: str) -> str:
    """The plural of an English noun, by its ending; of several words, of the last."""
    first, space, last = noun.rpartition(" ")
    several = next((many for many, one in IRREGULAR.items() if one == last), None)
    if several is None and last.endswith("y") and last[-2:-1] not in "aeiou":
        several = f"{last[:-1]}ies"
    if several is None and last.endswith(("us", "ss", "x", "ch", "sh")):
        several = f"{last}es"
    return f"{first}{space}{several or (last if last.endswith('s') else f'{last}s')}"
