"""The documentation is true: its commands run, its links lead somewhere, its generated pages are of today."""

import importlib.util
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "examples").glob("*.md")])
LINK = re.compile(r"\[[^\[\]]*\]\(([^()\s]+)\)", re.S)
HEADING = re.compile(r"^#+ +(.+)$", re.M)
FENCE = re.compile(r"^```.*?^```$", re.S | re.M)


def load_build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_build", DOCS / "build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


BUILD = load_build()


@cache
def anchors(page: Path) -> frozenset[str]:
    """The anchors of a page's headings, as the usual viewers of Markdown make them."""
    headings = HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    return frozenset(re.sub(r"[^\w\- ]", "", one.lower()).strip().replace(" ", "-") for one in headings)


def as_told(run: Any) -> list[str]:
    return [f"{one.command}: {one.code}\n{one.output}" for one in run.outcomes if not one.as_told]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """The start page, run once: it reads the whole example corpus."""
    folder = tmp_path_factory.mktemp("start")
    return folder, BUILD.run_page(BUILD.START, folder)


@pytest.fixture
def run(start: tuple[Path, Any], tmp_path: Path) -> Callable[[str], Any]:
    folder, of_start = start
    return lambda name: of_start if name == BUILD.START else BUILD.run_page(name, tmp_path, folder)


@pytest.mark.parametrize("name", BUILD.pages())
def test_every_command_of_a_page_ends_as_the_page_says(name: str, run: Callable[[str], Any]) -> None:
    assert as_told(run(name)) == []


@pytest.mark.parametrize(
    "name", [n for n in BUILD.pages() if BUILD.DEMO not in (ROOT / n).read_text("utf-8")]
)
def test_what_a_page_shows_is_what_its_commands_print(name: str, run: Callable[[str], Any]) -> None:
    assert run(name).text == (ROOT / name).read_text(encoding="utf-8"), "out of date: make docs"


def test_the_page_that_the_start_page_speaks_of_is_there(start: tuple[Path, Any]) -> None:
    assert (start[0] / "out/demo/dossier-PAK-RUS.html").stat().st_size > 10_000


@pytest.mark.parametrize("name", BUILD.GENERATED)
def test_generated_pages_are_of_today(name: str) -> None:
    assert BUILD.GENERATED[name]() == (ROOT / name).read_text(encoding="utf-8"), "out of date: make docs"


def test_every_command_and_each_of_its_options_is_in_the_reference() -> None:
    import typer

    from detente.show.cli import app

    page = (DOCS / "reference/commands.md").read_text(encoding="utf-8")
    commands = typer.main.get_command(app).commands
    for name, command in commands.items():
        assert f"## {name}\n" in page
        for parameter in command.params:
            assert all(word in page for word in parameter.opts if word.startswith("--")), (
                name,
                parameter.opts,
            )


def test_every_field_of_a_claim_is_in_the_record_format() -> None:
    from dataclasses import fields

    from detente.model import CLAIMS

    page = (DOCS / "reference/record-format.md").read_text(encoding="utf-8")
    for kind, claim in CLAIMS.items():
        part = page.split(f"### {kind}\n", 1)[1].split("\n### ", 1)[0]
        assert [one.name for one in fields(claim) if f"`{one.name}`" not in part] == []


def test_every_word_of_the_models_vocabularies_is_in_the_record_format() -> None:
    from detente import model

    page = (DOCS / "reference/record-format.md").read_text(encoding="utf-8")
    words = (
        *model.PLOVER_TYPES, *model.AUX, *model.BASES, *model.STAGES, *model.FORMS, *model.SECTORS,
        *model.ACTOR_TYPES, *model.SPEAKER_TYPES,
    )  # fmt: skip
    assert [word for word in words if f"`{word}`" not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    broken = []
    for link in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if "://" in link:
            continue
        name, _, heading = link.partition("#")
        target = page.parent / name if name else page
        if not target.exists() or (heading and heading not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    ahead = [ROOT / "README.md"]
    while ahead:
        page = ahead.pop().resolve()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        links = LINK.findall(page.read_text(encoding="utf-8"))
        ahead += [page.parent / link.partition("#")[0] for link in links if "://" not in link]
    assert [page for page in DOCS.rglob("*.md") if page.resolve() not in seen] == []


def test_pictures_are_small() -> None:
    pictures = list((DOCS / "pictures").glob("*.png"))
    assert pictures
    assert [one.name for one in pictures if one.stat().st_size >= 300_000] == []
