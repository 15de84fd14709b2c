"""A migrated database, made once for each set of migrations: a run starts with a copy of it, and so does
whatever comes after a test that commits. Of several processes that begin at once one migrates.

Migrating takes some ten seconds, copying what came of it a hundredth of one (SQLite) or half of one.
"""

import fcntl
import hashlib
import os
import sqlite3
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import psycopg
from django.db.backends.signals import connection_created
from psycopg import sql

FORGOTTEN = 7 * 24 * 3600  # seconds: another state of the project may be tested again tomorrow
ROOT = Path(__file__).resolve().parent.parent.parent


def name() -> str:
    """The template's name for the migrations at hand."""
    known = hashlib.sha256(sqlite3.sqlite_version.encode())
    for path in [ROOT / "uv.lock", *sorted(ROOT.glob("cms/*/migrations/*.py"))]:
        known.update(path.relative_to(ROOT).as_posix().encode())
        known.update(path.read_bytes())
    return f"lienthong_migrated_{known.hexdigest()[:16]}"


class InMemory:
    """SQLite: the template is a file, and copied into the memory of the run."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.file = Path(tempfile.gettempdir()) / f"{name()}_{os.getuid()}.sqlite3"
        self.turn: IO[bytes] | None = None

    def fill(self) -> None:
        """From now on copy the template, where there is one, into a database that was opened and is empty.

        Where there is none, wait for who is making it. If nobody is, others wait until ``keep``.
        """
        if not self.file.is_file():
            self.turn = self.file.with_suffix(".lock").open("wb")
            fcntl.flock(self.turn, fcntl.LOCK_EX)
        if self.file.is_file():
            self._end_turn()
        connection_created.connect(self._fill)

    def _end_turn(self) -> None:
        if self.turn:
            self.turn.close()

    def _fill(self, connection: Any, **_: Any) -> None:
        if not self.file.is_file() or connection.vendor != "sqlite" or not connection.is_in_memory_db():
            return
        if not connection.connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            self._copy_to(connection.connection)

    def keep(self) -> None:
        """Make the template from the database, which has just been migrated, if there is none."""
        if not self.file.is_file():
            self._make()
        self._end_turn()

    def _make(self) -> None:
        self.connection.ensure_connection()
        fresh = self.file.with_suffix(f".{os.getpid()}")
        with sqlite3.connect(fresh) as target:
            self.connection.connection.backup(target)
        target.close()
        fresh.replace(self.file)
        for other in self.file.parent.glob("lienthong_migrated_*"):
            if time.time() - other.stat().st_mtime > FORGOTTEN:
                other.unlink(missing_ok=True)

    def restore(self) -> None:
        """Copy the template over whatever the database holds."""
        self.connection.ensure_connection()
        self._copy_to(self.connection.connection)

    def _copy_to(self, target: sqlite3.Connection) -> None:
        with sqlite3.connect(self.file) as source:
            source.backup(target)
        source.close()


class OnServer:
    """PostgreSQL: the template is a database beside that of the run, which is made anew from it."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        given = connection.settings_dict
        self.template = name()
        self.test = given["TEST"]["NAME"] or f"test_{given['NAME']}"
        access = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
        self.access = {name: given[key] for name, key in access.items() if given[key]}

    def fill(self) -> None:
        """Make the run's database from the template, where there is one."""
        with self._server() as server:
            if self._there(server):
                self._copy(server, self.template, self.test)

    def keep(self) -> None:
        """Make the template from the run's database, which has just been migrated, if there is none."""
        self._leave()
        with self._server() as server:
            if self._there(server):
                return
            # Another worker may be as quick.
            with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                server.execute(_create(self.template, self.test))

    def restore(self) -> None:
        """Make the run's database anew from the template."""
        self._leave()
        with self._server() as server:
            self._copy(server, self.template, self.test)

    def _leave(self) -> None:
        self.connection.close()
        self.connection.close_pool()

    def _server(self) -> psycopg.Connection:
        return psycopg.connect(dbname="postgres", autocommit=True, **self.access)

    def _there(self, server: psycopg.Connection) -> bool:
        asked = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template])
        return asked.fetchone() is not None

    def _copy(self, server: psycopg.Connection, source: str, target: str) -> None:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(target)))
        server.execute(_create(target, source))


def _create(target: str, source: str) -> sql.Composed:
    names = sql.Identifier(target), sql.Identifier(source)
    return sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names)


def template(connection: Any) -> InMemory | OnServer:
    """The template for a run on this connection's database."""
    return (OnServer if connection.vendor == "postgresql" else InMemory)(connection)
