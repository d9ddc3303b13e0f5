"""The numbers of the notes: one note a source sentence, in order of first use; long lists are folded into one note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from detente.show.pages import Source
from detente.show.report import Note
from detente.show.report.covered import cover, quoted, uncover

DIRECT = 4
"""Sentences that a claim cites one by one; of more the first three, and the others in one note."""
MOST = 1_000
"""Notes of sentences in a report; sentences that are only counted get none beyond that."""
EXCERPT = 1_000
SHORT = 16
"""Letters of an article's hash, and of a record's id, where they are not given whole."""

Place = tuple[str, int, int]
_Entry = tuple[Source | None, str, tuple[str, ...], tuple[Source, ...]]
"""A note before all are known: its sentence or what it says, its records, and the sentences that it counts."""


class NoteBook:
    """Gives out the numbers while the sections are written, and remembers what each stands for."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        """The sentences that can be cited, by the id of the record that was read from each."""
        self._sources = sources
        self._records: dict[Place, list[str]] = {}
        for record, source in sources.items():
            self._records.setdefault(_place(source), []).append(record)
        self._at: dict[Place, int] = {}
        self._folded: dict[tuple[str, tuple[Place, ...]], int] = {}
        self._notes: list[_Entry] = []

    def sentence(self, source: Source) -> int:
        """The number of a sentence's note."""
        place = _place(source)
        if place not in self._at:
            self._at[place] = self._add(source, "", tuple(self._records[place]), ())
        return self._at[place]

    def remark(self, says: str) -> int:
        """The number of a note of one's own, in Markdown."""
        return self._add(None, says, (), ())

    def cite(self, records: Iterable[str]) -> list[int]:
        """The numbers for a claim: its sentences, of many the first three and a note on the others."""
        wanted = list(dict.fromkeys(records))
        found = self._sentences(wanted)
        direct = found if len(found) <= DIRECT else found[: DIRECT - 1]
        numbers = [self.sentence(one) for one in direct]
        rest = found[len(direct) :]
        return [*numbers, self._fold(f"And {len(rest):,} more sentences", wanted, rest)] if rest else numbers

    def count(self, records: Iterable[str], says: str) -> list[int]:
        """The numbers for what was counted: its sentences, of many one note that tells how it was counted."""
        wanted = list(dict.fromkeys(records))
        found = self._sentences(wanted)
        if len(found) < DIRECT:
            return [self.sentence(one) for one in found]
        return [self._fold(f"{says} {len(found):,} sentences", wanted, found)]

    def close(self) -> tuple[Note, ...]:
        """All notes; sentences that were counted and not cited get the numbers after the last."""
        notes = []
        for number, (source, says, records, counted) in enumerate(self._with_counted(), 1):
            others = sorted({self._at[place] for one in counted if (place := _place(one)) in self._at})
            beyond = len(counted) - len(others)
            notes.append(
                Note(
                    number=number,
                    source=source,
                    says=uncover(says),
                    records=records,
                    others=tuple(others),
                    beyond=beyond,
                )
            )
        return tuple(notes)

    def _with_counted(self) -> list[_Entry]:
        for *_, counted in list(self._notes):
            for source in counted:
                if len(self._at) < MOST:
                    self.sentence(source)
        return self._notes

    def _fold(self, says: str, records: Sequence[str], found: Sequence[Source]) -> int:
        key = (says, tuple(map(_place, found)))
        if key not in self._folded:
            self._folded[key] = self._add(None, says, tuple(records), tuple(found))
        return self._folded[key]

    def _sentences(self, records: Iterable[str]) -> list[Source]:
        """The sentences of some records, each once."""
        found = (self._sources[record] for record in records if record in self._sources)
        return list({_place(source): source for source in found}.values())

    def _add(
        self, source: Source | None, says: str, records: tuple[str, ...], counted: tuple[Source, ...]
    ) -> int:
        self._notes.append((source, says, records, counted))
        return len(self._notes)


def note_in_markdown(note: Note, *, linked: bool, whole: bool) -> str:
    """What a note says, in Markdown.

    Args:
        note: the note.
        linked: whether numbers of other notes are links to `#note-4`.
        whole: whether the article's hash is given whole, else its first letters.
    """
    if note.source is None:
        return note.says + (f": {_others(note, linked=linked)}" if note.others or note.beyond else "")
    return uncover(_sentence(note.source, note.records, whole=whole))


def _sentence(source: Source, records: Sequence[str], *, whole: bool) -> str:
    excerpt = source.excerpt if len(source.excerpt) <= EXCERPT else f"{source.excerpt[: EXCERPT - 1]}…"
    title = f", *{cover(source.title).strip()}*" if source.title and source.title.strip() else ""
    outlet = cover(source.outlet or "outlet not stated").strip()
    published = source.published if source.published != "undated" else "article undated"
    ids = ", ".join(one[:SHORT] for one in records)
    return (
        f"{quoted(cover(excerpt))} {outlet}{title}, {cover(published)}. Article"
        f" `{source.doc if whole else source.doc[:SHORT]}`, characters {source.start} to {source.end};"
        f" record{'s' if len(records) > 1 else ''} {ids}."
    )


def _others(note: Note, *, linked: bool) -> str:
    def shown(number: int) -> str:
        return f"[{number}](#note-{number})" if linked else f"{number}"

    runs = [
        shown(first) if first == last else f"{shown(first)}–{shown(last)}"
        for first, last in _runs(note.others)
    ]
    beyond = f" and {note.beyond:,} without a note of their own" if note.beyond else ""
    return (
        f"note{'s' if len(note.others) > 1 else ''} {', '.join(runs)}{beyond}."
        if runs
        else f"{beyond.strip()}."
    )


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of numbers that follow each other."""
    ends = [at for at, (one, other) in enumerate(pairwise(numbers)) if other != one + 1]
    starts = [0, *(at + 1 for at in ends)] if numbers else []
    for start, end in zip(starts, [*ends, len(numbers) - 1], strict=False):
        yield numbers[start], numbers[end]


def _place(source: Source) -> Place:
    return source.doc, source.start, source.end
