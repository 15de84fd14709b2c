"""Which sites do not show the page of a change, however far the change has come there, and why."""

from collections.abc import Collection
from dataclasses import replace

from django.db.models import Q

from cms.publishing.models import Change
from cms.publishing.reached import page_of
from cms.sharing.load import load_chains, load_choices, load_decisions, load_modes, page_facts
from cms.sharing.models import LivePage
from cms.sharing.resolve import SHOWN, resolve_unit
from cms.sharing.world import World


def not_showing(change: Change, units: Collection[int]) -> dict[int, str]:
    """Those of ``units`` whose sites do not show the page of ``change`` as things stand, by the rules' state.

    However far the change has come there. Not among them is a unit that showed the page before: from its
    site the change takes it off. A query a tier, and four.
    """
    row = LivePage.objects.filter(page=change.page_id).first() if change.kind == Change.Kind.PAGE else None
    if row is None:
        return {}
    before = change.what.get("old")
    chains = load_chains(units)
    sections = {row.section, before["section"]} if before else {row.section}
    pages = [page_facts(one) for one in LivePage.objects.filter(section__in=sections, unit__in=chains)]
    world = World(
        units=chains,
        pages=tuple(pages),
        decisions=load_decisions(Q(page__in=[page.id for page in pages if page.slug == row.slug])),
        sections=load_modes({unit.tier for unit in chains.values()}),
        choices=load_choices(Q(section__in=sections)),
    )
    now, was = _states(world, units, row.page_id), {}
    if before:
        others = (page for page in pages if page.id != row.page_id)
        former = replace(world, pages=(*others, page_of(before, row.page_id)))
        was = _states(former, units, row.page_id)
    return {
        unit: state for unit, state in now.items() if state not in SHOWN and was.get(unit, state) not in SHOWN
    }


def _states(world: World, units: Collection[int], page: int) -> dict[int, str]:
    """The state of ``page`` at those of ``units`` that it reaches."""
    return {
        unit: one.state
        for unit in world.units.keys() & set(units)
        for one in resolve_unit(world, unit)
        if one.page.id == page
    }
