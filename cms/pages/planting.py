"""The tree of every unit: its home page, and under it the sections that its tier has."""

from datetime import date
from typing import NamedTuple

from django.db import transaction
from wagtail.models import Page

from cms.pages.bulk import bulk_create_pages
from cms.pages.home import HomePage
from cms.pages.section import SectionPage
from cms.pages.sections import load_sections
from cms.units.models import Unit


class Planted(NamedTuple):
    """How many pages planting has made."""

    homes: int
    sections: int


@transaction.atomic
def plant_sites(today: date) -> Planted:
    """Gives every unit in force on ``today`` the home page and the sections that it lacks.

    What is there stays as it is, so it can be run again whenever units or sections are added.
    ImproperlyConfigured when a unit's tier has no valid ``sections.toml``; then nothing is written.
    """
    units = list(Unit.objects.in_force(today).select_related("root_page").order_by("code"))
    for tier in {unit.tier for unit in units}:
        load_sections(tier)
    homes = _plant_homes([unit for unit in units if unit.root_page is None])
    return Planted(homes=homes, sections=_plant_sections(units))


def _plant_homes(units: list[Unit]) -> int:
    root = Page.objects.get(depth=1)
    homes = [HomePage(title=unit.full_name, slug=_home_slug(unit), live=True) for unit in units]
    bulk_create_pages([(home, root) for home in homes], revisions=False)
    for unit, home in zip(units, homes, strict=True):
        unit.root_page = home
    Unit.objects.bulk_update(units, ["root_page"])
    return len(homes)


def _home_slug(unit: Unit) -> str:
    """A unit's identity as a slug: codes are used again, so the day belongs to it."""
    return f"u{unit.code}-{unit.valid_from.isoformat()}".lower()


def _plant_sections(units: list[Unit]) -> int:
    there = Page.objects.filter(depth=3).order_by().values_list("path", "slug")
    taken = {(path[: 2 * Page.steplen], slug) for path, slug in there}
    new = [
        (SectionPage(title=section.title, slug=section.key, live=True), unit.root_page)
        for unit in units
        for section in load_sections(unit.tier)
        if (unit.root_page.path, section.key) not in taken
    ]
    bulk_create_pages(new, revisions=False)
    return len(new)
