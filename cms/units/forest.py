"""The units of one day as trees, with every parent at hand and no query."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar


class Member(Protocol):
    """What a unit has to have to stand in a forest."""

    id: int
    code: str
    parent_id: int | None


U = TypeVar("U", bound=Member)


class Forest(Generic[U]):
    """Units of one day, by number and by code, in the order given.

    A unit whose parent is not among them is a root. No unit may stand above itself.
    """

    def __init__(self, units: Iterable[U]) -> None:
        self.by_id = {unit.id: unit for unit in units}
        self.by_code = {unit.code: unit for unit in self.by_id.values()}
        self._children: dict[int | None, list[U]] = defaultdict(list)
        for unit in self.by_id.values():
            above = self.parent(unit)
            self._children[above.id if above else None].append(unit)

    def __iter__(self) -> Iterator[U]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)

    @property
    def roots(self) -> tuple[U, ...]:
        """The units with nobody above them."""
        return tuple(self._children.get(None, ()))

    def parent(self, unit: U) -> U | None:
        """The unit directly above, or None."""
        return None if unit.parent_id is None else self.by_id.get(unit.parent_id)

    def children(self, unit: U) -> tuple[U, ...]:
        """The units directly below."""
        return tuple(self._children.get(unit.id, ()))

    def above(self, unit: U) -> tuple[U, ...]:
        """Its parent, the parent's parent, and so on to the top; nearest first."""
        found = []
        parent = self.parent(unit)
        while parent is not None:
            found.append(parent)
            parent = self.parent(parent)
        return tuple(found)

    def below(self, unit: U) -> Iterator[U]:
        """Every unit below, each before those below it."""
        for child in self.children(unit):
            yield child
            yield from self.below(child)
