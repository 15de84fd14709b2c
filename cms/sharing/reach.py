"""What a page's ``reach`` says: how it is stored, which units it covers, and which it names in vain.

Stored is ``"own"``, ``"children"``, ``"all"`` or an object with one key: ``{"tiers": [...]}``,
``{"units": [...]}`` or ``{"below": [...]}``, units by the number of their row.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from cms.sharing.rules import Reach, UnitNode

WORDS: Final = ("own", "children", "all")
LISTS: Final = ("tiers", "units", "below")


class ReachError(ValueError):
    """What was given is no reach; the message says what one looks like."""


def parse(stored: Any) -> Reach:
    """The reach that ``stored`` says; ReachError when it says none."""
    if isinstance(stored, str) and stored in WORDS:
        return Reach(stored)
    if isinstance(stored, dict) and len(stored) == 1:
        ((kind, entries),) = stored.items()
        wanted = str if kind == "tiers" else int
        if kind in LISTS and isinstance(entries, list | tuple) and _all_of(wanted, entries):
            return Reach(kind, tuple(dict.fromkeys(entries)))
    raise ReachError(
        f'{stored!r} is no reach; use "own", "children", "all" or an object with one list named '
        "tiers, units or below"
    )


def _all_of(wanted: type, entries: Iterable[Any]) -> bool:
    return all(isinstance(entry, wanted) and not isinstance(entry, bool) for entry in entries)


def stored(reach: Reach) -> str | dict[str, list[str | int]]:
    """The JSON value that says ``reach``."""
    return reach.kind if reach.kind in WORDS else {reach.kind: list(reach.entries)}


def covers(reach: Reach, origin: int, unit: UnitNode, chain: Sequence[int]) -> bool:
    """Whether ``reach`` of a page of ``origin`` covers ``unit``, whose ``chain`` runs from itself up.

    Never true of the origin itself, nor of a unit that is not below it.
    """
    if origin not in chain[1:]:
        return False
    if reach.kind in ("units", "below"):
        covered = chain[:1] if reach.kind == "units" else chain[: chain.index(origin)]
        return any(entry in covered for entry in reach.entries)
    return (
        reach.kind == "all"
        or (reach.kind == "children" and unit.parent == origin)
        or (reach.kind == "tiers" and unit.tier in reach.entries)
    )
