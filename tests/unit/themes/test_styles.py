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
    ("ink", "good-soft", TEXT),
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
    ("gold-ink", "paper", TEXT),
    ("gold-ink", "surface", TEXT),
    ("gold-ink", "gold-soft", TEXT),
    ("alert", "paper", TEXT),
    ("alert", "alert-soft", TEXT),
    ("good", "paper", TEXT),
    ("good", "good-soft", TEXT),
    ("paper", "alert", TEXT),
    ("band-ink", "band", TEXT),
    ("band-ink", "band-deep", TEXT),
    ("band-soft", "band", TEXT),
    ("gold-strong", "band-deep", TEXT),
    ("on-gold", "gold", TEXT),
    ("on-gold", "gold-strong", TEXT),
    ("focus-ink", "focus", TEXT),
    ("line-strong", "surface", SHAPE),
    ("accent", "surface", SHAPE),
    ("gold", "band", SHAPE),
]
GROUNDS = ("paper", "surface", "soft", "gold-soft", "accent-soft", "alert", "alert-soft", "band", "band-deep")


def _colours(*sheets: Path, dark: bool) -> Colours:
    """The colours that hold after all ``sheets``, by day or by night."""
    pattern = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
    found = (pattern.findall(sheet.read_text("utf-8")) for sheet in sheets)
    return {name: night if dark else day for of_sheet in found for name, day, night in of_sheet}


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=[False, True], ids=["day", "night"])
def dark(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture(params=TIERS)
def colours(root: Path, request: pytest.FixtureRequest, dark: bool) -> Colours:
    """What a tier's colours are by day or by night."""
    sheets = [root / "themes" / name / "styles" / "tokens.css" for name in ("base", request.param)]
    return _colours(*(sheet for sheet in sheets if sheet.exists()), dark=dark)


def test_colours_that_meet_can_be_told_apart(colours: Colours) -> None:
    weak = {
        f"{ink} on {paper}": round(_contrast(colours[ink], colours[paper]), 2)
        for ink, paper, least in PAIRS
        if _contrast(colours[ink], colours[paper]) < least
    }
    assert not weak


def test_the_focus_shows_on_every_ground(colours: Colours) -> None:
    rings = colours["focus"], colours["focus-ink"]
    for ground in GROUNDS:
        assert max(_contrast(ring, colours[ground]) for ring in rings) >= SHAPE, ground


def test_every_colour_is_a_token_with_a_day_and_a_night(root: Path) -> None:
    for sheet in (root / "themes").glob("*/styles/**/*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        if sheet.name == "tokens.css":
            text = re.sub(r"light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\)", "", text)
        if sheet.name != "print.css":
            assert re.findall(r"#[0-9a-f]{3,8}\b(?=[^{}]*;)", text) == [], sheet


def test_every_custom_property_in_use_is_defined(root: Path) -> None:
    for tier in TIERS:
        sheets = [
            path for name in ("base", tier, "gallery") for path in (root / "themes" / name).rglob("*.css")
        ]
        text = "".join(sheet.read_text("utf-8") for sheet in sheets)
        used = set(re.findall(r"var\(--([\w-]+)", text))
        defined = set(re.findall(r"--([\w-]+):", text))
        assert used <= defined


def test_every_class_that_is_styled_is_in_some_template_or_script(root: Path) -> None:
    themes = root / "themes"
    sources = "".join(path.read_text("utf-8") for path in [*themes.rglob("*.html"), *themes.rglob("*.js")])
    makers = ("filters", "figures", "plots")
    sources += "".join((root / f"build/render/{name}.py").read_text("utf-8") for name in makers)
    words = set(re.findall(r"[\w-]+", sources))
    sheets = (
        re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL) for path in themes.rglob("*.css")
    )
    styled = {name for sheet in sheets for name in re.findall(r"\.([a-z][\w-]*)(?=[^;{}]*{)", sheet)}
    numbered = {"plot-1", "plot-2", "plot-3", *(f"numbers-{place}" for place in range(1, 13))}
    sections = {"section-group-tin-tuc", "section-group-thu-vien"}
    assert styled - words <= sections | numbered


def test_lines_leave_room_for_stacked_marks(root: Path) -> None:
    for sheet in (root / "themes").rglob("*.css"):
        for value in re.findall(r"(?:line-height|--leading[\w-]*): ([\d.]+)", sheet.read_text("utf-8")):
            assert float(value) >= 1.4, sheet.name


def test_no_font_is_loaded_readers_have_one_already(root: Path) -> None:
    for sheet in (root / "themes").rglob("*.css"):
        assert not re.search(r"@font-face|@import", sheet.read_text("utf-8"), re.I), sheet
