"""How many sites lose a page that is taken down."""

from typing import NamedTuple

from wagtail.models import Page

from cms.editors.forecast import forecast
from cms.editors.section_world import section_world
from cms.sharing.models import LivePage


class Showing(NamedTuple):
    """How many sites have a page: ``sites`` in all, ``below`` of units below the page's own."""

    sites: int
    below: int


def showing(page: Page) -> Showing | None:
    """The sites that have ``page`` today; None of a page that is not live."""
    row = LivePage.objects.filter(page=page.pk).values("section").first()
    world = section_world(row["section"]) if row else None
    facts = world.page_by_id.get(page.pk) if world else None
    if world is None or facts is None:
        return None
    found = forecast(world, facts)
    return Showing(sum(one.shown for one in found.states.values()), len(found.shown))
