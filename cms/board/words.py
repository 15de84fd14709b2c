"""The board in an editor's words."""

from typing import Final

from cms.board.states import State

LABELS: Final[dict[State, str]] = {
    "present": "Đủ",
    "inherited": "Có từ cấp trên",
    "stale": "Quá hạn",
    "missing": "Thiếu",
}
ICONS: Final[dict[State, str]] = {
    "present": "check",
    "inherited": "arrow-down",
    "stale": "time",
    "missing": "warning",
}
HEADINGS: Final = {
    "don-vi": "Đơn vị",
    "cap": "Cấp",
    "co": LABELS["present"],
    "cap-tren": LABELS["inherited"],
    "qua-han": LABELS["stale"],
    "thieu": LABELS["missing"],
    "ty-le": "Tỷ lệ đủ",
}
"""What the columns of the table are called, by their names in addresses."""
