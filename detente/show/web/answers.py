"""Answers to a browser: a template filled with a page's value, whole or as the part that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from detente import __version__
from detente.show.rendering import open_templates
from detente.show.web.guard import FORM_TOKEN, TOKEN_HEADER, form_token_of

if TYPE_CHECKING:
    from jinja2 import Environment

    from detente.show.web.desk import Desk
    from detente.show.web.jobs import Jobs

THEME = "detente_theme"
THEMES = ("light", "dark")
MOST_FILES = 2000
MOST_FIELDS = 100


class Answers:
    """The templates, and what each page says of the desk it stands on."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.templates: Environment = open_templates()
        self.templates.globals["address"] = address

    def page(self, request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """A template as an answer.

        Args:
            request: what was asked.
            template: its name in `templates`.
            status: of the answer.
            values: what the template names, beside what every page has: `project`, `may_write`, `form_token`,
                `theme`, `path`, `query`.
        """
        may_write = bool(getattr(request.state, "may_write", False))
        theme = request.cookies.get(THEME, "")
        text = self.templates.get_template(template).render(
            {
                "project": self._desk.project.name,
                "may_write": may_write,
                "form_token": form_token_of(self._desk.token) if may_write else "",
                "theme": theme if theme in THEMES else "",
                "path": request.url.path,
                "query": request.url.query,
                "release": __version__,
            }
            | values
        )
        return HTMLResponse(text, status)


def desk_of(request: Request) -> Desk:
    """The desk of the application that is asked."""
    desk: Desk = request.app.state.desk
    return desk


def answers_of(request: Request) -> Answers:
    """The templates of the application that is asked."""
    answers: Answers = request.app.state.answers
    return answers


def jobs_of(request: Request) -> Jobs:
    """The work in hand of the application that is asked."""
    jobs: Jobs = request.app.state.jobs
    return jobs


async def form_of(request: Request) -> FormData:
    """The form of a request that writes; every route that writes takes its values through here.

    Raises:
        HTTPException: the form's token is missing or another's, or there are too many fields.
    """
    desk = desk_of(request)
    form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=4 * 2**20)
    given = request.headers.get(TOKEN_HEADER) or form.get(FORM_TOKEN)
    if given != form_token_of(desk.token):
        raise HTTPException(403, "the form is of another session: load the page anew")
    return form


def own(back: str, otherwise: str = "/") -> str:
    """An address of ours to go back to; another page of ours for any that may lead elsewhere."""
    return back if back.startswith("/") and not back.startswith("//") and "\\" not in back else otherwise


def text_in(form: FormData, name: str) -> str:
    """The value of a form, without blanks around it; empty where it has none."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def address(path: str, **query: object) -> str:
    """A path with its query; values that are empty are left out."""
    told = {name: str(value) for name, value in query.items() if value not in (None, "", ())}
    return f"{path}?{urlencode(told)}" if told else path
