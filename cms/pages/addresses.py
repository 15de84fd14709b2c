"""Whose a page is, its slot, and where a link to it leads: what ``page:UNIT/SECTION/SLUG`` says of it."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.conf import settings
from wagtail.models import Page

from cms.pages.sections import load_sections
from cms.units.models import Unit, UnitQuerySet
from cms.units.tiers import known_tiers

_HOME_PATH = 2 * Page.steplen
_SECTION_PATH = 3 * Page.steplen
_UNIT = "_unit_at_hand"


class Address(NamedTuple):
    """A content page's place: its unit's code, its section's key, its slug.

    Codes are used again, so ``unit_id``, the number of the unit's row, says which unit it is.
    """

    unit: str
    section: str
    slug: str
    unit_id: int

    def __str__(self) -> str:
        return f"{self.unit}/{self.section}/{self.slug}"


class Front(NamedTuple):
    """The home page or the front of a section of one unit's site; ``path`` is the address within it.

    ``home`` is where the unit's tree begins, ``everywhere`` whether every site has such a page.
    """

    home: str
    hostname: str
    path: str
    everywhere: bool

    def seen_from(self, page: Page) -> str:
        """Where a link to it leads in ``page``: on the reader's site if the unit links to its own."""
        if self.everywhere and page.path.startswith(self.home):
            return self.path
        return settings.SITE_URL.format(hostname=self.hostname) + self.path


Link = str | Front
"""Where a link leads: ``page:UNIT/SECTION/SLUG``, or the front of a site or section."""


def unit_of(page: Page) -> Unit | None:
    """The unit whose tree ``page`` stands in; None for the root and for trees of no unit."""
    if _UNIT in page.__dict__:
        return page.__dict__[_UNIT]
    return Unit.objects.filter(root_page__path=page.path[:_HOME_PATH]).first()


def bring_units(pages: Collection[Page]) -> list[Unit]:
    """Has ``unit_of`` know the units of all ``pages``, which are about to be listed; one query."""
    units = _by_home(pages, Unit.objects.all())
    for page in pages:
        page.__dict__[_UNIT] = units.get(page.path[:_HOME_PATH])
    return list(units.values())


def addresses_of(pages: Collection[Page]) -> dict[int, Address]:
    """The address of every content page among ``pages``, by its primary key; two queries."""
    content = [page for page in pages if len(page.path) > _SECTION_PATH]
    return _addresses(content, _by_home(content, Unit.objects.all()))


def links_to(pages: Collection[Page]) -> dict[int, Link]:
    """Where a link to each of ``pages`` leads, by its primary key; two queries.

    Pages of units that are not in force are left out: their sites are closed.
    """
    units = _by_home(pages, Unit.objects.in_force())
    fronts = {page.pk: _front(page, units) for page in pages if len(page.path) <= _SECTION_PATH}
    content = [page for page in pages if page.pk not in fronts]
    return {
        **{key: f"page:{address}" for key, address in _addresses(content, units).items()},
        **{key: front for key, front in fronts.items() if front},
    }


def _by_home(pages: Collection[Page], units: UnitQuerySet) -> dict[str, Unit]:
    homes = {page.path[:_HOME_PATH] for page in pages}
    return {
        unit.root_page.path: unit
        for unit in units.filter(root_page__path__in=homes).select_related("root_page")
    }


def _addresses(content: Collection[Page], units: Mapping[str, Unit]) -> dict[int, Address]:
    section_paths = {page.path[:_SECTION_PATH] for page in content}
    sections = dict(Page.objects.filter(path__in=section_paths).values_list("path", "slug"))
    placed = [(page, units[home]) for page in content if (home := page.path[:_HOME_PATH]) in units]
    return {
        page.pk: Address(unit.code, sections[page.path[:_SECTION_PATH]], page.slug, unit.pk)
        for page, unit in placed
    }


def _front(page: Page, units: Mapping[str, Unit]) -> Front | None:
    home = page.path[:_HOME_PATH]
    if home not in units:
        return None
    if page.path == home:
        return Front(home, units[home].hostname, "/", everywhere=True)
    everywhere = all(
        any(section.key == page.slug for section in load_sections(tier)) for tier in known_tiers()
    )
    return Front(home, units[home].hostname, f"/{page.slug}/", everywhere)
