"""A colour that a unit chooses gives colours that can be read, whatever it is."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from build.render.palette import SHAPE, TEXT, contrast, meetings, nearest, palette, weak_places
from build.render.theme_colours import own_colours, own_style, theme_colours

TIERS = ("province", "district", "commune")
colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        # Figures that WebAIM's checker gives (https://webaim.org/resources/contrastchecker/)
        ("#ffffff", "#000000", 21),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffff00", 8.0),
        ("#8b1520", "#8b1520", 1),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize(
    ("colour", "taken"),
    [
        ("#8b1520", "#8b1520"),
        ("#1a4479", "#1a4479"),
        ("#000000", "#000000"),
        # The flag's red is a shade too bright for golden lines on it.
        ("#da251d", "#cb221b"),
        ("#f5c542", "#7d6522"),
        ("#ffffff", "#686868"),
    ],
)
def test_of_a_colour_that_will_not_do_the_nearest_darker_one_is_taken(colour, taken):
    day = theme_colours("province").day
    assert nearest(colour, day) == taken
    assert (weak_places(colour, day) == []) == (colour == taken)


def test_the_weakest_place_is_named_first():
    first = weak_places("#f5c542", theme_colours("province").day)[0]
    assert (first.on, first.ground, round(first.ratio, 2), first.needed) == ("accent", "soft", 1.44, TEXT)


@pytest.mark.parametrize("tier", TIERS)
@given(colour=colours)
@example(colour="#000000")
@example(colour="#ffffff")
@example(colour="#00ff00")
def test_whatever_is_chosen_can_be_read_wherever_it_is_used(tier, colour):
    theme = theme_colours(tier)
    own = palette(colour, theme)
    for worn, base in ((own.day, theme.day), (own.night, theme.night)):
        assert [one for one in meetings(worn, base) if one.ratio < one.needed] == []
        rings = base["focus"], base["focus-ink"]
        for ground in (worn["band"], worn["band-deep"], worn["accent-soft"]):
            assert max(contrast(ring, ground) for ring in rings) >= SHAPE
    assert own == palette(nearest(colour, theme.day), theme)


def test_a_tier_changes_only_what_a_unit_may_change(root):
    for tier in TIERS[1:]:
        changed = re.findall(r"--([\w-]+):", (root / "themes" / tier / "styles" / "tokens.css").read_text())
        assert set(changed) == palette("#8b1520", theme_colours(tier)).day.keys()


def test_the_stylesheet_says_the_colours_by_day_and_by_night():
    own = own_colours("commune", "#1a4479")
    assert own.day["band"] == "#1a4479"
    assert own_style("commune", "#1a4479").startswith("@media screen{:root{--accent:")
    assert own.night["accent"] in own_style("commune", "#1a4479")
    assert own_style("commune", "") == ""
    assert own_colours("commune", "") == theme_colours("commune")
