"""The folder names `build`, `sites` and `tests/…/cms` each have a way to vanish or to shadow; none may."""

import fnmatch
import importlib.metadata
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import build

NO_PELICAN = "import sys; {}; sys.exit(any(name.split('.')[0] == 'pelican' for name in sys.modules))"
DJANGO = "import django; django.setup(); import cms.urls"


@pytest.fixture(scope="module")
def project(root):
    """What pyproject.toml says."""
    return tomllib.loads((root / "pyproject.toml").read_text())


def entries(file: Path) -> list[str]:
    """The patterns of an ignore file."""
    lines = [line.strip() for line in file.read_text().splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("name", [".gitignore", ".dockerignore"])
def test_ignored_folders_are_named_from_the_root(root, name):
    """A bare `build/` would drop our package from git, from the wheel and from ruff without a word."""
    anywhere = {"__pycache__/", "*.pyc", "**/__pycache__", "**/*.pyc"}
    loose = [entry for entry in entries(root / name) if not entry.startswith("/") and entry not in anywhere]
    assert loose == []
    assert not [entry for entry in entries(root / name) if entry.strip("/*") in ("build", "cms", "sites")]


def test_git_ignores_nothing_of_the_sources(root):
    if not (root / ".git").exists():
        pytest.skip("this is not a git checkout")
    sources = [
        str(path.relative_to(root))
        for folder in ("build", "cms", "sites", "themes", "scripts", "tests")
        for path in (root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    asked = subprocess.run(
        ["git", "check-ignore", "--stdin"],
        cwd=root,
        input="\n".join(sources),
        capture_output=True,
        text=True,
        check=False,
    )
    assert len(sources) > 300
    assert asked.stdout == ""
    tracked = subprocess.run(
        ["git", "ls-files", "build"], cwd=root, capture_output=True, text=True, check=True
    )
    assert {"build/__init__.py", "build/pipeline.py"} <= set(tracked.stdout.split())


def test_build_is_ours(root):
    assert Path(build.__file__) == root / "build" / "__init__.py"
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        importlib.metadata.version("build")


def test_pytest_looks_into_folders_named_build(root, pytestconfig):
    """Its default would skip tests/unit/build."""
    skipped = pytestconfig.getini("norecursedirs")
    assert not [pattern for pattern in skipped if fnmatch.fnmatch("build", pattern)]
    assert list((root / "tests" / "unit" / "build").rglob("test_*.py"))


def test_no_test_folder_shadows_a_package(root, pytestconfig):
    assert list((root / "tests").rglob("__init__.py")) == []
    assert "--import-mode=importlib" in pytestconfig.getini("addopts")


def test_the_wheel_names_its_packages(project):
    assert project["build-system"]["build-backend"] == "hatchling.build"
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["cms", "build"]


def test_sites_are_settings_not_an_app(root, settings):
    assert list((root / "sites").rglob("__init__.py")) == []
    assert [app for app in settings.INSTALLED_APPS if app == "sites" or app.startswith("sites.")] == []


@pytest.mark.parametrize("imported", ["import build.pipeline", "import build.__main__", DJANGO])
def test_pelican_stays_in_the_render_workers(root, imported):
    """Once imported it changes the class of the root logger, and swallows the second site's warnings."""
    done = subprocess.run(
        [sys.executable, "-c", NO_PELICAN.format(imported)],
        cwd=root,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
