"""The part of the world that decides what sites show in one section, as the database has it now."""

from django.db.models import Q
from django.utils import timezone

from cms.sharing.load import load_choices, load_decisions, load_modes, load_pages, load_units
from cms.sharing.models import LivePage
from cms.sharing.world import World


def section_world(section: str) -> World:
    """All units in force, with the live pages of ``section`` and the decisions about them. Four queries."""
    units = load_units(None)
    pages = LivePage.objects.filter(section=section)
    return World(
        units=units,
        pages=load_pages(timezone.now(), Q(section=section)),
        decisions=load_decisions(Q(page__in=pages.values("page"))),
        sections=load_modes({unit.tier for unit in units.values()}),
        choices=load_choices(Q(section=section)),
    )
