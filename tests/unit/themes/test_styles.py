"""The colours of every tier can be read, by day and by night, and components keep to their files."""

import re
from pathlib import Path

import pytest

Colours = dict[str, str]
TIERS = ("province", "district", "commune")
TEXT = 4.5
SHAPE = 3.0
PAIRS = [
    ("ink", "paper", TEXT),
    ("ink", "surface", TEXT),
    ("ink", "soft", TEXT),
    ("ink", "gold-soft", TEXT),
    ("ink", "accent-soft", TEXT),
    ("ink", "alert-soft", TEXT),
    ("ink", "mark", TEXT),
    ("ink-soft", "paper", TEXT),
    ("ink-soft", "surface", TEXT),
    ("ink-soft", "soft", TEXT),
    ("ink-soft", "gold-soft", TEXT),
    ("accent", "paper", TEXT),
    ("accent", "surface", TEXT),
    ("accent", "soft", TEXT),
    ("accent", "gold-soft", TEXT),
    ("accent", "accent-soft", TEXT),
    ("accent-strong", "paper", TEXT),
    ("gold-ink", "gold-soft", TEXT),
    ("alert", "alert-soft", TEXT),
    ("paper", "alert", TEXT),
    ("band-ink", "band", TEXT),
    ("band-ink", "band-deep", TEXT),
    ("gold", "band-deep", TEXT),
    ("line-strong", "surface", SHAPE),
    ("focus", "paper", SHAPE),
    ("focus", "surface", SHAPE),
]


def _colours(*sheets: Path, dark: bool) -> Colours:
    """The colours that hold after all ``sheets``, by day or by night."""
    found: Colours = {}
    for sheet in sheets:
        day, _, night = sheet.read_text("utf-8").partition("@media (prefers-color-scheme: dark)")
        found |= re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", day)
        if dark:
            found |= re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", night)
    return found


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("tier", TIERS)
def test_colours_that_meet_can_be_told_apart(root: Path, tier: str, dark: bool) -> None:
    base = root / "themes" / "base" / "styles" / "tokens.css"
    tier_sheets = [path for path in [root / "themes" / tier / "styles" / "tokens.css"] if path.exists()]
    # By night a tier's day colours lose to its night colours, not to the base's.
    colours = _colours(base, *tier_sheets, dark=dark)
    weak = {
        f"{ink} on {paper}": round(_contrast(colours[ink], colours[paper]), 2)
        for ink, paper, least in PAIRS
        if _contrast(colours[ink], colours[paper]) < least
    }
    assert not weak


def test_every_custom_property_in_use_is_defined(root: Path) -> None:
    for tier in TIERS:
        sheets = [*(root / "themes/base/styles").rglob("*.css"), *(root / "themes" / tier).rglob("*.css")]
        text = "".join(sheet.read_text("utf-8") for sheet in sheets)
        used = set(re.findall(r"var\(--([\w-]+)", text))
        defined = set(re.findall(r"--([\w-]+):", text))
        assert used <= defined


def test_every_class_that_is_styled_is_in_some_template_or_script(root: Path) -> None:
    themes = root / "themes"
    sources = "".join(path.read_text("utf-8") for path in [*themes.rglob("*.html"), *themes.rglob("*.js")])
    sources += (root / "build/render/filters.py").read_text("utf-8")
    words = set(re.findall(r"[\w-]+", sources))
    sheets = (re.sub(r"/\*.*?\*/", "", path.read_text("utf-8")) for path in themes.rglob("*.css"))
    styled = {name for sheet in sheets for name in re.findall(r"\.([a-z][\w-]*)(?=[^;{}]*{)", sheet)}
    sections = {"section-group-tin-tuc", "section-group-thu-vien"}
    assert styled - words <= sections


def test_lines_leave_room_for_stacked_marks(root: Path) -> None:
    for sheet in (root / "themes").rglob("*.css"):
        for value in re.findall(r"(?:line-height|--leading[\w-]*): ([\d.]+)", sheet.read_text("utf-8")):
            assert float(value) >= 1.5, sheet.name
