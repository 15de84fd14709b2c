"""The inverse of resolving: the units whose answer a change can touch.

Each function looks at the state on one side of a change; a change touches what either side says, so
callers join the two: ``of_page(before, old) | of_page(after, new)``.
"""

from cms.sharing.rules import DecisionFacts, PageFacts
from cms.sharing.world import World


def of_page(world: World, page: PageFacts) -> set[int]:
    """The origin and every unit that the page reaches, as far as they have its section."""
    if page.unit not in world.units:
        return set()
    reached = (unit for unit in world.below(page.unit) if world.reaches(page, unit))
    return _with_section(world, {page.unit, *reached}, page)


def of_decision(world: World, decision: DecisionFacts) -> set[int]:
    """The unit that decided; where its override goes on, also those below it that the page reaches.

    Empty while the whole decision sleeps.
    """
    page = world.page_by_id.get(decision.page)
    if page is None or page.strength == "mandatory" or not world.reaches(page, decision.unit):
        return set()
    units = {decision.unit}
    if decision.override and decision.override.reach == "all":
        units |= {unit for unit in world.below(decision.unit) if world.reaches(page, unit)}
    return _with_section(world, units, page)


def of_section(world: World, unit: int, section: str) -> set[int]:
    """The unit that changed its section, where it has one of that key."""
    return {unit} if unit in world.units and world.has_section(unit, section) else set()


def of_facts(world: World, unit: int) -> set[int]:
    """The unit whose facts fill the placeholders: nobody else's pages name them."""
    return {unit} & world.units.keys()


def of_name(world: World, unit: int) -> set[int]:
    """The units whose sites name ``unit`` or link to it: itself, the one above, all below."""
    if unit not in world.units:
        return set()
    return {*world.chains[unit][:2], *world.below(unit)}


def _with_section(world: World, units: set[int], page: PageFacts) -> set[int]:
    return {unit for unit in units if world.has_section(unit, page.section)}
