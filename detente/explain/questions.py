"""Standing questions: a saved dyad, actor or sector that tells only what has changed since it was last asked.

One file a question in the project's folder `questions`: what it asks, and the state it told last. The state is kept and
not a date, so that an article added by another process in the same moment is told the next time and never lost.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.errors import BrokenStore, UnknownName
from detente.explain.changes import Change, Scope, Standing, State, find_changes, state_of
from detente.keep.asked import codes_of
from detente.keep.store import Store, check_present
from detente.model import SECTORS, plain

FOLDER = "questions"
_NAME = re.compile(r"[\w-]{1,60}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question by its name, and what it is about."""

    name: str
    scope: Scope


def save_question(store: Store, question: Question) -> None:
    """Keeps a question; what the record holds now counts as told. One of the same name is replaced.

    Raises:
        UnknownName: a name that cannot be a file's.
        BrokenStore: the folder cannot be written.
    """
    if not _NAME.fullmatch(question.name):
        raise UnknownName(f"{question.name!r} cannot be a name", mend="use letters, digits, - and _")
    _write(store, question, state_of(store, question.scope))


def questions_of(store: Store) -> tuple[Question, ...]:
    """All standing questions, by name.

    Raises:
        BrokenStore: a file of them is damaged.
    """
    return tuple(_read(_path(store, name))[0] for name in names_of_questions(store))


def names_of_questions(store: Store) -> tuple[str, ...]:
    """The names of all standing questions, without a look into their files."""
    stems = sorted(path.stem for path in (store.folder / FOLDER).glob("*.json"))
    return tuple(stem for stem in stems if _NAME.fullmatch(stem))


def drop_question(store: Store, name: str) -> None:
    """Forgets a question.

    Raises:
        UnknownName: there is none of that name.
    """
    path = _path(store, name)
    check_present(store)
    try:
        path.unlink()
    except OSError as error:
        raise BrokenStore(f"cannot be removed: {error}", where=str(path)) from error


def ask_question(
    store: Store, name: str, tell: Callable[[tuple[Change, ...]], None] = lambda _: None
) -> tuple[Change, ...]:
    """What changed since the question was saved or last asked.

    Once `tell` has told it, it counts as told: what could not be told is told the next time.

    Raises:
        UnknownName: there is none of that name.
        BrokenStore: its file is damaged, or cannot be written.
    """
    question, told = _read(_path(store, name))
    now = state_of(store, question.scope)
    changes = find_changes(told, now)
    tell(changes)
    if now != told:
        _write(store, question, now)
    return changes


def _path(store: Store, name: str) -> Path:
    path = store.folder / FOLDER / f"{name}.json"
    if not _NAME.fullmatch(name) or not path.is_file():
        there = ", ".join(names_of_questions(store)) or "none yet"
        raise UnknownName(f"no standing question called {name!r}", mend=f"there are: {there}")
    return path


def _write(store: Store, question: Question, state: State) -> None:
    check_present(store)
    path = store.folder / FOLDER / f"{question.name}.json"
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(exist_ok=True)
        draft.write_text(
            json.dumps({"question": plain(question), "told": plain(state)}, ensure_ascii=False), "utf-8"
        )
        os.replace(draft, path)
    except OSError as error:
        raise BrokenStore(f"cannot be written: {error}", where=str(path)) from error


def _read(path: Path) -> tuple[Question, State]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        asked, told = held["question"]["scope"], held["told"]
        if asked["sector"] is not None and asked["sector"] not in SECTORS:
            raise ValueError(f"no sector called {asked['sector']!r}")
        scope = Scope(parties=codes_of(_words(asked["parties"])), sector=asked["sector"])
        state = State(
            rows=tuple(_standing(one) for one in told["rows"]),
            happenings=tuple(_standing(one) for one in told["happenings"]),
            speakers=tuple((speaker, record) for speaker, record in map(_words, told["speakers"])),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, UnknownName) as error:
        raise BrokenStore(f"is damaged: {error!r}", where=str(path), mend="save the question anew") from error
    return Question(name=path.stem, scope=scope), state


def _standing(held: dict[str, Any]) -> Standing:
    lists = {name: _words(held[name]) for name in ("records", "places", "rivals", "disputes")}
    for place in lists["places"]:
        doc, start, end = place.split(":")
        if not doc or int(start) >= int(end):
            raise ValueError(f"no place: {place!r}")
    if len(lists["records"]) != len(lists["places"]) or len(lists["rivals"]) != len(lists["disputes"]):
        raise ValueError("lists of one thing differ in length")
    says, stage, amount = _words([held["says"], held["stage"], held["amount"]])
    return Standing(**lists, says=says, stage=stage, amount=amount)


def _words(held: Any) -> tuple[str, ...]:
    if not isinstance(held, list) or not all(isinstance(one, str) for one in held):
        raise ValueError(f"not a list of words: {held!r}")
    return tuple(held)
