"""The world as the database has it, read in four queries whatever its size."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cms.pages.sections import load_sections
from cms.sharing.models import Decision, LivePage, SectionSetting
from cms.sharing.reach import parse
from cms.sharing.rules import (
    DecisionFacts,
    Override,
    PageFacts,
    SectionChoice,
    SectionMode,
    Suspension,
    UnitNode,
)
from cms.sharing.world import World
from cms.units.models import Unit

_PAGE = (
    "page_id",
    "unit_id",
    "section",
    "slug",
    "title",
    "document_id",
    "reach",
    "strength",
    "locked",
    "pinned",
    "deadline",
    "published_at",
    "modified_at",
    "urgent_since",
)


def load_world(on: date | None = None, now: datetime | None = None) -> World:
    """The units in force ``on`` a day (today), with the pages that are live ``now`` and all decisions.

    A page whose ``published_at`` lies ahead is not live yet, one that has expired no longer.
    """
    units = load_units(on)
    return World(
        units=units,
        pages=load_pages(now or timezone.now()),
        decisions=load_decisions(),
        sections=load_modes({unit.tier for unit in units.values()}),
        choices=load_choices(),
    )


def load_chain_world(
    unit_ids: Collection[int],
    on: date | None = None,
    now: datetime | None = None,
    *,
    pages: Q | None = None,
) -> World:
    """The world as far as these units' own answers need it: their chains, and pages and decisions of those.

    ``resolve_unit`` says of each of ``unit_ids`` what it says in the whole world; of others it knows too
    little. ``pages`` limits the live pages further, for who asks about some. One query a tier, and three.
    """
    units = load_chains(unit_ids, on)
    live = Q(unit__in=units) if pages is None else Q(pages, unit__in=units)
    return World(
        units=units,
        pages=load_pages(now or timezone.now(), live),
        decisions=load_decisions(Q(unit__in=units)),
        sections=load_modes({unit.tier for unit in units.values()}),
        choices=load_choices(Q(unit__in=units)),
    )


def load_chains(unit_ids: Collection[int], on: date | None = None) -> dict[int, UnitNode]:
    """Those of the units that are in force ``on`` a day, and all units above them, by number."""
    rows: dict[int, tuple[str, str, int | None]] = {}
    wanted = set(unit_ids)
    while wanted:
        found = Unit.objects.in_force(on).filter(pk__in=wanted)
        new = {row[0]: row[1:] for row in found.values_list("id", "code", "tier", "parent_id")}
        rows |= new
        wanted = {parent for _, _, parent in new.values() if parent is not None} - rows.keys()
    return _nodes((number, *row) for number, row in sorted(rows.items(), key=lambda item: item[1][0]))


def load_units(on: date | None) -> dict[int, UnitNode]:
    """The units in force ``on`` a day, by number; a parent that is closed counts for none."""
    return _nodes(Unit.objects.in_force(on).order_by("code").values_list("id", "code", "tier", "parent_id"))


def _nodes(found: Iterable[tuple[int, str, str, int | None]]) -> dict[int, UnitNode]:
    rows = list(found)
    numbers = {row[0] for row in rows}
    return {
        number: UnitNode(number, code, tier, parent if parent in numbers else None)
        for number, code, tier, parent in rows
    }


def load_pages(now: datetime, which: Q | None = None) -> tuple[PageFacts, ...]:
    """The published pages that are live ``now``; those of them that ``which`` names, if given."""
    live = LivePage.objects.filter(
        Q(published_at=None) | Q(published_at__lte=now),
        Q(expires_at=None) | Q(expires_at__gt=now),
        which or Q(),
    )
    return tuple(_page(*row) for row in live.values_list(*_PAGE).iterator(chunk_size=5000))


def page_facts(row: LivePage) -> PageFacts:
    """The page as a record."""
    return _page(*(getattr(row, name) for name in _PAGE))


def _page(*row: Any) -> PageFacts:
    values = dict(zip(PageFacts.__slots__, row, strict=True))
    return PageFacts(**{**values, "reach": parse(values["reach"]), "locked": frozenset(values["locked"])})


def load_decisions(which: Q | None = None) -> tuple[DecisionFacts, ...]:
    """Every decision, those that sleep too; those that ``which`` names, if given."""
    rows = Decision.objects.filter(which or Q())
    return tuple(decision_facts(row) for row in rows.iterator(chunk_size=5000))


def decision_facts(row: Decision) -> DecisionFacts:
    """The decision as a record."""
    fields, since = row.override_fields, row.suspended_since
    override = None if fields is None else Override(fields, row.override_reach, row.override_base or {})
    kept, document = row.suspended_fields or {}, row.suspended_document_id or ""
    suspension = None if since is None else Suspension(since, kept, document)
    return DecisionFacts(row.unit_id, row.page_id, row.hide, row.adopt, override, suspension)


def load_modes(tiers: Iterable[str]) -> dict[str, tuple[SectionMode, ...]]:
    """Each tier's sections, from its ``sections.toml``; ImproperlyConfigured says what is wrong there."""
    return {
        tier: tuple(SectionMode(s.key, s.mode, s.fixed, s.order) for s in load_sections(tier))
        for tier in tiers
    }


def load_choices(which: Q | None = None) -> dict[tuple[int, str], SectionChoice]:
    """What units changed in their sections."""
    rows = SectionSetting.objects.filter(which or Q()).values_list("unit_id", "section", "mode", "order")
    return {(unit, key): SectionChoice(mode or None, order or None) for unit, key, mode, order in rows}
