"""Decisions about pages from above, in the words of those who took them."""

import pytest

from cms.audit.decided import deeds, left_to_tell

FRESH = {
    "page": [None, "Tết"],
    "hide": [None, False],
    "adopt": [None, False],
    "override_reach": [None, "own"],
}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (FRESH | {"hide": [None, True]}, "Ẩn trang"),
        ({"hide": [True, False]}, "Cho hiện lại trang"),
        ({"page": ["Tết", None], "hide": [True, None], "adopt": [False, None]}, "Cho hiện lại trang"),
        ({"adopt": [False, True]}, "Nhận dùng trang"),
        ({"override_fields": [{"contact": "A"}, {"contact": "B"}]}, "Thay đổi trang"),
        ({"override_fields": [{"contact": "A"}, None]}, "Bỏ thay đổi của đơn vị ở trang"),
        ({"suspended_since": [None, "2026-11-22T14:05:00+00:00"]}, "Giữ nguyên bản cũ của trang"),
        (
            {"adopt": [False, True], "override_fields": [None, {"contact": "A"}]},
            "Nhận dùng trang, thay đổi trang",
        ),
        ({"override_reach": ["own", "all"]}, ""),
    ],
)
def test_what_was_done_is_said_as_people_say_it(changes, words):
    assert deeds(changes) == words


def test_what_was_said_already_is_not_told_again():
    assert left_to_tell(FRESH | {"hide": [None, True]}) == {}
    assert left_to_tell({"override_reach": ["own", "all"]}) == {"override_reach": ["own", "all"]}
    own = {"override_fields": [None, {"contact": "A"}]}
    assert left_to_tell(FRESH | own) == own | {"override_reach": [None, "own"]}
