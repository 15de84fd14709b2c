"""A database for processes that the test does not share its own with."""

import os
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest

from tests.samples import migrated


@contextmanager
def new_database(template):
    """A new PostgreSQL database, dropped in the end."""
    name = f"lienthong_{uuid4().hex[:12]}"
    given = os.environ["DATABASE_URL"]
    with psycopg.connect(given, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def already_migrated():
    """The database that the tests of the CMS begin with, if they have run here; else an empty one."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        asked = connection.execute("SELECT datname FROM pg_database WHERE datname = %s", [migrated.name()])
        return (asked.fetchone() or ["template0"])[0]


@pytest.fixture
def database(root, tmp_path):
    """The address of a PostgreSQL database of the test's own, with all tables."""
    with new_database(already_migrated()) as address:
        environ = os.environ | {
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "LIENTHONG_VAR": str(tmp_path / "tables"),
        }
        subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=root, env=environ, check=True)
        yield address
