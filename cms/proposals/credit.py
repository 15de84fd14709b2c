"""Whom a page names as those who proposed it. Pure."""

from typing import Final

from cms.pages.base import LINE_LENGTH

BETWEEN: Final = "; "
"""What stands between two names; a site parts them there."""


def credited(names: str, unit: str) -> str:
    """``names`` and ``unit``, once each; where there is no more room the oldest give way."""
    found = [name for name in names.split(BETWEEN) if name]
    if unit not in found:
        found.append(unit)
    while len(found) > 1 and len(BETWEEN.join(found)) > LINE_LENGTH:
        found.pop(0)
    return BETWEEN.join(found)
