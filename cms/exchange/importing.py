"""Bringing a file of content in: read and check everything, plan, then write all in one transaction."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from cms.exchange.apply_decisions import suspend, write_decisions, write_settings
from cms.exchange.apply_pages import PageWriter
from cms.exchange.checks import Outlook, decision_faults, facts_of, world_with
from cms.exchange.faults import EmptyFileError, Fault, FaultyFileError
from cms.exchange.files import file_faults
from cms.exchange.lines import DecisionKey, DecisionLine, PageLine, SectionKey, SectionLine, Slot
from cms.exchange.places import Places
from cms.exchange.plan import Changes, compare, compare_decisions, compare_or_take_back, digest
from cms.exchange.reading import Found, Reader
from cms.exchange.shelf import Shelf
from cms.exchange.stored import (
    Index,
    load_places,
    read_decisions,
    read_index,
    read_pages,
    read_settings,
    words_for,
)
from cms.pages.planting import plant_sites
from cms.publishing.outbox import record_everything
from cms.publishing.standstill import allow_standstill, limit_standstill
from cms.sharing.load import load_pages, load_world
from cms.sharing.rules import PageFacts


class Progress(Protocol):
    """Shows how far a long step has got."""

    def __call__(self, step: str, total: int) -> AbstractContextManager[Callable[[int], object]]:
        """A bar of ``total``; what it gives is told how much has been done since."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page line as far as it is kept in memory: where it stands, and what it comes to."""

    number: int
    offset: int
    type: str
    digest: bytes
    facts: PageFacts | None


@dataclass
class Content:
    """All that a file says."""

    pages: dict[Slot, PageEntry] = field(default_factory=dict)
    decisions: dict[DecisionKey, Found] = field(default_factory=dict)
    settings: dict[SectionKey, SectionLine] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.pages or self.decisions or self.settings)


@dataclass(frozen=True)
class Imported:
    """What an import has done, by kind."""

    pages: Changes[Slot, Any]
    decisions: Changes[DecisionKey, DecisionLine]
    sections: Changes[SectionKey, SectionLine]

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        parts: tuple[Changes[Any, Any], ...] = (self.pages, self.decisions, self.sections)
        return any(part.create or part.update or part.remove for part in parts)

    def figures(self) -> dict[str, dict[str, int]]:
        """How many of each kind were created, updated, left and removed."""
        return {
            "pages": self.pages.figures(),
            "decisions": self.decisions.figures(),
            "sections": self.sections.figures(),
        }


@transaction.atomic
def import_file(path: Path, progress: Progress, *, on: date | None = None, replace: bool = False) -> Imported:
    """Make what is there say what the file says; FaultyFileError and nothing written if it is wrong.

    Codes mean the units in force ``on`` a day (today). With ``replace`` the file is the whole content
    of these units. EmptyFileError where it has no line: an export that failed must not empty all sites.
    """
    now = timezone.now()
    # Thousands of pictures are looked through before anything is written or locked.
    allow_standstill()
    places = load_places(on)
    reader = Reader(path, places)
    with progress("reading", path.stat().st_size) as advance:
        content = _read(reader, now, advance)
    if not content and not reader.faults:
        raise EmptyFileError(f"{path} is empty, and nothing was changed; see how it was made.")
    index = read_index(places.codes.keys())
    faults = [*reader.faults, *_type_faults(content, index), *file_faults(reader)]
    outlooks = _outlooks(content, index, now, replace=replace)
    decisions = [found for found in content.decisions.values() if not _is_doubtful(found, reader)]
    faults += decision_faults(decisions, outlooks, world_with(places, outlooks))
    if faults:
        raise FaultyFileError(faults)
    shelf = Shelf(path.parent, reader.sources)
    with progress("comparing", len(content.pages)) as advance:
        pages = compare(
            {slot: entry.digest for slot, entry in content.pages.items()},
            _digests(content, index, places, shelf, advance),
            replace=False,
        )
    pages.remove = [slot for slot in index.by_slot if replace and slot not in content.pages]
    imported = Imported(
        pages,
        compare_decisions(
            [found.record for found in content.decisions.values()],
            read_decisions(index, places.codes.keys()),
            replace=replace,
        ),
        compare_or_take_back(content.settings, read_settings(places.codes.keys()), replace=replace),
    )
    limit_standstill()
    if pages.create and not index.section_paths.keys() >= {slot[:2] for slot in pages.create}:
        plant_sites(on or timezone.localdate(now))
        index = read_index(places.codes.keys())
    writer = PageWriter(index, _line_of(reader, content), shelf, places.by_code)
    _write(imported, content, writer, progress)
    _suspend(imported.decisions, writer.numbers, on, now)
    if imported.changed:
        record_everything()
    return imported


def _line_of(reader: Reader, content: Content) -> Callable[[Slot], PageLine]:
    return lambda slot: reader.read_again(content.pages[slot].offset)


def _write(imported: Imported, content: Content, writer: PageWriter, progress: Progress) -> None:
    written = [*imported.pages.create, *imported.pages.update]
    with progress("writing", len(written)) as advance:
        writer.write(imported.pages, advance)
    with progress("publishing", len(written)) as advance:
        writer.publish(((slot, content.pages[slot].type) for slot in written), advance)
    write_decisions(imported.decisions, writer.numbers)
    write_settings(imported.sections)


def _suspend(
    decisions: Changes[DecisionKey, DecisionLine], numbers: Mapping[Slot, int], on: date | None, now: datetime
) -> None:
    lines = [*decisions.create.values(), *decisions.update.values()]
    keys = [line.key for line in lines if line.suspend_now]
    if keys:
        suspend(keys, numbers, load_world(on, now), now)


def _read(reader: Reader, now: datetime, advance: Callable[[int], object]) -> Content:
    content = Content()
    for found in reader.read(advance):
        record = found.record
        if isinstance(record, PageLine):
            facts = facts_of(record, -found.number, now)
            content.pages[record.slot] = PageEntry(
                found.number, found.offset, record.type, digest(record), facts
            )
        elif isinstance(record, DecisionLine):
            content.decisions[record.key] = found
        else:
            content.settings[record.key] = record
    return content


def _is_doubtful(decision: Found, reader: Reader) -> bool:
    """Whether the line of the page that it is about is wrong: then there is no telling."""
    slot = decision.record.key.page
    return (reader.places.code(slot.unit), slot.section, slot.slug) in reader.doubtful


def _type_faults(content: Content, index: Index) -> Iterator[Fault]:
    for slot, entry in content.pages.items():
        stored = index.by_slot.get(slot)
        if stored and stored.type != entry.type:
            yield Fault(
                entry.number,
                f"type is {entry.type}, but the page that is there is of type {stored.type}; "
                "give the new one another slug",
            )


def _outlooks(content: Content, index: Index, now: datetime, *, replace: bool) -> dict[Slot, Outlook]:
    live = {page.id: page for page in load_pages(now)}
    outlooks = {
        slot: Outlook(stored.id, stored.type, live.get(stored.id))
        for slot, stored in index.by_slot.items()
        if not replace
    }
    for slot, entry in content.pages.items():
        outlooks[slot] = Outlook(-entry.number, entry.type, entry.facts)
    return outlooks


def _digests(
    content: Content, index: Index, places: Places, shelf: Shelf, advance: Callable[[int], object]
) -> Mapping[Slot, bytes]:
    words = words_for(index, places.codes, shelf)
    wanted = [index.by_slot[slot] for slot in content.pages if slot in index.by_slot]
    found = {}
    for page in read_pages(wanted, words, shelf):
        found[page.slot] = digest(page)
        advance(1)
    return found
