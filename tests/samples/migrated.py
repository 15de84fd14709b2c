"""A migrated SQLite database, made once for each set of migrations and copied into every run's memory.

Migrating takes some fifteen seconds, and copying what came of it a hundredth of one.
"""

import hashlib
import os
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


def template() -> Path:
    """Where the database for the migrations at hand lies, or will lie."""
    known = hashlib.sha256(sqlite3.sqlite_version.encode())
    for path in [ROOT / "uv.lock", *sorted(ROOT.glob("cms/*/migrations/*.py"))]:
        known.update(path.relative_to(ROOT).as_posix().encode())
        known.update(path.read_bytes())
    name = f"lienthong-migrated-{os.getuid()}-{known.hexdigest()[:16]}.sqlite3"
    return Path(tempfile.gettempdir()) / name


def fill(connection: Any, **_: Any) -> None:
    """Copy the template into the database in memory that was just opened and is still empty."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        return
    target, source = connection.connection, template()
    if source.is_file() and not target.execute("SELECT 1 FROM sqlite_master").fetchone():
        with sqlite3.connect(source) as migrated:
            migrated.backup(target)
        migrated.close()


def keep(connection: Any) -> None:
    """Make the template from a database that has just been migrated, if there is none."""
    path = template()
    if connection.vendor != "sqlite" or not connection.is_in_memory_db() or path.is_file():
        return
    connection.ensure_connection()
    fresh = path.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(fresh) as target:
        connection.connection.backup(target)
    target.close()
    fresh.replace(path)
