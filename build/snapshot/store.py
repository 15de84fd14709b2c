"""Where the snapshot lies: one SQLite file of documents and units, and a folder of media beside it.

The CMS writes, the build reads; neither needs the other to be running. The build opens the file
read-only: this store, not the CMS's database, is all that it can reach.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from build.errors import SnapshotError, Superseded
from build.snapshot.schema import VERSION, Document, Stored, UnitSnapshot, documents_used

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


def media_folder(folder: Path) -> Path:
    """Where the media of the snapshot in ``folder`` lie, each under its hash."""
    return folder / "media"


def media_path(folder: Path, file: Stored) -> Path:
    """Where the bytes of ``file`` lie in the snapshot of ``folder``."""
    return media_folder(folder) / file.asset.removeprefix("_a/")


class SnapshotReader:
    """The snapshot in ``folder``, read-only; raises SnapshotError where there is none."""

    def __init__(self, folder: Path) -> None:
        path = database_path(folder)
        if not path.is_file():
            raise SnapshotError(f"There is no snapshot in {folder}; run manage.py snapshot first.")
        self.folder = folder
        self._shown: dict[str, Document] = {}
        self._connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)

    def sites(self) -> list[SiteEntry]:
        """Every site, those of one district together: what they share is then rendered once."""
        rows = self._rows("SELECT code, hostname, tier, digest, revision FROM unit")
        return sorted((SiteEntry(*row) for row in rows), key=lambda site: site.hostname.split(".")[::-1])

    def unit(self, code: str, digest: str = "") -> UnitSnapshot:
        """What the site of unit ``code`` shows; SnapshotError for a unit that is not there.

        Superseded where it is no longer the snapshot of that ``digest``, if one is given.
        """
        rows = self._rows("SELECT payload, digest FROM unit WHERE code = ?", code)
        if not rows:
            raise SnapshotError(
                f"The snapshot has no unit {code!r}; check the code, or write the snapshot anew."
            )
        if digest and rows[0][1] != digest:
            raise Superseded(f"The snapshot of unit {code} is newer by now; it is built next.")
        return decode_unit(rows[0][0])

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """All that is read inside is of one moment: the CMS may be writing meanwhile."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.rollback()

    def site(self, code: str) -> tuple[UnitSnapshot, dict[str, Document]]:
        """The unit and the documents that it shows, of one moment.

        What the unit before it showed too is not read again: those of one district come one after another.
        """
        with self.one_state():
            unit = self.unit(code)
            self._shown = self.documents(sorted(documents_used(unit.shown)))
            return unit, self._shown

    def document(self, name: str) -> Document:
        """The document with this hash; SnapshotError if it is missing."""
        return self.documents([name])[name]

    def documents(self, hashes: Iterable[str]) -> dict[str, Document]:
        """The documents with these hashes; SnapshotError if one is missing."""
        wanted = list(dict.fromkeys(hashes))
        found = {name: self._shown[name] for name in wanted if name in self._shown}
        unread = [name for name in wanted if name not in found]
        found |= {name: decode_document(payload) for name, payload in self._payloads(unread)}
        if len(found) < len(wanted):
            missing = next(name for name in wanted if name not in found)
            raise SnapshotError(f"The snapshot lacks document {missing}; write the snapshot anew.")
        return found

    def _payloads(self, hashes: list[str]) -> Iterator[tuple[str, bytes]]:
        for start in range(0, len(hashes), _CHUNK):
            chunk = hashes[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            yield from self._rows(f"SELECT hash, payload FROM document WHERE hash IN ({marks})", *chunk)  # noqa: S608

    def _rows(self, query: str, *parameters: str) -> list[Any]:
        try:
            return self._connection.execute(query, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            raise SnapshotError(
                f"The snapshot in {self.folder} cannot be read ({error}); "
                "delete the folder and run manage.py snapshot."
            ) from error

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
        unit = msgspec.json.decode(payload, type=UnitSnapshot)
    except msgspec.DecodeError as error:
        raise SnapshotError(f"The snapshot of a unit cannot be read ({error}); write it anew.") from error
    if fault := next(_faults(unit), None):
        raise SnapshotError(f"The snapshot of unit {unit.unit.code} is not whole: {fault}; write it anew.")
    return unit


def _faults(unit: UnitSnapshot) -> Iterator[str]:
    """What its parts say of each other and the types cannot."""
    chain = {unit.unit.code, *(parent.code for parent in unit.parents)}
    sections = {section.key for section in unit.sections}
    seen = set[tuple[str, str]]()
    for page in unit.shown:
        slot = (page.section, page.slug)
        for code in (page.origin, page.canonical, *page.changed_by):
            if code not in chain:
                yield f"{page.section}/{page.slug} names unit {code}, which is not above it"
        if page.section not in sections:
            yield f"{page.section}/{page.slug} stands in a section that the unit does not have"
        if slot in seen:
            yield f"{page.section}/{page.slug} is shown twice"
        seen.add(slot)
    left = set[tuple[str, str]]()
    for redirect in unit.redirects:
        old = (redirect.section, redirect.slug)
        if old in seen or old in left:
            yield f"{redirect.section}/{redirect.slug} redirects and is taken"
        if (redirect.to_section, redirect.to_slug) not in seen:
            yield f"{redirect.section}/{redirect.slug} redirects to a page that is not shown"
        left.add(old)


def decode_document(payload: bytes) -> Document:
    """The document in ``payload``; SnapshotError if it is broken."""
    try:
        return msgspec.json.decode(payload, type=Document)
    except msgspec.DecodeError as error:
        raise SnapshotError(f"A document of the snapshot cannot be read ({error}); write it anew.") from error


class _Versioned(msgspec.Struct):
    version: int
