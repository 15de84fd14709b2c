"""Where the snapshot lies: one SQLite file of documents and units, and a folder of media beside it.

The CMS writes, the build reads; neither needs the other to be running. The build opens the file
read-only: this store, not the CMS's database, is all that it can reach.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import msgspec

from build.errors import SnapshotError
from build.snapshot.schema import VERSION, Document, File, UnitSnapshot, digest, encode

_TABLES = """
CREATE TABLE IF NOT EXISTS document (hash TEXT PRIMARY KEY, payload BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unit (
    code TEXT PRIMARY KEY, hostname TEXT NOT NULL UNIQUE, tier TEXT NOT NULL,
    digest TEXT NOT NULL, revision INTEGER NOT NULL, payload BLOB NOT NULL
);
"""
_CHUNK = 500


class SiteEntry(NamedTuple):
    """One site of the snapshot. ``digest`` changes with its content, ``revision`` only ever grows."""

    code: str
    hostname: str
    tier: str
    digest: str
    revision: int


def database_path(folder: Path) -> Path:
    """The snapshot's database in ``folder``."""
    return folder / "snapshot.sqlite3"


def media_path(folder: Path, file: File) -> Path:
    """Where the bytes of ``file`` lie in the snapshot of ``folder``."""
    return folder / "media" / file.asset.removeprefix("_a/")


class SnapshotReader:
    """The snapshot in ``folder``, read-only; raises SnapshotError where there is none."""

    def __init__(self, folder: Path) -> None:
        path = database_path(folder)
        if not path.is_file():
            raise SnapshotError(f"There is no snapshot in {folder}; run manage.py snapshot first.")
        self.folder = folder
        self._connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)

    def sites(self) -> list[SiteEntry]:
        """Every site, those of one district together: what they share is then rendered once."""
        rows = self._connection.execute("SELECT code, hostname, tier, digest, revision FROM unit")
        return sorted((SiteEntry(*row) for row in rows), key=lambda site: site.hostname.split(".")[::-1])

    def unit(self, code: str) -> UnitSnapshot:
        """What the site of unit ``code`` shows; SnapshotError for a unit that is not there."""
        row = self._connection.execute("SELECT payload FROM unit WHERE code = ?", (code,)).fetchone()
        if row is None:
            raise SnapshotError(
                f"The snapshot has no unit {code!r}; check the code, or write the snapshot anew."
            )
        return decode_unit(row[0])

    def documents(self, hashes: Iterable[str]) -> dict[str, Document]:
        """The documents with these hashes; SnapshotError if one is missing."""
        wanted = list(dict.fromkeys(hashes))
        found = {name: _decode_document(payload) for name, payload in self._payloads(wanted)}
        if len(found) < len(wanted):
            missing = next(name for name in wanted if name not in found)
            raise SnapshotError(f"The snapshot lacks document {missing}; write the snapshot anew.")
        return found

    def _payloads(self, hashes: list[str]) -> Iterator[tuple[str, bytes]]:
        for start in range(0, len(hashes), _CHUNK):
            chunk = hashes[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            yield from self._connection.execute(
                f"SELECT hash, payload FROM document WHERE hash IN ({marks})",  # noqa: S608
                chunk,
            )

    def close(self) -> None:
        self._connection.close()


def decode_unit(payload: bytes) -> UnitSnapshot:
    """The unit's snapshot in ``payload``; SnapshotError if it is broken or of another version."""
    try:
        version = msgspec.json.decode(payload, type=_Versioned).version
        if version != VERSION:
            raise SnapshotError(
                f"The snapshot is of version {version}, this build reads version {VERSION}; "
                "upgrade both and run manage.py snapshot again."
            )
        return msgspec.json.decode(payload, type=UnitSnapshot)
    except msgspec.DecodeError as error:
        raise SnapshotError(f"The snapshot of a unit cannot be read ({error}); write it anew.") from error


def _decode_document(payload: bytes) -> Document:
    try:
        return msgspec.json.decode(payload, type=Document)
    except msgspec.DecodeError as error:
        raise SnapshotError(f"A document of the snapshot cannot be read ({error}); write it anew.") from error


class _Versioned(msgspec.Struct):
    version: int


def write_snapshot(
    folder: Path,
    units: Iterable[UnitSnapshot],
    fetch: Callable[[set[str]], Iterable[tuple[str, bytes]]],
) -> list[str]:
    """Make the snapshot in ``folder`` hold exactly these units, in one transaction.

    ``fetch`` gives hash and payload of the documents that the store lacks. A document that no unit
    shows is dropped: the snapshot never knows more than its sites. Returns the codes of the units
    that changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(database_path(folder), timeout=30)) as connection:
        connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + _TABLES)
        with connection:
            changed, shown = _write_units(connection, units)
            stored = {row[0] for row in connection.execute("SELECT hash FROM document")}
            connection.executemany("DELETE FROM document WHERE hash = ?", ((h,) for h in stored - shown))
            missing = shown - stored
            written = connection.executemany("INSERT INTO document VALUES (?, ?)", fetch(missing)).rowcount
            if missing and written < len(missing):
                raise SnapshotError("A page is shown whose document was never written; publish it again.")
    return changed


def _write_units(connection: sqlite3.Connection, units: Iterable[UnitSnapshot]) -> tuple[list[str], set[str]]:
    before = {
        code: (name, revision)
        for code, name, revision in connection.execute("SELECT code, digest, revision FROM unit")
    }
    # Never lower than the clock: a snapshot that was deleted and written anew still moves forward.
    floor = time.time_ns() // 1_000_000
    changed, shown, kept = [], set[str](), set[str]()
    rows = []
    for unit in units:
        payload = encode(unit)
        name, code = digest(payload), unit.unit.code
        kept.add(code)
        shown.update(page.document for page in unit.shown)
        old, revision = before.get(code, ("", 0))
        if old != name:
            changed.append(code)
            rows.append((code, unit.unit.hostname, unit.unit.tier, name, max(revision + 1, floor), payload))
    gone = ((code,) for code in before if code not in kept)
    connection.executemany("DELETE FROM unit WHERE code = ?", gone)
    # Hostnames may be handed from one unit to another: all old rows leave before new ones come.
    connection.executemany("DELETE FROM unit WHERE code = ?", ((code,) for code in changed))
    connection.executemany("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?)", rows)
    return changed, shown
