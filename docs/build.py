"""Keeps the documentation true: generated pages are written anew, and what the pages show is run.

    python docs/build.py            write every generated page, and the output below every command
    python docs/build.py --check    only say what is out of date; exit code 1 if anything is

In a page, a line above a block tells what the block is:

    <!-- file: NAME -->     the block is written to NAME, for the commands below it
    <!-- exit: N -->        the commands of the block end with N instead of 0
    <!-- id: COMMAND -->    the id that the block explains is the first that COMMAND lists
    <!-- prints -->         the block is what the Python block above it prints

A `console` block shows commands (`$ detente …`) and what they print; of an `sh` block the lines that begin
with `detente` are run and nothing is shown. Each page runs in a folder of its own; a page that speaks of
`out/demo` finds the project of `detente demo` there.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
START = "docs/start.md"
DEMO = "out/demo"
WIDTH = 88
"""Columns of the help texts."""

_BLOCK = re.compile(
    r"^(?:<!-- (?P<mark>file|exit|id|prints)(?:: (?P<value>.*?))? -->\n)?"
    r"```(?P<lang>[a-z]+)\n(?P<body>.*?)^```$",
    re.S | re.M,
)
_ID = re.compile(r"(?<=explain )[0-9a-f]+")


@dataclass(frozen=True)
class Outcome:
    """One command of a page: how it ended, how it should have, and what it printed."""

    command: str
    code: int
    expected: int
    output: str

    @property
    def as_told(self) -> bool:
        """Whether it ended as the page says."""
        return self.code == self.expected


@dataclass
class Run:
    """A page as it was run: its text with the output of today, and each command's outcome."""

    text: str = ""
    outcomes: list[Outcome] = field(default_factory=list)


def pages() -> tuple[str, ...]:
    """The pages written by hand, the start page first: it makes the project that the others look at."""
    found = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")]
    names = {path.relative_to(ROOT).as_posix() for path in found} - set(GENERATED) - {START}
    return (START, *sorted(names))


def run_page(name: str, folder: Path, demo: Path | None = None) -> Run:
    """Runs the blocks of a page in `folder`; `demo` is a folder in which the start page was run."""
    text = (ROOT / name).read_text(encoding="utf-8")
    if demo and DEMO in text:
        shutil.copytree(demo / DEMO, folder / DEMO)
    run, names = Run(), {"__name__": "__docs__"}
    printed = ""

    def renew(block: re.Match[str]) -> str:
        nonlocal printed
        mark, value, lang, body = block["mark"], block["value"] or "", block["lang"], block["body"]
        if mark == "file":
            (folder / value).write_text(body, encoding="utf-8")
        elif mark == "prints":
            body = printed
        elif lang == "python":
            printed = _run_python(body, names)
        elif lang in ("console", "sh"):
            body = _run_block(body, lang, mark, value, run)
        return block[0][: block.start("body") - block.start()] + body + "```"

    with _working_in(folder):
        run.text = _BLOCK.sub(renew, text)
    return run


def _run_block(body: str, lang: str, mark: str | None, value: str, run: Run) -> str:
    """Runs the commands of a block; the block as it reads today."""
    expected = int(value) if mark == "exit" else 0
    wanted = _run_command(value).output.split()[0][:8] if mark == "id" else ""
    prompt = "$ " if lang == "console" else ""
    lines = []
    for line in body.splitlines():
        if lang == "console" and not line.startswith(prompt):
            continue  # what was printed before
        told = _ID.sub(wanted, line) if wanted else line
        lines.append(told)
        command = told.removeprefix(prompt)
        if command.startswith("detente "):
            outcome = _run_command(command, expected)
            run.outcomes.append(outcome)
            lines += outcome.output.splitlines() if prompt else []
        elif prompt:
            lines += _run_shell(command, b"").splitlines()
    return "".join(f"{line}\n" for line in lines)


def _run_command(command: str, expected: int = 0) -> Outcome:
    """Runs `detente …` in this process, and what stands behind a pipe or `>` in a shell."""
    from typer.testing import CliRunner

    from detente.show.cli import app

    found = re.fullmatch(r"(?P<first>.*?)(?: (?P<rest>[|>] .*))?", command)
    assert found
    words = shlex.split(found["first"], comments=True)[1:]
    given = b""
    if "<" in words:
        at = words.index("<")
        given, words = Path(words[at + 1]).read_bytes(), words[:at]
    result = CliRunner().invoke(
        app, words, input=given, prog_name="detente", terminal_width=WIDTH, env={"COLUMNS": str(WIDTH)}
    )
    if result.exception and not isinstance(result.exception, SystemExit):
        return Outcome(command, 1, expected, f"{result.output}{result.exception!r}\n")
    if not found["rest"]:
        return Outcome(command, result.exit_code, expected, result.output)
    return Outcome(
        command, result.exit_code, expected, _run_shell(f"cat {found['rest']}", result.stdout_bytes)
    )


def _run_shell(command: str, given: bytes) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        ["sh", "-c", command], input=given, capture_output=True, env={**os.environ, "PATH": path}, check=True
    )
    return done.stdout.decode("utf-8")


def _run_python(body: str, names: dict[str, Any]) -> str:
    caught = io.StringIO()
    with contextlib.redirect_stdout(caught):
        exec(compile(body, "<docs>", "exec"), names)
    return caught.getvalue()


@contextlib.contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def commands_page() -> str:
    """Every command with its own help."""
    from detente.show.cli import app

    names = [
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    ]
    for group in app.registered_groups:
        inner = group.typer_instance.registered_commands if group.typer_instance else []
        names += [f"{group.name}", *(f"{group.name} {command.name}" for command in inner)]
    parts = [
        "# Commands",
        "",
        "What each command says of itself. Exit codes: 0 done; 1 a fault of ours, or faults that",
        "`verify` found; 2 a mistake in what was given, told with the way to mend it; 3 something changed (`diff`,",
        "`question run`).",
        "",
        "```text",
        _run_command("detente --help").output.rstrip(),
        "```",
    ]
    for name in names:
        said = _run_command(f"detente {name} --help").output.rstrip()
        parts += ["", f"## {name}", "", "```text", said, "```"]
    return "\n".join(parts) + "\n"


def tables_page() -> str:
    """The tables of a project, with the meaning of each column."""
    from detente.keep import tables

    opening = (tables.__doc__ or "").strip().split("\n", 1)
    parts = [
        "# Tables",
        "",
        "A project folder holds these tables as Delta Lake tables under `tables/`: plain Parquet files",
        "with a log, which DuckDB, Spark, pandas and others open. Rows are appended and never changed.",
        "",
        "```text",
        opening[1].strip("\n"),
        "```",
    ]
    for name, columns in tables.TABLES.items():
        parts += ["", f"## {name}", "", "| column | type | what stands in it |", "|---|---|---|"]
        parts += [f"| `{one.name}` | {one.type} | {_cell(one.says)} |" for one in columns]
    types = ", ".join(f"{word} is `{sql}`" for word, sql in tables.SQL_TYPES.items())
    return "\n".join([*parts, "", f"In SQL the types are: {types}."]) + "\n"


def vocabulary_page() -> str:
    """The tables of words, with their columns and what their comments say."""
    from detente.vocab.tables import HERE

    parts = [
        "# Vocabulary",
        "",
        "The words that the coder knows are data: tab-separated files under `detente/vocab/`. The last",
        "column of each names the source of the row. Lists in a cell are parted by `|`; a line that begins",
        "with `#` is a comment. How to add to them is told in [Add words](../guides/add-words.md).",
    ]
    for path in sorted(HERE.glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        notes = " ".join(line[1:].strip() for line in lines if line.startswith("#"))
        rows = [line for line in lines if line.strip() and not line.startswith("#")]
        columns = ", ".join(f"`{column}`" for column in rows[0].split("\t"))
        parts += ["", f"## {path.name}", "", f"Columns: {columns}."]
        parts += ["", _cell(notes)] if notes else []
    return "\n".join(parts) + "\n"


def settings_page() -> str:
    """The settings, each with its default and meaning."""
    from detente.settings import Settings

    said = dict(re.findall(r"^ {8}(\w+): (.*)$", Settings.__doc__ or "", re.M))
    parts = [
        "# Settings",
        "",
        "What a reading depends on beside the text and the coder. They are given in Python, as in",
        "`detente.read_articles(path, settings=Settings(least_confidence=0.5))`; the command line uses the",
        "defaults. Nothing is read from the environment. A reading keeps the digest of its settings.",
        "",
        "| setting | default | meaning |",
        "|---|---|---|",
    ]
    parts += [f"| `{one.name}` | `{one.default!r}` | {_cell(said[one.name])} |" for one in fields(Settings)]
    return "\n".join(parts) + "\n"


def _cell(text: str) -> str:
    """Text that Markdown shows as it stands, also in a table; what stands in backticks is code already."""
    parts = text.replace("|", r"\|").split("`")
    parts[::2] = [part.replace("*", r"\*").replace("<", "&lt;") for part in parts[::2]]
    return "`".join(parts)


GENERATED: dict[str, Callable[[], str]] = {
    "docs/reference/commands.md": commands_page,
    "docs/reference/settings.md": settings_page,
    "docs/reference/tables.md": tables_page,
    "docs/reference/vocabulary.md": vocabulary_page,
}


def main() -> int:
    """Writes, or with `--check` only compares; 1 if something is out of date or a command fails."""
    only_check, wrong = "--check" in sys.argv[1:], []
    fresh = {name: make() for name, make in GENERATED.items()}
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "start"
        for number, name in enumerate(pages()):
            place = demo if name == START else Path(folder) / str(number)
            place.mkdir()
            run = run_page(name, place, None if name == START else demo)
            fresh[name] = run.text
            wrong += [
                f"{name}: `{one.command}` ended with {one.code}\n{one.output}"
                for one in run.outcomes
                if not one.as_told
            ]
    for name, text in fresh.items():
        path = ROOT / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            if only_check:
                wrong.append(f"{name} is out of date: make docs")
            else:
                path.write_text(text, encoding="utf-8")
                print(f"written: {name}")
    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
