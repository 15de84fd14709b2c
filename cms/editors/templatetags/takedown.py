"""Tells whoever takes pages down how many sites lose them."""

from typing import Any

from django import template
from wagtail.models import Page

from cms.editors.takedown import showing, showings

register = template.Library()


@register.inclusion_tag("editors/takedown.html")
def takedown(page: Page) -> dict[str, Any]:
    """One sentence; nothing of a page that is not live."""
    return {"showing": showing(page)}


@register.filter
def with_showing(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a bulk action says of each page, and its ``showing``."""
    found = showings(line["item"].pk for line in lines)
    return [{**line, "showing": found.get(line["item"].pk)} for line in lines]
