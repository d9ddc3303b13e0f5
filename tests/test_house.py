"""The house keeps its own rules: sizes, names, docstrings, one name for one type."""

import ast
import dataclasses
from pathlib import Path

import pytest

from detente import model

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "detente").rglob("*.py"))
BANNED = ("util", "helper", "manager", "common", "misc")


def functions(tree: ast.AST) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def body_lines(function: ast.FunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_fits_in_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_function_fits_on_a_screen(path: Path) -> None:
    long = [f.name for f in functions(ast.parse(path.read_text(encoding="utf-8"))) if body_lines(f) > 40]
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_no_module_is_a_drawer() -> None:
    assert not [p.name for p in MODULES if any(word in p.stem for word in BANNED)]


def test_one_field_name_has_one_meaning_across_the_claims() -> None:
    types: dict[str, set[str]] = {}
    for claim in model.CLAIMS.values():
        for field in dataclasses.fields(claim):
            if field.name not in ("type",):  # an actor's type and an event's type are two vocabularies
                types.setdefault(field.name, set()).add(str(field.type))
    assert {name: found for name, found in types.items() if len(found) > 1} == {}


def test_every_claim_is_frozen() -> None:
    for claim in model.CLAIMS.values():
        assert claim.__dataclass_params__.frozen, claim


def test_the_lock_file_pins_every_package_by_hash() -> None:
    lines = (ROOT / "lock.txt").read_text(encoding="utf-8").splitlines()
    pins = [n for n, line in enumerate(lines) if "==" in line and not line.startswith((" ", "#"))]
    assert pins
    assert all("--hash=sha256:" in lines[n + 1] for n in pins)


def test_nothing_names_a_host_to_install_from() -> None:
    assert "://" not in (ROOT / "lock.txt").read_text(encoding="utf-8")
