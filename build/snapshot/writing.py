"""Writing the snapshot: units, the documents that they show, and the media that these use; no more."""

import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from build.errors import SnapshotError
from build.snapshot.schema import Look, Stored, UnitSnapshot, digest, documents_used, encode
from build.snapshot.store import SiteEntry, database_path, decode_document, media_path

_TABLES = """
CREATE TABLE IF NOT EXISTS document (hash TEXT PRIMARY KEY, payload BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS media (document TEXT NOT NULL, asset TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS media_of_document ON media (document);
CREATE INDEX IF NOT EXISTS media_by_asset ON media (asset);
CREATE TABLE IF NOT EXISTS unit (
    code TEXT PRIMARY KEY, hostname TEXT NOT NULL UNIQUE, tier TEXT NOT NULL,
    digest TEXT NOT NULL, revision INTEGER NOT NULL, payload BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS shows (
    document TEXT NOT NULL, unit TEXT NOT NULL, PRIMARY KEY (document, unit)
) WITHOUT ROWID;
"""
_CHUNK: Final = 500

Fetch = Callable[[set[str]], Iterable[tuple[str, bytes]]]
"""Gives hash and payload of the documents that the store lacks."""

Copy = Callable[[Stored, Path], None]
"""Puts the bytes of a file at a path."""


class Source(NamedTuple):
    """Where documents and files come from that the store lacks."""

    fetch: Fetch
    copy: Copy


def write_snapshot(
    folder: Path, units: Iterable[UnitSnapshot], source: Source, revision: int | None = None
) -> list[str]:
    """Make the snapshot in ``folder`` hold exactly these units, in one transaction.

    A document that no unit shows is dropped, with the media that only it used: the snapshot never
    knows more than its sites. Units that changed get ``revision``, by default the clock's; what was
    written under a later one stays. Returns the codes of the units that changed.
    """
    with _open(folder) as store:
        kept = [code for code, _ in store.write(units, revision)]
        store.remove(store.before.keys() - set(kept))
        store.complete(source)
    return store.changed


def update_snapshot(
    folder: Path, units: Iterable[UnitSnapshot], gone: Collection[str], source: Source, revision: int
) -> list[SiteEntry]:
    """The same for some units only, and for those that are ``gone``; the others stay as they are.

    Returns the sites of ``units`` as the store has them now.
    """
    with _open(folder) as store:
        entries = [entry for _, entry in store.write(units, revision)]
        store.remove(set(gone))
        store.complete(source)
    return entries


def renumber(folder: Path, entries: Iterable[SiteEntry]) -> None:
    """Note the revisions under which ``entries`` are deployed, where they are later than the store's."""
    with closing(_connect(folder)) as connection, connection:
        connection.executemany(
            "UPDATE unit SET revision = ? WHERE code = ? AND digest = ? AND revision < ?",
            [(one.revision, one.code, one.digest, one.revision) for one in entries],
        )


def known_documents(folder: Path, among: Collection[str]) -> set[str]:
    """Which of the documents ``among`` the snapshot in ``folder`` holds already, by their hashes."""
    if not among or not database_path(folder).is_file():
        return set()
    with closing(sqlite3.connect(database_path(folder), timeout=30)) as connection:
        return _present(connection, among)


def _connect(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(database_path(folder), timeout=30)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")
    return connection


@contextmanager
def _open(folder: Path) -> Iterator["_Store"]:
    folder.mkdir(parents=True, exist_ok=True)
    with closing(_connect(folder)) as connection:
        connection.executescript(_TABLES)
        connection.isolation_level = None
        # From the first reading on nobody else writes: what is decided holds until it is done.
        connection.execute("BEGIN IMMEDIATE")
        try:
            store = _Store(connection, folder)
            yield store
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
        store.delete_media()


class _Store:
    """The snapshot within one transaction, and what is left to do before it ends."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder
        rows = connection.execute("SELECT code, hostname, tier, digest, revision FROM unit")
        self.before = {row[0]: SiteEntry(*row) for row in rows}
        self.changed: list[str] = []
        self._wanted: set[str] = set()
        self._dropped: set[str] = set()
        self._assets: set[str] = set()
        self._looks: dict[str, Look] = {}
        if self.before and not connection.execute("SELECT 1 FROM shows LIMIT 1").fetchone():
            for code in self.before:
                self._note_shown(code, self._documents_of(code))

    def write(self, units: Iterable[UnitSnapshot], revision: int | None) -> list[tuple[str, SiteEntry]]:
        """Write what changed of ``units``; the sites of all of them, by code."""
        # Never lower than the clock: a snapshot that was deleted and written anew still moves forward.
        floor = time.time_ns() // 1_000_000
        found: list[tuple[str, SiteEntry]] = []
        rows = []
        for unit in units:
            code, payload = unit.unit.code, encode(unit)
            old = self.before.get(code, SiteEntry(code, "", "", "", -1))
            given = max(old.revision + 1, floor) if revision is None else revision
            new = SiteEntry(code, unit.unit.hostname, unit.unit.tier, digest(payload), given)
            if new.digest == old.digest or old.revision > given:
                new = old
            else:
                shown = documents_used(unit.shown)
                rows.append((new, payload, shown, self._documents_of(code)))
                self._looks[code] = unit.look
            found.append((code, new))
        # Hostnames may be handed from one unit to another: all old rows leave before new ones come.
        self._delete_units([row[0].code for row in rows])
        for new, payload, shown, before in rows:
            self._connection.execute("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?)", (*new, payload))
            self._forget_shown(new.code, before - shown)
            self._note_shown(new.code, shown - before)
            self._wanted |= shown - before
        self.changed += [row[0].code for row in rows]
        return found

    def remove(self, codes: Collection[str]) -> None:
        """Take units away that have no site any more."""
        for code in sorted(codes):
            self._forget_shown(code, self._documents_of(code))
            self._forget_media(_look_of(code))
        self._delete_units(sorted(codes))

    def complete(self, source: Source) -> None:
        """Bring in the documents and looks that are shown now, and drop what nobody shows any more."""
        for name in sorted(self._dropped):
            if not self._connection.execute("SELECT 1 FROM shows WHERE document = ?", (name,)).fetchone():
                self._drop(name)
        missing = self._wanted - _present(self._connection, self._wanted)
        for name, payload in source.fetch(set(missing)) if missing else ():
            self._connection.execute("INSERT INTO document VALUES (?, ?)", (name, payload))
            missing.discard(name)
            self._keep_media(name, decode_document(payload).stored(), source)
        for code, look in self._looks.items():
            self._forget_media(_look_of(code))
            self._keep_media(_look_of(code), look.stored(), source)
        if missing:
            raise SnapshotError("A page is shown whose document was never written; publish it again.")

    def delete_media(self) -> None:
        """Delete the files that only dropped documents and looks used; once all else is done."""
        for asset in sorted(self._assets):
            if not self._connection.execute("SELECT 1 FROM media WHERE asset = ?", (asset,)).fetchone():
                (self._folder / "media" / asset.removeprefix("_a/")).unlink(missing_ok=True)

    def _documents_of(self, code: str) -> set[str]:
        row = self._connection.execute("SELECT payload FROM unit WHERE code = ?", (code,)).fetchone()
        return _documents_in(row[0]) if row else set()

    def _delete_units(self, codes: Iterable[str]) -> None:
        self._connection.executemany("DELETE FROM unit WHERE code = ?", ((code,) for code in codes))

    def _note_shown(self, code: str, documents: Iterable[str]) -> None:
        rows = ((name, code) for name in documents)
        self._connection.executemany("INSERT OR IGNORE INTO shows VALUES (?, ?)", rows)

    def _forget_shown(self, code: str, documents: Collection[str]) -> None:
        rows = ((name, code) for name in documents)
        self._connection.executemany("DELETE FROM shows WHERE document = ? AND unit = ?", rows)
        self._dropped.update(documents)

    def _drop(self, name: str) -> None:
        self._forget_media(name)
        self._connection.execute("DELETE FROM document WHERE hash = ?", (name,))

    def _keep_media(self, owner: str, files: Iterable[Stored], source: Source) -> None:
        for stored in files:
            self._connection.execute("INSERT INTO media VALUES (?, ?)", (owner, stored.asset))
            path = media_path(self._folder, stored)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                source.copy(stored, path)

    def _forget_media(self, owner: str) -> None:
        assets = self._connection.execute("SELECT asset FROM media WHERE document = ?", (owner,))
        self._assets.update(asset for (asset,) in assets)
        self._connection.execute("DELETE FROM media WHERE document = ?", (owner,))


def _look_of(code: str) -> str:
    """What stands in place of a document's hash where the files are those of a unit's look."""
    return f"look:{code}"


class _Shown(msgspec.Struct):
    document: str
    kept: str | None = None


class _Shows(msgspec.Struct):
    """What even another version's snapshot of a unit has."""

    shown: tuple[_Shown, ...] = ()


def _documents_in(payload: bytes) -> set[str]:
    try:
        shown = msgspec.json.decode(payload, type=_Shows).shown
        return {name for page in shown for name in (page.document, page.kept) if name}
    except msgspec.DecodeError:
        return set()


def _present(connection: sqlite3.Connection, among: Collection[str]) -> set[str]:
    names, found = sorted(among), set[str]()
    for start in range(0, len(names), _CHUNK):
        chunk = names[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        query = f"SELECT hash FROM document WHERE hash IN ({marks})"  # noqa: S608
        found.update(row[0] for row in connection.execute(query, chunk))
    return found
