"""What a link to a video says of where it leads."""

from typing import Final
from urllib.parse import urlsplit

from django import template

register = template.Library()

_NAMES: Final = {"youtube.com": "YouTube", "youtu.be": "YouTube", "vimeo.com": "Vimeo"}


@register.filter
def video_place(address: str) -> str:
    """The site that ``address`` leads to, by the name that people know or else its host."""
    host = urlsplit(address).hostname or ""
    known = (name for domain, name in _NAMES.items() if f".{host}".endswith(f".{domain}"))
    return next(known, host.removeprefix("www."))
