"""Détente reads news about states and keeps a sourced record of their relations.

    import detente

    relation = detente.open("desk").dyad("Pakistan", "Russia")
    relation.events(since="2014-01-01").to_pandas()

Importing it costs nothing: each name is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.project import Project, Relation, read_articles
    from detente.work import AnyPath as _AnyPath

__version__ = "0.1.0"
__all__ = ["Project", "Relation", "__version__", "open", "read_articles"]

_IN_PROJECT = frozenset({"Project", "Relation", "read_articles"})


def open(folder: _AnyPath) -> Project:
    """Opens a project folder.

    Raises:
        BrokenStore: no project, a damaged one, or one made by a later version.
    """
    from detente.project import Project

    return Project.open(folder)


def __getattr__(name: str) -> Any:
    if name in _IN_PROJECT:
        from detente import project

        return getattr(project, name)
    raise AttributeError(f"module 'detente' has no attribute {name!r}")
