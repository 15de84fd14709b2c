"""Which units end when those of a later edition come into force."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from cms.units.editions import Successors
from cms.units.record import Key, UnitRecord


def ended(
    units: Iterable[UnitRecord], day: date, successors: Successors, codes: Collection[str]
) -> frozenset[Key]:
    """The units in force before ``day`` that pass to one of ``codes``, and all that is below them.

    What is below ends too, whether or not the table of successors names it: districts passed to
    nobody, and an office that an operator put below a commune cannot stay without it.
    """
    alive = [unit for unit in units if unit.valid_from < day and (not unit.valid_to or unit.valid_to > day)]
    below: dict[Key | None, list[Key]] = defaultdict(list)
    for unit in alive:
        below[unit.parent].append(unit.key)
    arriving = set(codes)
    gone = {unit.key for unit in alive if not arriving.isdisjoint(successors.get(unit.code, ()))}
    waiting = list(gone)
    while waiting:
        following = [key for key in below[waiting.pop()] if key not in gone]
        gone.update(following)
        waiting += following
    return frozenset(gone)
