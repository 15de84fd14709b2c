"""The colours of a tier's theme as its tokens say them, and the stylesheet of a unit's own."""

import re
from functools import cache
from typing import Final

import lightningcss

from build.errors import ThemeError
from build.render.assets import BASE, TARGETS
from build.render.fingerprint import THEMES
from build.render.palette import Palette, palette

_TOKEN: Final = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")


@cache
def theme_colours(tier: str) -> Palette:
    """All colours of ``tier``'s theme; ThemeError where the base has no tokens."""
    sheets = [THEMES / folder / "styles" / "tokens.css" for folder in (BASE, tier)]
    found = [
        token for sheet in sheets if sheet.is_file() for token in _TOKEN.findall(sheet.read_text("utf-8"))
    ]
    if not found:
        raise ThemeError(f"No --name: light-dark(#rrggbb, #rrggbb); in {sheets[0]}; themes need colours.")
    return Palette({name: day for name, day, _ in found}, {name: night for name, _, night in found})


@cache
def own_colours(tier: str, colour: str) -> Palette:
    """What a site of ``tier`` wears whose unit has chosen ``colour``; the theme's own if it is empty."""
    theme = theme_colours(tier)
    if not colour:
        return theme
    own = palette(colour, theme)
    return Palette({**theme.day, **own.day}, {**theme.night, **own.night})


@cache
def own_style(tier: str, colour: str) -> str:
    """The lines that stand after the theme's stylesheet, minified as it is; none without a colour."""
    if not colour:
        return ""
    own = palette(colour, theme_colours(tier))
    lines = (f"--{name}: light-dark({day}, {own.night[name]});" for name, day in own.day.items())
    # Not on paper, where the print sheet has colours of its own.
    code = f"@media screen {{ :root {{ {' '.join(lines)} }} }}"
    return lightningcss.process_stylesheet(code, filename="look.css", browsers_list=TARGETS, minify=True)
