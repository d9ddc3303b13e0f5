"""The sections of a report, each a template of Markdown; a user's file of the same name takes the place of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import UserError
from detente.explain.display import in_sentence, one_line, shorten
from detente.show.files import write_text
from detente.show.report import Section
from detente.show.report.covered import quoted, uncover

if TYPE_CHECKING:
    from jinja2 import Environment

SUFFIX = ".md"
LARGEST = 256 * 1024
"""Bytes of a template."""
_OURS = files("detente.show").joinpath("templates", "report")
_NAME = re.compile(r"[\w][\w.-]*\.md")
_GAP = re.compile(r"\n{3,}")
_OWN_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.M)


def folder_of(project: Path) -> Path:
    """Where a user's templates lie in a project's folder."""
    return project / "templates" / "report"


def copy_templates(folder: Path) -> tuple[Path, ...]:
    """Writes our templates where the user may edit them; those that are there already are left as they are.

    Args:
        folder: of the user's templates (`folder_of`).

    Raises:
        UserError: a file cannot be written.
    """
    written = []
    for name, text in _ours().items():
        if not (folder / name).exists():
            write_text(folder / name, text)
            written.append(folder / name)
    return tuple(written)


def write_sections(folder: Path, values: Mapping[str, Any]) -> tuple[Section, ...]:
    """The sections in order of their names; one that comes out empty is left out.

    Args:
        folder: of the user's templates, which need not exist.
        values: what the templates may name; texts of articles must be covered.

    Raises:
        UserError: a template of the user is wrong, with its file and line.
    """
    ours = _ours()
    texts = ours | _users(folder)
    environment = _environment(texts, folder, values)
    sections = []
    for name in sorted(one for one in texts if not one.startswith("_")):
        of_user = texts[name] != ours.get(name)
        markdown = uncover(_GAP.sub("\n\n", _rendered(environment, name, folder)).strip())
        if of_user and (own := _OWN_NOTE.search(markdown)):
            raise UserError(
                f"the section has a note of its own, [^{one_line(own[1])}]",
                where=str(folder / name),
                mend='notes are numbered by the report: write {{ remark("what the note says") }}',
            )
        if markdown:
            sections.append(Section(name=name.removesuffix(SUFFIX), markdown=markdown, of_user=of_user))
    return tuple(sections)


def _ours() -> dict[str, str]:
    """Our templates by their file names."""
    return {
        one.name: one.read_text("utf-8")
        for one in sorted(_OURS.iterdir(), key=lambda one: one.name)
        if one.name.endswith(SUFFIX)
    }


def _users(folder: Path) -> dict[str, str]:
    """The user's templates by their file names: plain files of the folder, and no link that leads out of it."""
    if not folder.is_dir():
        return {}
    found = {}
    for path in sorted(folder.iterdir()):
        if path.suffix != SUFFIX or path.name.startswith("."):
            continue
        if not _NAME.fullmatch(path.name) or not path.is_file() or path.resolve().parent != folder.resolve():
            raise UserError("is no template: a plain file in this folder is wanted", where=str(path))
        try:
            if path.stat().st_size > LARGEST:
                raise UserError(f"is larger than {LARGEST // 1024} KiB", where=str(path))
            found[path.name] = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(
                f"cannot be read: {error}", where=str(path), mend="write it as text in UTF-8"
            ) from error
    return found


def _environment(texts: Mapping[str, str], folder: Path, values: Mapping[str, Any]) -> Environment:
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        of = folder if (folder / name).is_file() else _OURS
        return (texts[name], str(of.joinpath(name)), lambda: True) if name in texts else None

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"in_sentence": in_sentence, "shorten": shorten, "quoted": quoted}
    environment.globals |= values
    return environment


def _rendered(environment: Environment, name: str, folder: Path) -> str:
    """A template filled in; what goes wrong in a file of the user is told with its line."""
    from jinja2 import TemplateSyntaxError

    try:
        return environment.get_template(name).render()
    except TemplateSyntaxError as error:
        if not (folder / (error.name or "")).is_file():
            raise
        raise _at(folder / str(error.name), error.lineno, error.message or "is no template") from error
    except Exception as error:
        # Whatever an expression of the user does, it is the user's to mend.
        places = list(_lines_of(error, folder))
        if not places:
            raise
        path, line = places[-1]
        what = error.what if isinstance(error, UserError) else f"{type(error).__name__}: {error}"
        raise _at(path, line, what) from error


def _lines_of(error: BaseException, folder: Path) -> list[tuple[Path, int]]:
    """The places in the user's templates through which an error came."""
    found, step = [], error.__traceback__
    while step:
        path = Path(step.tb_frame.f_code.co_filename)
        if path.parent == folder and path.is_file():
            found.append((path, step.tb_lineno))
        step = step.tb_next
    return found


def _at(path: Path, line: int, what: str) -> UserError:
    return UserError(
        one_line(what),
        where=f"{path}, line {line}",
        mend="mend the template, or delete the file: then ours is used",
    )
