"""All files of a site but its assets, kind by kind: what a kind consists of is said in its own module."""

from collections.abc import Callable, Iterator
from typing import Final

from build.render import (
    api,
    calendar_feed,
    content_pages,
    data_files,
    english,
    feeds,
    for_robots,
    open_data,
    search_files,
    section_fronts,
    security_txt,
    site_pages,
    web_app,
)
from build.render.item import Item
from build.render.site_plan import SitePlan
from build.render.urgent import FRAGMENT

KINDS: Final[tuple[Callable[[SitePlan], Iterator[Item]], ...]] = (
    content_pages.items,
    section_fronts.items,
    data_files.items,
    english.items,
    site_pages.items,
    feeds.items,
    calendar_feed.items,
    for_robots.items,
    search_files.items,
    api.items,
    open_data.items,
    security_txt.items,
    web_app.items,
)


def items(plan: SitePlan) -> Iterator[Item]:
    """Every file of the site; those of ``plan.pages`` first, in their order."""
    for kind in KINDS:
        yield from kind(plan)
    yield Item(FRAGMENT, "feed", plan.key(plan.urgent.on_fronts), plan.urgent.fragment)
