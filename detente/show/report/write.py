"""A report in one of its formats, as bytes with a media type and the name of a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from detente.errors import UnknownName, UserError
from detente.show.report import FORMATS, Format, Report
from detente.show.report.as_docx import write_docx
from detente.show.report.as_html import write_html
from detente.show.report.as_markdown import write_markdown
from detente.show.report.as_pdf import write_pdf

_WRITERS: dict[Format, tuple[str, Callable[[Report], bytes]]] = {
    "html": ("text/html; charset=utf-8", lambda report: write_html(report).encode()),
    "md": ("text/markdown; charset=utf-8", lambda report: write_markdown(report).encode()),
    "pdf": ("application/pdf", write_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_docx),
}
_NO_FILE = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A report as it is handed over."""

    content: bytes = field(metadata={"says": "the file"})
    media_type: str = field(metadata={"says": "what it is, for a browser"})
    name: str = field(metadata={"says": "what it is called where nobody names it"})


def render(report: Report, format: str = "html") -> Written:
    """A report in one of its formats; the same report gives the same bytes.

    Args:
        report: the report.
        format: html, md, pdf or docx.

    Raises:
        UnknownName: no such format.
    """
    known = format_of(format, None)
    media_type, write = _WRITERS[known]
    page = report.page
    name = file_name(page.dyad.a, page.dyad.b, page.third, known)
    return Written(content=write(report), media_type=media_type, name=name)


def format_of(format: str | None, out: Path | None) -> Format:
    """The format that is asked for, else the one that a file's name tells; HTML where neither does.

    Raises:
        UnknownName: no such format.
    """
    told = (out.suffix.lower().removeprefix(".") if out else "") or "html"
    name = format.strip().lower() if format is not None else told
    if name not in FORMATS:
        raise UnknownName(f"no format {name!r}", mend=f"there are: {', '.join(FORMATS)}")
    return cast(Format, name)


def file_name(a: str, b: str, third: str | None, format: Format) -> str:
    """`report-PAK-RUS-USA.pdf`."""
    codes = [_NO_FILE.sub("_", code) for code in (a, b, third) if code]
    return f"report-{'-'.join(codes)}.{format}"


def check_free(out: Path, *, force: bool) -> None:
    """Tells whether a file may be written, before the work begins.

    Raises:
        UserError: it is there already, or is a folder.
    """
    if out.is_dir():
        raise UserError("is a folder", where=str(out), mend="name a file in it")
    if out.exists() and not force:
        raise UserError("exists already", where=str(out), mend="name another file, or add --force")
