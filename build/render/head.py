"""What machines read in a page's head: description, canonical address, feeds, structured data."""

from typing import Any

import msgspec
from markupsafe import escape

from build.render.filters import excerpt
from build.render.records import LinkedSection, Site
from build.render.views import ShownPage

_SCHEMA_TYPES = {
    "article": "NewsArticle",
    "notice": "SpecialAnnouncement",
    "legal_document": "Legislation",
    "procedure": "GovernmentService",
    "information": "WebPage",
    "organisation": "AboutPage",
    "question": "QAPage",
    "gallery": "ImageGallery",
}


def page_head(page: ShownPage, summary: str) -> str:
    """The head of a page of its own."""
    return head(
        page.site,
        description=summary,
        canonical=page.canonical_url,
        data=[_page_data(page, summary), _trail(page)],
    )


def head(
    site: Site,
    *,
    description: str,
    canonical: str,
    data: list[dict[str, Any]] | None = None,
    section: LinkedSection | None = None,
    indexed: bool = True,
) -> str:
    """The head's lines; ``indexed`` False asks search engines to leave the page out."""
    lines = [
        f'<meta name="description" content="{escape(excerpt(description, 300))}">',
        f'<link rel="canonical" href="{escape(canonical)}">',
    ]
    if not indexed:
        lines.append('<meta name="robots" content="noindex">')
    lines += _feed_links("", site.unit.full_name)
    if section:
        lines += _feed_links(f"/{section.key}", f"{section.title} – {site.unit.full_name}")
    if data:
        lines.append(_script({"@context": "https://schema.org", "@graph": data}))
    return "\n".join(lines)


def _feed_links(base: str, title: str) -> list[str]:
    return [
        f'<link rel="alternate" type="{kind}" title="{escape(title)}" href="{base}/feed.{extension}">'
        for kind, extension in (("application/atom+xml", "xml"), ("application/feed+json", "json"))
    ]


def _script(data: dict[str, Any]) -> str:
    # "<" never stands in the data as it is: no text of a page can end the element or start another.
    text = msgspec.json.encode(data).decode().replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def organisation_data(site: Site) -> dict[str, Any]:
    """The unit as schema.org's GovernmentOrganization, with those above it as its parents."""
    unit = site.unit
    data: dict[str, Any] = {
        "@type": "GovernmentOrganization",
        "@id": f"{unit.url}/#unit",
        "name": f"Ủy ban nhân dân {unit.full_name}",
        "url": f"{unit.url}/",
        "identifier": unit.code,
    }
    optional = {"address": unit.address, "telephone": unit.phone, "email": unit.email}
    data |= {name: value for name, value in optional.items() if value}
    if site.parents:
        above = site.parents[0]
        data["parentOrganization"] = {"@id": f"{above.url}/#unit", "name": above.full_name}
    return data


def search_data(site: Site) -> dict[str, Any]:
    """The site as schema.org's WebSite, with its search."""
    return {
        "@type": "WebSite",
        "name": site.unit.full_name,
        "url": f"{site.unit.url}/",
        "inLanguage": "vi",
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{site.unit.url}/tim-kiem/?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }


def _page_data(page: ShownPage, summary: str) -> dict[str, Any]:
    origin = page.origin
    data: dict[str, Any] = {
        "@type": _SCHEMA_TYPES[page.document.type],
        "name": page.title,
        "headline": page.title[:110],
        "description": summary,
        "url": page.canonical_url,
        "inLanguage": "vi",
        "publisher": {"@id": f"{origin.url}/#unit", "name": origin.full_name},
    }
    if page.shown.published_at:
        data["datePublished"] = page.shown.published_at
    if page.shown.modified_at:
        data["dateModified"] = page.shown.modified_at
    if page.document.type == "legal_document":
        data["legislationIdentifier"] = page.value("number")
    return data


def _trail(page: ShownPage) -> dict[str, Any]:
    site, section = page.site, page.section
    steps = [(site.unit.full_name, "/"), (section.title, section.url), (page.title, page.path)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": site.unit.url + path}
            for place, (name, path) in enumerate(steps, 1)
        ],
    }
