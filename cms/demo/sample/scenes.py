"""The sample pictures: landscapes of the plain of the Red River, drawn by chance and by seed."""

import math
import random
from collections.abc import Callable
from typing import Final

from PIL import Image

from cms.demo.sample.canvas import EVENING, MIST, MORNING, NIGHT, NOON, Canvas, Light, Point

GREENS: Final = ("#3f7a3a", "#5c9a4a")
OLD_GREENS: Final = ("#4a6b3d", "#6d8f52")
TILES: Final = ("#b4543a", "#a34a33", "#c0644a")


def draw(name: str) -> Image.Image:
    """The picture of the scene, the same each time."""
    light, paint = SCENES[name]
    canvas = Canvas(light, random.Random(name))  # noqa: S311
    paint(canvas)
    return canvas.finished()


def _rice(canvas: Canvas) -> None:
    """Rows of rice that run to hills, in the light of the morning."""
    canvas.sun((0.7, 0.3), 0.045)
    canvas.hills(0.45, 0.06, canvas.light.far)
    canvas.hills(0.49, 0.03, canvas.light.middle)
    _rows(canvas, (0.45, 0.5), ("#8fbf4f", "#7aae43"))
    for x in (0.08, 0.16, 0.9):
        canvas.tree((x, 0.54), 0.07, OLD_GREENS)


def _rows(canvas: Canvas, vanishing: Point, colours: tuple[str, str], top: float = 0.52) -> None:
    canvas.wash(top, 1, ("#b9cf6a", colours[0]))
    x, y = vanishing
    share = (top - y) / (1 - y)
    for row in range(-22, 24, 2):
        left, right = row / 8, (row + 1) / 8
        near = [(x + (side - 0.1) * 1.6, 1.0) for side in (left, right)]
        far = [(x + (point[0] - x) * share, top) for point in reversed(near)]
        canvas.shape([*near, *far], colours[1])


def _river(canvas: Canvas) -> None:
    """A wide river at sunset with a boat on it."""
    canvas.sun((0.56, 0.4), 0.05)
    canvas.hills(0.47, 0.05, canvas.light.far)
    canvas.wash(0.5, 1, canvas.light.water)
    for step in range(26):
        y = 0.52 + step * 0.018
        half = (0.03 + step * 0.004) * canvas.rng.uniform(0.3, 1.2)
        canvas.stroke([(0.56 - half, y), (0.56 + half, y)], "#f9d19b", 0.003)
    canvas.shape([(0, 0.5), (0.34, 0.52), (0.22, 0.6), (0.12, 0.78), (0, 0.86)], canvas.light.near)
    canvas.shape([(1, 0.49), (0.8, 0.52), (0.87, 0.6), (1, 0.68)], canvas.light.middle)
    for x, y, size in ((0.04, 0.58, 0.12), (0.14, 0.55, 0.09), (0.23, 0.54, 0.06), (0.94, 0.54, 0.07)):
        canvas.tree((x, y), size, (canvas.light.dark, "#3b3955"), canvas.light.dark)
    boat = canvas.light.dark
    canvas.shape([(0.6, 0.73), (0.79, 0.73), (0.755, 0.765), (0.63, 0.765)], boat)
    canvas.shape([(0.655, 0.73), (0.66, 0.69), (0.72, 0.69), (0.725, 0.73)], boat)


def _hills(canvas: Canvas) -> None:
    """Ranges of hills in the mist, one behind the other, and pines."""
    canvas.sun((0.3, 0.22), 0.04)
    for step, colour in enumerate(("#c3d1cd", "#a9bfb8", "#8ba99f", "#6d9083", "#527568")):
        canvas.hills(0.42 + step * 0.115, 0.12 - step * 0.012, colour)
    for _ in range(26):
        x, size = canvas.rng.uniform(0, 1), canvas.rng.uniform(0.03, 0.06)
        y = canvas.rng.uniform(0.93, 1.03)
        for part in range(3):
            top = y - size * (2.6 - part * 0.6)
            spread = size * (0.3 + part * 0.13)
            canvas.shape([(x, top), (x - spread, top + size), (x + spread, top + size)], canvas.light.dark)


def _bridge(canvas: Canvas) -> None:
    """A concrete bridge over a river at noon."""
    _clouds(canvas, 4)
    canvas.hills(0.5, 0.03, canvas.light.far)
    canvas.wash(0.53, 0.9, canvas.light.water)
    for _ in range(40):
        x, y = canvas.rng.uniform(0, 0.95), canvas.rng.uniform(0.56, 0.88)
        canvas.stroke([(x, y), (x + canvas.rng.uniform(0.02, 0.06), y)], "#c4e3f0", 0.002)
    for x in (0.14, 0.38, 0.62, 0.86):
        canvas.shape([(x - 0.02, 0.47), (x + 0.02, 0.47), (x + 0.03, 0.68), (x - 0.03, 0.68)], "#b9bcba")
    canvas.shape([(0, 0.45), (0.5, 0.415), (1, 0.45), (1, 0.495), (0.5, 0.46), (0, 0.495)], "#d8d9d4")
    canvas.shape([(0, 0.48), (0.5, 0.445), (1, 0.48), (1, 0.495), (0.5, 0.46), (0, 0.495)], "#a4a8a6")
    for step in range(41):
        x = step / 40
        y = 0.45 - 0.035 * (1 - abs(2 * x - 1))
        canvas.stroke([(x, y), (x, y - 0.03)], "#eceeea", 0.002)
    canvas.stroke([(0, 0.42), (0.5, 0.385), (1, 0.42)], "#eceeea", 0.003)
    canvas.hills(0.9, 0.03, canvas.light.near)
    _bushes(canvas, 0.95, 9)


def _road(canvas: Canvas) -> None:
    """A concrete road through fields, trees on both sides."""
    _clouds(canvas, 3)
    canvas.hills(0.46, 0.04, canvas.light.far)
    canvas.wash(0.49, 1, ("#a9cf72", "#78ad4c"))
    canvas.shape([(0.485, 0.49), (0.515, 0.49), (0.86, 1), (0.14, 1)], "#d6d2c6")
    for step in range(7):
        near, far = 0.51 + 0.49 * (step / 7) ** 1.7, 0.51 + 0.49 * ((step + 0.4) / 7) ** 1.7
        wide = (near - 0.49) * 0.018
        canvas.shape(
            [(0.5 - wide, near), (0.5 + wide, near), (0.5 + wide, far), (0.5 - wide, far)], "#f3f0e6"
        )
    for step in (0.04, 0.09, 0.17, 0.29, 0.46, 0.7):
        for side in (-1, 1):
            foot = (0.5 + side * (0.03 + step * 0.72), 0.5 + step * 0.52)
            canvas.tree(foot, 0.03 + step * 0.19, GREENS)


def _village(canvas: Canvas) -> None:
    """Houses with red roofs among trees by a pond."""
    canvas.sun((0.2, 0.2), 0.035)
    canvas.hills(0.46, 0.05, canvas.light.far)
    canvas.wash(0.5, 1, ("#a8c67f", "#86ad60"))
    for x in range(14):
        canvas.tree(
            (x / 13, 0.57 + canvas.rng.uniform(-0.01, 0.02)), canvas.rng.uniform(0.07, 0.11), OLD_GREENS
        )
    walls = ("#f1e4c8", "#e9d3a9", "#f4ecdc")
    for index, x in enumerate((0.04, 0.24, 0.47, 0.7, 0.87)):
        foot = (x, 0.67 + 0.02 * (index % 2))
        canvas.house(foot, 0.14 + 0.02 * (index % 2), walls[index % 3], TILES[index % 3])
    for x in (0.2, 0.44, 0.66):
        canvas.tree((x, 0.73), 0.1, GREENS)
    canvas.disc((0.45, 0.9), 0.36, canvas.light.water[1], 0.24)
    canvas.disc((0.45, 0.895), 0.34, canvas.light.water[0], 0.22)
    for _ in range(16):
        at = (canvas.rng.uniform(0.2, 0.7), canvas.rng.uniform(0.85, 0.95))
        canvas.disc(at, canvas.rng.uniform(0.008, 0.018), "#6b9a58", 0.4)


def _town(canvas: Canvas) -> None:
    """A town's houses at dusk with lights in their windows."""
    canvas.sun((0.78, 0.35), 0.045)
    _houses(canvas, 0.42, 0.75, canvas.light.far, 0)
    _houses(canvas, 0.5, 0.8, canvas.light.middle, 0.35)
    _houses(canvas, 0.6, 0.84, canvas.light.near, 0.55)
    canvas.wash(0.84, 1, ("#5b5470", "#3c3853"))
    canvas.stroke([(0, 0.92), (1, 0.92)], "#e8c98a", 0.003)
    for x in (0.08, 0.3, 0.52, 0.74, 0.96):
        canvas.stroke([(x, 0.87), (x, 0.7), (x + 0.03, 0.69)], canvas.light.dark, 0.004)
        canvas.disc((x + 0.03, 0.695), 0.008, "#ffe6a6")
        canvas.tree((x + 0.1, 0.87), 0.06, (canvas.light.dark, "#3d4a4a"), canvas.light.dark)


def _houses(canvas: Canvas, top: float, bottom: float, colour: str, lit: float) -> None:
    x = -0.02
    while x < 1:
        wide = canvas.rng.uniform(0.06, 0.11)
        roof = top + canvas.rng.uniform(-0.08, 0.1)
        canvas.box(x, roof, x + wide, bottom, colour)
        for row in range(round((bottom - roof) / 0.055)):
            for column in range(3):
                if canvas.rng.random() < lit:
                    left, high = x + wide * (0.14 + column * 0.29), roof + 0.02 + row * 0.055
                    canvas.box(left, high, left + wide * 0.16, high + 0.025, "#ffd98a")
        x += wide + 0.004


def _school(canvas: Canvas) -> None:
    """A two-storey school with a red roof and the flag in its yard."""
    _clouds(canvas, 4)
    canvas.hills(0.55, 0.03, canvas.light.far)
    for x in (0.03, 0.1, 0.9, 0.97):
        canvas.tree((x, 0.75), 0.13, GREENS)
    canvas.shape([(0.12, 0.34), (0.18, 0.25), (0.82, 0.25), (0.88, 0.34)], TILES[0])
    canvas.box(0.14, 0.34, 0.86, 0.75, "#f5dea2")
    for floor in (0.4, 0.58):
        canvas.box(0.14, floor + 0.12, 0.86, floor + 0.14, "#fbf5e4")
        for column in range(12):
            left = 0.16 + column * 0.0585
            canvas.box(left, floor, left + 0.034, floor + 0.1, "#6f93a3" if column % 3 else "#7b5a45")
    canvas.wash(0.75, 1, ("#dcc7a4", "#c9b089"))
    canvas.stroke([(0.5, 0.88), (0.5, 0.12)], "#e8e8e4", 0.004)
    canvas.shape([(0.502, 0.12), (0.6, 0.13), (0.6, 0.22), (0.502, 0.21)], "#d3202a")
    canvas.shape(_star((0.551, 0.17), 0.018), "#ffdf3f")
    canvas.box(0.46, 0.87, 0.54, 0.9, "#cfcac0")
    _bushes(canvas, 0.78, 12, 0.018)


def _star(centre: Point, radius: float) -> list[Point]:
    points = []
    for step in range(10):
        turn, reach = math.pi * step / 5, radius if step % 2 == 0 else radius * 0.4
        points.append((centre[0] + reach * math.sin(turn), centre[1] - reach * 1.5 * math.cos(turn)))
    return points


def _lanterns(canvas: Canvas) -> None:
    """Strings of lanterns over a village gate at night."""
    canvas.sun((0.87, 0.38), 0.035)
    for _ in range(60):
        canvas.disc((canvas.rng.random(), canvas.rng.uniform(0, 0.5)), 0.0012, "#dfe0f5")
    canvas.hills(0.62, 0.05, canvas.light.far)
    canvas.wash(0.78, 1, ("#4a3a52", "#2c2440"))
    for left, right in ((0.3, 0.36), (0.64, 0.7)):
        canvas.box(left, 0.42, right, 0.8, "#7d5240")
    canvas.box(0.28, 0.4, 0.72, 0.5, "#8d5d47")
    canvas.shape([(0.24, 0.4), (0.3, 0.32), (0.7, 0.32), (0.76, 0.4)], TILES[1])
    canvas.shape([(0.38, 0.32), (0.42, 0.25), (0.58, 0.25), (0.62, 0.32)], TILES[0])
    colours = ("#e8433a", "#f2a33c", "#f6d15a", "#e86a4a")
    for start, sag in ((0.08, 0.12), (0.55, 0.1)):
        string = [(x / 20, start + sag * (1 - (x / 10 - 1) ** 2)) for x in range(21)]
        canvas.stroke(string, "#a58a6a", 0.0015)
        for index, (x, y) in enumerate(string[1::2]):
            colour = colours[index % 4]
            canvas.disc((x, y + 0.045), 0.022, colour, 1.15)
            canvas.disc((x, y + 0.045), 0.011, "#ffe9b0", 1.6)


def _pitch(canvas: Canvas) -> None:
    """A village football pitch with a goal, trees behind it."""
    _clouds(canvas, 4)
    canvas.hills(0.42, 0.04, canvas.light.far)
    for x in range(12):
        canvas.tree((x / 11, 0.52), canvas.rng.uniform(0.07, 0.1), GREENS)
    for strip in range(8):
        top, bottom = 0.5 + 0.5 * (strip / 8) ** 1.6, 0.5 + 0.5 * ((strip + 1) / 8) ** 1.6
        canvas.box(0, top, 1, bottom, ("#6fae4c", "#7cba57")[strip % 2])
    canvas.stroke([(0.1, 0.56), (0.9, 0.56)], "#f4f6ef", 0.003)
    canvas.stroke([(0.28, 0.56), (0.2, 0.72), (0.8, 0.72), (0.72, 0.56)], "#f4f6ef", 0.004)
    for step in range(1, 12):
        x = 0.38 + step * 0.02
        canvas.stroke([(x, 0.37), (x, 0.56)], "#dfe6df", 0.001)
    for step in range(1, 6):
        y = 0.37 + step * 0.033
        canvas.stroke([(0.38, y), (0.62, y)], "#dfe6df", 0.001)
    canvas.stroke([(0.38, 0.565), (0.38, 0.37), (0.62, 0.37), (0.62, 0.565)], "#ffffff", 0.006)
    canvas.disc((0.44, 0.853), 0.024, "#4d8b3c", 0.35)
    canvas.disc((0.44, 0.82), 0.022, "#fbfbf8")
    canvas.disc((0.44, 0.82), 0.008, "#3a3a3a")


def _orchard(canvas: Canvas) -> None:
    """Rows of lychee trees with red fruit."""
    _clouds(canvas, 3)
    canvas.hills(0.46, 0.05, canvas.light.far)
    canvas.hills(0.5, 0.03, canvas.light.middle)
    canvas.wash(0.54, 1, ("#b7c97a", "#9ab05c"))
    for row, (y, size) in enumerate(((0.6, 0.07), (0.69, 0.1), (0.82, 0.15), (1.0, 0.22))):
        for index in range(-1, round(1.2 / size / 1.25)):
            x = (index + 0.5 * (row % 2)) * size * 1.3
            canvas.tree((x, y), size, ("#356b34", "#4d8a43"))
            for _ in range(14):
                at = (x + size * canvas.rng.uniform(-0.38, 0.32), y - size * canvas.rng.uniform(0.85, 1.6))
                canvas.disc(at, size * 0.03, "#c8323c")


def _lotus(canvas: Canvas) -> None:
    """A pond full of lotus in flower."""
    canvas.sun((0.82, 0.16), 0.04)
    canvas.hills(0.3, 0.05, canvas.light.far)
    canvas.hills(0.34, 0.03, canvas.light.middle)
    canvas.wash(0.38, 1, canvas.light.water)
    for step in range(70):
        y = 0.41 + 0.57 * (step / 70) ** 1.2
        size = 0.012 + 0.05 * (y - 0.4)
        x = canvas.rng.random()
        canvas.disc((x, y), size * 1.5, ("#5f9a5d", "#75ad6b", "#4c8650")[step % 3], 0.36)
        if step % 4 == 0:
            _flower(canvas, (x, y - size * 1.7), size)


def _flower(canvas: Canvas, centre: Point, size: float) -> None:
    x, y = centre
    canvas.stroke([(x, y + size), (x, y + size * 2.4)], "#4c8650", size * 0.12)
    for side, colour in (
        (-0.9, "#e58aa8"),
        (0.9, "#e58aa8"),
        (-0.45, "#f0a9bf"),
        (0.45, "#f0a9bf"),
        (0, "#f7c8d6"),
    ):
        tip = (x + side * size, y - size * (1.1 - abs(side) * 0.6))
        canvas.shape(
            [(x, y + size), (x + side * size - size * 0.35, y), tip, (x + side * size + size * 0.35, y)],
            colour,
        )


def _clouds(canvas: Canvas, count: int) -> None:
    for index in range(count):
        x, y = (index + canvas.rng.uniform(0.2, 0.8)) / count, canvas.rng.uniform(0.07, 0.24)
        for _ in range(5):
            shift = canvas.rng.uniform(-0.06, 0.06)
            canvas.disc((x + shift, y), canvas.rng.uniform(0.02, 0.035), "#f4f9fc", 0.6)


def _bushes(canvas: Canvas, y: float, count: int, size: float = 0.04) -> None:
    for index in range(count):
        x = (index + canvas.rng.uniform(0, 1)) / count
        canvas.disc((x, y), canvas.rng.uniform(0.7, 1.3) * size, GREENS[index % 2], 0.7)


SCENES: Final[dict[str, tuple[Light, Callable[[Canvas], None]]]] = {
    "canh-dong": (MORNING, _rice),
    "dong-song": (EVENING, _river),
    "doi-nui": (MIST, _hills),
    "cay-cau": (NOON, _bridge),
    "con-duong": (NOON, _road),
    "xom-lang": (MORNING, _village),
    "pho-toi": (EVENING, _town),
    "truong-hoc": (NOON, _school),
    "den-long": (NIGHT, _lanterns),
    "san-bong": (NOON, _pitch),
    "vuon-vai": (NOON, _orchard),
    "dam-sen": (MORNING, _lotus),
}
"""By name: in which light, and how it is drawn."""
