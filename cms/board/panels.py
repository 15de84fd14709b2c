"""What the dashboard says of completeness: how far the unit is, and what to write first."""

from collections.abc import Mapping
from typing import Any, Final

from cms.board.load import board
from cms.board.screens import lines, seen_below
from cms.board.states import WORST_FIRST
from cms.board.table import bars
from cms.tenancy.unit_panel import UnitPanel

SHOWN: Final = 4


class BoardPanel(UnitPanel):
    """For those with a unit: what is missing or out of date comes first."""

    name = "completeness"
    template_name = "board/panel.html"
    order = 50
    styles = ("lienthong_board/board.css",)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        """The counts and the worst few, those that the law asks for before others."""
        found = board(self.unit)
        wanted = [
            line for line in lines(found, self.may("write")) if line["item"].state in ("missing", "stale")
        ]
        wanted.sort(key=lambda line: (WORST_FIRST.index(line["item"].state), not line["item"].required))
        return {
            "board": found,
            "bars": bars(found.totals),
            "lines": wanted[:SHOWN],
            "more": max(0, len(wanted) - SHOWN),
            "has_below": seen_below(self.request.user, self.unit).exists(),
        }
