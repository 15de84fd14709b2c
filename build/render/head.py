"""What machines read in a page's head: description, canonical address, feeds, structured data."""

from functools import lru_cache
from typing import Any

import msgspec
from markupsafe import escape

from build.render import structured_data
from build.render.filters import excerpt
from build.render.records import LinkedSection, Site
from build.render.views import ShownPage
from build.snapshot.schema import File


def page_head(page: ShownPage, summary: str) -> str:
    """The head of a page of its own."""
    return head(
        page.site,
        description=summary,
        canonical=page.canonical_url,
        data=[structured_data.page(page, summary), structured_data.way(page)],
    )


def head(
    site: Site,
    *,
    description: str,
    canonical: str,
    data: list[dict[str, Any]] | None = None,
    section: LinkedSection | None = None,
    picture: File | None = None,
    indexed: bool = True,
) -> str:
    """The head's lines; ``indexed`` False asks search engines to leave the page out.

    ``picture`` is what other sites show beside a link to the page (https://ogp.me).
    """
    lines = [
        f'<meta name="description" content="{escape(excerpt(description, 300))}">',
        f'<link rel="canonical" href="{escape(canonical)}">',
    ]
    if not indexed:
        lines.append('<meta name="robots" content="noindex">')
    if picture:
        lines.append(f'<meta property="og:image" content="{site.unit.url}/{picture.asset}">')
    lines += _feed_links("", site.unit.full_name)
    if section:
        lines += _feed_links(f"/{section.key}", f"{section.title} – {site.unit.full_name}")
    if data:
        lines.append(_script({"@context": "https://schema.org", "@graph": data}))
    return "\n".join(lines)


@lru_cache(maxsize=256)
def _feed_links(base: str, title: str) -> tuple[str, ...]:
    kinds = (("application/atom+xml", "xml"), ("application/feed+json", "json"))
    return tuple(
        f'<link rel="alternate" type="{kind}" title="{escape(title)}" href="{base}/feed.{extension}">'
        for kind, extension in kinds
    )


def _script(data: dict[str, Any]) -> str:
    # "<" never stands in the data as it is: no text of a page can end the element or start another.
    text = msgspec.json.encode(data).decode().replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'
