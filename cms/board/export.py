"""The boards as a file for a spreadsheet: a line a unit, a column a section."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cms.audit.export import BYTE_ORDER_MARK, csv_line
from cms.board.load import Board
from cms.board.table import by_section, item_of
from cms.board.words import LABELS
from cms.units.tiers import tier_name

_HEADING: Final = ("Mã", "Đơn vị", "Cấp", *LABELS.values(), "Tỷ lệ (%)")


def csv_lines(boards: Sequence[Board]) -> Iterator[str]:
    """The lines with their heading; a section that a unit's tier does not have is left empty."""
    sections = [section for section, _ in by_section(boards)]
    yield BYTE_ORDER_MARK + csv_line([*_HEADING, *(section.title for section in sections)])
    for board in boards:
        states = (item_of(board, section.key) for section in sections)
        yield csv_line([*_facts(board), *(LABELS[item.state] if item else "" for item in states)])


def _facts(board: Board) -> Iterable[str]:
    unit, counted = board.unit, board.totals
    counts = (*(getattr(counted, state) for state in LABELS), counted.share)
    return [unit.code, unit.full_name, tier_name(unit.tier), *map(str, counts)]
