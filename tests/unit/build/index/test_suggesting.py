"""What is offered to somebody who is still typing."""

import pytest

from build.index.suggesting import LONGEST_TITLE, MOST, beginning, suggestions


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Đăng ký kh", ["dang", "ki", "kh"]),
        ("  giấy-khai  sinh ", ["giay", "khai", "sinh"]),
        ("đ", []),
        ("đơ", ["do"]),
        ("", []),
        ("😀 \u0301\u0323", []),
        ("một hai ba bốn năm sáu bảy tám chín", []),
    ],
)
def test_nothing_is_looked_up_for_too_little_or_too_much(text: str, words: list[str]) -> None:
    assert beginning(text) == words


def test_a_question_without_end_is_cut() -> None:
    assert beginning("x" * 5_000) == ["x" * 200]


def test_what_begins_with_the_words_comes_first_then_what_many_pages_bear() -> None:
    titles = [
        ("Khai báo tạm trú và sinh hoạt", 9),
        ("Đăng ký lại khai sinh", 7),
        ("Khai sinh cho trẻ", 1),
        ("Đăng ký khai sinh", 8),
    ]
    assert suggestions(["khai", "si"], titles) == [
        "Khai sinh cho trẻ",
        "Đăng ký khai sinh",
        "Đăng ký lại khai sinh",
        "Khai báo tạm trú và sinh hoạt",
    ]


def test_what_reads_the_same_is_offered_once_and_what_stands_there_already_not_at_all() -> None:
    titles = [("Hòa giải", 1), ("Hoà giải", 3), ("Hòa", 5)]
    assert suggestions(["hoa"], titles) == ["Hoà giải"]


def test_only_a_few_short_ones_are_offered() -> None:
    titles = [(f"Thông báo số {number}", 1) for number in range(20)]
    assert len(suggestions(["thong"], titles)) == MOST
    assert suggestions(["thong"], [("Thông " + "x" * LONGEST_TITLE, 1)]) == []
