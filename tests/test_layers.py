"""Imports go down only. There is no list of exemptions here: move the code, not the test."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "redact"
FLOORS = (
    {"", "__main__"},  # the public face and 'python -m redact'
    {"cli"},
    {"service", "evaluate", "assess", "shards"},
    {"redactor"},
    {"job"},
    {"job"},
    {"review", "corpus", "restore"},
    {"pipeline"},
    {"steps"},
    {"steps"},
    {"resolve", "verify", "report"},
    {"media", "read", "detect", "anonymise"},
    {"registry"},
    {"rules"},
    {"policy", "weights"},
    {"lists"},
    {"guard", "native", "sight"},
    {"contracts", "entities", "errors", "progress", "occurrences", "stored"},
    {"types"},
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
PLUGIN_ROOMS = {"media", "read", "detect", "anonymise"}
LIGHT = {"msgspec"}
LIGHT_IN_CLI = {"typer", "rich"}
MODULES = sorted(HOUSE.rglob("*.py"))


def room_of(path: Path) -> str:
    inside = path.relative_to(HOUSE)
    name = inside.parts[0] if len(inside.parts) > 1 else inside.stem
    return "" if name == "__init__" else name


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every dotted name that is imported anywhere in the tree, in functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"a relative import on line {node.lineno}"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def target_room(name: str) -> str | None:
    package, *rest = name.split(".")
    if package != "redact":
        return None
    return rest[0] if rest and rest[0] in FLOOR_OF else ""


def at_module_level(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """What runs on import: everything but function bodies and blocks that only type checkers read."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from imported(node)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            waiting.extend(node.orelse)
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            waiting.extend(ast.iter_child_nodes(node))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_imports_go_down_only(path: Path) -> None:
    here = room_of(path)
    assert here in FLOOR_OF, f"'{here}' stands on no floor"
    for name, line in imported(ast.parse(path.read_text("utf-8"))):
        there = target_room(name)
        if there is not None and not (there == here and here):
            assert FLOOR_OF[there] > FLOOR_OF[here], f"{path.name}:{line} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_nothing_heavy_is_imported_with_a_module(path: Path) -> None:
    allowed = sys.stdlib_module_names | {"redact"} | LIGHT | (LIGHT_IN_CLI if room_of(path) == "cli" else set())
    found = [
        (n, line) for n, line in at_module_level(ast.parse(path.read_text("utf-8"))) if n.split(".")[0] not in allowed
    ]
    assert not found, "import these inside the functions that use them"


def test_the_pipeline_names_no_concrete_plugin() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    concrete = {value for group in declared.values() for value in group.values()}
    names = {word for value in concrete for word in (value.split(":")[0], value.split(":")[1])}
    sources = {path: path.read_text("utf-8") for path in MODULES if room_of(path) in {"pipeline", "steps"}}
    assert sources
    for path, source in sources.items():
        assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", source)], path.name
        if room_of(path) == "pipeline":
            assert not {target_room(name) for name, _ in imported(ast.parse(source))} & PLUGIN_ROOMS
