"""Emblems for units of the demo: invented, and like no real unit's."""

import math
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

SIDE: Final = 256
_FINER: Final = 3
_RAYS: Final = 14
_WAVES: Final = 3


def emblem_png(ground: str, ears: str = "#e6b94f") -> bytes:
    """A rising sun over a river within a ring, on nothing; ``ears`` is what shines on the ``ground``."""
    size = SIDE * _FINER
    picture = Image.new("RGBA", (size, size))
    draw = ImageDraw.Draw(picture)
    _disc(draw, size / 2, ground)
    _disc(draw, size * 0.455, ears)
    _disc(draw, size * 0.435, ground)
    _sun(draw, size, ears)
    for wave in range(_WAVES):
        _wave(draw, size, 0.6 + wave * 0.085, ears)
    written = BytesIO()
    picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(written, "PNG")
    return written.getvalue()


def _disc(draw: ImageDraw.ImageDraw, radius: float, colour: str) -> None:
    middle = draw.im.size[0] / 2
    draw.ellipse([middle - radius, middle - radius, middle + radius, middle + radius], fill=colour)


def _sun(draw: ImageDraw.ImageDraw, size: int, colour: str) -> None:
    x, y = size / 2, size * 0.53
    for ray in range(_RAYS + 1):
        angle = math.pi * (1 + ray / _RAYS)
        ends = [
            (x + math.cos(angle) * share * size, y + math.sin(angle) * share * size) for share in (0.2, 0.32)
        ]
        draw.line(ends, fill=colour, width=size // 60)
    draw.pieslice([x - size * 0.16, y - size * 0.16, x + size * 0.16, y + size * 0.16], 180, 360, fill=colour)


def _wave(draw: ImageDraw.ImageDraw, size: int, height: float, colour: str) -> None:
    half = math.sqrt(0.4**2 - (height - 0.5) ** 2)
    steps = [(0.5 - half + 2 * half * step / 60) for step in range(61)]
    line = [(x * size, (height + 0.016 * math.sin(x * 40)) * size) for x in steps]
    draw.line(line, fill=colour, width=size // 38, joint="curve")
