"""Files and functions that one can take in at a glance, named by their subject."""

import ast
from pathlib import Path

import pytest

FILE_LINES, FUNCTION_LINES = 400, 50
FOLDERS = ("build", "cms", "scripts")
CODE = {".py", ".sh", ".go", ".java", ".html", ""}
NO_SUBJECT = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc"}


@pytest.fixture(scope="module")
def sources(root) -> list[Path]:
    """Every file of code that is written by hand."""
    found = [path for folder in FOLDERS for path in (root / folder).rglob("*") if path.suffix in CODE]
    made = {"__pycache__", "migrations"}
    return [path for path in found if path.is_file() and not made & set(path.parts) and path.name != "NOTICE"]


def functions(file: Path) -> list[tuple[str, int]]:
    """Each function's name and its number of lines."""
    text = file.read_text()
    if file.suffix != ".py" and not text.startswith("#!/usr/bin/env python3"):
        return []
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, kinds)]
    return [(node.name, (node.end_lineno or 0) - node.lineno + 1) for node in nodes]


def test_no_file_is_long(root, sources):
    tests = (root / "tests").rglob("*.py")
    long = {str(path): len(path.read_text().splitlines()) for path in (*sources, *tests)}
    assert len(long) > 300
    assert {path: lines for path, lines in long.items() if lines >= FILE_LINES} == {}


def test_no_function_is_long(sources):
    found = {f"{path}: {name}": lines for path in sources for name, lines in functions(path)}
    assert len(found) > 500
    assert {name: lines for name, lines in found.items() if lines >= FUNCTION_LINES} == {}


def test_every_file_is_named_by_its_subject(sources):
    assert [path for path in sources if NO_SUBJECT & set(path.stem.lower().split("_"))] == []
