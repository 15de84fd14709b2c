"""What crawlers and browsers ask a site for by name: sitemap, robots.txt, OpenSearch description."""

from collections.abc import Iterator, Sequence

from markupsafe import escape

from build.render.item import Item, written
from build.render.records import Site
from build.render.site_plan import SitePlan
from build.render.views import ShownPage


def items(plan: SitePlan) -> Iterator[Item]:
    """The three files."""
    site = plan.site
    canonical = [page for page in plan.pages if page.shown.canonical == site.unit.code]
    addresses = [(f"{site.unit.url}/", "")]
    addresses += [(site.unit.url + section.url, "") for section in site.sections]
    addresses += [(page.canonical_url, _edited(page)) for page in canonical]
    yield written("sitemap.xml", plan.key(addresses), lambda: sitemap(addresses))
    yield written("robots.txt", plan.key("robots", site.unit.url), lambda: robots(site))
    key = plan.key("opensearch", site.unit.url, site.unit.full_name)
    yield written("opensearch.xml", key, lambda: opensearch(site))


def _edited(page: ShownPage) -> str:
    """The day of the last edit, or none for a page without a date."""
    return (page.shown.modified_at or page.shown.published_at or "")[:10]


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
    """Everything may be read; results of searches need not be."""
    return f"User-agent: *\nDisallow: /tim-kiem/\n\nSitemap: {site.unit.url}/sitemap.xml\n".encode()


def opensearch(site: Site) -> bytes:
    """What lets a browser offer the site's search: OpenSearch 1.1."""
    name = site.unit.full_name
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(name[:16])}</ShortName>\n"
        f"<Description>{escape(f'Tìm kiếm trên trang thông tin điện tử {name}')}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n<Language>vi</Language>\n"
        f'<Url type="text/html" template="{escape(site.unit.url)}/tim-kiem/?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    ).encode()
