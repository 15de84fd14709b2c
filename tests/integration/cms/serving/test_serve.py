"""`manage.py serve`: what it prints and links to fits the port that it is given."""

import os
import subprocess
import sys

import pytest

from build.config import load
from cms.serving.management.commands.serve import address_sites_at


@pytest.fixture
def environ(monkeypatch, settings, tmp_path):
    """The environment, of which nothing that is set outlasts the test."""
    settings.VAR = tmp_path / "var"
    for name in ("LIENTHONG_SITE_URL", "LIENTHONG_DESK_URL"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return monkeypatch


def test_sites_and_desk_are_at_the_port_that_is_served(settings, environ):
    address_sites_at(8123)
    assert (settings.SITE_URL, settings.WAGTAILADMIN_BASE_URL) == (
        "http://{hostname}:8123",
        "http://localhost:8123",
    )


def test_commands_run_beside_it_make_the_same_addresses(root, settings, environ):
    address_sites_at(8123)
    code = "from django.conf import settings; print(settings.SITE_URL, settings.WAGTAILADMIN_BASE_URL)"
    environ.delenv("LIENTHONG_SITE_URL")
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        cwd=root,
        env={**os.environ, "LIENTHONG_VAR": str(settings.VAR), "DJANGO_SETTINGS_MODULE": "cms.settings.dev"},
        text=True,
        capture_output=True,
    )
    assert done.stdout.split() == ["http://{hostname}:8123", "http://localhost:8123"]
    assert load({"LIENTHONG_VAR": str(settings.VAR)}).site_url == "http://{hostname}:8123"


def test_addresses_that_are_set_stay(settings, environ):
    environ.setenv("LIENTHONG_SITE_URL", "https://{hostname}")
    environ.setenv("LIENTHONG_DESK_URL", "https://bien-tap.example.vn")
    address_sites_at(8123)
    assert (settings.SITE_URL, settings.WAGTAILADMIN_BASE_URL) == (
        "https://{hostname}",
        "https://bien-tap.example.vn",
    )


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("worker",)])
def test_without_tables_it_says_what_to_do_and_ends(root, tmp_path, command):
    environ = {**os.environ, "LIENTHONG_VAR": str(tmp_path)}
    environ = {name: value for name, value in environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        check=False,
        cwd=root,
        env=environ,
        text=True,
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "run manage.py migrate" in done.stderr
    assert len(done.stderr.splitlines()) == 1
