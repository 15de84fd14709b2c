"""How far a page is shared: what its reach may name, and which names in it lead nowhere.

Stored as ``cms/sharing`` reads it: "own", "children", "all", or an object with one list, of tiers under
``tiers`` or of the numbers of units' rows under ``units`` or ``below``.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from cms.units.below import below as numbers_below
from cms.units.forest import Forest
from cms.units.models import Unit

OWN: Final = "own"
WORDS: Final = [
    (OWN, "Chỉ đơn vị này"),
    ("children", "Các đơn vị trực thuộc ngay bên dưới"),
    ("all", "Mọi đơn vị bên dưới"),
]
LISTS: Final = [
    ("tiers", "Những cấp được chọn"),
    ("units", "Những đơn vị được chọn"),
    ("below", "Những đơn vị được chọn và mọi đơn vị bên dưới chúng"),
]

Reach = str | dict[str, list[str]] | dict[str, list[int]]


class Group(NamedTuple):
    """Units that stand directly below one unit, ``above``."""

    above: Unit
    units: tuple[Unit, ...]


class Below:
    """What stands below one unit: what its pages' reach may name."""

    def __init__(self, groups: Collection[Group] = ()) -> None:
        self.groups = tuple(groups)
        self.units: Mapping[int, Unit] = {unit.id: unit for group in groups for unit in group.units}
        self.tiers = tuple(dict.fromkeys(unit.tier for unit in self.units.values()))


def below(unit: Unit | None) -> Below:
    """What stands below ``unit`` today; one query. Nothing stands below nobody."""
    if unit is None:
        return Below()
    found = Unit.objects.in_force().filter(pk__in=numbers_below([unit.pk])).order_by("code")
    return Below(tuple(_groups(Forest([unit, *found]), unit)))


def _groups(forest: Forest[Unit], top: Unit) -> Iterator[Group]:
    for above in (top, *forest.below(top)):
        if units := forest.children(above):
            yield Group(above, units)


def entries_of(reach: Reach, kind: str) -> list[str] | list[int]:
    """What the list ``kind`` of a reach names; empty when the reach is another."""
    return reach.get(kind, []) if isinstance(reach, dict) else []


def reach_fault(reach: Reach, there: Below, before: Reach = OWN) -> str | None:
    """Why a page with ``there`` below its unit cannot be given this reach.

    What it named ``before`` may stay: a unit that was closed or moved away no longer counts, but no
    editor has to clear it away before a typing error can be mended.
    """
    tiers = [tier for tier in entries_of(reach, "tiers") if tier not in there.tiers]
    units = [
        unit for kind in ("units", "below") for unit in entries_of(reach, kind) if unit not in there.units
    ]
    strangers = {*tiers, *units} - {entry for kind, _ in LISTS for entry in entries_of(before, kind)}
    if not strangers:
        return None
    what = "Cấp" if tiers else "Đơn vị"
    return f"{what} {', '.join(_names(strangers))} không ở bên dưới đơn vị này; hãy bỏ khỏi phạm vi chia sẻ."


def _names(strangers: Collection[str | int]) -> list[str]:
    known = Unit.objects.in_bulk([entry for entry in strangers if isinstance(entry, int)])
    return sorted(described(known[entry]) if entry in known else f"“{entry}”" for entry in strangers)


def described(unit: Unit) -> str:
    """A unit's name and code: names alone occur more than once."""
    return f"{unit.full_name} ({unit.code})"
