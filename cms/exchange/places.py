"""What the lines may name: units by code, their sections, and the page types of each section."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from cms.sharing.rules import SectionMode
from cms.sharing.world import World


@dataclass(frozen=True)
class Places:
    """``land`` holds the units in force and their sections, without pages.

    ``identities`` gives every unit of any time by its code and the day it came into force; ``types``
    the page types that a tier's section takes.
    """

    land: World
    identities: Mapping[tuple[str, date], int] = field(default_factory=dict)
    types: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    @cached_property
    def by_code(self) -> dict[str, int]:
        """The units in force."""
        return {unit.code: unit.id for unit in self.land.units.values()}

    @cached_property
    def codes(self) -> dict[int, str]:
        """The codes of the units in force."""
        return {unit.id: unit.code for unit in self.land.units.values()}

    @cached_property
    def former(self) -> dict[int, tuple[str, date]]:
        """The code and the first day of each unit of any time."""
        return {unit: identity for identity, unit in self.identities.items()}

    @cached_property
    def latest(self) -> dict[str, int]:
        """The unit that bore each code last."""
        return {code: unit for (code, _), unit in sorted(self.identities.items())}

    @cached_property
    def tiers(self) -> frozenset[str]:
        """The tiers that there are."""
        return frozenset(self.land.sections)

    def code(self, unit: int) -> str:
        """The unit's code, also of one that is no longer in force."""
        found = self.land.units.get(unit)
        return found.code if found else self.former[unit][0]

    @cached_property
    def _sections(self) -> dict[tuple[str, str], SectionMode]:
        return {
            (tier, section.key): section for tier, found in self.land.sections.items() for section in found
        }

    @cached_property
    def _tiers_below(self) -> dict[int, frozenset[str]]:
        return {}

    def section(self, unit: int, key: str) -> SectionMode | None:
        """The section as the unit's tier has it, None where it has none of that key."""
        return self._sections.get((self.land.units[unit].tier, key))

    def takes(self, unit: int, section: str) -> frozenset[str]:
        """The page types that the unit may add to the section."""
        return self.types.get((self.land.units[unit].tier, section), frozenset())

    def is_below(self, unit: int, origin: int) -> bool:
        """Whether the unit stands below the origin."""
        return origin in self.land.chains.get(unit, ())[1:]

    def tiers_below(self, origin: int) -> frozenset[str]:
        """The tiers of the units below the origin."""
        if origin not in self._tiers_below:
            tiers = (self.land.units[unit].tier for unit in self.land.below(origin))
            self._tiers_below[origin] = frozenset(tiers)
        return self._tiers_below[origin]
