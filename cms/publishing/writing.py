"""Writing the snapshot of every unit from what is published now."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from build.errors import SnapshotError
from build.snapshot.schema import File
from build.snapshot.writing import write_snapshot
from cms.pages.sections import load_sections
from cms.publishing.models import PublishedFile
from cms.publishing.unit_snapshot import Given, sections_for_sites, unit_snapshots
from cms.sharing.load import load_world
from cms.sharing.models import Document, LivePage
from cms.units.models import Unit

_CHUNK = 5000


def write_all(folder: Path, on: date | None = None, now: datetime | None = None) -> list[str]:
    """Bring the snapshot in ``folder`` in line with what is published; the codes of changed units.

    The number of queries does not grow with units or pages, but for documents that are new, which are
    read 5,000 at a time.
    """
    with transaction.atomic():
        world = load_world(on, now)
        units = Unit.objects.in_bulk(world.units)
        given = Given(
            units=units,
            sections={tier: sections_for_sites(load_sections(tier)) for tier in world.sections},
            links=dict(LivePage.objects.exclude(links=[]).values_list("page_id", "links")),
            address=lambda hostname, path: settings.SITE_URL.format(hostname=hostname) + path,
        )
        return write_snapshot(folder, unit_snapshots(world, given), _documents, _copy)


def _documents(hashes: set[str]) -> Iterator[tuple[str, bytes]]:
    wanted = sorted(hashes)
    for start in range(0, len(wanted), _CHUNK):
        rows = Document.objects.filter(hash__in=wanted[start : start + _CHUNK])
        for name, payload in rows.values_list("hash", "payload"):
            yield name, bytes(payload)


def _copy(file: File, path: Path) -> None:
    published = PublishedFile.objects.filter(sha256=file.sha256).first()
    if published is None or not default_storage.exists(published.storage_name):
        raise SnapshotError(
            f"The file {file.name!r} of a published page is not in the media storage; put it back, "
            "or publish the page again without it."
        )
    fresh = path.with_suffix(".new")
    with default_storage.open(published.storage_name) as source, fresh.open("wb") as target:
        shutil.copyfileobj(source, target)
    fresh.replace(path)
