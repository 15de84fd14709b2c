"""Names in the order of the Vietnamese alphabet."""

import pytest

from cms.units.collation import vietnamese_order

ORDERED = [
    ["An", "Anh", "Ành", "Ảnh", "Ãnh", "Ánh", "Ạnh", "Ăn", "Ân"],
    ["Chí Linh", "Dung", "Đông Triều", "Đức", "Em", "Êm"],
    ["On", "Ôn", "Ơn", "Phú"],
    ["Tư", "Ty", "Uông Bí", "Ưng"],
]


@pytest.mark.parametrize("names", ORDERED)
def test_letters_then_tones(names):
    turned = names[::-1]
    turned.sort(key=vietnamese_order)
    assert turned == names


def test_digits_come_before_letters_and_tones_after_all_letters():
    names = ["Xã 2", "Xã Ái Quốc", "Xã An Lâm"]
    turned = names[::-1]
    turned.sort(key=vietnamese_order)
    assert turned == names


def test_case_and_the_way_a_mark_is_stored_do_not_count():
    assert vietnamese_order("ĐẮK LẮK")[:2] == vietnamese_order("đa\u0306\u0301k la\u0306\u0301k")[:2]
