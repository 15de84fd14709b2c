"""A commune sees what it lacks and begins to write it; a province sees all units, and saves the table."""

import pytest

pytestmark = pytest.mark.browser


def test_a_commune_begins_to_write_what_is_missing(desk, province, clicks):
    author = desk("author", "C")
    panel = author.locator("section", has_text="Mức độ đầy đủ").first
    assert "có 15 mục" in panel.inner_text()
    with clicks(author) as counted:
        panel.locator("a[aria-label^='Viết bài cho mục']").first.click()
        author.wait_for_url("**/pages/**")
    assert counted.presses == 1
    assert author.faults == []


def units(page):
    """The rows of the table of units."""
    return page.locator("[aria-label='Theo đơn vị'] tbody tr")


def test_a_province_finds_the_units_that_lack_a_section(desk, province):
    province.write("C", "Tin của phường", "tin", section="tin-tuc", kind="article")
    supervisor = desk("supervisor", "P")
    supervisor.goto("/quan-tri/muc-do-day-du/")
    supervisor.click("text=Xem các đơn vị cấp dưới")
    supervisor.wait_for_url("**/cap-duoi/")
    assert units(supervisor).count() == 5

    supervisor.select_option("#board-section", "tin-tuc")
    supervisor.select_option("#board-state", "missing")
    supervisor.click("button:has-text('Lọc')")
    supervisor.wait_for_url("**tinh_trang=missing**")
    assert units(supervisor).count() == 4
    assert units(supervisor).filter(has_text="Phường Bến Tắm").count() == 0

    supervisor.click("thead a:has-text('Đơn vị')")
    supervisor.locator("th[aria-sort=descending]").wait_for()
    with supervisor.expect_download() as saved:
        supervisor.click("text=Tải tệp CSV")
    assert "Xã Hưng Đạo" in saved.value.path().read_text("utf-8-sig")
    assert supervisor.faults == []


def test_the_board_fits_a_telephone(desk, province):
    author = desk("author", "C", viewport={"width": 360, "height": 740})
    author.goto("/quan-tri/muc-do-day-du/")
    assert author.evaluate("document.documentElement.scrollWidth") <= 360
    bar = author.locator(".board-bar").first.bounding_box()
    assert bar["x"] + bar["width"] <= 360
