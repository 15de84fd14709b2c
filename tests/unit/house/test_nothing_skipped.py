"""What would be left out without a word fails in CI, and is skipped with its reason elsewhere."""

import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT

TESTS = """
import pytest

@pytest.fixture
def disk():
    pytest.skip("no disk")

@pytest.mark.skip(reason="not today")
def test_by_a_mark(): ...

def test_by_a_fixture(disk): ...

def test_halfway():
    pytest.skip("no network")

@pytest.mark.only_on("oracle")
@pytest.mark.skip(reason="oracle alone can do it")
def test_what_another_database_does(): ...

@pytest.mark.mount
def test_what_the_machine_does_not_allow():
    pytest.skip("no leave")

@pytest.mark.xfail(reason="known")
def test_what_is_known_to_fail():
    raise AssertionError

def test_what_passes(): ...
"""
WHOLE_FILE = "import pytest; pytest.skip('no browser', allow_module_level=True)"


@pytest.fixture
def said(tmp_path, request):
    """What pytest says of such tests, and of a file left out as a whole, under what the parameter sets."""
    (tmp_path / "test_of_its_own.py").write_text(TESTS)
    (tmp_path / "test_left_out.py").write_text(WHOLE_FILE)
    settings = {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    options = ["-p", "no:cacheprovider", "-p", "tests.nothing_skipped", "--continue-on-collection-errors"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rfEs", *options, "."],
        cwd=tmp_path,
        env={**kept, **settings, "PYTHONPATH": str(ROOT), **request.param},
        capture_output=True,
        text=True,
        check=False,
    ).stdout


@pytest.mark.parametrize("said", [{"CI": "true"}], indirect=True)
def test_in_ci_a_skip_is_a_failure(said):
    assert re.search(r"1 failed, 1 passed, 2 skipped, 1 xfailed, .*3 errors", said)
    for reason in ("not today", "no disk", "no network", "no browser"):
        assert reason in said


@pytest.mark.parametrize("said", [{}], indirect=True)
def test_elsewhere_it_is_a_skip(said):
    assert "1 passed, 6 skipped, 1 xfailed" in said
