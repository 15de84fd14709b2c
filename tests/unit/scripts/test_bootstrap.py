"""`scripts/bootstrap.py` makes .venv once for each lock, says what is missing, and becomes the command."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT

LOGGING = """#!/bin/sh
echo "${0##*/} $*" >>"$RAN"
pwd
exit ${FAILS:-0}
"""
PREPARING = "Preparing .venv (a minute the first time)…\n"
INSTALL_UV = "python -m pip install --quiet --disable-pip-version-check uv"
SYNC = "uv sync --frozen --inexact --compile-bytecode --quiet"
NO_VENV = "raise SystemExit('ensurepip is not available')"
OLD = "import sys; sys.version_info = (3, 9, 2); sys.version = '3.9.2 (default)'"


class Project:
    """A project with a lock, whose environment's programs write down how they were called, and do no more."""

    def __init__(self, root, environment=True):
        self.root = root
        (root / "scripts").mkdir()
        shutil.copy(ROOT / "scripts" / "bootstrap.py", root / "scripts")
        (root / "uv.lock").write_text("one")
        if environment:
            programs = root / ".venv" / "bin"
            programs.mkdir(parents=True)
            for name in ("python", "uv"):
                (programs / name).write_text(LOGGING)
                (programs / name).chmod(0o755)

    def start(self, *arguments, stderr=subprocess.PIPE, **environ):
        """How bootstrap ends, called from elsewhere, and what it ran, without versions."""
        ran = self.root / "ran"
        ran.write_text("")
        done = subprocess.run(
            [sys.executable, self.root / "scripts" / "bootstrap.py", *arguments],
            cwd=self.root.parent,
            env={**os.environ, "RAN": str(ran), **environ},
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            check=False,
        )
        return done, [line.partition("==")[0] for line in ran.read_text().splitlines()]


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


def shadowed(folder, **modules):
    """The variable by which Python finds modules of these names, which say this, before its own."""
    folder.mkdir()
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text)
    return {"PYTHONPATH": str(folder)}


def test_a_second_start_with_the_same_lock_does_nothing(project):
    first, ran = project.start()
    assert (first.returncode, first.stderr, ran) == (0, PREPARING, [INSTALL_UV, f"{SYNC} --no-dev"])
    again, ran = project.start()
    assert (again.returncode, again.stderr, ran) == (0, "", [])
    (project.root / "uv.lock").write_text("another")
    assert project.start()[1] == [INSTALL_UV, f"{SYNC} --no-dev"]


def test_what_tests_need_is_enough_for_the_product_but_not_the_other_way_round(project):
    project.start()
    assert project.start("--dev")[1] == [INSTALL_UV, SYNC]
    (project.root / "uv.lock").write_text("another")
    project.start("--dev")
    assert project.start()[1] == []


def test_on_a_terminal_the_installation_shows_how_far_it_is(project):
    ours, terminal = os.openpty()
    try:
        _, ran = project.start("--dev", stderr=terminal)
    finally:
        os.close(terminal)
        os.close(ours)
    assert ran == [INSTALL_UV, SYNC.removesuffix(" --quiet")]


def test_what_failed_is_tried_again(project):
    failed, _ = project.start(FAILS="1")
    assert failed.returncode == 1
    assert "Could not install uv" in failed.stderr
    assert "Run the same command again" in failed.stderr
    assert project.start()[1] == [INSTALL_UV, f"{SYNC} --no-dev"]


def test_it_becomes_the_command_after_the_dashes(project):
    project.start()
    done, ran = project.start("--", "manage.py", "demo", "--dev", FAILS="3")
    assert (done.returncode, done.stdout) == (3, f"{project.root}\n")
    assert ran == ["python manage.py demo --dev"]


def test_where_no_environment_can_be_made_the_package_is_named(tmp_path):
    (tmp_path / "project").mkdir()
    project = Project(tmp_path / "project", environment=False)
    done, ran = project.start(**shadowed(tmp_path / "no", venv=NO_VENV))
    assert (done.returncode, ran) == (1, [])
    assert "apt-get install python3-venv" in done.stderr
    assert "ensurepip is not available" in done.stderr


def test_an_old_python_is_refused(project, tmp_path):
    done, ran = project.start(**shadowed(tmp_path / "old", sitecustomize=OLD))
    assert (done.returncode, ran) == (1, [])
    assert done.stderr == "Python 3.11 or newer is needed; this is 3.9.2.\n"
