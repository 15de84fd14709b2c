"""docs/operators/settings.md lists every environment variable that the code reads, and no other."""

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

SETTING = re.compile(r"[A-Z][A-Z0-9_]+")
# A WSGI request is called environ too.
REQUEST = re.compile(r"HTTP_\w+|QUERY_STRING|PATH_INFO|REQUEST_METHOD|REMOTE_ADDR")
# botocore reads these itself; our own code only names them when they are wrong.
BOTOCORE = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"}


def named_in(file: Path) -> set[str]:
    """The variables that a file asks the environment for."""
    found = set()
    for call in [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]:
        function, name = ast.unparse(call.func), call.args[0] if call.args else None
        if not (isinstance(name, ast.Constant) and SETTING.fullmatch(str(name.value))):
            continue
        if function == "setting":
            found.add(f"LIENTHONG_{name.value}")
        elif re.match(r"(os\.)?(getenv|environ\.)|env\b", function) and not REQUEST.fullmatch(name.value):
            found.add(name.value)
    return found


def required_in_production() -> set[str]:
    tree = ast.parse((ROOT / "cms/settings/production.py").read_text())
    [required] = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "REQUIRED"
    ]
    return set(ast.literal_eval(required))


@pytest.fixture(scope="module")
def table() -> dict[str, list[str]]:
    """The documented variables, each with the other cells of its row."""
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", (ROOT / "docs/operators/settings.md").read_text(), re.M)
    return {name: cells.split(" | ") for name, cells in rows}


def test_every_setting_is_documented_and_every_documented_one_is_read(table):
    files = [path for folder in ("build", "cms", "sites") for path in (ROOT / folder).rglob("*.py")]
    read = set().union(*map(named_in, files))
    assert len(read) > 15
    assert set(table) == read | required_in_production() | BOTOCORE


def test_the_table_says_which_ones_production_needs(table):
    assert {name for name, cells in table.items() if cells[1] == "required"} == required_in_production()


def test_a_new_setting_would_be_noticed(tmp_path):
    (tmp_path / "new.py").write_text(
        'env.int("LIENTHONG_NEW")\nsetting("OTHER", "x")\nos.getenv("THIRD_ONE")\n'
    )
    assert named_in(tmp_path / "new.py") == {"LIENTHONG_NEW", "LIENTHONG_OTHER", "THIRD_ONE"}
