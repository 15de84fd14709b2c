"""What a unit shows and why, as the JSON objects that ``manage.py explain`` prints."""

from typing import Any

from cms.sharing.resolve import Resolved, resolve_unit
from cms.sharing.world import World


def explain(
    world: World, unit: int, section: str | None = None, slug: str | None = None
) -> list[dict[str, Any]]:
    """One object a page that is shown at ``unit`` or lost there; of one section or slot if given."""
    return [
        explanation(world, resolved)
        for resolved in resolve_unit(world, unit)
        if section in (None, resolved.page.section) and slug in (None, resolved.page.slug)
    ]


def explanation(world: World, resolved: Resolved) -> dict[str, Any]:
    """The object for one page; ``fields`` holds only what does not come from the origin."""
    page, values = resolved.page, resolved.values
    return {
        "section": page.section,
        "slug": page.slug,
        "title": values["title"].value if "title" in values else page.title,
        "shown": resolved.shown,
        "origin": world.units[page.unit].code,
        "state": resolved.state,
        "fields": {
            name: {"from": world.units[values[name].unit].code, "value": values[name].value}
            for name in sorted(values)
        },
        "because": resolved.because,
    }
