"""What publishing a page will do to the sites, before it is published. Pure: the rules, asked twice."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cms.sharing import affected
from cms.sharing.resolve import Resolved, resolve_unit
from cms.sharing.rules import PageFacts
from cms.sharing.world import World


@dataclass(frozen=True)
class Forecast:
    """Units are numbers of their rows.

    ``sites`` are those whose site changes. ``states`` says of every unit that the page reaches, and of its
    origin, what becomes of the page there. At the units of ``displaced`` a page of their own loses its
    place to it; from those of ``leaving`` it vanishes, for another page at the slot or for none. The units of
    ``without_section`` are reached and have no such section. A page that is ``moved`` leaves a live address.
    """

    page: PageFacts
    sites: frozenset[int]
    states: Mapping[int, Resolved]
    displaced: frozenset[int]
    leaving: frozenset[int]
    without_section: frozenset[int]
    moved: bool

    def at(self, *states: str) -> list[int]:
        """The units below at which the page is in one of ``states``."""
        return [
            unit for unit, found in self.states.items() if unit != self.page.unit and found.state in states
        ]

    @property
    def shown(self) -> list[int]:
        """The units below whose sites will have the page."""
        return [unit for unit, found in self.states.items() if unit != self.page.unit and found.shown]

    @property
    def covered(self) -> list[int]:
        """The units below that show a page of their own at its address instead."""
        return [unit for unit in self.at("beaten") if _winner_of(self.states[unit]) == unit]


def forecast(world: World, page: PageFacts) -> Forecast:
    """What the sites of ``world`` show once ``page`` stands there as given, in place of what it was."""
    old = world.page_by_id.get(page.id)
    before = _of_sections(world, {page.section, old.section if old else page.section})
    after = replace(before, pages=(*(one for one in before.pages if one.id != page.id), page))
    units = (affected.of_page(before, old) if old else set()) | affected.of_page(after, page)
    sites, states, displaced, leaving = set(), {}, set(), set()
    for unit in sorted(units):
        was, will = resolve_unit(before, unit), resolve_unit(after, unit)
        if shown(was) != shown(will):
            sites.add(unit)
        if found := next((one for one in will if one.page.id == page.id), None):
            states[unit] = found
        if any(_is_displaced(one, page) for one in will):
            displaced.add(unit)
        if _has(was, page) and not _has(will, page):
            leaving.add(unit)
    return Forecast(
        page,
        frozenset(sites),
        states,
        frozenset(displaced),
        frozenset(leaving),
        _without_section(after, page),
        moved=old is not None and (old.section, old.slug) != (page.section, page.slug),
    )


def _of_sections(world: World, keys: set[str]) -> World:
    """The world as far as these sections go: what others show does not depend on the page."""
    return replace(
        world,
        pages=tuple(page for page in world.pages if page.section in keys),
        sections={
            tier: tuple(section for section in sections if section.key in keys)
            for tier, sections in world.sections.items()
        },
    )


def _without_section(world: World, page: PageFacts) -> frozenset[int]:
    below = world.below(page.unit) if page.unit in world.units else ()
    return frozenset(
        unit for unit in below if world.reaches(page, unit) and not world.has_section(unit, page.section)
    )


def shown(found: list[Resolved]) -> list[Resolved]:
    """What of a unit's answer its site has."""
    return [one for one in found if one.shown]


def _has(found: list[Resolved], page: PageFacts) -> bool:
    return any(one.page.id == page.id for one in shown(found))


def _is_displaced(found: Resolved, page: PageFacts) -> bool:
    return found.state == "displaced" and _winner_of(found) == page.unit and _winner_id(found) == page.id


def _winner_of(found: Resolved) -> int | None:
    return found.winner.unit if found.winner else None


def _winner_id(found: Resolved) -> int | None:
    return found.winner.id if found.winner else None
