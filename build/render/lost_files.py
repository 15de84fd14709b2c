"""Files that the values of a unit name and that are gone since its origin changed the page."""

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

_ATTRIBUTES: Final = r'(?:\s+[a-z]+="[^"]*")*'
_PICTURE: Final = re.compile(rf'<img(?=[^<]*?\ssrc="/(_a/[^"]*)"){_ATTRIBUTES}\s*/?>')
_LINK: Final = re.compile(rf'<a(?=[^<]*?\shref="/(_a/[^"]*)"){_ATTRIBUTES}\s*>(.*?)</a>', re.DOTALL)


def without_lost_files(values: Mapping[str, Any], assets: Collection[str]) -> dict[str, Any]:
    """``values`` naming no file but ``assets``: other pictures are left out, other links become their text.

    One file that is gone must not keep all that is new off the site.
    """
    return {
        name: _without(value, assets) if isinstance(value, str) and '"/_a/' in value else value
        for name, value in values.items()
    }


def _without(html: str, assets: Collection[str]) -> str:
    def kept(found: re.Match[str], otherwise: str) -> str:
        return found[0] if found[1] in assets else otherwise

    html = _PICTURE.sub(lambda found: kept(found, ""), html)
    return _LINK.sub(lambda found: kept(found, found[2]), html)
