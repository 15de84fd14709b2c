"""A page's files where its text shows or links to them."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Final

import msgspec
from markupsafe import Markup

from build.render.pictures import picture
from build.render.sizes import file_facts
from build.snapshot.schema import File

_IMAGE: Final = re.compile(r'<img((?:\s+[a-z]+="[^"]*")*)\s*/?>')
_LINK: Final = re.compile(r'(<a(?=[^<>]*\shref="/(_a/[^"]*)")[^<>]*>)(.*?)</a>', re.DOTALL)
_LAZY: Final = ' loading="lazy"'
_ATTRIBUTE: Final = re.compile(r'([a-z]+)="([^"]*)"')


def media_in_text(html: str, files: Iterable[File]) -> Markup:
    """Clean HTML with pictures in the size that fits, and links to documents saying type and size."""
    if "<img" not in html and "/_a/" not in html:
        return Markup(html)  # noqa: S704 - cleaned when published
    by_asset = {file.asset: file for file in files}
    # The first picture is loaded at once, unless the page has others, which stand above the text.
    waiting = any(file.width and file.asset not in html for file in by_asset.values())

    def shown(found: re.Match[str]) -> str:
        nonlocal waiting
        lazy, waiting = waiting, True
        given = dict(_ATTRIBUTE.findall(found[1]))
        file = by_asset.get(given.get("src", "").removeprefix("/"))
        if file is None:
            return f'<img{found[1]}{_LAZY * lazy} decoding="async">'
        return picture(msgspec.structs.replace(file, alt=unescape(given.get("alt", ""))), lazy)

    def named(found: re.Match[str]) -> str:
        file = by_asset.get(found[2])
        return f"{found[1]}{found[3]} ({file_facts(file)})</a>" if file and not file.width else found[0]

    # str: what re puts together as Markup would be escaped
    return Markup(_LINK.sub(named, _IMAGE.sub(shown, str(html))))  # noqa: S704 - cleaned when published
