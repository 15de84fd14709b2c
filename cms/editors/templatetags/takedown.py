"""Tells whoever takes a page down how many sites lose it."""

from typing import Any

from django import template
from wagtail.models import Page

from cms.editors.takedown import showing

register = template.Library()


@register.inclusion_tag("editors/takedown.html")
def takedown(page: Page) -> dict[str, Any]:
    """One sentence; nothing of a page that is not live."""
    return {"showing": showing(page)}
