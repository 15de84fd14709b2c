"""What one person may do where: the pure rule, from the roles that the person has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from cms.tenancy.models import Membership, Role
from cms.units.models import Unit

Verb = Literal["see", "write", "publish", "administer"]
NONE: Final[frozenset[Verb]] = frozenset()
ALL: Final[frozenset[Verb]] = frozenset({"see", "write", "publish", "administer"})

OF_ROLE: Final[Mapping[str, frozenset[Verb]]] = {
    Role.AUTHOR: frozenset({"see", "write"}),
    Role.APPROVER: frozenset({"see", "write", "publish"}),
    Role.ADMIN: ALL,
    Role.SUPERVISOR: frozenset({"see", "publish"}),
}


@dataclass(frozen=True)
class Rights:
    """Verbs by the number of a unit's row: ``own`` for that unit, ``below`` for all that stand below it."""

    units: tuple[Unit, ...] = ()
    own: Mapping[int, frozenset[Verb]] = field(default_factory=dict)
    below: Mapping[int, frozenset[Verb]] = field(default_factory=dict)

    def own_with(self, verb: Verb) -> list[int]:
        """The units in which the person has a role that allows ``verb``."""
        return [unit for unit, verbs in self.own.items() if verb in verbs]

    def above_with(self, verb: Verb) -> list[int]:
        """The units below which the person may do ``verb``."""
        return [unit for unit, verbs in self.below.items() if verb in verbs]


def rights_of(memberships: Iterable[Membership], publishing_authors: Iterable[int] = ()) -> Rights:
    """What these roles add up to; ``publishing_authors`` are the units whose authors publish alone."""
    alone = frozenset(publishing_authors)
    units: dict[int, Unit] = {}
    own: dict[int, frozenset[Verb]] = {}
    below: dict[int, frozenset[Verb]] = {}
    for membership in memberships:
        unit = membership.unit_id
        units[unit] = membership.unit
        verbs = OF_ROLE[membership.role]
        if membership.role == Role.AUTHOR and unit in alone:
            verbs |= {"publish"}
        if membership.role == Role.SUPERVISOR:
            verbs |= {"write"} if membership.writes_below else NONE
            below[unit] = below.get(unit, NONE) | verbs
        own[unit] = own.get(unit, NONE) | verbs
    return Rights(tuple(units.values()), own, below)
