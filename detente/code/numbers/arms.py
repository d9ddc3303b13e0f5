"""Types of arms and aircraft by what their makers call them: "F-16", "Leopard 2", "Rafale"."""

from __future__ import annotations

import re

from detente.code.grammar.predicates import noun_classes

DESIGNATION = re.compile(
    r"((?:[A-Z][A-Za-z/]*-\d{1,3}|(?!A3\d\d)[A-Z]{1,3}\d{1,3}|[A-Z][a-z]{3,} \d)[A-Z]?)s\b"
)
"""A type by its letters and number, in the plural: "F-16s", "TB2s", "Leopard 2s"."""


def is_type_of_arms(name: str) -> bool:
    """Is it what a type of arms is called, in the singular?"""
    return bool(DESIGNATION.fullmatch(f"{name}s")) or name in noun_classes()["type"]
