"""What crawlers and browsers ask a site for by name: sitemaps, robots.txt, OpenSearch description."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from markupsafe import escape

from build.render import english, open_data
from build.render.facets import choice_url
from build.render.item import Item, written
from build.render.paging import runs
from build.render.records import Site
from build.render.site_plan import SitePlan
from build.render.views import ShownPage
from build.render.web_app import APP

MOST: Final = 50_000
"""Addresses in one sitemap, by its protocol."""


def items(plan: SitePlan) -> Iterator[Item]:
    """The sitemaps and their index, and the two other files."""
    site = plan.site
    canonical = [page for page in plan.pages if page.shown.canonical == site.unit.code]
    addresses = [(site.unit.url + path, "") for path in _standing(plan)]
    addresses += [(page.canonical_url, _edited(page)) for page in canonical]
    parts = runs(addresses, MOST)
    for number, part in enumerate(parts, 1):
        yield written(_sitemap_path(number), plan.key(part), partial(sitemap, part))
    maps = [f"{site.unit.url}/{_sitemap_path(number + 1)}" for number in range(len(parts))]
    maps += [f"{child.url}/{_sitemap_path(1)}" for child in site.children]
    yield written("sitemap-index.xml", plan.key("maps", maps), lambda: sitemap_index(maps))
    yield written("robots.txt", plan.key("robots", site.unit.url), lambda: robots(site))
    key = plan.key("opensearch", site.unit.url, site.unit.full_name)
    yield written("opensearch.xml", key, lambda: opensearch(site))


def _standing(plan: SitePlan) -> Iterator[str]:
    """The addresses that are no page's own: of all that is to be found in searches, lists narrowed too.

    Not of a list's second page and those after it: what is on them has addresses of its own.
    """
    yield from ("/", "/tim-kiem/", f"/{APP}", f"/{open_data.FOLDER}")
    if not plan.site.parents:
        yield f"/{english.FOLDER}"
    for section in plan.site.sections:
        yield section.url
        for facet in plan.facets[section.key]:
            yield from (choice_url(section, facet, choice) for choice in facet.choices)


def _edited(page: ShownPage) -> str:
    """The day of the last edit, or none for a page without a date."""
    return (page.shown.modified_at or page.shown.published_at or "")[:10]


def _sitemap_path(number: int) -> str:
    return "sitemap.xml" if number == 1 else f"sitemap-{number}.xml"


def sitemap_index(addresses: Sequence[str]) -> bytes:
    """The index of the sitemaps at ``addresses``: the site's own and those of the units directly below."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(f"<sitemap><loc>{escape(address)}</loc></sitemap>" for address in addresses),
        "</sitemapindex>\n",
    ]
    return "\n".join(lines).encode()


def sitemap(pages: Sequence[tuple[str, str]]) -> bytes:
    """The sitemap of ``pages``: pairs of address and day (ISO date, or empty)."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for address, day in pages:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(address)}</loc>{changed}</url>")
    lines.append("</urlset>\n")
    return "\n".join(lines).encode()


def robots(site: Site) -> bytes:
    """Everything may be read but the answers to questions, of which there is no end."""
    maps = "".join(f"Sitemap: {site.unit.url}/{name}.xml\n" for name in ("sitemap", "sitemap-index"))
    return f"User-agent: *\nDisallow: /tim-kiem/?\n\n{maps}".encode()


def opensearch(site: Site) -> bytes:
    """What lets a browser offer the site's search: OpenSearch 1.1."""
    unit = site.unit
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(unit.full_name[:16])}</ShortName>\n"
        f"<Description>{escape(f'Tìm kiếm trên trang thông tin điện tử {unit.in_sentence}')}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n<Language>vi</Language>\n"
        f'<Url type="text/html" template="{escape(unit.url)}/tim-kiem/?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    ).encode()
