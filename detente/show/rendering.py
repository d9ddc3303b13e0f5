"""The templates: HTML in which every value is text, and no character of it acts on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

from detente.explain.display import in_sentence, name_of, names_of, shorten, visible
from detente.model import digest
from detente.show.pages import Figure

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment

EXCERPT = 300
"""Characters of a sentence in a list; all of it stands in its article."""
SHORT = 8
"""Digits of an id that are shown for a record without a line."""

Evidence = Callable[[str, str], str]
"""Where the sentence of a record stands: its address, by the ids of the record and, where known, of its article."""


@cache
def open_templates(*, alone: bool = False) -> Environment:
    """The environment of all HTML: autoescape, no undefined name, control characters made visible.

    Args:
        alone: the page stands by itself, with its evidence on it; else sentences stand on pages of articles.
    """
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=ChoiceLoader(
            [PackageLoader("detente.show", "templates"), PackageLoader("detente.show", "static")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
        bytecode_cache=_compiled(),
    )
    environment.filters |= {
        "shorten": shorten,
        "opened": opened,
        "in_sentence": in_sentence,
        "name_of": name_of,
        "names_of": names_of,
        "place": place_of,
    }
    environment.globals |= {
        "excerpt": EXCERPT,
        "evidence": evidence_here if alone else evidence_in_article,
        "cited": partial(cited, elsewhere=not alone),
    }
    return environment


def _compiled() -> BytecodeCache | None:
    """Where compiled templates are kept for the next process: a folder of the user's own among the temporary ones."""
    from jinja2 import FileSystemBytecodeCache

    try:
        return FileSystemBytecodeCache()
    except (OSError, RuntimeError):  # there is none that is the user's alone: they are compiled anew
        return None


def opened(words: str) -> str:
    """Words as they open a sentence: the first letter large, the others as they are."""
    return words[:1].upper() + words[1:]


def evidence_here(record: str, doc: str = "") -> str:
    """Where a sentence stands on a page that has its evidence on it."""
    return f"#r-{record}"


def evidence_in_article(record: str, doc: str = "") -> str:
    """Where a sentence stands in the workbench: in its article, which the record knows if we do not."""
    return f"/article/{doc}#r-{record}" if doc else f"/record/{record}"


def place_of(figure: Figure) -> str:
    """The anchor of the entry that lists what a figure was counted from; equal figures share one."""
    return f"n-{digest([figure.shown, *figure.records])}"


def cited(records: Iterable[str], refs: Mapping[str, str], *, elsewhere: bool) -> list[tuple[str, str]]:
    """The lines that records stand on, each once with a record that leads there, in the order of the page.

    Args:
        records: ids of records.
        refs: the number of a record's line.
        elsewhere: whether to name those without a line too, by the beginnings of their ids.
    """
    found = list(dict.fromkeys(records))
    by_ref = {refs[record]: record for record in reversed(found) if record in refs}
    lines = sorted(by_ref.items(), key=lambda item: (item[0][0], int(item[0][1:])))
    return lines + [(record[:SHORT], record) for record in found if elsewhere and record not in refs]
