"""An address made in the browser is the one that the server would make."""

import unicodedata

import pytest

from cms.units.folding import slug

pytestmark = pytest.mark.browser

TITLES = [
    "Đường Hoà Bình cấm xe",
    "ĐẮK LẮK – Ủy ban thông báo",
    "Quyết định số 15/2025/QĐ-UBND về giá đất",
    "Nguyễn Thị Ỷ, ngõ Ẵm, ngày 5.3",
    "Lễ hội  Kiếp Bạc: “xuân” và ‘thu’",
    "(Sửa đổi) Lịch tiếp dân tháng 12/2026, ngày 24/11/2026",
]


def test_the_browser_makes_the_servers_address(desk, province):
    page = desk("author", "C")
    page.goto(f"/quan-tri/pages/add/pages/noticepage/{province.section('C').pk}/")
    # No two that follow each other have the same address.
    for form in ("NFC", "NFD"):
        for title in TITLES:
            before = page.input_value("#id_slug")
            page.fill("#id_title", unicodedata.normalize(form, title))
            page.press("#id_title", "Tab")
            page.wait_for_function("was => document.querySelector('#id_slug').value !== was", arg=before)
            assert page.input_value("#id_slug") == slug(title), (form, title)
    assert page.faults == []


def test_an_address_written_by_hand_loses_its_marks(desk, province):
    page = desk("author", "C")
    page.goto(f"/quan-tri/pages/add/pages/noticepage/{province.section('C').pk}/")
    page.get_by_role("tab", name="Địa chỉ, tên đầy đủ, ghim").click()
    page.fill("#id_slug", "Đường Mới")
    page.press("#id_slug", "Tab")
    page.wait_for_function("document.querySelector('#id_slug').value === 'duong-moi'")
