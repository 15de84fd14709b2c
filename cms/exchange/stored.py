"""What the database holds, as the records that lines have."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Revision

from cms.exchange.lines import DecisionKey, DecisionLine, FileEntry, PageLine, SectionKey, SectionLine, Slot
from cms.exchange.places import Places
from cms.exchange.shelf import Shelf
from cms.exchange.streams import References, from_stored, said_html
from cms.pages.base import ContentPage
from cms.pages.body import body_from_html, html_of_body, raw_blocks
from cms.pages.content import field_values
from cms.pages.sections import load_sections
from cms.pages.types import MODELS, type_name
from cms.publishing.old_addresses import addresses_left
from cms.sharing.load import decision_facts, load_modes, load_units
from cms.sharing.models import Decision, SectionSetting
from cms.sharing.reach import parse
from cms.sharing.rules import Reach
from cms.sharing.world import World
from cms.units.models import Unit
from cms.units.tiers import known_tiers

CHUNK: Final = 500
_STEP: Final = Page.steplen


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page that is there, draft or live, as far as its place tells."""

    id: int
    slot: Slot
    type: str


@dataclass(frozen=True)
class Index:
    """Every content page of some units, by number, and the section page of each unit's section."""

    pages: Mapping[int, StoredPage]
    section_paths: Mapping[tuple[int, str], str]

    @cached_property
    def by_slot(self) -> dict[Slot, StoredPage]:
        """The same by slot."""
        return {page.slot: page for page in self.pages.values()}


def load_places(on: date | None = None) -> Places:
    """What lines may name, with the units in force ``on`` a day (today); two queries."""
    sections = {tier: load_sections(tier) for tier in known_tiers()}
    land = World(units=load_units(on), sections=load_modes(sections))
    identities = {
        (code, day): unit for code, day, unit in Unit.objects.values_list("code", "valid_from", "id")
    }
    types = {(tier, s.key): frozenset(s.types) for tier, found in sections.items() for s in found}
    return Places(land, identities, types)


def read_index(units: Collection[int]) -> Index:
    """The content of ``units``; four queries whatever their number."""
    roots = {
        path: unit
        for unit, path in Unit.objects.exclude(root_page=None).values_list("id", "root_page__path")
        if unit in units
    }
    sections = {
        path: (roots[path[: 2 * _STEP]], key)
        for path, key in Page.objects.filter(depth=3).order_by().values_list("path", "slug")
        if path[: 2 * _STEP] in roots
    }
    types = {ContentType.objects.get_for_model(model).id: name for name, model in MODELS.items()}
    rows = Page.objects.filter(depth=4, content_type__in=types).order_by()
    pages = {
        number: StoredPage(number, Slot(*sections[path[: 3 * _STEP]], slug), types[content_type])
        for number, path, slug, content_type in rows.values_list(
            "id", "path", "slug", "content_type_id"
        ).iterator(chunk_size=5000)
        if path[: 3 * _STEP] in sections
    }
    return Index(pages, {place: path for path, place in sections.items()})


def read_pages(wanted: Sequence[StoredPage], words: References, shelf: Shelf) -> Iterator[PageLine]:
    """The records of these pages, in their order; a few queries for every 500."""
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        pages = read_models(some)
        left = addresses_left(pages.keys())
        for stored in some:
            line = page_line(stored.slot, pages[stored.id], words, shelf)
            places = (f"{section}/{slug}" for section, slug, _ in left.get(stored.id, ()))
            yield replace(line, left=tuple(dict.fromkeys(places)))


def read_models(wanted: Sequence[StoredPage]) -> dict[int, ContentPage]:
    """The pages themselves, by number; of drafts the latest revision."""
    found: dict[int, ContentPage] = {}
    for kind in {stored.type for stored in wanted}:
        found |= MODELS[kind].objects.in_bulk([stored.id for stored in wanted if stored.type == kind])
    drafts = [page.latest_revision_id for page in found.values() if not page.live and page.latest_revision_id]
    for revision in Revision.objects.filter(pk__in=drafts):
        number = int(revision.object_id)
        found[number] = found[number].with_content_json(revision.content)
    return found


def page_line(slot: Slot, page: ContentPage, words: References, shelf: Shelf) -> PageLine:
    """The record of one page but for the addresses it has left, its references said in ``words``."""
    html = html_of_body(page.body)
    body = None if html is None else said_html(html, words)
    whole = body is not None and [block["type"] for block in raw_blocks(page.body)] == [
        block["type"] for block in body_from_html(body)
    ]
    return PageLine(
        slot=slot,
        type=type_name(page),
        fields={**field_values(page), "body": body if whole else ""},
        blocks=() if whole else from_stored(raw_blocks(page.body), words),
        files=tuple(_files(page, shelf)),
        published_at=_utc(page.first_published_at),
        expires_at=_utc(page.expire_at),
        deadline=_utc(page.deadline),
        live=page.live,
        pinned=page.pinned,
        reach=_sorted(parse(page.reach)),
        strength=page.strength,
        locked=tuple(sorted(page.locked_fields)),
        modified_at=_modified(page),
        credit=page.credit,
        urgent=page.urgent,
    )


def _modified(page: ContentPage) -> datetime | None:
    """When the last edit of a live page went live, unless it is as it was first published."""
    same = page.last_published_at == page.first_published_at
    return _utc(page.last_published_at) if page.live and not same else None


def _utc(moment: datetime | None) -> datetime | None:
    """The same instant in the zone that records have: a revision keeps another one."""
    return moment and moment.astimezone(UTC)


def _sorted(reach: Reach) -> Reach:
    return Reach(reach.kind, tuple(sorted(reach.entries)))


def _files(page: ContentPage, shelf: Shelf) -> Iterator[FileEntry]:
    for block in raw_blocks(page.files):
        value: dict[str, Any] = block["value"]
        kind = "document" if block["type"] == "file" else "image"
        kept = shelf.kept(kind, value[kind])
        if kept:
            title = (value.get("title") or kept.title) if kind == "document" else ""
            texts = {name: value.get(name) or "" for name in ("alt", "caption")}
            decorative = bool(value.get("decorative"))
            yield FileEntry(kept.sha256, kept.extension, title, **texts, decorative=decorative)


def words_for(index: Index, codes: Mapping[int, str], shelf: Shelf) -> References:
    """How numbers in stored blocks are said: slots of pages, paths of files."""

    def page(number: Any) -> str | None:
        stored = index.pages.get(number)
        return stored and f"{codes[stored.slot.unit]}/{stored.slot.section}/{stored.slot.slug}"

    def file(kind: str, number: Any) -> dict[str, str] | None:
        kept = shelf.kept(kind, number)
        return kept and {"path": kept.path, "sha256": kept.sha256}

    return References(page, lambda number: file("image", number), lambda number: file("document", number))


def read_decisions(index: Index, units: Collection[int]) -> dict[DecisionKey, DecisionLine]:
    """The decisions of ``units`` about the pages in ``index``."""
    found = {}
    for row in Decision.objects.iterator(chunk_size=5000):
        if row.unit_id in units and row.page_id in index.pages:
            facts = decision_facts(row)
            key = DecisionKey(row.unit_id, index.pages[row.page_id].slot)
            found[key] = DecisionLine(key, facts.hide, facts.adopt, facts.override, facts.suspension)
    return found


def read_settings(units: Collection[int]) -> dict[SectionKey, SectionLine]:
    """What ``units`` changed in their sections."""
    rows = SectionSetting.objects.values_list("unit_id", "section", "mode", "order")
    return {
        SectionKey(unit, key): SectionLine(SectionKey(unit, key), mode or None, order or None)
        for unit, key, mode, order in rows
        if unit in units
    }
