"""The front of every section: its list, a page of it at a time."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from build.render.head import head
from build.render.item import Item
from build.render.parts import Part
from build.render.records import Entry, LinkedSection
from build.render.site_plan import Around, SitePlan

PAGE_SIZE: Final = 20


class Listing(NamedTuple):
    """One page of a section's list, of ``total``; the first is number 1."""

    section: LinkedSection
    entries: Sequence[Entry]
    number: int
    total: int

    def path(self, number: int) -> str:
        """Where the page of that number is."""
        return self.section.url if number == 1 else f"{self.section.url}trang/{number}/"


def items(plan: SitePlan) -> Iterator[Item]:
    """A file for each page of each section's list; an empty section has one, which says so."""
    for section, pages in plan.by_section():
        entries = [plan.entries[page.path] for page in pages]
        count = max(1, -(-len(entries) // PAGE_SIZE))
        for number in range(1, count + 1):
            part = entries[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
            yield _item(plan, Listing(section, part, number, count))


def _item(plan: SitePlan, listing: Listing) -> Item:
    section, entries, number, total = listing
    urgent = [] if number > 1 else plan.urgent.on_fronts
    key = plan.key(plan.chrome_key, "listing", section.key, entries, number, total, urgent)
    return Item(f"{listing.path(number)[1:]}index.html", "list", key, lambda: _make(plan, listing))


def _make(plan: SitePlan, listing: Listing) -> Part:
    section, entries, number, total = listing
    context = {
        "section": section,
        "entries": entries,
        "page_number": number,
        "page_count": total,
        "previous_url": listing.path(number - 1) if number > 1 else None,
        "next_url": listing.path(number + 1) if number < total else None,
        "feed_url": f"{section.url}feed.xml",
    }
    title = section.title if number == 1 else f"{section.title}, trang {number}"
    lines = head(
        plan.site,
        description=section.intro or f"{section.title} của {plan.site.unit.full_name}",
        canonical=plan.site.unit.url + listing.path(number),
        section=section,
    )
    last = f"Trang {number}" if number > 1 else ""
    urgent = plan.urgent.banner("everywhere" if last else "fronts")
    return plan.compose(plan.theme.part("listing.html", context), Around(section, title, lines, last, urgent))
