"""The front of every section: its list, a page of it at a time, and the lists that it can be narrowed to."""

from collections.abc import Iterator
from typing import Any

from build.render import listing
from build.render.facets import choice_url
from build.render.filters import by_domain
from build.render.item import Item
from build.render.listing import Listing
from build.render.offices import offices
from build.render.records import Entry, LinkedSection
from build.render.schedules import on_front
from build.render.site_plan import SitePlan


def items(plan: SitePlan) -> Iterator[Item]:
    """A file for each page of each section's list and of each list that it can be narrowed to."""
    for section, pages in plan.by_section():
        entries = [plan.entries[page.path] for page in pages]
        found = offices(pages)
        weeks = plan.schedules.get(section.key)
        more: dict[str, Any] = on_front(plan.site.unit.url, section, weeks) if weeks else {}
        if found:
            more |= {"offices": found, "unit_name": plan.site.unit.full_name}
        yield from _section(plan, section, entries, more)


def _section(
    plan: SitePlan, section: LinkedSection, entries: list[Entry], more: dict[str, Any]
) -> Iterator[Item]:
    found, entries = plan.facets[section.key], _in_order(entries)
    links = listing.links(section, found)
    yield from listing.items(
        plan, Listing(section, section.url, section.title, entries, facets=links, more=more)
    )
    for facet in found:
        for choice in facet.choices:
            url, lines = choice_url(section, facet, choice), _in_order(choice.entries)
            part = Listing(section, url, choice.heading, lines, narrowed=choice.title)
            yield from listing.items(plan, part)


def _in_order(entries: list[Entry]) -> list[Entry]:
    """Procedures by field, whatever page of the list they are on; all else as it comes."""
    if listing.page_size(entries) == listing.PAGE_SIZE or entries[0].type != "procedure":
        return entries
    return [entry for _, field in by_domain(entries) for entry in field]
