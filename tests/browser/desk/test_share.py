"""The province shares a notice with all below: three presses, foretold before and receipted after."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.pages.planting import plant_sites
from cms.units.models import Unit
from tests.conftest import figure

pytestmark = pytest.mark.browser
SITES = figure(6, 220)
"""Of the province; Hải Dương had 220."""
REMARKS = "[data-forecast-remarks]"


def open_new(page, section, title):
    page.goto(reverse("wagtailadmin_pages:add", args=["pages", "noticepage", section.pk]))
    page.fill("#id_title", title)
    page.press("#id_title", "Tab")
    page.wait_for_function("document.querySelector('#id_slug').value !== ''")


def open_sharing(page):
    page.get_by_role("tab", name="Chia sẻ").click()


def foretold(page, text):
    """The remarks, once they say ``text``."""
    page.wait_for_selector(f"{REMARKS} >> text={text}")
    return page.inner_text(REMARKS)


@pytest.fixture
def whole_province(province):
    """The province with as many sites as it shall have: the others are communes of its first district."""
    for number in range(SITES - len(province.units)):
        code = f"2{number:04}"
        Unit.objects.create(
            code=code,
            valid_from=province["C"].valid_from,
            name=f"Số {number}",
            full_name=f"Xã Số {number}",
            kind="Xã",
            tier="commune",
            parent=province["D"],
            hostname=f"u{code}.localhost",
            phone="0220 3000 001",
        )
    plant_sites(timezone.localdate())
    return province


@pytest.mark.soak
def test_a_province_shares_a_notice_with_all_below_in_three_presses(
    whole_province, desk, drain, sites, clicks
):
    drain()
    editor, section = desk("approver", "P"), whole_province.section("P")
    open_new(editor, section, "Lịch tiêm chủng")
    with clicks(editor) as counted:
        open_sharing(editor)
        editor.click(f"text=Mọi đơn vị bên dưới ({SITES - 1} đơn vị)")
        assert f"hiển thị ở {SITES - 1} đơn vị bên dưới" in foretold(editor, f"Sẽ cập nhật {SITES} trang")
        editor.click("button[name=action-publish]")
        editor.wait_for_url(f"**/pages/{section.pk}/")
    assert counted.presses <= 3

    drain()
    editor.click("text=Xem biên nhận")
    editor.wait_for_selector(f"text=Đã lên đủ {SITES} trang thông tin điện tử")
    shown = list((sites.folder / "sites").glob("*/thong-bao/lich-tiem-chung/index.html"))
    assert len(shown) == SITES
    assert all("Lịch tiêm chủng" in page.read_text() for page in shown)
    assert editor.faults == []


def test_the_forecast_follows_what_is_chosen_and_names_conflicts(desk, province):
    province.write("C", "Lịch tiêm của phường", "lich-tiem-chung")
    editor = desk("approver", "P")
    open_new(editor, province.section("P"), "Lịch tiêm chủng")
    open_sharing(editor)
    foretold(editor, "Sẽ cập nhật 1 trang")
    editor.check("[name=reach][value=all]")
    assert "1 đơn vị giữ trang riêng ở cùng địa chỉ" in foretold(editor, "Sẽ cập nhật 5 trang")
    assert editor.is_hidden("[data-contentpath=deadline]")
    editor.check("[name=strength][value=mandatory]")
    remarks = foretold(editor, "Sẽ cập nhật 6 trang")
    assert "trang riêng đó sẽ bị trang này thay thế" in remarks
    assert editor.is_hidden("[data-contentpath=locked_fields]")
    assert editor.is_visible("[data-contentpath=deadline]")
    editor.click(f"{REMARKS} summary")
    assert "Phường Bến Tắm" in editor.inner_text(REMARKS)
    assert editor.faults == []


def test_it_works_by_keyboard_and_fits_a_telephone(desk, province):
    editor = desk("approver", "P", viewport={"width": 360, "height": 740})
    open_new(editor, province.section("P"), "Lịch tiêm chủng")
    open_sharing(editor)
    editor.focus("[name=reach]:checked")
    editor.keyboard.press("ArrowDown")
    editor.keyboard.press("ArrowDown")
    assert editor.input_value("[name=reach]:checked") == "all"
    foretold(editor, "Sẽ cập nhật 6 trang")
    while editor.evaluate("document.activeElement.name") != "strength":
        editor.keyboard.press("Tab")
    editor.keyboard.press("ArrowUp")
    assert editor.input_value("[name=strength]:checked") == "mandatory"
    assert editor.evaluate("document.documentElement.scrollWidth") <= 360
    assert editor.faults == []


def test_a_commune_is_asked_nothing_about_units_that_it_does_not_have(desk, province):
    editor = desk("approver", "C")
    open_new(editor, province.section("C"), "Họp thôn")
    open_sharing(editor)
    assert "Không có đơn vị nào bên dưới" in editor.inner_text(".reach")
    foretold(editor, "Sẽ cập nhật 1 trang")
    for text in ("Mức chia sẻ", "Mục cấp dưới không được sửa", "Hạn thực hiện"):
        assert editor.is_hidden(f"text={text}")
    assert editor.faults == []


def test_the_coverage_of_a_shared_page_is_one_press_from_its_editor(desk, province, drain):
    page = province.write("P", "Phòng chống bão", "bao", reach="all", strength="mandatory")
    drain()
    editor = desk("author", "P")
    editor.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    open_sharing(editor)
    editor.click("text=độ phủ")
    editor.wait_for_selector("text=Trang này đến 6 đơn vị")
    assert re.search(r"6\s+đang hiển thị", editor.inner_text(".coverage-counts"))
    assert editor.faults == []
