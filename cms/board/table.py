"""The table of many units' boards: which rows, in which order, and how a plot is drawn. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from build.snapshot.tier_file import SectionSpec
from cms.board.load import Board
from cms.board.states import STATES, Item, State, Totals
from cms.units.collation import vietnamese_order

_COLUMNS: Final[Mapping[str, Callable[[Board], Any]]] = {
    "don-vi": lambda board: vietnamese_order(board.unit.name),
    "cap": lambda board: board.unit.tier,
    "co": lambda board: board.totals.present,
    "cap-tren": lambda board: board.totals.inherited,
    "qua-han": lambda board: board.totals.stale,
    "thieu": lambda board: board.totals.missing,
    "ty-le": lambda board: board.totals.share,
}
COLUMNS: Final = tuple(_COLUMNS)
"""The columns' names in addresses."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see: units of a tier, units whose section (or any) is in a state, an order.

    ``order`` is one of ``COLUMNS``, with a minus before it for the greatest first. What is empty or
    unknown asks for nothing.
    """

    tier: str = ""
    section: str = ""
    state: str = ""
    order: str = "don-vi"

    @property
    def column(self) -> str:
        """The column that the table is sorted by."""
        name = self.order.removeprefix("-")
        return name if name in _COLUMNS else COLUMNS[0]

    @property
    def falling(self) -> bool:
        """Whether the greatest come first."""
        return self.order.startswith("-")


def rows(boards: Iterable[Board], wish: Wish) -> list[Board]:
    """The boards that ``wish`` asks for, in its order; units of equal rank by name, then by code."""
    kept = [board for board in boards if _wanted(board, wish)]
    kept.sort(key=lambda board: (vietnamese_order(board.unit.name), board.unit.code))
    return sorted(kept, key=_COLUMNS[wish.column], reverse=wish.falling)


def _wanted(board: Board, wish: Wish) -> bool:
    if wish.tier and board.unit.tier != wish.tier:
        return False
    asked = [item for item in board.items if wish.section in ("", item.section.key)]
    return bool(asked) and (wish.state not in STATES or any(item.state == wish.state for item in asked))


def by_section(boards: Iterable[Board]) -> list[tuple[SectionSpec, Totals]]:
    """For each section, in the order in which units have it: how many units are in which state."""
    counted: dict[str, Counter[State]] = {}
    specs: dict[str, SectionSpec] = {}
    for board in boards:
        for item in board.items:
            specs.setdefault(item.section.key, item.section)
            counted.setdefault(item.section.key, Counter())[item.state] += 1
    return [(specs[key], Totals(**states)) for key, states in counted.items()]


@dataclass(frozen=True, slots=True)
class Bar:
    """One piece of a stacked bar: where it begins and how long it is, in numbers of what is counted."""

    state: State
    start: int
    length: int


def bars(counted: Totals) -> list[Bar]:
    """The pieces of the bar for ``counted``, one after the other; none for what is not there."""
    pieces, start = [], 0
    for state in STATES:
        length = getattr(counted, state)
        if length:
            pieces.append(Bar(state, start, length))
        start += length
    return pieces


def item_of(board: Board, section: str) -> Item | None:
    """The unit's item of that section; None if its tier has no such section."""
    return next((item for item in board.items if item.section.key == section), None)
