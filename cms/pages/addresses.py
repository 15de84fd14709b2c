"""Whose a page is, and its slot: what ``page:UNIT/SECTION/SLUG`` says of it."""

from collections.abc import Collection
from typing import NamedTuple

from wagtail.models import Page

from cms.units.models import Unit

_HOME_PATH = 2 * Page.steplen
_SECTION_PATH = 3 * Page.steplen


class Address(NamedTuple):
    """A content page's place: its unit's code, its section's key, its slug."""

    unit: str
    section: str
    slug: str

    def __str__(self) -> str:
        return f"{self.unit}/{self.section}/{self.slug}"


def unit_of(page: Page) -> Unit | None:
    """The unit whose tree ``page`` stands in; None for the root and for trees of no unit."""
    return Unit.objects.filter(root_page__path=page.path[:_HOME_PATH]).first()


def addresses_of(pages: Collection[Page]) -> dict[int, Address]:
    """The address of every content page among ``pages``, by its primary key; two queries."""
    content = [page for page in pages if len(page.path) > _SECTION_PATH]
    section_paths = {page.path[:_SECTION_PATH] for page in content}
    home_paths = {page.path[:_HOME_PATH] for page in content}
    sections = dict(Page.objects.filter(path__in=section_paths).values_list("path", "slug"))
    units = dict(Unit.objects.filter(root_page__path__in=home_paths).values_list("root_page__path", "code"))
    return {
        page.pk: Address(units[page.path[:_HOME_PATH]], sections[page.path[:_SECTION_PATH]], page.slug)
        for page in content
        if page.path[:_HOME_PATH] in units
    }
