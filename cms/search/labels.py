"""What readers call the values that results are counted and filtered by."""

from build.snapshot.page_types import TYPE_LABELS
from cms.units.tiers import tier_name


def type_label(name: str) -> str:
    """What readers call pages of this type."""
    return TYPE_LABELS.get(name, name)


def facet_label(facet: str, value: str, label: str) -> str:
    """What readers call ``value``; ``label`` is what the index calls it."""
    if facet == "type":
        return type_label(value)
    return tier_name(value) if facet == "tier" else label
