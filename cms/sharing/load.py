"""The world as the database has it, read in four queries whatever its size."""

from collections.abc import Iterable
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


def load_units(on: date | None) -> dict[int, UnitNode]:
    """The units in force ``on`` a day, by number; a parent that is closed counts for none."""
    rows = list(Unit.objects.in_force(on).order_by("code").values_list("id", "code", "tier", "parent_id"))
    numbers = {row[0] for row in rows}
    return {
        number: UnitNode(number, code, tier, parent if parent in numbers else None)
        for number, code, tier, parent in rows
    }


def load_pages(now: datetime) -> tuple[PageFacts, ...]:
    """The published pages that are live ``now``."""
    live = LivePage.objects.filter(
        Q(published_at=None) | Q(published_at__lte=now), Q(expires_at=None) | Q(expires_at__gt=now)
    )
    return tuple(_page(*row) for row in live.values_list(*_PAGE).iterator(chunk_size=5000))


def _page(*row: Any) -> PageFacts:
    values = dict(zip(PageFacts.__slots__, row, strict=True))
    return PageFacts(**{**values, "reach": parse(values["reach"]), "locked": frozenset(values["locked"])})


def load_decisions() -> tuple[DecisionFacts, ...]:
    """Every decision, those that sleep too."""
    return tuple(decision_facts(row) for row in Decision.objects.iterator(chunk_size=5000))


def decision_facts(row: Decision) -> DecisionFacts:
    """The decision as a record."""
    fields, since = row.override_fields, row.suspended_since
    override = None if fields is None else Override(fields, row.override_reach)
    suspension = None if since is None else Suspension(since, row.suspended_fields or {})
    return DecisionFacts(row.unit_id, row.page_id, row.hide, row.adopt, override, suspension)


def load_modes(tiers: Iterable[str]) -> dict[str, tuple[SectionMode, ...]]:
    """Each tier's sections, from its ``sections.toml``; ImproperlyConfigured says what is wrong there."""
    return {
        tier: tuple(SectionMode(s.key, s.mode, s.fixed, s.order) for s in load_sections(tier))
        for tier in tiers
    }


def load_choices() -> dict[tuple[int, str], SectionChoice]:
    """What units changed in their sections."""
    rows = SectionSetting.objects.values_list("unit_id", "section", "mode", "order")
    return {(unit, key): SectionChoice(mode or None, order or None) for unit, key, mode, order in rows}
