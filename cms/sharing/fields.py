"""Rule 4: where each field of an inherited page comes from at one unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from cms.sharing.rules import DecisionFacts, Override, PageFacts, Suspension
from cms.sharing.world import World


@dataclass(frozen=True, slots=True)
class Value:
    """A field's value that does not come from the page's origin, and the unit it comes from."""

    value: Any
    unit: int


Values = Mapping[str, Value]
FOLLOWS: Final[Values] = MappingProxyType({})


def values_at(world: World, page: PageFacts, unit: int) -> Values:
    """What ``unit`` shows differently from the origin of ``page``, which reaches it from above."""
    own = world.decisions_about.get(page.id, {}).get(unit)
    beneath = values_beneath(world, page, unit)
    if page.strength == "mandatory" or own is None or own.override is None:
        return beneath
    return {**beneath, **_unlocked(page, own.override, unit)}


def values_beneath(world: World, page: PageFacts, unit: int) -> Values:
    """The same without the unit's own override: what that stands in place of, where not the origin's."""
    decisions = world.decisions_about.get(page.id)
    if not decisions or page.strength == "mandatory":
        return FOLLOWS
    values = _from_between(world, page, unit, decisions)
    own = decisions.get(unit)
    if own and own.suspension:
        values |= {name: Value(value, unit) for name, value in own.suspension.fields.items()}
    return values


def _from_between(
    world: World, page: PageFacts, unit: int, decisions: Mapping[int, DecisionFacts]
) -> dict[str, Value]:
    chain = world.chains[unit]
    values: dict[str, Value] = {}
    for between in reversed(chain[1 : chain.index(page.unit)]):
        override = decisions[between].override if between in decisions else None
        if override and override.reach == "all" and world.reaches(page, between):
            values |= _unlocked(page, override, between)
    return values


def _unlocked(page: PageFacts, override: Override, unit: int) -> dict[str, Value]:
    return {name: Value(value, unit) for name, value in override.fields.items() if not page.locks(name)}


def suspension_at(world: World, page: PageFacts, unit: int) -> Suspension | None:
    """The unit's suspension of the page, unless it sleeps because the page is mandatory."""
    decision = world.decisions_about.get(page.id, {}).get(unit)
    return decision.suspension if decision and page.strength != "mandatory" else None


def as_it_stands(world: World, page: PageFacts, unit: int, origin: Mapping[str, Any]) -> dict[str, Any]:
    """Every field's value as ``unit`` shows it now, its own override and suspension aside.

    ``origin`` are the fields as the page's document has them. This is what a suspension stores.
    """
    between = _from_between(world, page, unit, world.decisions_about.get(page.id, {}))
    return {**origin, **{name: found.value for name, found in between.items()}}
