"""Writing the snapshot of every unit from what is published now."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction

from build.snapshot.schema import File
from build.snapshot.store import decode_document
from build.snapshot.writing import known_documents, write_snapshot
from cms.pages.sections import load_sections
from cms.publishing.live import sweep_documents
from cms.publishing.models import PublishedFile
from cms.publishing.old_addresses import addresses_left
from cms.publishing.unit_snapshot import Given, sections_for_sites, unit_snapshots
from cms.sharing.load import load_world
from cms.sharing.models import Document, LivePage
from cms.units.models import Unit

_CHUNK = 5000


class Written(NamedTuple):
    """What writing the snapshot did: the units that changed, and a sentence for each page left out."""

    changed: list[str]
    left_out: list[str]


def write_all(folder: Path, on: date | None = None, now: datetime | None = None) -> Written:
    """Bring the snapshot in ``folder`` in line with what is published.

    A page that uses a file which is not there is left out, and the rest goes on. The number of queries
    does not grow with units or pages, but for documents that are new, which are read 5,000 at a time, and
    for those that no page has any more, which are deleted 1,000 at a time. What others publish meanwhile
    is in the next snapshot, unless the caller's own transaction reads it sooner.
    """
    with _one_state():
        world = load_world(on, now)
        files = _Files(folder, {page.document for page in world.pages})
        whole = tuple(page for page in world.pages if page.document not in files.missing)
        left_out = [
            f"{world.units[page.unit].code}/{page.section}/{page.slug} is left out: its file "
            f"{files.missing[page.document]!r} is not in the media storage; put it back, or publish without."
            for page in world.pages
            if page.document in files.missing and page.unit in world.units
        ]
        world = replace(world, pages=whole)
        given = Given(
            units=Unit.objects.in_bulk(world.units),
            sections={tier: sections_for_sites(load_sections(tier)) for tier in world.sections},
            links=dict(LivePage.objects.exclude(links=[]).values_list("page_id", "links")),
            address=lambda hostname, path: settings.SITE_URL.format(hostname=hostname) + path,
            left=addresses_left(),
        )
        changed = write_snapshot(folder, unit_snapshots(world, given), _documents, files.copy)
    sweep_documents()
    return Written(changed, left_out)


@contextmanager
def _one_state() -> Iterator[None]:
    """All queries see the database as it was at the first of them, as on SQLite every transaction does."""
    # PostgreSQL takes this only before a transaction's first query. In one that a caller has begun it may
    # be too late for that, and how much it sees is the caller's to say; `manage.py snapshot` begins its own.
    ours = not connection.in_atomic_block
    with transaction.atomic():
        if ours and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


class _Files:
    """The files of the documents that the snapshot does not have yet, and which of them are missing."""

    def __init__(self, folder: Path, shown: set[str]) -> None:
        used = {
            name: decode_document(payload).files
            for name, payload in _documents(shown - known_documents(folder))
        }
        hashes = {file.sha256 for files in used.values() for file in files}
        self._names = dict(
            PublishedFile.objects.filter(sha256__in=hashes).values_list("sha256", "storage_name")
        )
        there = {sha256 for sha256, name in self._names.items() if default_storage.exists(name)}
        self.missing = {
            name: file.name for name, files in used.items() for file in files if file.sha256 not in there
        }
        """By the document's hash: the name of a file that it lacks."""

    def copy(self, file: File, path: Path) -> None:
        """Put the bytes of ``file`` at ``path``, whole or not at all."""
        fresh = path.with_suffix(".new")
        with default_storage.open(self._names[file.sha256]) as source, fresh.open("wb") as target:
            shutil.copyfileobj(source, target)
        fresh.replace(path)


def _documents(hashes: set[str]) -> Iterator[tuple[str, bytes]]:
    wanted = sorted(hashes)
    for start in range(0, len(wanted), _CHUNK):
        rows = Document.objects.filter(hash__in=wanted[start : start + _CHUNK])
        for name, payload in rows.values_list("hash", "payload"):
            yield name, bytes(payload)
