"""One of what is counted: "doses" to "dose"."""

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
