"""Which sections a unit of a tier has, as its ``sections.toml`` says."""

from build.snapshot.tier_file import SectionSpec
from cms.units.tiers import load_tier


def load_sections(tier: str) -> tuple[SectionSpec, ...]:
    """The sections of a tier in the order of its sites; ImproperlyConfigured says what is wrong."""
    return load_tier(tier).section
