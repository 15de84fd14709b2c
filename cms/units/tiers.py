"""Which tiers there are: the folders in ``sites/`` that say what a unit's site has."""

import tomllib
from functools import cache

from django.conf import settings


def known_tiers() -> frozenset[str]:
    """The names of the tiers that a unit can have."""
    return frozenset(path.parent.name for path in settings.ROOT.glob("sites/*/sections.toml"))


@cache
def tier_name(tier: str) -> str:
    """What an editor calls ``tier``: the name in its file, or else its folder's."""
    file = settings.ROOT / "sites" / tier / "sections.toml"
    return tomllib.loads(file.read_text("utf-8")).get("name", tier) if file.is_file() else tier
