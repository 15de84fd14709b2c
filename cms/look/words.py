"""What the screen says of colours, in the editor's words."""

import math
from typing import Final

from build.render.palette import COLOUR, Meeting, Palette, meetings, nearest, weak_places

PLACES: Final = {
    ("band-ink", "band"): "Chữ trắng trên dải màu và trên nút",
    ("band-ink", "band-deep"): "Chữ trắng ở chân trang",
    ("accent", "paper"): "Liên kết trên nền trang",
    ("accent", "soft"): "Liên kết trên nền đậm hơn",
    ("accent", "accent-soft"): "Liên kết trên nền cùng màu",
    ("gold", "band"): "Viền vàng trên dải màu",
}
"""What is told of with its ratio; the others are never weaker than one of these."""

_WEAK: Final = {
    "band-ink": "chữ trắng trên màu này",
    "accent": "liên kết màu này trên nền trang",
    "gold": "viền vàng trên màu này",
}
NO_COLOUR: Final = "Màu được ghi bằng dấu # và 6 chữ số hoặc chữ cái từ a đến f, ví dụ #1a4479."


def ratio_words(ratio: float) -> str:
    """A ratio as it is written here, never better than it is: 4.499 is "4,49:1"."""
    return f"{math.floor(ratio * 100) / 100:.2f}".replace(".", ",") + ":1"


def colour_fault(colour: str, theme: Palette) -> str:
    """Why ``colour`` cannot be a unit's main one, and which can; empty if it can."""
    if not COLOUR.fullmatch(colour):
        return NO_COLOUR
    weak = weak_places(colour, theme.day)
    if not weak:
        return ""
    worst = weak[0]
    return (
        f"Màu {colour} quá nhạt: {_WEAK[worst.on]} chỉ đạt tỉ lệ tương phản {ratio_words(worst.ratio)}, "
        f"cần ít nhất {ratio_words(worst.needed)}. "
        f"Màu gần nhất dùng được là {nearest(colour, theme.day)}."
    )


def told(worn: Palette, theme: Palette) -> list[tuple[str, Meeting, Meeting]]:
    """Of each of ``PLACES`` its words, and what meets there by day and by night."""
    day, night = (
        {(one.on, one.ground): one for one in meetings(colours, base)}
        for colours, base in zip(worn, theme, strict=True)
    )
    return [(words, day[place], night[place]) for place, words in PLACES.items()]
