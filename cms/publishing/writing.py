"""Writing the snapshot of every unit from what is published now."""

import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from build.snapshot.schema import Look, Stored
from build.snapshot.store import SiteEntry, decode_document, media_path
from build.snapshot.writing import Source, known_documents, update_snapshot, write_snapshot
from cms.pages.sections import load_sections
from cms.publishing.live import sweep_documents
from cms.publishing.looks import looks_of, whole_look
from cms.publishing.models import PublishedFile
from cms.publishing.old_addresses import addresses_left
from cms.publishing.reasons import look_left_out, page_left_out
from cms.publishing.revisions import next_revision
from cms.publishing.standstill import allow_standstill
from cms.publishing.unit_snapshot import Given, links_out, sections_for_sites, unit_snapshots
from cms.publishing.urgent import settled
from cms.sharing.load import load_chain_world, load_modes, load_world
from cms.sharing.models import Document, LivePage
from cms.sharing.rules import PageFacts, UnitNode
from cms.sharing.world import World
from cms.units.models import Unit

_CHUNK = 5000


class Written(NamedTuple):
    """What writing the snapshot did: the units that changed, and a sentence for each page left out."""

    changed: list[str]
    left_out: list[str]


class UnitsWritten(NamedTuple):
    """The sites of some units as the snapshot has them now, by the number of the unit's row.

    A unit that is not in force has none. ``left_out`` says of a site which of its pages lack a file.
    """

    sites: dict[int, SiteEntry]
    left_out: dict[int, str]


def write_all(folder: Path, on: date | None = None, now: datetime | None = None) -> Written:
    """Bring the snapshot in ``folder`` in line with what is published.

    A page that uses a file which is not there is left out, and the rest goes on. The number of queries
    does not grow with units or pages, but for documents that are new, which are read 5,000 at a time, and
    for those that no page has any more, which are deleted 1,000 at a time. What others publish meanwhile
    is in the next snapshot, unless the caller's own transaction reads it sooner.
    """
    with transaction.atomic():
        revision = next_revision()
    with _one_state():
        world = load_world(on, now)
        files = _files(folder, world)
        left_out = [
            _sentence(world, page, files.missing[page.document])
            for page in world.pages
            if page.document in files.missing and page.unit in world.units
        ]
        left_out += [_bare(world, unit, file) for unit, file in files.bare.items()]
        world = _whole(world, files)
        units = unit_snapshots(world, _given(world, files, LivePage.objects.all(), now))
        changed = write_snapshot(folder, units, Source(_documents, files.copy), revision)
    sweep_documents()
    return Written(changed, left_out)


def write_units(
    folder: Path,
    units: Collection[int],
    revision: int,
    on: date | None = None,
    now: datetime | None = None,
) -> UnitsWritten:
    """Bring the snapshot in ``folder`` in line with what is published, for ``units`` alone.

    Gives the bytes that ``write_all`` gives, and reads no more than their chains need. ``revision`` was
    taken before: what somebody wrote under a later one stays.
    """
    with _one_state():
        world, files = _part(folder, set(units), on, now)
        given = _given(world, files, LivePage.objects.filter(unit__in=world.units), now)
        there = set(units) & world.units.keys()
        read = {above for unit in there for above in world.chains[unit]}
        if beyond := _origins(links_out(world, given, there), on) - read:
            world, files = _part(folder, set(units), on, now, beyond)
            given = _given(world, files, LivePage.objects.filter(unit__in=world.units), now)
        left_out = _left_out(world, files, there)
        world = _whole(world, files)
        codes = set(Unit.objects.filter(pk__in=set(units) - there).values_list("code", flat=True))
        codes -= set(Unit.objects.in_force(on).filter(code__in=codes).values_list("code", flat=True))
        sites = unit_snapshots(world, given, there)
        entries = update_snapshot(folder, sites, codes, Source(_documents, files.copy), revision)
    by_code = {world.units[unit].code: unit for unit in there}
    return UnitsWritten({by_code[entry.code]: entry for entry in entries}, left_out)


def _part(
    folder: Path, units: set[int], on: date | None, now: datetime | None, beyond: Collection[int] = ()
) -> tuple[World, "_Files"]:
    """The world of ``units`` with the units directly below them, and of ``beyond``; and its new files."""
    world = load_chain_world({*units, *beyond}, on, now)
    rows = Unit.objects.in_force(on).filter(parent__in=units)
    children = (UnitNode(*row) for row in rows.values_list("id", "code", "tier", "parent_id"))
    nodes = sorted(
        {**{node.id: node for node in children}, **world.units}.values(), key=lambda node: node.code
    )
    tiers = {node.tier for node in nodes}
    world = replace(world, units={node.id: node for node in nodes}, sections=load_modes(tiers))
    return world, _files(folder, world)


def _files(folder: Path, world: World) -> "_Files":
    documents = {page.document for page in world.pages} | kept_documents(world)
    return _Files(folder, documents, looks_of(world.units))


def _origins(targets: Iterable[str], on: date | None) -> set[int]:
    codes = {target.partition("/")[0] for target in targets}
    return (
        set(Unit.objects.in_force(on).filter(code__in=codes).values_list("pk", flat=True)) if codes else set()
    )


def kept_documents(world: World) -> set[str]:
    """The documents of the days since which pages are suspended, as far as they are known."""
    suspensions = (decision.suspension for decision in world.decisions)
    return {found.document for found in suspensions if found and found.document}


def _given(world: World, files: "_Files", live: QuerySet[LivePage], now: datetime | None) -> Given:
    return Given(
        units=Unit.objects.in_bulk(world.units),
        sections={tier: sections_for_sites(load_sections(tier)) for tier in world.sections},
        links=dict(live.exclude(links=[]).values_list("page_id", "links")),
        address=lambda hostname, path: settings.SITE_URL.format(hostname=hostname) + path,
        left=addresses_left(live.values("page")),
        settled=settled(world.pages, now or timezone.now()),
        kept=kept_documents(world) - files.missing.keys(),
        looks=files.looks,
    )


def _whole(world: World, files: "_Files") -> World:
    """``world`` without the pages that lack a file."""
    if not files.missing:
        return world
    return replace(world, pages=tuple(page for page in world.pages if page.document not in files.missing))


def _left_out(world: World, files: "_Files", units: Collection[int]) -> dict[int, str]:
    """For each of ``units`` whose look or pages, its own or from above, lack a file: a sentence about one."""
    lacking = [page for page in world.page_by_id.values() if page.document in files.missing]
    bare = {unit: _bare(world, unit, file) for unit, file in files.bare.items() if unit in units}
    return bare | {
        unit: _sentence(world, page, files.missing[page.document])
        for page in lacking
        for unit in units
        if page.unit == unit or world.reaches(page, unit)
    }


def _sentence(world: World, page: PageFacts, file: str) -> str:
    return page_left_out(f"{world.units[page.unit].code}/{page.section}/{page.slug}", file)


def _bare(world: World, unit: int, file: str) -> str:
    return look_left_out(world.units[unit].code, file)


@contextmanager
def _one_state() -> Iterator[None]:
    """All queries see the database as it was at the first of them, as on SQLite every transaction does.

    And nothing but what is published, where there is the role that `manage.py make_snapshot_role` makes.
    """
    # PostgreSQL takes this only before a transaction's first query. In one that a caller has begun it may
    # be too late for that, and how much it sees is the caller's to say; `manage.py snapshot` begins its own.
    ours = not connection.in_atomic_block
    with transaction.atomic():
        if ours and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                # Nobody waits for who only reads, and a country's files take long to copy.
                allow_standstill()
                if settings.SNAPSHOT_ROLE:
                    cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(settings.SNAPSHOT_ROLE)}")
        yield


class _Files:
    """The files of looks, and of the documents that the snapshot does not have yet; which are missing."""

    def __init__(self, folder: Path, shown: set[str], looks: Mapping[int, Look]) -> None:
        used = {
            name: decode_document(payload)
            for name, payload in _documents(shown - known_documents(folder, shown))
        }
        worn = {stored.sha256: stored for look in looks.values() for stored in look.stored()}
        hashes = {stored.sha256 for document in used.values() for stored in document.stored()}
        self._names = dict(
            PublishedFile.objects.filter(sha256__in=hashes | worn.keys()).values_list(
                "sha256", "storage_name"
            )
        )
        known = {sha256 for sha256, stored in worn.items() if media_path(folder, stored).exists()}
        there = known | {
            sha256
            for sha256, name in self._names.items()
            if sha256 not in known and default_storage.exists(name)
        }
        self.missing = {
            name: file.name
            for name, document in used.items()
            for file in document.files
            if not there.issuperset(stored.sha256 for stored in file.stored())
        }
        """By the document's hash: the name of a file that it lacks."""
        self.looks = {unit: whole_look(look, there) for unit, look in looks.items()}
        self.bare = {
            unit: next(file.name for file in look.files() if file not in self.looks[unit].files())
            for unit, look in looks.items()
            if look != self.looks[unit]
        }
        """By the number of the unit's row: the name of a picture that its look lacks."""

    def copy(self, file: Stored, path: Path) -> None:
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
