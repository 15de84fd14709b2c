"""Writing the snapshot: units, the documents that they show, and the media that these use; no more."""

import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from build.errors import SnapshotError
from build.snapshot.schema import File, UnitSnapshot, digest, encode
from build.snapshot.store import database_path, decode_document, media_path

_TABLES = """
CREATE TABLE IF NOT EXISTS document (hash TEXT PRIMARY KEY, payload BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS media (document TEXT NOT NULL, asset TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS media_of_document ON media (document);
CREATE TABLE IF NOT EXISTS unit (
    code TEXT PRIMARY KEY, hostname TEXT NOT NULL UNIQUE, tier TEXT NOT NULL,
    digest TEXT NOT NULL, revision INTEGER NOT NULL, payload BLOB NOT NULL
);
"""

Fetch = Callable[[set[str]], Iterable[tuple[str, bytes]]]
"""Gives hash and payload of the documents that the store lacks."""

Copy = Callable[[File, Path], None]
"""Puts the bytes of a file at a path."""


def write_snapshot(folder: Path, units: Iterable[UnitSnapshot], fetch: Fetch, copy: Copy) -> list[str]:
    """Make the snapshot in ``folder`` hold exactly these units, in one transaction.

    A document that no unit shows is dropped, with the media that only it used: the snapshot never
    knows more than its sites. Returns the codes of the units that changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(database_path(folder), timeout=30)) as connection:
        connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + _TABLES)
        with connection:
            changed, shown = _write_units(connection, units)
            _write_documents(connection, folder, shown, fetch, copy)
        _drop_media(connection, folder)
    return changed


def known_documents(folder: Path) -> set[str]:
    """The hashes of the documents that the snapshot in ``folder`` holds already."""
    path = database_path(folder)
    if not path.is_file():
        return set()
    with closing(sqlite3.connect(path, timeout=30)) as connection:
        return {row[0] for row in connection.execute("SELECT hash FROM document")}


def _write_units(connection: sqlite3.Connection, units: Iterable[UnitSnapshot]) -> tuple[list[str], set[str]]:
    before = {
        code: (name, revision)
        for code, name, revision in connection.execute("SELECT code, digest, revision FROM unit")
    }
    # Never lower than the clock: a snapshot that was deleted and written anew still moves forward.
    floor = time.time_ns() // 1_000_000
    shown, kept = set[str](), set[str]()
    rows = []
    for unit in units:
        payload = encode(unit)
        name, code = digest(payload), unit.unit.code
        kept.add(code)
        shown.update(page.document for page in unit.shown)
        old, revision = before.get(code, ("", 0))
        if old != name:
            rows.append((code, unit.unit.hostname, unit.unit.tier, name, max(revision + 1, floor), payload))
    # Hostnames may be handed from one unit to another: all old rows leave before new ones come.
    leaving = [code for code in before if code not in kept] + [row[0] for row in rows]
    connection.executemany("DELETE FROM unit WHERE code = ?", ((code,) for code in leaving))
    connection.executemany("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?)", rows)
    return [row[0] for row in rows], shown


def _write_documents(
    connection: sqlite3.Connection, folder: Path, shown: set[str], fetch: Fetch, copy: Copy
) -> None:
    stored = {row[0] for row in connection.execute("SELECT hash FROM document")}
    for table, column in (("document", "hash"), ("media", "document")):
        gone = ((name,) for name in stored - shown)
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", gone)  # noqa: S608
    missing = shown - stored
    for name, payload in fetch(set(missing)) if missing else ():
        connection.execute("INSERT INTO document VALUES (?, ?)", (name, payload))
        missing.discard(name)
        for file in decode_document(payload).files:
            connection.execute("INSERT INTO media VALUES (?, ?)", (name, file.asset))
            path = media_path(folder, file)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                copy(file, path)
    if missing:
        raise SnapshotError("A page is shown whose document was never written; publish it again.")


def _drop_media(connection: sqlite3.Connection, folder: Path) -> None:
    used = {asset.removeprefix("_a/") for (asset,) in connection.execute("SELECT DISTINCT asset FROM media")}
    for path in (folder / "media").glob("*"):
        if path.name not in used:
            path.unlink()
