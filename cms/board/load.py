"""The board of one unit or of many, from what is published now: queries that do not grow with either."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cms.board.states import Item, Totals, items, totals
from cms.pages.sections import load_sections
from cms.sharing.load import load_chain_world
from cms.sharing.resolve import resolve_unit
from cms.units.models import Unit


@dataclass(frozen=True, slots=True)
class Board:
    """The state of each section of one unit's site."""

    unit: Unit
    items: list[Item]
    totals: Totals


def board(unit: Unit, today: date | None = None) -> Board:
    """The board of one unit in force."""
    return boards([unit], today)[0]


def boards(units: Collection[Unit], today: date | None = None) -> list[Board]:
    """The boards of units in force, in their order: a query a tier, and three."""
    day = today or timezone.localdate()
    world = load_chain_world({unit.pk for unit in units}, day)
    found = []
    for unit in units:
        shown = items(unit.pk, resolve_unit(world, unit.pk), load_sections(unit.tier), day)
        found.append(Board(unit, shown, totals(shown)))
    return found
