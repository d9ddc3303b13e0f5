"""The templates: HTML in which every value is text, and no character of it acts on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.explain.display import in_sentence, name_of, names_of, shorten, visible

if TYPE_CHECKING:
    from jinja2 import Environment


def open_templates() -> Environment:
    """The environment of all HTML: autoescape, no undefined name, control characters made visible."""
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
    )
    environment.filters |= {
        "shorten": shorten,
        "in_sentence": in_sentence,
        "name_of": name_of,
        "names_of": names_of,
    }
    return environment
