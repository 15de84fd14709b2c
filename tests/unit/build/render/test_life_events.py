"""Procedures are found by what happens in life, whatever their field is called."""

import re
from unicodedata import normalize

import pytest

from build.render.life_events import LIFE_EVENTS, life_events


@pytest.mark.parametrize(
    ("title", "domain", "keys"),
    [
        ("Đăng ký khai sinh", "Hộ tịch", {"sinh-con"}),
        ("Đăng ký nhận cha, mẹ, con", "Hộ tịch", {"sinh-con"}),
        ("Đăng ký kết hôn có yếu tố nước ngoài", "Hộ tịch", {"ket-hon"}),
        ("Cấp giấy xác nhận tình trạng hôn nhân", "Hộ tịch", {"ket-hon"}),
        ("Tách thửa hoặc hợp thửa đất", "Đất đai", {"nha-dat"}),
        ("Đăng ký thành lập hộ kinh doanh", "Thành lập và hoạt động của hộ kinh doanh", {"kinh-doanh"}),
        ("Đăng ký khai tử", "Hộ tịch", {"nguoi-than-mat"}),
        ("Đăng ký thường trú", "Đăng ký, quản lý cư trú", {"cu-tru"}),
        ("Giải quyết hưởng trợ cấp thất nghiệp", "Việc làm", {"viec-lam", "tro-giup"}),
        ("Hòa giải tranh chấp đất đai", "Đất đai", {"nha-dat", "khieu-nai"}),
        ("Cấp giấy phép hoạt động giáo dục cho nhóm trẻ", "Giáo dục mầm non", {"di-hoc"}),
        ("Đăng ký xe lần đầu", "Đăng ký, quản lý phương tiện giao thông", {"xe-co"}),
    ],
)
def test_a_procedure_is_found_by_its_events(title, domain, keys):
    assert {event.key for event in life_events(title, domain)} == keys


def test_words_count_whole_and_in_either_way_of_writing_marks():
    assert life_events("Đặt tên đường", "Đô thị") == ()
    assert life_events(normalize("NFD", "ĐĂNG KÝ KHAI SINH"), "")[0].key == "sinh-con"


def test_what_fits_no_event_has_none():
    assert life_events("Cấp lại con dấu", "") == ()


def test_the_table_has_no_word_twice_and_addresses_that_last():
    words = [word for event in LIFE_EVENTS for word in event.words]
    assert len(words) == len(set(words))
    assert all(word == normalize("NFC", word).lower() for word in words)
    assert len({event.key for event in LIFE_EVENTS}) == len(LIFE_EVENTS)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", event.key) for event in LIFE_EVENTS)
