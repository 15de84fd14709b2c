"""How many sites lose a page that is taken down."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from wagtail.models import Page

from cms.editors.section_world import section_world
from cms.sharing import affected
from cms.sharing.models import LivePage
from cms.sharing.resolve import resolve_unit
from cms.sharing.world import World


class Showing(NamedTuple):
    """How many sites have a page: ``sites`` in all, ``below`` of units below the page's own."""

    sites: int
    below: int


def showing(page: Page) -> Showing | None:
    """The sites that have ``page`` today; None of a page that is not live."""
    return showings([page.pk]).get(page.pk)


def showings(pages: Iterable[int]) -> dict[int, Showing]:
    """``showing`` of those among ``pages`` that are live, by primary key; a section is read once for all."""
    by_section: dict[str, set[int]] = defaultdict(set)
    for page, section in LivePage.objects.filter(page__in=list(pages)).values_list("page", "section"):
        by_section[section].add(page)
    found: dict[int, Showing] = {}
    for section, asked in by_section.items():
        found |= _in_world(section_world(section), asked)
    return found


def _in_world(world: World, asked: set[int]) -> dict[int, Showing]:
    facts = {number: world.page_by_id[number] for number in asked & world.page_by_id.keys()}
    touched = {unit for page in facts.values() for unit in affected.of_page(world, page)}
    sites: dict[int, set[int]] = {number: set() for number in facts}
    for unit in touched:
        for one in resolve_unit(world, unit):
            if one.shown and one.page.id in sites:
                sites[one.page.id].add(unit)
    return {number: Showing(len(units), len(units - {facts[number].unit})) for number, units in sites.items()}
