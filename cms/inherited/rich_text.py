"""What the rich-text editor stores as HTML that a site can show, links to pages as tokens."""

import re
from typing import Final

from wagtail.models import Page

from cms.pages.addresses import Front, links_to
from cms.pages.cleaning import clean_html
from cms.pages.references import RICH_TEXT_LINK

FEATURES: Final = [
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "blockquote",
    "hr",
    "bold",
    "italic",
    "superscript",
    "subscript",
    "link",
]
_LOST: Final = re.compile(r"<(?:table|figure|img|dl)\b")


def can_be_edited(html: str) -> bool:
    """Whether the editor gives back all that ``html`` has: it would lose tables and pictures."""
    return not _LOST.search(html)


def published_html(stored: str, home: Page) -> str:
    """The editor's HTML, cleaned; ``home`` is the root of the unit on whose site it stands.

    A link to a page that is not live becomes its text.
    """
    numbers = {int(key) for kind, key in RICH_TEXT_LINK.findall(stored) if kind == "page" and key.isdigit()}
    links = links_to(list(Page.objects.filter(pk__in=numbers, live=True))) if numbers else {}

    def address(link: re.Match[str]) -> str:
        found = links.get(int(link[2])) if link[1] == "page" and link[2].isdigit() else None
        if found is None:
            return "<a>"
        return f'<a href="{found.seen_from(home) if isinstance(found, Front) else found}">'

    return clean_html(RICH_TEXT_LINK.sub(address, stored))
