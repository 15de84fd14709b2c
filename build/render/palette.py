"""The colours of a site whose unit has chosen its main colour, so that all that stands on all can be read.

Pure. Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio): 4.5 for text (1.4.3),
3 for shapes that tell something (1.4.11). The desk asks here whether a colour will do, and the build takes
from here what a site wears.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from typing import Final, NamedTuple

Colours = Mapping[str, str]
"""Colours as ``#rrggbb`` by the names of tokens in ``themes/base/styles``, without the hyphens in front."""

TEXT: Final = 4.5
SHAPE: Final = 3.0
COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
BLACK: Final = "#000000"
WHITE: Final = "#ffffff"
_STEPS: Final = 256
_GLARING: Final = 0.7
"""The saturation above which a light tone on a dark ground dazzles."""

CHOSEN: Final = (
    ("band-ink", "band", TEXT),
    ("accent", "surface", TEXT),
    ("accent", "paper", TEXT),
    ("accent", "soft", TEXT),
    ("accent", "gold-soft", TEXT),
    ("gold", "band", SHAPE),
)
"""What the chosen colour meets by day, as ``band`` and as ``accent``: what stands, on what, and the ratio."""

DERIVED: Final = (
    ("ink", "accent-soft", TEXT),
    ("accent", "accent-soft", TEXT),
    ("accent-strong", "paper", TEXT),
    ("accent-strong", "surface", TEXT),
    ("band-ink", "band-deep", TEXT),
    ("band-soft", "band", TEXT),
    ("gold-strong", "band-deep", TEXT),
)
"""What the tones meet that are made from it."""


class Palette(NamedTuple):
    """The colours that stand in the place of the theme's, by day and by night."""

    day: Colours
    night: Colours


class Meeting(NamedTuple):
    """One colour on another: by what ratio they differ, and what is needed."""

    on: str
    ground: str
    ratio: float
    needed: float


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance, from 0 to 1 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def weak_places(colour: str, day: Colours) -> list[Meeting]:
    """Where ``colour`` cannot be the main one, the weakest first; ``day`` is what a theme has by day."""
    worn = {**day, "band": colour, "accent": colour}
    found = [_meeting(worn, *pair) for pair in CHOSEN]
    return sorted((one for one in found if one.ratio < one.needed), key=lambda one: one.ratio / one.needed)


def nearest(colour: str, day: Colours) -> str:
    """The colour itself if it can be the main one, else the first that can on the way from it to black."""
    return next(tone for tone in _tones(colour, BLACK, 0) if not weak_places(tone, day))


def palette(colour: str, theme: Palette) -> Palette:
    """What a site wears whose unit has chosen ``colour``, on what its tier's ``theme`` has.

    A colour that will not do, since the theme has changed after it was chosen, gives way to its ``nearest``.
    """
    chosen = nearest(colour, theme.day)
    return Palette(_by_day(chosen, theme.day), _by_night(chosen, theme.night))


def meetings(worn: Colours, theme: Colours) -> list[Meeting]:
    """All that meets on a site that has the colours ``worn`` over its theme's, by day or by night."""
    every = {**theme, **worn}
    return [_meeting(every, *pair) for pair in (*CHOSEN, *DERIVED)]


def _by_day(colour: str, theme: Colours) -> Colours:
    soft = _first(
        _tones(colour, WHITE, 0.88), lambda tone: _reads(colour, tone) and _reads(theme["ink"], tone)
    )
    return {
        "accent": colour,
        "accent-strong": _mixed(colour, BLACK, 0.3),
        "accent-soft": soft,
        **_bands(colour, _tones(colour, BLACK, 0.28), theme),
    }


def _by_night(colour: str, theme: Colours) -> Colours:
    soft = _first(_tones(colour, theme["soft"], 0.6), lambda tone: _reads(theme["ink"], tone))
    grounds = (soft, *(theme[ground] for on, ground, _ in CHOSEN if on == "accent"))
    accent = _first(_lighter(colour, 0.72), lambda tone: all(_reads(tone, ground) for ground in grounds))
    return {
        "accent": accent,
        "accent-strong": _mixed(accent, WHITE, 0.5),
        "accent-soft": soft,
        **_bands(_mixed(colour, BLACK, 0.22), _tones(colour, BLACK, 0.5), theme),
    }


def _bands(band: str, deeper: Iterator[str], theme: Colours) -> Colours:
    return {
        "band": band,
        "band-deep": _first(deeper, lambda tone: _reads(theme["gold-strong"], tone)),
        "band-soft": _first(_tones(band, WHITE, 0.84), lambda tone: _reads(tone, band)),
    }


def _meeting(worn: Colours, on: str, ground: str, needed: float) -> Meeting:
    return Meeting(on, ground, contrast(worn[on], worn[ground]), needed)


def _reads(one: str, other: str) -> bool:
    return contrast(one, other) >= TEXT


def _first(tones: Iterator[str], fits: Callable[[str], bool]) -> str:
    return next(filter(fits, tones))


def _tones(colour: str, end: str, start: float) -> Iterator[str]:
    """The tones on the way from ``colour`` to ``end``, the first at the share ``start`` of it."""
    for step in range(round(start * _STEPS), _STEPS + 1):
        yield _mixed(colour, end, step / _STEPS)


def _lighter(colour: str, start: float) -> Iterator[str]:
    """Tones of the same hue, none glaring, from the lightness ``start`` up to white."""
    hue, _, saturation = rgb_to_hls(*(part / 255 for part in _parts(colour)))
    for step in range(round(start * _STEPS), _STEPS + 1):
        parts = hls_to_rgb(hue, step / _STEPS, min(saturation, _GLARING))
        yield "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _mixed(colour: str, other: str, share: float) -> str:
    parts = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in parts)


def _parts(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
