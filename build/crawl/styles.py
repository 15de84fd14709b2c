"""Read a stylesheet: what it loads."""

import re
from collections.abc import Iterator
from typing import Final

from build.crawl.reading import Reading, Reference

_LOADED: Final = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")


def addresses_in_css(css: str) -> Iterator[Reference]:
    """Everything that ``css`` loads."""
    for function, imported in _LOADED.findall(css):
        address = function or imported
        if not address.startswith(("data:", "#")):
            yield Reference(address, "asset")


def read_styles(css: str) -> Reading:
    """What the stylesheet ``css`` loads."""
    return Reading(references=tuple(addresses_in_css(css)))
