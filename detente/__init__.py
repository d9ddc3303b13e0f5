"""Détente reads news about states and keeps a sourced record of their relations.

    import detente

    relation = detente.open("desk").dyad("Pakistan", "Russia")
    relation.events(since="2014-01-01").to_pandas()

Importing it costs nothing: each name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.project import Project
    from detente.relation import Relation
    from detente.work import AnyPath as _AnyPath
    from detente.work import read_articles

__version__ = "0.1.0"
__all__ = ["Project", "Relation", "__version__", "open", "read_articles"]

_WHERE = {"Project": "project", "Relation": "relation", "read_articles": "work"}


def open(folder: _AnyPath) -> Project:
    """Opens a project folder.

    Raises:
        BrokenStore: no project, a damaged one, or one made by a later version.
    """
    from detente.project import Project

    return Project.open(folder)


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(f"detente.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'detente' has no attribute {name!r}")
