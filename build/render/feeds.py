"""Feeds of a site and of each of its sections: Atom (RFC 4287) and JSON Feed 1.1."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec
from markupsafe import escape

from build.render.filters import committee
from build.render.item import Item, written
from build.render.records import LOCAL_TIME, Entry, Site
from build.render.site_plan import SitePlan
from build.render.views import ShownPage

LENGTH: Final = 20
_EPOCH = "1970-01-01T00:00:00+00:00"


class FeedItem(msgspec.Struct, frozen=True):
    """An entry with its canonical address, which is also its lasting identity, and when it was put up.

    A legal document's own day is that of its issue: whoever follows the feed would take it for old.
    """

    entry: Entry
    canonical_url: str
    published: datetime


def items(plan: SitePlan) -> Iterator[Item]:
    """Both feeds of each section and of the whole site."""
    unit = plan.site.unit
    for section, pages in plan.by_section():
        yield from _both(plan, section.url, f"{section.title} – {unit.full_name}", pages)
    yield from _both(plan, "/", unit.full_name, plan.pages)


def _both(plan: SitePlan, path: str, title: str, pages: Sequence[ShownPage]) -> Iterator[Item]:
    # A feed says when something came; what has no date cannot be news.
    with_date = [(when, page) for page in pages if (when := page.shown.published_at)]
    dated = sorted(with_date, key=lambda found: found[0], reverse=True)[:LENGTH]
    found = [_item(plan, when, page) for when, page in dated]
    key = plan.key(plan.site.unit.url, plan.site.unit.full_name, path, title, found)
    yield written(f"{path[1:]}feed.xml", key, lambda: atom(plan.site, title, path, found))
    yield written(f"{path[1:]}feed.json", key, lambda: json_feed(plan.site, title, path, found))


def _item(plan: SitePlan, when: str, page: ShownPage) -> FeedItem:
    published = datetime.fromisoformat(when).astimezone(LOCAL_TIME)
    return FeedItem(plan.entries[page.path], page.canonical_url, published)


def atom(site: Site, title: str, path: str, items: Sequence[FeedItem]) -> bytes:
    """The feed of ``items``, newest first, as Atom; ``path`` is that of the HTML page it belongs to."""
    home = site.unit.url
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"<title>{escape(title)}</title>",
        f"<id>{escape(home + path)}</id>",
        f'<link rel="alternate" type="text/html" href="{escape(home + path)}"/>',
        f'<link rel="self" type="application/atom+xml" href="{escape(home + path)}feed.xml"/>',
        f"<updated>{max(map(_updated, items), default=_EPOCH)}</updated>",
        f"<author><name>{escape(committee(site.unit.full_name, full=True))}</name></author>",
    ]
    lines += (_atom_entry(home, item) for item in items)
    lines.append("</feed>\n")
    return "\n".join(lines).encode()


def _atom_entry(home: str, item: FeedItem) -> str:
    entry = item.entry
    return (
        f"<entry><title>{escape(entry.title)}</title><id>{escape(item.canonical_url)}</id>"
        f'<link rel="alternate" type="text/html" href="{escape(home + entry.url)}"/>'
        f"<published>{item.published.isoformat()}</published><updated>{_updated(item)}</updated>"
        f"<summary>{escape(entry.summary)}</summary></entry>"
    )


def json_feed(site: Site, title: str, path: str, items: Sequence[FeedItem]) -> bytes:
    """The feed of ``items``, newest first, as JSON Feed 1.1."""
    home = site.unit.url
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "language": "vi",
        "home_page_url": home + path,
        "feed_url": f"{home}{path}feed.json",
        "authors": [{"name": committee(site.unit.full_name, full=True), "url": f"{home}/"}],
        "items": [_json_item(home, item) for item in items],
    }
    return msgspec.json.encode(feed)


def _json_item(home: str, item: FeedItem) -> dict[str, Any]:
    entry = item.entry
    data: dict[str, Any] = {
        "id": item.canonical_url,
        "url": home + entry.url,
        "title": entry.title,
        "content_text": entry.summary or entry.title,
        "date_published": item.published.isoformat(),
    }
    if entry.modified:
        data["date_modified"] = entry.modified.isoformat()
    return data


def _updated(item: FeedItem) -> str:
    """When the entry's last edit went live, as far as anything is known of it."""
    return (item.entry.modified or item.published).isoformat()
