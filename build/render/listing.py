"""A list of pages, a page of it at a time: a section's own, or what one choice of a facet leaves of it."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from build.render.facets import LONG_PAGE, Facet, choice_url
from build.render.head import head
from build.render.item import Item
from build.render.paging import runs
from build.render.parts import Part
from build.render.records import Entry, LinkedSection
from build.render.site_plan import Around, SitePlan

PAGE_SIZE: Final = 20
_IN_LONG_LISTS: Final = frozenset({"legal_document", "procedure"})


class Link(NamedTuple):
    """A choice as a link, with how many lines are behind it."""

    title: str
    url: str
    pages: int


class Listing(NamedTuple):
    """A whole list: its address, its heading, its lines, and what stands on its first page besides.

    ``narrowed`` is what the choice is called that the list is narrowed to; empty for a section's own list.
    """

    section: LinkedSection
    url: str
    heading: str
    entries: Sequence[Entry]
    narrowed: str = ""
    facets: Sequence[tuple[str, Sequence[Link]]] = ()
    more: dict[str, Any] = {}


class _Page(NamedTuple):
    number: int
    total: int
    entries: Sequence[Entry]


def links(section: LinkedSection, found: Sequence[Facet]) -> list[tuple[str, list[Link]]]:
    """The facets' labels, each with its choices as links."""
    return [
        (
            facet.label,
            [
                Link(choice.title, choice_url(section, facet, choice), len(choice.entries))
                for choice in facet.choices
            ],
        )
        for facet in found
    ]


def items(plan: SitePlan, listing: Listing) -> Iterator[Item]:
    """A file for each page of the list; an empty list has one, which says so."""
    pages = runs(listing.entries, page_size(listing.entries))
    for number, entries in enumerate(pages, 1):
        yield _item(plan, listing, _Page(number, len(pages), entries))


def page_size(entries: Sequence[Entry]) -> int:
    """How many lines a page of the list has: registers and procedures are looked through, news is read."""
    looked_through = sum(entry.type in _IN_LONG_LISTS for entry in entries)
    return LONG_PAGE if 2 * looked_through > len(entries) else PAGE_SIZE


def _path(listing: Listing, number: int) -> str:
    return listing.url if number == 1 else f"{listing.url}trang/{number}/"


def _item(plan: SitePlan, listing: Listing, page: _Page) -> Item:
    first = page.number == 1
    on_front = plan.urgent.on_fronts if first and not listing.narrowed else []
    beside = (listing.facets, listing.more) if first else ()
    main = plan.key("listing", listing.section, listing.url, listing.heading, page, beside)
    key = plan.key(plan.chrome_key, main, on_front)
    path = f"{_path(listing, page.number)[1:]}index.html"
    return Item(path, "list", key, lambda: _make(plan, listing, page, main))


def _make(plan: SitePlan, listing: Listing, page: _Page, main_key: str) -> Part:
    section, number = listing.section, page.number
    first = number == 1
    title = listing.heading if first else f"{listing.heading}, trang {number}"
    intro = section.intro if not listing.narrowed else ""
    lines = head(
        plan.site,
        description=intro or f"{listing.heading} – {plan.site.unit.full_name}",
        canonical=plan.site.unit.url + _path(listing, number),
        section=section,
    )
    last = ", ".join(filter(None, (listing.narrowed, "" if first else f"trang {number}")))
    last = last[:1].upper() + last[1:]
    urgent = plan.urgent.banner("everywhere" if last else "fronts")
    # What inherited pages alone make up is the same list on many sites.
    shared = plan.theme.open_part(main_key, "listing.html", lambda: _context(plan, listing, page))
    return plan.compose(shared.whole(), Around(section, title, lines, last, urgent))


def _context(plan: SitePlan, listing: Listing, page: _Page) -> dict[str, Any]:
    number, first = page.number, page.number == 1
    return {
        "section": listing.section,
        "heading": listing.heading,
        "narrowed": listing.narrowed,
        "facets": listing.facets if first else (),
        "entries": page.entries,
        "page_number": number,
        "page_count": page.total,
        "previous_url": _path(listing, number - 1) if number > 1 else None,
        "next_url": _path(listing, number + 1) if number < page.total else None,
        "feed_url": f"{listing.section.url}feed.xml",
        "assets": plan.theme.assets,
        "offices": (),
        "unit_name": "",
        "weeks": (),
        **(listing.more if first else {}),
    }
