"""Which tiers there are: the folders in ``sites/`` that say what a unit's site has."""

from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from build.errors import ConfigError
from build.snapshot.tier_file import Tier, read_tier, tiers_in


def known_tiers() -> frozenset[str]:
    """The names of the tiers that a unit can have."""
    return frozenset(tiers_in(settings.ROOT / "sites"))


def load_tier(tier: str) -> Tier:
    """All that is said of a tier; ImproperlyConfigured says what is wrong."""
    try:
        return read_tier(settings.ROOT / "sites", tier)
    except ConfigError as error:
        raise ImproperlyConfigured(str(error)) from error


@cache
def tier_name(tier: str) -> str:
    """What an editor calls ``tier``: the name in its file, or else its folder's."""
    return (load_tier(tier).name or tier) if tier in known_tiers() else tier
