"""What the sample pictures are put together from: sky, hills, water, trees, houses, in flat colours."""

import math
import random
from collections.abc import Sequence
from typing import Final, NamedTuple

from PIL import Image, ImageDraw, ImageOps

WIDTH: Final = 720
HEIGHT: Final = 480
_FINER: Final = 2
"""Drawn so many times larger, then made smaller: that smooths the edges."""

Point = tuple[float, float]
"""Where something stands: 0 is left or top, 1 is right or bottom."""


class Light(NamedTuple):
    """The colours of one time of day."""

    sky: tuple[str, str]
    sun: str
    far: str
    middle: str
    near: str
    water: tuple[str, str]
    dark: str


MORNING: Final = Light(
    ("#8fc3dd", "#fdeccd"), "#fff3c9", "#9fb9b0", "#7fa878", "#5f9350", ("#c9e2e4", "#86b6c4"), "#3f5f3b"
)
NOON: Final = Light(
    ("#4d9fd6", "#d9effa"), "#fffbe6", "#8bb3b8", "#79ac62", "#4f8f45", ("#a8d6ea", "#5a9fc4"), "#2f5c33"
)
EVENING: Final = Light(
    ("#5a4f86", "#f7b173"), "#ffdc8f", "#8d6f8c", "#6d5b77", "#4a4763", ("#f0b483", "#7a5f86"), "#2f2c47"
)
MIST: Final = Light(
    ("#cfdcdd", "#f4efe2"), "#fbf6e4", "#b7c7c4", "#93aca3", "#6c8d80", ("#dde6e3", "#b4c8c8"), "#456257"
)
NIGHT: Final = Light(
    ("#161a3f", "#4b3a63"), "#f6e7b2", "#33315a", "#2a2a4e", "#211f3d", ("#3b3763", "#1d1c3a"), "#15142b"
)


class Canvas:
    """One picture being drawn. ``rng`` decides what nature leaves to chance."""

    def __init__(self, light: Light, rng: random.Random) -> None:
        self.light, self.rng = light, rng
        self._size = (WIDTH * _FINER, HEIGHT * _FINER)
        self._image = Image.new("RGB", self._size)
        self._draw = ImageDraw.Draw(self._image)
        self.wash(0, 0.6, light.sky)
        self.box(0, 0.6, 1, 1, light.sky[1])

    def finished(self) -> Image.Image:
        """The picture at its size."""
        return self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)

    def wash(self, top: float, bottom: float, colours: tuple[str, str]) -> None:
        """A band across the picture that goes from one colour to another."""
        height = round((bottom - top) * self._size[1])
        grey = Image.linear_gradient("L").resize((self._size[0], height), Image.Resampling.BICUBIC)
        self._image.paste(ImageOps.colorize(grey, *colours), (0, round(top * self._size[1])))

    def shape(self, points: Sequence[Point], colour: str) -> None:
        self._draw.polygon([self._at(point) for point in points], fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self._draw.rectangle([*self._at((left, top)), *self._at((right, bottom))], fill=colour)

    def disc(self, centre: Point, radius: float, colour: str, flat: float = 1) -> None:
        """A circle; ``radius`` is a share of the picture's width, ``flat`` below 1 presses it down."""
        (x, y), r = self._at(centre), radius * self._size[0]
        self._draw.ellipse([x - r, y - r * flat, x + r, y + r * flat], fill=colour)

    def stroke(self, points: Sequence[Point], colour: str, width: float) -> None:
        line = [self._at(point) for point in points]
        self._draw.line(line, fill=colour, width=round(width * self._size[0]), joint="curve")

    def sun(self, centre: Point, radius: float) -> None:
        """The sun or the moon, with a glow around it."""
        glow = Image.new("L", self._size)
        (x, y), r = self._at(centre), radius * self._size[0]
        pen = ImageDraw.Draw(glow)
        for step in range(24):
            wide = r * (4 - step / 8)
            pen.ellipse([x - wide, y - wide, x + wide, y + wide], fill=4 * step)
        self._image.paste(self.light.sun, mask=glow)
        self.disc(centre, radius, self.light.sun)

    def hills(self, top: float, height: float, colour: str) -> None:
        """A ridge from side to side; everything below it has its colour."""
        waves = [(self.rng.uniform(0.6, 1), self.rng.uniform(0, 6.3), n) for n in (1.3, 2.9, 5.7)]
        ridge = []
        for step in range(121):
            x = step / 120
            rise = sum(share / n * math.sin(6.3 * n * x / 2 + start) for share, start, n in waves)
            ridge.append((x, top - height * rise))
        self.shape([*ridge, (1, 1), (0, 1)], colour)

    def tree(self, foot: Point, size: float, leaves: Sequence[str], trunk: str = "#6b4f3a") -> None:
        """A round tree; the first of ``leaves`` lies in the shade."""
        x, y = foot
        self.box(x - size * 0.05, y - size * 0.9, x + size * 0.05, y, trunk)
        for colour, shift in zip(leaves, (0.0, -0.13), strict=False):
            for _ in range(5):
                at = (x + size * self.rng.uniform(-0.3, 0.25 + shift), y - size * self.rng.uniform(0.9, 1.5))
                self.disc((at[0], at[1] + shift * size), size * self.rng.uniform(0.2, 0.3), colour)

    def house(self, foot: Point, wide: float, wall: str, roof: str) -> None:
        """A one-storey house with a tiled roof, its door and windows to the front."""
        x, y = foot
        high = wide * 0.55
        self.box(x, y - high, x + wide, y, wall)
        eaves, top = wide * 0.12, high * 0.85
        self.shape(
            [
                (x - eaves, y - high),
                (x + wide * 0.16, y - high - top),
                (x + wide * 0.84, y - high - top),
                (x + wide + eaves, y - high),
            ],
            roof,
        )
        self.box(x + wide * 0.42, y - high * 0.7, x + wide * 0.58, y, "#6f4a35")
        for left in (0.12, 0.7):
            self.box(x + wide * left, y - high * 0.7, x + wide * (left + 0.18), y - high * 0.3, "#7c97a3")

    def _at(self, point: Point) -> Point:
        return point[0] * self._size[0], point[1] * self._size[1]
