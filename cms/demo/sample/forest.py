"""The units that the sample content is written for, as the generator sees them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from build.snapshot.naming import in_sentence

Role = Literal["top", "middle", "leaf"]


@dataclass(frozen=True, kw_only=True)
class SampleUnit:
    """An administration; ``parent`` is the code of the unit above, or None."""

    code: str
    name: str
    full_name: str
    kind: str
    tier: str
    parent: str | None
    hostname: str

    @property
    def in_sentence(self) -> str:
        """The full name as it stands inside a sentence: "xã Nam Hồng"."""
        return in_sentence(self.full_name)


class Forest:
    """Units by code, with those above and below; a unit whose parent is not given counts as a top."""

    def __init__(self, units: Sequence[SampleUnit]) -> None:
        self.units = {unit.code: unit for unit in units}
        self.children: dict[str, list[SampleUnit]] = {unit.code: [] for unit in units}
        for unit in units:
            if unit.parent in self.children:
                self.children[unit.parent].append(unit)
        depths = {unit.tier: len(self.above(unit)) for unit in units}
        self.lowest_tier = max(depths, key=depths.__getitem__, default="")

    def parent(self, unit: SampleUnit) -> SampleUnit | None:
        return self.units.get(unit.parent or "")

    def above(self, unit: SampleUnit) -> list[SampleUnit]:
        """The units above, nearest first."""
        parent = self.parent(unit)
        return [] if parent is None else [parent, *self.above(parent)]

    def below(self, unit: SampleUnit) -> Iterator[SampleUnit]:
        for child in self.children[unit.code]:
            yield child
            yield from self.below(child)

    def top(self, unit: SampleUnit) -> SampleUnit:
        return (self.above(unit) or [unit])[-1]

    def role(self, unit: SampleUnit) -> Role:
        if self.parent(unit) is None:
            return "top"
        return "leaf" if unit.tier == self.lowest_tier else "middle"

    def from_the_top(self) -> list[SampleUnit]:
        """All units, each after the one above it."""
        tops = [unit for unit in self.units.values() if self.parent(unit) is None]
        return [unit for top in tops for unit in (top, *self.below(top))]
