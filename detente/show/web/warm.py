"""What the first pages need, worked out while the browser opens: nobody waits for it who comes later."""

from __future__ import annotations

from importlib import import_module
from threading import Thread

from detente.errors import UserError
from detente.show.pages.home import find_busiest, find_home
from detente.show.rendering import open_templates
from detente.show.web.desk import Desk

HEAVY = ("numpy", "scipy.special", "scipy.stats", "networkx", "vl_convert")
"""Packages that measures and charts stand on; loading them takes a second in all."""


def warm(desk: Desk) -> Thread:
    """Begins to work out the first page, to take tables into memory, and to load templates and what measures need."""
    thread = Thread(target=_warm, args=(desk,), daemon=True)
    thread.start()
    return thread


def _warm(desk: Desk) -> None:
    try:
        desk.remember("home", lambda: find_home(desk.project))
        desk.remember("busiest", lambda: find_busiest(desk.project))
        desk.project.make_ready()
    except UserError:
        return  # the page that asks for it tells it
    templates = open_templates()
    for name in templates.list_templates(extensions=["html"]):
        templates.get_template(name)
    for name in HEAVY:
        import_module(name)
