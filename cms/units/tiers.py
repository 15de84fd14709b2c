"""Which tiers there are: the folders in ``sites/`` that say what a unit's site has."""

from typing import Final

from django.conf import settings

_NAMES: Final = {"province": "Cấp tỉnh", "district": "Cấp huyện", "commune": "Cấp xã"}


def known_tiers() -> frozenset[str]:
    """The names of the tiers that a unit can have."""
    return frozenset(path.parent.name for path in settings.ROOT.glob("sites/*/sections.toml"))


def tier_name(tier: str) -> str:
    """What an editor calls ``tier``; a tier that an operator has added goes by its folder's name."""
    return _NAMES.get(tier, tier)
