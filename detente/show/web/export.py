"""Files for other tools: what a file would hold and what it would leave out, then the file itself."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from detente.errors import UnknownName
from detente.show.cli.options import read_date
from detente.show.export.formats import FORMATS, format_of, write_export
from detente.show.export.happened import Asked, Written, asked_of
from detente.show.web.answers import address, answers_of, desk_of

router = APIRouter(include_in_schema=False)
PIECE = 1 << 16


@router.get("/export")
def export(
    request: Request,
    format: str = "",
    a: str = "",
    b: str = "",
    since: str = "",
    until: str = "",
    undated: str = "",
) -> HTMLResponse:
    """The choice of a format; where one is chosen, what its file would hold and leave out."""
    desk = desk_of(request)
    told: Written | None = None
    if format:
        name, asked = _asked(request, format, a, b, since, until, undated)
        told = desk.remember(("export", name, asked), lambda: _count(request, name, asked))
    chosen = {"format": format, "a": a, "b": b, "since": since, "until": until, "undated": undated}
    return answers_of(request).page(
        request,
        "export.html",
        formats=FORMATS,
        chosen=chosen,
        told=told,
        file=address("/export/file", **chosen),
    )


@router.get("/export/file")
def export_file(
    request: Request,
    format: str,
    a: str = "",
    b: str = "",
    since: str = "",
    until: str = "",
    undated: str = "",
) -> Response:
    """The file, to be saved."""
    name, asked = _asked(request, format, a, b, since, until, undated)
    path, _ = _write(request, name, asked)
    who = f"{asked.dyad.a}-{asked.dyad.b}" if asked.dyad else "all"
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in f"detente-{who}")
    headers = {"content-disposition": f'attachment; filename="{safe}{FORMATS[name].suffix}"'}
    return StreamingResponse(_pieces(path), media_type=FORMATS[name].media, headers=headers)


def _asked(
    request: Request, format: str, a: str, b: str, since: str, until: str, undated: str
) -> tuple[str, Asked]:
    if bool(a) != bool(b):
        raise UnknownName("one state alone is no pair", mend="name two states, or none")
    first, last = read_date(since or None, "since"), read_date(until or None, "until")
    days = (first.since if first else None, last.until if last else None)
    dyad = (a, b) if a else None
    asked = asked_of(desk_of(request).project, dyad, *days, day_of_article=bool(undated))
    return format_of(format, Path()), asked


def _count(request: Request, name: str, asked: Asked) -> Written:
    path, told = _write(request, name, asked)
    _drop(path)
    return told


def _write(request: Request, name: str, asked: Asked) -> tuple[Path, Written]:
    """The file, written into a folder that is gone with it."""
    folder = Path(tempfile.mkdtemp(prefix="detente-"))
    path = folder / f"export{FORMATS[name].suffix}"
    try:
        return path, write_export(desk_of(request).project, name, path, asked)
    except BaseException:
        _drop(path)
        raise


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
    finally:
        _drop(path)


def _drop(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.parent.rmdir()
