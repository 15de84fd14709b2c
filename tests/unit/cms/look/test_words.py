"""What the screen says of a colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build.render.palette import palette
from build.render.theme_colours import theme_colours
from cms.look.words import NO_COLOUR, colour_fault, ratio_words, told

PROVINCE = theme_colours("province")


@pytest.mark.parametrize(
    ("colour", "sentence"),
    [
        ("#1a4479", ""),
        ("xanh", NO_COLOUR),
        ("#1a447", NO_COLOUR),
        ("#1a4479;", NO_COLOUR),
        (
            "#f5c542",
            (
                "Màu #f5c542 quá nhạt: liên kết màu này trên nền trang chỉ đạt tỉ lệ tương phản 1,44:1, "
                "cần ít nhất 4,50:1. Màu gần nhất dùng được là #7d6522."
            ),
        ),
    ],
)
def test_a_colour_is_taken_or_refused_with_one_that_will_do(colour, sentence):
    assert colour_fault(colour, PROVINCE) == sentence


@given(st.floats(1, 21))
def test_a_ratio_is_never_told_better_than_it_is(ratio):
    assert float(ratio_words(ratio).removesuffix(":1").replace(",", ".")) <= ratio


def test_what_is_told_holds_by_day_and_by_night():
    for _, day, night in told(palette("#1a4479", PROVINCE), PROVINCE):
        assert day.ratio >= day.needed
        assert night.ratio >= night.needed
