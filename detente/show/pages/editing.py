"""A record as a form: its fields with their values and choices, and what was changed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from detente import vocab
from detente.errors import UserError
from detente.model import AUX, PLOVER_TYPES, Amount, Record, Speaker, When, plain
from detente.show.cli.hand import read_changes

Sort = Literal["words", "line", "choice", "several", "parties"]

_SEVERAL = ("aux", "contexts")
_PARTIES = ("actors", "recipients", "giver", "receiver", "holder", "toward", "who", "away_from")
_WORDS = ("what", "words", "object", "cause", "effect", "claim")
_HINTS = {
    "when": "YYYY-MM-DD, or FIRST..LAST; empty where not stated",
    "amount": "a number and its unit: 50,000 dose, 2500000000 USD; empty where not stated",
}
_LABELS = {
    "speaker.name": "speaker's name",
    "speaker.role": "speaker's office",
    "speaker.of": "speaker acts for",
    "speaker.type": "speaker is",
}
_PARTED = "codes or names, parted by commas"
_YES_NO = (("true", "yes"), ("false", "no"))


@dataclass(frozen=True, slots=True, kw_only=True)
class EditField:
    """One field of a record in a form."""

    name: str = field(metadata={"says": "as in the record format"})
    label: str = field(metadata={"says": "the same in words"})
    sort: Sort = field(metadata={"says": "words, line, one choice, several choices, parties"})
    value: str = field(metadata={"says": "as it stands; several parted by commas, empty where not stated"})
    choices: tuple[tuple[str, str], ...] = field(
        default=(), metadata={"says": "what can stand there, with how it is called"}
    )
    hint: str = field(default="", metadata={"says": "how it is written"})


def edit_fields(record: Record) -> tuple[EditField, ...]:
    """The fields of a record that can be corrected, the claim's first, then the speaker's."""
    claim = record.claim
    hints = get_type_hints(type(claim))
    own = [_field(f.name, hints[f.name], getattr(claim, f.name)) for f in fields(claim)]
    said = record.speaker or Speaker()
    hints = get_type_hints(Speaker)
    speaker = [
        _field(f"speaker.{f.name}", hints[f.name], getattr(said, f.name) if record.speaker else None)
        for f in fields(Speaker)
    ]
    return (*own, *speaker)


def changes_in(record: Record, given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What a filled form changes in a record, as a decision takes it; fields that were not sent stay.

    Args:
        record: as it stands.
        given: values by the name of the field; several where several can be chosen.

    Raises:
        UserError: a day that is none, or JSON that cannot be read.
    """
    changes: dict[str, Any] = {}
    for one in edit_fields(record):
        if one.name not in given:
            continue
        value = ", ".join(part.strip() for part in given[one.name] if part.strip())
        if _same(one, value):
            continue
        if one.sort == "words" or (one.sort == "line" and one.name not in _HINTS):
            changes[one.name] = " ".join(value.split()) or None
        else:
            changes |= _read(one, value or "none")
    return changes


def _read(one: EditField, value: str) -> dict[str, Any]:
    try:
        return read_changes([f"{one.name}={value}"]) or {}
    except UserError as error:
        raise type(error)(error.what, where=one.label, mend=error.mend) from error


def _same(one: EditField, value: str) -> bool:
    if one.sort in ("several", "parties"):
        return {part.strip() for part in value.split(",")} == {part.strip() for part in one.value.split(",")}
    return " ".join(value.split()) == " ".join(one.value.split())


def _field(name: str, hint: Any, value: Any) -> EditField:
    part = name.removeprefix("speaker.")
    sort: Sort = "words" if part in _WORDS else "line"
    choices = _choices(part, hint)
    if choices and part != name:  # there may be no speaker
        choices = (("", "not stated"), *choices)
    if part in _PARTIES:
        sort = "parties"
    elif choices:
        sort = "several" if part in _SEVERAL else "choice"
    hint_words = _PARTED if sort == "parties" else _HINTS.get(part, "")
    return EditField(
        name=name,
        label=_LABELS.get(name) or name.replace("_", " "),
        sort=sort,
        value=_as_typed(value),
        choices=choices,
        hint=hint_words,
    )


def _choices(name: str, hint: Any) -> tuple[tuple[str, str], ...]:
    """What can stand in a field, where that is not free."""
    if name == "mode":
        known = [(mode, type) for type in PLOVER_TYPES for mode in vocab.modes(type)]
        types = {mode: [type for other, type in known if other == mode] for mode, _ in known}
        return (("", "none"), *((mode, f"{mode} ({', '.join(types[mode])})") for mode in types))
    if name == "aux":
        return tuple((word, word) for word in AUX)
    if name == "contexts":
        return tuple((row.context, row.context.replace("_", " ")) for row in vocab.contexts())
    options = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    if bool in options:
        return _YES_NO
    words = [word for option in options if get_origin(option) is Literal for word in get_args(option)]
    empty = [("", "not stated")] if words and NoneType in options else []
    return (*empty, *((word, word) for word in words))


def _as_typed(value: Any) -> str:
    """A value as one would type it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case tuple():
            return ", ".join(value)
        case When():
            since, until = (day.isoformat() if day else "" for day in (value.since, value.until))
            return since if since == until else f"{since}..{until}"
        case Amount():
            return f"{plain(value.value)} {value.unit}"
        case _:
            return str(value)
