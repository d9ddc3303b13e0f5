"""Values as plain JSON, and the hash of such a value: what identities are made of."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any


def plain(value: Any) -> Any:
    """A value of this module as what JSON can hold: dates as ISO 8601, decimals as strings, `None` kept."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in field_names(value.__class__)}
    return value


@cache
def field_names(kind: type[Any]) -> tuple[str, ...]:
    """The names of a dataclass's fields, in their order."""
    return tuple(field.name for field in fields(kind))


def digest(value: Any) -> str:
    """What JSON can hold, as a hash of 16 hexadecimal digits."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
